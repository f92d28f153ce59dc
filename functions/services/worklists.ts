// The lists people work from: mine, my township's, what is overdue, a month's contacts, and the board of the day.
// Lists show what the index holds; a hidden petition stands in no list that its reader's rights do not cover.
import type { Deps } from './deps.ts';
import { addDays, monthOf, weekday, type Day } from '../domain/calendar/days.ts';
import type { WorkCalendar } from '../domain/calendar/work-calendar.ts';
import { lightOf } from '../domain/petitions/deadlines.ts';
import { mayRead, readsAll } from '../domain/petitions/access.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import { has, type Staff } from '../domain/staff/staff.ts';
import { contactsOfMonth, contactsOfPerson, openOfArea, openOfOfficer, petitionsByNumber, type OpenRow } from '../store/lists.ts';
import { contactsIn } from './reports.ts';
import { unitOf } from './case-file.ts';
import type { Board, Caller, ContactLine, ContactRow, ListRow, Page } from './shapes.ts';
import { circumstancesOf } from './staff.ts';

export const PAGE_ROWS = 25;
const MOST_ROWS = 100;
/** The board's figures are counted, not estimated: as many open petitions as one answer of the table can hold. */
const COUNTED_ROWS = 2_000;

export interface WorklistQuery {
  readonly view: 'mine' | 'area' | 'overdue';
  readonly area?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

type Fetch = (span: { limit: number; after?: string; dueBefore?: Day }) => Promise<OpenRow[]>;

/**
 * One page of a worklist by target day. The cursor is the sort key of the last row shown.
 * @returns INVALID when the township is not the caller's to see
 */
export const worklist = async (deps: Deps, caller: Caller, query: WorklistQuery): Promise<Result<Page<ListRow>>> => {
  const { today, townships } = await circumstancesOf(deps, caller);
  const areas = query.view === 'mine' ? [] : areasOf(caller.staff, townships, query.area);
  if (query.area !== undefined && areas.length === 0) return refuse('INVALID', { fields: [{ path: 'area', message: 'unknownTownship' }] });
  const own: Fetch[] = query.area === undefined ? [(span) => openOfOfficer(deps.db, caller.staff.id, span)] : [];
  const sources =
    query.view === 'mine'
      ? own
      : [
          ...own,
          ...areas.map(
            (area): Fetch =>
              (span) =>
                openOfArea(deps.db, area, span),
          ),
        ];
  const limit = Math.min(query.limit ?? PAGE_ROWS, MOST_ROWS);
  const span = {
    limit: limit + 1,
    ...(query.cursor !== undefined && { after: query.cursor }),
    ...(query.view === 'overdue' && { dueBefore: today }),
  };
  const rows = await merged(sources, span);
  const shown = rows.slice(0, limit);
  const items = shown.filter((row) => query.view !== 'overdue' || isOverdue(row.rolled, today)).map((row) => listRow(row, today));
  const cursor = rows.length > limit ? shown.at(-1)?.dueSk : undefined;
  return ok({ items, ...(cursor !== undefined && { cursor }) });
};

// Whoever reads all may look into any township; township staff into their own; others into none.
const areasOf = (staff: Staff, townships: readonly string[], area: string | undefined): readonly string[] => {
  const reach = readsAll(staff) ? townships : has(staff, 'TOWNSHIP') ? staff.areas : [];
  return area === undefined ? reach : reach.filter((code) => code === area);
};

const merged = async (sources: readonly Fetch[], span: Parameters<Fetch>[0]): Promise<OpenRow[]> => {
  const found = (await Promise.all(sources.map((fetch) => fetch(span)))).flat();
  const distinct = new Map(found.map((row) => [row.number, row]));
  return [...distinct.values()].sort((a, b) => (a.dueSk < b.dueSk ? -1 : 1)).slice(0, span.limit);
};

const isOverdue = (rolled: Day | undefined, today: Day): boolean => rolled !== undefined && rolled < today;

const listRow = ({ dueSk: _key, rolled, started, acked, flags, ...row }: OpenRow, today: Day): ListRow => ({
  ...row,
  ...(rolled !== undefined && { rolledDue: rolled }),
  acknowledged: acked,
  group: flags === 'GROUP',
  light:
    row.due === undefined || rolled === undefined || started === undefined
      ? 'ON_TRACK'
      : lightOf({ start: started, targetDue: row.due, rolledDue: rolled }, today),
});

interface MonthQuery {
  readonly month: string;
  readonly limit?: number;
  readonly cursor?: string;
}

/**
 * The contacts of a month, in order. Whoever reads all sees as many lines as the report counts: a restricted one is a line that says no more
 * than that. Others see those of the petitions they may read. A cursor names no row but one that its reader was shown.
 */
export const contactsOf = async (deps: Deps, caller: Caller, query: MonthQuery): Promise<Result<Page<ContactLine>>> => {
  const most = Math.min(query.limit ?? PAGE_ROWS, MOST_ROWS);
  return ok(readsAll(caller.staff) ? await everyLine(deps, query, most) : await readableLines(deps, caller, query, most));
};

type MonthRow = Awaited<ReturnType<typeof contactsOfMonth>>[number];

/** A contact as whoever reads all may see it: of a restricted one only that it came. */
export const contactLine = ({ restricted, monthSk: _key, ...row }: MonthRow): ContactLine => (restricted ? 'HIDDEN' : contactRow(row));

// One read. Where a page ends on hidden lines, its cursor is the last row that was told, and how many lines to pass over after it.
const everyLine = async (deps: Deps, { month, cursor }: MonthQuery, most: number): Promise<Page<ContactLine>> => {
  const { after, passed } = placeIn(cursor ?? month);
  const read = await contactsOfMonth(deps.db, month, { limit: passed + most + 1, after });
  const rows = read.slice(passed);
  const items = rows.slice(0, most).map(contactLine);
  if (rows.length <= most) return { items };
  const upTo = read.slice(0, passed + most);
  const told = upTo.findLastIndex(({ restricted }) => !restricted);
  return { items, cursor: placeAt(upTo[told]?.monthSk ?? after, upTo.length - told - 1) };
};

const PLACE = /^(.*?)(?:~(\d{1,4}))?$/;
const placeAt = (after: string, passed: number): string => (passed === 0 ? after : `${monthlong(after)}~${String(passed)}`);
const placeIn = (cursor: string): { readonly after: string; readonly passed: number } => {
  const [, after = cursor, passed = '0'] = PLACE.exec(cursor) ?? [];
  return { after, passed: Number(passed) };
};

// Before the first row of a month stands its first day, so that every cursor begins with a day.
const monthlong = (after: string): string => (after.length === 'YYYY-MM'.length ? `${after}-01` : after);

// Read on until a page is full or the month ends: a month's contacts bound the reads, a query and a look at the petitions for each hundred.
const readableLines = async (deps: Deps, caller: Caller, { month, cursor }: MonthQuery, most: number): Promise<Page<ContactLine>> => {
  const { staff } = await circumstancesOf(deps, caller);
  const found: MonthRow[] = [];
  let after = cursor;
  while (found.length <= most) {
    const rows = await contactsOfMonth(deps.db, month, { limit: MOST_ROWS, ...(after !== undefined && { after }) });
    const petitions = await petitionsByNumber(
      deps.db,
      rows.map(({ petition }) => petition),
    );
    const readable = new Set(petitions.filter((petition) => mayRead(petition, caller.staff, unitOf(staff))).map(({ number }) => number));
    found.push(...rows.filter(({ petition }) => readable.has(petition)));
    if (rows.length < MOST_ROWS) break;
    after = rows.at(-1)?.monthSk;
  }
  const shown = found.slice(0, most);
  const next = found.length > most ? shown.at(-1)?.monthSk : undefined;
  const items = shown.map(({ restricted: _own, monthSk: _key, ...row }) => contactRow(row));
  return { items, ...(next !== undefined && { cursor: next }) };
};

const contactRow = ({ category, ...row }: Omit<Awaited<ReturnType<typeof contactsOfPerson>>[number], 'restricted'>): ContactRow => ({
  ...row,
  ...(category !== 'NONE' && { category }),
});

/** The board of the day. Leaders and those who look on see the bureau's, township staff their township's and their own, others their own. */
export const board = async (deps: Deps, caller: Caller): Promise<Board> => {
  const { today, calendar, townships } = await circumstancesOf(deps, caller);
  const scope = has(caller.staff, 'LEADER', 'HEAD', 'INSPECTOR', 'AUDITOR') ? 'bureau' : has(caller.staff, 'TOWNSHIP') ? 'area' : 'mine';
  const areas = scope === 'mine' ? [] : areasOf(caller.staff, townships, undefined);
  const sources: Fetch[] = [
    (span) => openOfOfficer(deps.db, caller.staff.id, span),
    ...areas.map(
      (area): Fetch =>
        (span) =>
          openOfArea(deps.db, area, span),
    ),
  ];
  const [rows, contactsThisMonth] = await Promise.all([merged(sources, { limit: COUNTED_ROWS }), contactsIn(deps, monthOf(today))]);
  const next = nextSwitch(today, calendar);
  return {
    today,
    isWorkday: calendar.isWorkday(today),
    ...(next && { nextSwitch: next }),
    scope,
    dueToday: rows.filter(({ due }) => due === today).length,
    overdue: rows.filter((row) => isOverdue(row.rolled, today)).length,
    toAcknowledge: rows.filter(({ owner, acked }) => owner === caller.staff.id && !acked).length,
    contactsThisMonth,
    rows: rows.slice(0, PAGE_ROWS).map((row) => listRow(row, today)),
  };
};

const LOOK_AHEAD_DAYS = 14;
const WEEKEND_FROM = 6;

// A weekend that is worked, or a weekday that is not: what people forget.
const nextSwitch = (today: Day, calendar: WorkCalendar): Board['nextSwitch'] => {
  for (let ahead = 1; ahead <= LOOK_AHEAD_DAYS; ahead += 1) {
    const day = addDays(today, ahead);
    const workday = calendar.isWorkday(day);
    if (workday !== weekdayIsWorked(day)) return { day, workday };
  }
  return undefined;
};

const weekdayIsWorked = (day: Day): boolean => weekday(day) < WEEKEND_FROM;

const EARLIER_SHOWN = 8;

/**
 * Has this person come before, and is one of those matters meant? Restricted matters are never suggested;
 * of a matter the caller may not read, no more than its number, day and officer is told: that is where the visitor is sent.
 */
export const earlierContacts = async (
  deps: Deps,
  caller: Caller,
  who: { name: string; township: string },
): Promise<{ contact: ContactRow; petition?: ListRow }[]> => {
  const { staff } = await circumstancesOf(deps, caller);
  const contacts = (await contactsOfPerson(deps.db, deps.vault, who, EARLIER_SHOWN)).filter(({ restricted }) => !restricted);
  const petitions = new Map(
    (
      await petitionsByNumber(
        deps.db,
        contacts.map(({ petition }) => petition),
      )
    ).map((petition) => [petition.number, petition]),
  );
  return contacts.map(({ restricted: _no, ...contact }) => {
    const petition = petitions.get(contact.petition);
    if (!petition) return { contact: contactRow(contact) };
    const readable = mayRead(petition, caller.staff, unitOf(staff));
    const { number, state, township, owner, group } = petition;
    const row: ListRow = {
      number,
      state,
      township,
      owner,
      group,
      subject: readable ? petition.subject : '',
      acknowledged: petition.acknowledged !== undefined,
      light: 'ON_TRACK',
    };
    return { contact: contactRow(contact), petition: row };
  });
};
