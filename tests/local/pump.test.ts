// The pump over the engine's real streams: Lambda's semantics for the projector, a pipe's and a queue's for the mail relay.
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord, SQSEvent } from 'aws-lambda';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TableName } from '../../functions/store/tables.ts';
import type { StreamHandler } from '../../lib/local/deliver-batches.ts';
import type { QueueHandler } from '../../lib/local/relay.ts';
import { consumedSoFar, type Pump, startPump } from '../../lib/local/streams.ts';
import { type TestTables, withTables } from '../support/engine.ts';

let at: TestTables;
let streams: DynamoDBStreamsClient;
let folder: string;
let pumps: Pump[] = [];

const QUICK = { projector: { attempts: 3, firstPauseMs: 5 }, relay: { attempts: 5, firstPauseMs: 5 } };
const folders = () => ({ checkpoints: join(folder, 'checkpoints'), failures: join(folder, 'failures') });

const pump = async (handlers: { projector?: StreamHandler; mailer?: QueueHandler }): Promise<Pump> => {
  const started = await startPump({
    client: streams,
    tables: at.tables,
    projector: handlers.projector ?? (() => Promise.resolve()),
    mailer: handlers.mailer ?? (() => Promise.resolve()),
    folders: folders(),
    ready: () => Promise.resolve(),
    log: () => undefined,
    retries: QUICK,
  });
  pumps.push(started);
  return started;
};

const putIn = (table: TableName, sk: string, more: Record<string, unknown> = {}) =>
  at.client.send(new PutCommand({ TableName: at.tables[table], Item: { pk: 'p', sk, ...more } }));
const put = (sk: string, more: Record<string, unknown> = {}) => putIn('petitions', sk, more);
const sortKey = (record: DynamoDBRecord): string => record.dynamodb?.Keys?.['sk']?.S ?? '?';
const lines = (file: string): unknown[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line))
    : [];

beforeEach(async () => {
  at = await withTables();
  streams = new DynamoDBStreamsClient({
    endpoint: at.endpoint,
    region: 'cn-local-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  folder = mkdtempSync(join(tmpdir(), 'shoufang-pump-'));
  mkdirSync(folders().checkpoints);
  mkdirSync(folders().failures);
});
afterEach(async () => {
  await Promise.all(pumps.map((one) => one.stop()));
  pumps = [];
  streams.destroy();
  await at.stop();
  rmSync(folder, { recursive: true, force: true });
});
// Holds the engine over all tests of this file; each has tables of its own.
let holder: TestTables;
beforeAll(async () => {
  holder = await withTables();
});
afterAll(() => holder.stop());

describe('the projector', () => {
  it('gets what a Lambda function gets: names of events, both images, bytes as base64, seconds, at most 100 at once', async () => {
    const events: DynamoDBRecord[][] = [];
    await put('a', { bytes: new Uint8Array([1, 2, 255]), list: ['x', { deep: null }], n: 3 });
    await put('a', { n: 4 });
    await at.client.send(new DeleteCommand({ TableName: at.tables.petitions, Key: { pk: 'p', sk: 'a' } }));
    for (let n = 0; n < 120; n += 1) await put(`n${n}`);
    const running = await pump({ projector: (event) => (events.push(event.Records), Promise.resolve()) });
    expect(await running.drained(5000)).toBe(true);
    const [first, second, third] = events.flat();
    expect(first).toMatchObject({ eventName: 'INSERT', eventSource: 'aws:dynamodb', eventID: '1' });
    expect(first?.dynamodb?.NewImage).toMatchObject({
      bytes: { B: 'AQL/' },
      list: { L: [{ S: 'x' }, { M: { deep: { NULL: true } } }] },
      n: { N: '3' },
    });
    expect(first?.dynamodb?.OldImage).toBeUndefined();
    expect(Math.abs((first?.dynamodb?.ApproximateCreationDateTime ?? 0) - Date.now() / 1000)).toBeLessThan(60);
    expect(second).toMatchObject({ eventName: 'MODIFY', dynamodb: { NewImage: { n: { N: '4' } }, OldImage: { n: { N: '3' } } } });
    expect(third).toMatchObject({ eventName: 'REMOVE', dynamodb: { OldImage: { n: { N: '4' } } } });
    expect(events.map((batch) => batch.length)).toEqual([100, 23]);
  });

  it('has seen everything written before drained() was called, also while it idles', async () => {
    const seen = new Set<string>();
    const running = await pump({
      projector: (event) => {
        for (const record of event.Records) seen.add(sortKey(record));
        return Promise.resolve();
      },
    });
    for (let n = 0; n < 20; n += 1) {
      await put(`n${n}`);
      expect(await running.drained(2000)).toBe(true);
      expect(seen.has(`n${n}`)).toBe(true);
    }
  });

  it('sees a record again when the program dies between handling and noting it, and none is skipped', async () => {
    const seen: string[] = [];
    for (let n = 0; n < 5; n += 1) await put(`n${n}`);
    // Dies inside the handler after the work was done: the checkpoint is never written.
    let reached: () => void;
    const worked = new Promise<void>((resolve) => (reached = resolve));
    const first = await pump({
      projector: (event) => {
        seen.push(...event.Records.map(sortKey));
        reached();
        return Promise.reject(new Error('killed'));
      },
    });
    await worked;
    await first.stop();
    const before = [...seen];
    const second = await pump({ projector: (event) => (seen.push(...event.Records.map(sortKey)), Promise.resolve()) });
    expect(await second.drained(2000)).toBe(true);
    expect(before).toContain('n0');
    expect(seen.slice(before.length)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4']);
    await second.stop();
    const third: string[] = [];
    await put('n5');
    const again = await pump({ projector: (event) => (third.push(...event.Records.map(sortKey)), Promise.resolve()) });
    expect(await again.drained(2000)).toBe(true);
    expect(third).toEqual(['n5']);
  });

  it('is given the rest again from the first record it named as failed', async () => {
    const batches: string[][] = [];
    for (let n = 0; n < 5; n += 1) await put(`n${n}`);
    let failOnce = true;
    const running = await pump({
      projector: (event) => {
        batches.push(event.Records.map(sortKey));
        const bad = event.Records.find((record) => sortKey(record) === 'n2');
        if (!failOnce || !bad) return Promise.resolve({ batchItemFailures: [] });
        failOnce = false;
        return Promise.resolve({ batchItemFailures: [{ itemIdentifier: bad.dynamodb?.SequenceNumber ?? '' }] });
      },
    });
    expect(await running.drained(2000)).toBe(true);
    expect(batches).toEqual([
      ['n0', 'n1', 'n2', 'n3', 'n4'],
      ['n2', 'n3', 'n4'],
    ]);
  });

  it.each([
    ['throws', (): ReturnType<StreamHandler> => Promise.reject(new Error('poison'))],
    [
      'names it',
      (record: DynamoDBRecord): ReturnType<StreamHandler> =>
        Promise.resolve({ batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] }),
    ],
    ['names one that is not there', (): ReturnType<StreamHandler> => Promise.resolve({ batchItemFailures: [{ itemIdentifier: '' }] })],
  ])('puts one poison record aside (handler %s) and all others go on', async (_, fail) => {
    const done = new Set<string>();
    for (let n = 0; n < 30; n += 1) await put(`n${n}`);
    const running = await pump({
      projector: (event) => {
        const poison = event.Records.find((record) => sortKey(record) === 'n17');
        const outcome = poison ? fail(poison) : Promise.resolve();
        // A function that answers has done what it does not name; one that throws has rolled everything back.
        return outcome.then((answer) => {
          for (const record of event.Records) if (record !== poison) done.add(sortKey(record));
          return answer;
        });
      },
    });
    expect(await running.drained(5000)).toBe(true);
    expect(done.size).toBe(29);
    const [failure, ...more] = lines(join(folders().failures, 'projector.jsonl'));
    expect(more).toEqual([]);
    expect(failure).toMatchObject({ consumer: 'projector', tries: 3, record: { dynamodb: { Keys: { sk: { S: 'n17' } } } } });
  });
});

describe('the mail relay', () => {
  const outboxKeys = (event: SQSEvent): string[] =>
    event.Records.map((message) => {
      const record = JSON.parse(message.body) as DynamoDBRecord;
      return record.dynamodb?.NewImage?.['sk']?.S ?? '?';
    });

  it('hands over inserted outbox rows and nothing else, at most ten at a time', async () => {
    const calls: string[][] = [];
    await put('HEAD');
    await put('EV#000001');
    for (let n = 0; n < 12; n += 1) await put(`OUT#000001#${n}`);
    await put('OUT#000001#0', { state: 'SENT' });
    await put('OUTER');
    const running = await pump({ mailer: (event) => (calls.push(outboxKeys(event)), Promise.resolve()) });
    expect(await running.relayed(2000)).toBe(true);
    expect(calls.map((call) => call.length)).toEqual([10, 2]);
    expect(new Set(calls.flat()).size).toBe(12);
  });

  it('gives a mail that fails again by itself, and a dead letter after five receives; the others are not held up', async () => {
    const receives = new Map<string, string[]>();
    for (const n of [1, 2, 3]) await put(`OUT#000001#${n}`);
    const running = await pump({
      mailer: (event) => {
        const keys = outboxKeys(event);
        event.Records.forEach((message, index) => {
          const key = keys[index] ?? '?';
          receives.set(key, [...(receives.get(key) ?? []), message.attributes.ApproximateReceiveCount]);
        });
        const failed = event.Records.filter(
          (_, index) => keys[index] === 'OUT#000001#2' || (keys[index] === 'OUT#000001#3' && receives.get('OUT#000001#3')?.length === 1),
        );
        return Promise.resolve({ batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) });
      },
    });
    expect(await running.relayed(5000)).toBe(true);
    expect(receives.get('OUT#000001#1')).toEqual(['1']);
    expect(receives.get('OUT#000001#2')).toEqual(['1', '2', '3', '4', '5']);
    expect(receives.get('OUT#000001#3')).toEqual(['1', '2']);
    const letters = lines(join(folders().failures, 'mail.jsonl'));
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({ receives: 5 });
  });

  it('forgets nothing unhandled over a crash: the checkpoint stays before the first mail not taken', async () => {
    for (const n of [1, 2, 3]) await put(`OUT#000001#${n}`);
    const first = await pump({
      mailer: (event) => {
        const keys = outboxKeys(event);
        return Promise.resolve({
          batchItemFailures: event.Records.filter((_, index) => keys[index] !== 'OUT#000001#3').map(({ messageId }) => ({
            itemIdentifier: messageId,
          })),
        });
      },
    });
    await first.relayed(8);
    await first.stop();
    const taken: string[] = [];
    const second = await pump({ mailer: (event) => (taken.push(...outboxKeys(event)), Promise.resolve()) });
    expect(await second.relayed(2000)).toBe(true);
    expect(taken).toEqual(expect.arrayContaining(['OUT#000001#1', 'OUT#000001#2']));
  });
});

describe('the streams of several tables', () => {
  const STREAMED = ['petitions', 'training', 'directory'] as const;

  it('all reach the projector, each record naming its own table, and drained() waits for every one', async () => {
    const seen = new Map<string, Set<string>>();
    const running = await pump({
      projector: async (event) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        for (const record of event.Records) {
          const table = /table\/([^/]+)/.exec(record.eventSourceARN ?? '')?.[1] ?? '?';
          seen.set(table, (seen.get(table) ?? new Set()).add(sortKey(record)));
        }
      },
    });
    for (const n of [0, 1, 2]) {
      for (const table of STREAMED) await putIn(table, `${table}${n}`);
      await putIn('reports', `reports${n}`); // has no stream
      expect(await running.drained(2000)).toBe(true);
      for (const table of STREAMED) expect(seen.get(at.tables[table])?.has(`${table}${n}`)).toBe(true);
    }
    expect(new Set(seen.keys())).toEqual(new Set(STREAMED.map((table) => at.tables[table])));
  });

  it('are each taken up again where it was left', async () => {
    for (const table of STREAMED) await putIn(table, `${table} before`);
    const first = await pump({});
    expect(await first.drained(2000)).toBe(true);
    await first.stop();
    for (const table of STREAMED) await putIn(table, `${table} after`);
    const seen: string[] = [];
    const second = await pump({ projector: (event) => (seen.push(...event.Records.map(sortKey)), Promise.resolve()) });
    expect(await second.drained(2000)).toBe(true);
    expect(seen.sort()).toEqual(STREAMED.map((table) => `${table} after`).sort());
  });

  it('do not wait for each other: a poison record of one holds up its own alone, and only until it is put aside', async () => {
    await putIn('training', 'poison');
    for (let n = 0; n < 5; n += 1) for (const table of STREAMED) await putIn(table, `${table}${n}`);
    const done: string[] = [];
    const running = await pump({
      projector: (event) => {
        const keys = event.Records.map(sortKey);
        if (keys.includes('poison')) return Promise.reject(new Error('poison'));
        done.push(...keys);
        return Promise.resolve();
      },
    });
    expect(await running.drained(5000)).toBe(true);
    expect(new Set(done).size).toBe(15);
    expect(done.indexOf('directory4')).toBeLessThan(done.indexOf('training0'));
    const failures = lines(join(folders().failures, 'projector.jsonl'));
    expect(failures).toHaveLength(1);
    expect(JSON.stringify(failures[0])).toContain(`table/${at.tables.training}/`);
  });

  it('hand the mail relay the outbox of petitions and of no other table', async () => {
    const mails: SQSEvent[] = [];
    await putIn('training', 'OUT#000001#1');
    await putIn('petitions', 'OUT#000001#1');
    const running = await pump({ mailer: (event) => (mails.push(event), Promise.resolve()) });
    expect(await running.relayed(2000)).toBe(true);
    expect(mails.flatMap(({ Records }) => Records)).toHaveLength(1);
  });
});

describe('what housekeeping may drop', () => {
  it('of a table with one consumer is what that one has finished', async () => {
    for (let n = 0; n < 3; n += 1) await putIn('training', `n${n}`);
    const running = await pump({});
    expect(await running.drained(2000)).toBe(true);
    expect(await consumedSoFar(folders().checkpoints, at.tables)).toEqual({ [at.tables.training]: 3 });
  });

  it('is what both consumers have finished, and nothing before both have begun', async () => {
    expect(await consumedSoFar(folders().checkpoints, at.tables)).toEqual({});
    for (let n = 0; n < 4; n += 1) await put(`n${n}`);
    const running = await pump({});
    expect(await running.drained(2000)).toBe(true);
    expect(await running.relayed(2000)).toBe(true);
    expect(await consumedSoFar(folders().checkpoints, at.tables)).toEqual({ [at.tables.petitions]: 4 });
  });
});
