// The signed-in part of the product as one application: who may come in, what is checked at the door, and that a room is brought in first.
// It must not know any page or rule; the rooms do. What only some requests need is imported by waiting for it.
import { Hono, type Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Refusal } from '../domain/result.ts';
import type { Deps } from '../services/deps.ts';
import { closeSession } from '../services/staff.ts';
import { gate } from './gate.ts';
import { roomAt, ROOMS, type Inside, type Room, type RoomName } from './rooms.ts';
import { safePath } from './safe-path.ts';
import { BODY_BYTES, carriesToken, isSafe, isSameOrigin, limitBody, securityHeaders } from './security.ts';
import { dropSession, giveLanguage, isLanguage, speak, type WebEnv } from './session.ts';
import type { Identity } from './sign-in/identity.ts';
import { SIGN_IN } from './sign-in/paths.ts';

const TAKES_FILES = /^\/(?:api\/v1\/(?:imports\/|blobs$)|desk$|imports$)/;
const isApi = (c: Context): boolean => c.req.path.startsWith('/api/');

const problems = () => import('./problem.ts');
const pages = () => import('./refusal-pages.tsx');

const refused = async (c: Context<WebEnv>, refusal: Refusal): Promise<Response> =>
  isApi(c) ? (await problems()).problem(c, refusal) : (await pages()).refusedPage(c, refusal);
const unknown = async (c: Context<WebEnv>): Promise<Response> =>
  isApi(c) ? (await problems()).turnedAway(c, 'UNKNOWN') : (await pages()).refusedPage(c, { code: 'NOT_FOUND', data: {} });
const broken = async (error: Error, c: Context<WebEnv>): Promise<Response> =>
  isApi(c) ? (await problems()).failed(c, error) : (await pages()).brokenPage(c, error);
const fromElsewhere = async (c: Context<WebEnv>): Promise<Response> =>
  isApi(c) ? (await problems()).turnedAway(c, 'CROSS_ORIGIN') : (await pages()).fromElsewherePage(c);

/**
 * What changes something must come from our own pages or from a program that names our origin, and a form must carry its token.
 * A bearer token is sent by nobody unawares, so without a cookie there is nothing to check.
 */
const ownOnly = createMiddleware<WebEnv>(async (c, next) => {
  if (isSafe(c.req.method) || c.var.session.cookie === undefined) return next();
  if (!isSameOrigin(c)) return fromElsewhere(c);
  if (!isApi(c) && !(await carriesToken(c, c.var.session.cookie))) return (await pages()).oldFormPage(c);
  return next();
});

const limits = {
  import: limitBody(BODY_BYTES.import, refused),
  other: limitBody(BODY_BYTES.other, refused),
};

type Furnished = Pick<Room, 'under' | 'open'> & Inside;

const mount = (app: Hono<WebEnv>, deps: Deps, { under = '', routes, methods = {} }: Furnished): void => {
  for (const route of routes) app.route(under === '' ? '/' : under, route(deps));
  for (const [path, allow] of Object.entries(methods)) {
    app.all(`${under}${path}`, async (c) => {
      c.header('Allow', allow);
      return (await problems()).turnedAway(c, 'METHOD_NOT_ALLOWED');
    });
  }
};

/** The way in, and the rooms behind it. Without rooms it answers what stands at the door, and that there is nothing else. */
const houseWith = (rooms: readonly Furnished[], deps: Deps, identity: Identity | undefined): Hono<WebEnv> => {
  const app = new Hono<WebEnv>();
  app.use(securityHeaders, speak);
  app.onError(broken);
  app.notFound(unknown);

  for (const room of rooms) if (room.open) mount(app, deps, room);
  app.get('/language', (c) => {
    const to = c.req.query('to');
    if (isLanguage(to)) giveLanguage(c, deps, to);
    return c.redirect(safePath(c.req.query('back') ?? '/'), 303);
  });
  if (identity) app.route('/', identity.routes(deps));

  app.use(gate(deps, identity));
  app.use((c, next) => (TAKES_FILES.test(c.req.path) ? limits.import(c, next) : limits.other(c, next)));
  app.use(ownOnly);
  app.post('/sign-out', async (c) => {
    if (c.var.session.cookie !== undefined) await closeSession(deps, c.var.session.cookie);
    dropSession(c, deps);
    return c.redirect(identity ? SIGN_IN.leave : SIGN_IN.begin, 303);
  });
  for (const room of rooms) if (!room.open) mount(app, deps, room);
  return app;
};

const furnished = async (name: RoomName): Promise<Furnished> => {
  const room: Room = ROOMS[name];
  return { ...room, ...(await room.load()) };
};

/**
 * The console: pages at `/`, JSON under `/api/v1`. Without an identity, signing in is the front door's: it sets the cookie with `giveSession`.
 * Each address has one room, and what answers it is the way in with that room alone: nothing depends on which others were asked before.
 * @example const app = consoleApp(compose(process.env)); await app.request('/api/v1/petitions')
 */
export const consoleApp = (deps: Deps, identity?: Identity): Hono<WebEnv> => {
  const entrance = houseWith([], deps, identity);
  const houses = new Map<RoomName, Hono<WebEnv>>();
  const opened = async (name: RoomName): Promise<Hono<WebEnv>> => {
    const room = await furnished(name);
    const house = houses.get(name) ?? houseWith([room], deps, identity);
    houses.set(name, house);
    return house;
  };

  const app = new Hono<WebEnv>();
  app.onError((error, c) => {
    console.error(JSON.stringify({ level: 'error', event: 'room-not-brought-in', error: error.name }));
    return c.body(null, 500);
  });
  app.get('/healthz', securityHeaders, (c) => c.json({ ok: true }));
  app.all('*', async (c) => {
    const name = roomAt(c.req.path);
    const house = name === undefined ? entrance : (houses.get(name) ?? (await opened(name)));
    return house.fetch(c.req.raw, c.env);
  });
  return app;
};

/** The same with every room in one application, for whoever wants to see all routes at once. */
export const wholeConsole = async (deps: Deps, identity?: Identity): Promise<Hono<WebEnv>> =>
  houseWith(await Promise.all((Object.keys(ROOMS) as RoomName[]).map(furnished)), deps, identity);
