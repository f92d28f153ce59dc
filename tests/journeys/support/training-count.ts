// The figures of a period counted by plain loops over drawn rows: what the product's report must say, found in the simplest way there is.
// It must not know totals, claims or sheets.
import type { DrawnPerson, DrawnSession, DrawnTraining } from './training-draw.ts';

interface SixFigures {
  readonly sessions: number;
  readonly personTimes: number;
  readonly handouts: number;
  readonly distinctPersons: number;
  readonly distinctMigrants: number;
  readonly others: number;
}

/** The months of a period, YYYY-MM. */
export const monthsOf = (period: string): string[] => {
  const year = period.slice(0, 4);
  const [from, to] = SPANS[period.slice(5)] ?? [Number(period.slice(5)), Number(period.slice(5))];
  return Array.from({ length: to - from + 1 }, (_, n) => `${year}-${String(from + n).padStart(2, '0')}`);
};
const SPANS: Readonly<Record<string, readonly [number, number]>> = {
  '': [1, 12],
  H1: [1, 6],
  H2: [7, 12],
  Q1: [1, 3],
  Q2: [4, 6],
  Q3: [7, 9],
  Q4: [10, 12],
};

const groupOf = ({ kind, fundLine }: DrawnSession): string => (kind === 'PRACTICAL' && fundLine === 'VILLAGE_AID' ? 'VILLAGE_AID' : kind);

/** `training` and `people` of a report, by the names of the contract; a group without sessions is left out. */
export const countPeriod = (drawn: DrawnTraining, period: string) => {
  const months = monthsOf(period);
  const held = drawn.sessions.filter(({ date }) => months.includes(date.slice(0, 7)));
  const practical = held.filter((session) => groupOf(session) === 'PRACTICAL');
  const byKind: Record<string, SixFigures> = {};
  for (const group of new Set(held.map(groupOf)))
    byKind[group] = six(
      drawn,
      held.filter((session) => groupOf(session) === group),
    );
  const before = countedAlone(
    drawn,
    months.map((month) => `${String(Number(month.slice(0, 4)) - 1)}${month.slice(4)}`),
  );
  return {
    training: {
      ...six(drawn, practical),
      byTopic: tally(practical.map(({ topic }) => topic)),
      byOrganiser: tally(practical.map(({ coOrganiser }) => coOrganiser || 'NONE')),
      byTownship: tally(practical.map(({ township }) => township)),
      byMonth: tally(practical.map(({ date }) => date.slice(0, 7))),
      byKind,
      previousYear: before,
    },
    people: countRoll(drawn.people, months),
  };
};

const six = (drawn: DrawnTraining, sessions: readonly DrawnSession[]): SixFigures => {
  const migrants = new Set<string>();
  const everybody = new Set<string>();
  let personTimes = 0;
  let handouts = 0;
  for (const session of sessions) {
    const here = new Set<string>();
    for (const { sessionId, personId, walkInId } of drawn.signIns) {
      if (sessionId !== session.sessionId) continue;
      const who = personId === '' ? `walk-in ${walkInId}` : personId;
      here.add(who);
      const person = drawn.people.find((one) => one.personId === personId);
      if (person && (person.removedOn === '' || person.removedOn > session.date)) migrants.add(who);
    }
    for (const who of here) everybody.add(who);
    personTimes += here.size;
    handouts += session.handouts;
  }
  return {
    sessions: sessions.length,
    personTimes,
    handouts,
    distinctPersons: everybody.size,
    distinctMigrants: migrants.size,
    others: everybody.size - migrants.size,
  };
};

const countedAlone = (drawn: DrawnTraining, months: readonly string[]) => {
  const held = drawn.sessions.filter((session) => months.includes(session.date.slice(0, 7)) && groupOf(session) === 'PRACTICAL');
  if (held.length === 0) return null;
  const { sessions, personTimes, handouts } = six(drawn, held);
  return { sessions, personTimes, handouts };
};

const countRoll = (people: readonly DrawnPerson[], months: readonly string[]) => {
  const [first = ''] = months;
  const removed = people.filter(({ removedOn }) => months.includes(removedOn.slice(0, 7)));
  const atStart = people.filter(({ removedOn }) => removedOn === '' || removedOn.slice(0, 7) >= first).length;
  return {
    atStart,
    added: 0,
    removed: removed.length,
    atEnd: atStart - removed.length,
    byReason: tally(removed.map(({ removedReason }) => removedReason)),
    byTownship: tally(removed.map(({ township }) => township)),
  };
};

const tally = (values: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};
