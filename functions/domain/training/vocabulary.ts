// The closed lists of the training half: kinds, states, fund lines, ways of signing in, halves of a day.
// It must not know what follows from any of them.

export const SESSION_KINDS = ['PRACTICAL', 'INDUSTRY', 'JOB', 'STARTUP', 'CADRE', 'STAFF_TALK', 'ONLINE'] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

export const SESSION_STATES = [
  'PLANNED', //        计划
  'APPROVED', //       已批
  'OPEN', //           报名中
  'READY', //          待开班
  'IN_SESSION', //     授课中
  'ENDED', //          已结束
  'SEALED', //         签到封存
  'VERIFIED', //       已核验
  'REJECTED_CHECK', // 核验不通过
  'CLOSED', //         已归档
  'POSTPONED',
  'CANCELLED',
] as const;
export type SessionState = (typeof SESSION_STATES)[number];

/** Only these stand in official totals; drafts are shown apart. */
export const COUNTING_STATES: readonly SessionState[] = ['SEALED', 'VERIFIED', 'CLOSED'];

/** Whose money: the bureau's own, a village-aid line (not among the practical sessions of the report), a funded project. */
export const FUND_LINES = ['BUREAU', 'VILLAGE_AID', 'PROJECT'] as const;
export type FundLine = (typeof FUND_LINES)[number];

export const METHODS = ['QR', 'NAME', 'TAIL', 'PAPER'] as const;
export type Method = (typeof METHODS)[number];

export const HALVES = ['AM', 'PM', 'EVE'] as const;
export type Half = (typeof HALVES)[number];

/** What a report tells sessions apart by: the kind, and village aid by itself. The headline figures are PRACTICAL. */
export type SessionGroup = SessionKind | 'VILLAGE_AID';
export const HEADLINE_GROUP: SessionGroup = 'PRACTICAL';

export const groupOf = ({ kind, fundLine }: { readonly kind: SessionKind; readonly fundLine?: FundLine | undefined }): SessionGroup =>
  kind === 'PRACTICAL' && fundLine === 'VILLAGE_AID' ? 'VILLAGE_AID' : kind;
