// People of the roll by number: read strongly, many at a time, and written with the condition that nobody was faster.
// It must not know what is decided about anybody.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, GetCommand, QueryCommand, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Person } from '../domain/people/person.ts';
import type { RollEvent } from '../domain/people/roll.ts';
import { WHO_ID } from '../domain/training/who.ts';
import type { Db } from './client.ts';
import * as keys from './keys.ts';
import { openRecord, personItem, readPerson, type PersonRecord } from './person-items.ts';
import { rollEventSchema } from './person-events.ts';
import { TTL_ATTRIBUTE } from './tables.ts';
import type { Vault } from './vault.ts';

type Item = Record<string, unknown>;
type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const READ_AT_ONCE = 100; // keys of a BatchGet
/** Rows of one transaction. */
export const WRITE_AT_ONCE = 100;

/**
 * People by number, strongly read, without their sealed fields; unknown numbers are simply absent. One round trip for a hundred.
 * @example (await readPersons(db, ['P00001'])).get('P00001')?.name
 */
export const readPersons = async (db: Db, ids: readonly string[]): Promise<Map<string, Person>> =>
  new Map((await readItems(db, ids)).map((item) => readPerson(item)).map((person) => [person.personId, person]));

/** The same with everything that is kept of them. */
export const readRecords = async (db: Db, ids: readonly string[], vault: Vault): Promise<Map<string, PersonRecord>> => {
  const records = await Promise.all((await readItems(db, ids)).map((item) => openRecord(item, vault)));
  return new Map(records.map((record) => [record.person.personId, record]));
};

const readItems = async (db: Db, ids: readonly string[]): Promise<Item[]> => {
  const wanted = [...new Set(ids)].filter((id) => WHO_ID.test(id));
  const parts = Array.from({ length: Math.ceil(wanted.length / READ_AT_ONCE) }, (_, n) =>
    wanted.slice(n * READ_AT_ONCE, (n + 1) * READ_AT_ONCE),
  );
  return (await Promise.all(parts.map((part) => readPart(db, part)))).flat();
};

// A throttled table answers for a part of the keys and names the rest.
const readPart = async (db: Db, ids: readonly string[]): Promise<Item[]> => {
  const table = db.tables.directory;
  const items: Item[] = [];
  let left: Item[] = ids.map((id) => ({ pk: keys.personPk(db.bureau, id), sk: keys.HEAD }));
  while (left.length > 0) {
    const answer = await db.doc.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }));
    items.push(...(answer.Responses?.[table] ?? []));
    left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items;
};

/** A person, and the changes since they came in, oldest first. */
export interface RecordFound {
  readonly record: PersonRecord;
  readonly events: readonly RollEvent[];
}

/** One person with the history; one strong query. */
export const readRecord = async (db: Db, id: string, vault: Vault): Promise<RecordFound | undefined> => {
  if (!WHO_ID.test(id)) return undefined;
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await db.doc.send(
      new QueryCommand({
        TableName: db.tables.directory,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.personPk(db.bureau, id) },
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  const head = items.find((item) => item['sk'] === keys.HEAD);
  if (!head) return undefined;
  const events = items.filter((item) => item['sk'] !== keys.HEAD).map((item) => rollEventSchema.parse(item));
  return { record: await openRecord(head, vault), events };
};

/** A person to be written: new ones must not exist, others must still be at the version that was read. */
export interface PersonWrite {
  readonly record: PersonRecord;
  /** Version that was read; absent for a person who must be new. */
  readonly before?: number;
  readonly event?: RollEvent;
}

const receiptSchema = z.object({ pk: z.string(), bodyHash: z.string(), person: z.string() });
/** Receipt of a request that may be repeated: which person it left behind. */
export type PersonReceipt = Readonly<z.infer<typeof receiptSchema>>;

export type PeopleSaved = { readonly ok: true } | { readonly ok: false; readonly lost: 'PERSON' | 'KEY' | 'CONTENDED' };

/** Writes people, their events and perhaps a receipt in one transaction of at most 100 rows, or nothing of it. */
export const writePeople = async (
  db: Db,
  people: readonly PersonWrite[],
  vault: Vault,
  kept?: { readonly receipt: PersonReceipt; readonly now: string },
): Promise<PeopleSaved> => {
  const written = await Promise.all(people.map((person) => writesOf(db, person, vault)));
  const receipt = kept ? [receiptWrite(db, kept.receipt, kept.now)] : [];
  try {
    await db.doc.send(new TransactWriteCommand({ TransactItems: [...receipt, ...written.flat()] }));
    return { ok: true };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    return { ok: false, lost: whatWasLost(error, receipt.length) };
  }
};

const writesOf = async (db: Db, { record, before, event }: PersonWrite, vault: Vault): Promise<Write[]> => {
  const TableName = db.tables.directory;
  const Item = await personItem(db.bureau, record, vault);
  const head: Write = {
    Put: {
      TableName,
      Item,
      ...(before === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: '#version = :read',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':read': before },
          }),
    },
  };
  if (!event) return [head];
  const row = { pk: Item['pk'], sk: keys.eventSk(event.seq), ...event };
  return [head, { Put: { TableName, Item: row, ConditionExpression: 'attribute_not_exists(pk)' } }];
};

const KEPT_SECONDS = 24 * 3600;
const epoch = (now: string): number => Math.floor(Date.parse(now) / 1000);

/** The receipt kept under this key, unless its day is over; strongly read. */
export const readReceipt = async (db: Db, pk: string, now: string): Promise<PersonReceipt | undefined> => {
  const { Item } = await db.doc.send(new GetCommand({ TableName: db.tables.directory, Key: { pk, sk: keys.KEY }, ConsistentRead: true }));
  // Rows that have run out are deleted some time later, so they are looked past until then.
  return Item && Number(Item[TTL_ATTRIBUTE]) > epoch(now) ? receiptSchema.parse(Item) : undefined;
};

const receiptWrite = (db: Db, receipt: PersonReceipt, now: string): Write => ({
  Put: {
    TableName: db.tables.directory,
    Item: { ...receipt, sk: keys.KEY, [TTL_ATTRIBUTE]: epoch(now) + KEPT_SECONDS },
    ConditionExpression: 'attribute_not_exists(pk) OR #expires <= :now',
    ExpressionAttributeNames: { '#expires': TTL_ATTRIBUTE },
    ExpressionAttributeValues: { ':now': epoch(now) },
  },
});

// The SDK does not repeat a transaction that met another one on the same row; the caller does, from a fresh read.
const whatWasLost = (error: TransactionCanceledException, receipts: number): 'PERSON' | 'KEY' | 'CONTENDED' => {
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
  if (codes.slice(0, receipts).includes('ConditionalCheckFailed')) return 'KEY';
  if (codes.includes('ConditionalCheckFailed')) return 'PERSON';
  if (codes.some((code) => code === 'TransactionConflict' || code === 'ThrottlingError')) return 'CONTENDED';
  throw error;
};
