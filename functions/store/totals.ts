// Rows of totals: how they are spelled, how numbers are added to them, and how a partition of them is read.
// It must not know what any number means.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { rowName, type Addition, type FigureRow, type Figures, type Subject } from '../domain/reports/additions.ts';
import type { Db } from './client.ts';
import { sha256 } from './keys.ts';

export const totalsPrefix = (bureau: string): string => `${bureau}#TOT#`;
export const totalsKey = (bureau: string, { period, subject }: { readonly period: string; readonly subject: Subject }): string =>
  `${totalsPrefix(bureau)}${period}#${subject}`;

const HASH_LENGTH = 20; // hex digits: eighty bits keep the topics of a month apart

// What people typed never stands in a key: a hash does, and the row keeps the text.
const sortKey = ({ cell, text }: Pick<FigureRow, 'cell' | 'text'>): string =>
  text === undefined ? cell : `${cell}#${sha256(text).slice(0, HASH_LENGTH)}`;

/** One Update for each row that the additions touch. */
export const additionOf = (db: Db, additions: readonly Addition[]) => {
  const rows = new Map<string, Addition[]>();
  for (const one of additions) rows.set(rowName(one), [...(rows.get(rowName(one)) ?? []), one]);
  return [...rows.values()].flatMap((columns) => {
    const [first] = columns;
    if (!first) return [];
    const { text } = first;
    return [
      {
        Update: {
          TableName: db.tables.reports,
          Key: { pk: totalsKey(db.bureau, first), sk: sortKey(first) },
          UpdateExpression: `${text === undefined ? '' : 'SET #label = :label '}ADD ${columns.map((_, n) => `#c${n} :c${n}`).join(', ')}`,
          ExpressionAttributeNames: {
            ...(text !== undefined && { '#label': 'label' }),
            ...Object.fromEntries(columns.map(({ column }, n) => [`#c${n}`, column])),
          },
          ExpressionAttributeValues: {
            ...(text !== undefined && { ':label': text }),
            ...Object.fromEntries(columns.map(({ by }, n) => [`:c${n}`, by])),
          },
        },
      },
    ];
  });
};

/** The whole rows, for putting a recount in place of what streamed in. */
export const totalsItems = (db: Db, figures: Figures): { readonly pk: string; readonly sk: string; readonly [column: string]: unknown }[] =>
  [...figures].flatMap(([partition, rows]) =>
    rows.map((row) => ({
      ...row.numbers,
      ...(row.text !== undefined && { label: row.text }),
      pk: `${totalsPrefix(db.bureau)}${partition}`,
      sk: sortKey(row),
    })),
  );

const StoredRow = z.catchall(z.object({ sk: z.string(), label: z.optional(z.string()) }), z.int());

/**
 * The rows of one partition, or those whose cell begins with `begins`: one eventually consistent Query, half a unit for each 4 KB,
 * whatever the number of records behind it.
 */
export const readFigures = async (
  db: Db,
  { period, subject, begins }: { readonly period: string; readonly subject: Subject; readonly begins?: string },
): Promise<FigureRow[]> => {
  const rows: FigureRow[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.doc.send(
      new QueryCommand({
        TableName: db.tables.reports,
        KeyConditionExpression: begins === undefined ? '#pk = :pk' : '#pk = :pk AND begins_with(#sk, :begins)',
        ExpressionAttributeNames: { '#pk': 'pk', ...(begins !== undefined && { '#sk': 'sk' }) },
        ExpressionAttributeValues: { ':pk': totalsKey(db.bureau, { period, subject }), ...(begins !== undefined && { ':begins': begins }) },
        ExclusiveStartKey: from,
      }),
    );
    for (const { pk: _pk, ...item } of page.Items ?? []) {
      const { sk, label, ...numbers } = StoredRow.parse(item);
      rows.push(label === undefined ? { cell: sk, numbers } : { cell: sk.slice(0, sk.lastIndexOf('#')), text: label, numbers });
    }
    from = page.LastEvaluatedKey;
  } while (from);
  return rows;
};
