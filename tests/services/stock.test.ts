// Taking stock, on the real engine: each figure is what lies there, and looking costs next to nothing.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, shanghaiInstant, epochOf } from '../../functions/domain/calendar/days.ts';
import { metricLine, shareOf, takeStock } from '../../functions/services/stock.ts';
import { putHeld } from '../../functions/store/held-mail.ts';
import { announceJob, importIdOf, NOTHING_YET, putJob } from '../../functions/store/import-jobs.ts';
import { deadlineItem } from '../../functions/store/petition-items.ts';
import { directory, writeDirectory } from '../../functions/store/directory.ts';
import type { Deadline } from '../../functions/domain/petitions/deadlines.ts';
import type { Db } from '../../functions/store/client.ts';
import { deliver } from '../../functions/services/mailing.ts';
import { billed } from '../support/meter.ts';
import { openMailBureau, STAFF, type MailBureau } from '../support/mail-bureau.ts';

let bureau: MailBureau;
beforeAll(async () => {
  bureau = await openMailBureau();
});
afterAll(() => bureau.stop());

const elsewhere = (code: string): Db => ({ ...bureau.deps.db, bureau: code });
const at = (now: string, db = bureau.deps.db) => ({ db, now: () => now });

describe('with nothing about', () => {
  const NOON = '2026-11-22T12:00:00.000+08:00';

  it('every figure is nothing, and a bureau without a calendar has no day of it', async () => {
    expect(await takeStock(at(NOON, elsewhere('990591')))).toEqual({
      OldestOwedMailMinutes: 0,
      MailsFailed: 0,
      OldestImportMinutes: 0,
      LimitsOverdue: 0,
      CalendarDaysLoaded: 0,
      HeldMails: 0,
    });
  });

  it('a look is four queries of half a read unit, and writes nothing', async () => {
    const db = elsewhere('990592');
    await directory(db);
    expect(await billed(db.doc, () => takeStock(at(NOON, db)))).toEqual({ calls: { Query: 4 }, read: 2, written: 0 });
  });
});

describe('what lies about', () => {
  it('is the oldest mail not settled, in whole minutes', async () => {
    const number = await bureau.register();
    bureau.wait(34);
    await bureau.register();
    bureau.wait(7);
    expect((await takeStock(bureau.deps)).OldestOwedMailMinutes).toBe(41);
    for (const key of await bureau.keys(number)) await deliver(bureau.mailing, key);
    expect((await takeStock(bureau.deps)).OldestOwedMailMinutes).toBe(7);
  });

  it('is every mail that failed and every mail held', async () => {
    const [key] = await bureau.keys(await bureau.register());
    bureau.carry(() => Promise.resolve({ accepted: false, failure: 'permanent', reason: 'MessageRejected' }));
    await deliver(bureau.mailing, key!);
    bureau.carry();
    for (const id of ['a'.repeat(40), 'b'.repeat(40)]) await putHeld(bureau.deps.db, { id, receivedAt: bureau.deps.now(), size: 1 });
    expect(await takeStock(bureau.deps)).toMatchObject({ MailsFailed: 1, HeldMails: 2 });
  });

  it('is the oldest file that waits, not one whose bytes only lie here', async () => {
    const { db, now } = bureau.deps;
    const [done, waiting] = [90, 25].map((minutes) => importIdOf(epochOf(now()) - minutes * 60_000, new Uint8Array(8))) as [string, string];
    await announceJob(db, { id: done, dryRun: false });
    expect((await takeStock(bureau.deps)).OldestImportMinutes).toBe(0);
    const acceptedAt = shanghaiInstant(epochOf(now()) - 25 * 60_000);
    const job = {
      id: waiting,
      kind: 'people',
      name: '',
      by: 'F01',
      dryRun: false,
      acceptedAt,
      state: 'WAITING',
      rows: 1,
      attempts: 0,
    } as const;
    await putJob(db, { ...job, ...NOTHING_YET });
    expect((await takeStock(bureau.deps)).OldestImportMinutes).toBe(25);
  });

  it('is how many days the work calendar still reaches', async () => {
    const db = elsewhere('990593');
    const years = { '2026': { rest: ['2026-01-01'], makeUp: [] }, '2028': { rest: ['2028-01-01'], makeUp: [] } };
    await writeDirectory(db, { staff: Object.values(STAFF), townships: [], years });
    const days = async (now: string) => (await takeStock(at(now, db))).CalendarDaysLoaded;
    expect(await days('2026-11-22T12:00:00.000+08:00')).toBe(40);
    expect(await days('2026-12-31T12:00:00.000+08:00')).toBe(1);
    expect(await days('2027-01-01T00:00:00.000+08:00')).toBe(0);
  });
});

describe('limits past their day', () => {
  const limit = (code: Deadline['code'], targetDue: string): Deadline => ({
    code,
    start: '2026-01-05',
    legalDue: targetDue,
    rolledDue: targetDue,
    targetDue,
    length: 60,
    unit: 'day',
    steps: [],
    calendarLoaded: true,
    missingYears: [],
  });
  const TODAY = '2026-11-22';
  const runsOfADay = Array.from({ length: 96 }, (_, quarter) => shanghaiInstant(epochOf(`${TODAY}T00:01:00+08:00`) + quarter * 900_000));

  it('are looked for on one day a run, so that a day of runs sees the last ninety-six days once', () => {
    const days = runsOfADay.map(shareOf);
    expect(days[0]).toBe(addDays(TODAY, -1));
    expect(days.at(-1)).toBe(addDays(TODAY, -96));
    expect(new Set(days).size).toBe(96);
  });

  it('sum up over a day of runs; what is met, of today, or the petitioner’s own right does not count', async () => {
    const db = elsewhere('990594');
    const put = (number: string, deadline: Deadline, met = false) => {
      const { duePk, ...row } = deadlineItem(db.bureau, number, deadline);
      return db.doc.send(new PutCommand({ TableName: db.tables.petitions, Item: met ? row : { ...row, duePk } }));
    };
    await put('XF-2026-0001', limit('DL-ACK', addDays(TODAY, -1)));
    await put('XF-2026-0001', limit('DL-NOTICE', addDays(TODAY, -1)));
    await put('XF-2026-0002', limit('DL-HANDLE', addDays(TODAY, -40)));
    await put('XF-2026-0003', limit('DL-HANDLE', addDays(TODAY, -40)), true);
    await put('XF-2026-0004', limit('DL-REVIEW-RIGHT', addDays(TODAY, -40)));
    await put('XF-2026-0005', limit('DL-HANDLE', TODAY));
    await put('XF-2026-0006', limit('DL-HANDLE', addDays(TODAY, -200)));
    const found: number[] = [];
    for (const now of runsOfADay) found.push((await takeStock(at(now, db))).LimitsOverdue);
    expect(found[0]).toBe(2);
    expect(found.reduce((sum, one) => sum + one, 0)).toBe(3);
  });
});

describe('the line of metrics', () => {
  it('is what CloudWatch reads: names, units and figures at the top of one line, and nothing else', async () => {
    const line = metricLine(await takeStock(at('2026-11-22T12:00:00.000+08:00', elsewhere('990591'))), {
      epochMs: 1_795_320_000_000,
      functionName: 'clock',
    });
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toEqual({
      _aws: {
        Timestamp: 1_795_320_000_000,
        CloudWatchMetrics: [
          {
            Namespace: 'Shoufang',
            Dimensions: [['FunctionName']],
            Metrics: [
              { Name: 'OldestOwedMailMinutes', Unit: 'None' },
              { Name: 'MailsFailed', Unit: 'Count' },
              { Name: 'OldestImportMinutes', Unit: 'None' },
              { Name: 'LimitsOverdue', Unit: 'Count' },
              { Name: 'CalendarDaysLoaded', Unit: 'None' },
              { Name: 'HeldMails', Unit: 'Count' },
            ],
          },
        ],
      },
      FunctionName: 'clock',
      OldestOwedMailMinutes: 0,
      MailsFailed: 0,
      OldestImportMinutes: 0,
      LimitsOverdue: 0,
      CalendarDaysLoaded: 0,
      HeldMails: 0,
    });
  });
});
