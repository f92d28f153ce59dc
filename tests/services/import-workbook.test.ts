// A ledger kept in Excel: the same rows as its .csv, whichever of the two is sent first.
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { CONTACT_COLUMNS } from '../../functions/services/contact-file.ts';
import { openCase } from '../../functions/services/petitions.ts';
import { report } from '../../functions/services/reports.ts';
import { rebuild } from '../../functions/store/recount.ts';
import { freshBureau, valueOf, type TestBureau } from '../support/bureau.ts';
import { fixture } from '../support/counted-contacts.ts';
import { everyRowButImports, importFile } from '../support/import-file.ts';
import { ledgerFile, USUAL, workbookOf } from '../support/ledger-file.ts';

const CSV = Buffer.from(fixture('contacts-2013-h1.csv'));

const bureaus: TestBureau[] = [];
let bureau: TestBureau;
beforeEach(async () => {
  bureau = await freshBureau();
  bureaus.push(bureau);
});
afterAll(async () => {
  for (const one of bureaus) await one.stop();
});

const send = (bytes: Uint8Array, { deps, callerOf } = bureau) => importFile(deps, callerOf('S01'), { bytes });
const take = async (bytes: Uint8Array, into = bureau) => valueOf(await send(bytes, into));
const figures = async ({ deps } = bureau) => {
  await rebuild(deps.db);
  return valueOf(await report(deps, '2013-H1')).petitions;
};
const refusal = async (bytes: Uint8Array) => {
  const result = await send(bytes);
  return result.ok ? 'taken' : result.refusal.code;
};

describe('A workbook', () => {
  it('gives the report of its .csv, row by row, and the .csv sent after it changes nothing', async () => {
    const other = await freshBureau();
    bureaus.push(other);
    expect(await take(await workbookOf(CSV))).toEqual(await take(CSV, other));
    expect(await figures()).toEqual(await figures(other));
    const before = await everyRowButImports(bureau.deps.db);
    expect(await take(CSV)).toMatchObject({ rows: 41, created: 0, unchanged: 41, rejected: 0 });
    expect(await everyRowButImports(bureau.deps.db)).toEqual(before);
  });

  it('carries text that looks like a formula, a number or markup through as text', async () => {
    const story = '=HYPERLINK("http://x") <b>&amp;</b> 𠮷';
    await take(await workbookOf(ledgerFile([{ petition: 'XF-2013-0001', story, petitioner: '+86', subject: '@SUM(A1)' }])));
    const { contacts } = valueOf(await openCase(bureau.deps, bureau.callerOf('L01'), 'XF-2013-0001'));
    expect(contacts[0]).toMatchObject({ story, subject: '@SUM(A1)', petitioners: [{ name: '+86' }] });
  });

  it('may leave rows empty, has days as text too, and counts its rows as Excel does', async () => {
    const line = (receivedOn: string | Date) =>
      CONTACT_COLUMNS.map((name) => {
        if (name !== 'receivedOn') return { value: USUAL[name] ?? '', type: String };
        return typeof receivedOn === 'string'
          ? { value: receivedOn, type: String }
          : { value: receivedOn, type: Date, format: 'yyyy"年"m"月"d"日"' };
      });
    const header = CONTACT_COLUMNS.map((value) => ({ value, type: String }));
    const bytes = await writeXlsxFile([
      header,
      line('2013-03-04'),
      [],
      line(new Date('2013-03-05T15:30:00Z')),
      line('2013-02-30'),
    ]).toBuffer();
    const { verdicts } = await take(bytes);
    expect(verdicts.map(({ row, verdict }) => `${String(row)} ${verdict}`)).toEqual(['2 created', '4 created', '5 rejected']);
    const { contacts } = valueOf(await openCase(bureau.deps, bureau.callerOf('L01'), 'XF-2013-0002'));
    expect(contacts[0]?.receivedOn).toBe('2013-03-05');
  });

  it('is read from its first sheet, and names the columns that it lacks', async () => {
    const bytes = await writeXlsxFile([
      { data: [[{ value: 'contactNo', type: String }]], sheet: '一' },
      { data: [[{ value: '别的', type: String }]], sheet: '二' },
    ]).toBuffer();
    const result = await send(bytes);
    expect(result).toMatchObject({ refusal: { code: 'INVALID' } });
    if (!result.ok) expect(result.refusal.data.fields?.map(({ path }) => path)).toEqual(CONTACT_COLUMNS.slice(1));
  });

  it('that is broken, cut off or no workbook at all is refused whole', async () => {
    const whole = await workbookOf(CSV);
    const bent = Buffer.from(whole);
    bent.fill(0x55, 200, 900);
    const lying = Buffer.from(whole);
    lying.writeUInt32LE(0xfffffff0, lying.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 24); // the size of its first part
    const empty = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
    for (const bytes of [whole.subarray(0, 4_000), bent, empty, Buffer.concat([empty, Buffer.alloc(500)])])
      expect(await refusal(bytes)).toBe('UNREADABLE');
    expect(await refusal(lying)).toBe('TOO_LARGE');
  });
});
