// Between a person and the stored row: which attributes it carries, in which indexes it stands, and what of it is sealed.
// It must not know who may see a person, or how rows are found.
import { monthOf } from '../domain/calendar/days.ts';
import { foldedName, givenName, plainReading } from '../domain/people/names.ts';
import type { Identity, Person } from '../domain/people/person.ts';
import * as keys from './keys.ts';
import { personRowSchema, personSchema, type PersonRow } from './person-rows.ts';
import type { Vault } from './vault.ts';

type Item = Record<string, unknown>;

/** A person with what is kept of them besides: the identity in plain (sealed on the way in), and where they came from. */
export interface PersonRecord {
  readonly person: Person;
  readonly identity: Identity;
  readonly entered: Entered;
  readonly imported?: Imported;
}

export interface Entered {
  readonly at: string;
  readonly by: string; // staff id
}

/** The latest import that had something to say about this person. */
export interface Imported {
  readonly id: string;
  readonly row: number;
  readonly as: 'created' | 'updated';
  readonly content: string; // keyed hash of the whole row
}

const TAIL = 4;

/** The last four of a number, the form in which people know it; undefined for anything shorter. */
export const tailOf = (number: string): string | undefined => (number.length < TAIL ? undefined : number.slice(-TAIL));

// Tails of both numbers share the vault's one key, so each says which it is: equal digits must not give equal hashes.
export const idTailText = (tail: string): string => `id tail\n${tail}`;
export const phoneTailText = (tail: string): string => `phone tail\n${tail}`;

/** Keyed hash of a row of a file: a plain one could be guessed from the few possible ID numbers. */
export const contentOf = (cells: readonly string[], vault: Vault): Promise<string> => vault.blind(`roll row\n${JSON.stringify(cells)}`);

/** The row of a person. Readings are made here, so that nothing that only looks for people has to know how characters are read. */
export const personItem = async (bureau: string, record: PersonRecord, vault: Vault): Promise<Item> => {
  const { person, identity, entered, imported } = record;
  const { personId, removedOn } = person;
  const pk = keys.personPk(bureau, personId);
  return {
    pk,
    sk: keys.HEAD,
    ...person,
    ...(identity.idNumber !== undefined && (await sealedNumber(identity.idNumber, { field: 'idNumber', pk, vault }))),
    ...(identity.phone !== undefined && (await sealedNumber(identity.phone, { field: 'phone', pk, vault }))),
    ...(await tailKeys(bureau, identity, vault)),
    ...(await nameKeys(bureau, person)),
    placePk: keys.placePk(bureau, person.township, removedOn === undefined),
    placeSk: placeSk(person),
    ...(removedOn !== undefined && { removalPk: keys.removalPk(bureau, monthOf(removedOn)), removalSk: `${removedOn}#${personId}` }),
    enteredAt: entered.at,
    enteredBy: entered.by,
    ...(imported && { importId: imported.id, importRow: imported.row, importedAs: imported.as, content: imported.content }),
  };
};

/** A township's roll in its order: village by village, household by household. */
const placeSk = ({ village, household = '', personId }: Pick<Person, 'village' | 'household' | 'personId'>): string =>
  householdSk({ village, household }) + personId;

// What people write must not pass for the sign between the parts.
const part = (text: string): string => `${text.replaceAll('#', '＃')}#`;

/** How the sort keys of a village begin, and of a household in it. */
export const villageSk = (village: string): string => part(village);
export const householdSk = ({ village, household }: { readonly village: string; readonly household: string }): string =>
  part(village) + part(household);

const sealedNumber = async (number: string, { field, pk, vault }: { field: keyof Identity; pk: string; vault: Vault }): Promise<Item> => ({
  [field]: await vault.seal(number, sealRow(pk, field)),
});

// Bound to the field as well: a sealed telephone must not pass for an ID number.
const sealRow = (pk: string, field: keyof Identity): string => `${pk}#${field}`;

const tailKeys = async (bureau: string, { idNumber, phone }: Identity, vault: Vault): Promise<Item> => {
  const [id, tel] = [tailOf(idNumber ?? ''), tailOf(phone ?? '')];
  return {
    ...(id !== undefined && { idTailPk: keys.idTailPk(bureau, await vault.blind(idTailText(id))) }),
    ...(tel !== undefined && { phoneTailPk: keys.phoneTailPk(bureau, await vault.blind(phoneTailText(tel))) }),
  };
};

const nameKeys = async (bureau: string, { name: written, personId }: Person): Promise<Item> => {
  const name = foldedName(written);
  const given = givenName(name);
  const syllables = await syllablesOf(name);
  const pinyin = syllables.join('');
  const initials = syllables.map((syllable) => syllable.slice(0, 1)).join('');
  const under = (text: string): string => `${text}#${personId}`;
  return {
    namePk: keys.namePk(bureau, firstOf(name)),
    nameSk: under(name),
    ...(given !== '' && { givenPk: keys.givenPk(bureau, firstOf(given)), givenSk: under(given) }),
    ...(pinyin !== '' && {
      pinyinPk: keys.pinyinPk(bureau, firstOf(pinyin)),
      pinyinSk: under(pinyin),
      initialsPk: keys.initialsPk(bureau, firstOf(initials)),
      initialsSk: under(initials),
    }),
  };
};

/** The first character, which may be one beyond the BMP. */
export const firstOf = (text: string): string => [...text][0] ?? '';

/** How a name is read. The dictionary is large, and only rows that are written need it, and names typed half in letters. */
export const syllablesOf = async (name: string): Promise<string[]> => {
  const { pinyin } = await import('pinyin-pro');
  return pinyin(name, { toneType: 'none', surname: 'head', type: 'array', v: true, nonZh: 'consecutive' })
    .map(plainReading)
    .filter((syllable) => syllable !== '');
};

/** A person as everybody may see one who may see people: without the sealed fields. */
export const readPerson = (item: Item): Person => personSchema.parse(item);

/** The whole row, with the identity opened. Throws when a sealed field was altered or moved. */
export const openRecord = async (item: Item, vault: Vault): Promise<PersonRecord> => {
  const row = personRowSchema.parse(item);
  const { content, importId, importRow, importedAs } = row;
  return {
    person: personSchema.parse(item),
    identity: await openIdentity(item, row, vault),
    entered: { at: row.enteredAt, by: row.enteredBy },
    ...(content !== undefined &&
      importId !== undefined &&
      importRow !== undefined &&
      importedAs !== undefined && { imported: { id: importId, row: importRow, as: importedAs, content } }),
  };
};

const openIdentity = async (item: Item, { idNumber, phone }: PersonRow, vault: Vault): Promise<Identity> => {
  const pk = String(item['pk']);
  return {
    ...(idNumber !== undefined && { idNumber: await vault.open(idNumber, sealRow(pk, 'idNumber')) }),
    ...(phone !== undefined && { phone: await vault.open(phone, sealRow(pk, 'phone')) }),
  };
};
