// What stands in the workbook and in the document of a report: its paragraph, its figures, its tables, and the rows behind it without any person.
// It must not count, nor know how a file is written.
import type { ReportPeriod } from '../../domain/reports/period.ts';
import type { DocumentTable, WrittenDocument } from '../../services/report-document.ts';
import type { CountedSession } from '../../services/report-rows.ts';
import type { WorkbookSheet } from '../../services/report-workbook.ts';
import type { Report } from '../../services/reports.ts';
import type { ContactLine } from '../../services/shapes.ts';
import { CATEGORIES } from '../../domain/petitions/vocabulary.ts';
import { languageOf, type Words } from '../words/index.ts';
import { periodTitle } from './titles.ts';
import {
  categoryRows,
  channelRows,
  headlineRows,
  kindRows,
  monthRows,
  reasonRows,
  splitRows,
  SPLITS,
  townshipRows,
  type CountedRow,
  type Named,
  type SplitRow,
} from './tables.ts';

export interface ReportContents {
  readonly words: Words;
  readonly townships: readonly Named[];
  readonly period: ReportPeriod;
  readonly report: Report;
  readonly sessions: readonly CountedSession[];
  /** Absent for whoever does not see every contact. */
  readonly contacts?: readonly ContactLine[] | undefined;
}

type Line = readonly (string | number)[];
type Table = DocumentTable;

export const documentContents = (contents: ReportContents): WrittenDocument => {
  const { words, period, report } = contents;
  return {
    title: words.reports.title(periodTitle(words, period)),
    paragraphs: [report.narrative[languageOf(words)]],
    tables: [figuresTable(contents), ...petitionTables(contents), ...trainingTables(contents), ...peopleTables(contents)],
  };
};

const TEXT_WIDTH = 28;
const NUMBER_WIDTH = 12;
const PARAGRAPH_WIDTH = 90;

export const workbookContents = (contents: ReportContents): WorkbookSheet[] => {
  const { words, period, report, contacts } = contents;
  const { sheets } = words.reports.files;
  const summary = figuresTable(contents);
  return [
    {
      name: sheets.summary,
      columns: [
        { title: words.reports.title(periodTitle(words, period)), width: PARAGRAPH_WIDTH },
        ...(['', ''] as const).map((title) => ({ title, width: NUMBER_WIDTH })),
      ],
      rows: [
        [report.narrative[languageOf(words)]],
        [''],
        summary.columns,
        ...summary.rows,
        [''],
        ...words.reports.notes.items.map((note) => [note]),
      ],
    },
    stacked(sheets.petitions, petitionTables(contents)),
    stacked(sheets.training, trainingTables(contents)),
    stacked(sheets.people, peopleTables(contents)),
    listed(sheets.sessions, sessionsTable(contents)),
    ...(contacts ? [listed(sheets.contacts, contactsTable(contents, contacts))] : []),
  ];
};

// Tables of one part below each other; the widest says how many columns there are.
const stacked = (name: string, tables: readonly Table[]): WorkbookSheet => {
  const width = Math.max(...tables.map(({ columns }) => columns.length));
  return {
    name,
    columns: Array.from({ length: width }, (_, n) => ({ title: n === 0 ? name : '', width: n === 0 ? TEXT_WIDTH : NUMBER_WIDTH })),
    rows: tables.flatMap(({ title, columns, rows }) => [[title], columns, ...rows, ['']]),
  };
};

const listed = (name: string, { columns, rows }: Table): WorkbookSheet => ({
  name,
  columns: columns.map((title, n) => ({ title, width: rows.some((row) => typeof row[n] === 'number') ? NUMBER_WIDTH : TEXT_WIDTH })),
  rows,
});

const figuresTable = ({ words, report }: ReportContents): Table => {
  const { figure, value, unit } = words.reports.files.columns;
  return {
    title: words.reports.files.sheets.summary,
    columns: [figure, value, unit],
    rows: headlineRows(words, report).map((row) => [row.label, row.value, row.unit]),
  };
};

const countedTable = ({ words }: ReportContents, title: string, rows: readonly CountedRow[]): Table => {
  const { columns, total } = words.reports;
  const compared = rows.some(({ before }) => before !== undefined);
  const lines = [...rows, { label: total, now: sumOf(rows, ({ now }) => now), before: sumOf(rows, ({ before }) => before ?? 0) }];
  return {
    title,
    columns: [columns.item, columns.now, ...(compared ? [columns.before] : [])],
    rows: lines.map(({ label, now, before = 0 }): Line => [label, now, ...(compared ? [before] : [])]),
  };
};

const petitionTables = (contents: ReportContents): Table[] => {
  const { words, townships, period, report } = contents;
  const { petitions: now } = report;
  const before = report.before?.petitions;
  const { tables } = words.reports;
  return [
    countedTable(contents, tables.channel, channelRows(words, now, before)),
    countedTable(contents, tables.township, townshipRows(townships, now.byTownship, before?.byTownship)),
    countedTable(contents, tables.category, categoryRows(words, now, before)),
    countedTable(contents, tables.month, monthRows(words, period, now, before)),
  ];
};

const trainingTables = ({ words, townships, report }: ReportContents): Table[] => {
  const { columns, total, kindColumns, splitColumns: names, trainingTables: titles } = words.reports;
  const splits = splitRows(words, townships, report.training);
  const numbers = ({ sessions, personTimes, handouts }: Pick<SplitRow, 'sessions' | 'personTimes' | 'handouts'>): number[] => [
    sessions,
    personTimes,
    handouts,
  ];
  return [
    ...SPLITS.map((split) => ({
      title: titles[split],
      columns: [columns.item, names.sessions, names.personTimes, names.handouts],
      rows: [...splits[split].map((row): Line => [row.label, ...numbers(row)]), [total, ...numbers(report.training)]],
    })),
    {
      title: titles.kind,
      columns: [
        columns.item,
        names.sessions,
        names.personTimes,
        names.handouts,
        kindColumns.persons,
        kindColumns.migrants,
        kindColumns.others,
      ],
      rows: kindRows(words, report.training).map(({ label, ...row }): Line => [
        label,
        ...numbers(row),
        row.distinctPersons,
        row.distinctMigrants,
        row.others,
      ]),
    },
  ];
};

const peopleTables = (contents: ReportContents): Table[] => {
  const { words, townships, report } = contents;
  const { peopleTables: titles } = words.reports;
  return [
    countedTable(contents, titles.reason, reasonRows(words, report.people.byReason)),
    countedTable(contents, titles.township, townshipRows(townships, report.people.byTownship)),
  ];
};

const placeOf = (townships: readonly Named[], { township, village }: { township: string; village?: string }): string =>
  [townships.find(({ code }) => code === township)?.name ?? township, village ?? ''].join(' ').trim();

const sessionsTable = ({ words, townships, sessions }: ReportContents): Table => {
  const { sessionColumns: columns } = words.reports.rows;
  return {
    title: words.reports.files.sheets.sessions,
    columns: [columns.date, columns.number, columns.topic, columns.place, columns.organiser, columns.personTimes, columns.handouts],
    rows: sessions.map((row): Line => [
      row.date,
      row.sessionId,
      row.topic,
      placeOf(townships, row),
      row.coOrganiser ?? '',
      row.present,
      row.handouts,
    ]),
  };
};

const contactsTable = ({ words, townships }: ReportContents, contacts: readonly ContactLine[]): Table => {
  const { contactColumns: columns, hidden, first, repeat } = words.lists;
  const category = (code: string | undefined): string => {
    const known = CATEGORIES.find((one) => one === code);
    return known === undefined ? words.reports.none : words.codes.category[known];
  };
  return {
    title: words.reports.files.sheets.contacts,
    columns: [
      columns.receivedOn,
      columns.contact,
      columns.petition,
      columns.channel,
      columns.place,
      columns.category,
      columns.first,
      columns.headcount,
    ],
    rows: contacts.map((row): Line =>
      row === 'HIDDEN'
        ? ['', '', hidden, '', '', '', '', '']
        : [
            row.receivedOn,
            row.contact,
            row.petition,
            words.codes.channel[row.channel],
            placeOf(townships, row),
            category(row.category),
            row.first ? first : repeat,
            row.headcount,
          ],
    ),
  };
};

const sumOf = <Row>(rows: readonly Row[], of: (row: Row) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
