// The embedded engine as a child: it answers, comes back after being killed with nothing lost, and orphans are ended.
import { CreateTableCommand, DynamoDBClient, DescribeTableCommand, DescribeTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TABLES } from '../../functions/store/tables.ts';
import { createTables, tableNames, tidyStreamRecords } from '../../lib/local/engine-tables.ts';
import { endOrphan, type Engine, engineBinary, startEngine } from '../../lib/local/engine.ts';
import { commandLine } from '../../lib/local/processes.ts';
import { sayRefusal } from '../../lib/local/words.ts';
import { withTables } from '../support/engine.ts';

const settings = (endpoint: string) => ({ endpoint, region: 'cn-local-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });

let folder: string;
let running: Engine[] = [];
const start = async (options: Parameters<typeof startEngine>[0]) => {
  const engine = await startEngine(options);
  running.push(engine);
  return engine;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoufang-engine-'));
});
afterEach(async () => {
  await Promise.all(running.map((engine) => engine.stop()));
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

describe('the tables', () => {
  it('stand in the engine with keys, indexes, stream and expiry as the table file says', async () => {
    const engine = await start({});
    const client = new DynamoDBClient(settings(engine.endpoint));
    const names = tableNames();
    expect(await createTables(client, names)).toBe(true);
    expect(await createTables(client, names)).toBe(false);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: names.petitions }));
    expect(Table?.TableName).toBe('shoufang-petitions');
    expect(Table?.GlobalSecondaryIndexes?.map((index) => index.IndexName).sort()).toEqual(Object.keys(TABLES.petitions.indexes).sort());
    expect(Table?.StreamSpecification).toMatchObject({ StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
    const ttl = await client.send(new DescribeTimeToLiveCommand({ TableName: names.directory }));
    expect(ttl.TimeToLiveDescription).toMatchObject({ AttributeName: 'expiresAt', TimeToLiveStatus: 'ENABLED' });
    client.destroy();
  });

  it('of an earlier version get the streams and indexes that came later, and the rows that were there stand in them', async () => {
    const engine = await start({});
    const client = new DynamoDBClient(settings(engine.endpoint));
    const names = tableNames();
    const keys = ['pk', 'sk'] as const;
    await client.send(
      new CreateTableCommand({
        TableName: names.training,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      }),
    );
    const documents = DynamoDBDocumentClient.from(client);
    await documents.send(
      new PutCommand({ TableName: names.training, Item: { pk: 'p', sk: 's', monthPk: 'm', monthSk: '1', topic: '柑桔' } }),
    );
    await createTables(client, names);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: names.training }));
    expect(Table?.StreamSpecification).toMatchObject({ StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
    expect(Table?.GlobalSecondaryIndexes?.map((index) => index.IndexName).sort()).toEqual(Object.keys(TABLES.training.indexes).sort());
    const found = await documents.send(
      new QueryCommand({
        TableName: names.training,
        IndexName: 'byMonth',
        KeyConditionExpression: 'monthPk = :m',
        ExpressionAttributeValues: { ':m': 'm' },
      }),
    );
    expect(found.Items).toEqual([expect.objectContaining({ pk: 'p', topic: '柑桔' })]);
    client.destroy();
  });

  it('are a test’s own: two calls share an engine and nothing else', async () => {
    const one = await withTables();
    const two = await withTables();
    expect(one.endpoint).toBe(two.endpoint);
    await one.client.send(new PutCommand({ TableName: one.tables.reports, Item: { pk: 'a', sk: 'b' } }));
    expect((await two.client.send(new GetCommand({ TableName: two.tables.reports, Key: { pk: 'a', sk: 'b' } }))).Item).toBeUndefined();
    await one.stop();
    expect((await two.client.send(new GetCommand({ TableName: two.tables.reports, Key: { pk: 'a', sk: 'b' } }))).Item).toBeUndefined();
    await two.stop();
  });
});

describe('the binary', () => {
  it.each(['darwin-arm64', 'win32-x64', 'linux-arm64'])('is not there for %s, where DYNAMODB_ENDPOINT must name a database', (machine) => {
    expect(engineBinary(machine)).toBeUndefined();
    expect(sayRefusal('noEngine', 'en')).toContain('DYNAMODB_ENDPOINT');
  });
});

describe('a killed engine', () => {
  it('comes back on the same port with every acknowledged write, while writers go on', async () => {
    const engine = await start({ dbPath: join(folder, 'engine.db') });
    const raw = new DynamoDBClient({ ...settings(engine.endpoint), maxAttempts: 8 });
    const client = DynamoDBDocumentClient.from(raw);
    const names = tableNames();
    await createTables(raw, names);
    const acknowledged: string[] = [];
    for (let n = 0; n < 60; n += 1) {
      if (n === 15 || n === 40) process.kill(engine.pid() ?? 0, 'SIGKILL');
      await client.send(new PutCommand({ TableName: names.petitions, Item: { pk: 'p', sk: `n${n}` } }));
      acknowledged.push(`n${n}`);
    }
    for (const sk of acknowledged)
      expect((await client.send(new GetCommand({ TableName: names.petitions, Key: { pk: 'p', sk } }))).Item?.['sk']).toBe(sk);
    raw.destroy();
  });

  it('is not started again once it was stopped', async () => {
    const engine = await start({});
    await engine.stop();
    await sleep(80);
    expect(engine.pid()).toBeUndefined();
    expect(await engine.answers()).toBe(false);
  });
});

describe('an orphaned engine', () => {
  const orphan = (dbPath: string, port: string) => {
    const child = spawn(engineBinary() ?? '', ['serve', '--host', '127.0.0.1', '--port', port, '--db-path', dbPath], {
      detached: true,
      stdio: 'ignore',
    });
    child.unref();
    return child.pid ?? 0;
  };

  it('is ended by its recorded id', async () => {
    const dbPath = join(folder, 'engine.db');
    const pidFile = join(folder, 'engine.pid');
    const pid = orphan(dbPath, '0');
    writeFileSync(pidFile, `${pid}\n`);
    await sleep(50);
    expect(await endOrphan(dbPath, pidFile)).toBe(1);
    expect(commandLine(pid)).toBeUndefined();
  });

  it('is found without a record too, and an engine on another file is left alone', async () => {
    const mine = orphan(join(folder, 'engine.db'), '0');
    const other = orphan(join(folder, 'other.db'), '0');
    await sleep(50);
    writeFileSync(join(folder, 'engine.pid'), `${other}\n`);
    expect(await endOrphan(join(folder, 'engine.db'), join(folder, 'engine.pid'))).toBe(1);
    expect(commandLine(mine)).toBeUndefined();
    expect(commandLine(other)).toBeDefined();
    process.kill(other, 'SIGKILL');
  });

  it('a reused id of some other program is never touched', async () => {
    writeFileSync(join(folder, 'engine.pid'), `${process.pid}\n`);
    expect(await endOrphan(join(folder, 'engine.db'), join(folder, 'engine.pid'))).toBe(0);
  });
});

describe('housekeeping of stream records', () => {
  it('drops what is a day old and consumed, keeps the newest and everything a consumer still needs', async () => {
    const dbPath = join(folder, 'engine.db');
    const engine = await start({ dbPath });
    const raw = new DynamoDBClient(settings(engine.endpoint));
    const client = DynamoDBDocumentClient.from(raw);
    const names = tableNames();
    await createTables(raw, names);
    for (let n = 1; n <= 10; n += 1) await client.send(new PutCommand({ TableName: names.petitions, Item: { pk: 'p', sk: `n${n}` } }));
    const left = () => {
      const db = new DatabaseSync(dbPath, { readOnly: true });
      const rows = db.prepare('SELECT sequence_number AS n FROM _stream_records ORDER BY id').all();
      db.close();
      return rows.map((row) => Number(row['n']));
    };
    const tomorrow = Date.now() + 25 * 3_600_000;
    await engine.whileStopped(() => {
      expect(tidyStreamRecords(dbPath, { [names.petitions]: 6 }, Date.now())).toEqual({ trimmed: 0 });
      expect(tidyStreamRecords(dbPath, {}, tomorrow)).toEqual({ trimmed: 0 });
      expect(tidyStreamRecords(dbPath, { [names.petitions]: 6 }, tomorrow)).toEqual({ trimmed: 6 });
    });
    expect(left()).toEqual([7, 8, 9, 10]);
    await engine.whileStopped(() => expect(tidyStreamRecords(dbPath, { [names.petitions]: 10 }, tomorrow)).toEqual({ trimmed: 3 }));
    await client.send(new PutCommand({ TableName: names.petitions, Item: { pk: 'p', sk: 'n11' } }));
    expect(left()).toEqual([10, 11]);
    raw.destroy();
  });

  it('reports and survives a schema it does not know', () => {
    const dbPath = join(folder, 'strange.db');
    new DatabaseSync(dbPath).exec('CREATE TABLE other (a)');
    expect(tidyStreamRecords(dbPath, {}, Date.now())).toHaveProperty('failed');
  });
});
