// Sessions at work: doors, desks and heads acting at the same time on the real engine, every stored row checked after every round.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPEN_ACTIONS, type SessionAction } from '../../functions/domain/training/commands.ts';
import { SESSION_COMMANDS } from '../../functions/domain/training/transitions.ts';
import { signIn } from '../../functions/services/attendance.ts';
import { enrol, withdraw } from '../../functions/services/enrolment.ts';
import { issueHandouts } from '../../functions/services/handouts.ts';
import { attendanceImport } from '../../functions/services/import-kinds/attendance.ts';
import { giveSessionCommand, openSessionFile } from '../../functions/services/sessions.ts';
import { freshBureau, valueOf, type TestBureau } from '../support/bureau.ts';
import { enterRoll, personId, sessionCommand, sessionIn, signature, undoOf, type SampleEvent } from '../support/training.ts';
import { bring, rowsOf } from '../support/training-files.ts';
import { ATTENDANCE_COLUMNS } from '../../functions/services/session-lines.ts';
import { checkTraining } from '../support/whole-training.ts';

const bureaus: TestBureau[] = [];
let bureau: TestBureau;
beforeAll(() => moveOn());
afterAll(async () => {
  for (const one of bureaus) await one.stop();
});

/** Every row is read after every round: a bureau that keeps the sessions of all runs would have the last ones read far more than they do. */
const RUNS_IN_ONE = 5;
const moveOn = async (): Promise<void> => {
  bureau = await freshBureau();
  bureaus.push(bureau);
  await enterRoll(bureau, 12, [4]);
};

const REFUSALS = ['NOT_YOURS', 'WRONG_STATE', 'STALE', 'TOO_EARLY', 'INVALID', 'FULL', 'ENROLLED', 'COUNTS_DIFFER'];

const deeds = fc.record({
  on: fc.nat(1),
  by: fc.constantFrom('T01', 'T02', 'J01', 'L03', 'Z02'),
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constant('ONWARD' as const) },
    { weight: 4, arbitrary: fc.constant('signIn' as const) },
    { weight: 1, arbitrary: fc.constant('file' as const) },
    { weight: 2, arbitrary: fc.constantFrom('correct' as const, 'rejectCheck' as const) },
    { weight: 3, arbitrary: fc.constantFrom(...OPEN_ACTIONS, ...SESSION_COMMANDS) },
  ),
  people: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
  slot: fc.integer({ min: 1, max: 3 }),
  undo: fc.nat(30),
});
type Deed = typeof deeds extends fc.Arbitrary<infer T> ? T : never;
const rounds = fc.array(fc.array(deeds, { minLength: 1, maxLength: 3 }), { minLength: 5, maxLength: 16, size: 'max' });

const ROADS: Readonly<Record<string, string>> = {
  approve: 'T01',
  open: 'T02',
  ready: 'T02',
  start: 'T02',
  end: 'T02',
  seal: 'T02',
  verify: 'J01',
  close: 'T01',
};

let machines = 0;

const act = async (sessions: readonly string[], sent: SampleEvent[], deed: Deed): Promise<void> => {
  const { callerOf } = bureau;
  // Each deed on a machine of its own: within one, whoever touches a session waits in turn, and no race would ever be run.
  const deps = { ...bureau.deps, bureau: `machine ${String((machines += 1))}` };
  const id = sessions[deed.on] ?? '';
  const people = deed.people.map(personId);
  if (deed.what === 'signIn') {
    // Devices that count from one, beside one whose ids are its own.
    const device = { device: `phone-${String(deed.undo % 3)}` };
    const events = people.map((who, n) =>
      signature(who, { slot: deed.slot, ...device, ...(deed.undo % 2 === 0 && { eventId: String(n) }) }),
    );
    const target = deed.undo < 15 ? sent[(deed.undo * 7) % Math.max(1, sent.length)] : undefined;
    sent.push(...events);
    const batch = [...events, signature({ id: 'W1', name: '周素平', village: '' }), ...(target ? [undoOf(target), target] : [])];
    const done = await signIn(deps, callerOf('T02'), id, batch);
    if (!done.ok) expect(done.refusal.code).toBe('WRONG_STATE');
    return;
  }
  if (deed.what === 'file') {
    const lines = deed.people.map((n) => [id, personId(n), '', '', '', deed.slot, '']);
    await bring({ ...bureau, deps }, attendanceImport, rowsOf(ATTENDANCE_COLUMNS, ...lines));
    return;
  }
  const file = valueOf(await openSessionFile(deps, callerOf('T02'), id));
  const { version } = file.session;
  const onward = (Object.keys(ROADS) as SessionAction[]).find(
    (name) => SESSION_COMMANDS.some((command) => command === name) && name === nextOf(file.session.state),
  );
  const what = deed.what === 'ONWARD' ? onward : deed.what;
  const by = deed.what === 'ONWARD' ? (ROADS[what ?? ''] ?? 'T02') : deed.by;
  const result =
    what === undefined
      ? undefined
      : what === 'enrol'
        ? await enrol(deps, callerOf(by), id, { people })
        : what === 'withdraw'
          ? await withdraw(deps, callerOf(by), id, { people })
          : what === 'issueHandouts'
            ? await issueHandouts(deps, callerOf(by), id, { quantity: 3 })
            : what === 'signIn'
              ? undefined
              : await giveSessionCommand(deps, callerOf(by), id, commandFor(what, people), version);
  if (result && !result.ok) expect(REFUSALS).toContain(result.refusal.code);
};

const NEXT: Readonly<Record<string, SessionAction>> = {
  PLANNED: 'approve',
  APPROVED: 'open',
  OPEN: 'ready',
  READY: 'start',
  IN_SESSION: 'end',
  ENDED: 'seal',
  SEALED: 'verify',
  VERIFIED: 'close',
  REJECTED_CHECK: 'seal',
};
const nextOf = (state: string): SessionAction | undefined => NEXT[state];

const commandFor = (name: Parameters<typeof sessionCommand>[0], people: readonly string[]) =>
  sessionCommand(
    name,
    name === 'correct'
      ? { add: people.slice(0, 1).map((one) => ({ personId: one })), remove: people.slice(1, 2), handouts: people.length }
      : name === 'reschedule'
        ? { date: '2026-09-18', startsAt: '14:30' }
        : {},
  );

describe('Sessions at work', () => {
  it('keep whole histories, true counts and sheets that can be proved, whatever meets', async () => {
    let day = 0;
    let left = 0; // sessions in the bureaus before this one
    let checked = 0;
    await fc.assert(
      fc.asyncProperty(rounds, async (all) => {
        if (day > 0 && day % RUNS_IN_ONE === 0) {
          left += checked;
          await moveOn();
        }
        day += 1;
        const date = `2026-${String(1 + (day % 8)).padStart(2, '0')}-${String(1 + (day % 28)).padStart(2, '0')}`;
        const sessions: string[] = [];
        for (const [hours, state] of [
          [3, 'IN_SESSION'],
          [7, 'READY'],
        ] as const)
          sessions.push((await sessionIn(bureau, state, { date, hours, capacity: 3 })).session.sessionId);
        const sent: SampleEvent[] = [];
        for (const round of all) {
          await Promise.all(round.map((deed) => act(sessions, sent, deed)));
          checked = await checkTraining(bureau.deps.db);
        }
      }),
      { numRuns: 20 },
    );
    expect(left + checked).toBeGreaterThanOrEqual(40);
  }, 120_000);
});
