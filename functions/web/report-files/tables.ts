// Every table of a report as labels and numbers, in the reader's language: what the page, the workbook and the document are made of.
// It must not count or compare, or know how a table is drawn.
import { CATEGORIES, CHANNELS } from '../../domain/petitions/vocabulary.ts';
import type { ReportPeriod } from '../../domain/reports/period.ts';
import type { Counts, PetitionsPart } from '../../domain/reports/report.ts';
import { NO_ORGANISER, type Split, type TrainingPart } from '../../domain/reports/training-part.ts';
import { REMOVAL_REASONS } from '../../domain/people/person.ts';
import { SESSION_KINDS, type SessionGroup } from '../../domain/training/vocabulary.ts';
import type { Report } from '../../services/reports.ts';
import type { Words } from '../words/index.ts';

export interface Named {
  readonly code: string;
  readonly name: string;
}

/** Code and label of a row, this period and the year before where there is one. */
export interface CountedRow {
  readonly code: string;
  readonly label: string;
  readonly now: number;
  readonly before?: number | undefined;
}

export const countedRows = (
  labels: readonly (readonly [code: string, label: string])[],
  now: Counts,
  before: Counts | undefined,
): CountedRow[] =>
  labels
    .map(([code, label]) => ({ code, label, now: countIn(now, code), before: before && countIn(before, code) }))
    .filter((row) => row.now > 0 || (row.before ?? 0) > 0);

// A code may be spelt like something every object has.
const countIn = (counts: Counts, code: string): number => (Object.hasOwn(counts, code) ? (counts[code] ?? 0) : 0);

export const channelRows = (words: Words, now: PetitionsPart, before: PetitionsPart | undefined): CountedRow[] =>
  countedRows(
    CHANNELS.map((code) => [code, words.codes.channel[code]]),
    now.byChannel,
    before?.byChannel,
  );

export const categoryRows = (words: Words, now: PetitionsPart, before: PetitionsPart | undefined): CountedRow[] =>
  countedRows(
    [...CATEGORIES.map((code) => [code, words.codes.category[code]] as const), ['NONE', words.reports.none]],
    now.byCategory,
    before?.byCategory,
  );

/** A township that has since been merged away still counts, under its code. */
export const townshipRows = (townships: readonly Named[], now: Counts, before?: Counts): CountedRow[] => {
  const known = townships.map(({ code, name }) => [code, name] as const);
  const gone = Object.keys({ ...now, ...before }).filter((code) => !townships.some((one) => one.code === code));
  return countedRows([...known, ...gone.map((code) => [code, code] as const)], now, before);
};

/** Every month of the period, those without anything too. */
export const monthRows = (words: Words, period: ReportPeriod, now: PetitionsPart, before: PetitionsPart | undefined): CountedRow[] =>
  period.months.map((month, index) => ({
    code: month,
    label: words.reports.month(Number(month.slice(5))),
    now: now.byMonth[month] ?? 0,
    before: before && (before.byMonth[period.previous.months[index] ?? ''] ?? 0),
  }));

export const reasonRows = (words: Words, byReason: Counts): CountedRow[] =>
  countedRows(
    REMOVAL_REASONS.map((reason) => [reason, words.reports.reasons[reason]]),
    byReason,
    undefined,
  );

/** Sessions, person-times and handouts of one topic, organiser, township or month. */
export interface SplitRow extends Split {
  readonly label: string;
}

export const SPLITS = ['topic', 'month', 'organiser', 'township'] as const;
export type SplitName = (typeof SPLITS)[number];

export const splitRows = (
  words: Words,
  townships: readonly Named[],
  { details }: TrainingPart,
): Readonly<Record<SplitName, readonly SplitRow[]>> => {
  const labelled = (rows: readonly Split[], label: (key: string) => string): SplitRow[] =>
    rows.map((row) => ({ ...row, label: label(row.key) }));
  return {
    topic: labelled(details.topic, (key) => key),
    month: labelled(details.month, (key) => words.reports.month(Number(key.slice(5)))),
    organiser: labelled(details.organiser, (key) => (key === NO_ORGANISER ? words.reports.noOrganiser : key)),
    township: labelled(details.township, (key) => townships.find(({ code }) => code === key)?.name ?? key),
  };
};

const GROUPS: readonly SessionGroup[] = ['PRACTICAL', 'VILLAGE_AID', ...SESSION_KINDS.filter((kind) => kind !== 'PRACTICAL')];

/** A line for every kind of session that was held. */
export const kindRows = (words: Words, { byKind }: TrainingPart) =>
  GROUPS.flatMap((group) => {
    const figures = byKind[group];
    return figures ? [{ group, label: words.reports.groups[group], ...figures }] : [];
  });

/** The headline figures with their units, in the order of the page. */
export const headlineRows = (words: Words, { petitions, training, people }: Pick<Report, 'petitions' | 'training' | 'people'>) => {
  const { figures, trainingFigures, peopleFigures, units } = words.reports;
  return [
    { label: figures.contacts, value: petitions.contacts, unit: units.contact },
    { label: figures.petitions, value: petitions.petitions, unit: units.matter },
    { label: figures.repeat, value: petitions.repeat, unit: units.contact },
    { label: figures.groupVisits, value: petitions.groupVisits, unit: units.contact },
    { label: trainingFigures.sessions, value: training.sessions, unit: units.session },
    { label: trainingFigures.personTimes, value: training.personTimes, unit: units.personTime },
    { label: trainingFigures.handouts, value: training.handouts, unit: units.copy },
    { label: trainingFigures.distinctPersons, value: training.distinctPersons, unit: units.person },
    { label: trainingFigures.distinctMigrants, value: training.distinctMigrants, unit: units.person },
    { label: trainingFigures.others, value: training.others, unit: units.person },
    { label: peopleFigures.atStart, value: people.atStart, unit: units.person },
    { label: peopleFigures.added, value: people.added, unit: units.person },
    { label: peopleFigures.removed, value: people.removed, unit: units.person },
    { label: peopleFigures.atEnd, value: people.atEnd, unit: units.person },
  ];
};
