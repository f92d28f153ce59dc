// A file of comma-separated values as rows by column name. It must not know what the columns mean.
import { CsvError, parse } from 'csv-parse/sync';
import { ok, refuse, type Result } from '../domain/result.ts';

export interface CsvRow {
  /** Line of the file as a person counts it: the header is row 1. */
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * Reads UTF-8 text, with or without a byte order mark.
 * @returns UNREADABLE when it is no UTF-8 or no table, INVALID naming the columns that are missing
 */
export const readCsv = (bytes: Uint8Array, columns: readonly string[]): Result<CsvRow[]> => {
  const text = decode(bytes);
  if (text === undefined) return refuse('UNREADABLE', { reason: 'notUtf8' });
  const table = tableOf(text);
  if (table === undefined) return refuse('UNREADABLE', { reason: 'notTable' });
  const [header = [], ...lines] = table;
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) return refuse('INVALID', { fields: missing.map((path) => ({ path, message: 'columnMissing' })) });
  return ok(
    lines.map((line, index) => ({ row: index + 2, cells: Object.fromEntries(header.map((name, at) => [name, (line[at] ?? '').trim()])) })),
  );
};

const decode = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const tableOf = (text: string): string[][] | undefined => {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
};
