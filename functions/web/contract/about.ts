// What holds for every operation, said once at the head of the contract, in both languages.
// It must not repeat what a single operation says.
import type { Both } from './operation.ts';

export const TITLE: Both = ['Shoufang API', '首访接口'];

export const ABOUT: readonly Both[] = [
  [
    'JSON in UTF-8 with names in camelCase; days as `YYYY-MM-DD`, instants as ISO 8601 with an offset, money in fen. Fields that are not named here are refused in requests and never stand in answers. GET takes HEAD too.',
    '请求和答复都是 UTF-8 的 JSON，字段名用驼峰写法；日期写成 YYYY-MM-DD，时刻为带时区的 ISO 8601，金额以分计。请求里出现未列出的字段会被拒绝，答复里也不会有未列出的字段。能用 GET 的地址也能用 HEAD。',
  ],
  [
    'Who asks is known by the session cookie or by a bearer token; roles and areas come from the directory of the bureau. With the cookie, whatever changes something must carry an `Origin` of this very host; a bearer token needs none.',
    '身份由会话 Cookie 或 Bearer 令牌确定；角色和片区以本局名录为准。用 Cookie 时，凡是改变数据的请求，Origin 必须是本站；用令牌则不需要。',
  ],
  [
    '`Idempotency-Key` on a POST, where it is listed: the same key with the same body gets the same answer and does nothing twice; the same key with another body gets 422 `KEY_REUSED`.',
    '列有 Idempotency-Key 的 POST：同一键、同样内容，得到同样的答复，不会做两次；同一键、内容不同，答复 422 KEY_REUSED。',
  ],
  [
    'Lists answer `{items, cursor}`: `limit` says how many, `cursor` of one page asks for the next and is null on the last.',
    '列表答复 {items, cursor}：limit 为条数；用上一页的 cursor 取下一页，最后一页为 null。',
  ],
  [
    'A command carries the `version` it was decided on. Where somebody was faster, the answer is 409 `STALE` with the current `version`: read again, then decide.',
    '每个操作都带上所依据的 version。有人先改过的，答复 409 STALE 并给出当前 version：请重新读取，再作决定。',
  ],
  [
    'A refusal is `application/problem+json` (RFC 9457): a stable `code`, a sentence in the language of `Accept-Language` (Chinese unless English is asked for), and `errors` for fields. What is hidden from the caller answers as what is not there. 429 and 503 carry `Retry-After`.',
    '拒绝的答复是 application/problem+json（RFC 9457）：固定的 code、一句话说明（按 Accept-Language，默认中文），字段错误列在 errors 里。无权查看的，与不存在的答复一样。429 和 503 带 Retry-After。',
  ],
  [
    'An address that is none answers 404 `UNKNOWN`; a method an address does not take, 405 `METHOD_NOT_ALLOWED` with `Allow` (a command asked for with GET is no address at all). A 500 `INTERNAL` is a fault of ours, never the answer to a request; its `id` stands in our log.',
    '没有的地址答复 404 UNKNOWN；地址不支持的方法答复 405 METHOD_NOT_ALLOWED 并列出 Allow（用 GET 去取一个操作，等于没有这个地址）。500 INTERNAL 是系统自身的故障，id 可在日志中查到。',
  ],
  [
    'No personal data stands in a path or a query. Of an ID number or a telephone an answer tells at most the last four; people are told apart by the number the roll gives them.',
    '地址和查询串里没有个人信息。答复里的身份证号和电话最多只有末四位；人以花名册编号区分。',
  ],
];
