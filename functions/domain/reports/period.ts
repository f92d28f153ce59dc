// The periods a report can be asked for: a month, a quarter, a half-year, a year, and the same period a year before.
// It must not know what is counted in them.
import { lastDayOf, type Day } from '../calendar/days.ts';

export type PeriodKind = 'MONTH' | 'QUARTER' | 'HALF' | 'YEAR';

interface Span {
  /** As it stands in a path: 2013-03, 2013-Q2, 2013-H1, 2013. */
  readonly label: string;
  readonly kind: PeriodKind;
  readonly year: number;
  /** Which month, quarter or half of the year, from 1; 1 for a year. */
  readonly part: number;
  /** YYYY-MM, in order. */
  readonly months: readonly string[];
  readonly from: Day;
  readonly to: Day;
}

export interface ReportPeriod extends Span {
  /** The same months a year earlier. */
  readonly previous: Span;
}

// [how it is written, kind, months in it]
const FORMS: readonly (readonly [RegExp, PeriodKind, number])[] = [
  [/^(\d{4})-(0[1-9]|1[0-2])$/, 'MONTH', 1],
  [/^(\d{4})-Q([1-4])$/, 'QUARTER', 3],
  [/^(\d{4})-H([12])$/, 'HALF', 6],
  [/^(\d{4})$/, 'YEAR', 12],
];

// The year before must be a year that days can be written in, too.
const FIRST_YEAR = 1901;
const LAST_YEAR = 2199;

/**
 * Reads a period; anything not written in one of the four ways is undefined.
 * @example parsePeriod('2013-H1')?.months // ['2013-01', … '2013-06']
 */
export const parsePeriod = (text: string): ReportPeriod | undefined => {
  for (const [form, kind, size] of FORMS) {
    const match = form.exec(text);
    if (!match) continue;
    const year = Number(match[1]);
    if (year < FIRST_YEAR || year > LAST_YEAR) return undefined;
    const part = Number(match[2] ?? '1');
    return {
      ...span(text, kind, { year, part, size }),
      previous: span(text.replace(/^\d{4}/, String(year - 1)), kind, { year: year - 1, part, size }),
    };
  }
  return undefined;
};

/**
 * Every period that a month belongs to, itself first.
 * @example periodsOf('2013-05') // ['2013-05', '2013-Q2', '2013-H1', '2013']
 */
export const periodsOf = (month: string): readonly string[] => {
  const year = month.slice(0, 4);
  const n = Number(month.slice(5, 7));
  return [month, `${year}-Q${Math.ceil(n / 3)}`, `${year}-H${Math.ceil(n / 6)}`, year];
};

const span = (label: string, kind: PeriodKind, { year, part, size }: { year: number; part: number; size: number }): Span => {
  const months = Array.from({ length: size }, (_, n) => `${year}-${String((part - 1) * size + n + 1).padStart(2, '0')}`);
  return { label, kind, year, part, months, from: `${months[0] ?? ''}-01`, to: lastDayOf(months.at(-1) ?? '') };
};
