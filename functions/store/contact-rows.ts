// The counted part of a contact's row, given as plain values.
// It must not know what is counted; a row that does not fit says so instead of counting wrongly.
import * as z from 'zod/mini';
import { isDay } from '../domain/calendar/days.ts';
import { CHANNELS } from '../domain/petitions/vocabulary.ts';
import type { CountedContact } from '../domain/reports/totals.ts';

export const CONTACT_PREFIX = 'CT#';
/** Partition of a petition; group 1 is the bureau. */
export const PETITION_KEY = /^(\d{6})#PET#/;

// Codes become part of keys, so only the characters of codes pass. Attributes beyond these are no concern of the totals.
const Code = z.string().check(z.regex(/^[0-9A-Za-z-]{1,32}$/));

const CountedRow = z.object({
  contact: Code,
  petition: Code,
  receivedOn: z.string().check(z.refine(isDay)),
  channel: z.enum(CHANNELS),
  township: Code,
  category: z._default(Code, 'NONE'),
  first: z.boolean(),
  headcount: z.int().check(z.minimum(1)),
  void: z.optional(z.boolean()),
});

/** A contact's row as the document client reads it. Throws a ZodError on a row that is none. */
export const parseCountedRow = (row: unknown): CountedContact => CountedRow.parse(row);
