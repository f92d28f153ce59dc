// A file's table as rows by column name, whether it came as comma-separated text or as a workbook.
// It must not know what the columns mean.
import { ok, refuse, type Result } from '../domain/result.ts';
import { linesOfCsv } from './csv.ts';
import { isWorkbook, linesOfWorkbook } from './workbook.ts';

/** Cells of one line, in the order of the columns, and its number as a person counts it: the header is row 1. */
export interface TableLine {
  readonly row: number;
  readonly cells: readonly string[];
}

export interface TableRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Cells beyond the last column: a comma that should have stood in quotes has shifted the row. */
  readonly surplus: boolean;
}

/** Rows of one file: more than the shortest lines that a file of the largest size holds, so that its size is what stops a list. */
export const ROWS_AT_MOST = 250_000;

const COLUMNS_AT_MOST = 200; // no list of the bureau has a tenth of it

/**
 * Reads a file by what it is, not by what it is called: its header, then its rows.
 * @returns UNREADABLE when it is no table, TOO_LARGE past 250,000 rows or 200 columns, and which of them
 */
export const readLines = async (bytes: Uint8Array): Promise<Result<TableLine[]>> => {
  const lines = isWorkbook(bytes) ? await linesOfWorkbook(bytes) : linesOfCsv(bytes, ROWS_AT_MOST + 2);
  if (!lines.ok) return lines;
  if (lines.value.length - 1 > ROWS_AT_MOST) return refuse('TOO_LARGE', { most: ROWS_AT_MOST, unit: 'rows' });
  return headerOf(lines.value).length > COLUMNS_AT_MOST ? refuse('TOO_LARGE', { most: COLUMNS_AT_MOST, unit: 'columns' }) : lines;
};

/** The names of the columns, as far as they go. */
export const headerOf = ([first]: readonly TableLine[]): string[] => {
  const header = (first?.cells ?? []).map((name) => name.trim());
  while (header.at(-1) === '') header.pop();
  return header;
};

/** The rows by column name, or INVALID naming the columns that are missing. */
export const rowsUnder = (columns: readonly string[], lines: readonly TableLine[]): Result<TableRow[]> => {
  const header = headerOf(lines);
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) return refuse('INVALID', { fields: missing.map((path) => ({ path, message: 'columnMissing' })) });
  return ok(
    lines.slice(1).map(({ row, cells }) => ({
      row,
      cells: Object.fromEntries(header.map((name, at) => [name, (cells[at] ?? '').trim()])),
      surplus: cells.slice(header.length).some((cell) => cell.trim() !== ''),
    })),
  );
};

/** Both at once. */
export const readTable = async (bytes: Uint8Array, columns: readonly string[]): Promise<Result<TableRow[]>> => {
  const lines = await readLines(bytes);
  return lines.ok ? rowsUnder(columns, lines.value) : lines;
};
