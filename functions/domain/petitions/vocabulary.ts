// The closed word lists of a petition: channels, kinds, states, outcomes, categories. Codes only; labels are in the catalogues.

export const CHANNELS = ['VISIT', 'CALL', 'LETTER', 'ONLINE', 'FAX', 'OUTREACH'] as const;
export type Channel = (typeof CHANNELS)[number];

export const KINDS = ['REQUEST', 'SUGGESTION', 'ACCUSATION'] as const;
export type Kind = (typeof KINDS)[number];

export const STATES = ['REGISTERED', 'ACCEPTED', 'HANDLING', 'OPINION_READY', 'SERVED', 'FOLLOW_UP', 'CLOSED'] as const;
export type State = (typeof STATES)[number];

/** Everything before CLOSED: somebody still owes the petitioner something. */
export const OPEN_STATES: readonly State[] = STATES.filter((state) => state !== 'CLOSED');
export const isOpen = (state: State): boolean => state !== 'CLOSED';

/** What the reply opinion says, Art. 32 and the bureau's own outcome codes. */
export const OUTCOMES = [
  'RESOLVED_SUPPORTED',
  'PARTLY_SUPPORTED',
  'EXPLAINED',
  'NOT_SUPPORTED',
  'MEDIATED',
  'ASSISTED',
  'ADOPTED',
  'PARTLY_ADOPTED',
  'NOT_ADOPTED',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const SATISFACTION = ['SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED'] as const;
export type Satisfaction = (typeof SATISFACTION)[number];

/** Two-level catalogue of matters; `C90` and `C99` have no second level. */
export const CATEGORIES = [
  'C10', // status and roll
  'C20', // direct subsidy
  'C21', // support projects
  'C30', // land
  'C31', // housing
  'C32', // infrastructure
  'C40', // pension subsidy of the self-employed
  'C41', // livelihood support of the self-employed
  'C42', // compensation for inundation and removal
  'C50', // hardship
  'C60', // training and jobs
  'C61', // vocational education of children
  'C70', // conduct of staff
  'C80', // reservoir legacy
  'C90', // advice and suggestions
  'C99', // other, or not this bureau's
] as const;
export type Category = (typeof CATEGORIES)[number];

/** So many contacts are given their category in one step; a petition with more keeps the rest under NONE. One transaction has room for 100 rows. */
export const CATEGORISED_AT_ONCE = 80;

/** Group visit: so many people or more, on one matter, at the desk. A joint letter is none. */
export const GROUP_VISIT_FROM = 5;
/** Art. 20: a group elects at most so many representatives. */
export const REPRESENTATIVES_AT_MOST = 5;

export const isGroupVisit = (contact: { channel: Channel; headcount: number }): boolean =>
  contact.channel === 'VISIT' && contact.headcount >= GROUP_VISIT_FROM;
