// A session from planning to its file: its number, its sheet, its seal, its corrections, on the real engine.
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldSession } from '../../functions/domain/training/evolve.ts';
import { everybody } from '../../functions/domain/training/seal.ts';
import {
  giveSessionCommand,
  openSessionFile,
  planSession,
  sessionsOf,
  sessionsOn,
  verifySessionHistory,
} from '../../functions/services/sessions.ts';
import { issueHandouts } from '../../functions/services/handouts.ts';
import type { SessionFile } from '../../functions/services/session-shapes.ts';
import { sheetHash } from '../../functions/services/sheet-facts.ts';
import { countedSheetRow } from '../../functions/store/sheet-rows.ts';
import { freshBureau, valueOf, type TestBureau } from '../support/bureau.ts';
import { DAY, enterRoll, give, personId, plan, sessionCommand, sessionIn, signAs, signature } from '../support/training.ts';

let bureau: TestBureau;
beforeAll(async () => {
  bureau = await freshBureau();
  await enterRoll(bureau, 40, [5]);
});
afterAll(() => bureau.stop());

const opened = async (id: string, by = 'T02') => valueOf(await openSessionFile(bureau.deps, bureau.callerOf(by), id));
const countedRow = async (id: string) => {
  const { tables, doc } = bureau.deps.db;
  const { Item } = await doc.send(new GetCommand({ TableName: tables.training, Key: { pk: `990581#SES#${id}`, sk: 'SHEET' } }));
  return Item && countedSheetRow(Object.fromEntries(Object.entries(Item).filter(([name]) => name !== 'pk' && name !== 'sk')));
};

describe('A session', () => {
  it('goes from its plan to its file, and only the sealed sheet counts', async () => {
    let file = await sessionIn(bureau, 'IN_SESSION', { date: '2026-09-17', startsAt: '14:30' });
    const id = file.session.sessionId;
    const verdicts = await signAs(bureau, 'T02', id, [
      ...[1, 2, 3, 5].map((n) => signature(personId(n))),
      signature({ id: 'W001', name: '周素平', village: '柑林村' }),
    ]);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(Array(5).fill('recorded'));
    valueOf(await issueHandouts(bureau.deps, bureau.callerOf('T02'), id, { quantity: 6 }));
    file = await opened(id);
    expect(file.counts).toEqual({ enrolled: 0, present: 5, walkIns: 1, annulled: 0 });
    expect(file.session.handouts).toBe(6);
    expect(await countedRow(id)).toBeUndefined();

    file = await give(bureau, 'T02', await give(bureau, 'T02', file, 'end'), 'seal', { paperTotal: 5 });
    const counted = { migrants: ['P.P00001', 'P.P00002', 'P.P00003'], others: ['P.P00005', 'W.W001'], handouts: 6, topic: '柑桔' };
    expect(await countedRow(id)).toMatchObject(counted);
    expect(file.counted).toMatchObject(counted);
    file = await give(bureau, 'J01', file, 'verify', { sample: 2, hits: 2 });
    file = await give(bureau, 'T02', file, 'close');
    expect(file.session.state).toBe('CLOSED');
    expect(file).toEqual(await opened(id));
    expect(foldSession(file.events)).toEqual(file.session);
    expect(valueOf(await verifySessionHistory(bureau.deps, bureau.callerOf('A01'), id))).toEqual({ ok: true, events: 9 });
  });

  it('gets gapless numbers of the year it is held in, however many plan at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 12 }, () => planSession(bureau.deps, bureau.callerOf('T01'), plan({ date: '2027-03-01' }))),
    );
    expect(all.map((one) => valueOf(one).session.sessionId).sort()).toEqual(
      Array.from({ length: 12 }, (_, n) => `PX-2027-${String(n + 1).padStart(4, '0')}`),
    );
  });

  it('is refused to whoever does not organise, and with every wrong field', async () => {
    expect(await planSession(bureau.deps, bureau.callerOf('F03'), plan())).toMatchObject({ refusal: { code: 'NOT_YOURS' } });
    const wrong = await planSession(
      bureau.deps,
      bureau.callerOf('T02'),
      plan({ township: '1', hours: 0.7, startsAt: '25:00', capacity: 0 }),
    );
    expect(wrong).toMatchObject({ refusal: { code: 'INVALID' } });
    if (!wrong.ok) expect(wrong.refusal.data.fields?.map(({ path }) => path)).toEqual(['startsAt', 'hours', 'capacity', 'township']);
  });

  it('planned twice with one key is planned once; the key with another body is refused', async () => {
    const send = (body: string) =>
      planSession(bureau.deps, bureau.callerOf('T02'), plan(), { route: 'POST /sessions', key: 'plan-1', body });
    const first = valueOf(await send('{}'));
    expect(valueOf(await send('{}'))).toEqual(first);
    expect(await send('{"a":1}')).toMatchObject({ refusal: { code: 'KEY_REUSED' } });
  });

  it('tells a stale version the current one, and repeats its answer to the same key', async () => {
    const file = await sessionIn(bureau, 'APPROVED');
    const { sessionId } = file.session;
    const key = { route: `POST /sessions/${sessionId}/open`, key: 'open-1', body: '{}' };
    const send = () => giveSessionCommand(bureau.deps, bureau.callerOf('T02'), sessionId, sessionCommand('open'), 2, key);
    const first = valueOf(await send());
    expect(valueOf(await send())).toEqual(first);
    expect(await giveSessionCommand(bureau.deps, bureau.callerOf('T02'), sessionId, sessionCommand('ready'), 2)).toMatchObject({
      refusal: { code: 'STALE', data: { version: 3 } },
    });
  });

  it('of five who end it at once exactly one does', async () => {
    const { session } = await sessionIn(bureau, 'IN_SESSION');
    const all = await Promise.all(
      Array.from({ length: 5 }, () =>
        giveSessionCommand(bureau.deps, bureau.callerOf('T02'), session.sessionId, sessionCommand('end'), session.version),
      ),
    );
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    for (const one of all.filter(({ ok }) => !ok)) expect(one).toMatchObject({ refusal: { code: 'STALE' } });
  });

  it('is not begun before its day', async () => {
    const file = await sessionIn(bureau, 'READY', { date: '2026-09-19' });
    expect(await giveSessionCommand(bureau.deps, bureau.callerOf('T02'), file.session.sessionId, sessionCommand('start'), 4)).toMatchObject(
      {
        refusal: { code: 'TOO_EARLY', data: { from: '2026-09-19' } },
      },
    );
  });

  it('moves to its new day when it is put off', async () => {
    const file = await give(bureau, 'T02', await sessionIn(bureau, 'POSTPONED'), 'reschedule', { date: '2026-10-09', startsAt: '14:30' });
    expect(file.session).toMatchObject({ state: 'APPROVED', date: '2026-10-09', startsAt: '14:30' });
    expect(file.session.reason).toBeUndefined();
    const day = valueOf(await sessionsOn(bureau.deps, bureau.callerOf('T02'), '2026-10-09'));
    expect(day.map(({ sessionId }) => sessionId)).toEqual([file.session.sessionId]);
  });

  it('stands in the list of its month, in order, by pages, by township and kind', async () => {
    const list = async (query: object) => valueOf(await sessionsOf(bureau.deps, bureau.callerOf('A01'), { month: '2027-03', ...query }));
    const first = await list({ limit: 5 });
    const second = await list({ limit: 5, cursor: first.cursor });
    const third = await list({ limit: 5, cursor: second.cursor });
    expect([...first.items, ...second.items, ...third.items].map(({ sessionId }) => sessionId)).toHaveLength(12);
    expect(third.cursor).toBeUndefined();
    expect((await list({ township: '990581101' })).items).toEqual([]);
    expect((await list({ kind: 'PRACTICAL', limit: 3 })).items).toHaveLength(3);
  });

  it('is not there for another bureau, nor under a number that is not', async () => {
    const { session } = await sessionIn(bureau, 'OPEN');
    const other = { ...bureau.deps, bureau: '990582', db: { ...bureau.deps.db, bureau: '990582' } };
    expect(await openSessionFile(other, bureau.callerOf('T02'), session.sessionId)).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
    expect(await openSessionFile(bureau.deps, bureau.callerOf('T02'), 'PX-2026-9999')).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
  });
});

describe('A seal', () => {
  it('asks why paper and sheet differ, and keeps the answer', async () => {
    const file = await sessionIn(bureau, 'ENDED');
    const seal = (data: object) =>
      giveSessionCommand(bureau.deps, bureau.callerOf('T02'), file.session.sessionId, sessionCommand('seal', data), file.session.version);
    expect(await seal({ paperTotal: 2 })).toMatchObject({ refusal: { code: 'COUNTS_DIFFER', data: { paper: 2, system: 0 } } });
    const sealed = valueOf(await seal({ paperTotal: 2, difference: '两人先走' }));
    expect(sealed.session).toMatchObject({ state: 'SEALED', paperTotal: 2, difference: '两人先走' });
    expect(sealed.findings.map(({ code }) => code)).toContain('PAPER_DIFFERS');
  });

  it('and a sign-in at the same moment agree on who is in', async () => {
    const file = await sessionIn(bureau, 'ENDED', { startsAt: '19:00' });
    const id = file.session.sessionId;
    const batches = Array.from({ length: 6 }, (_, n) => [signature(personId(20 + n * 2)), signature(personId(21 + n * 2))]);
    const [sealed, ...verdicts] = await Promise.all([
      giveSessionCommand(bureau.deps, bureau.callerOf('T02'), id, sessionCommand('seal'), file.session.version),
      ...batches.map((batch) => signAs(bureau, 'T02', id, batch)),
    ]);
    const counted = valueOf(sealed).counted;
    const recorded = verdicts.flat().filter(({ verdict }) => verdict === 'recorded').length;
    expect(counted && everybody(counted)).toHaveLength(recorded);
    expect((await opened(id)).counts.present).toBe(recorded);
  });
});

describe('A correction of a sealed sheet', () => {
  const sealedWith = async (people: readonly number[], given = {}): Promise<SessionFile> => {
    const file = await sessionIn(bureau, 'IN_SESSION', given);
    await signAs(
      bureau,
      'T02',
      file.session.sessionId,
      people.map((n) => signature(personId(n))),
    );
    return give(bureau, 'T02', await give(bureau, 'T02', file, 'end'), 'seal');
  };

  it('adds and takes out, and the sheet before it can still be proved', async () => {
    const sealed = await sealedWith([1, 2, 3]);
    const id = sealed.session.sessionId;
    const file = await give(bureau, 'T01', sealed, 'correct', {
      reason: '签到表核对',
      add: [{ personId: personId(4) }, { walkIn: { name: '周素平', village: '柑林村' } }],
      remove: ['P.P00002'],
      handouts: 9,
    });
    expect(file.session).toMatchObject({ state: 'SEALED', version: sealed.session.version + 1, handouts: 9 });
    expect(file.counts).toMatchObject({ present: 4, walkIns: 1, annulled: 1 });
    expect(file.counted?.migrants).toEqual(['P.P00001', 'P.P00003', 'P.P00004']);
    expect(file.counted?.handouts).toBe(9);
    expect(file).toEqual(await opened(id, 'T01'));
    const corrected = file.events.at(-1);
    if (corrected?.type !== 'corrected') throw new Error('no correction');
    const before = everybody(file.counted!)
      .filter((who) => !corrected.data.added.includes(who))
      .concat(corrected.data.removed)
      .sort();
    const seal = sealed.events.at(-1);
    if (seal?.type !== 'sealed') throw new Error('no seal');
    expect(sheetHash(before)).toBe(seal.data.sheet);
    expect(corrected.data.before.sheet).toBe(seal.data.sheet);
    expect(corrected.data.after.sheet).toBe(sheetHash(everybody(file.counted!)));
    expect(file.annulled).toMatchObject([{ who: 'P.P00002', how: 'CORRECTED', undoneBy: 'T01' }]);
    expect(valueOf(await verifySessionHistory(bureau.deps, bureau.callerOf('T01'), id)).ok).toBe(true);
  });

  it('names everybody who cannot come in or go out, and changes nothing', async () => {
    const elsewhere = await sealedWith([10], { startsAt: '14:30' });
    const sealed = await sealedWith([11], { startsAt: '15:00' });
    const refused = await giveSessionCommand(
      bureau.deps,
      bureau.callerOf('L03'),
      sealed.session.sessionId,
      sessionCommand('correct', {
        add: [{ personId: personId(11) }, { personId: personId(10) }, { personId: 'P99999' }],
        remove: ['P.P00012'],
      }),
      sealed.session.version,
    );
    expect(refused).toMatchObject({
      refusal: {
        code: 'INVALID',
        data: {
          fields: [
            { path: 'add.0', message: 'onSheetAlready' },
            { path: 'add.1', message: 'halfDay', data: { session: elsewhere.session.sessionId } },
            { path: 'add.2', message: 'unknownPerson' },
            { path: 'remove.0', message: 'notOnSheet' },
          ],
        },
      },
    });
    expect(await opened(sealed.session.sessionId)).toMatchObject({ session: sealed.session, counts: sealed.counts });
  });

  it('of more half-days than one transaction takes is refused', async () => {
    const sealed = await (async () => {
      const file = await sessionIn(bureau, 'IN_SESSION', { date: '2026-08-03', startsAt: '08:30', hours: 80 });
      const slots = Array.from({ length: 20 }, (_, n) => n + 1);
      const events = [31, 32, 33].flatMap((n) => slots.map((slot) => signature(personId(n), { slot })));
      await signAs(bureau, 'T02', file.session.sessionId, events);
      return give(bureau, 'T02', await give(bureau, 'T02', file, 'end'), 'seal');
    })();
    const remove = (...people: number[]) =>
      giveSessionCommand(
        bureau.deps,
        bureau.callerOf('T01'),
        sealed.session.sessionId,
        sessionCommand('correct', { remove: people.map(personId) }),
        sealed.session.version,
      );
    expect(await remove(31, 32, 33)).toMatchObject({
      refusal: { code: 'INVALID', data: { fields: [{ path: 'remove', message: 'tooMany' }] } },
    });
    expect(valueOf(await remove(31, 32)).counts).toMatchObject({ present: 1, annulled: 40 });
  });

  it('of a sheet that failed its check leaves it void until it is sealed again', async () => {
    let file = await sealedWith([12, 13], { startsAt: '18:30' });
    file = await give(bureau, 'J01', file, 'rejectCheck');
    expect(file.counted).toMatchObject({ void: true, migrants: ['P.P00012', 'P.P00013'] });
    file = await give(bureau, 'T01', file, 'correct', { remove: ['P.P00012'] });
    expect(file.counted).toMatchObject({ void: true, migrants: ['P.P00013'] });
    file = await give(bureau, 'T02', file, 'seal');
    expect(file.counted?.void).toBeUndefined();
    expect(file.session.reason).toBeUndefined();
    expect(await countedRow(file.session.sessionId)).toEqual(file.counted);
  });
});

describe('Names on a sheet', () => {
  it('are not shown to whoever keeps the system running', async () => {
    const file = await sessionIn(bureau, 'IN_SESSION', { date: DAY, startsAt: '08:00', hours: 1 });
    await signAs(bureau, 'T02', file.session.sessionId, [signature(personId(30))]);
    const { sheet } = await opened(file.session.sessionId, 'S01');
    expect(sheet).toMatchObject([{ name: '', village: '' }]);
    expect((await opened(file.session.sessionId, 'A01')).sheet).toMatchObject([{ name: '村民30' }]);
  });
});
