// What one contact adds to the totals of its month, and so what a change of the contact adds or takes away.
// It must not know where totals are kept, or how often a change is delivered.
import { monthOf, type Day } from '../calendar/days.ts';
import type { AreaCode } from '../ids.ts';
import { isGroupVisit, type Channel } from '../petitions/vocabulary.ts';

/** What figures need to know of a contact: no person, no story. */
export interface CountedContact {
  readonly contact: string;
  readonly petition: string;
  readonly receivedOn: Day;
  readonly channel: Channel;
  readonly township: AreaCode;
  /** C10 … C99, or NONE until somebody decides. */
  readonly category: string;
  /** It opened its petition; every other contact is a repeat. */
  readonly first: boolean;
  readonly headcount: number;
  /** Registered in error: its number stays, its count goes. */
  readonly void?: boolean | undefined;
}

/** contacts: 批次 · first: those that opened a petition · groupVisits: 集体访 · people: the sum of headcounts. */
export type Measure = 'contacts' | 'first' | 'groupVisits' | 'people';
export type Dimension = 'ALL' | 'CHANNEL' | 'TOWNSHIP' | 'CATEGORY';

/** One figure of one month. `value` is the channel, township or category; ALL where nothing is split. */
export interface Cell {
  readonly month: string;
  readonly measure: Measure;
  readonly dim: Dimension;
  readonly value: string;
}

export interface Increment extends Cell {
  /** Never 0. */
  readonly by: number;
}

/** The totals of months: month → `measure#dim#value` → count. A month without contacts may be absent. */
export type Totals = ReadonlyMap<string, ReadonlyMap<string, number>>;

export const cellName = ({ measure, dim, value }: Omit<Cell, 'month'>): string => `${measure}#${dim}#${value}`;

/**
 * What the totals gain and lose when a contact's row changes; undefined stands for a row that is not there.
 * A change that touches no figure gives none.
 */
export const incrementsOf = (before: CountedContact | undefined, after: CountedContact | undefined): Increment[] =>
  sumIncrements([...figuresOf(before).map((one) => ({ ...one, by: -one.by })), ...figuresOf(after)]);

/** Adds up increments of the same figure, and leaves out what comes to nothing. */
export const sumIncrements = (increments: Iterable<Increment>): Increment[] => {
  const sums = new Map<string, Increment>();
  for (const one of increments) {
    const key = `${one.month}#${cellName(one)}`;
    sums.set(key, { ...one, by: one.by + (sums.get(key)?.by ?? 0) });
  }
  return [...sums.values()].filter((one) => one.by !== 0);
};

/** Totals from increments, for recounting rows. */
export const tally = (increments: Iterable<Increment>): Totals => {
  const totals = new Map<string, Map<string, number>>();
  for (const one of sumIncrements(increments)) {
    const month = totals.get(one.month) ?? new Map<string, number>();
    totals.set(one.month, month.set(cellName(one), one.by));
  }
  return totals;
};

const figuresOf = (contact: CountedContact | undefined): Increment[] => {
  if (!contact || contact.void) return [];
  const month = monthOf(contact.receivedOn);
  const figure = (measure: Measure, dim: Dimension, value: string, by: number): Increment => ({ month, measure, dim, value, by });
  return [
    figure('contacts', 'ALL', 'ALL', 1),
    figure('contacts', 'CHANNEL', contact.channel, 1),
    figure('contacts', 'TOWNSHIP', contact.township, 1),
    figure('contacts', 'CATEGORY', contact.category, 1),
    figure('first', 'ALL', 'ALL', contact.first ? 1 : 0),
    figure('groupVisits', 'ALL', 'ALL', isGroupVisit(contact) ? 1 : 0),
    figure('people', 'ALL', 'ALL', contact.headcount),
  ].filter((one) => one.by !== 0);
};
