// The petitions report: the paragraph ready to paste, the figures beside the year before, four tables, how it is counted.
// It must not count or compare beyond differences and shares of the figures it is handed.
import { readsAll } from '../../domain/petitions/access.ts';
import { CATEGORIES, CHANNELS } from '../../domain/petitions/vocabulary.ts';
import { parsePeriod, type ReportPeriod } from '../../domain/reports/period.ts';
import type { Counts, PetitionsPart } from '../../domain/reports/report.ts';
import { Page } from '../look/page.tsx';
import { Empty, Figure, Figures, PrintButton } from '../look/pieces.tsx';
import type { Words } from '../words/index.ts';
import { listPath } from './petitions.tsx';
import type { Here } from './here.ts';
import { ReportTable, type ReportRow } from './report-table.tsx';

export interface ReportProps {
  readonly here: Here;
  readonly period: ReportPeriod;
  readonly part: PetitionsPart;
  /** The same months a year earlier; absent where that year holds nothing. */
  readonly before?: PetitionsPart | undefined;
  readonly paragraph: string;
}

/** 2026年下半年 / Second half 2026 */
export const periodTitle = (words: Words, { kind, year, part }: Pick<ReportPeriod, 'kind' | 'year' | 'part'>): string => {
  const { parts } = words.reports;
  const names: Readonly<Record<ReportPeriod['kind'], string>> = {
    MONTH: words.reports.month(part),
    QUARTER: parts.quarter[part - 1] ?? '',
    HALF: parts.half[part - 1] ?? '',
    YEAR: words.lang === 'zh' ? parts.year : '',
  };
  const yearName = words.reports.yearOf(year).replace(' ', '');
  return words.lang === 'zh' ? `${yearName}${names[kind].replace(' ', '')}` : `${names[kind]} ${yearName}`.trim();
};

export const ReportPage = ({ here, period, part, before, paragraph }: ReportProps) => {
  const { words } = here;
  const { figures, units } = words.reports;
  const title = periodTitle(words, period);
  const against = (count: number | undefined) => (count === undefined ? {} : { against: words.reports.against(count) });
  return (
    <Page {...here.frame} title={words.reports.title(title)} active="reports">
      <h1>{words.reports.title(title)}</h1>
      <PeriodPicker here={here} period={period} />
      {part.contacts === 0 && !before ? (
        <Empty title={words.lists.emptyTitle} action={{ href: '/reports', label: words.reports.title(words.reports.parts.half.join('/')) }}>
          {words.reports.empty}
        </Empty>
      ) : (
        <>
          <Figures>
            <Figure label={figures.contacts} value={part.contacts} unit={units.contact} {...against(before?.contacts)} />
            <Figure label={figures.petitions} value={part.petitions} unit={units.matter} {...against(before?.petitions)} />
            <Figure label={figures.repeat} value={part.repeat} unit={units.contact} {...against(before?.repeat)} />
            <Figure label={figures.groupVisits} value={part.groupVisits} unit={units.contact} {...against(before?.groupVisits)} />
          </Figures>
          <section aria-labelledby="narrative">
            <h2 id="narrative">{words.reports.narrative}</h2>
            <p class="paste gap-small" id="paragraph">
              {paragraph}
            </p>
            <p class="actions gap-small no-print">
              <button class="button" type="button" data-copy="paragraph" data-done={words.reports.copied} hidden>
                {words.reports.copy}
              </button>
              <PrintButton label={words.reports.print} />
            </p>
          </section>
          <div class="two">
            <ReportTable
              words={words}
              title={words.reports.tables.channel}
              rows={rowsOf(CHANNELS, words.codes.channel, part.byChannel, before?.byChannel)}
            />
            <ReportTable words={words} title={words.reports.tables.township} rows={townshipRows(here, part, before)} />
            <ReportTable words={words} title={words.reports.tables.category} rows={categoryRows(words, part, before)} />
            <ReportTable words={words} title={words.reports.tables.month} rows={monthRows(here, period, part, before)} />
          </div>
        </>
      )}
      <section class="notes">
        <h2>{words.reports.notes.title}</h2>
        <ol>
          {words.reports.notes.items.map((note) => (
            <li>{note}</li>
          ))}
        </ol>
      </section>
    </Page>
  );
};

const FIRST_YEAR = 2012;
const QUARTERS = ['Q1', 'Q2', 'Q3', 'Q4'];
const HALVES = ['H1', 'H2'];
const MONTHS = Array.from({ length: 12 }, (_, n) => String(n + 1).padStart(2, '0'));

// Two lists and a button, because a period is a year and a part of it; /reports puts them together.
const PeriodPicker = ({ here, period }: { here: Here; period: ReportPeriod }) => {
  const { words } = here;
  const { parts } = words.reports;
  const thisYear = Number(here.today.slice(0, 4));
  const first = Math.min(FIRST_YEAR, period.year);
  const years = Array.from({ length: Math.max(thisYear, period.year) - first + 1 }, (_, n) => Math.max(thisYear, period.year) - n);
  const chosen = period.label.slice(5);
  const options = (values: readonly string[], label: (index: number) => string) =>
    values.map((value, index) => (
      <option value={value} selected={value === chosen}>
        {label(index)}
      </option>
    ));
  return (
    <form class="bar filter gap-small no-print" action="/reports" method="get" aria-label={words.reports.picker}>
      <div class="field">
        <label for="year">{words.reports.year}</label>
        <select class="box" id="year" name="year">
          {years.map((year) => (
            <option value={String(year)} selected={year === period.year}>
              {words.reports.yearOf(year)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="part">{words.reports.part}</label>
        <select class="box" id="part" name="part">
          {options(HALVES, (index) => parts.half[index] ?? '')}
          {options([''], () => parts.year)}
          {options(QUARTERS, (index) => parts.quarter[index] ?? '')}
          {options(MONTHS, (index) => words.reports.month(index + 1))}
        </select>
      </div>
      <button class="button" type="submit">
        {words.reports.show}
      </button>
    </form>
  );
};

const rowsOf = (order: readonly string[], labels: Readonly<Record<string, string>>, now: Counts, before: Counts | undefined): ReportRow[] =>
  order
    .map((code) => ({ label: labels[code] ?? code, now: now[code] ?? 0, before: before && (before[code] ?? 0) }))
    .filter((row) => row.now > 0 || (row.before ?? 0) > 0);

const townshipRows = ({ townships }: Here, part: PetitionsPart, before: PetitionsPart | undefined): ReportRow[] => {
  const known = townships.map(({ code }) => code);
  // A township that has since been merged away still counts.
  const gone = Object.keys({ ...part.byTownship, ...before?.byTownship }).filter((code) => !known.includes(code));
  const labels = Object.fromEntries(townships.map(({ code, name }) => [code, name]));
  return rowsOf([...known, ...gone], labels, part.byTownship, before?.byTownship);
};

const categoryRows = (words: Words, part: PetitionsPart, before: PetitionsPart | undefined): ReportRow[] =>
  rowsOf([...CATEGORIES, 'NONE'], { ...words.codes.category, NONE: words.reports.none }, part.byCategory, before?.byCategory);

// The rows behind a figure open for those who may see all of them: for others the list would not add up to it.
const monthRows = ({ words, staff }: Here, period: ReportPeriod, part: PetitionsPart, before: PetitionsPart | undefined): ReportRow[] =>
  period.months.map((month, index) => ({
    label: words.reports.month(Number(month.slice(5))),
    now: part.byMonth[month] ?? 0,
    before: before && (before.byMonth[period.previous.months[index] ?? ''] ?? 0),
    ...(readsAll(staff) && { href: listPath({ view: 'month', month }) }),
  }));

/** The half-year a day lies in. @example halfOf('2026-09-18') // 2026-H2 */
export const halfOf = (today: string): string => `${today.slice(0, 4)}-${Number(today.slice(5, 7)) <= 6 ? 'H1' : 'H2'}`;

/** The period that a year and a part of it name; undefined where they name none. */
export const pickedPeriod = (year: string, part: string): string | undefined => parsePeriod(part === '' ? year : `${year}-${part}`)?.label;
