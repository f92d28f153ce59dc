// The few reads by which the schedule sees whether anything lies too long: each one query, half a unit where there is nothing.
// It must not know what is too long.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Day } from '../domain/calendar/days.ts';
import type { Db } from './client.ts';
import { duePk, importsAtHandPk, unsentPk } from './keys.ts';
import { deadlineCode } from './limit-schema.ts';

const COUNTED_AT_MOST = 1000;

/** When the oldest mail that is not settled was owed. */
export const oldestUnsent = async (db: Db): Promise<string | undefined> => {
  const { Items = [] } = await db.doc.send(
    new QueryCommand({
      TableName: db.tables.petitions,
      IndexName: 'unsent',
      KeyConditionExpression: 'unsentPk = :pk',
      ExpressionAttributeValues: { ':pk': unsentPk(db.bureau) },
      Limit: 1,
    }),
  );
  return z.array(z.object({ owedAt: z.string() })).parse(Items)[0]?.owedAt;
};

/** When the oldest file was accepted that still waits to be worked off, as far as the last moments can be seen. */
export const oldestWaitingImport = async (db: Db): Promise<string | undefined> => {
  const { Items = [] } = await db.doc.send(
    new QueryCommand({
      TableName: db.tables.directory,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': importsAtHandPk(db.bureau) },
      Limit: COUNTED_AT_MOST,
    }),
  );
  const rows = z.array(z.object({ sk: z.string(), waiting: z.boolean() })).parse(Items);
  return rows.find(({ waiting }) => waiting)?.sk.split('#')[0];
};

/** Codes of the limits whose target was this day and that are not met, at most a thousand. */
export const unmetOfDay = async (db: Db, day: Day) => {
  const { Items = [] } = await db.doc.send(
    new QueryCommand({
      TableName: db.tables.petitions,
      IndexName: 'byDue',
      KeyConditionExpression: 'duePk = :pk',
      ExpressionAttributeValues: { ':pk': duePk(db.bureau, day) },
      Limit: COUNTED_AT_MOST,
    }),
  );
  return z
    .array(z.object({ code: deadlineCode }))
    .parse(Items)
    .map(({ code }) => code);
};
