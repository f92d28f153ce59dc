// A file of comma-separated values as rows by column name. It must not know what the columns mean.
import { CsvError, parse } from 'csv-parse/sync';
import { ok, refuse, type Result } from '../domain/result.ts';

export interface CsvRow {
  /** Line of the file as a person counts it: the header is row 1. */
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Cells beyond the last column: a comma that should have stood in quotes has shifted the row. */
  readonly surplus: boolean;
}

/** Rows of one file; a county's contacts of a century stay below it. */
const ROWS_AT_MOST = 50_000;

/**
 * Reads UTF-8 text, with or without a byte order mark.
 * @returns UNREADABLE when it is no UTF-8 or no table, TOO_LARGE past 50,000 rows, INVALID naming the columns that are missing
 */
export const readCsv = (bytes: Uint8Array, columns: readonly string[]): Result<CsvRow[]> => {
  const text = decode(bytes);
  if (text === undefined) return refuse('UNREADABLE', { reason: 'notUtf8' });
  const table = tableOf(text);
  if (table === undefined) return refuse('UNREADABLE', { reason: 'notTable' });
  const [header = [], ...lines] = table;
  if (lines.length > ROWS_AT_MOST) return refuse('TOO_LARGE', { most: ROWS_AT_MOST });
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) return refuse('INVALID', { fields: missing.map((path) => ({ path, message: 'columnMissing' })) });
  return ok(
    lines.map((line, index) => ({
      row: index + 2,
      cells: Object.fromEntries(header.map((name, at) => [name, (line[at] ?? '').trim()])),
      surplus: line.slice(header.length).some((cell) => cell.trim() !== ''),
    })),
  );
};

const decode = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

// Files put together by hand mix them; taken from the first line alone, two rows would become one.
const LINE_ENDS = ['\r\n', '\n', '\r'];

const tableOf = (text: string): string[][] | undefined => {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true, record_delimiter: LINE_ENDS, to: ROWS_AT_MOST + 2 });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
};
