// Workbooks that go back to the people who keep the lists: an empty one to fill in, and their own with two columns more.
// They must not know verdicts or words; both are handed in. Every cell is text, so that nothing in one can act as a formula.
import type { Row, Sheet } from 'write-excel-file/node';
import type { TableLine } from './table.ts';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const CELL_AT_MOST = 32_767; // characters, of any spreadsheet
const [HEAD, REJECTED, WARNED] = ['#efeadf', '#f6dcd9', '#f5ead0'];
// What XML 1.0 cannot carry; a row that holds it is rejected, and says so beside.
const UNWRITABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** What became of a row, in words. */
export interface RowResult {
  readonly result: string;
  readonly reason: string;
  readonly tone?: 'rejected' | 'warned';
}

const text = (value: string, more: { backgroundColor?: string; fontWeight?: 'bold'; wrap?: boolean } = {}) => ({
  value: value.replace(UNWRITABLE, '').slice(0, CELL_AT_MOST),
  type: String,
  ...more,
});
const head = (name: string) => text(name, { backgroundColor: HEAD, fontWeight: 'bold' });

const NOTHING: RowResult = { result: '', reason: '' };
const TONES = { rejected: { backgroundColor: REJECTED }, warned: { backgroundColor: WARNED } } as const;

/** Spreadsheets of more than one library are made here; loaded by the first, every other request does without it. */
const written = async (sheets: Sheet<never>[]): Promise<Uint8Array> => {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  return writeXlsxFile(sheets).toBuffer();
};

/**
 * The lines as they were brought, each in its row, and two columns after them.
 * @param columns what the two columns are called, and what they were called in files that have been through this before: those are replaced
 */
export const annotatedWorkbook = (
  lines: readonly TableLine[],
  resultOf: (row: number) => RowResult | undefined,
  columns: { readonly result: string; readonly reason: string; readonly formerly: readonly string[]; readonly sheet: string },
): Promise<Uint8Array> => {
  const [first, ...rest] = lines;
  const header = (first?.cells ?? []).map((name) => name.trim());
  const kept = header.flatMap((name, at) => (columns.formerly.includes(name) ? [] : [at]));
  while (kept.length > 0 && header[kept.at(-1) ?? 0] === '') kept.pop();
  const widest = rest.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  // Cells beyond the header are what is wrong with their row, so they are not left out.
  const at = [...kept, ...Array.from({ length: Math.max(0, widest - header.length) }, (_, n) => header.length + n)];
  const data: Row[] = [[...at.map((column) => head(header[column] ?? '')), head(columns.result), head(columns.reason)]];
  for (const { row, cells } of rest) {
    while (data.length < row - 1) data.push([]);
    const { result, reason, tone } = resultOf(row) ?? NOTHING;
    const marked = tone ? TONES[tone] : {};
    data.push([...at.map((column) => text(cells[column] ?? '')), text(result, marked), text(reason, { ...marked, wrap: true })]);
  }
  const widths = [...at.map(() => ({ width: 16 })), { width: 12 }, { width: 48 }];
  return written([{ data, sheet: columns.sheet, columns: widths, stickyRowsCount: 1 }]);
};

export interface TemplateColumn {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
}

/** An empty list under the names of its columns, and what each is for on a second sheet. */
export const emptyWorkbook = (
  columns: readonly TemplateColumn[],
  sheets: { readonly list: string; readonly about: string },
  heads: readonly [string, string, string],
): Promise<Uint8Array> =>
  written([
    { data: [columns.map(({ name }) => head(name))], sheet: sheets.list, columns: columns.map(() => ({ width: 18 })), stickyRowsCount: 1 },
    {
      data: [heads.map(head), ...columns.map(({ name, label, hint }) => [text(name), text(label), text(hint, { wrap: true })])],
      sheet: sheets.about,
      columns: [{ width: 22 }, { width: 22 }, { width: 70 }],
      stickyRowsCount: 1,
    },
  ]);
