// Which numbers, owners and mails the rows of a ledger get: a row without a number stays by itself, and an accusation stays hidden.
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Deps } from '../../functions/services/deps.ts';
import { batchesOf } from '../../functions/services/import-batches.ts';
import { readyLine } from '../../functions/services/import-line.ts';
import { readLedgerLine } from '../../functions/services/contact-file.ts';
import { openCase, registerContact } from '../../functions/services/petitions.ts';
import { freshBureau, valueOf, visit, type TestBureau } from '../support/bureau.ts';
import { takeRows } from '../support/import-file.ts';
import { ledgerFile, USUAL, type Line } from '../support/ledger-file.ts';
import { checkWhole, everyRow, rowsOf } from '../support/whole-table.ts';

const bureaus: TestBureau[] = [];
let bureau: TestBureau;
beforeEach(async () => {
  bureau = await freshBureau();
  bureaus.push(bureau);
});
afterAll(async () => {
  for (const one of bureaus) await one.stop();
});

const take = async (lines: readonly Line[], deps: Deps = bureau.deps) =>
  valueOf(await takeRows(deps, bureau.callerOf('S01'), { bytes: ledgerFile(lines), importId: randomBytes(12).toString('hex') }));
const petitions = (lines: readonly Line[]) => take(lines).then(({ verdicts }) => verdicts.map(({ petition }) => petition));
const named = (...numbers: readonly string[]): Line[] => numbers.map((petition) => ({ petition, receivedOn: '2026-03-04' }));

describe('A row without a petition number', () => {
  it('gets one after the highest of the whole file, wherever that stands', async () => {
    const file = named('XF-2026-0005', '', 'XF-2026-0005', '', 'XF-2026-0009');
    expect(await petitions(file)).toEqual(['XF-2026-0005', 'XF-2026-0010', 'XF-2026-0005', 'XF-2026-0011', 'XF-2026-0009']);
    const before = await everyRow(bureau.deps.db);
    expect(await petitions(file)).toEqual(['XF-2026-0005', 'XF-2026-0010', 'XF-2026-0005', 'XF-2026-0011', 'XF-2026-0009']);
    expect(await everyRow(bureau.deps.db)).toEqual(before);
  });

  it('does not become a matter that a later row names', async () => {
    const day = { receivedOn: '2016-03-04' };
    expect(await petitions([day, { ...day, petition: 'XF-2016-0001', petitioner: '沈素兰' }])).toEqual(['XF-2016-0002', 'XF-2016-0001']);
    await checkWhole(bureau.deps.db);
  });

  it('gets one after the highest of the store', async () => {
    valueOf(await registerContact(bureau.deps, bureau.callerOf('F03'), visit()));
    valueOf(await registerContact(bureau.deps, bureau.callerOf('F03'), visit()));
    expect(await petitions(named('', ''))).toEqual(['XF-2026-0003', 'XF-2026-0004']);
    await checkWhole(bureau.deps.db);
  });

  it('keeps clear of a row that is rejected for now, but not of one that cannot be read', async () => {
    const later: Line = { receivedOn: '2013-03-05', petition: 'XF-2013-0003' };
    const unread: Line = { ...later, petition: 'XF-2013-0900', channel: 'PIGEON' };
    expect(await petitions([{}, { ...later, township: '110101001' }, unread])).toEqual(['XF-2013-0004', undefined, undefined]);
    expect(await petitions([{}, later])).toEqual(['XF-2013-0004', 'XF-2013-0003']);
  });

  it('gets the number of its own year', async () => {
    const file: Line[] = [{ petition: 'XF-2012-0007' }, { receivedOn: '2012-05-04' }, {}];
    expect(await petitions(file)).toEqual(['XF-2012-0007', 'XF-2012-0008', 'XF-2013-0001']);
  });
});

describe('An old accusation', () => {
  it('belongs to the petition room, and the officer of the file neither owns nor reads it', async () => {
    const [number = ''] = await petitions([{ kind: 'ACCUSATION', petition: 'XF-2013-0001', firstContactOfficer: 'F03' }]);
    const now = await registerContact(bureau.deps, bureau.callerOf('F03'), visit({ kind: 'ACCUSATION' }));
    const { owner } = valueOf(now).petition;
    expect(owner).not.toBe('F03');
    const file = valueOf(await openCase(bureau.deps, bureau.callerOf(owner), number));
    expect(file.petition).toMatchObject({ owner, handler: owner, restricted: true, state: 'CLOSED' });
    expect(await openCase(bureau.deps, bureau.callerOf('F03'), number)).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
    expect(await openCase(bureau.deps, bureau.callerOf('L03'), number)).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
  });
});

describe('The officer’s one mail for a file', () => {
  const owed = async () =>
    (await rowsOf(bureau.deps.db))
      .filter((row) => row['code'] === 'E40')
      .map((row) => [row['recipient'], row['count']].map(String).join(' '))
      .sort();

  it('counts a matter of an earlier year that this year’s row takes up again, but no old row', async () => {
    await take([{ petition: 'XF-2013-0001', firstContactOfficer: 'F05' }]);
    expect(await owed()).toEqual([]);
    await take([
      { contactNo: '70', petition: 'XF-2013-0001', receivedOn: '2026-09-01', firstContactOfficer: 'F02' },
      { contactNo: '71', petition: 'XF-2013-0001', receivedOn: '2026-09-02', firstContactOfficer: 'F02' },
      { contactNo: '72', receivedOn: '2013-05-01', firstContactOfficer: 'F02' },
      { contactNo: '73', petition: 'XF-2025-0004', receivedOn: '2025-05-01', firstContactOfficer: 'F03' },
      { contactNo: '74', petition: 'XF-2025-0004', receivedOn: '2026-05-01', firstContactOfficer: 'F02' },
    ]);
    expect(await owed()).toEqual(['F03 1', 'F05 1']);
  });
});

describe('Batches', () => {
  it('touch no petition, claim or second year twice, fit a transaction and keep the order', () => {
    const line = fc.record({
      contactNo: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', '9'),
      receivedOn: fc.constantFrom('2012-03-04', '2013-03-04', '2013-04-05', '2026-01-02'),
      petition: fc.constantFrom('', '', '', 'XF-2013-0001', 'XF-2013-0002', 'XF-2012-0001', 'XF-2026-0001'),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 120 }), (cells) => {
        const lines = cells.flatMap((given, row) => {
          const read = readLedgerLine({ ...USUAL, ...given });
          return 'line' in read ? [readyLine('990581', row, read.line, '2026-09-18')] : [];
        });
        const batches = batchesOf(lines);
        expect(batches.flat()).toEqual(lines);
        for (const batch of batches) {
          const touched = batch.flatMap(({ claim, named: matter }) => [claim, ...(matter ? [matter.number] : [])]);
          expect(new Set(touched).size).toBe(touched.length);
          expect(new Set(batch.map(({ year }) => year)).size).toBe(1);
          expect(batch.length).toBeLessThanOrEqual(24);
        }
      }),
    );
  });

  it('that lose a race are taken row by row, from fresh reads', async () => {
    const { doc } = bureau.deps.db;
    let overtaken = false;
    const racing = new Proxy(doc, {
      get: (target, name) => {
        if (name !== 'send') return Reflect.get(target, name) as unknown;
        return async (command: Parameters<typeof target.send>[0]) => {
          if (command instanceof TransactWriteCommand && !overtaken) {
            overtaken = true;
            // A desk on another machine, which knows no queue of this process, takes a number between the reading and the writing.
            await take([{ contactNo: '80', receivedOn: '2026-09-01', petitioner: '毛桂涛' }], { ...bureau.deps, bureau: 'elsewhere' });
          }
          return target.send(command);
        };
      },
    });
    const lines: Line[] = Array.from({ length: 12 }, (_, n) => ({ receivedOn: '2026-08-01', petitioner: `某${String(n)}` }));
    expect(await take(lines, { ...bureau.deps, db: { ...bureau.deps.db, doc: racing } })).toMatchObject({ created: 12, rejected: 0 });
    expect(overtaken).toBe(true);
    await checkWhole(bureau.deps.db);
  });
});
