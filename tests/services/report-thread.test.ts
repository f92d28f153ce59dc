// From the door to the figure: real sessions and people, their real streams, the report and the rows behind it, through seal, correction and check.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionsBehind, trainedBehind } from '../../functions/services/report-rows.ts';
import { project } from '../../functions/services/projection.ts';
import { report } from '../../functions/services/reports.ts';
import { rebuild } from '../../functions/store/recount.ts';
import { freshBureau, valueOf, type TestBureau } from '../support/bureau.ts';
import { streamRecords } from '../support/petition-stream.ts';
import { enterRoll, give, sessionIn, signAs, signature } from '../support/training.ts';

let bureau: TestBureau;
beforeAll(async () => {
  bureau = await freshBureau();
});
afterAll(() => bureau.stop());

const LABEL = '2026-H2';

/** All records so far, once more each time: what was counted before is recognised. */
const told = async () => {
  const { deps, tables, callerOf } = bureau;
  for (const table of ['training', 'directory'] as const) {
    const records = await streamRecords(tables, tables.tables[table]);
    for (let n = 0; n < records.length; n += 100) await project(deps.db, records.slice(n, n + 100));
  }
  const { training, people } = valueOf(await report(deps, LABEL));
  const rows = valueOf(await sessionsBehind(deps, { label: LABEL, filter: {} }));
  const trained = valueOf(await trainedBehind(deps, callerOf('L01'), { label: LABEL, count: 'persons' }));
  expect([rows.count, rows.personTimes, rows.handouts, trained.count]).toEqual([
    training.sessions,
    training.personTimes,
    training.handouts,
    training.distinctPersons,
  ]);
  return { training, people };
};

describe('A session at the door', () => {
  it('counts when it is sealed, as it is corrected, and not once it fails its check', async () => {
    const [first = '', second = '', gone = ''] = await enterRoll(bureau, 3, [3]);
    const door = await sessionIn(bureau, 'IN_SESSION');
    const id = door.session.sessionId;
    const walkIn = { id: 'W00001', name: '杨丽', village: '沙湾村' };
    await signAs(
      bureau,
      'T02',
      id,
      [first, gone, walkIn].map((who) => signature(who)),
    );
    expect((await told()).training).toMatchObject({ sessions: 0, personTimes: 0 });

    const ended = await give(bureau, 'T02', door, 'end');
    const sealed = await give(bureau, 'T02', ended, 'seal');
    const counted = await told();
    expect(counted.training).toMatchObject({ sessions: 1, personTimes: 3, distinctPersons: 3, distinctMigrants: 1, others: 2 });
    expect(counted.training.byMonth).toEqual({ '2026-09': 1 });
    expect(counted.people).toMatchObject({ atEnd: 2 }); // one of three left the roll before

    const corrected = await give(bureau, 'T01', sealed, 'correct', { add: [{ personId: second }], remove: [], handouts: 7 });
    expect((await told()).training).toMatchObject({ sessions: 1, personTimes: 4, handouts: 7, distinctPersons: 4, distinctMigrants: 2 });

    const before = valueOf(await report(bureau.deps, LABEL));
    await rebuild(bureau.deps.db);
    expect(valueOf(await report(bureau.deps, LABEL))).toEqual(before);

    await give(bureau, 'J01', corrected, 'rejectCheck');
    expect((await told()).training).toMatchObject({ sessions: 0, personTimes: 0, handouts: 0, distinctPersons: 0, byKind: {} });
  });
});
