// What one person of the roll adds to its totals: once when they came onto it, once when they left it.
// It must not know names, or where totals are kept.
import { monthOf, type Day } from '../calendar/days.ts';
import type { CountedPerson } from '../people/person.ts';
import { sumAdditions, type Addition } from './additions.ts';

/** The partition of the whole roll: a row a year, a number a month, because a balance needs everything that came before. */
export const ROLL = 'ROLL';
/** Who was on the roll before the records begin. */
export const UNDATED = '0000-00';

export type RollMove = 'added' | 'removed';

/** @example rollCell('removed', '2013-05') // { cell: '2013', column: 'removed05' } */
export const rollCell = (move: RollMove, month: string): { cell: string; column: string } => ({
  cell: month.slice(0, 4),
  column: `${move}${month.slice(5, 7)}`,
});

/** Undefined stands for a person who is not there. */
export const personChange = (before: CountedPerson | undefined, after: CountedPerson | undefined): Addition[] =>
  sumAdditions([...movesOf(before, -1), ...movesOf(after, 1)]);

const movesOf = (person: CountedPerson | undefined, by: 1 | -1): Addition[] => {
  if (!person) return [];
  const moved = (move: RollMove, month: string): Addition => ({ subject: 'people', period: ROLL, ...rollCell(move, month), by });
  const added = moved('added', monthIn(person.addedOn));
  if (person.removedOn === undefined) return [added];
  const month = monthOf(person.removedOn);
  const removal = (cell: string): Addition => ({ subject: 'people', period: month, cell, column: 'removed', by });
  return [added, moved('removed', month), removal(`REASON#${person.removedReason ?? 'OTHER'}`), removal(`TOWNSHIP#${person.township}`)];
};

const monthIn = (day: Day | undefined): string => (day === undefined ? UNDATED : monthOf(day));
