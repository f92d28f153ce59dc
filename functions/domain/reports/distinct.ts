// How one person counts among the people of a month, quarter, half and year: from how often they were counted in each month.
// It must not know where that is kept. Numbers of people are never sums of parts: who came in March and in May is one person of the half-year.
import type { SessionGroup } from '../training/vocabulary.ts';
import type { Addition } from './additions.ts';
import { periodsOf } from './period.ts';
import type { TimesChange } from './training-totals.ts';

/** People of a period: everybody once; those who came as a registered migrant; those who never did. */
export const HEADS = ['persons', 'migrants', 'others'] as const;
export type Heads = (typeof HEADS)[number];

/** How often one person was counted in each month (YYYY-MM) of a year, in one group of sessions. Below 0 only while records are on their way. */
export interface Times {
  readonly migrant: Readonly<Record<string, number>>;
  readonly other: Readonly<Record<string, number>>;
}

export const NO_TIMES: Times = { migrant: {}, other: {} };

export const withTimes = (times: Times, change: Pick<TimesChange, 'month' | 'migrant' | 'other'>): Times => ({
  migrant: plus(times.migrant, change.month, change.migrant),
  other: plus(times.other, change.month, change.other),
});

const plus = (counts: Readonly<Record<string, number>>, month: string, by: number): Readonly<Record<string, number>> => {
  const { [month]: held = 0, ...rest } = counts;
  return held + by === 0 ? rest : { ...rest, [month]: held + by };
};

/**
 * What the change of one person's times adds to the people of every period it touches.
 * It only looks at the times before and after, so in whatever order changes arrive, the sums end at what the last times say.
 */
export const headsChange = (group: SessionGroup, before: Times, after: Times): Addition[] => {
  const months = [before, after].flatMap(({ migrant, other }) => [...Object.keys(migrant), ...Object.keys(other)]);
  return [...new Set(months.flatMap(periodsOf))].flatMap((period) => {
    const was = headIn(before, period);
    const is = headIn(after, period);
    return HEADS.map((column) => ({
      subject: 'training' as const,
      period,
      cell: `GROUP#${group}`,
      column,
      by: is[column] - was[column],
    })).filter(({ by }) => by !== 0);
  });
};

const headIn = ({ migrant, other }: Times, period: string): Readonly<Record<Heads, 0 | 1>> => {
  const came = (counts: Readonly<Record<string, number>>): boolean =>
    Object.entries(counts).reduce((sum, [month, count]) => sum + (periodsOf(month).includes(period) ? count : 0), 0) > 0;
  const migrants = came(migrant) ? 1 : 0;
  const persons = migrants === 1 || came(other) ? 1 : 0;
  return { persons, migrants, others: persons === 1 && migrants === 0 ? 1 : 0 };
};
