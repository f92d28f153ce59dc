// Two people with one ID number: told beside the row, never refused, for the roll on paper has such pairs.
// It must not know how people are taken in. Who else has the number is said by that person's number; the ID number itself is not.
import type { ImportedPerson } from '../domain/people/roll.ts';
import type { FieldError } from '../domain/result.ts';
import { findByIdNumbers } from '../store/person-find.ts';
import type { Deps } from './deps.ts';

interface Line {
  readonly personId: string;
  readonly says: ImportedPerson;
}

/** What to say beside these lines, by person's number. */
export type SameNumbers = (lines: readonly Line[]) => Promise<ReadonlyMap<string, readonly FieldError[]>>;

const NAMED_AT_MOST = 5;

/** For one file: its own lines are compared, and the roll is asked where it had anybody before the file. */
export const sameNumbers = (deps: Pick<Deps, 'db' | 'vault'>, file: readonly Line[], rollHasPeople: boolean): SameNumbers => {
  const inFile = new Map<string, string[]>();
  for (const { personId, says } of file) {
    const { idNumber } = says.facts;
    if (idNumber !== undefined) inFile.set(idNumber, [...(inFile.get(idNumber) ?? []), personId]);
  }
  return async (lines) => {
    const numbers = lines.flatMap(({ says: { facts } }) => facts.idNumber ?? []);
    const onRoll = rollHasPeople && numbers.length > 0 ? await findByIdNumbers(deps.db, numbers, deps.vault) : new Map<string, string[]>();
    return new Map(
      lines.flatMap(({ personId, says }) => {
        const number = says.facts.idNumber ?? '';
        const having = new Set([...(inFile.get(number) ?? []), ...(onRoll.get(number) ?? [])]);
        having.delete(personId);
        return having.size === 0 ? [] : [[personId, [shared([...having].sort())]] as const];
      }),
    );
  };
};

const shared = (people: readonly string[]): FieldError => ({
  path: 'idNumber',
  message: 'idNumberShared',
  data: { people: people.slice(0, NAMED_AT_MOST).join(', ') + (people.length > NAMED_AT_MOST ? ' …' : '') },
});
