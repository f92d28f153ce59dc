// The bureau against a model: random days of work on the real engine, every stored row checked after every step; then races.
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { shanghaiDay, shanghaiInstant } from '../../functions/domain/calendar/days.ts';
import { mayRead } from '../../functions/domain/petitions/access.ts';
import { decide } from '../../functions/domain/petitions/decide.ts';
import { notTheirs } from '../../functions/domain/petitions/transitions.ts';
import type { Petition } from '../../functions/domain/petitions/petition.ts';
import { giveCommand, openCase, registerContact, verifyHistory } from '../../functions/services/petitions.ts';
import type { ContactRequest } from '../../functions/services/shapes.ts';
import { STAFF } from '../../lib/local/sample/cast.ts';
import { commandOf } from '../support/case-work.ts';
import { at } from '../support/desk.ts';
import { freshBureau, NOW, valueOf, visit, type TestBureau } from '../support/bureau.ts';
import { attempts, commandFor, type Attempt } from '../support/walks.ts';
import { checkWhole, type Snapshot } from '../support/whole-table.ts';

interface Model {
  now: number;
  readonly petitions: Petition[];
  readonly numbers: Map<string, { petitions: number; contacts: number }>;
}
interface Real {
  readonly bureau: TestBureau;
  snapshot: Snapshot | undefined;
  keys: number;
}
type Step = fc.AsyncCommand<Model, Real>;

const unitOf = (id: string) => STAFF.find((person) => person.id === id)?.unit;
const ids = STAFF.map(({ id }) => id);

const step = (name: string, run: (model: Model, real: Real) => Promise<void>): Step => ({
  check: () => true,
  run: async (model, real) => {
    real.bureau.setNow(shanghaiInstant(model.now));
    await run(model, real);
    real.snapshot = await checkWhole(real.bureau.deps.db, real.snapshot);
    const stored = [...real.snapshot.petitions.values()].map(({ petition }) => petition);
    expect(stored.sort(byNumber)).toEqual([...model.petitions].sort(byNumber));
  },
  toString: () => name,
});
const byNumber = (a: Petition, b: Petition): number => (a.number < b.number ? -1 : 1);
const replace = (model: Model, petition: Petition): void => {
  const index = model.petitions.findIndex(({ number }) => number === petition.number);
  if (index === -1) model.petitions.push(petition);
  else model.petitions[index] = petition;
};
const seriesOf = (model: Model, day: string) => {
  const year = day.slice(0, 4);
  const series = model.numbers.get(year) ?? { petitions: 0, contacts: 0 };
  model.numbers.set(year, series);
  return series;
};

const entries = fc.record({
  by: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('F03', 'P01', 'F01') }, fc.constantFrom(...ids)),
  day: fc.constantFrom(undefined, undefined, '2026-09-01', '2025-12-30', '2099-01-01'),
  category: fc.boolean(),
  crowd: fc.boolean(),
  anonymous: fc.boolean(),
  accused: fc.constantFrom(undefined, undefined, undefined, 'F02', 'F03', 'P01'),
  again: fc.boolean(), // the request is sent twice with one key
});
type Entry = typeof entries extends fc.Arbitrary<infer T> ? T : never;

const inputOf = ({ day, category, crowd, anonymous, accused }: Entry, petition?: string): ContactRequest => {
  const { category: known, ...rest } = visit({
    anonymous,
    ...(crowd && { headcount: 6, representatives: [{ name: '代表' }] }),
    ...(day !== undefined && { receivedOn: day }),
    ...(accused !== undefined && petition === undefined && { accused: { staff: accused } }),
    ...(petition !== undefined && { petition }),
  });
  return { ...rest, ...(category && known && { category: known }) };
};

// A contact: its numbers must be the next ones, and what it changes must be what the history says afterwards.
const contact = (entry: Entry, pick?: number): Step =>
  step(`${pick === undefined ? 'register' : `repeat ${pick}`} ${JSON.stringify(entry)}`, async (model, real) => {
    const { bureau } = real;
    const key = { route: 'POST /contacts', key: `c${(real.keys += 1)}`, body: '{}' };
    const known = pick === undefined ? undefined : model.petitions[pick % Math.max(1, model.petitions.length)];
    const input = inputOf(entry, pick === undefined ? undefined : (known?.number ?? 'XF-2026-0001'));
    const send = () => registerContact(bureau.deps, bureau.callerOf(entry.by), input, key);
    const result = await send();
    if (entry.again) expect(await send()).toEqual(result);
    if (!result.ok) {
      expect(['INVALID', 'NOT_YOURS']).toContain(result.refusal.code);
      return;
    }
    const { petition, contact: made } = result.value;
    const series = seriesOf(model, input.receivedOn ?? shanghaiDay(bureau.deps.now()));
    series.contacts += 1;
    expect(Number(made.number.slice(8))).toBe(series.contacts);
    if (known === undefined) {
      series.petitions += 1;
      expect(Number(petition.number.slice(8))).toBe(series.petitions);
    } else {
      expect(petition).toMatchObject({ number: known.number, owner: known.owner, state: known.state, limits: known.limits });
      expect(petition.contacts).toBe(known.contacts + 1);
    }
    replace(model, petition);
  });

// A command: the service must answer what the pure decision answers, and its answer must be what is read afterwards.
const command = (attempt: Attempt, pick: number, behind: number, again: boolean): Step =>
  step(`${attempt.what} by ${attempt.by} on ${pick}${behind > 0 ? ` at ${behind} behind` : ''}`, async (model, real) => {
    const { bureau } = real;
    const petition = model.petitions[pick % Math.max(1, model.petitions.length)];
    const given = petition && commandFor(petition, attempt, (by) => at(by, bureau.deps.now()));
    if (!petition || !given) return;
    const caller = bureau.callerOf(given.by);
    const version = petition.version - behind;
    const key = { route: `POST ${petition.number}`, key: `k${(real.keys += 1)}`, body: JSON.stringify(given.command) };
    const send = () => giveCommand(bureau.deps, caller, petition.number, given.command, version, key);
    const result = await send();
    const expected = !mayRead(petition, caller.staff, unitOf)
      ? 'NOT_FOUND'
      : behind > 0
        ? (notTheirs(petition, given.command.name, caller.staff)?.code ?? 'STALE')
        : decide(petition, given.command, at(given.by, bureau.deps.now()));
    if (typeof expected === 'string' || !expected.ok) {
      const code = typeof expected === 'string' ? expected : expected.refusal.code;
      expect(result).toMatchObject({ ok: false, refusal: { code } });
      if (!result.ok && code === 'STALE') expect(result.refusal.data['version']).toBe(petition.version);
      return;
    }
    expect(valueOf(result).petition).toEqual(expected.value.after);
    replace(model, expected.value.after);
    if (!mayRead(expected.value.after, caller.staff, unitOf)) return;
    expect(result).toEqual(await openCase(bureau.deps, caller, petition.number));
    if (again) expect(await send()).toEqual(result);
  });

const clock = (minutes: number): Step =>
  step(`${minutes} minutes later`, async (model) => {
    model.now += minutes * 60_000;
  });

describe('A bureau at work', () => {
  const bureaus: TestBureau[] = [];
  afterAll(async () => {
    for (const bureau of bureaus) await bureau.stop();
  });

  it(
    'keeps one answerable person, whole histories, gapless numbers and true lists through any days of work',
    { timeout: 60_000 },
    async () => {
      const steps = [
        entries.map((entry) => contact(entry)),
        fc.tuple(entries, fc.nat(20)).map(([entry, pick]) => contact(entry, pick)),
        ...Array.from({ length: 9 }, () =>
          fc
            .tuple(attempts, fc.nat(3), fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2), fc.boolean())
            .map(([attempt, pick, behind, again]) => command(attempt, pick, behind, again)),
        ),
        fc.oneof(fc.nat(9), fc.integer({ min: 60, max: 30 * 24 * 60 })).map(clock),
      ];
      const bureaus: TestBureau[] = [];
      await fc.assert(
        fc.asyncProperty(fc.commands(steps, { maxCommands: 50, size: 'max' }), async (commands) => {
          const bureau = await freshBureau();
          bureaus.push(bureau);
          const model = { now: Date.parse(NOW), petitions: [], numbers: new Map<string, { petitions: number; contacts: number }>() };
          await fc.asyncModelRun(() => ({ model, real: { bureau, snapshot: undefined, keys: 0 } }), commands);
        }),
        { numRuns: 20 },
      );
      for (const bureau of bureaus) await bureau.stop();
    },
  );
});

describe('Racing', () => {
  let bureau: TestBureau;
  beforeAll(async () => {
    bureau = await freshBureau();
  });
  afterAll(() => bureau.stop());

  const registered = async () => valueOf(await registerContact(bureau.deps, bureau.callerOf('F03'), visit())).petition;

  it('three officers on one version: one wins, the others are told the version that won', async () => {
    // Each has a part whoever wins: the former owner of a petition would be told that it is no longer theirs.
    for (let round = 0; round < 8; round += 1) {
      const { number, version } = await registered();
      const results = await Promise.all([
        giveCommand(bureau.deps, bureau.callerOf('P01'), number, commandOf('accept', '2026-09-18'), version),
        giveCommand(bureau.deps, bureau.callerOf('L01'), number, commandOf('reassignOwner', '2026-09-18'), version),
        giveCommand(bureau.deps, bureau.callerOf('F01'), number, commandOf('note', '2026-09-18'), version),
      ]);
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      for (const result of results) {
        if (!result.ok) expect(result.refusal).toEqual({ code: 'STALE', data: { version: version + 1 } });
      }
      await checkWhole(bureau.deps.db);
    }
  });

  it('thirty registrations at once get thirty numbers one after the other', async () => {
    const own = await freshBureau();
    const made = await Promise.all(
      Array.from({ length: 30 }, (_, n) => registerContact(own.deps, own.callerOf(n % 2 === 0 ? 'F03' : 'P01'), visit())),
    );
    const numbers = made.map((result) => valueOf(result).petition.number).sort();
    expect(numbers).toEqual(Array.from({ length: 30 }, (_, n) => `XF-2026-${String(n + 1).padStart(4, '0')}`));
    await checkWhole(own.deps.db);
    await own.stop();
  });

  it('registrations of two machines, which know nothing of each other, take turns over the series', async () => {
    const own = await freshBureau();
    vi.resetModules();
    const other = await import('../../functions/services/petitions.ts');
    expect(other.registerContact).not.toBe(registerContact);
    const made = await Promise.all(
      Array.from({ length: 16 }, (_, n) => (n % 2 === 0 ? registerContact : other.registerContact)(own.deps, own.callerOf('F03'), visit())),
    );
    expect(new Set(made.map((result) => valueOf(result).petition.number)).size).toBe(16);
    await checkWhole(own.deps.db);
    await own.stop();
  });

  it('one registration sent five times at once with one key is registered once, with one answer', async () => {
    const send = () =>
      registerContact(bureau.deps, bureau.callerOf('F03'), visit(), { route: 'POST /contacts', key: 'five', body: '{"a":1}' });
    const [first, ...others] = await Promise.all([send(), send(), send(), send(), send()]);
    valueOf(first);
    for (const other of others) expect(other).toEqual(first);
    await checkWhole(bureau.deps.db);
  });

  it('one command sent five times at once with one key is done once, with one answer', async () => {
    const { number, version } = await registered();
    const send = () =>
      giveCommand(bureau.deps, bureau.callerOf('F03'), number, commandOf('note', '2026-09-18'), version, {
        route: `POST /petitions/${number}/note`,
        key: 'five',
        body: '{}',
      });
    const [first, ...others] = await Promise.all([send(), send(), send(), send(), send()]);
    expect(valueOf(first).petition.version).toBe(version + 1);
    for (const other of others) expect(other).toEqual(first);
  });

  it('a key used for another body is refused, and nothing is written', async () => {
    const send = (body: string) =>
      registerContact(bureau.deps, bureau.callerOf('F03'), visit(), { route: 'POST /contacts', key: 'other', body });
    valueOf(await send('{"a":1}'));
    const before = await checkWhole(bureau.deps.db);
    expect(await send('{"a":2}')).toMatchObject({ ok: false, refusal: { code: 'KEY_REUSED' } });
    expect((await checkWhole(bureau.deps.db)).petitions.size).toBe(before.petitions.size);
  });

  it('a key is its sender’s own', async () => {
    const key = { route: 'POST /contacts', key: 'mine', body: '{}' };
    const one = valueOf(await registerContact(bureau.deps, bureau.callerOf('F03'), visit(), key));
    const two = valueOf(await registerContact(bureau.deps, bureau.callerOf('P01'), visit(), key));
    expect(two.petition.number).not.toBe(one.petition.number);
  });
});

describe('A history altered in the table', () => {
  let bureau: TestBureau;
  beforeAll(async () => {
    bureau = await freshBureau();
  });
  afterAll(() => bureau.stop());

  const worked = async () => {
    const { number } = valueOf(await registerContact(bureau.deps, bureau.callerOf('F03'), visit())).petition;
    for (const [n, text] of ['一', '二', '三'].entries()) {
      valueOf(await giveCommand(bureau.deps, bureau.callerOf('F03'), number, commandOf('note', '2026-09-18', { text }), n + 1));
    }
    return number;
  };
  const row = (number: string, sk: string) => ({ TableName: bureau.deps.db.tables.petitions, Key: { pk: `990581#PET#${number}`, sk } });
  const verdict = async (number: string) => valueOf(await verifyHistory(bureau.deps, bureau.callerOf('F03'), number));

  it('is whole before anybody touches it', async () => {
    expect(await verdict(await worked())).toEqual({ ok: true, events: 4 });
  });

  it('names the event whose words were changed', async () => {
    const number = await worked();
    await bureau.deps.db.doc.send(
      new UpdateCommand({
        ...row(number, 'EV#000003'),
        UpdateExpression: 'SET #data.#text = :text',
        ExpressionAttributeNames: { '#data': 'data', '#text': 'text' },
        ExpressionAttributeValues: { ':text': '改' },
      }),
    );
    expect(await verdict(number)).toEqual({ ok: false, events: 4, brokenAt: 3 });
  });

  it('names the event that was given another author, or a column more', async () => {
    for (const column of ['by', 'added']) {
      const number = await worked();
      await bureau.deps.db.doc.send(
        new UpdateCommand({
          ...row(number, 'EV#000002'),
          UpdateExpression: 'SET #column = :value',
          ExpressionAttributeNames: { '#column': column },
          ExpressionAttributeValues: { ':value': 'P01' },
        }),
      );
      expect(await verdict(number), column).toEqual({ ok: false, events: 4, brokenAt: 2 });
    }
  });

  it('names the place of an event that was taken out, also of the last', async () => {
    for (const [sk, brokenAt] of [
      ['EV#000001', 1],
      ['EV#000002', 2],
      ['EV#000004', 4],
    ] as const) {
      const number = await worked();
      await bureau.deps.db.doc.send(new DeleteCommand(row(number, sk)));
      expect(await verdict(number), sk).toEqual({ ok: false, events: 3, brokenAt });
    }
  });
});
