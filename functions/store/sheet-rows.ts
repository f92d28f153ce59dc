// The counted sheet of a session as the table gives it back and as its stream carries it.
// It must not know what is counted; a row that does not fit says so instead of counting wrongly.
import * as z from 'zod/mini';
import { isDay } from '../domain/calendar/days.ts';
import type { CountedSheet } from '../domain/training/sheet.ts';
import { SESSION_KINDS } from '../domain/training/vocabulary.ts';
import { COUNTED } from './keys.ts';

/** Partition of a session; group 1 is the bureau. */
export const SESSION_KEY = /^(\d{6})#SES#/;
/** Sort key of the one row of a session that counts. */
export const SHEET_SK = COUNTED;

// Ids become part of keys, so only what an id is made of passes.
const Id = z.string().check(z.regex(/^[0-9A-Za-z_-]{1,40}$/));
const Who = z.string().check(z.regex(/^[PW]\.[0-9A-Za-z_-]{1,40}$/));

const SheetRow = z.object({
  session: Id,
  date: z.string().check(z.refine(isDay)),
  group: z.enum([...SESSION_KINDS, 'VILLAGE_AID']),
  topic: z.string(),
  township: z.string().check(z.regex(/^[0-9A-Za-z-]{1,32}$/)),
  coOrganiser: z.string(),
  handouts: z.int().check(z.minimum(0)),
  migrants: z.array(Who),
  others: z.array(Who),
  void: z.exactOptional(z.boolean()),
});

/** A SHEET row, or an image of one made plain. Throws a ZodError on a row that is none. */
export const countedSheetRow = (row: unknown): CountedSheet => SheetRow.parse(row);
