// The rows of files brought to be imported, and the small partition that says which of them wait and whose files still lie here.
// It must not know what a file holds, nor who works on it.
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { epochOf, shanghaiInstant } from '../domain/calendar/days.ts';
import { IMPORT_KINDS, type ImportKindName } from '../domain/staff/rooms.ts';
import type { Db } from './client.ts';
import { importsAtHandPk, importsPk } from './keys.ts';
import { TTL_ATTRIBUTE } from './tables.ts';

const KEPT_SECONDS = 30 * 24 * 3600;

const JOB_STATES = ['WAITING', 'RUNNING', 'DONE', 'FAILED'] as const;
/** Why a file could not be taken at all: whoever brought it may not any more, it is gone or unreadable, it was given up after several attempts. */
const JOB_FAILURES = ['NOT_YOURS', 'UNREADABLE', 'GIVEN_UP'] as const;
export type JobFailure = (typeof JOB_FAILURES)[number];

const countsSchema = z.object({
  done: z.int(), // rows with a verdict
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
});
export type JobCounts = z.infer<typeof countsSchema>;
export const NOTHING_YET: JobCounts = { done: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 };

export const jobSchema = z.extend(countsSchema, {
  id: z.string(),
  kind: z.enum(IMPORT_KINDS),
  name: z.string(), // as the sender called the file
  by: z.string(), //   staff
  dryRun: z.boolean(),
  acceptedAt: z.string(),
  state: z.enum(JOB_STATES),
  rows: z.int(),
  attempts: z.int(), // begun since the last one that ended in order
  leaseBy: z.exactOptional(z.string()),
  leaseUntil: z.exactOptional(z.string()),
  finishedAt: z.exactOptional(z.string()),
  failure: z.exactOptional(z.enum(JOB_FAILURES)),
  cleared: z.exactOptional(z.boolean()), // its files are gone
});
export type ImportJob = z.infer<typeof jobSchema>;

const atHandSchema = z.object({ id: z.string(), dryRun: z.boolean(), waiting: z.boolean() });
/** A file that waits for its turn, or whose files still lie here. */
export type AtHand = z.infer<typeof atHandSchema>;

const ID = /^[0-9a-f]{24}$/;
const MOMENT_DIGITS = 11; // hexadecimal milliseconds, until the year 2527

/** An import's number: the moment it was accepted, and 52 random bits. Text order is the order accepted. */
export const importIdOf = (epochMs: number, random: Uint8Array): string =>
  epochMs.toString(16).padStart(MOMENT_DIGITS, '0') +
  Buffer.from(random)
    .toString('hex')
    .slice(0, 24 - MOMENT_DIGITS);

export const acceptedAtOf = (id: string): string => shanghaiInstant(parseInt(id.slice(0, MOMENT_DIGITS), 16));
const skOf = (id: string): string => `${acceptedAtOf(id)}#${id}`;
export const jobKey = (db: Db, id: string) => ({ pk: importsPk(db.bureau), sk: skOf(id) });
export const atHandKey = (db: Db, id: string) => ({ pk: importsAtHandPk(db.bureau), sk: skOf(id) });

/** Sets or removes attributes; names and values travel apart, so a field may be called anything. */
export const changing = (fields: Readonly<Record<string, unknown>>) => {
  const names = Object.keys(fields);
  const set = names.filter((name) => fields[name] !== undefined).map((name) => `#${name} = :${name}`);
  const gone = names.filter((name) => fields[name] === undefined).map((name) => `#${name}`);
  return {
    UpdateExpression: [set.length > 0 && `SET ${set.join(', ')}`, gone.length > 0 && `REMOVE ${gone.join(', ')}`].filter(Boolean).join(' '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      names.filter((name) => fields[name] !== undefined).map((name) => [`:${name}`, fields[name]]),
    ),
  };
};

/** Whether the write was made: not where its condition did not hold. */
export const made = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    if (error instanceof TransactionCanceledException && error.CancellationReasons?.some(({ Code }) => Code === 'ConditionalCheckFailed'))
      return false;
    throw error;
  }
};

/** Says that files of this import may lie here from now on; written before they do, so that none is ever left behind. */
export const announceJob = async (db: Db, { id, dryRun }: Pick<ImportJob, 'id' | 'dryRun'>): Promise<void> => {
  await db.doc.send(new PutCommand({ TableName: db.tables.directory, Item: { ...atHandKey(db, id), id, dryRun, waiting: false } }));
};

/** From here on it waits for its turn. */
export const putJob = async (db: Db, job: ImportJob): Promise<void> => {
  const TableName = db.tables.directory;
  const expiresAt = Math.floor(epochOf(job.acceptedAt) / 1000) + KEPT_SECONDS;
  await db.doc.send(
    new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName, Item: { ...jobKey(db, job.id), ...job, [TTL_ATTRIBUTE]: expiresAt } } },
        { Put: { TableName, Item: { ...atHandKey(db, job.id), id: job.id, dryRun: job.dryRun, waiting: true } } },
      ],
    }),
  );
};

/** Strongly read; undefined too where the text can be no import's number. */
export const readJob = async (db: Db, id: string): Promise<ImportJob | undefined> => {
  if (!ID.test(id)) return undefined;
  const { Item } = await db.doc.send(new GetCommand({ TableName: db.tables.directory, Key: jobKey(db, id), ConsistentRead: true }));
  return Item && jobSchema.parse(Item);
};

/** What waits or has files here, in the order accepted; strongly read, one unit where there is little. */
export const readAtHand = async (db: Db): Promise<AtHand[]> => {
  const rows: AtHand[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.doc.send(
      new QueryCommand({
        TableName: db.tables.directory,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': importsAtHandPk(db.bureau) },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    rows.push(...z.array(atHandSchema).parse(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return rows;
};

/** Imports of these kinds, newest first; `cursor` is the last row's of the page before. */
export const listJobs = async (
  db: Db,
  { kinds, limit, cursor }: { readonly kinds: readonly ImportKindName[]; readonly limit: number; readonly cursor?: string },
): Promise<{ items: ImportJob[]; cursor?: string }> => {
  const items: ImportJob[] = [];
  const pk = importsPk(db.bureau);
  let from: Record<string, unknown> | undefined = cursor === undefined ? undefined : { pk, sk: cursor };
  do {
    const page = await db.doc.send(
      new QueryCommand({
        TableName: db.tables.directory,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ScanIndexForward: false,
        ExclusiveStartKey: from,
      }),
    );
    items.push(
      ...z
        .array(jobSchema)
        .parse(page.Items ?? [])
        .filter(({ kind }) => kinds.includes(kind)),
    );
    from = page.LastEvaluatedKey;
  } while (from && items.length <= limit);
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown, ...(last && items.length > limit && { cursor: skOf(last.id) }) };
};

/** Its files are gone: nothing of it is at hand any more. */
export const clearJob = async (db: Db, id: string): Promise<void> => {
  const TableName = db.tables.directory;
  await made(
    db.doc.send(
      new UpdateCommand({
        TableName,
        Key: jobKey(db, id),
        ...changing({ cleared: true }),
        ConditionExpression: 'attribute_exists(pk)',
      }),
    ),
  );
  await db.doc.send(new DeleteCommand({ TableName, Key: atHandKey(db, id) }));
};
