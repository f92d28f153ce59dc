// The life of a session as its table says it: every state, every command, every member of staff; and the fold that keeps it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideSession, type SheetFacts } from '../../../functions/domain/training/decide.ts';
import { evolveSession, foldSession } from '../../../functions/domain/training/evolve.ts';
import type { SessionEvent } from '../../../functions/domain/training/events.ts';
import { planned, taken } from '../../../functions/domain/training/plan.ts';
import { emptySheet } from '../../../functions/domain/training/seal.ts';
import type { Session, SessionCounts } from '../../../functions/domain/training/session.ts';
import { SESSION_COMMANDS, SESSION_TRANSITIONS, sessionAllowed, sessionObstacle } from '../../../functions/domain/training/transitions.ts';
import { SESSION_STATES, type SessionState } from '../../../functions/domain/training/vocabulary.ts';
import { STAFF } from '../../../lib/local/sample/cast.ts';
import { valueOf } from '../../support/bureau.ts';
import { at, TODAY } from '../../support/desk.ts';
import { plan, SESSION_ROAD, sessionCommand } from '../../support/training.ts';

const NOBODY: SessionCounts = { enrolled: 0, present: 0, walkIns: 0, annulled: 0 };
const facts: SheetFacts = { rows: [], hash: () => '0'.repeat(64), entrants: [], leaving: [] };
const fresh = (given: Parameters<typeof plan>[0] = {}): Session => valueOf(planned(plan(given), 'PX-2026-0001', at('T02'))).after;

const inState = (state: SessionState, given: Parameters<typeof plan>[0] = {}): Session =>
  SESSION_ROAD[state].reduce<Session>(
    (session, [by, name]) => valueOf(decideSession({ session, counts: NOBODY }, sessionCommand(name), at(by), facts)).after,
    fresh(given),
  );

// Who may do what in which state, written once more as a reader of the rules would.
const ORGANISERS = ['T01', 'T02'];
const APPROVERS = ['T01', 'L01', 'L02', 'L03'];
const TOWNSHIPS = ['Z01', 'Z02', 'Z03', 'Z04', 'Z05', 'Z06'];
const RULES: Readonly<Record<string, readonly [from: readonly SessionState[], who: readonly string[]]>> = {
  approve: [['PLANNED'], APPROVERS],
  open: [['APPROVED'], ORGANISERS],
  enrol: [
    ['OPEN', 'READY'],
    [...ORGANISERS, ...TOWNSHIPS],
  ],
  withdraw: [
    ['OPEN', 'READY'],
    [...ORGANISERS, ...TOWNSHIPS],
  ],
  ready: [['OPEN'], ORGANISERS],
  start: [['READY'], ORGANISERS],
  signIn: [['IN_SESSION', 'ENDED'], ORGANISERS],
  issueHandouts: [['IN_SESSION', 'ENDED'], ORGANISERS],
  end: [['IN_SESSION'], ORGANISERS],
  seal: [['ENDED', 'REJECTED_CHECK'], ORGANISERS],
  verify: [['SEALED'], ['J01']],
  rejectCheck: [['SEALED', 'VERIFIED'], ['J01']],
  close: [['VERIFIED', 'SEALED'], ORGANISERS],
  postpone: [['PLANNED', 'APPROVED', 'OPEN', 'READY'], ORGANISERS],
  reschedule: [['POSTPONED'], ORGANISERS],
  cancel: [['PLANNED', 'APPROVED', 'OPEN', 'READY', 'POSTPONED', 'IN_SESSION'], ORGANISERS],
  correct: [['SEALED', 'VERIFIED', 'CLOSED', 'REJECTED_CHECK'], APPROVERS],
};

describe('What may be done with a session', () => {
  it('has a rule for every action, and every state can be reached', () => {
    expect(Object.keys(RULES)).toEqual(Object.keys(SESSION_TRANSITIONS));
    for (const state of SESSION_STATES) expect(inState(state).state).toBe(state);
  });

  for (const state of SESSION_STATES) {
    it(`in ${state} is what the rules say, for everybody`, () => {
      const session = inState(state);
      for (const { id } of STAFF) {
        const expected = Object.entries(RULES).flatMap(([action, [from, who]]) =>
          from.includes(state) && who.includes(id) ? [action] : [],
        );
        expect(sessionAllowed({ session, counts: NOBODY }, at(id)), id).toEqual(expected);
      }
    });

    it(`in ${state} has a button exactly where the command is accepted`, () => {
      const session = inState(state);
      for (const { id } of STAFF) {
        const shown = sessionAllowed({ session, counts: NOBODY }, at(id));
        for (const name of SESSION_COMMANDS) {
          const decided = decideSession({ session, counts: NOBODY }, sessionCommand(name), at(id), facts);
          expect(decided.ok, `${id} ${name}`).toBe(shown.includes(name));
          if (!decided.ok) expect(['NOT_YOURS', 'WRONG_STATE']).toContain(decided.refusal.code);
          else expect(decided.value.after.state).toBe(SESSION_TRANSITIONS[name].to ?? state);
        }
      }
    });
  }

  it('does not begin before its day, and says from when', () => {
    const session = { ...inState('READY'), date: '2026-09-19' };
    expect(sessionObstacle({ session, counts: NOBODY }, 'start', at('T02'))).toEqual({ code: 'TOO_EARLY', data: { from: '2026-09-19' } });
    expect(sessionObstacle({ session, counts: NOBODY }, 'start', at('T02', '2026-09-20'))).toBeUndefined();
  });

  it('is not cancelled once somebody has come', () => {
    const standing = { session: inState('IN_SESSION'), counts: { ...NOBODY, present: 1 } };
    expect(sessionObstacle(standing, 'cancel', at('T02'))?.code).toBe('WRONG_STATE');
  });

  it('is not certified by whoever organised it', () => {
    const both = { ...STAFF.find(({ id }) => id === 'J01')!, id: 'T02' };
    expect(sessionObstacle({ session: inState('SEALED'), counts: NOBODY }, 'verify', at(both))?.code).toBe('NOT_YOURS');
  });

  it('paid for by a project is closed only when it was checked', () => {
    const funded = (state: SessionState) => sessionAllowed({ session: inState(state, { fundLine: 'PROJECT' }), counts: NOBODY }, at('T02'));
    expect(funded('SEALED')).not.toContain('close');
    expect(funded('VERIFIED')).toContain('close');
  });

  it('paid for by a project is checked by one in ten, of whom nine in ten had been there', () => {
    const standing = { session: inState('SEALED', { fundLine: 'PROJECT' }), counts: { ...NOBODY, present: 94 } };
    const check = (sample: number, hits: number) => decideSession(standing, sessionCommand('verify', { sample, hits }), at('J01'), facts);
    expect(check(10, 9).ok).toBe(true);
    for (const [sample, hits, path] of [
      [9, 9, 'sample'],
      [10, 8, 'hits'],
      [95, 9, 'sample'],
      [10, 11, 'hits'],
    ] as const)
      expect(check(sample, hits)).toMatchObject({ refusal: { code: 'INVALID', data: { fields: [{ path }] } } });
  });

  it('is put off to a day that is still to come', () => {
    const later = (date: string) =>
      decideSession({ session: inState('POSTPONED'), counts: NOBODY }, sessionCommand('reschedule', { date }), at('T02'), facts);
    expect(later('2026-09-17')).toMatchObject({ refusal: { code: 'INVALID' } });
    expect(valueOf(later(TODAY)).after).toMatchObject({ state: 'APPROVED', date: TODAY });
  });

  it('a correction of nothing is refused', () => {
    const standing = { session: inState('SEALED'), counts: NOBODY };
    expect(decideSession(standing, sessionCommand('correct', { handouts: 0 }), at('T01'), facts)).toMatchObject({
      refusal: { code: 'INVALID' },
    });
  });
});

describe('Any life of a session', () => {
  const steps = fc.array(
    fc.record({
      by: fc.constantFrom('T01', 'T02', 'J01', 'L03', 'Z01', 'S01'),
      name: fc.constantFrom(...SESSION_COMMANDS),
      onward: fc.boolean(),
      present: fc.nat(3),
    }),
    { maxLength: 40, size: 'max' },
  );

  it('is the fold of its events, with a version for each', () => {
    fc.assert(
      fc.property(steps, (attempts) => {
        const first = valueOf(planned(plan(), 'PX-2026-0001', at('T02')));
        const events: SessionEvent[] = [...first.events];
        let session = first.after;
        for (const { by, name, onward, present } of attempts) {
          const standing = { session, counts: { ...NOBODY, present } };
          const offered = sessionAllowed(standing, at(by)).filter((action) => SESSION_COMMANDS.some((command) => command === action));
          const chosen = onward ? SESSION_COMMANDS.find((command) => offered.includes(command)) : name;
          if (!chosen) continue;
          const counted = session.sealedAt === undefined ? {} : { counted: emptySheet(session) };
          const decided = decideSession(standing, sessionCommand(chosen, chosen === 'correct' ? { handouts: present } : {}), at(by), {
            ...facts,
            ...counted,
          });
          if (!decided.ok) continue;
          events.push(...decided.value.events);
          session = decided.value.after;
          expect(session.version).toBe(events.length);
        }
        expect(foldSession(events)).toEqual(session);
      }),
      { numRuns: 300 },
    );
  });

  it('taken over from a file begins closed', () => {
    const { after, events } = taken({ ...plan(), handouts: 106 }, 'PX-2013-0001', at('S01'));
    expect(after).toMatchObject({ state: 'CLOSED', imported: true, handouts: 106 });
    expect(foldSession(events)).toEqual(after);
  });

  it('cannot begin with anything else', () => {
    const event: SessionEvent = { seq: 1, at: at('T02').now, by: 'T02', type: 'opened', data: {} };
    expect(() => evolveSession(undefined, event)).toThrow('opened');
  });
});
