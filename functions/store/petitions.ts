// What a decision starts from: the head of a petition, the number series of a year, the receipt of a request; strongly read, one round trip.
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Petition } from '../domain/petitions/petition.ts';
import type { Db } from './client.ts';
import { claimSchema, type ClaimedRow } from './imports.ts';
import * as keys from './keys.ts';
import { headSchema, petitionSchema } from './petition-schema.ts';
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
  readonly claimed?: ClaimedRow; // what a line of an import file became
}

/** What to load before deciding: strongly read, one round trip. */
export interface Wanted {
  readonly petition?: string;
  readonly years?: readonly number[];
  readonly receipt?: string; // its partition key
  readonly claim?: string;
}

/** @throws when the table cannot be read; absent rows are simply absent */
export const load = async (db: Db, { petition, years = [], receipt, claim }: Wanted): Promise<Loaded> => {
  const wanted = [
    ...(petition === undefined ? [] : [{ pk: keys.petitionPk(db.bureau, petition), sk: keys.HEAD }]),
    ...years.map((year) => ({ pk: keys.seriesPk(db.bureau, year), sk: keys.SEQ })),
    ...[receipt, claim].filter((pk) => pk !== undefined).map((pk) => ({ pk, sk: keys.KEY })),
  ];
  const table = db.tables.petitions;
  const answer = await db.doc.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: wanted, ConsistentRead: true } } }));
  const items = new Map<unknown, Item>((answer.Responses?.[table] ?? []).map((item) => [item['pk'], item]));
  const head = petition === undefined ? undefined : items.get(keys.petitionPk(db.bureau, petition));
  const stored = receipt === undefined ? undefined : items.get(receipt);
  const claimed = claim === undefined ? undefined : items.get(claim);
  return {
    ...(head && { head: readHead(head) }),
    series: years.map((year) => ({ year, ...seriesSchema.parse(items.get(keys.seriesPk(db.bureau, year)) ?? {}) })),
    ...(stored && { receipt: receiptSchema.parse(stored) }),
    ...(claimed && { claimed: claimSchema.parse(claimed) }),
  };
};

const seriesSchema = z.object({ petitions: z.number().default(0), contacts: z.number().default(0) });

export const readHead = (item: Item): Head => ({ petition: petitionSchema.parse(item), lastHash: headSchema.parse(item).lastHash });
