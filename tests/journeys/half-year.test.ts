// The figures a leader asks for, from ledgers sent to a bureau that has just been started empty.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn, type Client } from './support/api.ts';
import { startBureau, type Bureau } from './support/bureau.ts';
import { drawLedger } from './support/ledger.ts';
import { halfYearFile } from '../support/half-year.ts';

const fixture = (name: string): Promise<Buffer> => readFile(name.endsWith('.csv') ? halfYearFile(name) : new URL(`../fixtures/${name}`, import.meta.url));

let bureau: Bureau;
let admin: Client;
beforeAll(async () => {
  bureau = await startBureau({ empty: true });
  admin = await signIn(bureau.url, 'S01');
});
afterAll(() => bureau.stop());

describe('the half-year report of an empty bureau that imports its ledgers', () => {
  it('gives every petitions figure of 2013-H1, with the year before', async () => {
    for (const [file, rows] of [
      ['contacts-2012-h1.csv', 36],
      ['contacts-2013-h1.csv', 41],
    ] as const) {
      expect((await admin.upload('/imports/contacts', await fixture(file))).body).toMatchObject({
        rows,
        created: rows,
        unchanged: 0,
        rejected: 0,
      });
    }
    const expected: unknown = JSON.parse((await fixture('expected-2013-h1.json')).toString());
    const { status, body } = await admin.get('/reports/2013-H1');
    expect(status).toBe(200);
    expect(body.petitions).toMatchObject((expected as { petitions: object }).petitions);
    expect(Object.keys(body.petitions.byMonth)).toHaveLength(6);
    for (const figure of ['41', '27', '33']) expect(body.narrative).toContain(figure);
  });

  it('changes nothing when the same ledgers come again', async () => {
    const again = await admin.upload('/imports/contacts', await fixture('contacts-2013-h1.csv'));
    expect(again.body).toMatchObject({ rows: 41, created: 0, unchanged: 41, rejected: 0 });
    expect((await admin.get('/reports/2013-H1')).body.petitions.contacts).toBe(41);
  });

  it.each([
    [11, '2014', ['07', '08', '09', '10', '11', '12'], '2014-H2', 90],
    [12, '2015', ['01', '02', '03', '04', '05', '06'], '2015-H1', 60],
    [13, '2025', ['04', '05', '06'], '2025-Q2', 25],
  ])('counts a half-year it has never seen (seed %i)', async (seed, year, months, period, rows) => {
    const { csv, figures } = drawLedger(
      seed,
      months.map((month) => `${year}-${month}`),
      rows,
    );
    expect((await admin.upload('/imports/contacts', csv)).body).toMatchObject({ rows, created: rows, rejected: 0 });
    const { body } = await admin.get(`/reports/${period}`);
    expect(body.petitions).toMatchObject(figures);
    expect(body.petitions.byCategory).toEqual(figures.byCategory);
  });

  it('compares with the year before only where there is one', async () => {
    expect((await admin.get('/reports/2015-H1')).body.petitions.previousYear).toBeNull();
  });
});
