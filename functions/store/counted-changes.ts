// What a stream record of any table says of a counted row: a contact, a sealed sheet, a person of the roll, before and after.
// It must not know what counts; rows of any other kind are passed over at the price of looking at their key.
import * as z from 'zod/mini';
import type { CountedPerson } from '../domain/people/person.ts';
import type { CountedContact } from '../domain/reports/totals.ts';
import type { CountedSheet } from '../domain/training/sheet.ts';
import { CONTACT_PREFIX, parseCountedRow, PETITION_KEY } from './contact-rows.ts';
import { HEAD } from './keys.ts';
import { countedPersonRow, PERSON_KEY } from './person-rows.ts';
import { countedSheetRow, SESSION_KEY, SHEET_SK } from './sheet-rows.ts';

interface Change<Table, Row> {
  readonly table: Table;
  readonly eventId: string;
  /** Whose row it is. */
  readonly bureau: string;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

export type ContactChange = Change<'petitions', CountedContact>;
export type SheetRowChange = Change<'training', CountedSheet>;
export type PersonChange = Change<'directory', CountedPerson>;
export type CountedChange = ContactChange | SheetRowChange | PersonChange;

const Keys = z.object({ dynamodb: z.object({ Keys: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }) }) });
const Images = z.object({
  eventID: z.string().check(z.minLength(1)),
  dynamodb: z.object({ OldImage: z.optional(z.record(z.string(), z.unknown())), NewImage: z.optional(z.record(z.string(), z.unknown())) }),
});

/**
 * Reads one stream record. Undefined when its row is of a kind that nobody counts (events, sign-ins, staff …).
 * Throws a ZodError when it is counted and cannot be read.
 */
export const parseCountedChange = (record: unknown): CountedChange | undefined => {
  const { pk, sk } = Keys.parse(record).dynamodb.Keys;
  const kind = KINDS.find(({ key, isCounted }) => key.test(pk.S) && isCounted(sk.S));
  const bureau = kind?.key.exec(pk.S)?.[1];
  return kind && bureau !== undefined ? kind.read(record, bureau) : undefined;
};

const reader =
  <Table extends CountedChange['table'], Row>(table: Table, parse: (row: unknown) => Row) =>
  (record: unknown, bureau: string): Change<Table, Row> => {
    const { eventID, dynamodb } = Images.parse(record);
    const row = (image: Readonly<Record<string, unknown>> | undefined): Row | undefined => image && parse(plainRow(image));
    return { table, eventId: eventID, bureau, before: row(dynamodb.OldImage), after: row(dynamodb.NewImage) };
  };

interface Kind {
  readonly key: RegExp;
  readonly isCounted: (sk: string) => boolean;
  readonly read: (record: unknown, bureau: string) => CountedChange;
}

const KINDS: readonly Kind[] = [
  { key: PETITION_KEY, isCounted: (sk) => sk.startsWith(CONTACT_PREFIX), read: reader('petitions', parseCountedRow) },
  { key: SESSION_KEY, isCounted: (sk) => sk === SHEET_SK, read: reader('training', countedSheetRow) },
  { key: PERSON_KEY, isCounted: (sk) => sk === HEAD, read: reader('directory', countedPersonRow) },
];

// DynamoDB's own notation made plain as far as counted rows go: texts, numbers, truths, and lists of them. Whatever else there is stays out.
const Attribute = z.union([
  z.object({ S: z.string() }),
  z.object({ N: z.string() }),
  z.object({ BOOL: z.boolean() }),
  z.object({ L: z.array(z.unknown()) }),
  z.object({ SS: z.array(z.string()) }),
]);

const plainRow = (image: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(image).flatMap(([name, value]) => {
      const made = plain(value);
      return made === undefined ? [] : [[name, made]];
    }),
  );

const plain = (value: unknown): unknown => {
  const { data } = Attribute.safeParse(value);
  if (!data) return undefined;
  if ('S' in data) return data.S;
  if ('N' in data) return Number(data.N);
  if ('BOOL' in data) return data.BOOL;
  return 'L' in data ? data.L.map(plain) : data.SS;
};
