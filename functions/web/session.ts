// Who is asking and in which language: the session cookie, the language cookie, and what a request carries of both.
// It must not know how somebody signed in, or what they may see.
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { Language } from '../domain/calendar/explain.ts';
import type { Staff } from '../domain/staff/staff.ts';
import type { Deps } from '../services/deps.ts';
import { whoIs } from '../services/staff.ts';

/**
 * Somebody signed in. `cookie` is the secret the form token is made from: it never leaves the server in a page.
 * Undefined where a program or person came with a bearer token: no other site can make a browser send one, so nothing is derived from it.
 */
export interface Session {
  readonly staff: Staff;
  readonly cookie: string | undefined;
  readonly lang: Language;
}

/** What every route finds on `c.var`. `session` stands only behind the sign-in gate of app.tsx. */
export interface WebEnv {
  Variables: {
    session: Session;
    lang: Language;
    nonce: string;
  };
}

type CookieDeps = Pick<Deps, 'cookieSecure'>;

/** The prefix binds a cookie to this very host; browsers allow it only on Secure cookies, so not on http://localhost. */
export const hostCookie = ({ cookieSecure }: CookieDeps, name: string): string => (cookieSecure ? `__Host-${name}` : name);
const sessionCookieName = (deps: CookieDeps): string => hostCookie(deps, 'session');

export const cookieAttributes = ({ cookieSecure }: CookieDeps) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: cookieSecure }) as const;

/** Hands out the cookie of a session just opened; `maxAge` in seconds. */
export const giveSession = (c: Context, deps: CookieDeps, { cookie, maxAge }: { cookie: string; maxAge: number }): void =>
  setCookie(c, sessionCookieName(deps), cookie, { ...cookieAttributes(deps), maxAge });

export const dropSession = (c: Context, deps: CookieDeps): void => {
  deleteCookie(c, sessionCookieName(deps), cookieAttributes(deps));
};

const LANGUAGE_COOKIE = 'lang';
const YEAR_SECONDS = 365 * 24 * 3600;

export const giveLanguage = (c: Context, deps: CookieDeps, language: Language): void =>
  setCookie(c, LANGUAGE_COOKIE, language, { ...cookieAttributes(deps), maxAge: YEAR_SECONDS });

export const isLanguage = (text: string | undefined): text is Language => text === 'zh' || text === 'en';

// The first of the caller's languages that we speak; weights are nearly always in falling order, so order is enough.
const accepted = (header: string | undefined): Language | undefined =>
  header
    ?.split(',')
    .map((tag) => tag.trim().slice(0, 2).toLowerCase())
    .find(isLanguage);

/** The switch on the page, else what the program or browser asks for, else Chinese. */
export const languageOf = (c: Context): Language => {
  const chosen = getCookie(c, LANGUAGE_COOKIE);
  return isLanguage(chosen) ? chosen : (accepted(c.req.header('accept-language')) ?? 'zh');
};

/** Sets `c.var.lang`. */
export const speak = createMiddleware<WebEnv>(async (c, next) => {
  c.set('lang', languageOf(c));
  await next();
});

/** The secret of the session cookie a request comes with, open or not. */
export const shownCookie = (c: Context, deps: CookieDeps): string | undefined => getCookie(c, sessionCookieName(deps)) || undefined;

/** The session a request comes with, if it is still open. */
export const sessionOf = async (c: Context<WebEnv>, deps: Deps): Promise<Session | undefined> => {
  const cookie = shownCookie(c, deps);
  if (cookie === undefined) return undefined;
  const staff = await whoIs(deps, cookie);
  return staff && { staff, cookie, lang: c.var.lang };
};
