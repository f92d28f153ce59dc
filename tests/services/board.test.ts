// The figures of the day are counted over every open case, however many there are; only the list under them is cut.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { board, PAGE_ROWS } from '../../functions/services/worklists.ts';
import { freshBureau, valueOf, type TestBureau } from '../support/bureau.ts';
import { importFile } from '../support/import-file.ts';
import { ledgerFile } from '../support/ledger-file.ts';

const OPEN = 130; // more than one page of a list may ever hold

let bureau: TestBureau;
beforeAll(async () => {
  bureau = await freshBureau();
  const lines = Array.from({ length: OPEN }, (_, n) => ({ receivedOn: '2026-03-04', petitioner: `某人${String(n)}` }));
  const report = valueOf(await importFile(bureau.deps, bureau.callerOf('S01'), { bytes: ledgerFile(lines) }));
  expect(report.created).toBe(OPEN);
});
afterAll(() => bureau.stop());

describe('the board of the day', () => {
  it.each([
    ['F03', 'mine', OPEN],
    ['L01', 'bureau', 0],
    ['Z02', 'area', 0],
  ] as const)('counts everything for %s and lists one page', async (staff, scope, toAcknowledge) => {
    const seen = await board(bureau.deps, bureau.callerOf(staff));
    expect(seen).toMatchObject({ scope, overdue: OPEN, toAcknowledge });
    expect(seen.rows).toHaveLength(PAGE_ROWS);
  });

  it('shows nobody the cases of others', async () => {
    expect(await board(bureau.deps, bureau.callerOf('F05'))).toMatchObject({ overdue: 0, rows: [] });
    expect(await board(bureau.deps, bureau.callerOf('Z01'))).toMatchObject({ overdue: 0, rows: [] });
  });
});
