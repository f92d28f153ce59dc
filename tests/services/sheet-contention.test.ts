// What the embedded engine never shows and the cloud does: an index that lags behind its table, and transactions that meet.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveSessionCommand, openSessionFile } from '../../functions/services/sessions.ts';
import { HEAD, trainingPk } from '../../functions/store/keys.ts';
import { freshBureau, NOW, valueOf, type TestBureau } from '../support/bureau.ts';
import { enterRoll, give, personId, sessionCommand, sessionIn, signAs, signature, undoOf } from '../support/training.ts';
import { checkTraining } from '../support/whole-training.ts';

let bureau: TestBureau;
beforeAll(async () => {
  bureau = await freshBureau();
  await enterRoll(bureau, 20);
});
afterAll(() => bureau.stop());

type Answer = { readonly output: { Items?: unknown[] } };

/** Lets the index of sheets miss its newest line for so many reads. */
const lagging = async <T>(reads: number, work: () => Promise<T>): Promise<T> => {
  let left = reads;
  const { doc } = bureau.deps.db;
  doc.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { IndexName } = args.input as { IndexName?: string };
      if (IndexName === 'sheet' && left > 0) {
        left -= 1;
        (result as unknown as Answer).output.Items?.pop();
      }
      return result;
    },
    { step: 'initialize', name: 'lag' },
  );
  try {
    return await work();
  } finally {
    doc.middlewareStack.remove('lag');
  }
};

/** Cancels so many transactions because they met another one. */
const meeting = async <T>(times: number, work: () => Promise<T>): Promise<T> => {
  let left = times;
  const { doc } = bureau.deps.db;
  doc.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName?.startsWith('TransactWrite') !== true || left === 0) return next(args);
      left -= 1;
      throw new TransactionCanceledException({
        message: 'met another',
        $metadata: {},
        CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
      });
    },
    { step: 'initialize', name: 'meet' },
  );
  try {
    return await work();
  } finally {
    doc.middlewareStack.remove('meet');
  }
};

let hour = 8;
const running = async () => {
  hour += 4;
  const startsAt = `${String(hour % 24).padStart(2, '0')}:00`;
  return sessionIn(bureau, 'IN_SESSION', { date: `2026-07-${String(hour).padStart(2, '0')}`, startsAt });
};
const opened = async (id: string) => valueOf(await openSessionFile(bureau.deps, bureau.callerOf('T02'), id));

describe('An index that lags', () => {
  it('does not leave anybody out of a sealed sheet', async () => {
    const { session } = await running();
    await signAs(
      bureau,
      'T02',
      session.sessionId,
      [1, 2, 3].map((n) => signature(personId(n))),
    );
    const ended = await give(bureau, 'T02', await opened(session.sessionId), 'end');
    const sealed = await lagging(3, () => give(bureau, 'T02', ended, 'seal'));
    expect(sealed.counted?.migrants).toHaveLength(3);
    expect(sealed).toEqual(await opened(session.sessionId));
  });

  it('that never catches up makes the seal wait, and nothing is written', async () => {
    const { session } = await running();
    await signAs(bureau, 'T02', session.sessionId, [signature(personId(1))]);
    const ended = await give(bureau, 'T02', await opened(session.sessionId), 'end');
    const { sessionId, version } = ended.session;
    const refused = await lagging(100, () =>
      giveSessionCommand(bureau.deps, bureau.callerOf('T02'), sessionId, sessionCommand('seal'), version),
    );
    expect(refused).toMatchObject({ refusal: { code: 'BUSY' } });
    expect((await opened(sessionId)).session.state).toBe('ENDED');
  });

  it('does not hide a sign-in from being taken back', async () => {
    const { session } = await running();
    const event = signature(personId(4));
    await signAs(bureau, 'T02', session.sessionId, [event]);
    expect(await lagging(2, () => signAs(bureau, 'T02', session.sessionId, [undoOf(event)]))).toMatchObject([{ verdict: 'recorded' }]);
    expect((await opened(session.sessionId)).counts.present).toBe(0);
  });
});

describe('Counts that have drifted from the sheet', () => {
  const drifted = async () => {
    const { session } = await running();
    await signAs(bureau, 'T02', session.sessionId, [signature(personId(8)), signature(personId(9))]);
    await bureau.deps.db.doc.send(
      new UpdateCommand({
        TableName: bureau.deps.db.tables.training,
        Key: { pk: trainingPk(bureau.deps.bureau, session.sessionId), sk: HEAD },
        UpdateExpression: 'ADD nowPresent :more, nowWalkIns :more',
        ExpressionAttributeValues: { ':more': 1 },
      }),
    );
    return give(bureau, 'T02', await opened(session.sessionId), 'end');
  };

  it('hold up the seal while the index may lag, and are set right by it afterwards', async () => {
    const ended = await drifted();
    const { sessionId, version } = ended.session;
    const seal = (data: object) =>
      giveSessionCommand(bureau.deps, bureau.callerOf('T02'), sessionId, sessionCommand('seal', data), version);
    expect(await seal({})).toMatchObject({ refusal: { code: 'BUSY' } });
    bureau.setNow('2026-09-18T10:03:00.000+08:00');
    expect(await seal({ paperTotal: 3 })).toMatchObject({ refusal: { code: 'COUNTS_DIFFER', data: { paper: 3, system: 2 } } });
    const sealed = valueOf(await seal({ paperTotal: 2 }));
    expect(sealed).toMatchObject({ counts: { present: 2, walkIns: 0 }, counted: { migrants: ['P.P00008', 'P.P00009'] } });
    expect(sealed).toEqual(await opened(sessionId));
    await checkTraining(bureau.deps.db);
    bureau.setNow(NOW);
  });

  it('do not keep an undo of what nobody knows waiting for ever', async () => {
    const ended = await drifted();
    bureau.setNow('2026-09-18T10:03:00.000+08:00');
    expect(await signAs(bureau, 'T02', ended.session.sessionId, [undoOf(signature(personId(10)))])).toMatchObject([
      { verdict: 'refused', reason: 'UNKNOWN_EVENT' },
    ]);
    bureau.setNow(NOW);
  });
});

describe('Transactions that meet', () => {
  it('are tried again, and each person counts once', async () => {
    const { session } = await running();
    const events = [5, 6].map((n) => signature(personId(n)));
    expect(await meeting(2, () => signAs(bureau, 'T02', session.sessionId, events))).toMatchObject([
      { verdict: 'recorded' },
      { verdict: 'recorded' },
    ]);
    expect((await opened(session.sessionId)).counts.present).toBe(2);
  });

  it('again and again leave the events to be sent once more', async () => {
    const { session } = await running();
    const event = signature(personId(7));
    expect(await meeting(100, () => signAs(bureau, 'T02', session.sessionId, [event]))).toMatchObject([
      { eventId: event.eventId, verdict: 'refused', reason: 'BUSY' },
    ]);
    expect(await signAs(bureau, 'T02', session.sessionId, [event])).toMatchObject([{ verdict: 'recorded' }]);
  });
});
