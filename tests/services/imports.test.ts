// Taking over ledgers: every row once, wrong rows told one by one, and the same result however the work was cut up or ordered.
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { readFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Deps } from '../../functions/services/deps.ts';
import type { ImportReport } from '../../functions/services/imports.ts';
import { openCase, registerContact, verifyHistory } from '../../functions/services/petitions.ts';
import { project } from '../../functions/services/projection.ts';
import { report } from '../../functions/services/reports.ts';
import { worklist } from '../../functions/services/worklists.ts';
import { rebuild } from '../../functions/store/recount.ts';
import { freshBureau, valueOf, visit, type TestBureau } from '../support/bureau.ts';
import { fixture } from '../support/counted-contacts.ts';
import { everyRowButImports, importFile, takeRows } from '../support/import-file.ts';
import { ledgerFile, type Line } from '../support/ledger-file.ts';
import { streamRecords } from '../support/petition-stream.ts';
import { checkWhole, rowsOf, type Row } from '../support/whole-table.ts';

const LEDGER_2012 = Buffer.from(fixture('contacts-2012-h1.csv'));
const LEDGER_2013 = Buffer.from(fixture('contacts-2013-h1.csv'));
const EXPECTED = z
  .object({ petitions: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/expected-2013-h1.json', import.meta.url), 'utf8'))).petitions;

const bureaus: TestBureau[] = [];
let bureau: TestBureau;
beforeEach(async () => {
  bureau = await freshBureau();
  bureaus.push(bureau);
});
afterAll(async () => {
  for (const one of bureaus) await one.stop();
});

const take = async (bytes: Buffer, deps: Deps = bureau.deps, dryRun = false): Promise<ImportReport> =>
  valueOf(await importFile(deps, bureau.callerOf('S01'), { bytes, dryRun }));
const verdicts = ({ verdicts: rows }: ImportReport) =>
  rows.map(({ row, verdict, errors }) => [row, verdict, ...(errors ?? []).map(({ path, message }) => `${path} ${message}`)].join(' '));
const figures = async (period = '2013-H1') => {
  await rebuild(bureau.deps.db);
  return valueOf(await report(bureau.deps, period)).petitions;
};
const rows = (prefix: string): Promise<Row[]> =>
  rowsOf(bureau.deps.db).then((all) => all.filter((row) => String(row['sk']).startsWith(prefix)));
const ofPetition = async (number: string) => valueOf(await openCase(bureau.deps, bureau.callerOf('L01'), number));

// Sealed fields differ at every sealing; all else must be the same.
const comparable = (all: readonly Row[]) =>
  all
    .map(({ petitioners: _sealed, representatives: _too, whoPk: _blind, ...row }) => row)
    .sort((a, b) => (`${String(a['pk'])}${String(a['sk'])}` < `${String(b['pk'])}${String(b['sk'])}` ? -1 : 1));

describe('The ledgers of 2012 and 2013', () => {
  it('give every figure of the half-year', async () => {
    expect(await take(LEDGER_2012)).toMatchObject({ rows: 36, created: 36, unchanged: 0, rejected: 0 });
    expect(await take(LEDGER_2013)).toMatchObject({ rows: 41, created: 41, unchanged: 0, rejected: 0 });
    expect(await figures()).toMatchObject(EXPECTED);
  });

  it('give them in either order of the files', async () => {
    await take(LEDGER_2013);
    await take(LEDGER_2012);
    expect(await figures()).toMatchObject(EXPECTED);
  });

  it('give them with their rows in any order', async () => {
    for (const bytes of [LEDGER_2013, LEDGER_2012]) {
      const [header, ...lines] = bytes.toString().trimEnd().split('\r\n');
      await take(Buffer.from([header, ...lines.reverse()].join('\n')));
    }
    expect(await figures()).toMatchObject(EXPECTED);
  });

  it('give them whatever line endings were mixed in them', async () => {
    const endings = ['\n', '\r\n', '\r'];
    for (const bytes of [LEDGER_2012, LEDGER_2013]) {
      const lines = bytes.toString().split(/\r?\n/);
      await take(Buffer.from(lines.map((line, n) => line + endings[n % 3]!).join('')));
    }
    expect(await figures()).toMatchObject(EXPECTED);
  });

  it('are counted by the stream as a recount counts them', async () => {
    await take(LEDGER_2013);
    await take(LEDGER_2012);
    expect(await project(bureau.deps.db, await streamRecords(bureau.tables, bureau.deps.db.tables.petitions))).toEqual({
      batchItemFailures: [],
    });
    expect(valueOf(await report(bureau.deps, '2013-H1')).petitions).toMatchObject(EXPECTED);
  });

  it('change nothing when they are sent again', async () => {
    await take(LEDGER_2013);
    const before = await everyRowButImports(bureau.deps.db);
    expect(await take(LEDGER_2013)).toMatchObject({ rows: 41, created: 0, unchanged: 41, rejected: 0 });
    expect(await everyRowButImports(bureau.deps.db)).toEqual(before);
  });

  it('write nothing in a dry run, which foretells the verdicts', async () => {
    const before = await everyRowButImports(bureau.deps.db);
    const foretold = await take(LEDGER_2013, bureau.deps, true);
    expect(await everyRowButImports(bureau.deps.db)).toEqual(before);
    expect(verdicts(foretold)).toEqual(verdicts(await take(LEDGER_2013)));
    expect(await take(LEDGER_2013, bureau.deps, true)).toMatchObject({ unchanged: 41 });
  });

  it('sent twice at once are taken once', async () => {
    const [one, two] = await Promise.all([take(LEDGER_2013), take(LEDGER_2013)]);
    expect([one.created, two.created].sort((a, b) => a - b)).toEqual([0, 41]);
    expect((await rows('CT#')).length).toBe(41);
  });

  it('come in as closed history that owes no mail, runs no clock and stands in no list', async () => {
    await take(LEDGER_2012);
    expect(await rows('OUT#')).toEqual([]);
    expect(await rows('DL#')).toEqual([]);
    expect(valueOf(await worklist(bureau.deps, bureau.callerOf('L01'), { view: 'area' })).items).toEqual([]);
    const { petition, allowed } = await ofPetition('XF-2012-0001');
    expect(petition).toMatchObject({ state: 'CLOSED', closed: { reason: 'IMPORTED' }, limits: {} });
    expect(allowed).toEqual([]);
  });

  it('have whole histories', async () => {
    await take(LEDGER_2013);
    for (const number of ['XF-2013-0001', 'XF-2013-0002', 'XF-2013-0033']) {
      expect(valueOf(await verifyHistory(bureau.deps, bureau.callerOf('L01'), number)).ok, number).toBe(true);
    }
  });
});

describe('First and repeat', () => {
  const files = {
    later: ledgerFile([{ contactNo: '7', petition: 'XF-2012-0009', receivedOn: '2013-02-05' }]),
    earlier: ledgerFile([{ contactNo: '3', petition: 'XF-2012-0009', receivedOn: '2012-11-05' }]),
  };

  it('follow the earliest contact, though its file came last', async () => {
    await take(files.later);
    expect(await figures('2013')).toMatchObject({ petitions: 1, first: 1, repeat: 0 });
    await take(files.earlier);
    expect(await figures('2013')).toMatchObject({ contacts: 1, petitions: 0, first: 0, repeat: 1 });
    expect(await figures('2012')).toMatchObject({ contacts: 1, petitions: 1, first: 1, repeat: 0 });
    const { petition, contacts } = await ofPetition('XF-2012-0009');
    expect(petition).toMatchObject({ contacts: 2, firstContact: { receivedOn: '2012-11-05' } });
    expect(contacts.map(({ receivedOn, first }) => [receivedOn, first])).toEqual([
      ['2012-11-05', true],
      ['2013-02-05', false],
    ]);
  });

  it('follow the order of the file for contacts of one day', async () => {
    await take(ledgerFile([{ petition: 'XF-2013-0001' }, { petition: 'XF-2013-0001', channel: 'CALL' }]));
    const { contacts } = await ofPetition('XF-2013-0001');
    expect(contacts.map(({ channel, first }) => [channel, first])).toEqual([
      ['VISIT', true],
      ['CALL', false],
    ]);
  });
});

describe('A wrong row', () => {
  const WRONG: readonly (readonly [Line, string])[] = [
    [{ receivedOn: '2013-02-30' }, 'receivedOn notADay'],
    [{ receivedOn: '2026-12-24' }, 'receivedOn notAfter'],
    [{ channel: 'PIGEON' }, 'channel unknownCode'],
    [{ township: '110101001' }, 'township unknownTownship'],
    [{ category: 'C98' }, 'category unknownCode'],
    [{ kind: 'RUMOUR' }, 'kind unknownCode'],
    [{ headcount: '0' }, 'headcount notACount'],
    [{ headcount: '1.5' }, 'headcount notACount'],
    [{ jointLetter: 'perhaps' }, 'jointLetter notYesNo'],
    [{ petition: '2013-1' }, 'petition unknownPetition'],
    [{ petition: 'XF-2013-100000' }, 'petition unknownPetition'], // would use up the series of its year
    [{ story: '换行\u0007响铃' }, 'story controlCharacters'],
    [{ firstContactOfficer: '' }, 'firstContactOfficer required'],
    [{ firstContactOfficer: 'X99' }, 'firstContactOfficer unknownStaff'],
    [{ firstContactOfficer: 'J01' }, 'firstContactOfficer unknownStaff'],
    [{ story: '', subject: '' }, 'story required'],
    [{ petitioner: '长'.repeat(101) }, 'petitioner tooLong'],
    [{ headcount: '9', representatives: '甲、乙、丙、丁、戊、己' }, 'representatives representativesTooMany'],
  ];

  it('is rejected with its reason, while the others go on', async () => {
    const lines = WRONG.flatMap(([line]) => [line, {}]);
    const result = await take(ledgerFile(lines));
    expect(result).toMatchObject({ rows: 2 * WRONG.length, created: WRONG.length, rejected: WRONG.length });
    expect(verdicts(result).filter((_, n) => n % 2 === 0)).toEqual(WRONG.map(([, reason], n) => `${2 * n + 2} rejected ${reason}`));
    expect((await rows('CT#')).length).toBe(WRONG.length);
    await checkWhole(bureau.deps.db);
  });

  it('shifted by a comma that should have stood in quotes is rejected', async () => {
    const [header, line] = ledgerFile([{}]).toString().split('\r\n');
    const result = await take(Buffer.from(`${header ?? ''}\r\n${line ?? ''},F03\r\n`));
    expect(verdicts(result)).toEqual(['2 rejected  tooManyCells']);
  });

  it('corrected and sent again is taken, and the others are not taken twice', async () => {
    await take(ledgerFile([{}, { channel: 'PIGEON' }, {}]));
    expect(await take(ledgerFile([{}, { channel: 'CALL' }, {}]))).toMatchObject({ created: 1, unchanged: 2, rejected: 0 });
  });

  it('edited after it was taken is refused as imported differently, and changes nothing', async () => {
    await take(ledgerFile([{ contactNo: '1' }, { contactNo: '2', petitioner: '沈素兰' }]));
    const before = comparable(await rowsOf(bureau.deps.db));
    const again = await take(
      ledgerFile([
        { contactNo: '1', story: '另一个故事' },
        { contactNo: '2', petitioner: '沈素兰' },
      ]),
    );
    expect(verdicts(again)).toEqual(['2 rejected contactNo importedDifferently', '3 unchanged']);
    expect(comparable(await rowsOf(bureau.deps.db))).toEqual(before);
  });

  it('naming a petition by a number that no series can give is rejected, and the series stays whole', async () => {
    const result = await take(ledgerFile([{ petition: 'XF-2012-0000' }, { petition: 'XF-2013-00012' }]));
    expect(verdicts(result)).toEqual(['2 rejected petition unknownPetition', '3 rejected petition unknownPetition']);
    expect(await take(ledgerFile([{ contactNo: '9', receivedOn: '2012-05-04', petition: 'XF-2012-0001' }]))).toMatchObject({ created: 1 });
  });

  it('of an earlier year may lack representatives, one of this year may not', async () => {
    const result = await take(ledgerFile([{ headcount: '9' }, { headcount: '9', receivedOn: '2026-03-04' }]));
    expect(verdicts(result)).toEqual(['2 created', '3 rejected representatives representativesNeeded']);
  });
});

describe('A file', () => {
  const refusal = async (bytes: Buffer, by = 'S01') => {
    const result = await importFile(bureau.deps, bureau.callerOf(by), { bytes });
    return result.ok ? 'taken' : result.refusal.code;
  };

  it('is taken from the administrator and the petition room alone', async () => {
    expect(await refusal(LEDGER_2013, 'F03')).toBe('NOT_YOURS');
    expect(await refusal(LEDGER_2013, 'L01')).toBe('NOT_YOURS');
    expect(await refusal(LEDGER_2013, 'P01')).toBe('taken');
  });

  it('with a byte order mark is read like one without', async () => {
    expect(await take(Buffer.concat([Buffer.from('\uFEFF'), LEDGER_2013]))).toMatchObject({ created: 41 });
    expect(await take(LEDGER_2013)).toMatchObject({ unchanged: 41 });
  });

  it('that is no UTF-8, no table or lacks a column is refused whole', async () => {
    expect(await refusal(Buffer.from([0xff, 0xfe, 0x41]))).toBe('UNREADABLE');
    expect(await refusal(Buffer.from('a,b\n"open'))).toBe('UNREADABLE');
    expect(await refusal(Buffer.from(LEDGER_2013.toString().replace('channel', 'chanel')))).toBe('INVALID');
    expect(await refusal(Buffer.from(''))).toBe('INVALID');
    expect(await rows('CT#')).toEqual([]);
  });

  it('carries hostile text through unchanged', async () => {
    const story = '=HYPERLINK("x") <script>alert(1)</script> \u202E‮ 𠮷 __proto__';
    await take(ledgerFile([{ petition: 'XF-2013-0001', story, petitioner: '__proto__', subject: 'constructor' }]));
    const { petition, contacts } = await ofPetition('XF-2013-0001');
    expect(contacts[0]).toMatchObject({ story, petitioners: [{ name: '__proto__' }] });
    expect(petition.subject).toBe('constructor');
  });
});

describe('This year’s rows', () => {
  const FILE = ledgerFile([
    { receivedOn: '2026-09-01', petition: 'XF-2026-0041', firstContactOfficer: 'F03' },
    { receivedOn: '2026-09-03', petition: 'XF-2026-0041', firstContactOfficer: 'F03' },
    { receivedOn: '2026-09-04', petitioner: '沈素兰', firstContactOfficer: 'F03' },
    { receivedOn: '2026-09-07', petitioner: '毛桂涛', firstContactOfficer: 'F02' },
    { receivedOn: '2013-09-07', petitioner: '向明', firstContactOfficer: 'F05' },
  ]);
  const mails = async () =>
    (await rows('OUT#')).map((row) => [row['code'], row['recipient'], row['count'], row['state']].map(String).join(' ')).sort();

  it('become live cases of their officers, with their clocks', async () => {
    await take(FILE);
    const { petition, limits } = await ofPetition('XF-2026-0041');
    expect(petition).toMatchObject({ state: 'REGISTERED', owner: 'F03', contacts: 2 });
    expect(limits.map(({ code, start }) => [code, start]).sort()).toEqual([
      ['DL-ACK', '2026-09-18'],
      ['DL-NOTICE', '2026-09-01'],
    ]);
    const mine = valueOf(await worklist(bureau.deps, bureau.callerOf('F03'), { view: 'mine' })).items;
    expect(mine.map(({ number }) => number).sort()).toEqual(['XF-2026-0041', 'XF-2026-0042']);
    await checkWholeExceptGaps();
  });

  it('owe each officer one mail for the file, with the number of cases', async () => {
    await take(FILE);
    expect(await mails()).toEqual(['E40 F02 1 owed', 'E40 F03 2 owed']);
  });

  it('owe no second mail however often the file is sent', async () => {
    await take(FILE);
    await take(FILE);
    await take(FILE);
    expect(await mails()).toEqual(['E40 F02 1 owed', 'E40 F03 2 owed']);
  });

  it('keep the numbers of the file, and the series goes on after the highest', async () => {
    const result = await take(FILE);
    expect(result.verdicts.map(({ petition }) => petition)).toEqual([
      'XF-2026-0041',
      'XF-2026-0041',
      'XF-2026-0042',
      'XF-2026-0043',
      'XF-2013-0001',
    ]);
    const next = valueOf(await registerContact(bureau.deps, bureau.callerOf('F03'), visit()));
    expect([next.petition.number, next.contact.number]).toEqual(['XF-2026-0044', 'LX-2026-0005']);
  });

  it('number on where the file’s number lies below the series', async () => {
    await take(FILE);
    await take(ledgerFile([{ contactNo: '90', receivedOn: '2026-09-08', petition: 'XF-2026-0007', petitioner: '钱五' }]));
    expect(valueOf(await registerContact(bureau.deps, bureau.callerOf('F03'), visit())).petition.number).toBe('XF-2026-0044');
  });

  // Numbers that the file gave may leave gaps below them, and only there.
  const checkWholeExceptGaps = async () => {
    for (const number of ['XF-2026-0041', 'XF-2026-0042', 'XF-2026-0043']) {
      expect(valueOf(await verifyHistory(bureau.deps, bureau.callerOf('L01'), number)).ok).toBe(true);
    }
  };
});

describe('An import cut off', () => {
  const FILE = Buffer.concat([
    LEDGER_2013,
    Buffer.from(
      '90,2026-09-01,VISIT,990581102,,C20,REQUEST,直补,直补未到,龚世芬,,1,,no,,F03\n91,2026-09-02,CALL,990581102,,C20,REQUEST,直补,再问,沈素兰,,1,,no,,F03\n',
    ),
  ]);

  const attempt = async (deps: Deps): Promise<ImportReport> =>
    valueOf(await takeRows(deps, bureau.callerOf('S01'), { bytes: FILE, importId: '19a00000000abcdefabcdef0' }));

  /** Counts the transactions of a bureau's table; at number `last` it ends the process, before it is written or before the answer comes. */
  const counting = ({ deps }: TestBureau, last = Infinity, written = false) => {
    let transactions = 0;
    const doc = new Proxy(deps.db.doc, {
      get: (target, name) => {
        if (name !== 'send') return Reflect.get(target, name) as unknown;
        return async (command: Parameters<typeof target.send>[0]) => {
          const cut = command instanceof TransactWriteCommand && transactions++ === last;
          if (cut && !written) throw new Error('cut off');
          const answer = await target.send(command);
          if (cut) throw new Error('cut off');
          return answer;
        };
      },
    });
    return { deps: { ...deps, db: { ...deps.db, doc } }, transactions: () => transactions };
  };

  it('and taken up again ends as if it had never been cut, wherever the cut fell, and says so of every row', async () => {
    const whole = await freshBureau();
    bureaus.push(whole);
    const counted = counting(whole);
    await attempt(counted.deps);
    const expected = comparable(await rowsOf(whole.deps.db));
    expect(counted.transactions()).toBeGreaterThan(3);
    expect(counted.transactions()).toBeLessThan(20); // many rows in each
    for (let at = 0; at < counted.transactions(); at += 1) {
      const cut = await freshBureau();
      bureaus.push(cut);
      await expect(attempt(counting(cut, at, at % 2 === 0).deps)).rejects.toThrow('cut off');
      expect(await attempt(cut.deps)).toMatchObject({ rows: 43, created: 43, unchanged: 0 });
      expect(comparable(await rowsOf(cut.deps.db)), `after ${String(at)} transactions`).toEqual(expected);
    }
  });

  it('keeps whole what it had taken, and its file’s other numbers from the desk', async () => {
    await expect(attempt(counting(bureau, 2).deps)).rejects.toThrow('cut off');
    const taken = (await rows('HEAD')).map((row) => String(row['number']));
    expect(taken.length).toBeGreaterThan(5);
    for (const number of taken) expect(valueOf(await verifyHistory(bureau.deps, bureau.callerOf('L01'), number)).ok).toBe(true);
    const desk = await registerContact(bureau.deps, bureau.callerOf('F03'), visit({ receivedOn: '2013-06-29' }));
    expect(valueOf(desk).petition.number).toBe('XF-2013-0034');
    expect(await attempt(bureau.deps)).toMatchObject({ created: 43, rejected: 0, rows: 43 });
    await checkWhole(bureau.deps.db);
  });
});
