// The two answers of a decision: done, or refused with the data a sentence can be made from.
// It must not know any wording: the catalogues of web/ and mail/ turn a refusal into a sentence.

export type Result<T, E = Refusal> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const refuse = (code: RefusalCode, data: RefusalData = {}): Result<never> => ({ ok: false, refusal: { code, data } });

/** One wrong field of a form or a JSON body. `message` is a key of the web catalogue (`field.<message>`). */
export interface FieldError {
  readonly path: string;
  readonly message: string;
  readonly data?: Readonly<Record<string, string | number>>;
}

export interface RefusalData {
  readonly fields?: readonly FieldError[];
  readonly [name: string]: string | number | boolean | readonly FieldError[] | undefined;
}

/** Why a command was refused, and the HTTP status that says so. Codes are stable: programs outside rely on them. */
export const REFUSALS = {
  INVALID: 422, //            fields are wrong: data.fields
  SIGN_IN: 401,
  NOT_FOUND: 404, //          not there, or not yours: the same answer
  NOT_YOURS: 403, //          you see it, but this command belongs to others: data.who
  WRONG_STATE: 409, //        the command does not fit the state: data.state, data.command
  STALE: 409, //              somebody was faster: data.version is the current one
  ALREADY_DONE: 409, //       e.g. acknowledged before: data.by, data.on
  TOO_LATE: 409, //           data.limit
  TOO_EARLY: 409, //          data.from
  NEEDS_CATEGORY: 422,
  NEEDS_ROUTE_SIX: 422, //    Art. 31(6): only that route is accepted into the 60 days
  NEEDS_SECOND_PERSON: 403, // the call-back was made by the handler: somebody else closes
  NEEDS_CALL_BACK: 409,
  NEEDS_OUTCOME: 409, //      neither satisfied, nor waived, nor expired
  FULL: 409, //               every seat of a session is taken: data.capacity
  COUNTS_DIFFER: 409, //      the paper sheet and the one kept here: data.paper, data.system; say why
  ENROLLED: 409, //           enrolled in this session already
  HALF_DAY: 409, //           signed in elsewhere in the same half-day: data.session
  KEY_REUSED: 422, //         same Idempotency-Key, other body
  UNKNOWN_PERIOD: 422,
  UNREADABLE: 400, //         the body cannot be read at all
  TOO_LARGE: 413, //          data.most, and data.unit: most of what
  TOO_MANY: 429,
  BUSY: 503, //               the number series stayed contended after every retry
  EXPIRED: 410, //            an action link whose time is over
} as const satisfies Record<string, number>;

export type RefusalCode = keyof typeof REFUSALS;

export interface Refusal {
  readonly code: RefusalCode;
  readonly data: RefusalData;
}
