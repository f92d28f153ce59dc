// Counts the contacts' rows afresh and puts the result in place of the streamed totals: a repair, and the proof of them.
// It must not know streams or claims; run it while the projector has nothing left to deliver.
import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { incrementsOf, tally, type Increment, type Totals } from '../domain/reports/totals.ts';
import type { Db } from './client.ts';
import { CONTACT_PREFIX, parseCountedRow } from './contact-rows.ts';
import { totalsKey } from './reports.ts';

const TotalKey = z.object({ pk: z.string(), sk: z.string() });
const ROWS_PER_BATCH = 25;
const ROUNDS = 8;

/**
 * Reads every contact of the bureau (the one Scan of the system: units grow with the tables) and replaces its totals.
 * A record delivered after this that was written before it would count twice, so let the projector finish first.
 */
export const rebuild = async (db: Db): Promise<Totals> => {
  const increments: Increment[] = [];
  for await (const row of scan(db, { table: 'petitions', pk: `${db.bureau}#PET#`, sk: CONTACT_PREFIX })) {
    increments.push(...incrementsOf(undefined, parseCountedRow(row)));
  }
  const truth = tally(increments);

  const wanted = new Map<string, { pk: string; sk: string; n: number }>();
  for (const [month, counts] of truth) {
    for (const [sk, n] of counts) wanted.set(`${totalsKey(db.bureau, month)}|${sk}`, { pk: totalsKey(db.bureau, month), sk, n });
  }
  const writes: Write[] = [...wanted.values()].map((Item) => ({ PutRequest: { Item } }));
  for await (const row of scan(db, { table: 'reports', pk: `${db.bureau}#TOT#`, sk: '' })) {
    const { pk, sk } = TotalKey.parse(row);
    if (pk.endsWith('#petitions') && !wanted.has(`${pk}|${sk}`)) writes.push({ DeleteRequest: { Key: { pk, sk } } });
  }
  await writeAll(db, writes);
  return truth;
};

type Write =
  | { readonly PutRequest: { readonly Item: Record<string, unknown> } }
  | { readonly DeleteRequest: { readonly Key: Record<string, unknown> } };

async function* scan(
  db: Db,
  { table, pk, sk }: { table: 'petitions' | 'reports'; pk: string; sk: string },
): AsyncGenerator<Record<string, unknown>> {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.doc.send(
      new ScanCommand({
        TableName: db.tables[table],
        FilterExpression: sk === '' ? 'begins_with(#pk, :pk)' : 'begins_with(#pk, :pk) AND begins_with(#sk, :sk)',
        ExpressionAttributeNames: { '#pk': 'pk', ...(sk === '' ? {} : { '#sk': 'sk' }) },
        ExpressionAttributeValues: { ':pk': pk, ...(sk === '' ? {} : { ':sk': sk }) },
        ExclusiveStartKey: from,
        ConsistentRead: true,
      }),
    );
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from);
}

const writeAll = async (db: Db, writes: readonly Write[]): Promise<void> => {
  for (let n = 0; n < writes.length; n += ROWS_PER_BATCH) {
    let batch: Write[] = writes.slice(n, n + ROWS_PER_BATCH);
    for (let round = 1; batch.length > 0; round += 1) {
      if (round > ROUNDS) throw new Error('the totals table keeps refusing writes');
      const { UnprocessedItems } = await db.doc.send(
        new BatchWriteCommand({ RequestItems: { [db.tables.reports]: batch.map((write) => ({ ...write })) } }),
      );
      batch = (UnprocessedItems?.[db.tables.reports] ?? []).flatMap((left): Write[] => {
        if (left.PutRequest?.Item) return [{ PutRequest: { Item: left.PutRequest.Item } }];
        return left.DeleteRequest?.Key ? [{ DeleteRequest: { Key: left.DeleteRequest.Key } }] : [];
      });
    }
  }
};
