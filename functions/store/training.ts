// Sessions as they are read: one whole, what a decision starts from, and the list of a month.
// It must not know who may read what.
import { BatchGetCommand, GetCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { ChainedSessionEvent } from '../domain/training/events.ts';
import type { CountedSheet } from '../domain/training/sheet.ts';
import type { Annulment, SignIn } from '../domain/training/sign-in.ts';
import type { Db } from './client.ts';
import { rawEventSchema } from './petition-event-schema.ts';
import * as keys from './keys.ts';
import { countedSheetRow } from './sheet-rows.ts';
import { readAnnulled, readHead, readSheetLine, readSignIn, signInKey, type SessionHead, type SheetLine } from './training-items.ts';
import {
  enrolmentSchema,
  handoutSchema,
  sessionColumns,
  sessionEventSchema,
  sessionReceiptSchema,
  type SessionReceipt,
} from './training-schema.ts';

type Item = Record<string, unknown>;
interface Key {
  readonly pk: string;
  readonly sk: string;
}

export type Enrolment = z.infer<typeof enrolmentSchema>;
export type Handout = z.infer<typeof handoutSchema>;
export type SessionColumns = z.infer<typeof sessionColumns>;

/** Every row of a session, and the lines of its sheet. */
export interface SessionItems extends SessionHead {
  readonly events: readonly ChainedSessionEvent[];
  readonly enrolments: readonly Enrolment[];
  readonly handouts: readonly Handout[];
  readonly annulments: readonly Annulment[];
  readonly counted?: CountedSheet;
  /** From an index: it may lag behind the counts by a moment. */
  readonly lines: readonly SheetLine[];
}

/** A session whole: its own rows strongly read, the sheet from its index, both at once. */
export const readSession = async (db: Db, id: string): Promise<SessionItems | undefined> => {
  const pk = keys.trainingPk(db.bureau, id);
  const [items, lines] = await Promise.all([
    query(db, { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk }, ConsistentRead: true }),
    query(db, { IndexName: 'sheet', KeyConditionExpression: 'sheetPk = :pk', ExpressionAttributeValues: { ':pk': pk } }),
  ]);
  const head = items.find((item) => item['sk'] === keys.HEAD);
  if (!head) return undefined;
  const rows = (prefix: string): Item[] => items.filter((item) => String(item['sk']).startsWith(prefix));
  const counted = items.find((item) => item['sk'] === keys.COUNTED);
  return {
    ...readHead(head),
    events: rows(EVENTS).map((item) => sessionEventSchema.parse(item) as ChainedSessionEvent),
    enrolments: rows(keys.enrolmentSk('')).map((item) => enrolmentSchema.parse(item)),
    handouts: rows(keys.handoutSk('')).map((item) => handoutSchema.parse(item)),
    annulments: rows(keys.ANNULLED).map(readAnnulled),
    ...(counted && { counted: countedSheetRow(counted) }),
    lines: lines.map(readSheetLine),
  };
};

const EVENTS = 'EV#';

/** The history exactly as stored, for checking its chain. */
export const readRawSessionEvents = async (
  db: Db,
  id: string,
): Promise<{ head: SessionHead; events: ChainedSessionEvent[] } | undefined> => {
  const items = await query(db, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.trainingPk(db.bureau, id) },
    ConsistentRead: true,
  });
  const head = items.find((item) => item['sk'] === keys.HEAD);
  if (!head) return undefined;
  const events = items
    .filter((item) => String(item['sk']).startsWith(EVENTS))
    .map(({ pk: _pk, sk: _sk, ...event }) => rawEventSchema.parse(event));
  return { head: readHead(head), events: events as unknown as ChainedSessionEvent[] };
};

export const readSessionHead = async ({ doc, tables, bureau }: Db, id: string): Promise<SessionHead | undefined> => {
  const Key = { pk: keys.trainingPk(bureau, id), sk: keys.HEAD };
  const { Item } = await doc.send(new GetCommand({ TableName: tables.training, Key, ConsistentRead: true }));
  return Item && readHead(Item);
};

/** Heads by id; those that are not there are absent. */
export const readSessionHeads = async (db: Db, ids: readonly string[]): Promise<Map<string, SessionHead>> => {
  const items = await byKey(
    db,
    [...new Set(ids)].map((id) => ({ pk: keys.trainingPk(db.bureau, id), sk: keys.HEAD })),
  );
  return new Map(items.map(readHead).map((head) => [head.session.sessionId, head]));
};

/** What planning starts from: how far the series of these years have come, and the receipt of a request. */
export const readSeries = async (
  db: Db,
  { years, receipt }: { readonly years: readonly number[]; readonly receipt?: string | undefined },
): Promise<{ series: ReadonlyMap<number, number>; receipt?: SessionReceipt }> => {
  const items = await byKey(db, [
    ...years.map((year) => ({ pk: keys.trainingSeriesPk(db.bureau, year), sk: keys.SEQ })),
    ...(receipt === undefined ? [] : [{ pk: receipt, sk: keys.KEY }]),
  ]);
  const row = (pk: string | undefined): Item | undefined => items.find((item) => item['pk'] === pk);
  const stored = row(receipt);
  const last = (year: number): number => seriesSchema.parse(row(keys.trainingSeriesPk(db.bureau, year)) ?? {}).last;
  return {
    series: new Map(years.map((year) => [year, last(year)])),
    ...(receipt !== undefined && stored && { receipt: sessionReceiptSchema.parse(stored) }),
  };
};

const seriesSchema = z.object({ last: z._default(z.number(), 0) });

export const readReceipt = async (db: Db, pk: string): Promise<SessionReceipt | undefined> =>
  (await readSeries(db, { years: [], receipt: pk })).receipt;

/** What a change of a sheet starts from. */
export interface SheetRows {
  readonly rows: readonly SignIn[];
  readonly counted?: CountedSheet;
  readonly head?: SessionHead;
}

export interface SheetWanted {
  readonly rows: readonly Pick<SignIn, 'who' | 'halfDay'>[];
  readonly with?: readonly (typeof keys.HEAD | typeof keys.COUNTED)[];
}

/** Half-days by person and time, strongly read: one round trip for every hundred rows. */
export const readSheetRows = async (db: Db, session: string, { rows, with: also = [] }: SheetWanted): Promise<SheetRows> => {
  const pk = keys.trainingPk(db.bureau, session);
  const items = await byKey(db, distinct([...rows.map((row) => signInKey(db.bureau, row)), ...also.map((sk) => ({ pk, sk }))]));
  const own = items.filter((item) => item['pk'] === pk);
  const sheet = own.find((item) => item['sk'] === keys.COUNTED);
  const head = own.find((item) => item['sk'] === keys.HEAD);
  return {
    rows: items.filter((item) => item['pk'] !== pk).map(readSignIn),
    ...(sheet && { counted: countedSheetRow(sheet) }),
    ...(head && { head: readHead(head) }),
  };
};

/** What was taken back in a session, strongly read. */
export const readAnnulments = async (db: Db, id: string): Promise<Annulment[]> => {
  const items = await query(db, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': keys.trainingPk(db.bureau, id), ':prefix': keys.ANNULLED },
    ConsistentRead: true,
  });
  return items.map(readAnnulled);
};

const distinct = (wanted: readonly Key[]): Key[] => [...new Map(wanted.map((key) => [`${key.pk} ${key.sk}`, key])).values()];

/** The lines of a sheet in order of arrival; from an index, so they may lag by a moment. */
export const readSheet = async (db: Db, id: string): Promise<SheetLine[]> => {
  const items = await query(db, {
    IndexName: 'sheet',
    KeyConditionExpression: 'sheetPk = :pk',
    ExpressionAttributeValues: { ':pk': keys.trainingPk(db.bureau, id) },
  });
  return items.map(readSheetLine);
};

/** Which of these people are enrolled, and of which township they were then. */
export const readEnrolled = async (db: Db, id: string, who: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const pk = keys.trainingPk(db.bureau, id);
  const items = await byKey(
    db,
    who.map((one) => ({ pk, sk: keys.enrolmentSk(one) })),
  );
  return new Map(items.map((item) => enrolmentSchema.parse(item)).map(({ personId, township }) => [personId, township]));
};

/** Sessions of a month in order; `day` narrows it to one day, `after` goes on behind a row. */
export const sessionsOfMonth = async (
  db: Db,
  { month, day, after, limit }: { readonly month: string; readonly day?: string; readonly after?: string; readonly limit?: number },
): Promise<SessionColumns[]> => {
  // A space sorts before whatever an id may go on with, a tilde after everything.
  const lower = after === undefined ? (day ?? '0') : `${after} `;
  const upper = `${day ?? '9999-12-31'}~`;
  if (lower > upper) return []; // the table refuses a range that ends before it begins
  const input = {
    IndexName: 'byMonth',
    KeyConditionExpression: 'monthPk = :pk AND monthSk BETWEEN :lower AND :upper',
    ExpressionAttributeValues: { ':pk': keys.trainingMonthPk(db.bureau, month), ':lower': lower, ':upper': upper },
  };
  return z.array(sessionColumns).parse(await query(db, limit === undefined ? input : { ...input, Limit: limit }, limit));
};

const query = async (db: Db, input: Omit<QueryCommandInput, 'TableName'>, limit = Infinity): Promise<Item[]> => {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await db.doc.send(new QueryCommand({ TableName: db.tables.training, ...input, ...(from && { ExclusiveStartKey: from }) }));
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from && items.length < limit);
  return items;
};

const KEYS_AT_MOST = 100; // of one read

const byKey = async (db: Db, wanted: readonly Key[]): Promise<Item[]> => {
  const table = db.tables.training;
  const parts = Array.from({ length: Math.ceil(wanted.length / KEYS_AT_MOST) }, (_, part) =>
    wanted.slice(part * KEYS_AT_MOST, (part + 1) * KEYS_AT_MOST),
  );
  const answers = await Promise.all(parts.map((part) => wholeBatch(db, table, part)));
  return answers.flat();
};

// An answer may leave keys out where it would grow too large; they are asked for again.
const wholeBatch = async (db: Db, table: string, wanted: readonly Key[]): Promise<Item[]> => {
  const items: Item[] = [];
  let left: readonly Item[] = wanted.map((key) => ({ ...key }));
  while (left.length > 0) {
    const answer = await db.doc.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: [...left], ConsistentRead: true } } }));
    items.push(...(answer.Responses?.[table] ?? []));
    left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items;
};
