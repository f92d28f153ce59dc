// The roll over a period: how many stood on it at the start, came, left, and stand on it at the end.
// It must not know anybody on it.
import { partitionName, type FigureRow, type Figures } from './additions.ts';
import { ROLL, rollCell, UNDATED, type RollMove } from './people-totals.ts';
import type { ReportPeriod } from './period.ts';
import type { Counts } from './report.ts';

export interface PeoplePart {
  /** On the roll when the period begins. */
  readonly atStart: number;
  readonly added: number;
  readonly removed: number;
  /** atStart + added − removed. */
  readonly atEnd: number;
  /** Removals. */
  readonly byReason: Counts;
  readonly byTownship: Counts;
}

/** `figures` holds the roll and the people's partitions of the period's months. */
export const peoplePart = (period: ReportPeriod, figures: Figures): PeoplePart => {
  const roll = figures.get(partitionName({ subject: 'people', period: ROLL })) ?? [];
  const moved = (move: RollMove, isMeant: (month: string) => boolean): number =>
    roll.reduce((sum, row) => sum + MONTHS.reduce((held, mm) => held + (isMeant(`${row.cell}-${mm}`) ? numberOf(row, move, mm) : 0), 0), 0);
  const first = period.months[0] ?? '';
  const within = (month: string): boolean => period.months.includes(month);
  const atStart = moved('added', (month) => month < first) - moved('removed', (month) => month < first);
  const added = moved('added', within);
  const removed = moved('removed', within);
  const months = period.months.flatMap((month) => figures.get(partitionName({ subject: 'people', period: month })) ?? []);
  return {
    atStart,
    added,
    removed,
    atEnd: atStart + added - removed,
    byReason: removalsBy(months, 'REASON#'),
    byTownship: removalsBy(months, 'TOWNSHIP#'),
  };
};

const MONTHS = [UNDATED.slice(5), ...Array.from({ length: 12 }, (_, n) => String(n + 1).padStart(2, '0'))];

const numberOf = (row: FigureRow, move: RollMove, mm: string): number => row.numbers[rollCell(move, `${row.cell}-${mm}`).column] ?? 0;

const removalsBy = (rows: readonly FigureRow[], prefix: string): Counts => {
  const counts = new Map<string, number>();
  for (const { cell, numbers } of rows) {
    if (!cell.startsWith(prefix)) continue;
    const code = cell.slice(prefix.length);
    counts.set(code, (counts.get(code) ?? 0) + (numbers['removed'] ?? 0));
  }
  return Object.fromEntries([...counts].filter(([, count]) => count !== 0).sort(([a], [b]) => (a < b ? -1 : 1)));
};
