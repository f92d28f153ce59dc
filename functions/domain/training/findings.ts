// What about a session somebody ought to look at. Findings never refuse anything: what happened is recorded as it happened.
// It must not know wording, or how sheets are kept.
import { addDays, daysBetween, epochOf, shanghaiDay, type Day } from '../calendar/days.ts';
import type { WorkCalendar } from '../calendar/work-calendar.ts';
import { beginning } from './half-days.ts';
import type { Session, SessionCounts } from './session.ts';

export const SEAL_WORKDAYS = 2;
export const WINDOW_MINUTES = 30;
export const HANDOUTS_PER_PERSON = 1.5;

export const FINDING_CODES = ['LATE_SEAL', 'OFF_WINDOW', 'OVER_CAPACITY', 'HANDOUT_RATIO', 'PAPER_DIFFERS', 'OUT_OF_PLAN'] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** A finding with the figures its sentence is made of. */
export interface Finding {
  readonly code: FindingCode;
  readonly data: Readonly<Record<string, string | number>>;
}

/** What a session is looked at beside: its counts, whether anybody of the roll had enrolled who came, and the day it is. */
export interface Sight {
  readonly session: Session;
  readonly counts: SessionCounts;
  readonly calendar: WorkCalendar;
  readonly today: Day;
}

type Look = (sight: Sight) => Finding | undefined;

const found = (code: FindingCode, data: Finding['data']): Finding => ({ code, data });

const LOOKS: readonly Look[] = [
  ({ session, calendar, today }) => {
    const ended = session.endedAt;
    if (ended === undefined || session.imported) return undefined;
    const sealed = session.sealedAt === undefined ? today : shanghaiDay(session.sealedAt);
    const workdays = workdaysAfter(shanghaiDay(ended), sealed, calendar);
    return workdays > SEAL_WORKDAYS ? found('LATE_SEAL', { workdays, most: SEAL_WORKDAYS }) : undefined;
  },
  ({ session }) => {
    if (session.startedAt === undefined) return undefined;
    const minutes = Math.round((epochOf(session.startedAt) - epochOf(beginning(session))) / 60_000);
    return Math.abs(minutes) > WINDOW_MINUTES ? found('OFF_WINDOW', { minutes, most: WINDOW_MINUTES }) : undefined;
  },
  ({ session, counts }) =>
    counts.present > session.capacity ? found('OVER_CAPACITY', { present: counts.present, capacity: session.capacity }) : undefined,
  ({ session, counts }) =>
    session.handouts > HANDOUTS_PER_PERSON * counts.present && counts.present > 0
      ? found('HANDOUT_RATIO', { handouts: session.handouts, present: counts.present })
      : undefined,
  ({ session, counts }) =>
    session.paperTotal !== undefined && session.paperTotal !== counts.present
      ? found('PAPER_DIFFERS', { paper: session.paperTotal, system: counts.present })
      : undefined,
  ({ session }) =>
    session.startedAt !== undefined && shanghaiDay(session.startedAt) !== session.date
      ? found('OUT_OF_PLAN', { planned: session.date, held: shanghaiDay(session.startedAt) })
      : undefined,
];

/** Everything worth a look about a session, in the order of the table. */
export const findingsOf = (sight: Sight): Finding[] =>
  LOOKS.flatMap((look) => {
    const finding = look(sight);
    return finding ? [finding] : [];
  });

// Working days after `from` up to and with `to`. A sheet that lay for years need not be counted to the day.
const DAYS_AT_MOST = 60;
const workdaysAfter = (from: Day, to: Day, { isWorkday }: WorkCalendar): number => {
  const days = Math.min(Math.max(daysBetween(from, to), 0), DAYS_AT_MOST);
  return Array.from({ length: days }, (_, index) => addDays(from, index + 1)).filter((day) => isWorkday(day)).length;
};
