// Files brought to be imported: in the order accepted, by one worker at a time, taken up again where one broke off, sealed, and cleared away.
import { readdir, readFile } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Deps } from '../../functions/services/deps.ts';
import {
  acceptImport,
  applyChecked,
  broughtLines,
  importsOf,
  openImport,
  purgeImports,
  runImport,
  takeUpAgain,
  verdictsOf,
  workImports,
} from '../../functions/services/import-jobs.ts';
import { importNow } from '../../functions/services/imports.ts';
import { folderBlobs } from '../../functions/store/blobs.ts';
import { readAtHand } from '../../functions/store/import-jobs.ts';
import { leaseJob } from '../../functions/store/import-leases.ts';
import { freshBureau, NOW, valueOf, type TestBureau } from '../support/bureau.ts';
import { everyRowButImports } from '../support/import-file.ts';
import { ledgerFile } from '../support/ledger-file.ts';
import { billed } from '../support/meter.ts';
import { rowsOf } from '../support/whole-table.ts';

const bureaus: TestBureau[] = [];
let bureau: TestBureau;
let folder: string;
let deps: Deps;
beforeEach(async () => {
  bureau = await freshBureau();
  bureaus.push(bureau);
  folder = mkdtempSync(join(tmpdir(), 'shoufang-imports-'));
  deps = { ...bureau.deps, blobs: folderBlobs(folder) };
});
afterAll(async () => {
  for (const one of bureaus) await one.stop();
});

const PATIENT = { timeUp: () => false };
const HURRIED = { timeUp: () => true };
const admin = () => bureau.callerOf('S01');
const ledger = (from: number, rows: number, more = {}) =>
  ledgerFile(Array.from({ length: rows }, (_, n) => ({ contactNo: String(from + n), petitioner: `某${String(from + n)}`, ...more })));
const brought = (bytes: Uint8Array, dryRun = false, name = '台账.csv') => ({ kind: 'contacts', bytes, name, dryRun }) as const;
const accept = async (bytes: Uint8Array, dryRun = false) => valueOf(await acceptImport(deps, admin(), brought(bytes, dryRun))).id;
const stateOf = async (id: string) => valueOf(await openImport(deps, admin(), id));
const contacts = async () => (await rowsOf(deps.db)).filter((row) => String(row['sk']).startsWith('CT#')).length;

/** A worker whose process ends at the transaction of this number: before it is written, or before the answer comes. */
const endingAt = (last: number, written: boolean): Deps => {
  let transactions = 0;
  const doc = new Proxy(deps.db.doc, {
    get: (target, name) => {
      if (name !== 'send') return Reflect.get(target, name) as unknown;
      return async (command: Parameters<typeof target.send>[0]) => {
        const cut = command instanceof TransactWriteCommand && transactions++ >= last;
        if (cut && !written) throw new Error('ended');
        const answer = await target.send(command);
        if (cut) throw new Error('ended');
        return answer;
      };
    },
  });
  return { ...deps, db: { ...deps.db, doc } };
};

const quietly = async <T>(work: () => Promise<T>): Promise<{ done: T; said: string }> => {
  const spy = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    const done = await work();
    return { done, said: spy.mock.calls.flat().join('\n') };
  } finally {
    spy.mockRestore();
  }
};

describe('A file that is accepted', () => {
  it('waits for whoever works it off, and then every row has its verdict', async () => {
    const id = await accept(ledger(1, 3, {}));
    expect(await stateOf(id)).toMatchObject({ state: 'WAITING', rows: 3, done: 0, kind: 'contacts', by: 'S01', acceptedAt: NOW });
    expect(await contacts()).toBe(0);
    expect(await workImports(deps, PATIENT)).toEqual({ worked: 1, cleared: 0 });
    const job = await stateOf(id);
    expect(job).toMatchObject({ state: 'DONE', rows: 3, done: 3, created: 3, updated: 0, unchanged: 0, rejected: 0 });
    expect((await verdictsOf(deps, job))?.map(({ row, verdict }) => [row, verdict])).toEqual([2, 3, 4].map((row) => [row, 'created']));
    expect(await workImports(deps, PATIENT)).toEqual({ worked: 0, cleared: 0 });
  });

  it('costs one small read where nothing waits', async () => {
    const bill = await billed(deps.db.doc, () => workImports(deps, PATIENT));
    expect(bill).toEqual({ calls: { Query: 1 }, read: 1, written: 0 });
  });

  it('lies sealed: no byte of it can be read in the files, and nothing of it stands in the tables or the verdicts', async () => {
    const id = await accept(ledger(1, 2, { story: '独一无二的故事', phone: '10051239999' }), true);
    await runImport(deps, id, PATIENT);
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
    expect(files).toHaveLength(2);
    const stored = JSON.stringify([
      ...files,
      ...files.map((text) => Buffer.from(text, 'base64').toString()),
      await rowsOf(deps.db, 'directory'),
    ]);
    for (const secret of ['独一无二的故事', '10051239999', '某1', Buffer.from('独一无二的故事').toString('base64').slice(0, 12)])
      expect(stored).not.toContain(secret);
    expect((await broughtLines(deps, await stateOf(id)))?.[1]?.cells).toContain('独一无二的故事');
  });

  it('cannot be put in the place of another import’s file', async () => {
    const [one, other] = [await accept(ledger(1, 1)), await accept(ledger(2, 1))];
    const names = await readdir(folder);
    const [first = '', second = ''] = names;
    await folderBlobs(folder).put(first, await readFile(join(folder, second)));
    const opened = await Promise.allSettled([one, other].map(async (id) => broughtLines(deps, await stateOf(id))));
    expect(opened.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is not there for those who may not bring its kind, and not in their list', async () => {
    const id = await accept(ledger(1, 1));
    for (const staff of ['F03', 'R01', 'J01']) {
      expect(await openImport(deps, bureau.callerOf(staff), id)).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
      expect((await importsOf(deps, bureau.callerOf(staff), { limit: 10 })).items).toEqual([]);
    }
    for (const no of ['', 'x', 'f'.repeat(24), `${id}0`])
      expect(await openImport(deps, admin(), no)).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
    expect((await importsOf(deps, bureau.callerOf('P01'), { limit: 10 })).items.map((job) => job.id)).toEqual([id]);
  });

  it('stands in the list newest first, page by page', async () => {
    const ids: string[] = [];
    for (const n of [1, 2, 3, 4, 5]) ids.unshift(await accept(ledger(n, 1), true));
    const first = await importsOf(deps, admin(), { limit: 3 });
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 3));
    const next = await importsOf(deps, admin(), { limit: 3, ...(first.cursor !== undefined && { cursor: first.cursor }) });
    expect([next.items.map(({ id }) => id), next.cursor]).toEqual([ids.slice(3), undefined]);
  });
});

describe('Order', () => {
  it('is that of acceptance, though they were accepted within one millisecond and the last is asked for first', async () => {
    const early = await accept(ledger(1, 1, { story: '先到的' }));
    const late = await accept(ledger(1, 1, { story: '后到的' }));
    expect(early < late).toBe(true);
    expect(await runImport(deps, late, PATIENT)).toMatchObject({ state: 'DONE', created: 0, rejected: 1 }); // imported differently, a moment before
    expect(await stateOf(early)).toMatchObject({ state: 'DONE', created: 1 });
  });

  it('lets a dry run wait for nobody behind it, and foretell from what was there before it', async () => {
    const real = await accept(ledger(1, 2));
    const check = await accept(ledger(1, 2), true);
    const after = await accept(ledger(5, 2));
    expect(await runImport(deps, check, PATIENT)).toMatchObject({ state: 'DONE', unchanged: 2 });
    expect([(await stateOf(real)).state, (await stateOf(after)).state]).toEqual(['DONE', 'WAITING']);
    const unasked = await accept(ledger(9, 1), true);
    expect(await runImport(deps, after, PATIENT)).toMatchObject({ state: 'DONE', created: 2 });
    expect((await stateOf(unasked)).state).toBe('WAITING');
  });

  it('is kept by two workers at once, and no row is taken twice', async () => {
    const ids = [await accept(ledger(1, 40)), await accept(ledger(20, 40)), await accept(ledger(41, 40))];
    await Promise.all([...ids.map((id) => runImport(deps, id, PATIENT)), workImports(deps, PATIENT), workImports(deps, PATIENT)]);
    const jobs = await Promise.all(ids.map(stateOf));
    expect(jobs.map(({ created, unchanged }) => [created, unchanged])).toEqual([
      [40, 0],
      [19, 21],
      [21, 19],
    ]);
    expect(await contacts()).toBe(80);
  });
});

describe('A worker', () => {
  it('is alone at a file while its lease runs, and followed by another once it has run out', async () => {
    const id = await accept(ledger(1, 2));
    const lease = { by: 'gone', now: NOW, until: '2026-09-18T10:00:08.000+08:00' };
    expect(await leaseJob(deps.db, id, lease)).toMatchObject({ state: 'RUNNING', attempts: 1 });
    expect(await leaseJob(deps.db, id, { ...lease, by: 'another' })).toBeUndefined();
    expect(await workImports(deps, PATIENT)).toMatchObject({ worked: 0 });
    expect(await contacts()).toBe(0);
    bureau.setNow('2026-09-18T10:00:08.001+08:00');
    expect(await workImports(deps, PATIENT)).toMatchObject({ worked: 1 });
    expect(await stateOf(id)).toMatchObject({ state: 'DONE', created: 2 });
  });

  it('that is known to be gone is not waited for, and its attempt counts', async () => {
    const id = await accept(ledger(1, 2));
    await leaseJob(deps.db, id, { by: 'gone', now: NOW, until: '2026-09-18T10:00:08.000+08:00' });
    await takeUpAgain(deps);
    await takeUpAgain(deps);
    expect(await stateOf(id)).toMatchObject({ state: 'WAITING' });
    expect(await workImports(deps, PATIENT)).toMatchObject({ worked: 1 });
    expect(await stateOf(id)).toMatchObject({ state: 'DONE', created: 2, attempts: 2 });
    await takeUpAgain(deps);
    expect(await stateOf(id)).toMatchObject({ state: 'DONE' });
  });

  it.each([
    [0, false],
    [1, false],
    [1, true],
    [2, true],
    [3, false],
    [3, true],
  ])('that ends at transaction %i (written: %s) leaves a file whose counts are right in the end', async (at, written) => {
    const id = await accept(ledger(1, 90));
    const { said } = await quietly(() => workImports(endingAt(at, written), PATIENT));
    expect((await stateOf(id)).state).not.toBe('WAITING');
    expect(said).not.toMatch(/某|直补/);
    bureau.setNow('2026-09-18T10:00:09.000+08:00');
    await workImports(deps, PATIENT);
    expect(await stateOf(id)).toMatchObject({ state: 'DONE', rows: 90, done: 90, created: 90, unchanged: 0, rejected: 0 });
    expect(await contacts()).toBe(90);
  });

  it('whose time is up stops at a good place, and the next one goes on at once', async () => {
    const id = await accept(ledger(1, 90));
    let asked = 0;
    const job = await runImport(deps, id, { timeUp: () => (asked += 1) > 2 });
    expect(job).toMatchObject({ state: 'WAITING', attempts: 0 });
    expect(job?.done).toBeGreaterThan(0);
    expect(await contacts()).toBe(job?.done);
    await workImports(deps, PATIENT);
    expect(await stateOf(id)).toMatchObject({ state: 'DONE', created: 90, unchanged: 0 });
  });

  it('never says that it is less far than before, however often it begins again', async () => {
    const id = await accept(ledger(1, 90));
    const told: number[] = [];
    const progress = ({ done }: { done: number }) => told.push(done);
    for (const most of [3, 2, 1]) {
      let asked = 0;
      const job = await runImport(deps, id, { progress, timeUp: () => (asked += 1) > most });
      told.push(job?.done ?? 0);
      expect(job?.created).toBe(job?.done);
    }
    expect(told[0]).toBeGreaterThan(0);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    await runImport(deps, id, { ...PATIENT, progress });
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(await stateOf(id)).toMatchObject({ state: 'DONE', done: 90, created: 90 });
  });

  it('tells how far it is, and the file that breaks every worker is given up', async () => {
    const seen: number[] = [];
    const fine = await accept(ledger(1, 3));
    await runImport(deps, fine, { ...PATIENT, progress: ({ done }) => seen.push(done) });
    expect(seen.at(-1)).toBe(3);
    const id = await accept(ledger(50, 3));
    for (let n = 0; n < 6; n += 1) {
      bureau.setNow(`2026-09-18T10:0${String(n)}:30.000+08:00`);
      await quietly(() => workImports(endingAt(n < 5 ? 0 : 99, false), PATIENT));
    }
    expect(await stateOf(id)).toMatchObject({ state: 'FAILED', failure: 'GIVEN_UP' });
    expect((await readAtHand(deps.db)).some(({ waiting }) => waiting)).toBe(false);
  });

  it('takes nothing for somebody who may not bring it any more, or whose file is gone', async () => {
    const id = await accept(ledger(1, 1));
    for (const name of await readdir(folder)) await folderBlobs(folder).delete(name);
    await workImports(deps, PATIENT);
    expect(await stateOf(id)).toMatchObject({ state: 'FAILED', failure: 'UNREADABLE' });
    const stranger = { staff: { ...admin().staff, id: 'X99' } };
    const theirs = valueOf(await acceptImport(deps, stranger, brought(ledger(1, 1)))).id;
    await workImports(deps, PATIENT);
    expect(await stateOf(theirs)).toMatchObject({ state: 'FAILED', failure: 'NOT_YOURS' });
    expect(await contacts()).toBe(0);
  });
});

describe('A check', () => {
  it('writes nothing, and the same file is then imported under a number of its own', async () => {
    const before = await everyRowButImports(deps.db);
    const id = await accept(ledger(1, 5), true);
    expect(await applyChecked(deps, admin(), id)).toMatchObject({ refusal: { code: 'WRONG_STATE' } });
    expect(await runImport(deps, id, PATIENT)).toMatchObject({ created: 5 });
    expect(await everyRowButImports(deps.db)).toEqual(before);
    const applied = valueOf(await applyChecked(deps, admin(), id)).id;
    expect(applied).not.toBe(id);
    expect(await runImport(deps, applied, PATIENT)).toMatchObject({ dryRun: false, created: 5, name: '台账.csv' });
    expect(await applyChecked(deps, admin(), applied)).toMatchObject({ refusal: { code: 'WRONG_STATE' } });
    expect(await applyChecked(deps, bureau.callerOf('F03'), id)).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
  });

  it('foretells a refusal that depends on a row above it', async () => {
    const file = ledgerFile([
      { petition: 'XF-2013-0001' },
      { petition: 'XF-2013-0001', kind: 'ACCUSATION', contactNo: '2' },
      { petition: 'XF-2013-0002', kind: 'ACCUSATION', contactNo: '3' },
      { petition: 'XF-2013-0002', kind: 'ACCUSATION', contactNo: '4' },
    ]);
    const told = async (dryRun: boolean) => {
      const id = await accept(file, dryRun);
      const job = await runImport(deps, id, PATIENT);
      return (job && (await verdictsOf(deps, job)))?.map(({ verdict, errors }) => [verdict, errors?.[0]?.message]);
    };
    const wanted = [
      ['created', undefined],
      ['rejected', 'accusationAlone'],
      ['created', undefined],
      ['created', undefined],
    ];
    expect(await told(true)).toEqual(wanted);
    expect(await told(false)).toEqual(wanted);
  });
});

describe('Patience', () => {
  it('that is over hands the file on, and it is taken all the same', async () => {
    const done = valueOf(await importNow(deps, admin(), brought(ledger(1, 2)), HURRIED.timeUp));
    expect(done).toEqual({ import: expect.stringMatching(/^[0-9a-f]{24}$/) as string });
    await workImports(deps, PATIENT);
    expect(await contacts()).toBe(2);
  });
});

describe('After a week', () => {
  it('nothing is left of a file whose acceptance broke off, which nobody was told of either', async () => {
    const full = { ...deps, blobs: { ...deps.blobs, put: () => Promise.reject(new Error('the disk is full')) } };
    await expect(acceptImport(full, admin(), brought(ledger(1, 1)))).rejects.toThrow('the disk is full');
    expect(await workImports(deps, PATIENT)).toEqual({ worked: 0, cleared: 0 });
    expect((await importsOf(deps, admin(), { limit: 5 })).items).toEqual([]);
    expect(await readAtHand(deps.db)).toHaveLength(1);
    bureau.setNow('2026-09-26');
    expect(await workImports(deps, PATIENT)).toEqual({ worked: 0, cleared: 1 });
    expect((await rowsOf(deps.db, 'directory')).some(({ pk }) => String(pk).includes('#IMPORTS'))).toBe(false);
  });

  it('the files are gone and the import can still be read', async () => {
    const id = await accept(ledger(1, 2));
    await workImports(deps, PATIENT);
    bureau.setNow('2026-09-25');
    expect(await purgeImports(deps)).toBe(0);
    bureau.setNow('2026-09-26');
    const waiting = await accept(ledger(5, 1));
    expect(await purgeImports(deps)).toBe(1);
    expect(await readdir(folder)).toHaveLength(1);
    const job = await stateOf(id);
    expect(job).toMatchObject({ state: 'DONE', created: 2, cleared: true });
    expect([await verdictsOf(deps, job), await broughtLines(deps, job)]).toEqual([undefined, undefined]);
    bureau.setNow('2026-10-26');
    expect(await workImports(deps, PATIENT)).toEqual({ worked: 1, cleared: 1 });
    expect([await readdir(folder), await readAtHand(deps.db), (await stateOf(waiting)).state]).toEqual([[], [], 'DONE']);
    const expiry = (await rowsOf(deps.db, 'directory')).find((row) => row['id'] === id)?.['expiresAt'];
    expect(expiry).toBe(Date.parse(NOW) / 1000 + 30 * 24 * 3600);
  });
});
