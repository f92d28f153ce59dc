// What every answer carries and every request must show: headers, where a form came from, how large a body may be.
// It must not know pages or commands.
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { Refusal } from '../domain/result.ts';
import type { WebEnv } from './session.ts';

const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY', // old office browsers do not know frame-ancestors
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};

/** Where files that hold nobody's data lie; everything else is never stored by a browser or a proxy. */
export const ASSETS = '/assets/';
/** What may be kept as long as it is asked about before it is shown again. */
const NOBODYS: readonly string[] = ['/api/docs', '/api/v1/openapi.json'];

/** Sets `c.var.nonce` for the scripts of a page, and the headers of whatever is answered. */
export const securityHeaders = createMiddleware<WebEnv>(async (c, next) => {
  const nonce = randomUUID().replaceAll('-', ''); // 122 random bits, drawn from a pool
  c.set('nonce', nonce);
  await next();
  c.res.headers.set('Content-Security-Policy', policy(nonce));
  for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
  if (!c.req.path.startsWith(ASSETS)) c.res.headers.set('Cache-Control', NOBODYS.includes(c.req.path) ? 'no-cache' : 'no-store');
});

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
export const isSafe = (method: string): boolean => SAFE_METHODS.includes(method);

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);

/**
 * Did the request come from our own pages, or from a program that names our origin?
 * A page under `no-referrer` sends `Origin: null` with its forms (Fetch standard, "append a request Origin header");
 * then the browser's own Sec-Fetch-Site, which no page can set, tells.
 */
export const isSameOrigin = (c: Context): boolean => {
  const origin = c.req.header('origin');
  if (origin === 'null') return c.req.header('sec-fetch-site') === 'same-origin';
  return origin !== undefined && hostOf(origin) === (c.req.header('host') ?? new URL(c.req.url).host);
};

export const FORM_TOKEN_FIELD = 'token';
const FORM_TOKEN_PURPOSE = 'form-token-1';

/** The token of every HTML form of a session: derived from its cookie, which no other site can read. Without a cookie there is none. */
export const formToken = (cookie: string | undefined): string =>
  cookie === undefined ? '' : createHmac('sha256', cookie).update(FORM_TOKEN_PURPOSE).digest('base64url');

/** Does the posted form carry the token of this session? */
export const carriesToken = async (c: Context, cookie: string | undefined): Promise<boolean> => {
  if (cookie === undefined) return false;
  // A multipart body whose boundary does not fit carries nothing.
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}));
  const given = form[FORM_TOKEN_FIELD];
  if (typeof given !== 'string') return false;
  const wanted = Buffer.from(formToken(cookie));
  const shown = Buffer.from(given);
  return shown.length === wanted.length && timingSafeEqual(shown, wanted);
};

/** Most bytes of a body: a file of an import, or anything else. */
export const BODY_BYTES = { import: 6 * 1024 * 1024, other: 256 * 1024 } as const;

/** Refuses bodies that are too large before they are read. */
export const limitBody = (maxSize: number, tooLarge: (c: Context, refusal: Refusal) => Response | Promise<Response>) =>
  bodyLimit({ maxSize, onError: (c) => tooLarge(c, { code: 'TOO_LARGE', data: { most: maxSize, unit: 'bytes' } }) });
