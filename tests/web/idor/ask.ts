// Makes the request of a row about an object as a person, and tells which answer came: over the pages, the API and the public doors.
// It must not know what the answer should be.
import type { Hono } from 'hono';
import { formToken } from '../../../functions/web/security.ts';
import type { WebEnv } from '../../../functions/web/session.ts';
import type { Answer, Visitor } from '../../support/visitor.ts';
import type { Facts } from './objects.ts';
import type { Row, Sent } from './row.ts';

const filled = (text: string, facts: Facts): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => facts[name] ?? whole);

const filledIn = (value: unknown, facts: Facts): unknown => {
  if (typeof value === 'string') return filled(value, facts);
  if (Array.isArray(value)) return value.map((one) => filledIn(one, facts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filledIn(one, facts)]));
};

const text = (value: unknown): string => (value === true ? '1' : typeof value === 'string' ? value : JSON.stringify(value));

/** `/petitions/:number` → `/petitions/XF-2026-0001` */
const pathOf = (pattern: string, { at = {}, query }: Row, facts: Facts): string => {
  const path = pattern.replace(/:(\w+)(\{.+?\}+)?/g, (_whole, name: string) => {
    const value = at[name] === undefined ? facts[name] : filled(at[name], facts);
    if (value === undefined) throw new Error(`nothing says what :${name} of ${pattern} is`);
    return encodeURIComponent(value);
  });
  return query === undefined ? path : `${path}?${filled(query, facts)}`;
};

const ORIGIN = 'http://localhost:3000';

/** What is needed of a visitor to ask. */
export type Asker = Pick<Visitor, 'cookie' | 'ask'>;

/** Somebody at an application, with this cookie of a session or without one. */
export const askerAt = (app: Hono<WebEnv>, cookie: string): Asker => ({
  cookie,
  ask: async (path, init = {}) => {
    const response = await app.request(`${ORIGIN}${path}`, init);
    const { status, headers } = response;
    const text = await response.text();
    return { status, headers, text, json: {} };
  },
});

/** Asks a route as somebody. */
export const askRow = (who: Asker, route: string, row: Row, facts: Facts): Promise<Answer> => {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pathOf(pattern, row, facts);
  const cookie = [who.cookie === '' ? '' : `session=${who.cookie}`, row.names === 'link' ? `action=${facts['token'] ?? ''}` : '']
    .filter((one) => one !== '')
    .join('; ');
  const headers: Record<string, string> = { ...(cookie !== '' && { cookie }) };
  if (method === 'GET') return who.ask(path, { headers });
  if (path.startsWith('/api/')) {
    const { file } = row;
    const body = file ? file.text : JSON.stringify(filledIn(row.sends ?? {}, facts));
    return who.ask(path, {
      method,
      headers: { ...headers, origin: ORIGIN, 'content-type': file ? 'text/csv; charset=utf-8' : 'application/json' },
      body,
    });
  }
  const fields: Sent = { token: formToken(who.cookie), ...(row.form ?? row.sends) };
  const form = row.file ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) form.set(name, text(filledIn(value, facts)));
  if (row.file && form instanceof FormData) form.set('file', new File([row.file.text], row.file.name, { type: 'text/csv' }));
  return who.ask(path, { method, headers: { ...headers, origin: ORIGIN }, body: form });
};

// What is another at every rendering, or repeats the address that was asked.
const RENDERED = [
  [/nonce="[^"]*"/g, 'nonce'],
  [/name="idempotencyKey" value="[^"]*"/g, 'key'],
  [/back=[^"&]*/g, 'back'],
] as const;

/** Which facts of the object the request carries: the answer may repeat those, and differ in nothing else. */
const carried = (route: string, { at, query, sends, form, names }: Row): Set<string> => {
  const inPath = [...route.matchAll(/:(\w+)/g)].map(([, name = '']) => name).filter((name) => at?.[name] === undefined);
  const inTexts = [...JSON.stringify([at, query, sends, form]).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return new Set([...inPath, ...inTexts, ...(names === 'link' ? ['token'] : [])]);
};

// These stand on many a page that was not asked about them.
const COMMON = ['township', 'kind'];

/** An answer less what was asked for: what is hidden and what is not there must be one in all of this. */
export const essenceOf = (answer: Answer, route: string, row: Row, facts: Facts): Readonly<Record<string, unknown>> => {
  let [to, shown] = [answer.headers.get('location') ?? '', answer.text];
  for (const [pattern, name] of RENDERED) shown = shown.replace(pattern, name);
  for (const name of carried(route, row)) {
    const value = facts[name] ?? '';
    if (value === '') continue;
    to = to.replaceAll(encodeURIComponent(value), `{${name}}`);
    if (!COMMON.includes(name)) shown = shown.replaceAll(encodeURIComponent(value), `{${name}}`).replaceAll(value, `{${name}}`);
  }
  return { status: answer.status, type: answer.headers.get('content-type'), allow: answer.headers.get('allow'), to, shown };
};
