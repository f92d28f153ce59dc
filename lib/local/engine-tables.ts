// The tables of functions/store/tables.ts made in a running engine, and the upkeep of its stream records.
// It must not know what the tables are for.
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  ResourceInUseException,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTableCommand,
  type UpdateTableCommandInput,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { type IndexSpec, TABLES, type TableName, type TableSpec, TTL_ATTRIBUTE } from '../../functions/store/tables.ts';

export type TableNames = Readonly<Record<TableName, string>>;

export const tableNames = (prefix = 'shoufang-'): TableNames => {
  const name = (table: TableName) => `${prefix}${table}`;
  return { petitions: name('petitions'), training: name('training'), directory: name('directory'), reports: name('reports') };
};

/**
 * Makes what is missing and resolves when every table can be used: true when any table was made. A table of an earlier
 * version gets the stream and the indexes that it lacks; rows that carry an index's keys stand in it from then on.
 */
export const createTables = async (client: DynamoDBClient, names: TableNames): Promise<boolean> => {
  const made = await Promise.all((Object.keys(TABLES) as TableName[]).map((table) => createTable(client, names[table], TABLES[table])));
  return made.includes(true);
};

const createTable = async (client: DynamoDBClient, name: string, spec: TableSpec): Promise<boolean> => {
  const existing = await described(client, name);
  if (existing !== undefined) {
    await complete(client, name, spec, existing);
    return false;
  }
  try {
    await client.send(new CreateTableCommand(tableInput(name, spec)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await settled(client, name);
  await client.send(
    new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification: { AttributeName: TTL_ATTRIBUTE, Enabled: true } }),
  );
  return true;
};

// DynamoDB takes one index at a time, and none while another is being filled.
const complete = async (client: DynamoDBClient, name: string, spec: TableSpec, existing: TableDescription): Promise<void> => {
  const change = async (update: Omit<UpdateTableCommandInput, 'TableName'>): Promise<void> => {
    await client.send(new UpdateTableCommand({ TableName: name, ...update }));
    await settled(client, name);
  };
  if (spec.stream && existing.StreamSpecification?.StreamEnabled !== true) await change({ StreamSpecification: BOTH_IMAGES });
  const known = new Set((existing.GlobalSecondaryIndexes ?? []).map((index) => index.IndexName));
  for (const [indexName, index] of Object.entries(spec.indexes)) {
    if (known.has(indexName)) continue;
    await change({ AttributeDefinitions: textKeys([index]), GlobalSecondaryIndexUpdates: [{ Create: indexInput(indexName, index) }] });
  }
};

// The engine needs 2 ms, AWS some seconds: the SDK's waiter would round the first up to a second.
const settled = async (client: DynamoDBClient, name: string): Promise<void> => {
  for (let pause = 2; !isActive(await described(client, name)); pause = Math.min(1000, pause * 2)) await sleep(pause);
};

const isActive = (table: TableDescription | undefined): boolean =>
  table?.TableStatus === 'ACTIVE' && (table.GlobalSecondaryIndexes ?? []).every((index) => (index.IndexStatus ?? 'ACTIVE') === 'ACTIVE');

const described = async (client: DynamoDBClient, name: string): Promise<TableDescription | undefined> => {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};

const BOTH_IMAGES = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } as const;

const tableInput = (name: string, spec: TableSpec): CreateTableCommandInput => {
  const indexes = Object.entries(spec.indexes);
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema({ pk: 'pk', sk: 'sk' }),
    AttributeDefinitions: textKeys(indexes.map(([, index]) => index)),
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes.map(([indexName, index]) => indexInput(indexName, index)) }),
    ...(spec.stream && { StreamSpecification: BOTH_IMAGES }),
  };
};

const textKeys = (indexes: readonly IndexSpec[]): CreateTableCommandInput['AttributeDefinitions'] =>
  [...new Set(['pk', 'sk', ...indexes.flatMap((index) => [index.pk, index.sk])])].map((key) => ({
    AttributeName: key,
    AttributeType: 'S',
  }));

const indexInput = (indexName: string, index: IndexSpec): GlobalSecondaryIndex => ({
  IndexName: indexName,
  KeySchema: keySchema(index),
  Projection:
    index.columns.length > 0 ? { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.columns] } : { ProjectionType: 'KEYS_ONLY' },
});

const keySchema = ({ pk, sk }: Pick<IndexSpec, 'pk' | 'sk'>): GlobalSecondaryIndex['KeySchema'] => [
  { AttributeName: pk, KeyType: 'HASH' },
  { AttributeName: sk, KeyType: 'RANGE' },
];

/** Up to which sequence number every consumer of a table has finished; a table that is absent is left alone. */
export type Consumed = Readonly<Record<string, number>>;

const A_DAY_S = 86_400;

/**
 * Trims and indexes the engine's stream records, with the engine stopped. Without the two indexes every write and every
 * poll reads all records of the table (measured at 50,000: 18 ms a put and 59 ms a poll; with them 1.5 and 2.4).
 * Records a day old go, except the newest of each table, from which the engine counts on, and except those that a
 * consumer has not finished. This touches a private schema of a pinned version, so a failure is reported and ignored.
 */
export const tidyStreamRecords = (dbPath: string, consumed: Consumed, nowMs: number): { trimmed: number } | { failed: string } => {
  if (!existsSync(dbPath)) return { trimmed: 0 };
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(dbPath);
    db.exec('PRAGMA locking_mode=EXCLUSIVE');
    db.exec('CREATE INDEX IF NOT EXISTS shoufang_stream_order ON _stream_records(table_name, CAST(sequence_number AS INTEGER))');
    db.exec('CREATE INDEX IF NOT EXISTS shoufang_stream_read ON _stream_records(table_name, shard_id, CAST(sequence_number AS INTEGER))');
    const trim = db.prepare(
      `DELETE FROM _stream_records WHERE table_name = :name AND CAST(sequence_number AS INTEGER) <= :upTo AND created_at < :before
       AND CAST(sequence_number AS INTEGER) < (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = :name)`,
    );
    const before = Math.floor(nowMs / 1000) - A_DAY_S;
    let trimmed = 0;
    for (const [name, upTo] of Object.entries(consumed)) trimmed += Number(trim.run({ name, upTo, before }).changes);
    return { trimmed };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  } finally {
    db?.close();
  }
};
