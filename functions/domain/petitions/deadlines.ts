// The catalogue of limits: where each comes from, when it starts, how long it is, in which days. A lawyer can check this table.
// It must not know who is reminded, or how: that is the ladder's business.
import { dueDates, type DayUnit, type DueDates } from '../calendar/due.ts';
import { daysBetween, type Day } from '../calendar/days.ts';
import type { WorkCalendar } from '../calendar/work-calendar.ts';

interface DeadlineRule {
  readonly length: number;
  readonly unit: DayUnit;
  /** Article of the Regulation on Petition Work, or HOUSE where the bureau set it itself. */
  readonly basis: string;
  /** What the day of start means, as a key of the catalogues. */
  readonly startsAt: 'ASSIGNED' | 'RECEIVED' | 'ACCEPTED' | 'SERVED' | 'REOPENED';
}

export const DEADLINES = {
  'DL-ACK': { length: 1, unit: 'workday', basis: 'HOUSE', startsAt: 'ASSIGNED' }, //     the officer signs for it
  'DL-NOTICE': { length: 15, unit: 'day', basis: 'Art. 23', startsAt: 'RECEIVED' }, //   written notice to the petitioner
  'DL-HANDLE': { length: 60, unit: 'day', basis: 'Art. 34', startsAt: 'ACCEPTED' }, //   opinion issued and served
  'DL-REVIEW-RIGHT': { length: 30, unit: 'day', basis: 'Art. 35', startsAt: 'SERVED' }, // the petitioner may ask for review
  'DL-FOLLOWUP': { length: 30, unit: 'day', basis: 'HOUSE', startsAt: 'SERVED' }, //      call-back
  'DL-REWORK': { length: 15, unit: 'day', basis: 'HOUSE', startsAt: 'REOPENED' },
} as const satisfies Record<string, DeadlineRule>;

export type DeadlineCode = keyof typeof DEADLINES;

export interface Deadline extends DueDates {
  readonly code: DeadlineCode;
}

/** What the history keeps of a limit; its derivation stands in the limit's own row. */
export type LimitSet = Pick<Deadline, 'code' | 'start' | 'legalDue' | 'rolledDue' | 'targetDue'>;

export const limitSet = ({ code, start, legalDue, rolledDue, targetDue }: Deadline): LimitSet => ({
  code,
  start,
  legalDue,
  rolledDue,
  targetDue,
});

/** The three dates of a limit, counted from `start` (not counted itself) and kept with their derivation. */
export const deadline = (code: DeadlineCode, start: Day, calendar: WorkCalendar): Deadline => {
  const { length, unit } = DEADLINES[code];
  return { code, ...dueDates({ start, length, unit }, calendar) };
};

/** The petitioner's right runs by itself: nobody at the bureau is late when it does. */
export const isDuty = (code: DeadlineCode): boolean => code !== 'DL-REVIEW-RIGHT';

export type Light = 'ON_TRACK' | 'AT_RISK' | 'OVERDUE';

/** Three colours as in the field's other systems: more than a quarter of the time left, less, and past the rolled date. */
export const lightOf = ({ start, targetDue, rolledDue }: Pick<Deadline, 'start' | 'targetDue' | 'rolledDue'>, today: Day): Light => {
  if (rolledDue < today) return 'OVERDUE';
  return daysBetween(today, targetDue) * 4 > daysBetween(start, targetDue) ? 'ON_TRACK' : 'AT_RISK';
};
