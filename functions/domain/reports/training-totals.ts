// What a sealed sheet adds to the figures of its month, and what a change of the sheet adds or takes away.
// It must not know where totals are kept; how people are told apart over a period is distinct.ts.
import { monthOf } from '../calendar/days.ts';
import type { CountedSheet } from '../training/sheet.ts';
import { HEADLINE_GROUP } from '../training/vocabulary.ts';
import type { Who } from '../training/who.ts';
import type { SessionGroup } from '../training/vocabulary.ts';
import { sumAdditions, type Addition } from './additions.ts';
import { periodsOf } from './period.ts';

/** 场次, 人次 (person × session), 份. These add up over months; numbers of people do not. */
export const MEASURES = ['sessions', 'personTimes', 'handouts'] as const;
export type Measure = (typeof MEASURES)[number];

/** How much more or less often somebody was counted in a month, as a registered migrant and as anybody else. */
export interface TimesChange {
  readonly who: Who;
  readonly group: SessionGroup;
  readonly month: string; // YYYY-MM
  readonly migrant: number;
  readonly other: number;
}

export interface SheetChange {
  readonly additions: readonly Addition[];
  readonly times: readonly TimesChange[];
}

/** Undefined stands for a sheet that is not there; a change that counts nothing is two empty lists. */
export const sheetChange = (before: CountedSheet | undefined, after: CountedSheet | undefined): SheetChange => ({
  additions: sumAdditions([...figuresOf(before, -1), ...figuresOf(after, 1)]),
  times: sumTimes([...timesOf(before, -1), ...timesOf(after, 1)]),
});

/**
 * The change in parts of at most `people` people, so that each fits into one transaction; always cut at the same places.
 * The sums of the session stand in the first part.
 */
export const partsOf = ({ additions, times }: SheetChange, people: number): SheetChange[] => {
  if (additions.length === 0 && times.length === 0) return [];
  const count = Math.max(1, Math.ceil(times.length / people));
  return Array.from({ length: count }, (_, n) => ({
    additions: n === 0 ? additions : [],
    times: times.slice(n * people, (n + 1) * people),
  }));
};

const figuresOf = (sheet: CountedSheet | undefined, sign: 1 | -1): Addition[] => {
  if (!sheet || sheet.void) return [];
  const { date, group, topic, coOrganiser, township, handouts } = sheet;
  const month = monthOf(date);
  const by: Readonly<Record<Measure, number>> = { sessions: 1, personTimes: sheet.migrants.length + sheet.others.length, handouts };
  // Only the headline is told by topic, organiser and township: other kinds stand as a line each.
  const splits =
    group === HEADLINE_GROUP
      ? [
          { period: month, cell: 'TOPIC', text: topic },
          { period: month, cell: 'ORGANISER', text: coOrganiser },
          { period: month, cell: `TOWNSHIP#${township}` },
        ]
      : [];
  const rows = [...periodsOf(month).map((period) => ({ period, cell: `GROUP#${group}` })), ...splits];
  return rows.flatMap((row) => MEASURES.map((column) => ({ subject: 'training' as const, ...row, column, by: sign * by[column] })));
};

const timesOf = (sheet: CountedSheet | undefined, sign: 1 | -1): TimesChange[] => {
  if (!sheet || sheet.void) return [];
  const counted = { group: sheet.group, month: monthOf(sheet.date) };
  return [
    ...sheet.migrants.map((who) => ({ who, ...counted, migrant: sign, other: 0 })),
    ...sheet.others.map((who) => ({ who, ...counted, migrant: 0, other: sign })),
  ];
};

const sumTimes = (changes: readonly TimesChange[]): TimesChange[] => {
  const sums = new Map<string, TimesChange>();
  for (const one of changes) {
    const name = [one.month, one.group, one.who].join('#');
    const held = sums.get(name);
    sums.set(name, held ? { ...held, migrant: held.migrant + one.migrant, other: held.other + one.other } : one);
  }
  return [...sums.values()].filter(({ migrant, other }) => migrant !== 0 || other !== 0);
};
