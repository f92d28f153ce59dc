// Looking people up: the one search box, a township's roll, who left in a month, and one person with household and training.
// It must not change anybody. A person outside the reader's townships is not there.
import { yearOf } from '../domain/calendar/days.ts';
import type { Person } from '../domain/people/person.ts';
import { possible } from '../domain/people/roll.ts';
import { wantedBy, wantedThere, type Wanted } from '../domain/people/search.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import { keepsRoll, mayReadPeople, peopleAreas } from '../domain/staff/rooms.ts';
import { directory, type Township } from '../store/directory.ts';
import { readPersons, readRecord } from '../store/people.ts';
import { findByMixed, findByName, findByReading, findByTail, type Reach } from '../store/person-find.ts';
import { tailOf } from '../store/person-items.ts';
import { peopleByPlace, peopleOfHousehold, peopleRemovedIn, type PeoplePage } from '../store/person-lists.ts';
import type { PersonColumns } from '../store/person-rows.ts';
import { halfDaysOf } from '../store/person-training.ts';
import type { Deps } from './deps.ts';
import type { FoundPerson, PersonFile } from './people-shapes.ts';
import type { Caller, Page } from './shapes.ts';

export type { FoundPerson, PersonFile, TrainedHalfDay } from './people-shapes.ts';

const SEARCH_ROWS = 25;
const SEARCH_AT_MOST = 100;
const PAGE_ROWS = 25;
const PAGE_AT_MOST = 200;
const HOUSEHOLD_AT_MOST = 50;

type ReadDeps = Pick<Deps, 'db' | 'vault'>;

const NOT_FOR_YOU = { who: 'ROLL_KEEPER' } as const;

/**
 * Everybody that what was typed may mean, an exact name first; those who have left the roll too, for people ask about them as well.
 * What means nothing finds nobody. @returns NOT_YOURS for whoever may not read people
 * @example await searchPeople(deps, caller, { q: 'lxq' })
 */
export const searchPeople = async (
  deps: ReadDeps,
  { staff }: Caller,
  { q, limit = SEARCH_ROWS }: { readonly q: string; readonly limit?: number },
): Promise<Result<FoundPerson[]>> => {
  if (!mayReadPeople(staff)) return refuse('NOT_YOURS', NOT_FOR_YOU);
  const reach: Reach = { limit: Math.min(limit, SEARCH_AT_MOST), townships: peopleAreas(staff) };
  const [whole, { townships }] = await Promise.all([foundBy(deps, wantedBy(q), reach), directory(deps.db)]);
  const found = whole.length > 0 ? whole : await foundThere(deps, q, reach, townships);
  const distinct = new Map(found.map((person) => [person.personId, person]));
  return ok([...distinct.values()].slice(0, reach.limit).map((person) => foundPerson(person, townships)));
};

const foundThere = async (deps: ReadDeps, q: string, reach: Reach, townships: readonly Township[]): Promise<PersonColumns[]> => {
  const there = wantedThere(q);
  if (!there) return [];
  const codes = new Set(townships.filter(({ name }) => name.startsWith(there.place)).map(({ code }) => code));
  const only = ({ village, township }: Pick<Person, 'village' | 'township'>): boolean =>
    village.startsWith(there.place) || codes.has(township);
  // A person found by their own number is read as a whole, so the place is looked at once more.
  return (await foundBy(deps, there.wanted, { ...reach, only })).filter(only);
};

const foundBy = async ({ db, vault }: ReadDeps, wanted: Wanted, reach: Reach): Promise<PersonColumns[]> => {
  switch (wanted.by) {
    case 'name':
      return findByName(db, wanted.prefix, reach);
    case 'reading':
      return (await Promise.all(wanted.prefixes.map((prefix) => findByReading(db, prefix, reach)))).flat();
    case 'mixed':
      return findByMixed(db, wanted, reach);
    case 'tail':
      return findByTail(db, wanted.tail, vault, reach);
    case 'number':
      return [...(await readPersons(db, [wanted.personId])).values()].filter(({ township }) => reach.townships?.includes(township) ?? true);
    case 'nothing':
      return [];
  }
};

export interface RollQuery {
  readonly township: string;
  readonly village?: string | undefined;
  readonly status?: 'on' | 'removed' | undefined; // on the roll, unless told
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/**
 * A township's roll page by page, village by village and household by household.
 * @returns NOT_YOURS, INVALID when the township is not the caller's to see
 */
export const peopleOf = async (
  deps: ReadDeps,
  { staff }: Caller,
  { township, village, status = 'on', limit, cursor }: RollQuery,
): Promise<Result<Page<FoundPerson>>> => {
  if (!mayReadPeople(staff)) return refuse('NOT_YOURS', NOT_FOR_YOU);
  const { townships } = await directory(deps.db);
  const seen = townships.some(({ code }) => code === township) && (peopleAreas(staff)?.includes(township) ?? true);
  if (!seen) return refuse('INVALID', { fields: [{ path: 'township', message: 'unknownTownship' }] });
  const page = await peopleByPlace(deps.db, { township, village, onRoll: status === 'on' }, { limit: rows(limit), after: afterOf(cursor) });
  return ok(shownPage(page, townships));
};

/** Has nobody come in yet, in any township that the caller may see? A read a township, so to be asked only of an empty page. */
export const rollIsEmpty = async (deps: ReadDeps, { staff }: Caller): Promise<boolean> => {
  const { townships } = await directory(deps.db);
  const lists = townships
    .filter(({ code }) => maySee(staff, { township: code }))
    .flatMap(({ code: township }) => [true, false].map((onRoll) => peopleByPlace(deps.db, { township, onRoll }, { limit: 1 })));
  return (await Promise.all(lists)).every(({ people }) => people.length === 0);
};

/** Who left the roll in a month, by day. @returns NOT_YOURS */
export const removedIn = async (
  deps: ReadDeps,
  { staff }: Caller,
  { month, limit, cursor }: { readonly month: string; readonly limit?: number | undefined; readonly cursor?: string | undefined },
): Promise<Result<Page<FoundPerson>>> => {
  if (!mayReadPeople(staff)) return refuse('NOT_YOURS', NOT_FOR_YOU);
  const span = { limit: rows(limit), after: afterOf(cursor), townships: peopleAreas(staff) };
  const [page, { townships }] = await Promise.all([peopleRemovedIn(deps.db, month, span), directory(deps.db)]);
  return ok(shownPage(page, townships));
};

/** One person with household, training and history. @returns NOT_FOUND also where the person is not the caller's to see */
export const openPerson = async (deps: ReadDeps, { staff }: Caller, personId: string): Promise<Result<PersonFile>> => {
  if (!mayReadPeople(staff)) return refuse('NOT_FOUND');
  const [found, { townships }] = await Promise.all([readRecord(deps.db, personId, deps.vault), directory(deps.db)]);
  if (!found || !maySee(staff, found.record.person)) return refuse('NOT_FOUND');
  const { record, events } = found;
  const { person, identity, entered, imported } = record;
  const { township, village, household } = person;
  const [others, training] = await Promise.all([
    household === undefined ? [] : peopleOfHousehold(deps.db, { township, village, household }, HOUSEHOLD_AT_MOST),
    halfDaysOf(deps.db, personId),
  ]);
  const keeps = keepsRoll(staff);
  return ok({
    person,
    ...named(townships, township),
    tails: { ...tail('idNumber', identity.idNumber), ...tail('phone', identity.phone) },
    ...(keeps && { identity }),
    household: others.filter((other) => other.personId !== personId).map((other) => foundPerson(other, townships)),
    training,
    entered: { ...entered, imported: imported?.as === 'created' },
    events,
    allowed: keeps ? possible(person) : [],
  });
};

/** Is this person within the townships that this member of staff may read? */
export const maySee = (staff: Caller['staff'], { township }: Pick<Person, 'township'>): boolean =>
  mayReadPeople(staff) && (peopleAreas(staff)?.includes(township) ?? true);

const foundPerson = (
  { birthDate, addedOn: _added, ...person }: PersonColumns & { readonly version?: number },
  townships: readonly Township[],
): FoundPerson => {
  const { version: _version, ...columns } = person;
  return {
    ...columns,
    ...(birthDate !== undefined && { birthYear: yearOf(birthDate) }),
    ...named(townships, person.township),
    onRoll: person.removedOn === undefined,
  };
};

const named = (townships: readonly Township[], township: string): { readonly townshipName?: string } => {
  const name = townships.find(({ code }) => code === township)?.name;
  return name === undefined ? {} : { townshipName: name };
};

const tail = (field: 'idNumber' | 'phone', number: string | undefined) => {
  const last = number === undefined ? undefined : tailOf(number);
  return last === undefined ? {} : { [field]: last };
};

const rows = (limit = PAGE_ROWS): number => Math.min(limit, PAGE_AT_MOST);

// A cursor is the sort key of the last row, coded so that no place stands in an address in plain sight.
const afterOf = (cursor: string | undefined): string | undefined => cursor && Buffer.from(cursor, 'base64url').toString();
const shownPage = ({ people, after }: PeoplePage, townships: readonly Township[]): Page<FoundPerson> => ({
  items: people.map((person) => foundPerson(person, townships)),
  ...(after !== undefined && { cursor: Buffer.from(after).toString('base64url') }),
});
