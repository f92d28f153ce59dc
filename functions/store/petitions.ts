// What a decision starts from: the head of a petition, the number series of a year, the receipt of a request; strongly read, one round trip.
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { DEADLINES, type Deadline } from '../domain/petitions/deadlines.ts';
import type { Petition } from '../domain/petitions/petition.ts';
import type { Db } from './client.ts';
import * as keys from './keys.ts';
import { deadlineSchema } from './limit-schema.ts';
import { headSchema } from './petition-schema.ts';
import { receiptSchema, type Receipt } from './receipts.ts';

type Item = Record<string, unknown>;

export interface Head {
  readonly petition: Petition;
  readonly lastHash: string;
}

/** How far the two number series of a year have come. */
export interface Series {
  readonly year: number;
  readonly petitions: number;
  readonly contacts: number;
}

export interface Loaded {
  readonly head?: Head;
  readonly series: readonly Series[];
  readonly receipt?: Receipt;
  readonly running?: readonly Deadline[]; // limits of the petition that are not met, where asked for
}

/** What to load before deciding: strongly read, one round trip. */
export interface Wanted {
  readonly petition?: string;
  readonly limits?: boolean; // with the petition's limits
  readonly years?: readonly number[];
  readonly receipt?: string; // its partition key
}

/** @throws when the table cannot be read; absent rows are simply absent */
export const load = async (db: Db, { petition, limits = false, years = [], receipt }: Wanted): Promise<Loaded> => {
  const pk = petition === undefined ? undefined : keys.petitionPk(db.bureau, petition);
  const wanted = [
    ...(pk === undefined ? [] : [{ pk, sk: keys.HEAD }]),
    ...(pk === undefined || !limits ? [] : Object.keys(DEADLINES).map((code) => ({ pk, sk: keys.deadlineSk(code) }))),
    ...years.map((year) => ({ pk: keys.seriesPk(db.bureau, year), sk: keys.SEQ })),
    ...(receipt === undefined ? [] : [{ pk: receipt, sk: keys.KEY }]),
  ];
  const table = db.tables.petitions;
  const answer = await db.doc.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: wanted, ConsistentRead: true } } }));
  const items: Item[] = answer.Responses?.[table] ?? [];
  const row = (key: string | undefined, sk: string): Item | undefined => items.find((item) => item['pk'] === key && item['sk'] === sk);
  const head = row(pk, keys.HEAD);
  const stored = row(receipt, keys.KEY);
  return {
    ...(head && { head: readHead(head) }),
    series: years.map((year) => ({ year, ...seriesSchema.parse(row(keys.seriesPk(db.bureau, year), keys.SEQ) ?? {}) })),
    ...(stored && { receipt: receiptSchema.parse(stored) }),
    ...(limits && {
      running: items
        .filter(isLimit)
        .map((item) => deadlineSchema.parse(item))
        .filter(({ metAt }) => metAt === undefined),
    }),
  };
};

const isLimit = (item: Item): boolean => String(item['sk']).startsWith(keys.deadlineSk(''));

export const seriesSchema = z.object({ petitions: z._default(z.number(), 0), contacts: z._default(z.number(), 0) });

export const readHead = (item: Item): Head => {
  const { lastHash, ...petition } = headSchema.parse(item);
  return { petition, lastHash };
};
