// The figures a leader asks for, from the files of a bureau that has just been started empty.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { halfYearFile } from '../support/half-year.ts';
import { importFile, signIn, type Client } from './support/api.ts';
import { startBureau, type Bureau } from './support/bureau.ts';
import { drawLedger } from './support/ledger.ts';
import { countPeriod } from './support/training-count.ts';
import { drawTraining } from './support/training-draw.ts';

const FILES = [
  ['contacts', 'contacts-2012-h1.csv', 36],
  ['contacts', 'contacts-2013-h1.csv', 41],
  ['people', 'people-2013.csv', 9868],
  ['sessions', 'sessions-2013-h1.csv', 112],
  ['attendance', 'attendance-2013-h1.csv', 10_048],
] as const;

const Part = z.record(z.string(), z.unknown());
const Expected = z.object({ petitions: Part, training: Part, people: Part });
const expected = async () =>
  Expected.parse(JSON.parse(await readFile(new URL('../fixtures/expected-2013-h1.json', import.meta.url), 'utf8')));

/** Every key wanted is there with exactly this value; the report may know more, and more about the year before. */
const expectFigures = (part: object, wanted: Readonly<Record<string, unknown>>): void => {
  const { previousYear, ...figures } = wanted;
  const shown = new Map(Object.entries(part));
  expect(Object.fromEntries(Object.keys(figures).map((key) => [key, shown.get(key)]))).toEqual(figures);
  if (previousYear !== undefined && previousYear !== null) expect(shown.get('previousYear')).toMatchObject(previousYear);
};

const startEmpty = async (): Promise<{ bureau: Bureau; admin: Client }> => {
  const bureau = await startBureau({ empty: true });
  return { bureau, admin: await signIn(bureau.url, 'S01') };
};

describe('the half-year report of an empty bureau that imports its five files', () => {
  let bureau: Bureau;
  let admin: Client;
  beforeAll(async () => {
    ({ bureau, admin } = await startEmpty());
  });
  afterAll(() => bureau.stop());

  it('takes every row of them', { timeout: 180_000 }, async () => {
    const began = performance.now();
    for (const [kind, file, rows] of FILES) {
      const { status, body } = await importFile(admin, kind, await readFile(halfYearFile(file)));
      expect([file, status, body.rows, body.created, body.rejected]).toEqual([file, 200, rows, rows, 0]);
    }
    console.log(`five files in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  });

  it('gives every figure of 2013-H1', async () => {
    const wanted = await expected();
    const began = performance.now();
    const { status, body } = await admin.get('/reports/2013-H1');
    console.log(`totals settled ${((performance.now() - began) / 1000).toFixed(1)} s after the last file`);
    expect(status).toBe(200);
    expectFigures(body.petitions, wanted.petitions);
    expectFigures(body.training, wanted.training);
    expectFigures(body.people, wanted.people);
    expect(body.training.previousYear).toBeNull();
    for (const figure of ['41', '27', '33', '112', '10048', '11300']) expect(body.narrative).toContain(figure);
  });

  it('changes nothing when the same files come again', { timeout: 180_000 }, async () => {
    const before = (await admin.get('/reports/2013-H1')).body;
    for (const [kind, file, rows] of FILES) {
      const { body } = await importFile(admin, kind, await readFile(halfYearFile(file)));
      expect([file, body.created, body.updated, body.unchanged, body.rejected]).toEqual([file, 0, 0, rows, 0]);
    }
    expect((await admin.get('/reports/2013-H1')).body).toEqual(before);
  });
});

describe('the reports of another bureau, whose files nobody has seen', () => {
  let bureau: Bureau;
  let admin: Client;
  const drawn = drawTraining(20_260, [2016, 2017], { people: 420, sessions: 110 });
  beforeAll(async () => {
    ({ bureau, admin } = await startEmpty());
    for (const kind of ['people', 'sessions', 'attendance'] as const) {
      expect((await importFile(admin, kind, drawn.files[kind])).body).toMatchObject({ rejected: 0 });
    }
  });
  afterAll(() => bureau.stop());

  it.each(['2016', '2016-H2', '2017-01', '2017-05', '2017-08', '2017-Q2', '2017-Q3', '2017-H1', '2017-H2', '2017', '2018-H1'])(
    'count training and roll of %s as plain loops over the rows do',
    async (period) => {
      const wanted = countPeriod(drawn, period);
      const { body } = await admin.get(`/reports/${period}`);
      expectFigures(body.training, wanted.training);
      expect(body.training.previousYear).toEqual(wanted.training.previousYear);
      expectFigures(body.people, wanted.people);
    },
  );

  it('stay as they are when the files come again', async () => {
    const before = (await admin.get('/reports/2017')).body;
    for (const kind of ['people', 'sessions', 'attendance'] as const) {
      expect((await importFile(admin, kind, drawn.files[kind])).body).toMatchObject({ created: 0, updated: 0, rejected: 0 });
    }
    expect((await admin.get('/reports/2017')).body).toEqual(before);
  });

  it.each([
    [11, '2014', ['07', '08', '09', '10', '11', '12'], '2014-H2', 90],
    [12, '2015', ['01', '02', '03', '04', '05', '06'], '2015-H1', 60],
    [13, '2025', ['04', '05', '06'], '2025-Q2', 25],
  ])('count the contacts of a ledger (seed %i)', async (seed, year, months, period, rows) => {
    const { csv, figures } = drawLedger(
      seed,
      months.map((month) => `${year}-${month}`),
      rows,
    );
    expect((await importFile(admin, 'contacts', csv)).body).toMatchObject({ rows, created: rows, rejected: 0 });
    const { body } = await admin.get(`/reports/${period}`);
    expect(body.petitions).toMatchObject(figures);
    expect(body.petitions.byCategory).toEqual(figures.byCategory);
  });

  it('compare with the year before only where there is one', async () => {
    expect((await admin.get('/reports/2015-H1')).body.petitions.previousYear).toBeNull();
  });
});
