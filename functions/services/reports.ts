// A report of a month, quarter, half-year or year, from totals alone: its cost does not grow with the rows behind it.
// It must not know how totals came about, or how a report is drawn.
import { narrative, type Narrative } from '../domain/reports/narrative.ts';
import { parsePeriod } from '../domain/reports/period.ts';
import { petitionsPart, type PetitionsPart } from '../domain/reports/report.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import type { Day } from '../domain/calendar/days.ts';
import type { Db } from '../store/client.ts';
import { readTotals } from '../store/reports.ts';

export interface Report {
  /** As it was asked for: 2013-H1. */
  readonly period: string;
  readonly from: Day;
  readonly to: Day;
  readonly petitions: PetitionsPart;
  /** The same paragraph in both languages; the API hands out the caller's. */
  readonly narrative: Narrative;
}

/**
 * Refusal: UNKNOWN_PERIOD for anything but 2013-03, 2013-Q2, 2013-H1, 2013. One read for each month of both years, in parallel.
 * @example await report({ db }, '2013-H1')
 */
export const report = async ({ db }: { readonly db: Db }, label: string): Promise<Result<Report>> => {
  const period = parsePeriod(label);
  if (!period) return refuse('UNKNOWN_PERIOD');
  const totals = await readTotals(db, [...period.months, ...period.previous.months]);
  const petitions = petitionsPart(period, totals);
  return ok({ period: period.label, from: period.from, to: period.to, petitions, narrative: narrative(period, petitions) });
};

/** Contacts received in a month, of the whole bureau: one read. */
export const contactsIn = async ({ db }: { readonly db: Db }, month: string): Promise<number> => {
  const period = parsePeriod(month);
  return period ? petitionsPart(period, await readTotals(db, [month])).contacts : 0;
};
