// Who heads the household of somebody new: whoever the roll already names, else the first row of that household in the file.
// And a head who is called otherwise from now on. It must not know how people are taken in.
import { foldedName } from '../domain/people/names.ts';
import type { Person } from '../domain/people/person.ts';
import type { ImportedPerson } from '../domain/people/roll.ts';
import { peopleByPlace, peopleOfHousehold } from '../store/person-lists.ts';
import type { Deps } from './deps.ts';

interface Line {
  readonly personId: string;
  readonly says: ImportedPerson;
}

/** Whose heads a file names. */
export interface Householders {
  /** The householders of people who come in, by person's number; absent where there is no household. */
  readonly of: (lines: readonly Line[]) => Promise<Map<string, string>>;
  /** Had the roll anybody, in any township, before the file? */
  readonly anybodyBefore: boolean;
}

const AT_ONCE = 8; // queries at a time

const keyOf = ({ says: { facts } }: Line): string | undefined =>
  facts.household === undefined ? undefined : [facts.township, facts.village, facts.household].join('\n');

/** For one file. The roll is asked household by household only for townships that had people before. */
export const householdersOf = async (
  { db }: Pick<Deps, 'db'>,
  file: readonly Line[],
  townships: readonly string[],
): Promise<Householders> => {
  const named = new Map<string, string>();
  for (const line of file) {
    const key = keyOf(line);
    const { householder, name } = line.says.facts;
    if (key !== undefined && !named.has(key)) named.set(key, householder ?? name);
  }
  const settled = new Set<string>(); // townships with people, as the file found them
  await Promise.all(
    [...new Set([...townships, ...file.map(({ says }) => says.facts.township)])].map(async (township) => {
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
  const of: Householders['of'] = async (lines) => {
    for (let at = 0; at < lines.length; at += AT_ONCE) await Promise.all(lines.slice(at, at + AT_ONCE).map(ask));
    return new Map(
      lines.flatMap((line) => {
        const householder = named.get(keyOf(line) ?? '');
        return householder === undefined ? [] : [[line.personId, householder] as const];
      }),
    );
  };
  return { of, anybodyBefore: settled.size > 0 };
};

/** Lines of one household one after the other, where the first of them stood; the others keep their order. */
export const householdsTogether = <T>(all: readonly T[], lineOf: (one: T) => Line): T[][] => {
  const households = new Map<string, T[]>();
  for (const [at, one] of all.entries()) {
    const key = keyOf(lineOf(one)) ?? `alone\n${String(at)}`;
    const together = households.get(key);
    if (together) together.push(one);
    else households.set(key, [one]);
  }
  return [...households.values()];
};

type Housed = Pick<Person, 'township' | 'village' | 'household' | 'householder'>;

/** The new names of heads of households whom a file calls otherwise than the roll did. */
export interface NewNames {
  /** To be told of everybody whom the roll knows before any of their household is decided. */
  readonly note: (before: Person, name: string) => void;
  /** The head's new name, where this person's row still holds the old one. */
  readonly forHead: (of: Housed) => string | undefined;
}

const nameKey = ({ township, village, household }: Housed, name: string): string | undefined =>
  household === undefined ? undefined : [township, village, household, foldedName(name)].join('\n');

export const newNames = (): NewNames => {
  const names = new Map<string, string>();
  return {
    note: (before, name) => {
      const { householder } = before;
      if (householder === undefined || before.name === name || foldedName(householder) !== foldedName(before.name)) return;
      const key = nameKey(before, before.name);
      if (key !== undefined) names.set(key, name);
    },
    forHead: (of) => (of.householder === undefined ? undefined : names.get(nameKey(of, of.householder) ?? '')),
  };
};
