// The first sheet of an .xlsx workbook as lines of cells, each the text a person would have typed into the same ledger as .csv.
// It must not know columns, or what a cell means.
import { ok, refuse, type Result } from '../domain/result.ts';
import type { TableLine } from './table.ts';
import { unfitWorkbook } from './workbook-size.ts';

const ZIP = [0x50, 0x4b, 0x03, 0x04];

export const isWorkbook = (bytes: Uint8Array): boolean => ZIP.every((byte, at) => bytes[at] === byte);

/**
 * Reads the first sheet; lines without any text are left out, and the others keep their row numbers.
 * @returns UNREADABLE when it is no workbook or a broken one, TOO_LARGE when reading it would take too much memory
 */
export const linesOfWorkbook = async (bytes: Uint8Array): Promise<Result<TableLine[]>> => {
  const refusal = unfitWorkbook(bytes);
  if (refusal) return { ok: false, refusal };
  // Loaded by the first workbook: every other request does without it. Its variant for Node trusts the sizes a file claims, in a thread.
  const { readSheet } = await import('read-excel-file/universal');
  try {
    const sheet: readonly (readonly unknown[])[] = await readSheet(new Blob([Uint8Array.from(bytes)]), { trim: false });
    const lines = sheet.map((cells, index) => ({ row: index + 1, cells: cells.map(textOf) }));
    return ok(lines.filter(({ row, cells }) => row === 1 || cells.some((cell) => cell.trim() !== '')));
  } catch {
    // Whatever a damaged file makes the reader stumble over, the answer is the same; its words may quote the file.
    return refuse('UNREADABLE', { reason: 'notWorkbook' });
  }
};

const MINUTE_MS = 60_000;
// Spreadsheets count days from here, so a time of day alone is a moment of the first one, and an hour past 24 one of the second.
const FIRST_DAY = Date.UTC(1899, 11, 30);
const FIRST_DATE = Date.UTC(1900, 0, 1);
const SINCE_1904 = Date.UTC(1904, 0, 1); // the other way of counting

// A date comes as midnight in UTC, whatever the zone of the machine that wrote it; a fraction of a day may fall short by a moment.
const textOf = (cell: unknown): string => {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : dateText(Math.round(cell.getTime() / 1000) * 1000);
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
};

/** `14:30` for a time of day, `2013-01-04` for a day, whatever hour is noted with it. */
const dateText = (moment: number): string => {
  if (moment >= FIRST_DAY && moment < FIRST_DATE) return clockText(moment - FIRST_DAY);
  if (moment > SINCE_1904 && moment < SINCE_1904 + 24 * 60 * MINUTE_MS) return clockText(moment - SINCE_1904);
  return new Date(moment).toISOString().slice(0, 10);
};

const clockText = (since: number): string => {
  const minutes = Math.floor(since / MINUTE_MS);
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
};
