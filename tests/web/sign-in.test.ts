// Signing in through a real issuer, from the first page to the last: who comes in, who does not, and where it leads.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSession, whoIs } from '../../functions/services/staff.ts';
import { connect } from '../../functions/store/client.ts';
import { consoleApp } from '../../functions/web/app.tsx';
import { formToken } from '../../functions/web/security.ts';
import { oidcIdentity } from '../../functions/web/sign-in/identity.ts';
import { NOW, valueOf } from '../support/bureau.ts';
import { browser, type Browser } from './support/browser.ts';
import { CLIENT, realIssuer, type RealIssuer } from './support/issuer.ts';
import { HOME, listenToLogs, signInBureau, staffRow, withStaff, type SignInBureau } from './support/sign-in-bureau.ts';

const ACCOUNTS = {
  f03: { email: 'f03@ymj.example', email_verified: true },
  loud: { email: 'F03@YMJ.Example', email_verified: 'true' },
  kelvin: { email: '\u212a01@ymj.example', email_verified: true },
  unproved: { email: 'f03@ymj.example', email_verified: false },
  unprovedText: { email: 'f03@ymj.example', email_verified: 'false' },
  stranger: { email: 'stranger@elsewhere.example', email_verified: true },
  twice: { email: 'shared@ymj.example', email_verified: true },
  a01: { email: 'a01@ymj.example', email_verified: true },
} as const;

let issuer: RealIssuer;
let bureau: SignInBureau;
let logs: string[];
let someone: Browser;

beforeAll(async () => {
  logs = listenToLogs();
  issuer = await realIssuer(HOME, ACCOUNTS);
  bureau = await signInBureau({ issuer: issuer.url, clientId: CLIENT.id, clientSecret: async () => CLIENT.secret, apiClients: [] });
});
afterAll(() => Promise.all([bureau.stop(), issuer.stop()]));
beforeEach(() => {
  issuer.person.as = 'f03';
  bureau.setNow(NOW);
  someone = bureau.open();
});

const here = (who: Browser) => who.jar.get('localhost:3000') ?? new Map<string, string>();
/** Up to the answer of the issuer, which is not yet brought to the console. */
const answerFor = async (who: Browser, path = '/sign-in'): Promise<string> => {
  const { trail } = await who.go(path, `${HOME}/sign-in/callback`);
  return trail.at(-1) ?? '';
};
const signedIn = async (who: Browser) => whoIs(bureau.deps, here(who).get('session'));

describe('who comes in', () => {
  it('leads to the page that was asked for, with a session of one’s own row', async () => {
    const seen = await someone.go('/petitions?view=mine');
    expect([seen.status, seen.url]).toEqual([200, `${HOME}/petitions?view=mine`]);
    expect(await signedIn(someone)).toMatchObject({ id: 'F03' });
    expect([...here(someone).keys()]).toEqual(['session']);
    expect(seen.text).toContain(staffRow('F03').name);
  });

  it('asks the issuer for a code under PKCE, with a state and a nonce that share nothing', async () => {
    const { trail } = await someone.go('/sign-in', issuer.url);
    const asked = new URL(trail[0] ?? '').searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      client_id: CLIENT.id,
      redirect_uri: `${HOME}/sign-in/callback`,
      code_challenge_method: 'S256',
      scope: 'openid email',
      ui_locales: 'zh-CN',
    });
    const secrets = [asked.get('state'), asked.get('nonce'), asked.get('code_challenge')];
    expect(new Set(secrets).size).toBe(3);
    const cookie = here(someone).get('sign-in') ?? '';
    for (const secret of secrets) expect(cookie).not.toContain(secret);
  });

  it('keeps the attempt in a cookie of this host, for ten minutes, that no script reads', async () => {
    const secure = consoleApp(
      { ...bureau.deps, cookieSecure: true },
      oidcIdentity({ issuer: issuer.url, clientId: CLIENT.id, apiClients: [] }),
    );
    const answer = await secure.request(`${HOME}/sign-in`);
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-sign-in=[^;]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  it('finds the row whatever the case of the address, where its owner is proved in a word instead of a boolean', async () => {
    issuer.person.as = 'loud';
    await someone.go('/');
    expect(await signedIn(someone)).toMatchObject({ id: 'F03' });
  });

  it('does not ask again who is signed in', async () => {
    await someone.go('/');
    expect((await someone.go('/sign-in?next=%2Fsessions', issuer.url)).url).toBe(`${HOME}/sessions`);
  });

  it('gives another cookie each time, whatever cookie came before, and closes the session that came before', async () => {
    const [own, others] = [bureau.open(), valueOf(await openSession(bureau.deps, 'F06')).cookie];
    const callback = await answerFor(own);
    here(own).set('session', others);
    await own.go(callback);
    const first = here(own).get('session');
    expect(first).not.toBe(others);
    expect(await signedIn(own)).toMatchObject({ id: 'F03' });
    expect(await whoIs(bureau.deps, others)).toBeUndefined();
    await someone.go('/');
    expect(here(someone).get('session')).not.toBe(first);
  });
});

describe('who does not come in', () => {
  it.each(['stranger', 'unproved', 'unprovedText', 'twice', 'kelvin', 'a01'] as const)(
    '%s: the account is known, the list does not have it',
    async (as) => {
      await withStaff(bureau.deps, [
        staffRow('F04', { email: 'shared@ymj.example' }),
        staffRow('F06', { email: 'Shared@ymj.example' }),
        staffRow('A01', { until: '2026-09-17' }),
        staffRow('J01', { email: 'k01@ymj.example' }),
      ]);
      issuer.person.as = as;
      const seen = await someone.go('/desk');
      expect(seen.status).toBe(403);
      expect(seen.text).toContain('不在本局名册里');
      expect(seen.text).toContain('href="/sign-in/leave"');
      expect(seen.text).not.toContain(ACCOUNTS[as].email);
      expect(here(someone).size).toBe(0);
      await withStaff(bureau.deps, []);
    },
  );

  it('lets an account that runs out today in, and nobody by it tomorrow', async () => {
    await withStaff(bureau.deps, [staffRow('A01', { until: '2026-09-18' })]);
    issuer.person.as = 'a01';
    await someone.go('/');
    expect(await signedIn(someone)).toMatchObject({ id: 'A01' });
    bureau.setNow('2026-09-19T00:00:00.000+08:00');
    expect(await signedIn(someone)).toBeUndefined();
    await withStaff(bureau.deps, [staffRow('A01', { until: '2027-1-1' })]);
    expect(await signedIn(someone)).toBeUndefined();
    await withStaff(bureau.deps, []);
  });

  it('says so in English where that is spoken', async () => {
    issuer.person.as = 'stranger';
    someone.jar.set('localhost:3000', new Map([['lang', 'en']]));
    expect((await someone.go('/')).text).toContain('not on the bureau’s list');
  });

  it('offers to begin again where the person changed their mind', async () => {
    issuer.person.as = 'changes-their-mind';
    const seen = await someone.go('/');
    expect([seen.status, here(someone).size]).toEqual([400, 0]);
    expect(seen.text).toContain('href="/sign-in"');
    expect(seen.text).not.toContain('changed my mind');
  });

  it.each<[string, (callback: URL, who: Browser) => void]>([
    ['another state', ({ searchParams }) => searchParams.set('state', 'x'.repeat(43))],
    ['no state', ({ searchParams }) => searchParams.delete('state')],
    ['two states', ({ searchParams }) => searchParams.append('state', searchParams.get('state') ?? '')],
    ['another code', ({ searchParams }) => searchParams.set('code', 'x'.repeat(43))],
    ['no code', ({ searchParams }) => searchParams.delete('code')],
    ['the name of another issuer', ({ searchParams }) => searchParams.set('iss', 'https://evil.example')],
    ['no attempt', (_, who) => here(who).delete('sign-in')],
    ['the attempt of somebody else', (_, who) => here(who).set('sign-in', `${'A'.repeat(43)}.${Math.floor(Date.parse(NOW) / 1000)}./`)],
    ['a broken attempt', (_, who) => here(who).set('sign-in', 'x')],
    ['an attempt of eleven minutes ago', () => bureau.setNow('2026-09-18T10:11:00.000+08:00')],
  ])('an answer with %s', async (_, spoil) => {
    const callback = new URL(await answerFor(someone));
    spoil(callback, someone);
    const seen = await someone.go(callback.href);
    expect(seen.status).toBe(400);
    expect(here(someone).size).toBe(0);
  });

  it('an answer brought a second time, even with the attempt it belonged to', async () => {
    const callback = await answerFor(someone);
    const attempt = here(someone).get('sign-in') ?? '';
    expect((await someone.go(callback)).status).toBe(200);
    someone.jar.set('localhost:3000', new Map());
    expect((await someone.go(callback)).status).toBe(400);
    here(someone).set('sign-in', attempt);
    expect((await someone.go(callback)).status).toBe(400);
  });

  it('a code that was given to another browser: its verifier is not here', async () => {
    const other = bureau.open();
    const [stolen, mine] = [new URL(await answerFor(other)), new URL(await answerFor(someone))];
    mine.searchParams.set('code', stolen.searchParams.get('code') ?? '');
    expect((await someone.go(mine.href)).status).toBe(400);
    expect(here(someone).size).toBe(0);
  });

  it('sends the second of two windows on, where the first has signed in', async () => {
    const first = await answerFor(someone);
    const second = await answerFor(someone);
    expect((await someone.go(second)).status).toBe(200);
    expect((await someone.go(first)).url).toBe(`${HOME}/`);
  });
});

describe('where it leads', () => {
  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)', '/.//evil.example'])(
    'not to %j',
    async (next) => {
      const { trail } = await someone.go(`/sign-in?next=${encodeURIComponent(next)}`);
      expect(trail.at(-1)).toBe(`${HOME}/`);
    },
  );

  it('nor to what somebody planted in the cookie', async () => {
    const callback = await answerFor(someone);
    const attempt = here(someone).get('sign-in') ?? '';
    here(someone).set('sign-in', attempt.replace(/[^.]*$/, encodeURIComponent('//evil.example')));
    expect((await someone.go(callback)).url).toBe(`${HOME}/`);
  });

  it('tells whoever sent a form without a session that it was not saved, on a page of our own', async () => {
    const sent = await someone.once('/petitions/XF-2026-0001/note', { method: 'POST', headers: { origin: HOME } });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/sign-in/again']);
    expect((await someone.once('/sign-in/again')).text).toContain('没有保存');
    const out = await someone.once('/sign-out', { method: 'POST', headers: { origin: HOME } });
    expect(out.headers.get('location')).toBe('/sign-in/leave');
  });
});

describe('signing out', () => {
  it('ends our session, then the issuer’s', async () => {
    await someone.go('/');
    const cookie = here(someone).get('session') ?? '';
    const form = new URLSearchParams({ token: formToken(cookie) });
    const out = await someone.once('/sign-out', { method: 'POST', headers: { origin: HOME }, body: form });
    expect([out.status, out.headers.get('location'), here(someone).size]).toEqual([303, '/sign-in/leave', 0]);
    expect(await whoIs(bureau.deps, cookie)).toBeUndefined();

    const leaving = await someone.once('/sign-in/leave');
    const [, refresh = ''] = /^0; url=(.*)$/.exec(leaving.headers.get('refresh') ?? '') ?? [];
    const asked = new URL(refresh);
    expect(asked.href).toMatch(`${issuer.url}/session/end`);
    expect(Object.fromEntries(asked.searchParams)).toEqual({ client_id: CLIENT.id, post_logout_redirect_uri: `${HOME}/sign-in/out` });
    const confirm = await someone.once(refresh);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(confirm.text)?.[1] ?? '';
    const ended = await someone.once(`${issuer.url}/session/end/confirm`, {
      method: 'POST',
      body: new URLSearchParams({ xsrf, logout: 'yes' }),
    });
    expect(ended.headers.get('location')).toBe(`${HOME}/sign-in/out`);
    expect((await someone.once('/sign-in/out')).text).toContain('已经退出');
  });
});

describe('what the directory says', () => {
  it('takes effect within a minute, without signing in again', async () => {
    await someone.go('/');
    // Written by another process, so that nothing in this one is told.
    const elsewhere = connect({ tables: bureau.tables.tables, bureau: '990581', region: 'local', endpoint: bureau.tables.endpoint });
    const [opened, seen] = [() => someone.once('/desk'), () => someone.once('/api/v1/petitions')];
    expect((await opened()).text).toContain('<form');
    const running = performance.now();
    vi.useFakeTimers({ toFake: ['performance'] });
    vi.advanceTimersByTime(running); // it begins at nought
    await withStaff({ db: elsewhere }, [staffRow('F03', { roles: ['INSPECTOR'] })]);
    vi.advanceTimersByTime(60_001);
    expect((await signedIn(someone))?.roles).toEqual(['INSPECTOR']);
    expect((await opened()).status).toBe(403);
    await withStaff({ db: elsewhere }, [staffRow('F03', { until: '2026-09-17' })]);
    vi.advanceTimersByTime(60_001);
    expect((await seen()).status).toBe(401);
    vi.useRealTimers();
    await withStaff(bureau.deps, []);
  });
});

describe('when the issuer does not answer', () => {
  it('says so, keeps no attempt, and tries again at the next visit', async () => {
    const dead = consoleApp(bureau.deps, oidcIdentity({ issuer: 'http://127.0.0.1:9', clientId: CLIENT.id, apiClients: [] }));
    const lost = browser(HOME, (url, init) => dead.request(url, init));
    const seen = await lost.go('/');
    expect([seen.status, here(lost).size]).toEqual([503, 0]);
    expect(seen.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(seen.text).toContain('暂时连不上');
    expect((await lost.go('/sign-in/leave')).url).toBe(`${HOME}/sign-in/out`);
  });

  it('is not asked anything over a line that others can read', () => {
    expect(() => oidcIdentity({ issuer: 'http://id.example', clientId: CLIENT.id, apiClients: [] })).toThrow(/https/);
  });
});

describe('the log', () => {
  it('names what went wrong and nobody', () => {
    const written = logs.filter((line) => line.includes('sign-in-failed')).join('\n');
    for (const word of ['NO_ATTEMPT', 'access_denied', 'invalid_grant', 'unknown', 'NO_CONNECTION']) expect(written).toContain(word);
    expect(logs.join('\n')).not.toMatch(/@ymj|@elsewhere|changed my mind|eyJ|[\w-]{43}|code=|of-the-test/);
  });
});
