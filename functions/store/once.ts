// How often each person was counted in a year, one row a person and group: what makes 人数 out of 人次 without reading any sheet again.
// It must not know what follows from the times; nobody's name is in here.
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { NO_TIMES, type Times } from '../domain/reports/distinct.ts';
import type { TimesChange } from '../domain/reports/training-totals.ts';
import type { Db } from './client.ts';

export interface OnceKey {
  readonly pk: string;
  readonly sk: string;
}

/** The times of a person as they stand, and the version that a write must still find; 0 where there is no row. */
export interface OnceRow {
  readonly times: Times;
  readonly version: number;
}

const KEYS_PER_READ = 100;

export const onceKey = (bureau: string, { who, group, month }: Pick<TimesChange, 'who' | 'group' | 'month'>): OnceKey => ({
  pk: `${bureau}#ONCE#${month.slice(0, 4)}#${who}`,
  sk: group,
});
export const oncePrefix = (bureau: string): string => `${bureau}#ONCE#`;
export const onceName = ({ pk, sk }: OnceKey): string => `${pk}|${sk}`;

const counts = z.record(z.string().check(z.regex(/^\d{4}-\d{2}$/)), z.int());
const row = z.object({ pk: z.string(), sk: z.string(), v: z.int(), migrant: counts, other: counts });

/** Rows by name, strongly read, a hundred a call; who was never counted is absent. Half a unit and more for each row. */
export const readOnce = async (db: Db, keys: readonly OnceKey[]): Promise<ReadonlyMap<string, OnceRow>> => {
  const found = new Map<string, OnceRow>();
  const table = db.tables.reports;
  let waiting: readonly Record<string, unknown>[] = keys.map((key) => ({ ...key }));
  while (waiting.length > 0) {
    const answer = await db.doc.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: waiting.slice(0, KEYS_PER_READ), ConsistentRead: true } } }),
    );
    for (const item of answer.Responses?.[table] ?? []) {
      const { v, migrant, other, ...key } = row.parse(item);
      found.set(onceName(key), { times: { migrant, other }, version: v });
    }
    waiting = [...(answer.UnprocessedKeys?.[table]?.Keys ?? []), ...waiting.slice(KEYS_PER_READ)];
  }
  return found;
};

export const onceItem = (key: OnceKey, { times, version }: OnceRow) => ({ ...key, v: version, migrant: times.migrant, other: times.other });

/** A write that only succeeds upon the row it was reckoned from. */
export const putOnce = (db: Db, key: OnceKey, { was, times }: { was: OnceRow | undefined; times: Times }) => ({
  Put: {
    TableName: db.tables.reports,
    Item: onceItem(key, { times, version: (was?.version ?? 0) + 1 }),
    ...(was
      ? { ConditionExpression: '#v = :v', ExpressionAttributeNames: { '#v': 'v' }, ExpressionAttributeValues: { ':v': was.version } }
      : { ConditionExpression: 'attribute_not_exists(pk)' }),
  },
});

export const timesIn = (row: OnceRow | undefined): Times => row?.times ?? NO_TIMES;
