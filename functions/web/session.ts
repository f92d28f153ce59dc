// Who is asking and in which language: the session cookie, the language cookie, and what a request carries of both.
// It must not know how somebody signed in, or what they may see.
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { Language } from '../domain/calendar/explain.ts';
import type { Staff } from '../domain/staff/staff.ts';
import type { Deps } from '../services/deps.ts';
import { whoIs } from '../services/staff.ts';

/** Somebody signed in. `cookie` is the secret the form token is made from: it never leaves the server in a page. */
export interface Session {
  readonly staff: Staff;
  readonly cookie: string;
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

/** The prefix binds the cookie to this very host; browsers allow it only on Secure cookies, so not on http://localhost. */
const sessionCookieName = ({ cookieSecure }: CookieDeps): string => (cookieSecure ? '__Host-session' : 'session');

const attributes = ({ cookieSecure }: CookieDeps) => ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: cookieSecure }) as const;

/** Hands out the cookie of a session just opened; `maxAge` in seconds. */
export const giveSession = (c: Context, deps: CookieDeps, { cookie, maxAge }: { cookie: string; maxAge: number }): void =>
  setCookie(c, sessionCookieName(deps), cookie, { ...attributes(deps), maxAge });

export const dropSession = (c: Context, deps: CookieDeps): void => {
  deleteCookie(c, sessionCookieName(deps), attributes(deps));
};

const LANGUAGE_COOKIE = 'lang';
const YEAR_SECONDS = 365 * 24 * 3600;

export const giveLanguage = (c: Context, deps: CookieDeps, language: Language): void =>
  setCookie(c, LANGUAGE_COOKIE, language, { ...attributes(deps), maxAge: YEAR_SECONDS });

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

/** The session a request comes with, if it is still open. */
export const sessionOf = async (c: Context<WebEnv>, deps: Deps): Promise<Session | undefined> => {
  const cookie = getCookie(c, sessionCookieName(deps));
  if (cookie === undefined || cookie === '') return undefined;
  const staff = await whoIs(deps, cookie);
  return staff && { staff, cookie, lang: c.var.lang };
};
