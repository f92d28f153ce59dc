// The rows behind each figure of a report, told the same way as the figure counts them, so that a list adds up to its figure.
// It must not count totals; a row that its reader may not see stands as a line that says no more than that it is there.
import type { Day } from '../domain/calendar/days.ts';
import type { Person } from '../domain/people/person.ts';
import { isGroupVisit } from '../domain/petitions/vocabulary.ts';
import { readsAll } from '../domain/petitions/access.ts';
import { parsePeriod, type ReportPeriod } from '../domain/reports/period.ts';
import { NO_ORGANISER } from '../domain/reports/training-part.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import { mayReadPeople, mayReadPeopleOf } from '../domain/staff/rooms.ts';
import { COUNTING_STATES, groupOf, HEADLINE_GROUP } from '../domain/training/vocabulary.ts';
import { idOf, isWalkIn, type Who } from '../domain/training/who.ts';
import type { Db } from '../store/client.ts';
import { allSessionsOfMonth, countedSheetsOf, walkInNames, type SessionColumns } from '../store/counted-sessions.ts';
import { contactsOfMonth } from '../store/lists.ts';
import { readPersons } from '../store/people.ts';
import { peopleRemovedIn } from '../store/person-lists.ts';
import type { PersonColumns } from '../store/person-rows.ts';
import type { Deps } from './deps.ts';
import { maySee } from './people.ts';
import type { Caller, ContactLine } from './shapes.ts';
import { contactLine } from './worklists.ts';

type ReadDeps = Pick<Deps, 'db'>;

/** All rows of a figure, and the page of them that was asked for. */
export interface Rows<Row> {
  readonly period: ReportPeriod;
  /** As many as the figure says. */
  readonly count: number;
  readonly rows: readonly Row[];
  readonly page: number;
  readonly pages: number;
}

const PAGE_ROWS = 100;
const READ_AT_ONCE = 500;

/** A page from 1 on, or all rows at once for a file. */
export type PageWanted = number | 'ALL';

const pageOf = <Row>(period: ReportPeriod, rows: readonly Row[], wanted: PageWanted): Rows<Row> => {
  if (wanted === 'ALL') return { period, count: rows.length, rows, page: 1, pages: 1 };
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS));
  const page = Math.min(wanted, pages);
  return { period, count: rows.length, rows: rows.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS), page, pages };
};

/** The months to read: those of the period, or the one of them that is asked for. */
const monthsOf = ({ months }: ReportPeriod, month: string | undefined): readonly string[] =>
  month === undefined ? months : months.filter((one) => one === month);

export interface ContactFilter {
  readonly channel?: string | undefined;
  readonly township?: string | undefined;
  readonly category?: string | undefined; // NONE: not decided yet
  readonly month?: string | undefined;
  readonly first?: boolean | undefined;
  readonly group?: boolean | undefined;
}

/**
 * Contacts of a period. Whoever does not see all of them is refused: for them no list adds up.
 * @returns UNKNOWN_PERIOD, NOT_YOURS
 */
export const contactsBehind = async (
  { db }: ReadDeps,
  { staff }: Caller,
  { label, filter, page = 1 }: { readonly label: string; readonly filter: ContactFilter; readonly page?: PageWanted | undefined },
): Promise<Result<Rows<ContactLine>>> => {
  const period = parsePeriod(label);
  if (!period) return refuse('UNKNOWN_PERIOD');
  if (!readsAll(staff)) return refuse('NOT_YOURS', { who: 'PETITION_ROOM' });
  const rows = (await Promise.all(monthsOf(period, filter.month).map((month) => everyContactOf(db, month)))).flat();
  const meant = rows.filter(isMeant(filter));
  // Those that are not told come last, so that not even their place among the days is.
  const inOrder = [...meant.filter(({ restricted }) => !restricted), ...meant.filter(({ restricted }) => restricted)];
  return ok(pageOf(period, inOrder.map(contactLine), page));
};

type ContactColumns = Awaited<ReturnType<typeof contactsOfMonth>>[number];

const isMeant =
  ({ channel, township, category, first, group }: ContactFilter) =>
  (row: ContactColumns): boolean =>
    (channel === undefined || row.channel === channel) &&
    (township === undefined || row.township === township) &&
    (category === undefined || row.category === category) &&
    (first === undefined || row.first === first) &&
    (group !== true || isGroupVisit(row));

const everyContactOf = async (db: Db, month: string): Promise<ContactColumns[]> => {
  const rows: ContactColumns[] = [];
  for (;;) {
    const after = rows.at(-1)?.monthSk;
    const next = await contactsOfMonth(db, month, { limit: READ_AT_ONCE, ...(after !== undefined && { after }) });
    rows.push(...next);
    if (next.length < READ_AT_ONCE) return rows;
  }
};

export interface SessionFilter {
  readonly topic?: string | undefined;
  readonly organiser?: string | undefined; // NONE: held by the bureau alone
  readonly township?: string | undefined;
  readonly month?: string | undefined;
  readonly kind?: string | undefined; // PRACTICAL unless told
}

/** A session as it counts. */
export type CountedSession = Omit<SessionColumns, 'monthSk'>;

/** Counted sessions, and what their rows add up to. */
export interface SessionRows extends Rows<CountedSession> {
  readonly personTimes: number;
  readonly handouts: number;
}

/** Counted sessions of a period, for anybody: no names are in them. @returns UNKNOWN_PERIOD */
export const sessionsBehind = async (
  { db }: ReadDeps,
  { label, filter, page = 1 }: { readonly label: string; readonly filter: SessionFilter; readonly page?: PageWanted | undefined },
): Promise<Result<SessionRows>> => {
  const period = parsePeriod(label);
  if (!period) return refuse('UNKNOWN_PERIOD');
  const rows = await countedSessions(db, period, filter);
  return ok({
    ...pageOf(period, rows, page),
    personTimes: rows.reduce((sum, { present }) => sum + present, 0),
    handouts: rows.reduce((sum, { handouts }) => sum + handouts, 0),
  });
};

const countedSessions = async (db: Db, period: ReportPeriod, filter: SessionFilter): Promise<CountedSession[]> => {
  const { topic, organiser, township, month, kind = HEADLINE_GROUP } = filter;
  const rows = (await Promise.all(monthsOf(period, month).map((one) => allSessionsOfMonth(db, one)))).flat();
  return rows
    .filter(
      (row) =>
        COUNTING_STATES.includes(row.state) &&
        groupOf(row) === kind &&
        (topic === undefined || row.topic === topic) &&
        (organiser === undefined || organiserOf(row) === organiser) &&
        (township === undefined || row.township === township),
    )
    .map(({ monthSk: _key, ...row }) => row);
};

const organiserOf = ({ coOrganiser }: Pick<SessionColumns, 'coOrganiser'>): string =>
  coOrganiser === undefined || coOrganiser === '' ? NO_ORGANISER : coOrganiser;

export type TrainedCount = 'persons' | 'migrants' | 'others';

/** Somebody who came at least once. Without a name: the reader may not see who. */
export interface TrainedRow {
  readonly who?: Who;
  readonly name?: string;
  readonly township?: string;
  readonly village?: string;
  readonly walkIn: boolean;
  readonly migrant: boolean;
  /** Sessions in the period. */
  readonly times: number;
}

/**
 * The different people behind the person-times of a period, counted once more from the sheets themselves.
 * @returns UNKNOWN_PERIOD, NOT_YOURS for whoever may not read people
 */
export const trainedBehind = async (
  { db }: ReadDeps,
  { staff }: Caller,
  { label, count, kind, page = 1 }: { label: string; count: TrainedCount; kind?: string | undefined; page?: PageWanted | undefined },
): Promise<Result<Rows<TrainedRow>>> => {
  const period = parsePeriod(label);
  if (!period) return refuse('UNKNOWN_PERIOD');
  if (!mayReadPeople(staff)) return refuse('NOT_YOURS', { who: 'ROLL_KEEPER' });
  const sessions = await countedSessions(db, period, { kind });
  const sheets = await countedSheetsOf(
    db,
    sessions.map(({ sessionId }) => sessionId),
  );
  const seen = new Map<Who, { migrant: boolean; times: number; onMySheet: boolean }>();
  const see = (who: Who, migrant: boolean, mine: boolean): void => {
    const held = seen.get(who) ?? { migrant: false, times: 0, onMySheet: false };
    seen.set(who, { migrant: held.migrant || migrant, times: held.times + 1, onMySheet: held.onMySheet || mine });
  };
  for (const { migrants, others, township } of sheets.filter((sheet) => !sheet.void)) {
    const mine = mayReadPeopleOf(staff, township);
    for (const who of migrants) see(who, true, mine);
    for (const who of others) see(who, false, mine);
  }
  const wanted = [...seen]
    .filter(([, { migrant }]) => count === 'persons' || migrant === (count === 'migrants'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const shown = pageOf(period, wanted, page);
  const whos = shown.rows.map(([who]) => who);
  const [persons, walkIns] = await Promise.all([readPersons(db, whos.filter((who) => !isWalkIn(who)).map(idOf)), walkInNames(db, whos)]);
  const told = (who: Who, onMySheet: boolean): Pick<TrainedRow, 'who' | 'name' | 'township' | 'village'> => {
    // A walk-in is on no roll: the name is read by whoever reads the sheet it was written on.
    if (isWalkIn(who)) return onMySheet ? { who, ...walkIns.get(who) } : {};
    const person: Person | undefined = persons.get(idOf(who));
    if (!person || !maySee(staff, person)) return {};
    const { name, township, village } = person;
    return { who, name, township, village };
  };
  return ok({
    ...shown,
    rows: shown.rows.map(([who, { onMySheet, ...one }]) => ({ ...told(who, onMySheet), walkIn: isWalkIn(who), ...one })),
  });
};

export interface RollFilter {
  readonly month?: string | undefined;
  readonly township?: string | undefined;
  readonly reason?: string | undefined;
}

/** Somebody who left the roll; only the day and the reason for whom the reader may not see. */
export type RemovedRow = { readonly removedOn: Day; readonly removedReason: string } & Partial<
  Pick<PersonColumns, 'personId' | 'name' | 'township' | 'village'>
>;

/** Who left the roll in a period, by day. @returns UNKNOWN_PERIOD, NOT_YOURS */
export const removedBehind = async (
  { db }: ReadDeps,
  { staff }: Caller,
  { label, filter, page = 1 }: { readonly label: string; readonly filter: RollFilter; readonly page?: PageWanted | undefined },
): Promise<Result<Rows<RemovedRow>>> => {
  const period = parsePeriod(label);
  if (!period) return refuse('UNKNOWN_PERIOD');
  if (!mayReadPeople(staff)) return refuse('NOT_YOURS', { who: 'ROLL_KEEPER' });
  const people = (await Promise.all(monthsOf(period, filter.month).map((month) => everybodyRemovedIn(db, month)))).flat();
  const rows = people
    .map((person) => ({ person, removedOn: person.removedOn ?? '', removedReason: person.removedReason ?? 'OTHER' }))
    .filter(
      ({ person, removedReason }) =>
        (filter.township === undefined || person.township === filter.township) &&
        (filter.reason === undefined || removedReason === filter.reason),
    )
    .map(({ person: { personId, name, township, village }, removedOn, removedReason }) => ({
      removedOn,
      removedReason,
      ...(maySee(staff, { township }) && { personId, name, township, village }),
    }));
  return ok(pageOf(period, rows, page));
};

const everybodyRemovedIn = async (db: Db, month: string): Promise<PersonColumns[]> => {
  const people: PersonColumns[] = [];
  let after: string | undefined;
  do {
    const page = await peopleRemovedIn(db, month, { limit: READ_AT_ONCE, after });
    people.push(...page.people);
    after = page.after;
  } while (after !== undefined);
  return people;
};
