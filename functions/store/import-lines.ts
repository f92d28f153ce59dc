// What a batch of ledger lines starts from: their claims, the petitions they name, the series of their years; strongly read.
// It must not know how lines become batches.
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Db } from './client.ts';
import { claimSchema, type ClaimedRow } from './imports.ts';
import * as keys from './keys.ts';
import { readHead, seriesSchema, type Head, type Series } from './petitions.ts';

type Item = Record<string, unknown>;
type Key = { readonly pk: string; readonly sk: string };

export interface LinesLoaded {
  readonly claims: ReadonlyMap<string, ClaimedRow>; // by partition key
  readonly heads: ReadonlyMap<string, Head>; // by petition number
  readonly series: readonly Series[];
}

/**
 * Loads what some lines need, at most 100 rows of it, in one round trip.
 * @throws when the table cannot be read; absent rows are simply absent
 */
export const loadLines = async (
  db: Db,
  {
    claims,
    petitions,
    years,
  }: { readonly claims: readonly string[]; readonly petitions: readonly string[]; readonly years: readonly number[] },
): Promise<LinesLoaded> => {
  const items = await everyItem(db, [
    ...claims.map((pk) => ({ pk, sk: keys.KEY })),
    ...petitions.map((number) => ({ pk: keys.petitionPk(db.bureau, number), sk: keys.HEAD })),
    ...years.map((year) => ({ pk: keys.seriesPk(db.bureau, year), sk: keys.SEQ })),
  ]);
  const found = <T>(names: readonly string[], pkOf: (name: string) => string, read: (item: Item) => T): Map<string, T> =>
    new Map(
      names.flatMap((name) => {
        const item = items.get(pkOf(name));
        return item ? [[name, read(item)] as const] : [];
      }),
    );
  return {
    claims: found(
      claims,
      (pk) => pk,
      (item) => claimSchema.parse(item),
    ),
    heads: found(petitions, (number) => keys.petitionPk(db.bureau, number), readHead),
    series: years.map((year) => ({ year, ...seriesSchema.parse(items.get(keys.seriesPk(db.bureau, year)) ?? {}) })),
  };
};

// A throttled table answers for a part of the keys and names the rest.
const everyItem = async (db: Db, wanted: readonly Key[]): Promise<Map<unknown, Item>> => {
  const table = db.tables.petitions;
  const items = new Map<unknown, Item>();
  let left: Item[] = wanted.map((key) => ({ ...key }));
  while (left.length > 0) {
    const answer = await db.doc.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }));
    for (const item of answer.Responses?.[table] ?? []) items.set(item['pk'], item);
    left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items;
};
