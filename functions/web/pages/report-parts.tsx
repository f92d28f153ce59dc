// The three parts of a report page: petitions, training, the roll; each its figures, its chart, its tables, every figure leading to its rows.
// They must not count or compare beyond what they are handed.
import type { ReportPeriod } from '../../domain/reports/period.ts';
import type { PetitionsPart } from '../../domain/reports/report.ts';
import type { Sums } from '../../domain/reports/training-part.ts';
import type { RollStand } from '../../services/report-roll.ts';
import type { Report } from '../../services/reports.ts';
import type { ReportCharts } from '../charts/report-charts.ts';
import {
  categoryRows,
  channelRows,
  kindRows,
  monthRows,
  reasonRows,
  splitRows,
  townshipRows,
  type CountedRow,
  type SplitName,
} from '../report-files/tables.ts';
import type { Here } from './here.ts';
import { openPath, openRollPath, type RowKind } from './report-paths.ts';
import { ManyTable, Opened, ReportTable, type ReportRow } from './report-table.tsx';

export interface PartProps {
  readonly here: Here;
  readonly period: ReportPeriod;
  readonly report: Pick<Report, 'petitions' | 'training' | 'people' | 'before'>;
  readonly charts: ReportCharts;
}

type Query = Readonly<Record<string, string>>;

interface FigureProps {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly against?: number | undefined;
  readonly hrefAgainst?: string | undefined;
  readonly href?: string | undefined;
}

const Figures = ({ here: { words }, figures }: { here: Here; figures: readonly FigureProps[] }) => (
  <dl class="figures of-report">
    {figures.map(({ label, value, unit, against, hrefAgainst, href }) => (
      <div class="figure">
        {against !== undefined && (
          <dd class="against">
            <Opened words={words} label={label} count={against} text={words.reports.against(against)} href={hrefAgainst} />
          </dd>
        )}
        <dt>{label}</dt>
        <dd>
          <Opened words={words} label={label} count={value} href={href} />
          {unit !== '' && <small>{` ${unit}`}</small>}
        </dd>
      </div>
    ))}
  </dl>
);

/** The drawing repeats the table of months, which stands in the same part. */
const Drawn = ({ title, svg }: { title: string; svg: string | undefined }) =>
  svg === undefined ? null : (
    <figure class="chart-box">
      <figcaption>{title}</figcaption>
      <div dangerouslySetInnerHTML={{ __html: svg }} />
    </figure>
  );

export const PetitionsSection = ({ here, period, report, charts }: PartProps) => {
  const { words, staff } = here;
  const { figures, units, tables, sections } = words.reports;
  const { petitions: now, before: yearBefore } = report;
  const before = yearBefore?.petitions;
  const opens = (query: Query = {}, queryBefore = query) => ({
    href: openPath(staff, period.label, 'contacts', query),
    hrefBefore: openPath(staff, period.previous.label, 'contacts', queryBefore),
  });
  const by = (key: string, rows: readonly CountedRow[]) => rows.map((row) => ({ ...row, ...opens({ [key]: row.code }) }));
  const byMonth = monthRows(words, period, now, before).map((row, n) => ({
    ...row,
    ...opens({ month: row.code }, { month: period.previous.months[n] ?? '' }),
  }));
  const headline = (label: string, unit: string, count: (part: PetitionsPart) => number, query: Query = {}): FigureProps => {
    const { href, hrefBefore: hrefAgainst } = opens(query);
    return { label, unit, value: count(now), against: before && count(before), href, hrefAgainst };
  };
  const table = (name: keyof typeof tables, rows: readonly ReportRow[]) => (
    <ReportTable words={words} title={tables[name]} rows={rows} total={opens()} />
  );
  return (
    <section class="report-part" aria-labelledby="petitions-part">
      <h2 id="petitions-part">{sections.petitions}</h2>
      <Figures
        here={here}
        figures={[
          headline(figures.contacts, units.contact, ({ contacts }) => contacts),
          headline(figures.petitions, units.matter, ({ petitions }) => petitions, { first: 'yes' }),
          headline(figures.repeat, units.contact, ({ repeat }) => repeat, { first: 'no' }),
          headline(figures.groupVisits, units.contact, ({ groupVisits }) => groupVisits, { group: 'yes' }),
        ]}
      />
      <div class="two">
        <Drawn title={words.reports.charts.contacts} svg={charts.contacts} />
        {table('month', byMonth)}
        {table('channel', by('channel', channelRows(words, now, before)))}
        {table('township', by('township', townshipRows(here.townships, now.byTownship, before?.byTownship)))}
        {table('category', by('category', categoryRows(words, now, before)))}
      </div>
    </section>
  );
};

const TRAINED = ['persons', 'migrants', 'others'] as const;

export const TrainingSection = ({ here, period, report, charts }: PartProps) => {
  const { words, staff } = here;
  const { trainingFigures: names, trainingTables: titles, splitColumns, kindColumns, units, sections } = words.reports;
  const { training } = report;
  if (Object.keys(training.byKind).length === 0 && training.previousYear === null) return null;
  const open = (kind: RowKind, query: Query = {}) => openPath(staff, period.label, kind, query);
  const splits = splitRows(words, here.townships, training);
  const columns = [splitColumns.sessions, splitColumns.personTimes, splitColumns.handouts];
  const counts = ({ sessions, personTimes, handouts }: Sums) => [sessions, personTimes, handouts];
  // The same sessions stand behind all three: the columns of their list add up to each.
  const sums = (of: Sums, query: Query = {}) => ({ counts: counts(of), hrefs: counts(of).map(() => open('sessions', query)) });
  const table = (split: SplitName) => (
    <ManyTable
      words={words}
      title={titles[split]}
      columns={columns}
      rows={splits[split].map((row) => ({ label: row.label, ...sums(row, { [split]: row.key }) }))}
      total={sums(training)}
    />
  );
  const headline = (label: string, unit: string, count: (of: Sums) => number): FigureProps => ({
    label,
    unit,
    value: count(training),
    against: training.previousYear ? count(training.previousYear) : undefined,
    href: open('sessions'),
    hrefAgainst: openPath(staff, period.previous.label, 'sessions'),
  });
  const trained = (kind: string) => TRAINED.map((count) => open('people-trained', { count, kind }));
  return (
    <section class="report-part" aria-labelledby="training-part">
      <h2 id="training-part">{sections.training}</h2>
      <Figures
        here={here}
        figures={[
          headline(names.sessions, units.session, ({ sessions }) => sessions),
          headline(names.personTimes, units.personTime, ({ personTimes }) => personTimes),
          headline(names.handouts, units.copy, ({ handouts }) => handouts),
          {
            label: names.distinctPersons,
            value: training.distinctPersons,
            unit: units.person,
            href: open('people-trained', { count: 'persons' }),
          },
          {
            label: names.distinctMigrants,
            value: training.distinctMigrants,
            unit: units.person,
            href: open('people-trained', { count: 'migrants' }),
          },
          { label: names.others, value: training.others, unit: units.person, href: open('people-trained', { count: 'others' }) },
        ]}
      />
      <p class="soft small">{words.reports.fourCounts}</p>
      <div class="two">
        <Drawn title={words.reports.charts.training} svg={charts.training} />
        {table('month')}
        {table('topic')}
        {table('organiser')}
        {table('township')}
        <div class="wide-span">
          <ManyTable
            words={words}
            title={titles.kind}
            columns={[...columns, kindColumns.persons, kindColumns.migrants, kindColumns.others]}
            rows={kindRows(words, training).map((row) => ({
              label: row.label,
              counts: [...counts(row), row.distinctPersons, row.distinctMigrants, row.others],
              hrefs: [...sums(row, { kind: row.group }).hrefs, ...trained(row.group)],
            }))}
          />
        </div>
      </div>
    </section>
  );
};

export const PeopleSection = ({ here, period, report: { people } }: PartProps) => {
  const { words, staff } = here;
  const { peopleFigures: names, peopleTables: titles, units, sections } = words.reports;
  if (people.atStart === 0 && people.atEnd === 0 && people.removed === 0) return null;
  const open = (query: Query = {}) => openPath(staff, period.label, 'roll', { change: 'removed', ...query });
  const stood = (stand: RollStand) => openRollPath(staff, period.label, stand);
  const total = { href: open() };
  const by = (key: string, rows: readonly CountedRow[]) => rows.map((row) => ({ ...row, href: open({ [key]: row.code }) }));
  return (
    <section class="report-part" aria-labelledby="people-part">
      <h2 id="people-part">{sections.people}</h2>
      <Figures
        here={here}
        figures={[
          { label: names.atStart, value: people.atStart, unit: units.person, href: stood('start') },
          { label: names.added, value: people.added, unit: units.person, href: stood('added') },
          { label: names.removed, value: people.removed, unit: units.person, href: open() },
          { label: names.atEnd, value: people.atEnd, unit: units.person, href: stood('end') },
        ]}
      />
      {people.removed > 0 && (
        <div class="two">
          <ReportTable words={words} title={titles.reason} rows={by('reason', reasonRows(words, people.byReason))} total={total} />
          <ReportTable
            words={words}
            title={titles.township}
            rows={by('township', townshipRows(here.townships, people.byTownship))}
            total={total}
          />
        </div>
      )}
    </section>
  );
};
