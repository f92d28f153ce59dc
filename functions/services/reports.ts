// A report of a month, quarter, half-year or year, from totals alone: its cost does not grow with the rows behind it.
// It must not know how totals came about, or how a report is drawn.
import type { Day } from '../domain/calendar/days.ts';
import { partitionName, type Figures, type Subject } from '../domain/reports/additions.ts';
import { narrative, type Narrative } from '../domain/reports/narrative.ts';
import { peoplePart, type PeoplePart } from '../domain/reports/people-part.ts';
import { ROLL } from '../domain/reports/people-totals.ts';
import { parsePeriod, type ReportPeriod } from '../domain/reports/period.ts';
import { petitionsPart, type PetitionsPart } from '../domain/reports/report.ts';
import { trainingPart, type TrainingPart } from '../domain/reports/training-part.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import type { Db } from '../store/client.ts';
import { readTotals } from '../store/reports.ts';
import { readFigures } from '../store/totals.ts';

export interface Report {
  /** As it was asked for: 2013-H1. */
  readonly period: string;
  readonly from: Day;
  readonly to: Day;
  readonly petitions: PetitionsPart;
  readonly training: TrainingPart;
  readonly people: PeoplePart;
  /** The same paragraph in both languages; the API hands out the caller's. */
  readonly narrative: Narrative;
  /** The same months a year earlier; null where that year holds no contact. */
  readonly before: { readonly petitions: PetitionsPart } | null;
}

/**
 * Refusal: UNKNOWN_PERIOD for anything but 2013-03, 2013-Q2, 2013-H1, 2013. One set of reads, all in parallel: for each month its
 * petitions, the year before's, its training and its people, and three more. A half-year costs 13.5 units as long as no month needs more than 4 KB.
 * @example await report({ db }, '2013-H1')
 */
export const report = async ({ db }: { readonly db: Db }, label: string): Promise<Result<Report>> => {
  const period = parsePeriod(label);
  if (!period) return refuse('UNKNOWN_PERIOD');
  const [totals, figures] = await Promise.all([readTotals(db, [...period.months, ...period.previous.months]), figuresOf(db, period)]);
  const petitions = petitionsPart(period, totals);
  const training = trainingPart(period, figures);
  const people = peoplePart(period, figures);
  const yearBefore = petitions.previousYear === null ? undefined : parsePeriod(period.previous.label);
  return ok({
    period: period.label,
    from: period.from,
    to: period.to,
    petitions,
    training,
    people,
    narrative: narrative(period, petitions, { training, people }),
    before: yearBefore ? { petitions: petitionsPart(yearBefore, totals) } : null,
  });
};

interface Partition {
  readonly subject: Subject;
  readonly period: string;
}

const figuresOf = async (db: Db, period: ReportPeriod): Promise<Figures> => {
  const training = [...new Set([...period.months, period.label])].map((one): Partition => ({ subject: 'training', period: one }));
  const people = [ROLL, ...period.months].map((one): Partition => ({ subject: 'people', period: one }));
  // Of the year before only the groups are told, and they stand together at the front of their partition.
  const before = { subject: 'training', period: period.previous.label, begins: 'GROUP#' } as const;
  const partitions = [...training, before, ...people];
  return new Map(await Promise.all(partitions.map(async (one) => [partitionName(one), await readFigures(db, one)] as const)));
};

/** Contacts received in a month, of the whole bureau: one read. */
export const contactsIn = async ({ db }: { readonly db: Db }, month: string): Promise<number> => {
  const period = parsePeriod(month);
  return period ? petitionsPart(period, await readTotals(db, [month])).contacts : 0;
};
