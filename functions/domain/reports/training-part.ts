// The training part of a report: headline figures of practical sessions, how they split, the other kinds a line each, and the year before.
// It must not know how totals came about; its names and nesting are relied on by programs outside.
import { HEADLINE_GROUP } from '../training/vocabulary.ts';
import { partitionName, type FigureRow, type Figures } from './additions.ts';
import { HEADS, type Heads } from './distinct.ts';
import type { ReportPeriod } from './period.ts';
import type { Counts } from './report.ts';
import { MEASURES, type Measure } from './training-totals.ts';

export type Sums = Readonly<Record<Measure, number>>;

/** 场次, 人次, 份, and the people behind the person-times: everybody once, registered migrants among them, all others. */
export interface GroupFigures extends Sums {
  readonly distinctPersons: number;
  readonly distinctMigrants: number;
  readonly others: number;
}

/** One topic, organiser, township or month, with what adds up over all of them. */
export interface Split extends Sums {
  readonly key: string;
}

export interface TrainingPart extends GroupFigures {
  /** Sessions, by the topic as it was written; an absent key counts 0. */
  readonly byTopic: Counts;
  /** Sessions, by who held them together with the bureau; NONE where nobody did. */
  readonly byOrganiser: Counts;
  readonly byTownship: Counts;
  /** Sessions, by YYYY-MM. */
  readonly byMonth: Counts;
  /** Every group that was held, the headline's too. */
  readonly byKind: Readonly<Record<string, GroupFigures>>;
  /** The same splits with person-times and handouts; most sessions first, months in order. */
  readonly details: {
    readonly topic: readonly Split[];
    readonly organiser: readonly Split[];
    readonly township: readonly Split[];
    readonly month: readonly Split[];
  };
  /** Null when the year before holds nothing to compare with. */
  readonly previousYear: Sums | null;
}

/** Under which organiser a session without one stands. */
export const NO_ORGANISER = 'NONE';

/** `figures` holds the training partitions of the period, of its months, and of the period a year before. */
export const trainingPart = (period: ReportPeriod, figures: Figures): TrainingPart => {
  const whole = rowsOf(figures, period.label);
  const months = period.months.map((month) => ({ month, rows: rowsOf(figures, month) }));
  const before = sumsOf(headline(rowsOf(figures, period.previous.label)));
  const splits = (cell: string): Split[] =>
    mostFirst(
      months.flatMap(({ rows }) =>
        rows.flatMap((row) => {
          const key = keyOf(row, cell);
          return key === undefined ? [] : [{ key, ...sumsOf(row) }];
        }),
      ),
    );
  const details = {
    topic: splits('TOPIC'),
    organiser: splits('ORGANISER'),
    township: splits('TOWNSHIP'),
    month: months.map(({ month, rows }) => ({ key: month, ...sumsOf(headline(rows)) })).filter(isHeld),
  };
  return {
    ...groupFigures(headline(whole)),
    byTopic: sessionsBy(details.topic),
    byOrganiser: sessionsBy(details.organiser),
    byTownship: sessionsBy(details.township),
    byMonth: sessionsBy(details.month),
    byKind: Object.fromEntries(
      whole.flatMap((row) =>
        row.cell.startsWith(GROUP) && isHeld(sumsOf(row)) ? [[row.cell.slice(GROUP.length), groupFigures(row)]] : [],
      ),
    ),
    details,
    previousYear: isHeld(before) ? before : null,
  };
};

const GROUP = 'GROUP#';

const rowsOf = (figures: Figures, period: string): readonly FigureRow[] =>
  figures.get(partitionName({ subject: 'training', period })) ?? [];
const headline = (rows: readonly FigureRow[]): FigureRow | undefined => rows.find(({ cell }) => cell === `${GROUP}${HEADLINE_GROUP}`);

// What people typed stands beside its cell, codes stand in it.
const keyOf = ({ cell, text }: FigureRow, wanted: string): string | undefined => {
  if (text !== undefined) return cell === wanted ? text || NO_ORGANISER : undefined;
  return cell.startsWith(`${wanted}#`) ? cell.slice(wanted.length + 1) : undefined;
};

const numberIn = (row: FigureRow | undefined, column: Measure | Heads): number => row?.numbers[column] ?? 0;
const sumsOf = (row: FigureRow | undefined): Sums => ({
  sessions: numberIn(row, 'sessions'),
  personTimes: numberIn(row, 'personTimes'),
  handouts: numberIn(row, 'handouts'),
});
const isHeld = (sums: Sums): boolean => MEASURES.some((measure) => sums[measure] !== 0);

const groupFigures = (row: FigureRow | undefined): GroupFigures => {
  const [distinctPersons = 0, distinctMigrants = 0, others = 0] = HEADS.map((column) => numberIn(row, column));
  return { ...sumsOf(row), distinctPersons, distinctMigrants, others };
};

const mostFirst = (splits: readonly Split[]): Split[] => {
  const sums = new Map<string, Split>();
  for (const { key, ...split } of splits) {
    const held = sums.get(key);
    sums.set(key, { key, ...plus(held, split) });
  }
  return [...sums.values()].filter(isHeld).sort((a, b) => b.sessions - a.sessions || (a.key < b.key ? -1 : 1));
};

const plus = (a: Sums | undefined, b: Sums): Sums => ({
  sessions: (a?.sessions ?? 0) + b.sessions,
  personTimes: (a?.personTimes ?? 0) + b.personTimes,
  handouts: (a?.handouts ?? 0) + b.handouts,
});

const sessionsBy = (splits: readonly Split[]): Counts =>
  Object.fromEntries(splits.filter(({ sessions }) => sessions !== 0).map(({ key, sessions }) => [key, sessions]));
