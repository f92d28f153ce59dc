// Who heads the household of somebody new: whoever the roll already names, else the first row of that household in the file.
// It must not know how people are taken in.
import type { ImportedPerson } from '../domain/people/roll.ts';
import { peopleByPlace, peopleOfHousehold } from '../store/person-lists.ts';
import type { Deps } from './deps.ts';

interface Line {
  readonly personId: string;
  readonly says: ImportedPerson;
}

/** The householders of these people, by person's number; absent where there is no household. */
export type Householders = (lines: readonly Line[]) => Promise<Map<string, string>>;

const AT_ONCE = 8; // queries at a time

const keyOf = ({ says: { facts } }: Line): string | undefined =>
  facts.household === undefined ? undefined : [facts.township, facts.village, facts.household].join('\n');

/** For one file. The roll is asked household by household only for townships that had people before. */
export const householdersOf = async ({ db }: Pick<Deps, 'db'>, file: readonly Line[]): Promise<Householders> => {
  const named = new Map<string, string>();
  for (const line of file) {
    const key = keyOf(line);
    const { householder, name } = line.says.facts;
    if (key !== undefined && !named.has(key)) named.set(key, householder ?? name);
  }
  const settled = new Set<string>(); // townships with people, as the file found them
  await Promise.all(
    [...new Set(file.map(({ says }) => says.facts.township))].map(async (township) => {
      const lists = [true, false].map((onRoll) => peopleByPlace(db, { township, onRoll }, { limit: 1 }));
      if ((await Promise.all(lists)).some(({ people }) => people.length > 0)) settled.add(township);
    }),
  );
  const asked = new Set<string>();
  const ask = async (line: Line): Promise<void> => {
    const key = keyOf(line);
    const { township, village, household } = line.says.facts;
    if (key === undefined || household === undefined || asked.has(key) || !settled.has(township)) return;
    asked.add(key);
    const found = (await peopleOfHousehold(db, { township, village, household }, 1)).find(({ householder }) => householder !== undefined);
    if (found?.householder !== undefined) named.set(key, found.householder);
  };
  return async (lines) => {
    for (let at = 0; at < lines.length; at += AT_ONCE) await Promise.all(lines.slice(at, at + AT_ONCE).map(ask));
    return new Map(
      lines.flatMap((line) => {
        const householder = named.get(keyOf(line) ?? '');
        return householder === undefined ? [] : [[line.personId, householder] as const];
      }),
    );
  };
};
