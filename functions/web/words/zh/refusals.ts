// Why something was refused, in a sentence that says what to do next.
// It must not decide: it is handed the code and the data of a refusal.
import type { RefusalCode } from '../../../domain/result.ts';
import { whenText } from '../dates.ts';

/** Data of a refusal as text; a name that is absent is an empty string. */
export interface Facts {
  readonly state: string;
  readonly command: string;
  readonly by: string;
  readonly on: string;
  readonly limit: string;
  readonly from: string;
  readonly tries: string;
  readonly needed: string;
  readonly most: string;
  readonly unit: string;
}

type Sentence = (facts: Facts) => string;

const MEGABYTE = 1024 * 1024;
const bytes = (most: number): string =>
  most < MEGABYTE ? `${String(Math.floor(most / 1024))} KB` : `${String(Math.floor(most / MEGABYTE))} MB`;
const MOST: Readonly<Record<string, (most: number) => string>> = {
  rows: (most) => `（最多${String(most)}行）`,
  columns: (most) => `（最多${String(most)}列）`,
  cells: (most) => `（最多${String(most)}个格子，空着的也算）`,
  bytes: (most) => `（一次最多${bytes(most)}）`,
  unpacked: (most) => `（解压以后最多${bytes(most)}）`,
};
const mostOf = (most: string, unit: string): string => MOST[unit]?.(Number(most)) ?? '';

export const refusals = {
  title: '这一步没有做成',
  notFoundTitle: '没有找到',
  brokenTitle: '系统出了点问题',
  broken: '刚才的操作没有保存。请返回再试一次；还不行，请告诉系统管理员。',
  code: {
    INVALID: () => '有些内容需要改一下，已填的都还在。',
    SIGN_IN: () => '登录已过期或还没有登录。登录后再打开这一页。',
    NOT_FOUND: () => '没有这一页，或者您看不到它。请核对编号。',
    NOT_YOURS: () => '您看得到它，但这一步由别人来做。',
    WRONG_STATE: ({ state, command }) => `目前是“${state}”，不能“${command}”。请返回，看看现在可以做什么。`,
    STALE: () => '刚才有人先更新了它。请看一下最新情况，再决定要不要继续；您填的内容还在下面。',
    ALREADY_DONE: ({ by, on }) => `${by}已在${whenText('zh', on)}做过了，不用重复。`,
    TOO_LATE: ({ limit }) => `已超过可以操作的时间${limit === '' ? '' : `（${whenText('zh', limit)}）`}。`,
    TOO_EARLY: ({ from }) => `还没到时候，${whenText('zh', from)}起才可以。`,
    NEEDS_CATEGORY: () => '受理之前要先定类别。',
    NEEDS_ROUTE_SIX: () => '只有第六类途径才进入六十日办理。其他途径应书面告知信访人向有权机关提出。',
    NEEDS_SECOND_PERSON: () => '承办人自己做的回访，要由另一位同事来销号。',
    NEEDS_CALL_BACK: ({ tries, needed }) => `还没有完成回访：要联系上信访人，或者有${needed}次回访记录（现有${tries}次）。`,
    NEEDS_OUTCOME: () => '信访人还没有表示满意，也没有放弃复查，复查期限也没有过，现在不能销号。',
    FULL: () => '名额已满，没有报上。要增加名额，请联系举办单位；当天也可以直接到场。',
    COUNTS_DIFFER: () => '纸质签到表的人数和系统里的不一样。请说明原因再封存。',
    ENROLLED: () => '这个人已经报过名了。',
    HALF_DAY: () => '这个人同一个半天已在别的场次签到，一个半天只能算一次。',
    KEY_REUSED: () => '这张表已经提交过一次，这次内容不同。请从头打开再填。',
    UNKNOWN_PERIOD: () => '看不懂这个时间段。可以写 2013-03、2013-Q2、2013-H1 或 2013。',
    UNREADABLE: () => '收到的内容读不出来，请返回再试。',
    TOO_LARGE: ({ most, unit }) => `内容太大了${mostOf(most, unit)}，请分成几份。`,
    TOO_MANY: () => '操作太频繁，请过一会儿再试。',
    BUSY: () => '同时保存的人太多，这一次没有存上。请再按一次，内容不会重复。',
    EXPIRED: () => '这个链接已过期。请登录后打开信访件办理。',
  } satisfies Record<RefusalCode, Sentence>,
} as const;
