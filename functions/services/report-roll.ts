// Who stood on the roll when a period began and ended, and who came onto it: the people behind those figures, township by township.
// It must not read the whole roll at once: a page reads as far as it shows, and the figure itself comes from the totals.
import { addDays, type Day } from '../domain/calendar/days.ts';
import { isMigrantOn, type Person } from '../domain/people/person.ts';
import { partitionName } from '../domain/reports/additions.ts';
import { peoplePart, type PeoplePart } from '../domain/reports/people-part.ts';
import { ROLL } from '../domain/reports/people-totals.ts';
import { parsePeriod, type ReportPeriod } from '../domain/reports/period.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import { mayReadPeople, peopleAreas } from '../domain/staff/rooms.ts';
import type { Staff } from '../domain/staff/staff.ts';
import type { Db } from '../store/client.ts';
import { directory } from '../store/directory.ts';
import { householdSk } from '../store/person-items.ts';
import { peopleByPlace } from '../store/person-lists.ts';
import type { PersonColumns } from '../store/person-rows.ts';
import { readFigures } from '../store/totals.ts';
import type { Deps } from './deps.ts';
import type { Caller } from './shapes.ts';

export const ROLL_STANDS = ['start', 'added', 'end'] as const;
export type RollStand = (typeof ROLL_STANDS)[number];

export type StoodRow = Pick<PersonColumns, 'personId' | 'name' | 'township' | 'village' | 'addedOn' | 'removedOn'>;

/** A page of the people behind a figure of the roll. */
export interface StoodRows {
  readonly period: ReportPeriod;
  /** The day the roll is shown of; absent for those who came in the course of the period. */
  readonly day?: Day;
  /** As the report says. */
  readonly figure: number;
  /** How many stand on the pages before this one. */
  readonly before: number;
  readonly rows: readonly StoodRow[];
  /** Where the next page begins; absent on the last, where `before` and its rows are all there are. */
  readonly next?: string;
}

const PAGE_ROWS = 100;
const READ_AT_ONCE = 200;

/** Whoever looks after some townships only would find a list that does not come to its figure. */
export const seesWholeRoll = (staff: Staff): boolean => mayReadPeople(staff) && peopleAreas(staff) === undefined;

/** @returns UNKNOWN_PERIOD, NOT_YOURS for whoever does not see every township's people */
export const rollBehind = async (
  { db }: Pick<Deps, 'db'>,
  { staff }: Caller,
  { label, stand, from }: { readonly label: string; readonly stand: RollStand; readonly from?: string | undefined },
): Promise<Result<StoodRows>> => {
  const period = parsePeriod(label);
  if (!period) return refuse('UNKNOWN_PERIOD');
  if (!seesWholeRoll(staff)) return refuse('NOT_YOURS', { who: 'ROLL_KEEPER' });
  const [people, { townships }] = await Promise.all([peopleIn(db, period), directory(db)]);
  const { figure, day, isMeant } = STANDS[stand](period, people);
  const lists = townships.flatMap(({ code: township }) => [true, false].map((onRoll): Stack => ({ township, onRoll })));
  const spot = spotIn(lists, from);
  const { rows, last } = await walk(db, lists, { spot, isMeant });
  return ok({
    period,
    ...(day !== undefined && { day }),
    figure,
    before: spot.before,
    rows: rows.map(({ personId, name, township, village, addedOn, removedOn }) => ({
      personId,
      name,
      township,
      village,
      ...(addedOn !== undefined && { addedOn }),
      ...(removedOn !== undefined && { removedOn }),
    })),
    ...(last && { next: spotText({ ...last, before: spot.before + rows.length }) }),
  });
};

type Stay = Pick<Person, 'addedOn' | 'removedOn'>;

const STANDS: Readonly<
  Record<RollStand, (period: ReportPeriod, people: PeoplePart) => { figure: number; day?: Day; isMeant: (stay: Stay) => boolean }>
> = {
  // Whoever left on the first day itself left within the period.
  start: ({ from }, { atStart }) => ({ figure: atStart, day: from, isMeant: (stay) => isMigrantOn(stay, addDays(from, -1)) }),
  added: ({ from, to }, { added }) => ({
    figure: added,
    isMeant: ({ addedOn }) => addedOn !== undefined && from <= addedOn && addedOn <= to,
  }),
  end: ({ to }, { atEnd }) => ({ figure: atEnd, day: to, isMeant: (stay) => isMigrantOn(stay, to) }),
};

const peopleIn = async (db: Db, period: ReportPeriod): Promise<PeoplePart> => {
  const roll = { subject: 'people', period: ROLL } as const;
  return peoplePart(period, new Map([[partitionName(roll), await readFigures(db, roll)]]));
};

/** One of the two lists of a township: who is on its roll now, and who has left it. */
interface Stack {
  readonly township: string;
  readonly onRoll: boolean;
}

/** Where a page begins: in which list, after which row of it. */
interface Spot {
  readonly list: number;
  readonly after?: string | undefined;
  readonly before: number;
}

interface Walked {
  readonly rows: readonly PersonColumns[];
  /** The last row shown, where more follow. */
  readonly last?: Stack & { readonly after: string };
}

const walk = async (
  db: Db,
  lists: readonly Stack[],
  { spot, isMeant }: { readonly spot: Spot; readonly isMeant: (stay: Stay) => boolean },
): Promise<Walked> => {
  const found: { stack: Stack; person: PersonColumns }[] = [];
  for (const [n, stack] of lists.entries()) {
    if (n < spot.list) continue;
    let after = n === spot.list ? spot.after : undefined;
    do {
      const page = await peopleByPlace(db, stack, { limit: READ_AT_ONCE, after });
      found.push(...page.people.filter(isMeant).map((person) => ({ stack, person })));
      const shown = found[PAGE_ROWS - 1];
      // One row beyond the page says that there is another page.
      if (shown && found.length > PAGE_ROWS) {
        const { village, household = '', personId } = shown.person;
        const last = { ...shown.stack, after: householdSk({ village, household }) + personId };
        return { rows: found.slice(0, PAGE_ROWS).map(({ person }) => person), last };
      }
      after = page.after;
    } while (after !== undefined);
  }
  return { rows: found.map(({ person }) => person) };
};

// Coded, so that no place stands in an address in plain sight.
const spotText = ({ before, township, onRoll, after }: Stack & { readonly after: string; readonly before: number }): string =>
  Buffer.from([String(before), township, onRoll ? 'on' : 'off', after].join('\n')).toString('base64url');

const SPOT = /^(\d{1,7})\n([^\n]+)\n(on|off)\n([^\n]+)$/;

/** What is no spot of these lists begins at their beginning. */
const spotIn = (lists: readonly Stack[], from: string | undefined): Spot => {
  const [, before = '', township = '', side = '', after = ''] = SPOT.exec(Buffer.from(from ?? '', 'base64url').toString()) ?? [];
  const list = lists.findIndex((stack) => stack.township === township && stack.onRoll === (side === 'on'));
  return list < 0 ? { list: 0, before: 0 } : { list, after, before: Number(before) };
};
