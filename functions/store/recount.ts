// Counts contacts, sealed sheets and the roll afresh and puts the result in place of the streamed totals: a repair, and the proof of them.
// It must not know streams; run it while the projector has nothing left to deliver.
import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { figuresFrom, type Addition, type Figures } from '../domain/reports/additions.ts';
import { headsChange, NO_TIMES, withTimes, type Times } from '../domain/reports/distinct.ts';
import { personChange } from '../domain/reports/people-totals.ts';
import { incrementsOf } from '../domain/reports/totals.ts';
import { sheetChange, type TimesChange } from '../domain/reports/training-totals.ts';
import type { Db } from './client.ts';
import { CONTACT_PREFIX, parseCountedRow } from './contact-rows.ts';
import { HEAD } from './keys.ts';
import { onceItem, onceKey, onceName, oncePrefix, type OnceKey } from './once.ts';
import { countedPersonRow } from './person-rows.ts';
import { petitionAddition } from './reports.ts';
import { countedSheetRow, SHEET_SK } from './sheet-rows.ts';
import type { TableName } from './tables.ts';
import { totalsItems, totalsPrefix } from './totals.ts';

const RowKey = z.object({ pk: z.string(), sk: z.string() });
const ROWS_PER_BATCH = 25;
const ROUNDS = 8;

/**
 * Reads every counted row of the bureau (the one Scan of the system: units grow with the tables) and replaces its totals and the rows
 * that say how often each person was counted. A record delivered after this that was written before it would count twice, so let the
 * projector finish first.
 */
export const rebuild = async (db: Db): Promise<Figures> => {
  const { additions, people } = await counted(db);
  for (const { group, times } of people.values()) additions.push(...headsChange(group, NO_TIMES, times));
  const figures = figuresFrom(additions);

  const items = [...totalsItems(db, figures), ...[...people.values()].map(({ key, times }) => onceItem(key, { times, version: 1 }))];
  const wanted = new Set(items.map(({ pk, sk }) => `${pk}|${sk}`));
  const writes: Write[] = items.map((Item) => ({ PutRequest: { Item } }));
  for (const pk of [totalsPrefix(db.bureau), oncePrefix(db.bureau)]) {
    for await (const row of scan(db, { table: 'reports', pk })) {
      const key = RowKey.parse(row);
      if (!wanted.has(`${key.pk}|${key.sk}`)) writes.push({ DeleteRequest: { Key: key } });
    }
  }
  await writeAll(db, writes);
  return figures;
};

type CountedPeople = Map<string, { readonly key: OnceKey; readonly group: TimesChange['group']; readonly times: Times }>;

const counted = async (db: Db): Promise<{ additions: Addition[]; people: CountedPeople }> => {
  const additions: Addition[] = [];
  const people: CountedPeople = new Map();
  for await (const row of scan(db, { table: 'petitions', pk: `${db.bureau}#PET#`, sk: CONTACT_PREFIX })) {
    additions.push(...incrementsOf(undefined, parseCountedRow(row)).map(petitionAddition));
  }
  for await (const row of scan(db, { table: 'directory', pk: `${db.bureau}#PERSON#`, sk: HEAD })) {
    additions.push(...personChange(undefined, countedPersonRow(row)));
  }
  for await (const row of scan(db, { table: 'training', pk: `${db.bureau}#SES#`, sk: SHEET_SK })) {
    const change = sheetChange(undefined, countedSheetRow(row));
    additions.push(...change.additions);
    for (const one of change.times) {
      const key = onceKey(db.bureau, one);
      const times = withTimes(people.get(onceName(key))?.times ?? NO_TIMES, one);
      people.set(onceName(key), { key, group: one.group, times });
    }
  }
  return { additions, people };
};

type Write =
  | { readonly PutRequest: { readonly Item: Record<string, unknown> } }
  | { readonly DeleteRequest: { readonly Key: Record<string, unknown> } };

async function* scan(db: Db, { table, pk, sk }: { table: TableName; pk: string; sk?: string }): AsyncGenerator<Record<string, unknown>> {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.doc.send(
      new ScanCommand({
        TableName: db.tables[table],
        FilterExpression: sk === undefined ? 'begins_with(#pk, :pk)' : 'begins_with(#pk, :pk) AND begins_with(#sk, :sk)',
        ExpressionAttributeNames: { '#pk': 'pk', ...(sk !== undefined && { '#sk': 'sk' }) },
        ExpressionAttributeValues: { ':pk': pk, ...(sk !== undefined && { ':sk': sk }) },
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
