// The door: a verdict for each event, one person-time each however often and from wherever a batch comes, and nobody twice in a half-day.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '../../functions/services/attendance.ts';
import { openSessionFile } from '../../functions/services/sessions.ts';
import type { SessionFile, SignInRow } from '../../functions/services/session-shapes.ts';
import { freshBureau, valueOf, type TestBureau } from '../support/bureau.ts';
import { enterRoll, give, personId, sessionIn, signAs, signature, undoOf } from '../support/training.ts';

let bureau: TestBureau;
beforeAll(async () => {
  bureau = await freshBureau();
  await enterRoll(bureau, 300, [7]);
});
afterAll(() => bureau.stop());

const file = async (id: string): Promise<SessionFile> => valueOf(await openSessionFile(bureau.deps, bureau.callerOf('T02'), id));

// Every class on a day of its own, so that no test meets the half-days of another.
let day = Date.parse('2026-03-01T00:00:00Z');
const nextDay = (): string => {
  day += 2 * 24 * 3600_000;
  return new Date(day).toISOString().slice(0, 10);
};
const running = async (given: object = {}): Promise<string> =>
  (await sessionIn(bureau, 'IN_SESSION', { date: nextDay(), startsAt: '09:30', ...given })).session.sessionId;
const sign = (id: string, events: readonly unknown[], by = 'T02') => signAs(bureau, by, id, events);

const POISON: readonly unknown[] = [
  null,
  'text',
  [],
  {},
  { eventId: 'x1' },
  { eventId: 7, personId: 'P00001' },
  { ...signature('P00001'), slot: 0 },
  { ...signature('P00001'), slot: '1' },
  { ...signature('P00001'), method: 'MAGIC' },
  { ...signature('P00001'), at: 'yesterday' },
  { ...signature('P00001'), at: '2026-02-30T10:00:00+08:00' },
  { ...signature('P00001'), personId: '../HEAD' },
  { ...signature('P00001'), walkIn: { name: '两个人', village: '' } },
  { ...signature({ name: '', village: '' }) },
  { ...signature({ name: 'a\u0000b', village: '' }) },
  { ...signature({ name: '\ud800', village: '' }) },
  { ...signature({ name: '长'.repeat(101), village: '' }) },
  { ...signature('P00001'), eventId: 'a#b' },
  { ...signature('P00001'), extra: 1 },
  { eventId: 'u-1', undoes: '#', at: '2026-09-18T10:00:00+08:00', device: 'x' },
];

describe('A batch from the door', () => {
  it('answers every event, and poison harms none of the others', async () => {
    const id = await running();
    const good = [1, 2, 3].map((n) => signature(personId(n)));
    const events = POISON.flatMap((poison, n) => [poison, ...(good[n] ? [good[n]] : [])]);
    const verdicts = await sign(id, [...events, signature('P99999')]);
    expect(verdicts).toHaveLength(events.length + 1);
    expect(verdicts.filter(({ verdict }) => verdict === 'recorded')).toHaveLength(3);
    expect(verdicts.filter(({ reason }) => reason === 'INVALID')).toHaveLength(POISON.length);
    expect(verdicts.at(-1)).toMatchObject({ verdict: 'refused', reason: 'UNKNOWN_PERSON' });
    expect((await file(id)).counts.present).toBe(3);
  });

  it('sent three times, shuffled, from two devices, with poison, counts each once and leaves the same sheet', async () => {
    const people = Array.from({ length: 20 }, (_, n) => personId(n + 1));
    const walkIns = ['W1', 'W2', 'W3'].map((id) => ({ id, name: `外来${id}`, village: '柑林村' }));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1 << 30 }), async (seed) => {
        const id = await running();
        const batch = [...people, ...walkIns].map((who) => signature(who));
        const other = [...people.slice(0, 8), ...walkIns.slice(0, 1)].map((who) => signature(who, { device: 'phone-2' }));
        const takenBack = [undoOf(batch[9]!), undoOf(batch[10]!), undoOf(batch[0]!)];
        const all = [...batch, ...other, ...takenBack, ...POISON];
        const shuffled = (n: number) => fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), { seed: seed + n, numRuns: 1 })[0]!;
        await sign(id, shuffled(1));
        const first = await file(id);
        await Promise.all([sign(id, shuffled(2)), sign(id, shuffled(3), 'T01')]);
        await sign(id, [...batch, ...takenBack]);
        const last = await file(id);
        expect(last.counts).toEqual({ enrolled: 0, present: 21, walkIns: 3, annulled: 3 });
        expect(last.sheet).toEqual(first.sheet);
        expect(new Set(last.sheet.map(({ who }) => who)).size).toBe(21);
      }),
      { numRuns: 6 },
    );
  });

  it('tells a second device when the person was signed in first', async () => {
    const id = await running();
    const first = signature(personId(1));
    expect(await sign(id, [first])).toEqual([{ eventId: first.eventId, verdict: 'recorded' }]);
    const second = signature(personId(1), { device: 'phone-2' });
    expect(await sign(id, [second])).toEqual([{ eventId: second.eventId, verdict: 'duplicate', at: first.at }]);
    expect((await file(id)).sheet).toHaveLength(1);
  });

  it('of several hundred people is cut, and all of it is taken', async () => {
    const id = await running({ capacity: 10 });
    const verdicts = await sign(
      id,
      Array.from({ length: 250 }, (_, n) => signature(personId(n + 1))),
    );
    expect(verdicts.every(({ verdict }) => verdict === 'recorded')).toBe(true);
    const { counts, findings, sheet } = await file(id);
    expect(counts.present).toBe(250);
    expect(sheet).toHaveLength(250);
    expect(findings.map(({ code }) => code)).toContain('OVER_CAPACITY');
  });

  it('under one id for two people records the first and refuses the other', async () => {
    const id = await running();
    const one = signature(personId(1));
    const verdicts = await sign(id, [one, { ...one, personId: personId(2) }]);
    expect(verdicts.map(({ verdict, reason }) => reason ?? verdict)).toEqual(['recorded', 'INVALID']);
  });

  it('under ids that each device counts by itself records both, takes each back, and is sealed', async () => {
    const id = await running();
    const [a, b] = [signature(personId(1), { eventId: '1', device: 'd1' }), signature(personId(2), { eventId: '1', device: 'd2' })];
    await sign(id, [a]);
    expect(await sign(id, [b])).toMatchObject([{ verdict: 'recorded' }]);
    expect(await sign(id, [undoOf(a, { eventId: '2', device: 'd3' })])).toMatchObject([{ reason: 'UNKNOWN_EVENT' }]);
    const undo = undoOf(a, { eventId: '2' });
    expect((await sign(id, [undo, undo])).map(({ verdict }) => verdict)).toEqual(['recorded', 'duplicate']);
    expect(await sign(id, [undo, b, a])).toMatchObject([{ verdict: 'duplicate' }, { verdict: 'duplicate' }, { reason: 'ANNULLED' }]);
    const sealed = await give(bureau, 'T02', await give(bureau, 'T02', await file(id), 'end'), 'seal');
    expect(sealed.counted?.migrants).toEqual(['P.P00002']);
    expect(sealed).toEqual(await file(id));
    const corrected = await give(bureau, 'T01', sealed, 'correct', { remove: ['P.P00002'], add: [] });
    expect(corrected.annulled.map(({ event, device, who }) => [event, device, who])).toEqual([
      ['1', 'd1', 'P.P00001'],
      ['1', 'd2', 'P.P00002'],
    ]);
  });

  it('tells walk-ins of one id apart by their names, and knows one of them from a second device', async () => {
    const id = await running();
    const walkIn = (name: string, device: string) => signature({ name, village: '柑林村' }, { eventId: '1', device });
    await sign(id, [walkIn('周素平', 'd1')]);
    expect(await sign(id, [walkIn('何家全', 'd2')])).toMatchObject([{ verdict: 'recorded' }]);
    expect(await sign(id, [walkIn('周素平', 'd3')])).toMatchObject([{ verdict: 'duplicate' }]);
    expect((await file(id)).counts).toMatchObject({ present: 2, walkIns: 2 });
  });

  it('keeps the time a device claims, and judges nobody by it', async () => {
    const id = await running();
    const verdicts = await sign(id, [
      signature(personId(1), { at: '2031-01-01T00:00:00Z' }),
      signature(personId(2), { at: '1999-01-01T00:00:00-11:00' }),
    ]);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['recorded', 'recorded']);
    expect((await file(id)).sheet.map(({ at }) => at)).toEqual(['1999-01-01T19:00:00.000+08:00', '2031-01-01T08:00:00.000+08:00']);
  });

  it('makes one walk-in of an event without an id, however often it comes', async () => {
    const id = await running();
    const events = [signature({ name: '周素平', village: '柑林村' }), signature({ name: '周素平', village: '柑林村' })];
    await sign(id, events);
    expect((await sign(id, events)).map(({ verdict }) => verdict)).toEqual(['duplicate', 'duplicate']);
    const { counts, sheet } = await file(id);
    expect(counts).toMatchObject({ present: 2, walkIns: 2 });
    expect(sheet.every(({ migrant }) => !migrant)).toBe(true);
  });

  it('counts as a migrant whoever is on the roll that day', async () => {
    const id = await running();
    await sign(id, [signature(personId(6)), signature(personId(7))]);
    expect((await file(id)).sheet.map(({ migrant }) => migrant)).toEqual([true, false]);
  });
});

describe('Before and after the class', () => {
  it('nothing is recorded, and a device keeps its queue', async () => {
    const { session } = await sessionIn(bureau, 'READY');
    expect(await signIn(bureau.deps, bureau.callerOf('T02'), session.sessionId, [signature(personId(1))])).toMatchObject({
      refusal: { code: 'WRONG_STATE', data: { state: 'READY' } },
    });
  });

  it('is not for whoever has no business at the door', async () => {
    const id = await running();
    for (const who of ['F03', 'J01', 'S01', 'Z01'])
      expect(await signIn(bureau.deps, bureau.callerOf(who), id, [])).toMatchObject({ refusal: { code: 'NOT_YOURS' } });
    expect(await signIn(bureau.deps, bureau.callerOf('T02'), 'PX-2026-9999', [])).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
  });

  it('a sealed sheet knows what it has, and takes no more', async () => {
    const id = await running();
    const event = signature(personId(1));
    await sign(id, [event]);
    await give(bureau, 'T02', await give(bureau, 'T02', await file(id), 'end'), 'seal');
    const late = await sign(id, [event, signature(personId(2)), undoOf(event)]);
    expect(late.map(({ verdict, reason }) => reason ?? verdict)).toEqual(['duplicate', 'WRONG_STATE', 'WRONG_STATE']);
    expect((await file(id)).counts.present).toBe(1);
  });
});

describe('Nobody is twice in one half-day', () => {
  it('whoever signed elsewhere is refused with the session', async () => {
    const date = nextDay();
    const [here, there] = [await running({ date }), await running({ date, startsAt: '10:00' })];
    await sign(here, [signature(personId(1))]);
    expect(await sign(there, [signature(personId(1))])).toMatchObject([{ verdict: 'refused', reason: 'HALF_DAY', session: here }]);
    const afternoon = await running({ date, startsAt: '14:30' });
    expect(await sign(afternoon, [signature(personId(1))])).toMatchObject([{ verdict: 'recorded' }]);
  });

  it('also when both doors send at the same moment', async () => {
    const date = nextDay();
    const [here, there] = [await running({ date }), await running({ date, startsAt: '10:00' })];
    const people = Array.from({ length: 60 }, (_, n) => personId(n + 1));
    const [a, b] = await Promise.all(
      [here, there].map((id) =>
        sign(
          id,
          people.map((who) => signature(who)),
        ),
      ),
    );
    const recorded = (verdicts: typeof a) => verdicts!.filter(({ verdict }) => verdict === 'recorded').length;
    expect(recorded(a) + recorded(b)).toBe(60);
    expect((await file(here)).counts.present + (await file(there)).counts.present).toBe(60);
  });

  it('a class of two days has a row each half-day and each person once', async () => {
    const id = await running({ hours: 13 });
    const slots = [1, 2, 3, 4, 5].map((slot) => signature(personId(1), { slot }));
    expect((await sign(id, slots)).every(({ verdict }) => verdict === 'recorded')).toBe(true);
    const { counts, sheet, halfDays } = await file(id);
    expect(halfDays.map(({ half }) => half)).toEqual(['AM', 'PM', 'AM', 'PM']);
    expect(counts.present).toBe(1);
    expect(sheet.map(({ slots: signed }) => signed)).toEqual([[1], [2], [3], [4, 5]]);
  });

  it('and is counted once when two devices sign them into different half-days at once', async () => {
    const id = await running({ hours: 8 });
    await Promise.all([1, 2, 1, 2].map((slot) => sign(id, [signature(personId(3), { slot })])));
    expect((await file(id)).counts.present).toBe(1);
  });
});

describe('Taking a sign-in back', () => {
  const withOne = async () => {
    const id = await running();
    const event = signature(personId(1));
    await sign(id, [event]);
    return { id, event };
  };

  it('frees the half-day, keeps the row, and refuses the event for good', async () => {
    const { id, event } = await withOne();
    const undo = undoOf(event);
    expect(await sign(id, [undo])).toEqual([{ eventId: undo.eventId, verdict: 'recorded' }]);
    expect(await sign(id, [undo])).toMatchObject([{ verdict: 'duplicate' }]);
    expect(await sign(id, [event])).toMatchObject([{ verdict: 'refused', reason: 'ANNULLED' }]);
    expect(await file(id)).toMatchObject({
      counts: { present: 0, annulled: 1 },
      sheet: [],
      annulled: [{ event: event.eventId, who: 'P.P00001', name: '村民1', undoneBy: 'T02', how: 'UNDONE' }],
    });
    expect(await sign(id, [signature(personId(1))])).toMatchObject([{ verdict: 'recorded' }]);
  });

  it('leaves the person there while another device says so', async () => {
    const { id, event } = await withOne();
    const other = signature(personId(1), { device: 'phone-2' });
    await sign(id, [other]);
    expect(await sign(id, [undoOf(event)])).toMatchObject([{ verdict: 'recorded', at: other.at }]);
    expect((await file(id)).counts).toMatchObject({ present: 1, annulled: 1 });
    await sign(id, [undoOf(other)]);
    expect((await file(id)).counts).toMatchObject({ present: 0, annulled: 2 });
  });

  it('is anybody’s at the door for a quarter of an hour, then the organiser’s', async () => {
    const { id, event } = await withOne();
    const late = undoOf(event, { at: new Date(Date.parse(event.at) + 16 * 60_000).toISOString() });
    const checker = { staff: { ...bureau.callerOf('T02').staff, roles: ['DOOR_CHECKER' as const] } };
    const asChecker = async (events: readonly unknown[]) => valueOf(await signIn(bureau.deps, checker, id, events)).verdicts;
    expect(await asChecker([late])).toMatchObject([{ verdict: 'refused', reason: 'TOO_LATE' }]);
    expect(await sign(id, [late])).toMatchObject([{ verdict: 'recorded' }]);
  });

  it('of something that is not on the sheet is refused', async () => {
    const { id } = await withOne();
    expect(await sign(id, [undoOf(signature(personId(2)))])).toMatchObject([{ verdict: 'refused', reason: 'UNKNOWN_EVENT' }]);
  });
});

describe('A sheet', () => {
  it('is in order of arrival', async () => {
    const id = await running();
    const events = Array.from({ length: 10 }, (_, n) => signature(personId(n + 1)));
    await sign(id, events.toReversed());
    const order = (rows: readonly SignInRow[]) => rows.map(({ event }) => event);
    expect(order((await file(id)).sheet)).toEqual(events.map(({ eventId }) => eventId));
  });
});
