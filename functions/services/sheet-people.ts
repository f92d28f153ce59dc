// People of the roll by their ids, as a sheet names them: for the printed sheet, a verdict, and whoever was ticked in a form.
// It must not look anybody up by anything else.
import { yearOf } from '../domain/calendar/days.ts';
import type { Person } from '../domain/people/person.ts';
import { mayReadPeople, mayReadPeopleOf } from '../domain/staff/rooms.ts';
import { readPersons } from '../store/people.ts';
import type { Deps } from './deps.ts';
import type { FoundPerson } from './people-shapes.ts';
import type { Caller } from './shapes.ts';

/** By id; whom the reader may not read, and an id that is nobody's, is left out. */
export const peopleOfIds = async (
  { db }: Pick<Deps, 'db'>,
  { staff }: Caller,
  ids: readonly string[],
): Promise<Map<string, FoundPerson>> => {
  if (!mayReadPeople(staff) || ids.length === 0) return new Map();
  const found = await readPersons(db, ids);
  return new Map([...found].flatMap(([id, person]) => (mayReadPeopleOf(staff, person.township) ? [[id, shown(person)]] : [])));
};

const shown = ({ birthDate, addedOn: _added, version: _version, ...person }: Person): FoundPerson => ({
  ...person,
  ...(birthDate !== undefined && { birthYear: yearOf(birthDate) }),
  onRoll: person.removedOn === undefined,
});
