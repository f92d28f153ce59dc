// Sheets of texts and numbers as an .xlsx workbook: a number stays a number, and a text stays a text whatever it begins with.
// It must not know what the sheets tell.

export interface WorkbookColumn {
  readonly title: string;
  /** In characters. */
  readonly width: number;
}

export interface WorkbookSheet {
  readonly name: string; // at most 31 characters, none of []:*?/\
  readonly columns: readonly WorkbookColumn[];
  readonly rows: readonly (readonly (string | number)[])[];
}

// XML 1.0 has no way to write these, and a workbook with one of them does not open.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const textCell = (value: string) => ({
  value: value.toWellFormed().replace(UNWRITABLE, ''),
  type: String,
  wrap: true,
  alignVertical: 'top' as const,
});
const cell = (value: string | number) =>
  typeof value === 'number' ? { value, type: Number, alignVertical: 'top' as const } : textCell(value);

/** @example await workbookOf([{ name: '摘要', columns: [{ title: '指标', width: 20 }], rows: [['=1+1'], [2]] }]) */
export const workbookOf = async (sheets: readonly WorkbookSheet[]): Promise<Uint8Array> => {
  // Loaded by the first download: every other request does without it.
  const { default: writeXlsxFile } = await import('write-excel-file/universal');
  const blob = await writeXlsxFile(
    sheets.map(({ name, columns, rows }) => ({
      sheet: name,
      stickyRowsCount: 1,
      columns: columns.map(({ width }) => ({ width })),
      data: [columns.map(({ title }) => ({ ...textCell(title), fontWeight: 'bold' as const })), ...rows.map((row) => row.map(cell))],
    })),
  ).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
};
