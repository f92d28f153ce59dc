// The monthly totals of petitions, as their part of a report asks for them.
// It must not know what a report looks like, or what makes a contact count.
import type { Addition } from '../domain/reports/additions.ts';
import { cellName, type Increment, type Totals } from '../domain/reports/totals.ts';
import { countParts } from './claims.ts';
import type { Db } from './client.ts';
import { readFigures } from './totals.ts';

/** The increments of one stream record. */
export interface CountedRecord {
  readonly eventId: string;
  readonly increments: readonly Increment[];
}

const COUNT = 'n'; // petitions keep one number a row

export const petitionAddition = (one: Increment): Addition => ({
  subject: 'petitions',
  period: one.month,
  cell: cellName(one),
  column: COUNT,
  by: one.by,
});

/** Adds the increments of contacts' changes, each once however often it is delivered; some sixty records a transaction. */
export const applyIncrements = (db: Db, records: readonly CountedRecord[]): Promise<void> =>
  countParts(
    db,
    'petitions',
    records.map(({ eventId, increments }) => ({ claim: eventId, additions: increments.map(petitionAddition), times: [] })),
  );

/**
 * The petition totals of some months (YYYY-MM), one eventually consistent Query each, all at once.
 * A month costs half a unit for each 4 KB, whatever the number of contacts behind it.
 */
export const readTotals = async (db: Db, months: readonly string[]): Promise<Totals> =>
  new Map(
    await Promise.all(
      [...new Set(months)].map(async (month) => {
        const rows = await readFigures(db, { period: month, subject: 'petitions' });
        return [month, new Map(rows.map(({ cell, numbers }) => [cell, numbers[COUNT] ?? 0]))] as const;
      }),
    ),
  );
