// People found through the indexes that their own rows stand in: by name, by reading, by the end of a number. Columns of the index only.
// It must not know who asks; the townships that may be seen are handed in.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { foldedName } from '../domain/people/names.ts';
import type { Identity } from '../domain/people/person.ts';
import type { ReadingPrefix } from '../domain/people/search.ts';
import type { Db } from './client.ts';
import * as keys from './keys.ts';
import { readRecords } from './people.ts';
import { firstOf, idTailText, phoneTailText, syllablesOf, tailOf } from './person-items.ts';
import { personColumns, type PersonColumns } from './person-rows.ts';
import type { Vault } from './vault.ts';

type Item = Record<string, unknown>;

/** How far to look: at most this many, of these townships only (undefined: of all). */
export interface Reach {
  readonly limit: number;
  readonly townships?: readonly string[] | undefined;
  /** Only those that are so; told from the columns of the index. */
  readonly only?: ((person: PersonColumns) => boolean) | undefined;
}

interface Lookup {
  readonly index: string;
  readonly attribute: string;
  readonly pk: string;
  /** Sort key: only those that begin so. */
  readonly sort?: { readonly attribute: string; readonly prefix: string };
}

// Rows that are not wanted are passed over, but not for ever: a prefix that fits thousands is not yet a question.
const READ_AT_ONCE = 200;
const READS_AT_MOST = 10;
const LOOKUPS_AT_ONCE = 8;

/** Names, and what follows surnames, that begin so; the shortest first, so an exact one leads. */
export const findByName = async (db: Db, name: string, reach: Reach): Promise<PersonColumns[]> => {
  const first = firstOf(name);
  const found = await Promise.all([
    find(
      db,
      { index: 'byName', attribute: 'namePk', pk: keys.namePk(db.bureau, first), sort: { attribute: 'nameSk', prefix: name } },
      reach,
    ),
    find(
      db,
      { index: 'byGivenName', attribute: 'givenPk', pk: keys.givenPk(db.bureau, first), sort: { attribute: 'givenSk', prefix: name } },
      reach,
    ),
  ]);
  return found.flat();
};

/** Readings or initials that begin so; `surname` and the like begin the name itself. */
export const findByReading = (db: Db, { in: form, prefix, surname = '' }: ReadingPrefix, reach: Reach): Promise<PersonColumns[]> => {
  const first = firstOf(prefix);
  const lookup =
    form === 'pinyin'
      ? { index: 'byPinyin', attribute: 'pinyinPk', pk: keys.pinyinPk(db.bureau, first), sort: { attribute: 'pinyinSk', prefix } }
      : { index: 'byInitials', attribute: 'initialsPk', pk: keys.initialsPk(db.bureau, first), sort: { attribute: 'initialsSk', prefix } };
  if (surname === '') return find(db, lookup, reach);
  const { only = () => true } = reach;
  return find(db, lookup, { ...reach, only: (person) => foldedName(person.name).startsWith(surname) && only(person) });
};

/** Names that begin with these characters and go on with this reading or these initials. */
export const findByMixed = async (
  db: Db,
  { name, reading }: { readonly name: string; readonly reading: string },
  reach: Reach,
): Promise<PersonColumns[]> => {
  const syllables = await syllablesOf(name);
  const prefixes: readonly ReadingPrefix[] = [
    { in: 'pinyin', prefix: syllables.join('') + reading, surname: name },
    { in: 'initials', prefix: syllables.map((syllable) => syllable.slice(0, 1)).join('') + reading, surname: name },
  ];
  return (await Promise.all(prefixes.map((prefix) => findByReading(db, prefix, reach)))).flat();
};

/** ID numbers and telephones that end so; beyond four characters the sealed numbers of those found are opened and compared. */
export const findByTail = async (db: Db, number: string, vault: Vault, reach: Reach): Promise<PersonColumns[]> => {
  const tail = tailOf(number) ?? number;
  const [id, phone] = await Promise.all([vault.blind(idTailText(tail)), vault.blind(phoneTailText(tail))]);
  const lookups: readonly Lookup[] = [
    { index: 'byIdTail', attribute: 'idTailPk', pk: keys.idTailPk(db.bureau, id) },
    { index: 'byPhoneTail', attribute: 'phoneTailPk', pk: keys.phoneTailPk(db.bureau, phone) },
  ];
  const found = (await Promise.all(lookups.map((lookup) => find(db, lookup, reach)))).flat();
  return number.length === tail.length ? found : endingSo(db, found, number, vault);
};

/**
 * Who has these very ID numbers, by number: a query for each, and the rows of whoever shares its last four.
 * @returns person numbers; a number that nobody has is absent
 */
export const findByIdNumbers = async (db: Db, numbers: readonly string[], vault: Vault): Promise<Map<string, string[]>> => {
  const found = new Map<string, string[]>(); // by the end of a number: whom to look at
  const ends = [...new Set(numbers.map(tailOf))].filter((end) => end !== undefined);
  for (let at = 0; at < ends.length; at += LOOKUPS_AT_ONCE) {
    await Promise.all(
      ends.slice(at, at + LOOKUPS_AT_ONCE).map(async (end) => {
        const lookup: Lookup = {
          index: 'byIdTail',
          attribute: 'idTailPk',
          pk: keys.idTailPk(db.bureau, await vault.blind(idTailText(end))),
        };
        const people = await find(db, lookup, { limit: READ_AT_ONCE });
        found.set(
          end,
          people.map(({ personId }) => personId),
        );
      }),
    );
  }
  const records = await readRecords(db, [...found.values()].flat(), vault);
  const wanted = new Set(numbers);
  const having = new Map<string, string[]>();
  for (const [personId, { identity }] of records) {
    const { idNumber } = identity;
    if (idNumber !== undefined && wanted.has(idNumber)) having.set(idNumber, [...(having.get(idNumber) ?? []), personId]);
  }
  return having;
};

const endingSo = async (db: Db, found: readonly PersonColumns[], number: string, vault: Vault): Promise<PersonColumns[]> => {
  const records = await readRecords(
    db,
    found.map(({ personId }) => personId),
    vault,
  );
  const fits = (identity: Identity = {}): boolean => [identity.idNumber, identity.phone].some((one) => one?.endsWith(number));
  return found.filter(({ personId }) => fits(records.get(personId)?.identity));
};

const find = async (db: Db, lookup: Lookup, { limit, townships, only }: Reach): Promise<PersonColumns[]> => {
  if (townships?.length === 0) return [];
  const found: PersonColumns[] = [];
  let from: Item | undefined;
  for (let reads = 0; reads < READS_AT_MOST && found.length < limit; reads += 1) {
    const picky = townships !== undefined || only !== undefined;
    const page = await db.doc.send(
      new QueryCommand({
        TableName: db.tables.directory,
        IndexName: lookup.index,
        ...condition(lookup, townships),
        Limit: picky ? READ_AT_ONCE : limit,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    const rows = z.array(personColumns).parse(page.Items ?? []);
    found.push(...(only ? rows.filter(only) : rows));
    from = page.LastEvaluatedKey;
    if (!from) break;
  }
  return found.slice(0, limit);
};

const condition = ({ attribute, pk, sort }: Lookup, townships: readonly string[] | undefined) => {
  const codes = (townships ?? []).map((code, n): [string, string] => [`:t${String(n)}`, code]);
  return {
    KeyConditionExpression: sort ? '#pk = :pk AND begins_with(#sk, :sk)' : '#pk = :pk',
    ...(townships && { FilterExpression: `#township IN (${codes.map(([name]) => name).join(', ')})` }),
    ExpressionAttributeNames: { '#pk': attribute, ...(sort && { '#sk': sort.attribute }), ...(townships && { '#township': 'township' }) },
    ExpressionAttributeValues: { ':pk': pk, ...(sort && { ':sk': sort.prefix }), ...Object.fromEntries(codes) },
  };
};
