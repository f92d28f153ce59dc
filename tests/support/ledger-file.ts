// Ledger files for tests: lines with sensible cells, as the CSV a bureau would send.
// It must not know what an import makes of them.
import { CONTACT_COLUMNS } from '../../functions/services/contact-file.ts';

export type Line = Partial<Record<(typeof CONTACT_COLUMNS)[number], string>>;

const USUAL: Line = {
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
