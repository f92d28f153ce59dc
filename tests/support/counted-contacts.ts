// Contacts to count: the rows of the ledger fixtures, and arbitrary ones for laws.
import { readFileSync } from 'node:fs';
import { halfYearFile } from './half-year.ts';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import * as z from 'zod';
import { addDays } from '../../functions/domain/calendar/days.ts';
import { CHANNELS } from '../../functions/domain/petitions/vocabulary.ts';
import type { CountedContact } from '../../functions/domain/reports/totals.ts';

const Row = z.object({
  contactNo: z.string(),
  receivedOn: z.string(),
  channel: z.enum(CHANNELS),
  township: z.string(),
  category: z.string(),
  headcount: z.coerce.number(),
  petition: z.string(),
});

export const fixture = (name: string): string =>
  readFileSync(name.endsWith('.csv') ? halfYearFile(name) : new URL(`../fixtures/${name}`, import.meta.url), 'utf8');

/** The rows of a ledger of one year: the earliest row of a petition opened it. */
export const ledger = (name: string): CountedContact[] => {
  const opened = new Set<string>();
  return z
    .array(Row)
    .parse(parse(fixture(name), { columns: true, bom: true }))
    .sort((a, b) => (a.receivedOn < b.receivedOn ? -1 : a.receivedOn > b.receivedOn ? 1 : Number(a.contactNo) - Number(b.contactNo)))
    .map(({ contactNo, ...row }) => {
      const first = !opened.has(row.petition);
      opened.add(row.petition);
      return { ...row, contact: `LX-${row.receivedOn.slice(0, 4)}-${contactNo.padStart(4, '0')}`, first };
    });
};

/** Any contact of 2012 and 2013, numbered by the caller. */
export const anyContact = fc.record({
  receivedOn: fc.integer({ min: 0, max: 730 }).map((n) => addDays('2012-01-01', n)),
  channel: fc.constantFrom(...CHANNELS),
  township: fc.constantFrom('990581101', '990581102', '990581001'),
  category: fc.constantFrom('NONE', 'C20', 'C40', 'C99'),
  first: fc.boolean(),
  headcount: fc.integer({ min: 1, max: 9 }),
});

export const numbered = (contact: Omit<CountedContact, 'contact' | 'petition'>, n: number): CountedContact => ({
  ...contact,
  contact: `LX-2013-${String(n).padStart(4, '0')}`,
  petition: `XF-2013-${String(n).padStart(4, '0')}`,
});
