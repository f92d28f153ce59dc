// What each code of a refusal means to whoever wrote the program: one sentence a code, in both languages.
// It must not know when a rule refuses, nor the sentence of the answer itself, which speaks of the case at hand.
import type { Both } from './operation.ts';
import type { ProblemCode } from './refusals.ts';

export const MEANINGS: Readonly<Record<ProblemCode, Both>> = {
  INVALID: ['Fields are wrong; `errors` says which and why.', '有字段不对，见 errors。'],
  SIGN_IN: ['Nobody is signed in, or no longer.', '没有登录，或登录已失效。'],
  NOT_FOUND: ['Not there, or not yours to see.', '不存在，或无权查看。'],
  NOT_YOURS: ['You may see it, but this is for others to do.', '看得到，但这一步由别人来做。'],
  WRONG_STATE: ['The command does not fit `state`.', '当前状态（state）不能这样做。'],
  STALE: ['Somebody was faster; `version` is the current one.', '有人先改过，version 为当前版本。'],
  ALREADY_DONE: [
    'Done before: `on` is when, an instant, or a day where somebody left the roll.',
    '此前已做过，on 为时刻；核减人员时为日期。',
  ],
  TOO_LATE: ['The time for it, `limit`, has passed.', '已过时限 limit。'],
  TOO_EARLY: ['Not before `from`.', '不早于 from。'],
  NEEDS_CATEGORY: ['A category comes first.', '要先定类别。'],
  NEEDS_ROUTE_SIX: ['Only route 6 of Art. 31 is accepted here.', '只有第三十一条第六项途径在此受理。'],
  NEEDS_SECOND_PERSON: ['Whoever handled the matter and called back does not close it.', '自办自访的，由他人办结。'],
  NEEDS_CALL_BACK: ['A call-back that reached somebody, or `needed` tries, come first.', '须先回访到本人，或回访满 needed 次。'],
  NEEDS_OUTCOME: ['Neither satisfied, nor waived, nor expired.', '既未满意，也未放弃，期限也未过。'],
  FULL: ['Every seat, `capacity`, is taken.', '名额 capacity 已满。'],
  COUNTS_DIFFER: ['`paper` and `system` differ; say why in `difference`.', '纸质 paper 与系统 system 人数不一致，请写明 difference。'],
  ENROLLED: ['Enrolled already.', '已经报名。'],
  HALF_DAY: ['Signed in elsewhere in the same half-day.', '同一个半天已在别处签到。'],
  KEY_REUSED: ['This Idempotency-Key was used with another body.', '这个 Idempotency-Key 用过，内容不同。'],
  UNKNOWN_PERIOD: ['Not a period.', '时期写得不对。'],
  UNREADABLE: ['The body cannot be read at all.', '正文读不出来。'],
  TOO_LARGE: ['More than `most`, counted in `unit`.', '超过 most，单位 unit。'],
  TOO_MANY: ['Wait as long as Retry-After says.', '按 Retry-After 等待后再试。'],
  BUSY: ['Busy for a moment, and nothing was saved; send it again as it is.', '正忙，没有保存，请原样再发一次。'],
  EXPIRED: ['The link has expired.', '链接已过期。'],
  UNKNOWN: ['There is no such address.', '没有这个地址。'],
  METHOD_NOT_ALLOWED: ['The address does not take this method; `Allow` says which.', '地址不支持这个方法，见 Allow。'],
  CROSS_ORIGIN: ['With a cookie, the Origin must be this very host.', '用 Cookie 时，Origin 必须是本站。'],
};
