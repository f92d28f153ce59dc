// The door of the console: headers of every answer, where a request may come from, who is led to sign in, what a log line holds.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { safePath } from '../../functions/web/safe-path.ts';
import { formToken } from '../../functions/web/security.ts';
import { freshBureau, type TestBureau } from '../support/bureau.ts';
import { visitors, type Visitor } from '../support/visitor.ts';

const ORIGIN = 'http://localhost:3000';

let bureau: TestBureau;
let desk: Visitor;
let nobody: Visitor;

beforeAll(async () => {
  bureau = await freshBureau();
  const { as } = visitors(bureau);
  desk = await as('P01');
  nobody = await as();
});
afterAll(() => bureau.stop());
afterEach(() => void vi.restoreAllMocks());

const HEADERS: readonly (readonly [string, RegExp])[] = [
  ['strict-transport-security', /max-age=\d{7,}/],
  ['x-content-type-options', /^nosniff$/],
  ['referrer-policy', /^no-referrer$/],
  ['content-security-policy', /default-src 'none'.*script-src 'self' 'nonce-[\w+/=]{20,}'.*frame-ancestors 'none'/],
];

describe('headers', () => {
  it.each(['/', '/petitions', '/nowhere', '/api/v1/petitions', '/api/v1/nowhere', '/petitions/XF-2026-0001'])('of %s', async (path) => {
    for (const who of [desk, nobody]) {
      const { headers } = await who.get(path);
      for (const [name, pattern] of HEADERS) expect(headers.get(name)).toMatch(pattern);
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe-/);
      expect(headers.get('cache-control')).toBe('no-store');
      for (const [, value] of headers) expect(value).toMatch(/^[\x20-\x7e]*$/);
    }
  });

  it('carry another nonce each time, the one the page uses', async () => {
    const [first, second] = await Promise.all([desk.get('/'), desk.get('/')]);
    const nonce = (answer: typeof first) => /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1] ?? 'none';
    expect(nonce(first)).not.toBe(nonce(second));
    expect(first.text).toContain(`nonce="${nonce(first)}"`);
  });
});

describe('who may come in', () => {
  it('leads a person to sign in, and back to the page asked for', async () => {
    const answer = await nobody.get('/petitions?view=overdue');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/sign-in?next=%2Fpetitions%3Fview%3Doverdue');
    expect((await nobody.get('/')).headers.get('location')).toBe('/sign-in');
    expect(
      (await nobody.ask('/petitions/XF-2026-0001/acknowledge', { method: 'POST', headers: { origin: ORIGIN } })).headers.get('location'),
    ).toBe('/sign-in');
  });

  it('forgets a session at once when it is closed', async () => {
    const guest = await visitors(bureau).as('F05');
    expect((await guest.get('/api/v1/petitions')).status).toBe(200);
    const out = await guest.ask('/sign-out', {
      method: 'POST',
      headers: { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
      body: `token=${formToken(guest.cookie)}`,
    });
    expect([out.status, out.headers.get('location')]).toEqual([303, '/sign-in']);
    expect(out.headers.get('set-cookie')).toMatch(/^session=;.*Max-Age=0/);
    expect((await guest.get('/api/v1/petitions')).status).toBe(401);
  });
});

describe('where a request may come from', () => {
  const body = { channel: 'CALL', township: '990581101', story: '询问政策。', anonymous: true };
  const post = (headers: Record<string, string>) =>
    desk.ask('/api/v1/contacts', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it.each<[string, Record<string, string>, number]>([
    ['our own origin', { origin: ORIGIN }, 201],
    ['another site', { origin: 'https://evil.example' }, 403],
    ['another port', { origin: 'http://localhost:3001' }, 403],
    ['a name that begins alike', { origin: 'http://localhost:3000.evil.example' }, 403],
    ['nowhere', {}, 403],
    ['an origin that is no address', { origin: 'x' }, 403],
    ['a page that hides its origin', { origin: 'null' }, 403],
    ['our own page, which hides its origin', { origin: 'null', 'sec-fetch-site': 'same-origin' }, 201],
    ['a page of another site that hides its origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 403],
  ])('%s', async (_where, headers, status) => {
    const answer = await post(headers);
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.json).toMatchObject({ code: 'CROSS_ORIGIN', status: 403 });
  });

  it('wants the token of this very session with a form', async () => {
    const form = (fields: string) =>
      desk.ask('/desk', { method: 'POST', headers: { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' }, body: fields });
    for (const fields of ['', 'token=', 'token=x', `token=${formToken('another')}`]) expect((await form(fields)).status).toBe(403);
    expect((await form(`token=${formToken(desk.cookie)}`)).status).not.toBe(403);
    const torn = { origin: ORIGIN, 'content-type': 'multipart/form-data; boundary=zz' };
    expect((await desk.ask('/desk', { method: 'POST', headers: torn, body: 'not a form' })).status).toBe(403);
  });
});

describe('the language switch', () => {
  it('sets the cookie and leads back, to this site only', async () => {
    const answer = await nobody.get('/language?to=en&back=%2Fpetitions%3Fview%3Dmine');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/petitions?view=mine']);
    expect(answer.headers.get('set-cookie')).toMatch(/^lang=en;/);
    expect((await nobody.get('/language?to=xx&back=//evil.example')).headers.get('set-cookie')).toBeNull();
  });

  it.each([
    ['/petitions?view=mine#x', '/petitions?view=mine'],
    ['/petitions/征', '/petitions/%E5%BE%81'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/.//evil.example', '/'],
    ['', '/'],
    ['/a\r\nSet-Cookie: x=1', '/'],
  ])('%j leads to %s', (wanted, path) => expect(safePath(wanted)).toBe(path));
});

describe('when something breaks', () => {
  it('answers without a stack, and logs one line without what was typed', async () => {
    const lines: string[] = [];
    vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
    const broken = {
      ...bureau,
      deps: {
        ...bureau.deps,
        now: () => {
          throw new TypeError('沈素兰 10050810677');
        },
      },
    };
    const visitor = visitors(broken);
    const answer = await visitor.app.request(`${ORIGIN}/api/v1/calendar/due?start=2026-08-04&length=1&unit=day`, {
      headers: { cookie: `session=${(await visitors(bureau).as('F06')).cookie}` },
    });
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(JSON.parse(text)).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(text + lines.join()).not.toMatch(/沈素兰|10050810677/);
    expect(text).not.toMatch(/\.ts/);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'error', error: 'TypeError', method: 'GET' });
  });

  it('asks to try again where the database is busy', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const busy = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    const deps = {
      ...bureau.deps,
      now: () => {
        throw busy;
      },
    };
    const { app } = visitors({ ...bureau, deps });
    const answer = await app.request(`${ORIGIN}/api/v1/petitions`, { headers: { cookie: `session=${desk.cookie}x` } });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
  });
});
