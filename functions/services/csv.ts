// Comma-separated values as lines of cells. It must not know columns, or what a cell means.
import { CsvError, parse } from 'csv-parse/sync';
import { ok, refuse, type Result } from '../domain/result.ts';
import type { TableLine } from './table.ts';

/**
 * Reads UTF-8 text, with or without a byte order mark; empty lines are left out.
 * @returns at most `most` lines, or UNREADABLE when it is no UTF-8 or no table
 */
export const linesOfCsv = (bytes: Uint8Array, most: number): Result<TableLine[]> => {
  const text = decode(bytes);
  if (text === undefined) return refuse('UNREADABLE', { reason: 'notUtf8' });
  const table = tableOf(text, most);
  if (table === undefined) return refuse('UNREADABLE', { reason: 'notTable' });
  return ok(table.map((cells, index) => ({ row: index + 1, cells })));
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

// The parser makes an error for every line that is shorter or longer than the first, also where that is allowed, and throws
// it away; most of what that costs is the trace of its stack: a file of 250,000 short lines took four seconds for them.
const tableOf = (text: string, most: number): string[][] | undefined => {
  const traced = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true, record_delimiter: LINE_ENDS, to: most });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  } finally {
    Error.stackTraceLimit = traced;
  }
};
