// Chance for drawn files: seeded, so that a failure can be looked at again. And how rows become a file.
// It must not know what is drawn.

export interface Chance {
  /** A number from 0 up to, and without, 1. */
  readonly next: () => number;
  readonly below: (most: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
}

// mulberry32: small, seeded, good enough to draw test data
export const chance = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (most: number): number => Math.floor(next() * most);
  return { next, below, pick: <T>(from: readonly T[]) => from[below(from.length)] as T };
};

/** As a spreadsheet saves it for Chinese users: a byte order mark, every cell quoted, lines ended the Windows way. */
export const csvOf = <Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Partial<Record<Column, string | number>>>[],
): string => {
  const cell = (value: string | number = ''): string => `"${String(value).replaceAll('"', '""')}"`;
  return `\uFEFF${[columns.join(','), ...rows.map((row) => columns.map((name) => cell(row[name])).join(','))].join('\r\n')}\r\n`;
};

export const twoDigits = (n: number): string => String(n).padStart(2, '0');
