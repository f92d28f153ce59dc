// The people and places of the bureau, and who is signed in. How somebody proves who they are is the front door's business.
import type { Deps } from './deps.ts';
import { workCalendar, type CalendarYears, type WorkCalendar } from '../domain/calendar/work-calendar.ts';
import { shanghaiDay } from '../domain/calendar/days.ts';
import type { Circumstances } from '../domain/petitions/commands.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import { stillServes, type Staff } from '../domain/staff/staff.ts';
import { directory, dropSession, putSession, readSession, writeDirectory, type Directory, type Township } from '../store/directory.ts';
import type { Caller } from './shapes.ts';

const SESSION_SECONDS = 12 * 3600; // a working day with its evening
const SESSION_CACHED_MS = 60_000;

export const listStaff = async (deps: Pick<Deps, 'db'>): Promise<readonly Staff[]> => (await directory(deps.db)).staff;
export const listTownships = async (deps: Pick<Deps, 'db'>): Promise<readonly Township[]> => (await directory(deps.db)).townships;
export const workCalendarOf = async (deps: Pick<Deps, 'db'>): Promise<WorkCalendar> => calendarOf((await directory(deps.db)).years);

const calendars = new WeakMap<CalendarYears, WorkCalendar>();

// Made once for each reading of the directory, not once a request.
const calendarOf = (years: CalendarYears): WorkCalendar => {
  const made = calendars.get(years) ?? workCalendar(years);
  calendars.set(years, made);
  return made;
};

/** Takes over the bureau's staff, townships and calendar years; rows that exist are replaced. */
export const replaceDirectory = (deps: Pick<Deps, 'db'>, next: Directory): Promise<void> => writeDirectory(deps.db, next);

/** What a decision of this person may know, now. */
export const circumstancesOf = async (deps: Pick<Deps, 'db' | 'now'>, { staff: actor }: Caller): Promise<Circumstances> => {
  const { staff, townships, years } = await directory(deps.db);
  const now = deps.now();
  return { actor, now, today: shanghaiDay(now), calendar: calendarOf(years), staff, townships: townships.map(({ code }) => code) };
};

// Only the letters of ASCII: elsewhere, other letters become these when they are made small (the Kelvin sign a k).
const sameCase = (email: string): string => email.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());

// Two rows that answer to the same name are nobody: which of the two is meant must not be guessed.
const only = (deps: Pick<Deps, 'now'>, found: readonly Staff[]): Staff | undefined =>
  found.length === 1 && found[0] && stillServes(found[0], shanghaiDay(deps.now())) ? found[0] : undefined;

/** The one member of staff of an e-mail address whose owner is proved; nobody where two share it or the account has run out. */
export const staffOfEmail = async (deps: Pick<Deps, 'db' | 'now'>, email: string): Promise<Staff | undefined> =>
  only(
    deps,
    (await listStaff(deps)).filter((person) => sameCase(person.email) === sameCase(email)),
  );

/** The one row a program acts as, by its client id at the issuer of identities. */
export const staffOfClient = async (deps: Pick<Deps, 'db' | 'now'>, client: string): Promise<Staff | undefined> =>
  only(
    deps,
    (await listStaff(deps)).filter(({ clients }) => clients?.includes(client)),
  );

/**
 * Opens a session for a member of staff whose identity is proved.
 * @returns the cookie's value (128 random bits) and its life in seconds, or NOT_FOUND
 */
export const openSession = async (
  deps: Pick<Deps, 'db' | 'now' | 'random'>,
  staffId: string,
): Promise<Result<{ cookie: string; maxAge: number }>> => {
  const person = (await listStaff(deps)).find(({ id }) => id === staffId);
  if (!person || !stillServes(person, shanghaiDay(deps.now()))) return refuse('NOT_FOUND');
  const cookie = Buffer.from(deps.random(16)).toString('base64url');
  await putSession(deps.db, cookie, staffId, epochSeconds(deps) + SESSION_SECONDS);
  return ok({ cookie, maxAge: SESSION_SECONDS });
};

const known = new Map<string, { readonly until: number; readonly staff: string }>();
const rememberedAs = ({ db }: Pick<Deps, 'db'>, cookie: string): string => `${db.bureau} ${cookie}`;

export const closeSession = async (deps: Pick<Deps, 'db'>, cookie: string): Promise<void> => {
  known.delete(rememberedAs(deps, cookie));
  await dropSession(deps.db, cookie);
};

/** The member of staff behind a cookie, with the roles of at most a minute ago. */
export const whoIs = async (deps: Pick<Deps, 'db' | 'now'>, cookie: string | undefined): Promise<Staff | undefined> => {
  if (cookie === undefined || cookie === '') return undefined;
  const held = known.get(rememberedAs(deps, cookie));
  const fresh = held && held.until > performance.now() ? held.staff : undefined;
  const id = fresh ?? (await readSession(deps.db, cookie, epochSeconds(deps)));
  if (id === undefined) return undefined;
  if (fresh === undefined) remember(rememberedAs(deps, cookie), id);
  const person = (await listStaff(deps)).find((one) => one.id === id);
  return person && stillServes(person, shanghaiDay(deps.now())) ? person : undefined;
};

const REMEMBERED = 1_000;

const remember = (session: string, staff: string): void => {
  if (known.size >= REMEMBERED) known.clear();
  known.set(session, { until: performance.now() + SESSION_CACHED_MS, staff });
};

const epochSeconds = ({ now }: Pick<Deps, 'now'>): number => Math.floor(Date.parse(now()) / 1000);
