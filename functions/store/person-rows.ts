// A person's row as it is read back, whole or as its stream carries it. A row that does not fit says so instead of counting wrongly.
// It must not know what is counted, nor open what is sealed.
import * as z from 'zod/mini';
import { isDay } from '../domain/calendar/days.ts';
import { REMOVAL_REASONS, type CountedPerson } from '../domain/people/person.ts';
import { WHO_ID } from '../domain/training/who.ts';

/** Partition keys of people; the bureau is the first group. The person itself is the row with sort key HEAD. */
export const PERSON_KEY = /^(\d{6})#PERSON#/;

const day = z.string().check(z.refine(isDay));

// Townships and months become part of keys, so only the characters of codes pass.
const countedPerson = z.object({
  personId: z.string().check(z.regex(WHO_ID)),
  township: z.string().check(z.regex(/^[0-9A-Za-z-]{1,32}$/)),
  addedOn: z.exactOptional(day),
  removedOn: z.exactOptional(day),
  removedReason: z.exactOptional(z.enum(REMOVAL_REASONS)),
});

/** What the totals of the roll need of a person's row, given as plain values; attributes beyond these are no concern of theirs. Throws a ZodError on a row that is none. */
export const countedPersonRow = (row: unknown): CountedPerson => countedPerson.parse(row);

/** The columns that lists are made of: those of every index over people. */
export const personColumns = z.object({
  personId: z.string(),
  name: z.string(),
  sex: z.exactOptional(z.enum(['M', 'F'])),
  birthDate: z.exactOptional(day),
  township: z.string(),
  village: z.string(),
  household: z.exactOptional(z.string()),
  householder: z.exactOptional(z.string()),
  resettlementType: z.string(),
  addedOn: z.exactOptional(day),
  removedOn: z.exactOptional(day),
  removedReason: z.exactOptional(z.enum(REMOVAL_REASONS)),
});
export type PersonColumns = z.infer<typeof personColumns>;

export const personSchema = z.extend(personColumns, { version: z.int().check(z.minimum(1)) });

/** The row with what it holds besides the person: sealed fields, the hash of what was imported, and how the person came in. */
export const personRowSchema = z.extend(personSchema, {
  idNumber: z.exactOptional(z.string()), // sealed to this row
  phone: z.exactOptional(z.string()), //    sealed to this row
  content: z.exactOptional(z.string()), //  keyed hash of the imported row
  enteredAt: z.string(),
  enteredBy: z.string(), // staff id
  importId: z.exactOptional(z.string()),
  importRow: z.exactOptional(z.int()),
  importedAs: z.exactOptional(z.enum(['created', 'updated'])),
});
export type PersonRow = z.infer<typeof personRowSchema>;
