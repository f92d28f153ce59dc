// Seats before the class and copies handed out in it: who gets the last seat, and what a repeated request does.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SESSION_TRANSITIONS } from '../../functions/domain/training/transitions.ts';
import { enrol, withdraw } from '../../functions/services/enrolment.ts';
import { issueHandouts } from '../../functions/services/handouts.ts';
import { openSessionFile } from '../../functions/services/sessions.ts';
import { saveEnrolments } from '../../functions/store/save-enrolment.ts';
import { freshBureau, valueOf, type TestBureau } from '../support/bureau.ts';
import { enterRoll, give, personId, sessionIn, signAs, signature } from '../support/training.ts';

let bureau: TestBureau;
beforeAll(async () => {
  bureau = await freshBureau();
  await enterRoll(bureau, 60, [9]);
});
afterAll(() => bureau.stop());

const seat = (id: string, people: readonly string[], by = 'T02') => enrol(bureau.deps, bureau.callerOf(by), id, { people });
const opened = async (id: string) => valueOf(await openSessionFile(bureau.deps, bureau.callerOf('T02'), id));
const open = async (given = {}) => (await sessionIn(bureau, 'OPEN', given)).session.sessionId;

describe('The last seat', () => {
  it('wanted by fifty at once goes to exactly one', async () => {
    const id = await open({ capacity: 1 });
    const all = await Promise.all(Array.from({ length: 50 }, (_, n) => seat(id, [personId(n + 1)])));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    for (const one of all.filter(({ ok }) => !ok)) expect(one).toMatchObject({ refusal: { code: 'FULL', data: { capacity: 1 } } });
    const file = await opened(id);
    expect([file.counts.enrolled, file.enrolments.length]).toEqual([1, 1]);
  });

  it('goes to exactly one also when nothing but the write decides', async () => {
    const id = await open({ capacity: 3 });
    const states = SESSION_TRANSITIONS.enrol.from;
    const row = (n: number) => ({
      personId: personId(n),
      name: '某',
      village: '沙湾村',
      township: '990581102',
      by: 'T02',
      at: bureau.deps.now(),
    });
    await saveEnrolments(bureau.deps.db, { session: id, states, capacity: 3, people: [row(51), row(52)] });
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, n) => saveEnrolments(bureau.deps.db, { session: id, states, capacity: 3, people: [row(n + 1)] })),
    );
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await opened(id)).counts.enrolled).toBe(3);
  });

  it('is free again when it is given back', async () => {
    const id = await open({ capacity: 1 });
    valueOf(await seat(id, [personId(1)]));
    expect(await seat(id, [personId(2)])).toMatchObject({ refusal: { code: 'FULL' } });
    const back = () => withdraw(bureau.deps, bureau.callerOf('Z02'), id, { people: [personId(1)] });
    expect(valueOf(await back())).toEqual({ withdrawn: [personId(1)], refused: [] });
    expect(await back()).toMatchObject({ refusal: { code: 'INVALID', data: { fields: [{ message: 'notEnrolled' }] } } });
    expect(valueOf(await seat(id, [personId(2)])).enrolled).toEqual([personId(2)]);
  });

  it('is never what turns a walk-in away', async () => {
    const file = await give(bureau, 'T02', await sessionIn(bureau, 'READY', { capacity: 1 }), 'start');
    const verdicts = await signAs(bureau, 'T02', file.session.sessionId, [
      signature(personId(1)),
      signature(personId(2)),
      signature({ name: '周素平', village: '' }),
    ]);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['recorded', 'recorded', 'recorded']);
  });
});

describe('Enrolling', () => {
  it('the same person twice is refused, also at the same moment', async () => {
    const id = await open();
    const both = await Promise.all([seat(id, [personId(1)]), seat(id, [personId(1)])]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'ENROLLED' } });
    expect((await opened(id)).counts.enrolled).toBe(1);
  });

  it('many takes as many as there are seats, in their order, and says why of the others', async () => {
    const id = await open({ capacity: 3 });
    valueOf(await seat(id, [personId(2)]));
    expect(valueOf(await seat(id, [personId(1), personId(2), 'P99999', personId(3), personId(4), personId(1)]))).toEqual({
      enrolled: [personId(1), personId(3)],
      refused: [
        { personId: personId(2), reason: 'ENROLLED' },
        { personId: 'P99999', reason: 'UNKNOWN_PERSON' },
        { personId: personId(4), reason: 'FULL' },
      ],
    });
  });

  it('on a project’s money takes only people on the roll that day', async () => {
    expect(await seat(await open({ fundLine: 'PROJECT' }), [personId(9)])).toMatchObject({
      refusal: { code: 'INVALID', data: { fields: [{ path: 'personId', message: 'notOnRoll' }] } },
    });
    valueOf(await seat(await open(), [personId(9)]));
  });

  it('by a township is for its own people', async () => {
    const id = await open();
    valueOf(await seat(id, [personId(1)], 'Z02'));
    expect(await seat(id, [personId(2)], 'Z01')).toMatchObject({
      refusal: { code: 'INVALID', data: { fields: [{ message: 'unknownPerson' }] } },
    });
  });

  it('is over once the class has begun, and not for everybody', async () => {
    const { session } = await sessionIn(bureau, 'IN_SESSION');
    expect(await seat(session.sessionId, [personId(1)])).toMatchObject({ refusal: { code: 'WRONG_STATE' } });
    expect(await seat(await open(), [personId(1)], 'J01')).toMatchObject({ refusal: { code: 'NOT_YOURS' } });
    expect(await seat('PX-2026-9999', [personId(1)])).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
    expect(
      await seat(
        await open(),
        Array.from({ length: 91 }, (_, n) => personId(n)),
      ),
    ).toMatchObject({ refusal: { code: 'INVALID' } });
  });
});

describe('Handouts', () => {
  it('add up, also when two tables hand out at once', async () => {
    const { session } = await sessionIn(bureau, 'IN_SESSION');
    const issue = (quantity: number) =>
      issueHandouts(bureau.deps, bureau.callerOf('T02'), session.sessionId, { item: '柑桔手册', quantity });
    await Promise.all([issue(40), issue(50), issue(16)]);
    const file = await opened(session.sessionId);
    expect(file.session.handouts).toBe(106);
    expect(file.handouts.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(106);
    expect((await give(bureau, 'T02', await give(bureau, 'T02', file, 'end'), 'seal')).counted?.handouts).toBe(106);
    expect(await issue(1)).toMatchObject({ refusal: { code: 'WRONG_STATE' } });
  });

  it('sent twice under one key are issued once', async () => {
    const { session } = await sessionIn(bureau, 'IN_SESSION');
    const send = (quantity: number) =>
      issueHandouts(
        bureau.deps,
        bureau.callerOf('T02'),
        session.sessionId,
        { quantity },
        { route: 'POST /h', key: 'h1', body: String(quantity) },
      );
    const first = valueOf(await send(5));
    expect(first).toMatchObject({ quantity: 5, handouts: 5 });
    expect(valueOf(await send(5))).toEqual(first);
    expect(await send(6)).toMatchObject({ refusal: { code: 'KEY_REUSED' } });
    expect((await opened(session.sessionId)).session.handouts).toBe(5);
  });
});
