// The signed-in part of the product as one application: who may come in, what is checked at the door, and which room is where.
// It must not know any page or rule; the rooms do.
import { Hono, type Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { REFUSALS, type Refusal } from '../domain/result.ts';
import type { Deps } from '../services/deps.ts';
import { closeSession } from '../services/staff.ts';
import { apiRoutes } from './api/routes.ts';
import { doorPage } from './door-page.tsx';
import { gate } from './gate.ts';
import { assetRoutes } from './look/assets.ts';
import { send } from './look/send.ts';
import { pagesRoutes } from './pages/index.tsx';
import { BrokenPage, RefusalPage } from './pages/plain.tsx';
import { failed, problem, turnedAway, unexpected } from './problem.ts';
import { safePath } from './safe-path.ts';
import { DOOR_MESSAGES, FIELD_MESSAGES } from './schema/messages.ts';
import { BODY_BYTES, carriesToken, isSafe, isSameOrigin, limitBody, securityHeaders } from './security.ts';
import { dropSession, giveLanguage, isLanguage, speak, type WebEnv } from './session.ts';

const API = '/api/v1';
const TAKES_FILES = /^\/(?:api\/v1\/(?:imports\/|blobs$)|desk$|imports$)/;
const isApi = (c: Context): boolean => c.req.path.startsWith('/api/');

const frameOf = (c: Context<WebEnv>) => ({ lang: c.var.lang, nonce: c.var.nonce });
const refusedPage = (c: Context<WebEnv>, refusal: Refusal): Promise<Response> =>
  send(c, <RefusalPage frame={frameOf(c)} refusal={refusal} />, REFUSALS[refusal.code]);
const refused = (c: Context<WebEnv>, refusal: Refusal): Response | Promise<Response> =>
  isApi(c) ? problem(c, refusal) : refusedPage(c, refusal);

/** What changes something must come from our own pages or from a program that names our origin, and a form must carry its token. */
const ownOnly = createMiddleware<WebEnv>(async (c, next) => {
  if (isSafe(c.req.method)) return next();
  if (!isSameOrigin(c)) return isApi(c) ? turnedAway(c, 'CROSS_ORIGIN') : doorPage(c, DOOR_MESSAGES.CROSS_ORIGIN[c.var.lang]);
  if (!isApi(c) && !(await carriesToken(c, c.var.session.cookie))) return doorPage(c, FIELD_MESSAGES.formToken[c.var.lang]);
  return next();
});

const limits = {
  import: limitBody(BODY_BYTES.import, refused),
  other: limitBody(BODY_BYTES.other, refused),
};

const brokenPage = (c: Context<WebEnv>, error: Error): Promise<Response> => {
  const outcome = unexpected(error, c.req.method);
  return 'code' in outcome ? refusedPage(c, outcome) : send(c, <BrokenPage frame={frameOf(c)} />, 500);
};

/**
 * The console: pages at `/`, JSON under `/api/v1`. Signing in is the front door's: it sets the cookie with `giveSession`.
 * @example const app = consoleApp(compose(process.env)); await app.request('/api/v1/petitions')
 */
export const consoleApp = (deps: Deps): Hono<WebEnv> => {
  const app = new Hono<WebEnv>();
  app.use(securityHeaders, speak);
  app.onError((error, c) => (isApi(c) ? failed(c, error) : brokenPage(c, error)));
  app.notFound((c) => (isApi(c) ? turnedAway(c, 'UNKNOWN') : refusedPage(c, { code: 'NOT_FOUND', data: {} })));

  app.route('/', assetRoutes());
  app.get('/language', (c) => {
    const to = c.req.query('to');
    if (isLanguage(to)) giveLanguage(c, deps, to);
    return c.redirect(safePath(c.req.query('back') ?? '/'), 303);
  });

  app.use(gate(deps));
  app.use((c, next) => (TAKES_FILES.test(c.req.path) ? limits.import(c, next) : limits.other(c, next)));
  app.use(ownOnly);
  app.post('/sign-out', async (c) => {
    await closeSession(deps, c.var.session.cookie);
    dropSession(c, deps);
    return c.redirect('/sign-in', 303);
  });
  app.route(API, apiRoutes(deps));
  app.route('/', pagesRoutes(deps));
  return app;
};
