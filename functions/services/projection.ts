// Stream records in, totals out: which records count, what each changes, and which must be delivered again.
// It must not know keys, or how a batch reached it.
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { incrementsOf } from '../domain/reports/totals.ts';
import type { Db } from '../store/client.ts';
import { parseContactChange, type ContactChangeRecord } from '../store/contact-rows.ts';
import { applyIncrements, type CountedRecord } from '../store/reports.ts';

/**
 * Counts the contacts among the records. Delivering a record twice, or in another order, changes nothing.
 * A record that cannot be read fails alone and the others are counted; a table that cannot be reached fails the batch.
 */
export const project = async (db: Db, records: readonly DynamoDBRecord[]): Promise<DynamoDBBatchResponse> => {
  const failed: string[] = [];
  const byBureau = new Map<string, CountedRecord[]>();
  for (const record of records) {
    const change = read(record);
    if (change === 'UNREADABLE') failed.push(record.dynamodb?.SequenceNumber ?? '');
    else if (change) {
      const counted = { eventId: change.eventId, increments: incrementsOf(change.before, change.after) };
      byBureau.set(change.bureau, [...(byBureau.get(change.bureau) ?? []), counted]);
    }
  }
  for (const [bureau, counted] of byBureau) await applyIncrements({ ...db, bureau }, counted);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};

const read = (record: DynamoDBRecord): ContactChangeRecord | undefined | 'UNREADABLE' => {
  try {
    return parseContactChange(record);
  } catch {
    // No detail is kept: what the schema complains about may quote the row.
    return 'UNREADABLE';
  }
};
