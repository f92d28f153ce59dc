// The clock on this machine: no overlap, no job stopping another, and expiry that deletes what is over.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { sweepExpired } from '../../lib/local/expiry.ts';
import { startSchedule } from '../../lib/local/schedule.ts';
import { withTables } from '../support/engine.ts';

describe('a job of the schedule', () => {
  it('never overlaps itself, however long it takes', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const schedule = startSchedule(
      [
        {
          name: 'slow',
          everyMs: 1,
          firstAfterMs: 0,
          run: async () => {
            running += 1;
            most = Math.max(most, running);
            await sleep(15);
            running -= 1;
            runs += 1;
          },
        },
      ],
      () => undefined,
    );
    await sleep(150);
    await schedule.stop();
    expect(most).toBe(1);
    expect(running).toBe(0);
    const after = runs;
    expect(after).toBeGreaterThan(2);
    await sleep(40);
    expect(runs).toBe(after);
  });

  it('comes again after it failed, is logged without the words of the error, and stops no other', async () => {
    const logged: string[] = [];
    let others = 0;
    let tries = 0;
    const schedule = startSchedule(
      [
        { name: 'bad', everyMs: 1, firstAfterMs: 0, run: () => ((tries += 1), Promise.reject(new TypeError('向明华 13800000000'))) },
        { name: 'good', everyMs: 1, firstAfterMs: 0, run: () => Promise.resolve((others += 1)) },
      ],
      (line) => logged.push(line),
    );
    await sleep(60);
    await schedule.stop();
    expect(tries).toBeGreaterThan(1);
    expect(others).toBeGreaterThan(1);
    expect(logged[0]).toBe('clock: bad failed (TypeError)');
  });
});

describe('a nudge', () => {
  const counted = (everyMs: number, firstAfterMs: number, takesMs = 0) => {
    let runs = 0;
    const job = { name: 'job', everyMs, firstAfterMs, run: () => ((runs += 1), sleep(takesMs)) };
    return { schedule: startSchedule([job], () => undefined), runs: () => runs };
  };

  it('runs a job that is not due for long, and its next time is counted from there', async () => {
    const { schedule, runs } = counted(60_000, 60_000);
    schedule.nudge('job');
    schedule.nudge('job');
    await sleep(40);
    await schedule.stop();
    expect(runs()).toBe(1);
  });

  it('that comes while the job runs leads to one more run, for what it may have missed', async () => {
    const { schedule, runs } = counted(60_000, 0, 30);
    await sleep(15);
    schedule.nudge('job');
    schedule.nudge('job');
    await sleep(100);
    await schedule.stop();
    expect(runs()).toBe(2);
  });

  it('after the stop, or for a job nobody knows, does nothing', async () => {
    const { schedule, runs } = counted(60_000, 60_000);
    schedule.nudge('other');
    await schedule.stop();
    schedule.nudge('job');
    await sleep(20);
    expect(runs()).toBe(0);
  });
});

describe('expiry', () => {
  it('deletes rows whose time is over, in every table, and no other', async () => {
    const { client, tables, endpoint, stop } = await withTables();
    const raw = new DynamoDBClient({ endpoint, region: 'cn-local-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
    const now = 1_800_000_000;
    const put = (table: string, sk: string, more: object) =>
      client.send(new PutCommand({ TableName: table, Item: { pk: 'p', sk, ...more } }));
    await put(tables.petitions, 'over', { expiresAt: now - 1 });
    await put(tables.petitions, 'not yet', { expiresAt: now + 1 });
    await put(tables.petitions, 'never', {});
    await put(tables.directory, 'over', { expiresAt: now - 1000 });
    expect(await sweepExpired(raw, Object.values(tables), now, new AbortController().signal)).toBe(2);
    const left = async (table: string, sk: string) =>
      (await client.send(new GetCommand({ TableName: table, Key: { pk: 'p', sk } }))).Item !== undefined;
    expect(await left(tables.petitions, 'over')).toBe(false);
    expect(await left(tables.petitions, 'not yet')).toBe(true);
    expect(await left(tables.petitions, 'never')).toBe(true);
    expect(await left(tables.directory, 'over')).toBe(false);
    raw.destroy();
    await stop();
  });
});
