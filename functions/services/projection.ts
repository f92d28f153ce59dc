// Stream records of every table in, totals out: which records count, what each changes, and which must be delivered again.
// It must not know keys, or how a batch reached it.
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { personChange } from '../domain/reports/people-totals.ts';
import { incrementsOf } from '../domain/reports/totals.ts';
import { partsOf, sheetChange } from '../domain/reports/training-totals.ts';
import { countParts, PEOPLE_PER_PART, type CountedPart } from '../store/claims.ts';
import type { Db } from '../store/client.ts';
import { parseCountedChange, type CountedChange } from '../store/counted-changes.ts';
import { petitionAddition } from '../store/reports.ts';

type Batches = Map<string, { readonly bureau: string; readonly table: CountedChange['table']; readonly parts: CountedPart[] }>;

/**
 * Counts the contacts, sealed sheets and people of the roll among the records of any table. Delivering a record twice, or in another
 * order, changes nothing. A record that cannot be read fails alone and the others are counted; a table that cannot be reached fails the batch.
 */
export const project = async (db: Db, records: readonly DynamoDBRecord[]): Promise<DynamoDBBatchResponse> => {
  const failed: string[] = [];
  const batches: Batches = new Map();
  for (const record of records) {
    const change = read(record);
    if (change === 'UNREADABLE') failed.push(record.dynamodb?.SequenceNumber ?? '');
    else if (change) {
      const { bureau, table } = change;
      const batch = batches.get(`${bureau} ${table}`) ?? { bureau, table, parts: [] };
      batch.parts.push(...partsOfChange(change));
      batches.set(`${bureau} ${table}`, batch);
    }
  }
  for (const { bureau, table, parts } of batches.values()) await countParts({ ...db, bureau }, table, parts);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};

const partsOfChange = (change: CountedChange): CountedPart[] => {
  const { eventId: claim } = change;
  switch (change.table) {
    case 'petitions':
      return [{ claim, additions: incrementsOf(change.before, change.after).map(petitionAddition), times: [] }];
    case 'training':
      // Cut the same way each time it is delivered, so that every part finds its own claim again.
      return partsOf(sheetChange(change.before, change.after), PEOPLE_PER_PART).map((part, n) => ({ claim: `${claim}.${n}`, ...part }));
    case 'directory':
      return [{ claim, additions: personChange(change.before, change.after), times: [] }];
  }
};

const read = (record: DynamoDBRecord): CountedChange | undefined | 'UNREADABLE' => {
  try {
    return parseCountedChange(record);
  } catch {
    // No detail is kept: what the schema complains about may quote the row.
    return 'UNREADABLE';
  }
};
