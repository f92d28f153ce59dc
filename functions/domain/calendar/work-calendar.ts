// Which days are worked: Monday to Friday without the published rest days, and the published make-up days.
// It must not know deadlines, today's date, or where the published years are kept.
import { weekday, yearOf, type Day } from './days.ts';

/** What the State Council publishes for one year: weekdays and weekends off, and weekends worked in exchange (调休). */
export interface CalendarYear {
  readonly rest: readonly Day[];
  readonly makeUp: readonly Day[];
}

/** Years by their four digits. */
export type CalendarYears = Readonly<Record<string, CalendarYear>>;

/**
 * How far a year can be trusted. PROVISIONAL: later than every year that is loaded, so its notice may not be out yet.
 * MISSING: a year that must have been published and is not here. Both are reckoned Monday to Friday, and say so.
 */
export type Standing = 'LOADED' | 'PROVISIONAL' | 'MISSING';

export interface WorkCalendar {
  readonly isWorkday: (day: Day) => boolean;
  /** A published day off, as against an ordinary weekend. */
  readonly isPublishedRest: (day: Day) => boolean;
  readonly isMakeUp: (day: Day) => boolean;
  readonly isLoaded: (year: number) => boolean;
  readonly standing: (year: number) => Standing;
}

/** @example workCalendar(PUBLISHED_YEARS).isWorkday('2026-02-28') // true: a Saturday worked for the Spring Festival */
export const workCalendar = (years: CalendarYears): WorkCalendar => {
  // Keyed by day and not by the notice's year: a notice may move a day of the December before.
  const rest = new Set(Object.values(years).flatMap((year) => year.rest));
  const makeUp = new Set(Object.values(years).flatMap((year) => year.makeUp));
  const loaded = new Set(Object.keys(years).map(Number));
  const last = Math.max(...loaded);

  const standing = (year: number): Standing => {
    if (loaded.has(year)) return 'LOADED';
    return loaded.size > 0 && year > last ? 'PROVISIONAL' : 'MISSING';
  };

  return {
    isWorkday: (day) => makeUp.has(day) || (weekday(day) <= 5 && !rest.has(day)),
    isPublishedRest: (day) => rest.has(day),
    isMakeUp: (day) => makeUp.has(day),
    isLoaded: (year) => loaded.has(year),
    standing,
  };
};

/** The years among `days` whose working days nobody has published to us, earliest first. */
export const unloadedYears = (calendar: WorkCalendar, days: Iterable<Day>): number[] =>
  [...new Set([...days].map(yearOf))].filter((year) => !calendar.isLoaded(year)).sort((a, b) => a - b);
