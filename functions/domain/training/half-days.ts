// In which half-days a session lies, and in which of them a slot is signed. Nobody is in two places in one half-day.
// It must not know who signs, or how a half-day is kept.
import { addDays } from '../calendar/days.ts';
import type { HalfDay, Session, SessionPlan } from './session.ts';
import type { Half } from './vocabulary.ts';

/** Hours that fill a half-day. */
const HOURS = 4;
const NOON = '12:00';
const EVENING = '18:00';

/** When it is to begin, as an instant. */
export const beginning = ({ date, startsAt }: Pick<Session, 'date' | 'startsAt'>): string => `${date}T${startsAt}:00.000+08:00`;

const halfOf = (startsAt: string): Half => (startsAt < NOON ? 'AM' : startsAt < EVENING ? 'PM' : 'EVE');

// Classes go on in the afternoon and the next morning; an evening is only where one begins.
const next = ({ date, half }: HalfDay): HalfDay => (half === 'AM' ? { date, half: 'PM' } : { date: addDays(date, 1), half: 'AM' });

/**
 * The half-days of a session, in order: one for every four hours begun.
 * @example halfDays({ date: '2013-01-04', startsAt: '08:30', hours: 7 }) // the morning and the afternoon of that day
 */
export const halfDays = ({ date, startsAt, hours }: Pick<SessionPlan, 'date' | 'startsAt' | 'hours'>): HalfDay[] => {
  const days: HalfDay[] = [{ date, half: halfOf(startsAt) }];
  for (let last = days[0]; last && days.length < Math.ceil(hours / HOURS); last = days.at(-1)) days.push(next(last));
  return days;
};

/** The half-day that slot 1, 2, 3 … of a session lies in; slots beyond the last half-day are further signatures in it. */
export const halfDayOf = (days: readonly HalfDay[], slot: number): HalfDay => {
  const at = days[Math.min(slot, days.length) - 1];
  if (!at) throw new RangeError(`no slot ${slot}`);
  return at;
};

/** As it stands in keys: 2013-01-04#AM. */
export const halfDayText = ({ date, half }: HalfDay): string => `${date}#${half}`;
