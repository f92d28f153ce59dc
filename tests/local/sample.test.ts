// The fictional bureau of a first start: what stands there at once, what comes behind, and that it comes once.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deps } from '../../functions/services/deps.ts';
import { acceptImport, workImports } from '../../functions/services/import-jobs.ts';
import { report } from '../../functions/services/reports.ts';
import { openSessionFile, sessionsOf } from '../../functions/services/sessions.ts';
import { openSample } from '../../lib/local/sample/index.ts';
import { playSessions } from '../../lib/local/sample/play-sessions.ts';
import { signIn, type Client } from '../journeys/support/api.ts';
import { startBureau } from '../journeys/support/bureau.ts';
import { freshBureau, valueOf, type TestBureau } from '../support/bureau.ts';
import { halfYearFile } from '../support/half-year.ts';

const folder = mkdtempSync(join(tmpdir(), 'shoufang-sample-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a first start', () => {
  it('is ready with live cases; the half-year comes behind as imports, and goes on after a stop where it was', async () => {
    const people = async (client: Client) => (await client.get('/imports')).body.items.filter(({ kind }) => kind === 'people');
    const first = await startBureau({ data: folder });
    const admin = await signIn(first.url, 'S01');
    expect((await (await signIn(first.url, 'P01')).get('/petitions?view=month')).body.items.length).toBeGreaterThan(5);
    let [running] = await people(admin);
    while ((running?.done ?? 0) === 0) {
      await sleep(50);
      [running] = await people(admin);
    }
    const asked = performance.now();
    expect(await first.stop()).toBe(0);
    expect(performance.now() - asked).toBeLessThan(5000);
    expect(running?.state).toBe('RUNNING');
    expect(first.output()).toMatch(/^sample: contacts 2013 41 of 41$/m);

    const second = await startBureau({ data: folder });
    try {
      const again = await signIn(second.url, 'S01');
      let [resumed] = await people(again);
      while ((resumed?.done ?? 0) <= (running?.done ?? 0)) {
        await sleep(50);
        [resumed] = await people(again);
      }
      expect(resumed?.id).toBe(running?.id);
      expect(await people(again)).toHaveLength(1);
      expect(second.output()).not.toContain('contacts 2013');
    } finally {
      await second.stop();
    }
  });
});

describe('a folder that has its sample, or wanted none', () => {
  it.each([
    ['sample', false],
    ['empty', false],
    ['', true],
  ])('is left alone (%j, --empty %j)', async (text, empty) => {
    const file = join(folder, 'first-run-of-another');
    writeFileSync(file, text);
    const untouchable = new Proxy({} as Deps, {
      get: () => {
        throw new Error('touched');
      },
    });
    const sample = openSample({ deps: untouchable, file, empty, log: () => undefined, language: 'en', nudge: () => undefined });
    await sample.load();
    sample.loadBehind();
    await sample.stop();
    expect(readFileSync(file, 'utf8').trim()).toBe(text === '' ? 'empty' : text);
  });
});

describe('the sessions around today', () => {
  const TODAY = '2026-11-22';
  let bureau: TestBureau;
  beforeAll(async () => {
    bureau = await freshBureau(`${TODAY}T10:40:00.000+08:00`);
    // The people of the places where they are held, and whoever left the roll.
    const [header = '', ...lines] = readFileSync(halfYearFile('people-2013.csv'), 'utf8').trimEnd().split('\n');
    const held =
      /^P\d+,[^,]+,.,[^,]+,[^,]*,[^,]*,(990581102,[^,]+,沙湾村|990581104,[^,]+,白果村|990581001,[^,]+,石桥村|990581103,[^,]+,柑林村|990581201,[^,]+,竹溪村|990581101,[^,]+,竹溪村),/;
    const of = new Map<string, string[]>();
    for (const line of lines) {
      const place = held.exec(line)?.[1] ?? (line.includes(',2013-02-') ? 'gone' : undefined);
      if (place !== undefined && (of.get(place)?.length ?? 0) < 45) of.set(place, [...(of.get(place) ?? []), line]);
    }
    const bytes = Buffer.from([header, ...[...of.values()].flat()].join('\n'));
    valueOf(await acceptImport(bureau.deps, bureau.callerOf('S01'), { kind: 'people', bytes, name: 'people.csv', dryRun: false }));
    await workImports(bureau.deps, { timeUp: () => false });
    await play();
  });
  afterAll(() => bureau.stop());

  // Nothing is remembered: every session is gone through again.
  const forgetful = { day: TODAY, isDone: () => false, done: () => Promise.resolve() };
  const play = () => playSessions(bureau.deps, forgetful, new AbortController().signal);
  const all = async () => {
    const months = ['2026-10', '2026-11', '2026-12'];
    const pages = await Promise.all(months.map((month) => sessionsOf(bureau.deps, bureau.callerOf('T01'), { month, limit: 100 })));
    return pages.flatMap((page) => valueOf(page).items);
  };
  const fileOf = async (date: string, startsAt: string) => {
    const row = (await all()).find((session) => session.date === date && session.startsAt === startsAt);
    return valueOf(await openSessionFile(bureau.deps, bureau.callerOf('T01'), row?.sessionId ?? ''));
  };

  it('stand in nearly every state, with people of the place', async () => {
    const states = (await all()).map(({ state }) => state).sort();
    expect(states).toEqual(['CLOSED', 'ENDED', 'IN_SESSION', 'OPEN', 'PLANNED', 'POSTPONED', 'SEALED', 'SEALED']);
    const today = await fileOf(TODAY, '10:30');
    expect(today.counts).toMatchObject({ enrolled: 28, present: 10, walkIns: 1 });
  });

  it('hold a sheet sealed three weeks late, with somebody on it who has left the roll and counts as no migrant', async () => {
    const late = await fileOf('2026-10-12', '08:30');
    expect(late.findings.map(({ code }) => code)).toContain('LATE_SEAL');
    expect(late.sheet.filter(({ who, migrant }) => who.startsWith('P.') && !migrant)).toHaveLength(1);
    expect(late.counted?.others).toHaveLength(4);
  });

  it('show nobody in two places in one half-day', async () => {
    const [held, other] = [await fileOf('2026-11-21', '09:00'), await fileOf('2026-11-21', '09:30')];
    const there = new Set(held.sheet.map(({ who }) => who));
    expect(other.sheet.filter(({ who }) => there.has(who))).toEqual([]);
    expect(held.counts.present).toBe(22);
  });

  it('are the same when they are played again the same day', async () => {
    const before = await all();
    await play();
    expect(await all()).toEqual(before);
  });

  it('leave the half-year of 2013 alone', async () => {
    expect(valueOf(await report(bureau.deps, '2013-H1')).training.sessions).toBe(0);
  });
});
