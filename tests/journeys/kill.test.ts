// kill -9 in the middle of work: what was acknowledged is there after the next start, once; what was not can be sent again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { finished, importFile, signIn } from './support/api.ts';
import { startBureau, type Bureau } from './support/bureau.ts';
import { drawLedger } from './support/ledger.ts';
import { countPeriod } from './support/training-count.ts';
import { drawTraining } from './support/training-draw.ts';

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'shoufang-kill-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a kill -9', () => {
  it('in the middle of an import loses nothing and doubles nothing', async () => {
    const data = newFolder();
    const { csv, figures } = drawLedger(7, ['2013-01', '2013-02', '2013-03', '2013-04', '2013-05', '2013-06'], 300);
    for (const seen of ['XF-2013-0005', 'XF-2013-0060']) {
      const bureau = await startBureau({ data, empty: true });
      const [admin, desk] = [await signIn(bureau.url, 'S01'), await signIn(bureau.url, 'P01')];
      const cutOff = admin.upload('/imports/contacts', csv).catch(() => 'cut off');
      while ((await desk.get(`/petitions/${seen}`)).status !== 200) await pause(1);
      await bureau.kill();
      expect(await cutOff).toBe('cut off');
    }
    const bureau = await startBureau({ data, empty: true });
    try {
      const admin = await signIn(bureau.url, 'S01');
      // Both files that were cut off come first; they are finished without anybody sending them again.
      const { body } = await importFile(admin, 'contacts', csv);
      expect(body).toMatchObject({ created: 0, unchanged: 300, rejected: 0 });
      const { items } = (await admin.get('/imports')).body;
      expect(items).toMatchObject([
        { state: 'DONE', created: 0, unchanged: 300 },
        { state: 'DONE', created: 0, unchanged: 300 },
        { state: 'DONE', created: 300, unchanged: 0 },
      ]);
      expect((await admin.get('/reports/2013-H1')).body.petitions).toMatchObject(figures);
    } finally {
      await bureau.stop();
    }
  });

  it('in the middle of an attendance import delays it: the next start takes it up by itself, and sheets and totals are those of the file', async () => {
    const data = newFolder();
    const drawn = drawTraining(41, [2016, 2017], { people: 600, sessions: 150 });
    const first = await startBureau({ data, empty: true });
    const admin = await signIn(first.url, 'S01');
    for (const kind of ['people', 'sessions'] as const) expect((await importFile(admin, kind, drawn.files[kind])).body.rejected).toBe(0);
    const cutOff = admin.upload('/imports/attendance', drawn.files.attendance).catch(() => 'cut off');
    const begun = async () => (await admin.get('/imports')).body.items.find(({ kind }) => kind === 'attendance');
    let job = await begun();
    while ((job?.done ?? 0) === 0) {
      await pause(20);
      job = await begun();
    }
    await first.kill();
    expect(await cutOff).toBe('cut off');

    const bureau = await startBureau({ data, empty: true });
    try {
      const [again, checker] = [await signIn(bureau.url, 'S01'), await signIn(bureau.url, 'T02')];
      const { body } = await finished(again, job?.id ?? '');
      expect(body).toMatchObject({ state: 'DONE', rows: drawn.signIns.length, created: drawn.signIns.length, rejected: 0 });
      for (const { sessionId } of drawn.sessions.slice(0, 30)) {
        const { items } = (await checker.get(`/sessions/${sessionId}/attendance`)).body;
        const signed = drawn.signIns.filter((signIn) => signIn.sessionId === sessionId);
        expect(new Set(items.map(idOf))).toEqual(new Set(signed.map(idOf)));
      }
      for (const period of ['2016', '2017-H1', '2017-H2']) {
        const { previousYear, ...figures } = countPeriod(drawn, period).training;
        const { training } = (await again.get(`/reports/${period}`)).body;
        expect(training).toMatchObject(figures);
        expect(training.previousYear).toEqual(previousYear);
      }
    } finally {
      await bureau.stop();
    }
  });

  it('in the middle of registering keeps every acknowledged number, once', async () => {
    const data = newFolder();
    const acknowledged = new Map<string, string>(); // idempotency key → petition
    let bureau: Bureau = await startBureau({ data, empty: true });
    for (const round of [1, 2]) {
      const desk = await signIn(bureau.url, 'P01');
      const register = async (n: number): Promise<void> => {
        const key = `desk-${String(round)}-${String(n)}`;
        const { status, body } = await desk.post('/contacts', visit(key), { 'idempotency-key': key });
        if (status === 201) acknowledged.set(key, body.petition.number);
      };
      // Eight desks at once, so that the kill finds some of them in the middle.
      const desks = Array.from({ length: 8 }, async (_, at) => {
        for (let n = at; n < 400; n += 8) await register(n);
      });
      const over = Promise.allSettled(desks);
      while (acknowledged.size < round * 12) await pause(1);
      await bureau.kill();
      await over;
      bureau = await startBureau({ data, empty: true });
    }
    try {
      expect(acknowledged.size).toBeGreaterThanOrEqual(24);
      const desk = await signIn(bureau.url, 'P01');
      for (const [key, number] of acknowledged) {
        const again = await desk.post('/contacts', visit(key), { 'idempotency-key': key });
        expect([again.status, again.body.petition.number]).toEqual([201, number]);
      }
      expect(new Set(acknowledged.values()).size).toBe(acknowledged.size);
      const last = (await desk.post('/contacts', visit('last'))).body.petition.number;
      const numbers = await Promise.all(
        Array.from({ length: Number(last.slice(-4)) }, (_, index) =>
          desk.get(`/petitions/XF-${last.slice(3, 7)}-${String(index + 1).padStart(4, '0')}`),
        ),
      );
      expect(numbers.every(({ status }) => status === 200)).toBe(true); // no gap
      for (const number of acknowledged.values()) expect((await desk.get(`/petitions/${number}/verify`)).body.ok).toBe(true);
    } finally {
      await bureau.stop();
    }
  });
});

const visit = (story: string) => ({ channel: 'VISIT', township: '990581102', story: `来访 ${story}`, petitioners: [{ name: '某人' }] });

/** Of the sheet as of the file: nobody has both. */
const idOf = ({ personId, walkInId }: { readonly personId?: string; readonly walkInId?: string }): string =>
  `${personId ?? ''}/${walkInId ?? ''}`;
