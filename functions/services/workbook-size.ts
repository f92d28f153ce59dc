// How much memory reading a workbook would take, found out before anything is read: what its archive unpacks to, and how far its cells reach.
// It must not know what cells mean. A single cell far down and to the right would make a reader fill in everything before it.
import { inflateRawSync } from 'node:zlib';
import type { Refusal } from '../domain/result.ts';

const UNPACKED_AT_MOST = 200_000_000; // bytes: fifty thousand rows with long stories, or the longest list of short ones, and no more memory than a small server has
const CELLS_AT_MOST = 5_000_000; // filled or filled in: the longest list with twenty columns
const LAST_ROW = 1_048_576; // of any spreadsheet

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const LONGEST_COMMENT = 0xffff;
const [STORED, DEFLATED] = [0, 8];

interface Part {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly at: number;
}

const UNREADABLE: Refusal = { code: 'UNREADABLE', data: { reason: 'notWorkbook' } };

/** The refusal of a workbook that must not be read: UNREADABLE when it is no archive, TOO_LARGE past 200 MB or five million cells. */
export const unfitWorkbook = (bytes: Uint8Array): Refusal | undefined => {
  const parts = partsOf(bytes);
  if (!parts) return UNREADABLE;
  if (parts.reduce((sum, { unpacked }) => sum + unpacked, 0) > UNPACKED_AT_MOST) return tooLarge(UNPACKED_AT_MOST, 'unpacked');
  for (const part of parts) {
    if (!/\.xml$/i.test(part.name)) continue; // any of them may be named as the sheet
    const text = textOf(bytes, part);
    const cells = text === undefined ? undefined : cellsOf(text);
    if (cells === undefined) return UNREADABLE;
    if (cells > CELLS_AT_MOST) return tooLarge(CELLS_AT_MOST, 'cells');
  }
  return undefined;
};

const tooLarge = (most: number, unit: 'unpacked' | 'cells'): Refusal => ({ code: 'TOO_LARGE', data: { most, unit } });

/** What the archive's directory says it holds. */
const partsOf = (bytes: Uint8Array): Part[] | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  const earliest = Math.max(0, end - LONGEST_COMMENT);
  while (end >= earliest && view.getUint32(end, true) !== DIRECTORY_END) end -= 1;
  if (end < earliest) return undefined;
  const parts: Part[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) return undefined;
    const nameLength = view.getUint16(at + 28, true);
    parts.push({
      name: Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength)).toString('latin1'),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
};

// Nothing is unpacked beyond what the directory says.
const textOf = (bytes: Uint8Array, { method, packed, unpacked, at }: Part): string | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL_HEADER) return undefined;
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const data = bytes.subarray(start, start + packed);
  if (method === STORED) return Buffer.from(data).toString('latin1');
  if (method !== DEFLATED) return undefined;
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, unpacked) }).toString('latin1');
  } catch {
    return undefined; // damaged, or larger than it says
  }
};

const CELL = /<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*["']([^"']*)["'][^>]*>/g;
const ADDRESS = /^([A-Z]{1,3})([1-9]\d{0,6})$/;

/** Cells that a reader would make, counting those it fills in; undefined where an address is none. */
const cellsOf = (text: string): number | undefined => {
  const widths = new Map<number, number>(); // by row: every cell to the left of the last one is filled in
  const filled = { rows: 0, columns: 0 }; // and every row is then as wide as the widest
  for (const [tag, address = ''] of text.matchAll(CELL)) {
    const [, letters = '', digits = ''] = ADDRESS.exec(address) ?? [];
    const row = Number(digits);
    if (row === 0) return undefined;
    if (row > LAST_ROW) return Infinity;
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    widths.set(row, Math.max(column, widths.get(row) ?? 0));
    if (!tag.endsWith('/>')) {
      filled.rows = Math.max(filled.rows, row);
      filled.columns = Math.max(filled.columns, column);
    }
  }
  return Math.max(
    filled.rows * filled.columns,
    [...widths.values()].reduce((sum, width) => sum + width, 0),
  );
};
