// The sign-in gate: who is asking is settled here, before any room is entered.
// It must not know how somebody proved who they are, nor what they may see.
import { createMiddleware } from 'hono/factory';
import type { Deps } from '../services/deps.ts';
import { problem } from './problem.ts';
import { safePath } from './safe-path.ts';
import { isSafe } from './security.ts';
import { sessionOf, type WebEnv } from './session.ts';

/** Nobody passes without an open session: a program hears 401, a person is led to sign in and back again. */
export const gate = (deps: Deps) =>
  createMiddleware<WebEnv>(async (c, next) => {
    const session = await sessionOf(c, deps);
    if (session) {
      c.set('session', session);
      return next();
    }
    if (c.req.path.startsWith('/api/')) return problem(c, { code: 'SIGN_IN', data: {} });
    const { pathname, search } = new URL(c.req.url);
    const back = isSafe(c.req.method) && pathname !== '/' ? `?next=${encodeURIComponent(safePath(pathname + search))}` : '';
    return c.redirect(`/sign-in${back}`, 303);
  });
