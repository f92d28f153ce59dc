// When a period of days or working days ends, and the steps by which anyone can check it.
// It must not know which law set the period, words of any language, or today's date.
import { addDays, isDay, type Day } from './days.ts';
import { unloadedYears, type Standing, type WorkCalendar } from './work-calendar.ts';

export type DayUnit = 'day' | 'workday';

export interface Period {
  /** The day of the event; not counted (Civil Code Art. 201). */
  readonly start: Day;
  /** Days or working days, 0 to 3660. */
  readonly length: number;
  readonly unit: DayUnit;
}

export type Step =
  | { readonly kind: 'COUNT'; readonly from: Day; readonly to: Day; readonly length: number; readonly unit: DayUnit }
  | { readonly kind: 'MAKE_UP'; readonly day: Day } // a weekend day that is worked and counts
  | { readonly kind: 'REST'; readonly from: Day; readonly to: Day; readonly published: boolean } // a run of days off that matters here
  | { readonly kind: 'WORKDAY'; readonly day: Day } // the period ends on a working day: nothing to roll
  | { readonly kind: 'ROLL'; readonly from: Day; readonly to: Day }
  | { readonly kind: 'TARGET'; readonly from: Day; readonly to: Day }
  | { readonly kind: 'CLAMP'; readonly from: Day; readonly to: Day } // rolled back it would stand at `from`, no later than the start
  | { readonly kind: 'UNLOADED'; readonly year: number; readonly standing: Exclude<Standing, 'LOADED'> };

export interface DueDates extends Period {
  /** Strictly counted. */
  readonly legalDue: Day;
  /** Moved on to the next working day (Civil Code Art. 203): breaches are judged by it. */
  readonly rolledDue: Day;
  /** Moved back to the last working day: what officers are shown and reminded of. */
  readonly targetDue: Day;
  readonly steps: readonly Step[];
  /** False when the date leans on a year whose working days are not published here. */
  readonly calendarLoaded: boolean;
  readonly missingYears: readonly number[];
}

export const MAX_LENGTH = 3660;

/**
 * The three dates of a period. For working days all three are the same.
 * Callers check what people typed (`isDay`, 0 to MAX_LENGTH); anything else here is a bug and throws RangeError.
 * @example dueDates({ start: '2026-08-04', length: 60, unit: 'day' }, calendar).rolledDue // '2026-10-08'
 */
export const dueDates = (period: Period, calendar: WorkCalendar): DueDates => {
  const { start, length, unit } = period;
  if (!isDay(start)) throw new RangeError('start is not a day');
  if (!Number.isInteger(length) || length < 0 || length > MAX_LENGTH) throw new RangeError('length is not 0 to 3660');

  const found = unit === 'day' ? naturalDays(period, calendar) : workingDays(period, calendar);
  const missingYears = unloadedYears(calendar, found.seen);
  const unloaded = missingYears.map((year): Step => ({
    kind: 'UNLOADED',
    year,
    standing: calendar.standing(year) === 'PROVISIONAL' ? 'PROVISIONAL' : 'MISSING',
  }));
  const { legalDue, rolledDue, targetDue } = found;
  return {
    start,
    length,
    unit,
    legalDue,
    rolledDue,
    targetDue,
    steps: [...found.steps, ...unloaded],
    calendarLoaded: missingYears.length === 0,
    missingYears,
  };
};

interface Found extends Pick<DueDates, 'legalDue' | 'rolledDue' | 'targetDue'> {
  readonly steps: readonly Step[];
  /** Every day whose being worked or not decided the answer. */
  readonly seen: readonly Day[];
}

const naturalDays = ({ start, length }: Period, calendar: WorkCalendar): Found => {
  const legalDue = addDays(start, length);
  const count: Step = { kind: 'COUNT', from: start, to: legalDue, length, unit: 'day' };
  if (calendar.isWorkday(legalDue)) {
    const why: Step = calendar.isMakeUp(legalDue) ? { kind: 'MAKE_UP', day: legalDue } : { kind: 'WORKDAY', day: legalDue };
    return { legalDue, rolledDue: legalDue, targetDue: legalDue, steps: [count, why], seen: [legalDue] };
  }
  const rolledDue = nearestWorkday(legalDue, 1, calendar);
  const back = nearestWorkday(legalDue, -1, calendar);
  // In a long holiday the last working day can be the day of the event itself: then there is no earlier target to give.
  const clamped = back <= start;
  return {
    legalDue,
    rolledDue,
    targetDue: clamped ? rolledDue : back,
    steps: [
      count,
      restRun(addDays(back, 1), addDays(rolledDue, -1), calendar),
      { kind: 'ROLL', from: legalDue, to: rolledDue },
      clamped ? { kind: 'CLAMP', from: back, to: rolledDue } : { kind: 'TARGET', from: legalDue, to: back },
    ],
    seen: between(back, rolledDue),
  };
};

const workingDays = ({ start, length }: Period, calendar: WorkCalendar): Found => {
  const due = length === 0 ? nearestWorkday(start, 1, calendar) : countWorkdays(start, length, calendar);
  const seen = between(length === 0 ? start : addDays(start, 1), due);
  return {
    legalDue: due,
    rolledDue: due,
    targetDue: due,
    steps: [{ kind: 'COUNT', from: start, to: due, length, unit: 'workday' }, ...remarkable(seen, calendar)],
    seen,
  };
};

const countWorkdays = (start: Day, length: number, calendar: WorkCalendar): Day => {
  let day = start;
  for (let counted = 0; counted < length;) {
    day = addDays(day, 1);
    if (calendar.isWorkday(day)) counted += 1;
  }
  return day;
};

const nearestWorkday = (from: Day, direction: 1 | -1, calendar: WorkCalendar): Day => {
  let day = from;
  while (!calendar.isWorkday(day)) day = addDays(day, direction);
  return day;
};

// Ordinary weekends need no word; runs with a published day off and worked weekends do.
const remarkable = (days: readonly Day[], calendar: WorkCalendar): Step[] => {
  const steps: Step[] = [];
  let off: Day[] = [];
  for (const day of days) {
    if (!calendar.isWorkday(day)) {
      off.push(day);
      continue;
    }
    if (off.some(calendar.isPublishedRest)) steps.push(restRun(off[0] ?? day, off.at(-1) ?? day, calendar));
    off = [];
    if (calendar.isMakeUp(day)) steps.push({ kind: 'MAKE_UP', day });
  }
  return steps;
};

const restRun = (from: Day, to: Day, calendar: WorkCalendar): Step => ({
  kind: 'REST',
  from,
  to,
  published: between(from, to).some(calendar.isPublishedRest),
});

const between = (from: Day, to: Day): Day[] => {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
};
