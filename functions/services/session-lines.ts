// Lines of the two training files, as the bureau's spreadsheets have them. Plain strings in, field errors out.
// It must not know what is stored: whether a session or a person is there is asked later.
import { isDay, type Day } from '../domain/calendar/days.ts';
import { parseSessionNumber } from '../domain/ids.ts';
import type { FieldError } from '../domain/result.ts';
import { HANDOUTS_AT_MOST, planErrors } from '../domain/training/plan.ts';
import type { SessionPlan } from '../domain/training/session.ts';
import { FUND_LINES, METHODS, SESSION_KINDS, type Method } from '../domain/training/vocabulary.ts';
import { personWho, walkInWho, WHO_ID, type Who } from '../domain/training/who.ts';
import { isLine, isName, SLOTS_AT_MOST } from './door-events.ts';
import type { TableRow } from './table.ts';

export const SESSION_FILE_COLUMNS = [
  'sessionId',
  'kind',
  'date',
  'startsAt',
  'hours',
  'topic',
  'coOrganiser',
  'township',
  'village',
  'lecturer',
  'capacity',
  'handouts',
];
export const ATTENDANCE_COLUMNS = ['sessionId', 'personId', 'walkInId', 'walkInName', 'walkInVillage', 'slot', 'method'];

/** A session as a file has it. */
export interface SessionLine {
  readonly sessionId: string;
  readonly plan: SessionPlan & { readonly handouts: number };
}

/** One person at one session. */
export interface AttendanceLine {
  readonly sessionId: string;
  readonly who: Who;
  readonly walkIn?: { readonly name: string; readonly village: string };
  readonly slot: number;
  readonly method: Method;
}

type Read<Line> = { readonly line: Line } | { readonly errors: FieldError[] };
type Rule = readonly [wrong: boolean, error: FieldError];

const LONGEST = { topic: 100, coOrganiser: 100, village: 60, lecturer: 60, walkInVillage: 60 } as const;

// The series goes on after the highest number of a file: one typed with too many digits must not use up a year.
const HIGHEST_KEPT = 99_999;

const surplusRule = ({ surplus }: Pick<TableRow, 'surplus'>): Rule => [surplus, { path: '', message: 'tooManyCells' }];
const lineRules = (cells: TableRow['cells']): Rule[] =>
  Object.entries(LONGEST).flatMap(([path, most]): Rule[] => {
    const text = cells[path] ?? '';
    const long = [...text].length > most;
    return [
      [long, { path, message: 'tooLong', data: { most } }],
      [!long && !isLine(text, most), { path, message: text.isWellFormed() ? 'controlCharacters' : 'unreadableText' }],
    ];
  });

const wrongs = (rules: readonly Rule[]): FieldError[] => rules.filter(([wrong]) => wrong).map(([, error]) => error);

// 8:30 as spreadsheets write it.
const clockOf = (text: string): string => (/^\d:\d{2}$/.test(text) ? `0${text}` : text);
const wholeOf = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : NaN);

/** Reads one line of a file of sessions, held up to and with `today`. */
export const readSessionLine = (
  { cells, surplus }: Pick<TableRow, 'cells' | 'surplus'>,
  { today, townships }: { readonly today: Day; readonly townships: readonly string[] },
): Read<SessionLine> => {
  const cell = (name: string): string => cells[name] ?? '';
  const kind = cell('kind') === '' ? 'PRACTICAL' : SESSION_KINDS.find((code) => code === cell('kind'));
  const fundLine = FUND_LINES.find((code) => code === cell('fundLine'));
  const capacity = wholeOf(cell('capacity'));
  const handouts = cell('handouts') === '' ? 0 : wholeOf(cell('handouts'));
  const hours = /^\d{1,3}(\.\d{1,2})?$/.test(cell('hours')) ? Number(cell('hours')) : NaN;
  const date = cell('date');
  const errors = wrongs([
    surplusRule({ surplus }),
    [!WHO_ID.test(cell('sessionId')), { path: 'sessionId', message: cell('sessionId') === '' ? 'required' : 'sessionId' }],
    [(parseSessionNumber(cell('sessionId'))?.seq ?? 0) > HIGHEST_KEPT, { path: 'sessionId', message: 'seriesTooFar' }],
    [kind === undefined, { path: 'kind', message: 'unknownCode' }],
    [cell('fundLine') !== '' && fundLine === undefined, { path: 'fundLine', message: 'unknownCode' }],
    [!isDay(date), { path: 'date', message: 'notADay' }],
    [isDay(date) && date > today, { path: 'date', message: 'notAfter', data: { day: today } }],
    [cell('topic') === '', { path: 'topic', message: 'required' }],
    [Number.isNaN(hours), { path: 'hours', message: 'notHours' }],
    [Number.isNaN(capacity), { path: 'capacity', message: 'notANumber' }],
    [Number.isNaN(handouts), { path: 'handouts', message: 'notANumber' }],
    [handouts > HANDOUTS_AT_MOST, { path: 'handouts', message: 'tooBig', data: { most: HANDOUTS_AT_MOST } }],
    ...lineRules(cells),
  ]);
  if (errors.length > 0 || !kind) return { errors };
  const optional = (name: 'coOrganiser' | 'village' | 'lecturer') => cell(name) !== '' && { [name]: cell(name) };
  const plan = {
    kind,
    date,
    startsAt: clockOf(cell('startsAt')),
    hours,
    topic: cell('topic'),
    ...optional('coOrganiser'),
    township: cell('township'),
    ...optional('village'),
    ...optional('lecturer'),
    capacity,
    ...(fundLine && { fundLine }),
    handouts,
  };
  const planWrongs = planErrors(plan, townships);
  return planWrongs.length > 0 ? { errors: planWrongs } : { line: { sessionId: cell('sessionId'), plan } };
};

/** Reads one line of a file of attendance. */
export const readAttendanceLine = ({ cells, surplus }: Pick<TableRow, 'cells' | 'surplus'>): Read<AttendanceLine> => {
  const cell = (name: string): string => cells[name] ?? '';
  const [personId, walkInId] = [cell('personId'), cell('walkInId')];
  const isWalkIn = walkInId !== '';
  const slot = cell('slot') === '' ? 1 : wholeOf(cell('slot'));
  const method = cell('method') === '' ? 'PAPER' : METHODS.find((code) => code === cell('method'));
  const errors = wrongs([
    surplusRule({ surplus }),
    [cell('sessionId') === '', { path: 'sessionId', message: 'required' }],
    [(personId === '') === (walkInId === ''), { path: 'personId', message: 'personOrWalkIn' }],
    [personId !== '' && !WHO_ID.test(personId), { path: 'personId', message: 'personId' }],
    [isWalkIn && !WHO_ID.test(walkInId), { path: 'walkInId', message: 'personId' }],
    [isWalkIn && cell('walkInName') === '', { path: 'walkInName', message: 'required' }],
    [cell('walkInName') !== '' && !isName(cell('walkInName')), { path: 'walkInName', message: 'invalid' }],
    [!(slot >= 1), { path: 'slot', message: 'notASlot' }],
    [slot > SLOTS_AT_MOST, { path: 'slot', message: 'tooBig', data: { most: SLOTS_AT_MOST } }],
    [method === undefined, { path: 'method', message: 'unknownCode' }],
    ...lineRules(cells),
  ]);
  if (errors.length > 0 || !method) return { errors };
  return {
    line: {
      sessionId: cell('sessionId'),
      who: isWalkIn ? walkInWho(walkInId) : personWho(personId),
      ...(isWalkIn && { walkIn: { name: cell('walkInName'), village: cell('walkInVillage') } }),
      slot,
      method,
    },
  };
};
