// The sign-in gate: who is asking is settled here, before any room is entered.
// It must not know how somebody proved who they are, nor what they may see.
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { ok, refuse, type Refusal, type Result } from '../domain/result.ts';
import type { Deps } from '../services/deps.ts';
import { safePath } from './safe-path.ts';
import { isSafe } from './security.ts';
import { sessionOf, type Session, type WebEnv } from './session.ts';
import type { Identity } from './sign-in/identity.ts';
import { SIGN_IN } from './sign-in/paths.ts';

/** The token of a request that shows one (RFC 6750 2.1), well formed or not. */
const shownToken = (c: Context): string | undefined =>
  /^bearer(?:\s+(.*))?$/is
    .exec(c.req.header('authorization') ?? '')
    ?.slice(1, 2)
    .join('');

const bearerSession = async (c: Context<WebEnv>, deps: Deps, identity: Identity | undefined, token: string): Promise<Result<Session>> => {
  const found = identity && /^[\w.~+/-]+=*$/.test(token) ? await identity.bearer(deps, token) : refuse('SIGN_IN');
  return found.ok ? ok({ staff: found.value, cookie: undefined, lang: c.var.lang }) : found;
};

const notLetIn = async (c: Context<WebEnv>, refusal: Refusal, challenge: string): Promise<Response> => {
  if (refusal.code === 'SIGN_IN') c.header('WWW-Authenticate', challenge);
  const { problem } = await import('./problem.ts'); // with all its words: only who is not let in waits for them
  return problem(c, refusal);
};

/**
 * Nobody passes without an open session: a program hears 401, a person is led to sign in and back again.
 * On the API a bearer token decides alone, whatever cookie came with it; elsewhere it says nothing.
 */
export const gate = (deps: Deps, identity?: Identity) =>
  createMiddleware<WebEnv>(async (c, next) => {
    const isApi = c.req.path.startsWith('/api/');
    const token = isApi ? shownToken(c) : undefined;
    if (token !== undefined) {
      const found = await bearerSession(c, deps, identity, token);
      if (!found.ok) return notLetIn(c, found.refusal, 'Bearer error="invalid_token"');
      c.set('session', found.value);
      return next();
    }
    const session = await sessionOf(c, deps);
    if (session) {
      c.set('session', session);
      return next();
    }
    if (isApi) return notLetIn(c, { code: 'SIGN_IN', data: {} }, 'Bearer');
    // Whoever wants out and is out already still has the issuer's session to end.
    if (!isSafe(c.req.method)) return c.redirect(identity ? SIGN_IN[c.req.path === '/sign-out' ? 'leave' : 'again'] : SIGN_IN.begin, 303);
    const { pathname, search } = new URL(c.req.url);
    const back = pathname === '/' ? '' : `?next=${encodeURIComponent(safePath(pathname + search))}`;
    return c.redirect(`${SIGN_IN.begin}${back}`, 303);
  });
