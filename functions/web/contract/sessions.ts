// The operations on training sessions, one row each; every command is an operation of its own.
// It must not know how they are carried out.
import * as z from 'zod';
import type { RefusalCode } from '../../domain/result.ts';
import type { SessionCommandName } from '../../domain/training/commands.ts';
import { EVENTS_AT_MOST } from '../../services/attendance.ts';
import { doorEventSchema } from '../../services/door-events.ts';
import { verifyAnswer } from '../api/answers.ts';
import { sessionHistoryAnswer } from '../api/session-event-views.ts';
import {
  enrolledAnswer,
  handoutsAnswer,
  sessionAnswer,
  sessionListAnswer,
  sheetAnswer,
  verdictsAnswer,
  withdrawnAnswer,
} from '../api/session-views.ts';
import { attendanceSchema, handoutSchema, peopleSchema, planSchema, sessionCommandSchemas, sessionsQuery } from '../schema/sessions.ts';
import type { Both, Operation } from './operation.ts';

const THE_SESSION = { what: ['The session as it stands now', '场次现状'], schema: sessionAnswer } as const;

export const doorEvent = doorEventSchema('');
/** A batch as it should be; one that holds other things is answered all the same, with a refused verdict for each. */
export const doorBatch = attendanceSchema.extend({ events: z.array(doorEvent).max(EVENTS_AT_MOST) });

interface CommandRow {
  readonly summary: Both;
  readonly about?: Both;
  readonly refusals?: readonly RefusalCode[];
  readonly example?: Readonly<Record<string, unknown>>;
}

const COMMANDS: { readonly [Name in SessionCommandName]: CommandRow } = {
  approve: { summary: ['Approve the plan', '批准'] },
  open: { summary: ['Open for enrolment', '开始报名'] },
  ready: { summary: ['Get ready', '待开班'] },
  start: { summary: ['Begin the class', '开班'], about: ['Not before its day.', '不早于计划日期。'], refusals: ['TOO_EARLY'] },
  end: { summary: ['End the class', '结束授课'] },
  seal: {
    summary: ['Seal the sheet', '封存签到表'],
    about: [
      'From now on it counts. Where `paperTotal` is not the number kept here, `difference` says why.',
      '封存后计入统计。纸质人数与系统不一致的，须在 difference 中说明。',
    ],
    refusals: ['COUNTS_DIFFER'],
    example: { version: 6, paperTotal: 93 },
  },
  verify: {
    summary: ['Verify the sheet', '核验'],
    about: ['By an inspector; a funded class is asked by sample.', '由检查员核验；项目资金的班须抽样。'],
    example: { version: 7, sample: 10, hits: 10 },
  },
  rejectCheck: { summary: ['Refuse the sheet', '核验不通过'], example: { version: 7, findings: '三人当天未到场。' } },
  close: { summary: ['Close the session', '归档'] },
  postpone: { summary: ['Postpone', '延期'], example: { version: 3, reason: '山路塌方。' } },
  reschedule: { summary: ['Set a new day', '改期'], example: { version: 4, date: '2026-12-08', startsAt: '08:30' } },
  cancel: { summary: ['Cancel', '取消'], example: { version: 3, reason: '报名不足。' } },
  correct: {
    summary: ['Correct a sealed sheet', '更正'],
    about: [
      'At most 30 people at once, added or removed; `handouts` is the right total. The sheet before it is kept.',
      '每次增减不超过 30 人；handouts 写正确的总数。原表保留。',
    ],
    example: { version: 8, reason: '漏签一人。', add: [{ personId: 'P00001' }] },
  },
};

const commandRow = ([name, row]: [string, CommandRow]): Operation => ({
  method: 'post',
  path: `/v1/sessions/{id}/${name}`,
  id: `session_${name}`,
  tag: 'sessions',
  params: { id: 'session' },
  body: sessionCommandSchemas[name as SessionCommandName],
  answers: { 200: THE_SESSION },
  once: true,
  ...row,
  example: row.example ?? { version: 1 },
  refusals: ['NOT_YOURS', 'WRONG_STATE', 'STALE', ...(row.refusals ?? [])],
});

export const SESSIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/sessions',
    id: 'session_plan',
    tag: 'sessions',
    summary: ['Plan a session', '计划培训'],
    body: planSchema,
    example: {
      kind: 'PRACTICAL',
      date: '2026-12-03',
      startsAt: '08:30',
      hours: 3,
      topic: '柑橘冬季管护',
      township: '990581101',
      village: '青石村',
      capacity: 60,
      fundLine: 'BUREAU',
    },
    answers: { 201: { what: ['Planned', '已列入计划'], schema: sessionAnswer } },
    refusals: ['NOT_YOURS'],
    once: true,
  },
  {
    method: 'get',
    path: '/v1/sessions',
    id: 'session_list',
    tag: 'sessions',
    summary: ['The sessions of a month', '某月的培训场次'],
    about: ['Of this month where none is named.', '不写月份即本月。'],
    query: sessionsQuery,
    answers: { 200: { what: ['A page of the list', '列表的一页'], schema: sessionListAnswer } },
  },
  {
    method: 'get',
    path: '/v1/sessions/{id}',
    id: 'session_read',
    tag: 'sessions',
    summary: ['One session', '查看场次'],
    about: ['Names of those enrolled are blank for whoever may not read them.', '无权查看名单的，姓名为空。'],
    params: { id: 'session' },
    answers: { 200: THE_SESSION },
  },
  {
    method: 'get',
    path: '/v1/sessions/{id}/attendance',
    id: 'session_sheet',
    tag: 'sessions',
    summary: ['The sheet', '签到表'],
    params: { id: 'session' },
    answers: { 200: { what: ['The sheet in order of arrival, as one page', '签到表，按到场先后，一页'], schema: sheetAnswer } },
  },
  {
    method: 'post',
    path: '/v1/sessions/{id}/attendance',
    id: 'session_attendance',
    tag: 'sessions',
    summary: ['Send a batch from the door', '上传签到'],
    about: [
      'At most 1,000 events; each gets a verdict of its own, and one that cannot be read is refused alone. Sending a batch again changes nothing.',
      '每批最多 1000 条；逐条给出结果，读不懂的一条只拒绝它自己。重复上传不改变任何结果。',
    ],
    params: { id: 'session' },
    body: doorBatch,
    example: {
      events: [
        { eventId: 'e-1', personId: 'P00001', slot: 1, at: '2026-12-03T08:21:07+08:00', method: 'NAME', device: 'door-1' },
        {
          eventId: 'e-2',
          walkIn: { name: '李某某', village: '青石村' },
          slot: 1,
          at: '2026-12-03T08:22:40+08:00',
          method: 'PAPER',
          device: 'door-1',
        },
      ],
    },
    answers: { 200: { what: ['A verdict for each event, in the order sent', '按上传顺序逐条给出结果'], schema: verdictsAnswer } },
    refusals: ['NOT_YOURS', 'WRONG_STATE'],
    once: true,
  },
  {
    method: 'post',
    path: '/v1/sessions/{id}/handouts',
    id: 'session_handouts',
    tag: 'sessions',
    summary: ['Issue handouts', '发放资料'],
    params: { id: 'session' },
    body: handoutSchema,
    example: { item: '柑橘管护手册', quantity: 60 },
    answers: { 200: { what: ['Issued, with the total of the session', '已发放，并给出本场总数'], schema: handoutsAnswer } },
    refusals: ['NOT_YOURS', 'WRONG_STATE'],
    once: true,
  },
  {
    method: 'post',
    path: '/v1/sessions/{id}/enrol',
    id: 'session_enrol',
    tag: 'sessions',
    summary: ['Enrol people', '报名'],
    about: [
      'One `personId`, or `people`, at most 90. Where one person is asked for, a reason against it is the answer.',
      '写一个 personId，或写 people（最多 90 人）。只报一人而不成的，直接答复原因。',
    ],
    params: { id: 'session' },
    body: peopleSchema,
    example: { people: ['P00001', 'P00002'] },
    answers: { 200: { what: ['Who was enrolled, and who was not', '报上的和没有报上的'], schema: enrolledAnswer } },
    refusals: ['NOT_YOURS', 'WRONG_STATE', 'FULL', 'ENROLLED'],
    once: true,
  },
  {
    method: 'post',
    path: '/v1/sessions/{id}/withdraw',
    id: 'session_withdraw',
    tag: 'sessions',
    summary: ['Give seats back', '取消报名'],
    params: { id: 'session' },
    body: peopleSchema,
    example: { personId: 'P00001' },
    answers: { 200: { what: ['Whose seats were given back', '已取消的'], schema: withdrawnAnswer } },
    refusals: ['NOT_YOURS', 'WRONG_STATE'],
    once: true,
  },
  {
    method: 'get',
    path: '/v1/sessions/{id}/events',
    id: 'session_history',
    tag: 'sessions',
    summary: ['The history of a session', '场次的历史'],
    params: { id: 'session' },
    answers: { 200: { what: ['The whole history as one page', '全部历史，一页'], schema: sessionHistoryAnswer } },
  },
  {
    method: 'get',
    path: '/v1/sessions/{id}/events/verify',
    id: 'session_historyVerify',
    tag: 'sessions',
    summary: ['Check the chain of the history', '核验历史是否完整'],
    about: ['`POST …/verify` is the command of the inspector.', 'POST …/verify 是检查员的操作。'],
    params: { id: 'session' },
    answers: { 200: { what: ['Whether the history is whole', '历史是否完整'], schema: verifyAnswer } },
  },
  ...Object.entries(COMMANDS).map(commandRow),
];
