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

// A date comes as midnight in UTC, whatever the zone of the machine that wrote it.
const textOf = (cell: unknown): string => {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
};
