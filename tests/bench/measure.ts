// What a benchmark comes to: a ratio with both its sides and the bound it must keep; and how they are shown.
// It must not know what is measured.

export interface Measured {
  /** B1 to B6; empty for a figure that stands beside them and is not judged. */
  readonly bench: string;
  readonly name: string;
  readonly ours: number;
  readonly against: number;
  readonly ratio: number;
  readonly bound: number;
  readonly unit: string;
}

export const measured = (bench: string, name: string, unit: string, ours: number, against: number, bound: number): Measured => ({
  bench,
  name,
  unit,
  ours,
  against,
  ratio: Math.round((ours / against) * 100) / 100,
  bound,
});

export const keeps = ({ ratio, bound }: Measured): boolean => ratio <= bound;

export const table = (rows: readonly Measured[]): string => {
  const head = ['', 'job', 'ours', 'minimum or reference', 'ratio', 'bound', ''];
  const lines = rows.map((row) => [
    row.bench,
    row.name,
    `${figure(row.ours)} ${row.unit}`,
    `${figure(row.against)} ${row.unit}`,
    row.ratio.toFixed(2),
    row.bound === Infinity ? '' : row.bound.toFixed(2),
    keeps(row) ? '' : 'OVER',
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)));
  return [head, ...lines]
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

const figure = (value: number): string => String(Math.round(value * 100) / 100);

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};
