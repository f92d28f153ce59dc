// The counted part of a contact's row, as the table gives it back and as its stream carries it.
// It must not know what is counted; a row that does not fit says so instead of counting wrongly.
import * as z from 'zod';
import { isDay } from '../domain/calendar/days.ts';
import { CHANNELS } from '../domain/petitions/vocabulary.ts';
import type { CountedContact } from '../domain/reports/totals.ts';

export const CONTACT_PREFIX = 'CT#';
const PETITION_KEY = /^(\d{6})#PET#/;

// Codes become part of keys, so only the characters of codes pass. Attributes beyond these are no concern of the totals.
const Code = z.string().regex(/^[0-9A-Za-z-]{1,32}$/);

const CountedRow = z.object({
  contact: Code,
  petition: Code,
  receivedOn: z.string().refine(isDay),
  channel: z.enum(CHANNELS),
  township: Code,
  category: Code.default('NONE'),
  first: z.boolean(),
  headcount: z.int().min(1),
  void: z.boolean().optional(),
});

/** A contact's row as the document client reads it. Throws a ZodError on a row that is none. */
export const parseCountedRow = (row: unknown): CountedContact => CountedRow.parse(row);

// One attribute in DynamoDB's own notation; lists and maps hold nothing that is counted.
const Attribute = z
  .object({ S: z.string() })
  .or(z.object({ N: z.string() }))
  .or(z.object({ BOOL: z.boolean() }))
  .or(z.looseObject({}));
const Image = z.record(z.string(), Attribute);

const Change = z.object({
  eventID: z.string().min(1),
  dynamodb: z.object({
    Keys: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }),
    OldImage: Image.optional(),
    NewImage: Image.optional(),
  }),
});

/** A contact's row before and after one change, and whose bureau it is. */
export interface ContactChangeRecord {
  readonly eventId: string;
  readonly bureau: string;
  readonly before: CountedContact | undefined;
  readonly after: CountedContact | undefined;
}

/**
 * Reads one record of the stream of `petitions`. Undefined when it is no contact's row (events, mails, deadlines …).
 * Throws a ZodError when it is one and cannot be read.
 */
export const parseContactChange = (record: unknown): ContactChangeRecord | undefined => {
  const { eventID, dynamodb } = Change.parse(record);
  const bureau = PETITION_KEY.exec(dynamodb.Keys.pk.S)?.[1];
  if (bureau === undefined || !dynamodb.Keys.sk.S.startsWith(CONTACT_PREFIX)) return undefined;
  return { eventId: eventID, bureau, before: counted(dynamodb.OldImage), after: counted(dynamodb.NewImage) };
};

const counted = (image: z.infer<typeof Image> | undefined): CountedContact | undefined =>
  image && parseCountedRow(Object.fromEntries(Object.entries(image).map(([name, value]) => [name, plain(value)])));

const plain = (value: z.infer<typeof Attribute>): unknown => {
  if ('S' in value) return value.S;
  if ('BOOL' in value) return value.BOOL;
  return 'N' in value ? Number(value.N) : undefined;
};
