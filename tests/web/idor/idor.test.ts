// Who sees what and who may do what, over every route that the applications have: the tables beside this file, asked of a real bureau.
// A route without a row fails, and so does a row without a route. What is hidden answers as what is not there.
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../../functions/services/staff.ts';
import { consoleApp, wholeConsole } from '../../../functions/web/app.tsx';
import { pageScript, stylesheet } from '../../../functions/web/look/assets.ts';
import { publicApp } from '../../../functions/web/public-app.tsx';
import { canonical } from '../../../functions/web/request-body.ts';
import type { WebEnv } from '../../../functions/web/session.ts';
import { oidcIdentity } from '../../../functions/web/sign-in/identity.ts';
import { SIGN_IN } from '../../../functions/web/sign-in/paths.ts';
import { valueOf } from '../../support/bureau.ts';
import type { Answer } from '../../support/visitor.ts';
import { everyRow } from '../../support/whole-table.ts';
import { askerAt, askRow, essenceOf, type Asker } from './ask.ts';
import { EVERYBODYS, MAIL, REPORTS } from './bureau-table.ts';
import { CAST, marksIn, type Mark, type Person } from './cast.ts';
import { DESK_ROWS, LISTS } from './desk-table.ts';
import { buildObjects, type Facts, type Objects } from './objects.ts';
import { PETITIONS } from './petitions-table.ts';
import { PUBLIC } from './public-table.ts';
import { FILES, ROLL } from './roll-table.ts';
import { routesOf, unguarded } from './routes.ts';
import type { Row } from './row.ts';
import { DOOR, TRAINING } from './training-table.ts';

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  'Lists and ledgers': LISTS,
  'A matter': PETITIONS,
  'Reports and what stands behind them': REPORTS,
  'A session': TRAINING,
  'The roll': ROLL,
  'Files brought': FILES,
  'What is everybody’s': EVERYBODYS,
  'Mail that waits for a person': MAIL,
  // What these allow is done, so they come last.
  'The door': DOOR,
  'The desk': DESK_ROWS,
};
const ROWS = Object.values(TABLES).flat();

// Nothing and nobody is named in these; but for the last they need no sign-in either.
const NAMELESS: readonly string[] = [
  ...Object.values(SIGN_IN).map((path) => `GET ${path}`),
  ...['GET /language', 'GET /api/docs', 'GET /api/docs/', 'GET /api/v1/openapi.json', `GET ${stylesheet.path}`, `GET ${pageScript.path}`],
  'POST /sign-out',
];

let objects: Objects;
/** Whoever asks at the moment: the whole cast at the console, two of them at the public doors. */
let people: Readonly<Partial<Record<Person, Asker>>>;

beforeAll(async () => {
  objects = await buildObjects();
  const { deps } = objects.bureau;
  const app = consoleApp(deps);
  const cookieOf = async (id: Person): Promise<string> => (id === 'nobody' ? '' : valueOf(await openSession(deps, id)).cookie);
  people = Object.fromEntries(await Promise.all(CAST.map(async (id) => [id, askerAt(app, await cookieOf(id))] as const)));
});
afterAll(() => objects.bureau.stop());

describe('The tables', () => {
  const compared = (app: Hono<WebEnv>, rows: readonly Row[], nameless: readonly string[] = []) => {
    const routes = routesOf(app);
    const named = new Set([...rows.flatMap((row) => row.routes), ...nameless]);
    return { withoutRow: routes.filter((route) => !named.has(route)), withoutRoute: [...named].filter((route) => !routes.includes(route)) };
  };

  it('have a row for every route of the signed-in application, and no row without a route', async () => {
    const identity = oidcIdentity({ issuer: 'https://id.example', clientId: 'console', apiClients: [] });
    const app = await wholeConsole(objects.bureau.deps, identity);
    expect(compared(app, ROWS, NAMELESS)).toEqual({ withoutRow: [], withoutRoute: [] });
    expect(unguarded(app)).toEqual([]);
  });

  it('have a row for every route of the public application, and no row without a route', () => {
    const app = publicApp(objects.bureau.deps);
    expect(compared(app, PUBLIC)).toEqual({ withoutRow: [], withoutRoute: [] });
    expect(unguarded(app)).toEqual([]);
  });
});

const visitorOf = (person: Person): Asker => {
  const visitor = people[person];
  if (!visitor) throw new Error(`${person} is not here`);
  return visitor;
};

/** Every stored row, in one spelling; the count of failed tries at the public door aside. */
const whole = async (): Promise<readonly string[]> =>
  (await everyRow(objects.bureau.deps.db))
    .filter(({ pk }) => !String(pk).includes('#TRY#'))
    .map(canonical)
    .sort();
/** The rows as they were last seen; unknown once something was allowed. */
let stored: readonly string[] | undefined;
const changes = async (): Promise<readonly string[]> => {
  const [before, now] = [stored ?? [], await whole()];
  const known = new Set(before);
  stored = now;
  return [...now.filter((row) => !known.has(row)), ...(now.length < before.length ? ['rows are gone'] : [])];
};

/** Does this answer mean that the door opened? */
const isOpen = ({ status, headers }: Answer, { okToo = [] }: Row): boolean => {
  if (status === 303) return !(headers.get('location') ?? '').startsWith('/sign-in');
  return [200, 201, 204, ...okToo].includes(status);
};

interface Asked {
  readonly route: string;
  readonly row: Row;
  readonly person: Person;
  readonly object: string;
  readonly mark: Mark;
}

const factsOf = (row: Row, object: string): Facts => {
  const facts = objects.of[row.names][object];
  if (!facts) throw new Error(`no ${row.names} is called ${object}`);
  return facts;
};

// Asked once for all objects of a row: what is not there may be asked for at any time.
const nothings = new Map<string, Promise<ReturnType<typeof essenceOf>>>();
const nothingFor = (route: string, row: Row, person: Person): Promise<ReturnType<typeof essenceOf>> => {
  const key = `${route} ${row.what} ${person}`;
  const absent = factsOf(row, 'absent');
  const asked = nothings.get(key) ?? askRow(visitorOf(person), route, row, absent).then((answer) => essenceOf(answer, route, row, absent));
  nothings.set(key, asked);
  return asked;
};

const check = async ({ route, row, person, object, mark }: Asked): Promise<void> => {
  const facts = factsOf(row, object);
  const answer = await askRow(visitorOf(person), route, row, facts);
  const said = `${route} ${object} ${person}: ${mark}, not ${String(answer.status)}`;
  const shown = (row.shows ?? []).map((name) => facts[name] ?? '');
  if (mark === 'ok') {
    expect(isOpen(answer, row), said).toBe(true);
    for (const fact of shown) expect(answer.text.includes(fact), `${said} with ${fact}`).toBe(true);
    return;
  }
  for (const fact of shown) expect(answer.text.includes(fact), `${said} without ${fact}`).toBe(false);
  if (mark === 'no') expect(answer.status, said).toBe(403);
  if (mark === 'in') expect(answer.status, said).toBe(route.includes(' /api/') ? 401 : 303);
  if (mark === 'in' && answer.status === 303) expect(answer.headers.get('location'), said).toMatch(/^\/sign-in/);
  if (mark === 'bl') expect(isOpen(answer, row), said).toBe(true);
  if (mark === '--') expect(answer.status, said).toBe(row.absent ?? 404);
  // Where only names are left out there is nothing that could be absent.
  if (mark === 'no' || (mark === 'bl' && row.absent === undefined)) return;
  expect(essenceOf(answer, route, row, facts), `${said} as for what is not there`).toEqual(await nothingFor(route, row, person));
};

// Whoever is led to sign in is not asked about every object: the first and the one that is not there say it all.
const askedOf = (row: Row, route: string, wanted: (mark: Mark) => boolean): Asked[] =>
  Object.entries(row.who).flatMap(([object, line], nth) => {
    const marks = marksIn(line);
    return Object.keys(people)
      .map((name) => CAST.find((one) => one === name) ?? 'nobody')
      .filter((person) => wanted(marks[person]) && (nth === 0 || marks[person] !== 'in'))
      .map((person) => ({ route, row, object, person, mark: marks[person] }));
  });

const AT_ONCE = 6;
/** A few at a time: the database serves them all, but not within its patience when hundreds come together. */
const checkAll = async (all: readonly Asked[]): Promise<void> => {
  const waiting = [...all];
  const work = async (): Promise<void> => {
    for (let asked = waiting.shift(); asked; asked = waiting.shift()) await check(asked);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
};

const checkRow = async (row: Row): Promise<void> => {
  const reading = row.routes.filter((route) => route.startsWith('GET'));
  const changing = row.routes.filter((route) => !reading.includes(route));
  const asked = (routes: readonly string[], wanted: (mark: Mark) => boolean) => routes.flatMap((route) => askedOf(row, route, wanted));
  await checkAll(asked(reading, () => true));
  if (changing.length === 0) return;
  const stale = row.sends?.['version'] !== undefined;
  stored ??= await whole();
  await checkAll(asked(changing, (mark) => stale || mark !== 'ok'));
  expect(await changes(), 'what was refused changed something').toEqual([]);
  if (stale) return;
  stored = undefined;
  for (const one of asked(changing, (mark) => mark === 'ok')) await check(one);
};

describe.each(Object.entries(TABLES))('%s', (_title, rows) => {
  it.each(rows.map((row) => [row.what, row] as const))('%s', (_what, row) => checkRow(row));
});

describe('The public doors', () => {
  beforeAll(() => {
    const app = publicApp(objects.bureau.deps);
    people = { F03: askerAt(app, visitorOf('F03').cookie), nobody: askerAt(app, '') };
    nothings.clear();
  });

  it.each(PUBLIC.map((row) => [row.what, row] as const))('%s', (_what, row) => checkRow(row));
});
