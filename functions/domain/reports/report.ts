// The petitions part of a report, from the monthly totals of its period and of the year before.
// It must not know how totals came about; its names and nesting are relied on by programs outside.
import { CHANNELS } from '../petitions/vocabulary.ts';
import type { ReportPeriod } from './period.ts';
import { cellName, type Dimension, type Measure, type Totals } from './totals.ts';

/** Counts by code; a code that is absent counts 0. */
export type Counts = Readonly<Record<string, number>>;

export interface PetitionsPart {
  /** 批次: every incoming event. */
  readonly contacts: number;
  readonly byChannel: Counts;
  /** Petitions whose first contact lies in the period. */
  readonly petitions: number;
  readonly first: number;
  /** All other contacts. */
  readonly repeat: number;
  /** Visits of five people or more; a joint letter is none. */
  readonly groupVisits: number;
  /** People who came, wrote or called, as often as they did. */
  readonly headcount: number;
  readonly byTownship: Counts;
  readonly byCategory: Counts;
  /** By YYYY-MM. */
  readonly byMonth: Counts;
  /** Null when the year before holds no contact: nothing to compare with. */
  readonly previousYear: { readonly contacts: number; readonly byChannel: Counts; readonly groupVisits: number } | null;
}

/** `totals` holds the months of the period and of `period.previous`. */
export const petitionsPart = (period: ReportPeriod, totals: Totals): PetitionsPart => {
  const now = figures(totals, period.months);
  const before = figures(totals, period.previous.months);
  const contacts = now.all('contacts');
  const first = now.all('first');
  const contactsBefore = before.all('contacts');
  return {
    contacts,
    byChannel: inOrder(now.by('CHANNEL'), CHANNELS),
    petitions: first,
    first,
    repeat: contacts - first,
    groupVisits: now.all('groupVisits'),
    headcount: now.all('people'),
    byTownship: inOrder(now.by('TOWNSHIP')),
    byCategory: inOrder(now.by('CATEGORY')),
    byMonth: inOrder(new Map(period.months.map((month) => [month, figures(totals, [month]).all('contacts')]))),
    previousYear:
      contactsBefore === 0
        ? null
        : { contacts: contactsBefore, byChannel: inOrder(before.by('CHANNEL'), CHANNELS), groupVisits: before.all('groupVisits') },
  };
};

const figures = (totals: Totals, months: readonly string[]) => ({
  all: (measure: Measure): number => {
    const name = cellName({ measure, dim: 'ALL', value: 'ALL' });
    return months.reduce((sum, month) => sum + (totals.get(month)?.get(name) ?? 0), 0);
  },
  by: (dim: Dimension): ReadonlyMap<string, number> => {
    const prefix = cellName({ measure: 'contacts', dim, value: '' });
    const counts = new Map<string, number>();
    for (const month of months) {
      for (const [name, count] of totals.get(month) ?? []) {
        if (!name.startsWith(prefix)) continue;
        const value = name.slice(prefix.length);
        counts.set(value, (counts.get(value) ?? 0) + count);
      }
    }
    return counts;
  },
});

const inOrder = (counts: ReadonlyMap<string, number>, order: readonly string[] = [...counts.keys()].sort()): Counts =>
  Object.fromEntries(order.map((key) => [key, counts.get(key) ?? 0] as const).filter(([, count]) => count !== 0));
