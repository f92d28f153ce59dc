// The judge of the door as a law: whatever order events come in and however often, the sheet is the signatures less those taken back.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../functions/domain/people/person.ts';
import { isUndo, judge, type DoorEvent, type DoorScene } from '../../../functions/domain/training/judge.ts';
import { planned } from '../../../functions/domain/training/plan.ts';
import { countedIn, type Annulment, type SignIn } from '../../../functions/domain/training/sign-in.ts';
import { changedSheet, emptySheet, everybody, isWhole, sheetOf } from '../../../functions/domain/training/seal.ts';
import { valueOf } from '../../support/bureau.ts';
import { at } from '../../support/desk.ts';
import { personId, plan } from '../../support/training.ts';

const session = valueOf(planned(plan({ hours: 7 }), 'PX-2026-0001', at('T02'))).after;
const people = new Map<string, Person>(
  [1, 2, 3, 4].map((n) => [
    personId(n),
    { personId: personId(n), name: `村民${n}`, township: '990581102', village: '沙湾村', resettlementType: '原迁', version: 1 },
  ]),
);
const TIME = '2026-09-18T09:40:00.000+08:00';

const scene = (rows: readonly SignIn[], annulled: readonly Annulment[]): DoorScene => ({
  session,
  open: true,
  undoesLate: false,
  by: 'T02',
  now: TIME,
  rows,
  people,
  annulled,
  keepsWitnesses: true,
});

interface Kept {
  readonly rows: readonly SignIn[];
  readonly annulled: readonly Annulment[];
  readonly present: number;
  readonly walkIns: number;
}
const EMPTY: Kept = { rows: [], annulled: [], present: 0, walkIns: 0 };
const keyOf = ({ who, halfDay }: SignIn): string => `${who} ${halfDay.date} ${halfDay.half}`;

const after = ({ rows, annulled, present, walkIns }: Kept, events: readonly DoorEvent[]): Kept => {
  const { changes, annulments, moved } = judge(events, scene(rows, annulled));
  const next = new Map(rows.map((row) => [keyOf(row), row]));
  for (const change of changes) {
    if (change.after) next.set(keyOf(change.after), change.after);
    else if (change.before) next.delete(keyOf(change.before));
  }
  return {
    rows: [...next.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    // What a row was like before hangs on the order; which signature was taken back does not.
    annulled: [...annulled, ...annulments.map((one) => ({ ...one, former: { ...one.former, marks: [], v: 0 } }))].sort((a, b) =>
      a.event + a.device < b.event + b.device ? -1 : 1,
    ),
    present: present + moved.present,
    walkIns: walkIns + moved.walkIns,
  };
};

const signing = fc
  .record({
    who: fc.constantFrom('P.P00001', 'P.P00002', 'P.P00003', 'W.W1'),
    slot: fc.integer({ min: 1, max: 3 }),
    device: fc.constantFrom('phone-1', 'phone-2'),
  })
  .map(({ who, slot, device }) => ({
    who,
    slot,
    ...(who.startsWith('W.') && { walkIn: { name: '周素平', village: '柑林村' } }),
    at: TIME,
    method: 'NAME' as const,
    device,
  }));

const numbered = <Signing extends { readonly device: string }>(signatures: readonly Signing[]) =>
  signatures.map((event, n) => ({
    ...event,
    eventId: String(signatures.slice(0, n).filter(({ device }) => device === event.device).length),
  }));

// Each device counts by itself, so that one id stands for several deeds.
const batches = fc
  .record({ signatures: fc.array(signing, { maxLength: 7 }), undone: fc.array(fc.nat(6), { maxLength: 4 }) })
  .map(({ signatures, undone }): DoorEvent[] => [
    ...numbered(signatures),
    ...[...new Set(undone)]
      .flatMap((n) => numbered(signatures)[n] ?? [])
      .map(({ eventId, device }) => ({ eventId: `u${eventId}`, undoes: eventId, at: TIME, device })),
  ]);

describe('A batch from the door', () => {
  it('leaves the same sheet in any order, and again when it is sent again', () => {
    fc.assert(
      fc.property(
        batches.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }))),
        ([events, shuffled]) => {
          const some = events.filter((_, n) => n % 2 === 0);
          // An undo that comes without its signature may be meant for another device's, and is taken so.
          const half = some.filter(
            (event) => !isUndo(event) || some.some((one) => one.eventId === event.undoes && one.device === event.device),
          );
          const once = after(EMPTY, events);
          expect(after(EMPTY, shuffled)).toEqual(once);
          expect(after(once, shuffled)).toEqual(once);
          expect(after(after(EMPTY, half), events)).toEqual(once);
        },
      ),
    );
  });

  it('counts whoever has a signature that was not taken back, once', () => {
    fc.assert(
      fc.property(batches, (events) => {
        const undone = new Set(events.flatMap((event) => ('undoes' in event ? [`${event.device} ${event.undoes}`] : [])));
        const there = new Set(
          events.flatMap((event) => ('who' in event && !undone.has(`${event.device} ${event.eventId}`) ? [event.who] : [])),
        );
        const { rows, present, walkIns } = after(EMPTY, events);
        expect(new Set(rows.map(({ who }) => who))).toEqual(there);
        expect({ present, walkIns }).toEqual(countedIn(rows));
        expect({ present, walkIns }).toEqual({ present: there.size, walkIns: there.has('W.W1') ? 1 : 0 });
      }),
    );
  });

  it('has one verdict for each event, and refuses no replay of what was recorded', () => {
    fc.assert(
      fc.property(batches, (events) => {
        const { judgements } = judge(events, scene([], []));
        expect(judgements.map(({ eventId }) => eventId)).toEqual(events.map(({ eventId }) => eventId));
        const { rows, annulled } = after(EMPTY, events);
        for (const { verdict, reason } of judge(events, scene(rows, annulled)).judgements)
          expect(verdict === 'duplicate' || reason === 'ANNULLED').toBe(true);
      }),
    );
  });
});

describe('One id from several devices', () => {
  const by = (device: string, who: string, eventId = '1'): DoorEvent => ({ eventId, who, slot: 1, at: TIME, method: 'NAME', device });
  const undo = (device: string, given: object = {}): DoorEvent => ({ eventId: '2', undoes: '1', at: TIME, device, ...given });
  const both = after(after(EMPTY, [by('d1', 'P.P00001')]), [by('d2', 'P.P00002')]);
  const said = (kept: Kept, event: DoorEvent) => judge([event], scene(kept.rows, kept.annulled)).judgements[0];
  const there = ({ rows }: Kept) => rows.map(({ who }) => who);

  it('is two signatures, each taken back by its own device, and again without harm to the other', () => {
    expect(there(both)).toEqual(['P.P00001', 'P.P00002']);
    const one = after(both, [undo('d1')]);
    expect(there(one)).toEqual(['P.P00002']);
    expect(said(one, undo('d1'))).toMatchObject({ verdict: 'duplicate' });
    expect(said(one, by('d1', 'P.P00001'))).toMatchObject({ reason: 'ANNULLED' });
    expect(said(one, by('d2', 'P.P00001'))).toMatchObject({ verdict: 'recorded' });
  });

  it('is not guessed at by a third, which may name the device', () => {
    expect(said(both, undo('d3'))).toMatchObject({ verdict: 'refused', reason: 'UNKNOWN_EVENT' });
    expect(there(after(both, [undo('d3', { undoesDevice: 'd2' })]))).toEqual(['P.P00001']);
    const one = after(EMPTY, [by('d1', 'P.P00001')]);
    expect(there(after(one, [undo('d3')]))).toEqual([]);
    expect(said(after(both, [undo('d1')]), undo('d3'))).toMatchObject({ reason: 'UNKNOWN_EVENT' });
  });
});

describe('The sheet that counts', () => {
  const [AM, PM] = [
    { date: '2026-09-18', half: 'AM' },
    { date: '2026-09-18', half: 'PM' },
  ] as const;
  const rows = [
    { who: 'P.P00002', migrant: true, halfDay: AM, events: ['e1'] },
    { who: 'P.P00001', migrant: true, halfDay: AM, events: ['e2'] },
    { who: 'P.P00001', migrant: true, halfDay: PM, events: ['e3'] },
    { who: 'W.W1', migrant: false, halfDay: AM, events: ['e4'] },
  ];

  it('names each person once, in order, under the group of the session', () => {
    expect(sheetOf(session, rows)).toMatchObject({
      session: 'PX-2026-0001',
      group: 'PRACTICAL',
      migrants: ['P.P00001', 'P.P00002'],
      others: ['W.W1'],
    });
    expect(sheetOf({ ...session, fundLine: 'VILLAGE_AID' }, rows).group).toBe('VILLAGE_AID');
    expect(emptySheet(session)).toMatchObject({ migrants: [], others: [], handouts: 0 });
  });

  it('is changed by adding and taking out', () => {
    const changed = changedSheet(sheetOf(session, rows), { added: [{ who: 'W.W2', migrant: false }], removed: new Set(['P.P00001']) });
    expect(everybody(changed)).toEqual(['P.P00002', 'W.W1', 'W.W2']);
  });

  it('is not made of rows that lag behind the counts', () => {
    const counts = { present: 3, walkIns: 1 };
    expect(isWhole(rows, counts, [])).toBe(true);
    expect(isWhole(rows.slice(1), counts, [])).toBe(false);
    const taken = (who: string, half: typeof AM | typeof PM) => [{ event: 'e4', former: { who, halfDay: half } } as Annulment];
    expect(isWhole(rows, counts, taken('W.W1', AM))).toBe(false);
    expect(isWhole(rows, counts, taken('P.P00001', AM))).toBe(true);
    expect(isWhole(rows, { present: 3, walkIns: 0 }, [])).toBe(false);
  });
});
