// The sessions behind the training figures: those of a month in order, and the sheets that count.
// It must not know which of them a figure means.
import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { CountedSheet } from '../domain/training/sheet.ts';
import { isWalkIn, type Who } from '../domain/training/who.ts';
import * as z from 'zod/mini';
import type { Db } from './client.ts';
import * as keys from './keys.ts';
import { countedSheetRow, SHEET_SK } from './sheet-rows.ts';
import { sessionColumns, sheetColumns } from './training-schema.ts';

export type SessionColumns = z.infer<typeof sessionColumns>;

const KEYS_PER_READ = 100;

/** Every session of a month, whatever its state, in order of day and time: half a unit for each 4 KB. */
export const allSessionsOfMonth = async (db: Db, month: string): Promise<SessionColumns[]> => {
  const rows: SessionColumns[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.doc.send(
      new QueryCommand({
        TableName: db.tables.training,
        IndexName: 'byMonth',
        KeyConditionExpression: 'monthPk = :pk',
        ExpressionAttributeValues: { ':pk': keys.trainingMonthPk(db.bureau, month) },
        ExclusiveStartKey: from,
      }),
    );
    rows.push(...(page.Items ?? []).map((item) => sessionColumns.parse(item)));
    from = page.LastEvaluatedKey;
  } while (from);
  return rows;
};

/** The counted sheets of sessions, a hundred a call; a session that was never sealed has none. */
export const countedSheetsOf = async (db: Db, sessions: readonly string[]): Promise<CountedSheet[]> => {
  const table = db.tables.training;
  const sheets: CountedSheet[] = [];
  let waiting: readonly Record<string, unknown>[] = sessions.map((id) => ({ pk: keys.trainingPk(db.bureau, id), sk: SHEET_SK }));
  while (waiting.length > 0) {
    const answer = await db.doc.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: waiting.slice(0, KEYS_PER_READ) } } }));
    sheets.push(...(answer.Responses?.[table] ?? []).map((item) => countedSheetRow(item)));
    waiting = [...(answer.UnprocessedKeys?.[table]?.Keys ?? []), ...waiting.slice(KEYS_PER_READ)];
  }
  return sheets;
};

/** What walk-ins gave as name and village when they signed, by who they are: one small read each. */
export const walkInNames = async (db: Db, whos: readonly Who[]): Promise<ReadonlyMap<Who, { name: string; village: string }>> =>
  new Map(
    (
      await Promise.all(
        whos.filter(isWalkIn).map(async (who) => {
          const { Items } = await db.doc.send(
            new QueryCommand({
              TableName: db.tables.training,
              KeyConditionExpression: 'pk = :pk',
              ExpressionAttributeValues: { ':pk': keys.attendancePk(db.bureau, who) },
              Limit: 1,
            }),
          );
          const signed = z.pick(sheetColumns, { name: true, village: true }).safeParse(Items?.[0]);
          return signed.success ? [[who, signed.data] as const] : [];
        }),
      )
    ).flat(),
  );
