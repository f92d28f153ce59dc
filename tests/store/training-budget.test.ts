// What the jobs of a session cost: capacity units with their indexes, and calls, against the physical minimum of the data model.
// The directory (staff, townships, calendar) is held in memory and read before the meter runs.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrol, withdraw } from '../../functions/services/enrolment.ts';
import { issueHandouts } from '../../functions/services/handouts.ts';
import { giveSessionCommand, openSessionFile, planSession, sessionsOf } from '../../functions/services/sessions.ts';
import { freshBureau, valueOf, type TestBureau } from '../support/bureau.ts';
import { billed, type Bill } from '../support/meter.ts';
import { enterRoll, give, personId, plan, sessionCommand, sessionIn, signAs, signature, undoOf } from '../support/training.ts';

let bureau: TestBureau;
beforeAll(async () => {
  bureau = await freshBureau();
  await enterRoll(bureau, 97);
});
afterAll(() => bureau.stop());

const bill = (work: () => Promise<unknown>): Promise<Bill> => billed(bureau.deps.db.doc, work);
const key = (name: string) => ({ route: 'POST /', key: name, body: '{}' });
const people = (count: number) => Array.from({ length: count }, (_, n) => personId(n + 1));

let day = 0;
const running = async (given: object = {}) => {
  day += 1;
  return sessionIn(bureau, 'IN_SESSION', { date: `2026-08-${String(day).padStart(2, '0')}`, ...given });
};

describe('A batch from the door', () => {
  for (const n of [1, 10, 97]) {
    it(`of ${n} costs 3 × ${n} + 2 write units in one transaction`, async () => {
      const { session } = await running();
      await signAs(bureau, 'T02', session.sessionId, []);
      const events = people(n).map((who) => signature(who));
      const cost = await bill(() => signAs(bureau, 'T02', session.sessionId, events));
      expect(cost.written).toBe(3 * n + 2);
      // The session with its rows, the people at the same time, the transaction.
      expect(cost.calls).toEqual({ BatchGetItem: 2, TransactWriteItems: 1 });
    });
  }

  it('of a session never met here asks for it first', async () => {
    const { session } = await running();
    const cost = await bill(() => signAs(bureau, 'T02', session.sessionId, [signature(personId(1))]));
    expect(cost.calls).toEqual({ GetItem: 1, BatchGetItem: 2, TransactWriteItems: 1 });
  });

  it('sent again writes nothing', async () => {
    const { session } = await running();
    const events = people(20).map((who) => signature(who));
    await signAs(bureau, 'T02', session.sessionId, events);
    const cost = await bill(() => signAs(bureau, 'T02', session.sessionId, events));
    expect(cost.written).toBe(0);
    expect(cost.calls['TransactWriteItems']).toBeUndefined();
  });

  it('that takes one back costs the row, what is kept of it, and the session', async () => {
    const { session } = await running();
    const event = signature(personId(1));
    await signAs(bureau, 'T02', session.sessionId, [event]);
    const cost = await bill(() => signAs(bureau, 'T02', session.sessionId, [undoOf(event)]));
    expect(cost.written).toBeLessThanOrEqual(2 + 3 + 2);
    expect(cost.calls['TransactWriteItems']).toBe(1);
  });
});

describe('A session', () => {
  it('is planned for 9 write units, its receipt with them, in two calls', async () => {
    // Head with its month, event, series, receipt.
    const cost = await bill(async () => valueOf(await planSession(bureau.deps, bureau.callerOf('T02'), plan(), key('plan'))));
    expect(cost.calls).toEqual({ BatchGetItem: 1, TransactWriteItems: 1 });
    expect(cost.written).toBeLessThanOrEqual(9);
  });

  it('changes its state for 7 write units, its receipt with them', async () => {
    const { session } = await sessionIn(bureau, 'PLANNED');
    const cost = await bill(async () =>
      valueOf(await giveSessionCommand(bureau.deps, bureau.callerOf('T01'), session.sessionId, sessionCommand('approve'), 1, key('go'))),
    );
    expect(cost.calls).toEqual({ Query: 2, TransactWriteItems: 1 }); // its own rows and its sheet, at once
    expect(cost.written).toBeLessThanOrEqual(7);
  });

  it('enrols one person for 4 write units', async () => {
    const { session } = await sessionIn(bureau, 'OPEN');
    const seat = { people: [personId(1)] };
    const cost = await bill(async () => valueOf(await enrol(bureau.deps, bureau.callerOf('T02'), session.sessionId, seat)));
    expect(cost.calls).toEqual({ GetItem: 1, BatchGetItem: 2, TransactWriteItems: 1 });
    expect(cost.written).toBeLessThanOrEqual(5); // the list of the month shows how many
    const back = await bill(async () => valueOf(await withdraw(bureau.deps, bureau.callerOf('T02'), session.sessionId, seat)));
    expect(back.written).toBeLessThanOrEqual(5);
  });

  it('issues handouts for 5 write units', async () => {
    const { session } = await running();
    const cost = await bill(async () =>
      valueOf(await issueHandouts(bureau.deps, bureau.callerOf('T02'), session.sessionId, { quantity: 90 })),
    );
    expect(cost.written).toBeLessThanOrEqual(5);
  });

  it('with ninety people on its sheet opens for 5 read units in two calls at once', async () => {
    const file = await running();
    await signAs(
      bureau,
      'T02',
      file.session.sessionId,
      people(90).map((who) => signature(who)),
    );
    const cost = await bill(async () => valueOf(await openSessionFile(bureau.deps, bureau.callerOf('T02'), file.session.sessionId)));
    expect(cost.calls).toEqual({ Query: 2 });
    expect(cost.read).toBeLessThanOrEqual(5);
    const ended = await give(
      bureau,
      'T02',
      valueOf(await openSessionFile(bureau.deps, bureau.callerOf('T02'), file.session.sessionId)),
      'end',
    );
    const sealed = await bill(() => give(bureau, 'T02', ended, 'seal'));
    expect(sealed.calls).toEqual({ Query: 2, TransactWriteItems: 1 });
  });

  it('is listed with its month in one call', async () => {
    const list = (month: string) => bill(async () => valueOf(await sessionsOf(bureau.deps, bureau.callerOf('T02'), { month })));
    expect((await list('2026-09')).calls).toEqual({ Query: 1 });
    expect((await list('2026-08')).calls).toEqual({ Query: 1, BatchGetItem: 1 }); // people are signing in: how many are there now
  });
});
