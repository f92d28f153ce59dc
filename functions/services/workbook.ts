// The first sheet of an .xlsx workbook as lines of cells, each the text a person would have typed into the same ledger as .csv.
// It must not know columns, or what a cell means.
import { ok, refuse, type Result } from '../domain/result.ts';
import type { TableLine } from './table.ts';

const ZIP = [0x50, 0x4b, 0x03, 0x04];

export const isWorkbook = (bytes: Uint8Array): boolean => ZIP.every((byte, at) => bytes[at] === byte);

const UNPACKED_AT_MOST = 200_000_000; // bytes: fifty thousand rows with long stories, and no more memory than a small server has

/**
 * Reads the first sheet; lines without any text are left out, and the others keep their row numbers.
 * @returns UNREADABLE when it is no workbook or a broken one, TOO_LARGE when it would unpack beyond 200 MB
 */
export const linesOfWorkbook = async (bytes: Uint8Array): Promise<Result<TableLine[]>> => {
  const unpacked = unpackedSize(bytes);
  if (unpacked === undefined) return refuse('UNREADABLE', { reason: 'notWorkbook' });
  if (unpacked > UNPACKED_AT_MOST) return refuse('TOO_LARGE', { most: UNPACKED_AT_MOST });
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

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LONGEST_COMMENT = 0xffff;

/** What the archive's directory says its parts come to; nothing is unpacked beyond it. */
const unpackedSize = (bytes: Uint8Array): number | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  const earliest = Math.max(0, end - LONGEST_COMMENT);
  while (end >= earliest && view.getUint32(end, true) !== DIRECTORY_END) end -= 1;
  if (end < earliest) return undefined;
  let at = view.getUint32(end + 16, true);
  let size = 0;
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) return undefined;
    size += view.getUint32(at + 24, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return size;
};
