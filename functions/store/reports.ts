// The totals a report is made of: one partition a month, each change of a contact counted once however often it arrives.
// It must not know what a report looks like, or what makes a contact count.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { cellName, sumIncrements, type Increment, type Totals } from '../domain/reports/totals.ts';
import type { Db } from './client.ts';
import { TTL_ATTRIBUTE } from './tables.ts';

/** The increments of one stream record. */
export interface CountedRecord {
  readonly eventId: string;
  readonly increments: readonly Increment[];
}

const CLAIM_DAYS = 7; // a stream keeps its records for one day and a queue for fourteen; redrives are done within the week
const ITEMS_PER_TRANSACTION = 100;
const ATTEMPTS = 8;

export const totalsKey = (bureau: string, month: string): string => `${bureau}#TOT#${month}#petitions`;
const claimKey = (bureau: string, eventId: string): string => `${bureau}#SEEN#petitions#${eventId}`;

/**
 * Adds the increments of stream records to the totals. Claims and sums of some sixty records go in one transaction,
 * so a record that was counted before is recognised by its claim and left out, whatever it is delivered with.
 * Costs two units a claim and two a figure touched. Throws when the table stays contended or cannot be reached;
 * everything then still uncounted may simply be delivered again.
 */
export const applyIncrements = async (db: Db, records: readonly CountedRecord[]): Promise<void> => {
  for (const group of transactions(records)) await applyOnce(db, group);
};

// Fills transactions up to the limit of items: a claim each, and a figure once however many records touch it.
const transactions = (records: readonly CountedRecord[]): CountedRecord[][] => {
  const groups: CountedRecord[][] = [];
  const seen = new Set<string>();
  let group: CountedRecord[] = [];
  let items = new Set<string>();
  for (const record of records) {
    if (record.increments.length === 0 || seen.has(record.eventId)) continue;
    seen.add(record.eventId);
    const own = [record.eventId, ...record.increments.map((one) => `${one.month}#${cellName(one)}`)];
    const together = new Set([...items, ...own]);
    if (together.size > ITEMS_PER_TRANSACTION) {
      groups.push(group);
      group = [record];
      items = new Set(own);
    } else {
      group.push(record);
      items = together;
    }
  }
  return group.length > 0 ? [...groups, group] : groups;
};

const applyOnce = async (db: Db, records: readonly CountedRecord[]): Promise<void> => {
  let pending = records;
  for (let attempt = 1; pending.length > 0; attempt += 1) {
    try {
      await db.doc.send(
        new TransactWriteCommand({ TransactItems: [...pending.map((record) => claim(db, record)), ...additions(db, pending)] }),
      );
      return;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const unclaimed = pending.filter((_, n) => reasons[n]?.Code !== 'ConditionalCheckFailed');
      // Dropping what was counted before is progress; anything else (a conflict, a throttle) is waited out.
      if (unclaimed.length === pending.length) {
        if (attempt >= ATTEMPTS || !reasons.some((reason) => WAITED_OUT.has(reason.Code ?? ''))) throw error;
        await pause(attempt);
      }
      pending = unclaimed;
    }
  }
};

const WAITED_OUT = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(1000, 10 * 2 ** attempt)));

const claim = (db: Db, { eventId }: CountedRecord) => ({
  Put: {
    TableName: db.tables.reports,
    Item: { pk: claimKey(db.bureau, eventId), sk: 'SEEN', [TTL_ATTRIBUTE]: Math.floor(Date.now() / 1000) + CLAIM_DAYS * 86_400 },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

const additions = (db: Db, records: readonly CountedRecord[]) =>
  sumIncrements(records.flatMap((record) => record.increments)).map((one) => ({
    Update: {
      TableName: db.tables.reports,
      Key: { pk: totalsKey(db.bureau, one.month), sk: cellName(one) },
      UpdateExpression: 'ADD #n :by',
      ExpressionAttributeNames: { '#n': 'n' },
      ExpressionAttributeValues: { ':by': one.by },
    },
  }));

const TotalRow = z.object({ sk: z.string(), n: z.int() });

/**
 * The totals of some months (YYYY-MM), one eventually consistent Query each, all at once.
 * A month costs half a unit for each 4 KB, whatever the number of contacts behind it.
 */
export const readTotals = async (db: Db, months: readonly string[]): Promise<Totals> =>
  new Map(await Promise.all([...new Set(months)].map(async (month) => [month, await readMonth(db, month)] as const)));

const readMonth = async (db: Db, month: string): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.doc.send(
      new QueryCommand({
        TableName: db.tables.reports,
        KeyConditionExpression: '#pk = :pk',
        ProjectionExpression: '#sk, #n',
        ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk', '#n': 'n' },
        ExpressionAttributeValues: { ':pk': totalsKey(db.bureau, month) },
        ExclusiveStartKey: from,
      }),
    );
    for (const row of page.Items ?? []) {
      const { sk, n } = TotalRow.parse(row);
      counts.set(sk, n);
    }
    from = page.LastEvaluatedKey;
  } while (from);
  return counts;
};
