// The report: which period, the paragraph ready to paste, the three parts, how it is counted.
// It must not count or compare; the figures, the paragraph and the charts are handed in.
import { parsePeriod, type ReportPeriod } from '../../domain/reports/period.ts';
import { PrintButton, Empty } from '../look/pieces.tsx';
import { Page } from '../look/page.tsx';
import { periodTitle } from '../report-files/titles.ts';
import type { Here } from './here.ts';
import { PeopleSection, PetitionsSection, TrainingSection, type PartProps } from './report-parts.tsx';
import { filePath } from './report-paths.ts';

export interface ReportProps extends PartProps {
  readonly paragraph: string;
}

export const ReportPage = ({ here, period, report, charts, paragraph }: ReportProps) => {
  const { words } = here;
  const title = words.reports.title(periodTitle(words, period));
  const part = { here, period, report, charts };
  return (
    <Page {...here.frame} title={title} active="reports">
      <h1>{title}</h1>
      <PeriodPicker here={here} period={period} />
      {isEmpty(report) ? (
        <Empty title={words.lists.emptyTitle} action={{ href: '/reports', label: words.reports.title(words.reports.parts.half.join('/')) }}>
          {words.reports.empty}
        </Empty>
      ) : (
        <>
          <section aria-labelledby="narrative">
            <h2 id="narrative">{words.reports.narrative}</h2>
            <p class="paste gap-small" id="paragraph">
              {paragraph}
            </p>
            <p class="actions gap-small no-print">
              <button class="button" type="button" data-copy="paragraph" data-done={words.reports.copied} hidden>
                {words.reports.copy}
              </button>
              <a class="button" href={filePath(period.label, 'xlsx')} download>
                {words.reports.files.xlsx}
              </a>
              <a class="button" href={filePath(period.label, 'docx')} download>
                {words.reports.files.docx}
              </a>
              <PrintButton label={words.reports.print} />
            </p>
          </section>
          <PetitionsSection {...part} />
          <TrainingSection {...part} />
          <PeopleSection {...part} />
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

const isEmpty = ({ petitions, training, people, before }: PartProps['report']): boolean =>
  petitions.contacts === 0 &&
  before === null &&
  Object.keys(training.byKind).length === 0 &&
  training.previousYear === null &&
  people.atStart === 0 &&
  people.atEnd === 0;

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

/** The half-year a day lies in. @example halfOf('2026-09-18') // 2026-H2 */
export const halfOf = (today: string): string => `${today.slice(0, 4)}-${Number(today.slice(5, 7)) <= 6 ? 'H1' : 'H2'}`;

/** The period that a year and a part of it name; undefined where they name none. */
export const pickedPeriod = (year: string, part: string): string | undefined => parsePeriod(part === '' ? year : `${year}-${part}`)?.label;
