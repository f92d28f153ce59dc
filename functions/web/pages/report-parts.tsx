// The three parts of a report page: petitions, training, the roll; each its figures, its chart, its tables, every figure leading to its rows.
// They must not count or compare beyond what they are handed.
import type { ReportPeriod } from '../../domain/reports/period.ts';
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
  type SplitRow,
} from '../report-files/tables.ts';
import type { Here } from './here.ts';
import { openPath, type RowKind } from './report-paths.ts';
import { ManyTable, Opened, ReportTable } from './report-table.tsx';

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
  readonly href?: string | undefined;
}

const Figures = ({ here: { words }, figures }: { here: Here; figures: readonly FigureProps[] }) => (
  <dl class="figures of-report">
    {figures.map(({ label, value, unit, against, href }) => (
      <div class="figure">
        {against !== undefined && <dd class="against">{words.reports.against(against)}</dd>}
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
  const open = (query: Query = {}) => openPath(staff, period.label, 'contacts', query);
  const by = (key: string, rows: readonly CountedRow[]) => rows.map((row) => ({ ...row, href: open({ [key]: row.code }) }));
  return (
    <section class="report-part" aria-labelledby="petitions-part">
      <h2 id="petitions-part">{sections.petitions}</h2>
      <Figures
        here={here}
        figures={[
          { label: figures.contacts, value: now.contacts, unit: units.contact, against: before?.contacts, href: open() },
          { label: figures.petitions, value: now.petitions, unit: units.matter, against: before?.petitions, href: open({ first: 'yes' }) },
          { label: figures.repeat, value: now.repeat, unit: units.contact, against: before?.repeat, href: open({ first: 'no' }) },
          {
            label: figures.groupVisits,
            value: now.groupVisits,
            unit: units.contact,
            against: before?.groupVisits,
            href: open({ group: 'yes' }),
          },
        ]}
      />
      <div class="two">
        <Drawn title={words.reports.charts.contacts} svg={charts.contacts} />
        <ReportTable words={words} title={tables.month} rows={by('month', monthRows(words, period, now, before))} />
        <ReportTable words={words} title={tables.channel} rows={by('channel', channelRows(words, now, before))} />
        <ReportTable
          words={words}
          title={tables.township}
          rows={by('township', townshipRows(here.townships, now.byTownship, before?.byTownship))}
        />
        <ReportTable words={words} title={tables.category} rows={by('category', categoryRows(words, now, before))} />
      </div>
    </section>
  );
};

export const TrainingSection = ({ here, period, report, charts }: PartProps) => {
  const { words, staff } = here;
  const { trainingFigures: names, trainingTables: titles, splitColumns, kindColumns, units, sections } = words.reports;
  const { training } = report;
  if (Object.keys(training.byKind).length === 0 && training.previousYear === null) return null;
  const open = (kind: RowKind, query: Query = {}) => openPath(staff, period.label, kind, query);
  const splits = splitRows(words, here.townships, training);
  const columns = [splitColumns.sessions, splitColumns.personTimes, splitColumns.handouts];
  const counts = ({ sessions, personTimes, handouts }: Pick<SplitRow, 'sessions' | 'personTimes' | 'handouts'>) => [
    sessions,
    personTimes,
    handouts,
  ];
  const table = (split: SplitName) => (
    <ManyTable
      words={words}
      title={titles[split]}
      columns={columns}
      rows={splits[split].map((row) => ({ label: row.label, counts: counts(row), href: open('sessions', { [split]: row.key }) }))}
      total={counts(training)}
    />
  );
  const before = training.previousYear ?? undefined;
  return (
    <section class="report-part" aria-labelledby="training-part">
      <h2 id="training-part">{sections.training}</h2>
      <Figures
        here={here}
        figures={[
          { label: names.sessions, value: training.sessions, unit: units.session, against: before?.sessions, href: open('sessions') },
          {
            label: names.personTimes,
            value: training.personTimes,
            unit: units.personTime,
            against: before?.personTimes,
            href: open('sessions'),
          },
          { label: names.handouts, value: training.handouts, unit: units.copy, against: before?.handouts, href: open('sessions') },
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
              href: open('sessions', { kind: row.group }),
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
  const by = (key: string, rows: readonly CountedRow[]) => rows.map((row) => ({ ...row, href: open({ [key]: row.code }) }));
  return (
    <section class="report-part" aria-labelledby="people-part">
      <h2 id="people-part">{sections.people}</h2>
      <Figures
        here={here}
        figures={[
          { label: names.atStart, value: people.atStart, unit: units.person },
          { label: names.added, value: people.added, unit: units.person },
          { label: names.removed, value: people.removed, unit: units.person, href: open() },
          { label: names.atEnd, value: people.atEnd, unit: units.person },
        ]}
      />
      {people.removed > 0 && (
        <div class="two">
          <ReportTable words={words} title={titles.reason} rows={by('reason', reasonRows(words, people.byReason))} />
          <ReportTable words={words} title={titles.township} rows={by('township', townshipRows(here.townships, people.byTownship))} />
        </div>
      )}
    </section>
  );
};
