// Ledger files for tests: lines with sensible cells, as the CSV a bureau would send.
// It must not know what an import makes of them.
import { parse } from 'csv-parse/sync';
import writeXlsxFile from 'write-excel-file/node';
import { CONTACT_COLUMNS } from '../../functions/services/contact-file.ts';

export type Line = Partial<Record<(typeof CONTACT_COLUMNS)[number], string>>;

export const USUAL: Line = {
  receivedOn: '2013-03-04',
  channel: 'VISIT',
  township: '990581102',
  village: '沙湾村',
  category: 'C20',
  kind: 'REQUEST',
  subject: '直补资金未到账',
  story: '反映上半年直补资金未到一卡通。',
  petitioner: '龚世芬',
  phone: '10051234567',
  headcount: '1',
  jointLetter: 'no',
  firstContactOfficer: 'F03',
};

export const ledgerFile = (lines: readonly Line[]): Buffer =>
  Buffer.from(
    [
      CONTACT_COLUMNS.join(','),
      ...lines.map((line, n) => {
        const cells: Line = { contactNo: String(n + 1), ...USUAL, ...line };
        return CONTACT_COLUMNS.map((name) => `"${(cells[name] ?? '').replaceAll('"', '""')}"`).join(',');
      }),
    ].join('\r\n'),
  );

/** The same ledger as a bureau would keep it in Excel: days as dates, counts and numbers as numbers, the rest as text. */
export const workbookOf = (csv: Uint8Array): Promise<Buffer> => {
  const [header = [], ...lines]: string[][] = parse(Buffer.from(csv), { bom: true });
  const cell = (text: string, name: string | undefined) => {
    if (name === 'receivedOn') return { type: Date, value: new Date(`${text}T00:00:00Z`), format: 'yyyy/m/d' };
    if (/^[1-9]\d*$/.test(text)) return { type: Number, value: Number(text) };
    return { type: String, value: text };
  };
  return writeXlsxFile([
    header.map((value) => ({ type: String, value })),
    ...lines.map((line) => line.map((text, at) => cell(text, header[at]))),
  ]).toBuffer();
};
