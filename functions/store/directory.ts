// Who works here, which townships there are, which years' working days are known, and who is signed in.
// Small, read by nearly every request: kept in memory for up to a minute, so a changed role takes effect within it.
import { BatchWriteCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { CalendarYears } from '../domain/calendar/work-calendar.ts';
import { ROLES, type Staff } from '../domain/staff/staff.ts';
import type { Db } from './client.ts';
import * as keys from './keys.ts';
import { TTL_ATTRIBUTE } from './tables.ts';

export interface Township {
  readonly code: string;
  readonly name: string;
  readonly villages: readonly string[];
}

export interface Directory {
  readonly staff: readonly Staff[];
  readonly townships: readonly Township[];
  readonly years: CalendarYears;
}

const CACHED_MS = 60_000;
const BATCH = 25; // what BatchWriteItem takes

const staffSchema = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string(),
  roles: z.array(z.enum(ROLES)),
  areas: z.array(z.string()),
  email: z.string(),
  phone: z.exactOptional(z.string()),
  language: z.enum(['zh', 'en']),
  until: z.exactOptional(z.string()),
  clients: z.exactOptional(z.array(z.string())),
});
const townshipSchema = z.object({ code: z.string(), name: z.string(), villages: z.array(z.string()) });
const yearSchema = z.object({ year: z.string(), rest: z.array(z.string()), makeUp: z.array(z.string()) });

const cache = new WeakMap<Db, { readonly until: number; readonly value: Promise<Directory> }>();

/** The directory, at most a minute old: three queries when not at hand. */
export const directory = (db: Db): Promise<Directory> => {
  const held = cache.get(db);
  if (held && held.until > performance.now()) return held.value;
  const value = read(db);
  cache.set(db, { until: performance.now() + CACHED_MS, value });
  value.catch(() => cache.delete(db)); // a failed read is not remembered
  return value;
};

const read = async (db: Db): Promise<Directory> => {
  const [staff, townships, years] = await Promise.all([keys.staffPk, keys.areasPk, keys.calendarPk].map((pk) => rows(db, pk(db.bureau))));
  return {
    staff: z.array(staffSchema).parse(staff),
    townships: z.array(townshipSchema).parse(townships),
    years: Object.fromEntries(
      z
        .array(yearSchema)
        .parse(years)
        .map(({ year, rest, makeUp }) => [year, { rest, makeUp }]),
    ),
  };
};

const rows = async (db: Db, pk: string): Promise<unknown[]> => {
  const items: unknown[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.doc.send(
      new QueryCommand({
        TableName: db.tables.directory,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
};

/** Writes rows of a bureau's directory; those that exist are replaced, those not named stay. */
export const writeDirectory = async (db: Db, { staff, townships, years }: Directory): Promise<void> => {
  const items = [
    ...staff.map((person) => ({ pk: keys.staffPk(db.bureau), sk: person.id, ...person })),
    ...townships.map((township) => ({ pk: keys.areasPk(db.bureau), sk: township.code, ...township })),
    ...Object.entries(years).map(([year, days]) => ({ pk: keys.calendarPk(db.bureau), sk: year, year, ...days })),
  ];
  for (let at = 0; at < items.length; at += BATCH) {
    let waiting = items.slice(at, at + BATCH).map((Item) => ({ PutRequest: { Item } }));
    while (waiting.length > 0) {
      const answer = await db.doc.send(new BatchWriteCommand({ RequestItems: { [db.tables.directory]: waiting } }));
      waiting = (answer.UnprocessedItems?.[db.tables.directory] ?? []) as typeof waiting;
    }
  }
  cache.delete(db);
};

/** Takes staff and townships out of the directory, for good; what is not there is as good as removed. */
export const removeFromDirectory = async (
  db: Db,
  { staff, townships }: { readonly staff: readonly string[]; readonly townships: readonly string[] },
): Promise<void> => {
  const gone = [
    ...staff.map((id) => ({ pk: keys.staffPk(db.bureau), sk: id })),
    ...townships.map((code) => ({ pk: keys.areasPk(db.bureau), sk: code })),
  ];
  for (const Key of gone) await db.doc.send(new DeleteCommand({ TableName: db.tables.directory, Key }));
  cache.delete(db);
};

const sessionSchema = z.object({ staff: z.string(), expiresAt: z.number() });

/** A sign-in session: only the hash of its cookie is stored. `until` in epoch seconds. */
export const putSession = async (db: Db, cookie: string, staff: string, until: number): Promise<void> => {
  await db.doc.send(
    new PutCommand({
      TableName: db.tables.directory,
      Item: { pk: keys.sessionPk(db.bureau, cookie), sk: keys.KEY, staff, [TTL_ATTRIBUTE]: until },
    }),
  );
};

export const dropSession = async (db: Db, cookie: string): Promise<void> => {
  await db.doc.send(new DeleteCommand({ TableName: db.tables.directory, Key: { pk: keys.sessionPk(db.bureau, cookie), sk: keys.KEY } }));
};

/** Whose session this cookie is; an expired one is none, whether or not the table has deleted it yet. */
export const readSession = async (db: Db, cookie: string, nowSeconds: number): Promise<string | undefined> => {
  const { Item } = await db.doc.send(
    new GetCommand({ TableName: db.tables.directory, Key: { pk: keys.sessionPk(db.bureau, cookie), sk: keys.KEY } }),
  );
  if (!Item) return undefined;
  const session = sessionSchema.parse(Item);
  return session.expiresAt > nowSeconds ? session.staff : undefined;
};
