// The whole house as one command starts it: what it prints, answers, refuses, survives, and how it ends.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from '../../lib/local/processes.ts';

interface Run {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly errors: string[];
  /** The exit code. */
  readonly ended: Promise<number | null>;
  /** Address of the pages, once ready. */
  readonly ready: Promise<string>;
}

let folders: string[] = [];
let runs: Run[] = [];

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'shoufang-house-'));
  folders.push(folder);
  return folder;
};

const start = (data: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Run => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/local.ts', '--port', '0', '--empty', '--data', data, ...args], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, LANG: 'C', ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const errors: string[] = [];
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      lines.push(...chunk.toString().trim().split('\n'));
      const url = lines.map((line) => /^ready (http:\/\/localhost:\d+)$/.exec(line)?.[1]).find(Boolean);
      if (url !== undefined) resolve(url);
    });
    void ended.then(() => reject(new Error(`ended before it was ready:\n${errors.join('')}`)));
  });
  ready.catch(() => undefined);
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const run = { child, lines, errors, ended, ready };
  runs.push(run);
  return run;
};

const signalGroup = (run: Run, signal: NodeJS.Signals): boolean => process.kill(-(run.child.pid ?? 0), signal);
const engineOf = (run: Run): string => run.lines.map((line) => /^engine (\S+)$/.exec(line)?.[1]).find(Boolean) ?? '';
const enginePid = (data: string): number => Number(readFileSync(join(data, 'engine.pid'), 'utf8'));
const documents = (endpoint: string) =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint, region: 'cn-local-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }),
  );

const signIn = async (url: string, staff: string): Promise<Response> =>
  fetch(`${url}/sign-in`, {
    method: 'POST',
    headers: { origin: url },
    body: new URLSearchParams({ staff, next: '/mailbox' }),
    redirect: 'manual',
  });

// Processor time of the program so far, in seconds: unlike the time on the wall it does not depend on who else is busy.
const effort = (run: Run): number => {
  const [, , , , , , , , , , , user = '', system = ''] = readFileSync(`/proc/${run.child.pid ?? 0}/stat`, 'utf8')
    .replace(/\(.*\)/, '()')
    .split(' ')
    .slice(2);
  return (Number(user) + Number(system)) / 100;
};

const endAll = async (): Promise<void> => {
  for (const { child } of runs) if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  await Promise.all(runs.map(({ ended }) => ended));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  runs = [];
  folders = [];
};

describe('a house that stands', () => {
  let data: string;
  let house: Run;
  let url: string;
  beforeAll(async () => {
    data = newFolder();
    house = start(data);
    url = await house.ready;
  });
  afterAll(endAll);

  it('printed engine, smtp and ready, in this order and nothing else, with less than 4 s of work', () => {
    expect(effort(house)).toBeLessThan(4);
    expect(house.lines).toEqual([
      expect.stringMatching(/^engine http:\/\/127\.0\.0\.1:\d+$/),
      expect.stringMatching(/^smtp smtp:\/\/localhost:\d+$/),
      `ready ${url}`,
    ]);
  });

  it('answers under every name of this machine, and keeps its data from everybody else on it', async () => {
    for (const name of ['localhost', '127.0.0.1']) {
      const response = await fetch(`http://${name}:${new URL(url).port}/healthz`);
      expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
    }
    expect(statSync(join(data, 'engine.db')).mode & 0o077).toBe(0);
  });

  it.each([[['--port', 'many']], [['--what']]])('is not started with %j: one sentence, exit 2', async (args) => {
    const run = start(newFolder(), args);
    expect(await run.ended).toBe(2);
    expect(run.lines).toEqual([]);
    expect(run.errors.join('').trim().split('\n')).toHaveLength(1);
  });

  it('is not started twice on one folder: a sentence, exit 1, and the first one does not notice', async () => {
    const second = start(data);
    expect(await second.ended).toBe(1);
    expect(second.errors.join('')).toMatch(/^The data folder .+ is in use by another Shoufang \(process \d+\)[^\n]+\n$/);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('is not started on a port that is taken', async () => {
    const { port } = new URL(url);
    const second = start(newFolder(), ['--port', port]);
    expect(await second.ended).toBe(1);
    expect(second.errors.join('')).toContain(`Port ${port} is taken`);
  });

  it('uses the database that DYNAMODB_ENDPOINT names', async () => {
    const folder = newFolder();
    const second = start(folder, [], { DYNAMODB_ENDPOINT: engineOf(house) });
    await second.ready;
    expect(engineOf(second)).toBe(engineOf(house));
    expect(existsSync(join(folder, 'engine.db'))).toBe(false);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('lists the whole cast at sign-in, needs a matching origin, and opens the mailbox to anybody signed in', async () => {
    const chooser = await (await fetch(`${url}/sign-in`)).text();
    for (const id of ['F01', 'F06', 'P02', 'T02', 'R01', 'L03', 'Z06', 'J01', 'A01', 'S01']) expect(chooser).toContain(`value="${id}"`);
    const elsewhere = await fetch(`${url}/sign-in`, {
      method: 'POST',
      headers: { origin: 'http://evil.example' },
      body: new URLSearchParams({ staff: 'F01' }),
    });
    expect([elsewhere.status, elsewhere.headers.get('set-cookie')]).toEqual([403, null]);
    expect((await signIn(url, 'X99')).status).toBe(404);
    expect((await fetch(`${url}/mailbox`, { redirect: 'manual' })).headers.get('location')).toBe('/sign-in?next=/mailbox');

    const signedIn = await signIn(url, 'A01');
    expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/mailbox']);
    const given = signedIn.headers.get('set-cookie') ?? '';
    for (const part of [/^session=[\w-]+;/, /HttpOnly/, /SameSite=Lax/, /Path=\//]) expect(given).toMatch(part);
    const cookie = given.split(';')[0] ?? '';
    const mailbox = await fetch(`${url}/mailbox`, { headers: { cookie, accept: 'application/json' } });
    expect([mailbox.status, mailbox.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
    expect((await fetch(`${url}/mailbox/1`, { headers: { cookie } })).status).toBe(404);
  });

  it('mends itself when its engine dies', async () => {
    const died = enginePid(data);
    process.kill(died, 'SIGKILL');
    const healthy = async (): Promise<boolean> => (await fetch(`${url}/healthz`)).ok;
    for (let wait = 0; wait < 200 && (enginePid(data) === died || !(await healthy())); wait += 1) await sleep(50);
    expect(await healthy()).toBe(true);
    expect((await signIn(url, 'F01')).status).toBe(303);
  });
});

describe('the lives of one folder', () => {
  let data: string;
  beforeAll(() => {
    data = newFolder();
  });
  afterAll(endAll);

  it('may be cut short while the house is still being put together', async () => {
    const run = start(data);
    while (!existsSync(join(data, 'pid'))) await sleep(5);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'end cleanly with %s to the whole group, twice: exit 0 in time, no engine left',
    async (signal) => {
      const run = start(data);
      await run.ready;
      const pid = enginePid(data);
      const asked = performance.now();
      signalGroup(run, signal);
      await sleep(10);
      if (run.child.exitCode === null) signalGroup(run, signal);
      expect(await run.ended).toBe(0);
      expect(performance.now() - asked).toBeLessThan(5000);
      expect(commandLine(pid)).toBeUndefined();
    },
  );

  it('go on after SIGKILL: the next start ends the engine that was left, and nothing acknowledged is lost', async () => {
    const first = start(data);
    await first.ready;
    const orphan = enginePid(data);
    const row = { pk: 'x', sk: 'y', n: 1 };
    await documents(engineOf(first)).send(new PutCommand({ TableName: 'shoufang-training', Item: row }));
    first.child.kill('SIGKILL');
    await first.ended;
    expect(commandLine(orphan)).toBeDefined();
    const second = start(data);
    await second.ready;
    expect(commandLine(orphan)).toBeUndefined();
    const kept = await documents(engineOf(second)).send(new GetCommand({ TableName: 'shoufang-training', Key: { pk: 'x', sk: 'y' } }));
    expect(kept.Item).toEqual(row);
  });
});
