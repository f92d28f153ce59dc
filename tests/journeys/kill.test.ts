// kill -9 in the middle of work: what was acknowledged is there after the next start, once; what was not can be sent again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { signIn } from './support/api.ts';
import { startBureau, type Bureau } from './support/bureau.ts';
import { drawLedger } from './support/ledger.ts';

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
      const { body } = await admin.upload('/imports/contacts', csv);
      expect(body.created + body.unchanged).toBe(300);
      expect(body.unchanged).toBeGreaterThan(0); // the kill did come in the middle
      expect(body.created).toBeGreaterThan(0);
      expect((await admin.get('/reports/2013-H1')).body.petitions).toMatchObject(figures);
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
