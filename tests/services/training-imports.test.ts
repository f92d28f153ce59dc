// The two training files: what each line becomes, that bringing them again changes nothing, and the half-year at its real size.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldSession } from '../../functions/domain/training/evolve.ts';
import { attendanceImport } from '../../functions/services/import-kinds/attendance.ts';
import { sessionsImport } from '../../functions/services/import-kinds/sessions.ts';
import { giveSessionCommand, openSessionFile, planSession, verifySessionHistory } from '../../functions/services/sessions.ts';
import { ATTENDANCE_COLUMNS, SESSION_FILE_COLUMNS } from '../../functions/services/session-lines.ts';
import { countedSheetRow } from '../../functions/store/sheet-rows.ts';
import { freshBureau, valueOf, type TestBureau } from '../support/bureau.ts';
import { billed } from '../support/meter.ts';
import { enterRoll, give, personId, plan, sessionCommand, sessionIn, signAs, signature } from '../support/training.ts';
import { bring, bureauAtHome, enterHalfYearRoll, fileRows, newImport, rowsOf, tally } from '../support/training-files.ts';
import { rowsOf as tableRows } from '../support/whole-table.ts';

const COLUMNS = [...SESSION_FILE_COLUMNS, 'fundLine'];
const LINE = [
  'PX-2013-0007',
  'PRACTICAL',
  '2013-02-05',
  '8:30',
  '3',
  '柑桔',
  '红溪镇农技中心',
  '990581102',
  '沙湾村',
  '顾长才',
  '120',
  '106',
];
const sessionRows = (...changes: readonly Record<string, string>[]) =>
  rowsOf(COLUMNS, ...changes.map((change) => COLUMNS.map((name, at) => change[name] ?? LINE[at] ?? '')));
const attendance = (...lines: readonly (readonly (string | number)[])[]) => rowsOf(ATTENDANCE_COLUMNS, ...lines);

let bureau: TestBureau;
beforeAll(async () => {
  bureau = await freshBureau();
  await enterRoll(bureau, 150, [3]);
});
afterAll(() => bureau.stop());

const opened = async (id: string) => valueOf(await openSessionFile(bureau.deps, bureau.callerOf('T02'), id));
const stored = async () =>
  (await tableRows(bureau.deps.db, 'training')).sort((a, b) =>
    `${String(a['pk'])}${String(a['sk'])}` < `${String(b['pk'])}${String(b['sk'])}` ? -1 : 1,
  );

describe('A file of sessions', () => {
  it('brings closed history under its own numbers, and the series goes on after it', async () => {
    const rows = sessionRows(
      {},
      { sessionId: 'PX-2026-0041', date: '2026-09-18', fundLine: 'VILLAGE_AID' },
      { sessionId: 'old_7', handouts: '' },
    );
    expect(tally((await bring(bureau, sessionsImport, rows)).verdicts)).toEqual({ created: 3 });
    const file = await opened('PX-2013-0007');
    expect(file.session).toMatchObject({ state: 'CLOSED', imported: true, startsAt: '08:30', handouts: 106, version: 1 });
    expect(file.counted).toMatchObject({ migrants: [], others: [], group: 'PRACTICAL', handouts: 106 });
    expect(foldSession(file.events)).toEqual(file.session);
    expect((await opened('PX-2026-0041')).counted?.group).toBe('VILLAGE_AID');
    expect((await opened('old_7')).session.handouts).toBe(0);
    expect(valueOf(await planSession(bureau.deps, bureau.callerOf('T02'), plan())).session.sessionId).toBe('PX-2026-0042');
    const before = await stored();
    expect(tally((await bring(bureau, sessionsImport, rows)).verdicts)).toEqual({ unchanged: 3 });
    expect(await stored()).toEqual(before);
  });

  it('says what is wrong with a line, and takes the others', async () => {
    const { verdicts } = await bring(
      bureau,
      sessionsImport,
      sessionRows(
        { sessionId: 'A1' },
        { sessionId: 'A2', date: '2026-09-19' },
        { sessionId: 'A3', township: '1' },
        { sessionId: 'A#4' },
        { sessionId: 'A5', kind: 'PARTY' },
        { sessionId: 'A6', hours: 'three' },
        { sessionId: 'A7', topic: 'a\u0007' },
        { sessionId: 'PX-2013-100000' },
        { sessionId: 'A1', topic: '水产' },
        { sessionId: 'A1' },
        { sessionId: 'PX-2013-0007', capacity: '121' },
        { sessionId: 'A8', startsAt: '24:00' },
        { sessionId: 'A9', capacity: '0' },
      ),
    );
    expect(verdicts.map(({ errors }) => errors?.map(({ path, message }) => `${path} ${message}`).join() ?? '')).toEqual([
      '',
      'date notAfter',
      'township unknownTownship',
      'sessionId sessionId',
      'kind unknownCode',
      'hours notHours',
      'topic controlCharacters',
      'sessionId seriesTooFar',
      'sessionId twiceInFile',
      '',
      'sessionId importedDifferently',
      'startsAt notAClock',
      'capacity tooSmall',
    ]);
    expect(tally(verdicts)).toEqual({ created: 1, unchanged: 1, rejected: 11 });
  });

  it('rehearsed, writes nothing; cut off, goes on and calls its own lines created', async () => {
    const rows = sessionRows(...Array.from({ length: 70 }, (_, n) => ({ sessionId: `B${n}` })));
    const before = await stored();
    expect(tally((await bring(bureau, sessionsImport, rows, { dryRun: true })).verdicts)).toEqual({ created: 70 });
    expect(await stored()).toEqual(before);
    const importId = newImport();
    let asked = 0;
    const first = await bring(bureau, sessionsImport, rows, { importId, timeUp: () => (asked += 1) > 1 });
    expect(first.done).toBe('paused');
    expect(first.verdicts).toHaveLength(30);
    const second = await bring(bureau, sessionsImport, rows, { importId });
    expect([second.done, tally(second.verdicts)]).toEqual(['done', { created: 70 }]);
  });

  it('does not overwrite a session that is planned here', async () => {
    const { session } = await sessionIn(bureau, 'OPEN');
    const { verdicts } = await bring(bureau, sessionsImport, sessionRows({ sessionId: session.sessionId, date: '2026-09-18' }));
    expect(verdicts).toMatchObject([{ verdict: 'rejected', errors: [{ message: 'importedDifferently' }] }]);
  });
});

describe('A file of attendance', () => {
  const imported = async (given: Record<string, string> = {}) => {
    const id = `C${newImport().slice(-6)}`;
    await bring(bureau, sessionsImport, sessionRows({ sessionId: id, ...given }));
    return id;
  };

  it('counts at once in imported sessions, each person once, and bringing it again changes nothing', async () => {
    const id = await imported();
    const rows = attendance(
      ...Array.from({ length: 120 }, (_, n) => [id, personId(n + 1), '', '', '', 1, 'PAPER']),
      [id, '', 'W00565', '周素平', '柑林村', 1, 'NAME'],
      [id, personId(1), '', '', '', 1, 'QR'],
    );
    expect(tally((await bring(bureau, attendanceImport, rows)).verdicts)).toEqual({ created: 121, unchanged: 1 });
    const file = await opened(id);
    expect(file.counts).toMatchObject({ present: 121, walkIns: 1 });
    expect([file.counted?.migrants.length, file.counted?.others]).toEqual([120, ['W.W00565']]); // P00003 left in 2026, long after
    expect(file.sheet).toHaveLength(121);
    const before = await stored();
    expect(tally((await bring(bureau, attendanceImport, rows)).verdicts)).toEqual({ unchanged: 122 });
    expect(await stored()).toEqual(before);
    expect(valueOf(await verifySessionHistory(bureau.deps, bureau.callerOf('T02'), id)).ok).toBe(true);
  });

  it('names the session of the same half-day, rehearsed too', async () => {
    const date = '2013-05-02';
    const [here, there] = [await imported({ date }), await imported({ date, startsAt: '10:00' })];
    const rows = attendance(
      [here, personId(1), '', '', '', 1, ''],
      [there, personId(1), '', '', '', 1, ''],
      [there, personId(2), '', '', '', '', ''],
    );
    const expected = [
      { verdict: 'created' },
      { verdict: 'rejected', errors: [{ path: 'sessionId', message: 'halfDay', data: { session: here } }] },
      { verdict: 'created' },
    ];
    const before = await stored();
    expect((await bring(bureau, attendanceImport, rows, { dryRun: true })).verdicts).toMatchObject(expected);
    expect(await stored()).toEqual(before);
    expect((await bring(bureau, attendanceImport, rows)).verdicts).toMatchObject(expected);
  });

  it('says what is wrong with a line', async () => {
    const id = await imported({ date: '2013-05-03' });
    const { verdicts } = await bring(
      bureau,
      attendanceImport,
      attendance(
        ['PX-1999-0001', personId(1), '', '', '', 1, 'PAPER'],
        [id, 'P99999', '', '', '', 1, 'PAPER'],
        [id, personId(1), 'W1', '某', '', 1, 'PAPER'],
        [id, '', '', '', '', 1, 'PAPER'],
        [id, '', 'W1', '', '', 1, 'PAPER'],
        [id, personId(1), '', '', '', 0, 'PAPER'],
        [id, personId(1), '', '', '', 1, 'FAX'],
        [id, '', 'W1', 'a\u0000', '', 1, 'PAPER'],
        [id, personId(1), '', '', '', 1, 'PAPER', 'more'],
        [id, personId(1), '', '', '', 1, 'PAPER'],
      ),
    );
    expect(verdicts.map(({ errors }) => errors?.map(({ path, message }) => `${path} ${message}`).join() ?? '')).toEqual([
      'sessionId unknownSession',
      'personId unknownPerson',
      'personId personOrWalkIn',
      'personId personOrWalkIn',
      'walkInName required',
      'slot notASlot',
      'method unknownCode',
      'walkInName invalid',
      ' tooManyCells',
      '',
    ]);
  });

  it('signs people into a class under way, and leaves a sealed sheet alone', async () => {
    const running = await sessionIn(bureau, 'IN_SESSION', { startsAt: '19:30', hours: 2 });
    const id = running.session.sessionId;
    await signAs(bureau, 'T02', id, [signature(personId(1))]);
    const rows = attendance([id, personId(1), '', '', '', 1, 'PAPER'], [id, personId(2), '', '', '', 1, 'PAPER']);
    expect((await bring(bureau, attendanceImport, rows)).verdicts.map(({ verdict }) => verdict)).toEqual(['unchanged', 'created']);
    const file = await opened(id);
    expect(file.counts.present).toBe(2);
    expect(file.counted).toBeUndefined();
    await give(bureau, 'T02', await give(bureau, 'T02', file, 'end'), 'seal');
    const late = attendance([id, personId(2), '', '', '', 1, 'PAPER'], [id, personId(3), '', '', '', 1, 'PAPER']);
    expect((await bring(bureau, attendanceImport, late)).verdicts).toMatchObject([
      { verdict: 'unchanged' },
      { verdict: 'rejected', errors: [{ message: 'sessionSealed' }] },
    ]);
    const ahead = await sessionIn(bureau, 'OPEN');
    const early = attendance([ahead.session.sessionId, personId(3), '', '', '', 1, 'PAPER']);
    expect((await bring(bureau, attendanceImport, early)).verdicts).toMatchObject([{ errors: [{ message: 'sessionSealed' }] }]);
  });

  it('does not bring back whom a correction has taken out, and calls its own lines created when it goes on', async () => {
    const id = await imported({ date: '2013-05-07' });
    const rows = attendance(
      [id, personId(1), '', '', '', 1, ''],
      [id, personId(2), '', '', '', 1, ''],
      [id, personId(2), '', '', '', 1, ''],
    );
    const importId = newImport();
    const verdictsOf = async (given: object) => (await bring(bureau, attendanceImport, rows, given)).verdicts.map(({ verdict }) => verdict);
    expect(await verdictsOf({ importId })).toEqual(['created', 'created', 'unchanged']);
    expect(await verdictsOf({ importId })).toEqual(['created', 'created', 'unchanged']);
    await give(bureau, 'T01', await opened(id), 'correct', { remove: ['P00001'] });
    expect((await bring(bureau, attendanceImport, rows)).verdicts).toMatchObject([
      { verdict: 'rejected', errors: [{ message: 'takenBack' }] },
      { verdict: 'unchanged' },
      { verdict: 'unchanged' },
    ]);
    expect((await opened(id)).counted?.migrants).toEqual(['P.P00002']);
  });

  it('and a correction at the same moment both stand', async () => {
    const id = await imported({ date: '2013-05-06' });
    await bring(bureau, attendanceImport, attendance([id, personId(1), '', '', '', 1, '']));
    const rows = attendance(...Array.from({ length: 20 }, (_, n) => [id, personId(n + 2), '', '', '', 1, '']));
    const correct = sessionCommand('correct', { remove: ['P00001'], handouts: 9 });
    const [corrected, brought] = await Promise.all([
      giveSessionCommand(bureau.deps, bureau.callerOf('T01'), id, correct, 1),
      bring(bureau, attendanceImport, rows),
    ]);
    valueOf(corrected);
    expect(tally(brought.verdicts)).toEqual({ created: 20 });
    const file = await opened(id);
    expect(file.counts.present).toBe(20);
    expect(file.counted).toMatchObject({ handouts: 9, others: [] });
    expect(file.counted?.migrants).toHaveLength(20);
  });
});

describe('The half-year of 2013', () => {
  it('112 sessions and 10,048 signatures are taken at their real size, and once', async () => {
    const whole = await bureauAtHome();
    try {
      await enterHalfYearRoll(whole);
      const sessions = await fileRows('sessions-2013-h1.csv');
      const signatures = await fileRows('attendance-2013-h1.csv');
      expect(tally((await bring(whole, sessionsImport, sessions)).verdicts)).toEqual({ created: 112 });
      let taken: Awaited<ReturnType<typeof bring>> | undefined;
      const { calls } = await billed(whole.deps.db.doc, async () => {
        taken = await bring(whole, attendanceImport, signatures);
      });
      expect(tally(taken!.verdicts)).toEqual({ created: 10_048 });
      // A session is one transaction; its rows and its people are two reads, and all heads two more.
      expect(calls).toEqual({ TransactWriteItems: 112, BatchGetItem: 2 * 112 + 2 });
      const sheets = (await tableRows(whole.deps.db, 'training'))
        .filter(({ sk }) => sk === 'SHEET')
        .map(({ pk: _pk, sk: _sk, ...row }) => countedSheetRow(row));
      const distinct = (lists: readonly (readonly string[])[]) => new Set(lists.flat());
      const migrants = distinct(sheets.map((sheet) => sheet.migrants));
      const everybody = distinct(sheets.map((sheet) => [...sheet.migrants, ...sheet.others]));
      expect({
        sessions: sheets.length,
        personTimes: sheets.reduce((sum, sheet) => sum + sheet.migrants.length + sheet.others.length, 0),
        handouts: sheets.reduce((sum, sheet) => sum + sheet.handouts, 0),
        distinctMigrants: migrants.size,
        distinctPersons: everybody.size,
      }).toEqual({ sessions: 112, personTimes: 10_048, handouts: 11_300, distinctMigrants: 4342, distinctPersons: 5348 });
      expect(tally((await bring(whole, attendanceImport, signatures)).verdicts)).toEqual({ unchanged: 10_048 });
    } finally {
      await whole.stop();
    }
  }, 120_000);
});
