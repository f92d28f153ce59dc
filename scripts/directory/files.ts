// Reads what a bureau has written down of itself, row by row: staff and townships as tables, work calendars as JSON. Every fault is
// found at once, not the first alone. It must not know what is in the table already.
import * as z from 'zod';
import { addDays, isDay, weekday, yearOf } from '../../functions/domain/calendar/days.ts';
import type { CalendarYears } from '../../functions/domain/calendar/work-calendar.ts';
import { ROLES, type Role, type Staff } from '../../functions/domain/staff/staff.ts';
import { isAddress } from '../../functions/mail/compose.ts';
import { headerOf, readLines, rowsUnder, type TableRow } from '../../functions/services/table.ts';
import type { Township } from '../../functions/store/directory.ts';
import { type Finding, finding, type Word } from './words.ts';

export interface Read<T> {
  readonly value: T;
  readonly wrong: readonly Finding[];
}

interface Source {
  readonly file: string;
  readonly bytes: Uint8Array;
}

type At = { readonly file: string; readonly row: number };

const STAFF_COLUMNS = { needed: ['id', 'name', 'unit', 'roles', 'email'], known: ['areas', 'phone', 'language', 'until', 'clients'] };
const TOWNSHIP_COLUMNS = { needed: ['code', 'name'], known: ['villages'] };

/** Several in one cell: by spaces, semicolons or commas of either script. */
const listOf = (cell: string): string[] => cell.split(/[\s;,；，、]+/).filter((word) => word !== '');

/** `id,name,unit,roles,email` and, where wanted, `areas,phone,language,until,clients`; CSV in UTF-8 or a workbook. */
export const readStaff = async (source: Source): Promise<Read<Staff[]>> => {
  const { rows, wrong } = await readRows(source, STAFF_COLUMNS);
  const read = rows.map((row) => staffOf(row, { file: source.file, row: row.row }));
  return {
    value: read.map(({ value }) => value),
    wrong: [...wrong, ...read.flatMap((one) => one.wrong), ...twice(source.file, 'id', rows), ...twice(source.file, 'email', rows)],
  };
};

/** `code,name` and, where wanted, `villages`; nine-digit codes that begin with the bureau's six. */
export const readTownships = async (source: Source, bureau: string): Promise<Read<Township[]>> => {
  const { rows, wrong } = await readRows(source, TOWNSHIP_COLUMNS);
  const read = rows.map(({ row, cells: { code = '', name = '', villages = '' } }) => {
    const at = { file: source.file, row };
    const found = [...empty(at, { code, name })];
    if (code !== '' && !(/^\d{9}$/.test(code) && code.startsWith(bureau)))
      found.push(finding('badTownship', { ...at, value: code, bureau }));
    return { value: { code, name, villages: listOf(villages) }, wrong: found };
  });
  return {
    value: read.map(({ value }) => value),
    wrong: [...wrong, ...read.flatMap((one) => one.wrong), ...twice(source.file, 'code', rows), ...twice(source.file, 'name', rows)],
  };
};

const Calendar = z.record(z.string(), z.strictObject({ rest: z.array(z.string()), makeUp: z.array(z.string()) }));

/** `{"2027": {"rest": ["2027-01-01", …], "makeUp": ["2027-02-06", …]}}`, as the State Council's notice lists the days. */
export const readCalendar = ({ file, bytes }: Source): Read<CalendarYears> => {
  let parsed;
  try {
    parsed = Calendar.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return { value: {}, wrong: [finding('notCalendar', { file })] };
  }
  const wrong = Object.entries(parsed).flatMap(([year, { rest, makeUp }]) => {
    if (!/^20\d\d$/.test(year)) return [finding('badYear', { file, value: year })];
    // A notice may move days of the December before its year.
    const inYear = (day: string): boolean => isDay(day) && (yearOf(day) === Number(year) || yearOf(addDays(day, 31)) === Number(year));
    const days = [...rest, ...makeUp];
    return [
      ...days.filter((day) => !inYear(day)).map((value) => finding('dayElsewhere', { file, value, year })),
      ...rest.filter((day) => makeUp.includes(day)).map((value) => finding('dayBoth', { file, value })),
      ...makeUp.filter((day) => inYear(day) && weekday(day) <= 5).map((value) => finding('makeUpWeekday', { file, value })),
    ];
  });
  return { value: parsed, wrong };
};

const readRows = async (
  { file, bytes }: Source,
  { needed, known }: { needed: readonly string[]; known: readonly string[] },
): Promise<{ rows: TableRow[]; wrong: Finding[] }> => {
  const lines = await readLines(bytes);
  if (!lines.ok) return { rows: [], wrong: [finding(lines.refusal.data['reason'] === 'notUtf8' ? 'notUtf8' : 'notTable', { file })] };
  const header = headerOf(lines.value);
  const table = rowsUnder(needed, lines.value);
  const wrong = [
    ...needed.filter((column) => !header.includes(column)).map((column) => finding('columnMissing', { file, column })),
    ...header
      .filter((column) => !needed.includes(column) && !known.includes(column))
      .map((column) => finding('columnUnknown', { file, column, known: [...needed, ...known].join(' ') })),
  ];
  if (!table.ok || wrong.length > 0) return { rows: [], wrong };
  if (table.value.length === 0) return { rows: [], wrong: [finding('noRows', { file })] };
  return { rows: table.value, wrong: table.value.filter(({ surplus }) => surplus).map(({ row }) => finding('surplus', { file, row })) };
};

const empty = (at: At, cells: Readonly<Record<string, string>>): Finding[] =>
  Object.entries(cells).flatMap(([column, cell]) => (cell === '' ? [finding('empty', { ...at, column })] : []));

const twice = (file: string, column: string, rows: readonly TableRow[]): Finding[] => {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, cells }) => {
    const value = (cells[column] ?? '').toLowerCase(); // addresses are compared so, and nothing else here has two cases
    const other = first.get(value);
    if (value !== '' && other === undefined) first.set(value, row);
    return value === '' || other === undefined ? [] : [finding('twice', { file, row, column, value, other })];
  });
};

const isRole = (word: string): word is Role => (ROLES as readonly string[]).includes(word);
const isLanguage = (word: string): word is 'zh' | 'en' => word === 'zh' || word === 'en';

const staffOf = ({ cells }: TableRow, at: At): Read<Staff> => {
  const { id = '', name = '', unit = '', roles = '', areas = '', email = '', phone = '', language = '', until = '', clients = '' } = cells;
  const wrong = empty(at, { name, unit });
  const unless = (fine: boolean, word: Word, data = {}): void => {
    if (!fine) wrong.push(finding(word, { ...at, ...data }));
  };
  unless(/^[A-Z][A-Z0-9]{1,15}$/.test(id), 'badId', { value: id });
  unless(roles !== '', 'noRole');
  for (const value of listOf(roles)) unless(isRole(value), 'badRole', { value, known: ROLES.join(' ') });
  unless(isAddress(email), 'badEmail', { value: email });
  unless(language === '' || isLanguage(language), 'badLanguage', { value: language });
  unless(phone === '' || /\d/.test(phone), 'badPhone');
  unless(until === '' || isDay(until), 'badDay', { value: until });
  const programs = listOf(clients);
  return {
    value: {
      id,
      name,
      unit,
      roles: listOf(roles).filter(isRole),
      areas: listOf(areas),
      email: email.toLowerCase(),
      ...(phone !== '' && { phone }),
      language: isLanguage(language) ? language : 'zh',
      ...(until !== '' && { until }),
      ...(programs.length > 0 && { clients: programs }),
    },
    wrong,
  };
};
