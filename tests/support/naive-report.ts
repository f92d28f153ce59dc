// The training and people parts of a report counted the simple way, from all rows at once: what totals are held against.
// It must not use what it checks: no increments, no claims, no totals.
import type { CountedPerson } from '../../functions/domain/people/person.ts';
import type { ReportPeriod } from '../../functions/domain/reports/period.ts';
import type { CountedSheet } from '../../functions/domain/training/sheet.ts';

const countBy = <Row>(rows: readonly Row[], key: (row: Row) => string): Record<string, number> => {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
  return Object.fromEntries(counts);
};

const sums = (sheets: readonly CountedSheet[]) => ({
  sessions: sheets.length,
  personTimes: sheets.flatMap(({ migrants, others }) => [...migrants, ...others]).length,
  handouts: sheets.reduce((all, { handouts }) => all + handouts, 0),
});

const group = (sheets: readonly CountedSheet[]) => {
  const migrants = new Set(sheets.flatMap((sheet) => sheet.migrants));
  const persons = new Set(sheets.flatMap((sheet) => [...sheet.migrants, ...sheet.others]));
  return { ...sums(sheets), distinctPersons: persons.size, distinctMigrants: migrants.size, others: persons.size - migrants.size };
};

export const naiveTraining = ({ from, to, previous }: ReportPeriod, all: readonly CountedSheet[]) => {
  const counting = all.filter((sheet) => !sheet.void);
  const held = counting.filter(({ date }) => from <= date && date <= to);
  const headline = held.filter((sheet) => sheet.group === 'PRACTICAL');
  const before = counting.filter((sheet) => sheet.group === 'PRACTICAL' && previous.from <= sheet.date && sheet.date <= previous.to);
  return {
    ...group(headline),
    byTopic: countBy(headline, ({ topic }) => topic),
    byOrganiser: countBy(headline, ({ coOrganiser }) => (coOrganiser === '' ? 'NONE' : coOrganiser)),
    byTownship: countBy(headline, ({ township }) => township),
    byMonth: countBy(headline, ({ date }) => date.slice(0, 7)),
    byKind: Object.fromEntries(
      [...new Set(held.map((sheet) => sheet.group))].map((kind) => [kind, group(held.filter((sheet) => sheet.group === kind))]),
    ),
    previousYear: before.length === 0 ? null : sums(before),
  };
};

export const naivePeople = ({ from, to }: ReportPeriod, people: readonly CountedPerson[]) => {
  const within = (day: string | undefined): boolean => day !== undefined && from <= day && day <= to;
  const removed = people.filter(({ removedOn }) => within(removedOn));
  const came = people.filter(({ addedOn }) => addedOn === undefined || addedOn < from).length;
  const left = people.filter(({ removedOn }) => removedOn !== undefined && removedOn < from).length;
  const added = people.filter(({ addedOn }) => within(addedOn)).length;
  return {
    atStart: came - left,
    added,
    removed: removed.length,
    atEnd: came - left + added - removed.length,
    byReason: countBy(removed, ({ removedReason }) => removedReason ?? 'OTHER'),
    byTownship: countBy(removed, ({ township }) => township),
  };
};
