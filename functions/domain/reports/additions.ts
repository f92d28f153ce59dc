// One number of the totals and what a change adds to it: how every kind of counted row speaks to the same store.
// It must not know which rows count, or how a total is kept.

export type Subject = 'petitions' | 'training' | 'people';

/** A number of one row of one partition of totals. */
export interface Addition {
  readonly subject: Subject;
  /** 2013-03, 2013-Q1, 2013-H1, 2013; or ROLL, the one partition that knows every year. */
  readonly period: string;
  /** The row, in ASCII: GROUP#PRACTICAL. */
  readonly cell: string;
  /** What a person typed and the row is about (a topic, an organiser); it completes the cell and never stands in a key. */
  readonly text?: string | undefined;
  /** The number in the row: sessions, personTimes … */
  readonly column: string;
  readonly by: number;
}

/** A row of totals as it is read back. */
export interface FigureRow {
  readonly cell: string;
  readonly text?: string | undefined;
  readonly numbers: Readonly<Record<string, number>>;
}

/** Rows by `subject#period`. */
export type Figures = ReadonlyMap<string, readonly FigureRow[]>;

export const partitionName = ({ subject, period }: Pick<Addition, 'subject' | 'period'>): string => `${period}#${subject}`;

/** Tells one row of totals from every other. */
export const rowName = ({ subject, period, cell, text }: Pick<Addition, 'subject' | 'period' | 'cell' | 'text'>): string =>
  [period, subject, cell, ...(text === undefined ? [] : [text])].join('#');

/** Adds up what touches the same number, and leaves out what comes to nothing. */
export const sumAdditions = (additions: Iterable<Addition>): Addition[] => {
  const sums = new Map<string, Addition>();
  for (const one of additions) {
    const name = `${one.column}#${rowName(one)}`;
    const held = sums.get(name);
    sums.set(name, held ? { ...held, by: held.by + one.by } : one);
  }
  return [...sums.values()].filter(({ by }) => by !== 0);
};

/** The rows that additions make out of nothing, for recounting. */
export const figuresFrom = (additions: Iterable<Addition>): Figures => {
  const rows = new Map<string, { partition: string; row: { cell: string; text?: string; numbers: Record<string, number> } }>();
  for (const one of sumAdditions(additions)) {
    const name = rowName(one);
    const { cell, text, column, by } = one;
    const held = rows.get(name) ?? { partition: partitionName(one), row: { cell, ...(text !== undefined && { text }), numbers: {} } };
    held.row.numbers[column] = by;
    rows.set(name, held);
  }
  const figures = new Map<string, FigureRow[]>();
  for (const { partition, row } of rows.values()) figures.set(partition, [...(figures.get(partition) ?? []), row]);
  return figures;
};
