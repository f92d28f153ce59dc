// Bearer tokens on the API: whom a token stands for, which tokens stand for nobody, and what such a request need not carry.
import { exportSPKI, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import * as z from 'zod';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { registerContact } from '../../functions/services/petitions.ts';
import { openSession } from '../../functions/services/staff.ts';
import { consoleApp } from '../../functions/web/app.tsx';
import { oidcIdentity } from '../../functions/web/sign-in/identity.ts';
import { TOWNSHIPS } from '../../lib/local/sample/cast.ts';
import { valueOf, visit } from '../support/bureau.ts';
import { forgedIssuer, type ForgedIssuer } from './support/forged-issuer.ts';
import { PROGRAM, realIssuer } from './support/issuer.ts';
import { HOME, listenToLogs, signInBureau, staffRow, withStaff, type SignInBureau } from './support/sign-in-bureau.ts';

const CONSOLE = 'console';
const API = '/api/v1/petitions?view=area';
const [HERE, THERE] = [TOWNSHIPS[0]!.code, TOWNSHIPS[1]!.code];

let issuer: ForgedIssuer;
let bureau: SignInBureau;
let logs: string[];

const program = () => staffRow('Z01', { clients: [PROGRAM.id] });

beforeAll(async () => {
  logs = listenToLogs();
  issuer = await forgedIssuer();
  bureau = await signInBureau({ issuer: issuer.url, clientId: CONSOLE, apiClients: [PROGRAM.id, 'a-phone'] });
  for (const township of [HERE, THERE]) valueOf(await registerContact(bureau.deps, bureau.callerOf('P01'), visit({ township })));
});
afterAll(() => Promise.all([bureau.stop(), issuer.stop()]));
beforeEach(async () => {
  issuer.acts.user = undefined;
  issuer.acts.down = false;
  await withStaff(bureau.deps, [program()]);
});
afterEach(() => void vi.useRealTimers());

const now = () => Math.floor(Date.now() / 1000);
let serial = 0;
/** What an access token of the issuer holds: one of its own each time, so that none is remembered from another test. */
const base = () => ({ iat: now(), exp: now() + 300, jti: `token-${(serial += 1)}` });
const ofProgram = () => ({ ...base(), sub: PROGRAM.id, client_id: PROGRAM.id, aud: HOME, scope: 'api' });
const ofPerson = () => ({
  ...base(),
  sub: 'person-1',
  client_id: 'a-phone',
  aud: HOME,
  email: 'F03@ymj.example',
  email_verified: true,
  scope: 'api',
});
/** As Cognito makes them: the client stands where others name an audience, and a person is a number. */
const ofCognitoProgram = () => ({
  ...base(),
  sub: PROGRAM.id,
  client_id: PROGRAM.id,
  token_use: 'access',
  scope: 'shoufang/api',
  version: 2,
});
const ofCognitoPerson = () => ({
  ...base(),
  sub: 'person-1',
  client_id: CONSOLE,
  token_use: 'access',
  scope: 'openid email',
  username: 'person-1',
  'cognito:groups': ['ADMIN'],
});
const AT = { typ: 'at+jwt' };

type Asked = Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> };
const ask = (token: string, path = API, init: Asked = {}) =>
  bureau.app.request(`${HOME}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
const statusOf = async (token: string): Promise<number> => (await ask(token)).status;

const listed = z.object({ items: z.array(z.object({ township: z.string() })) });
const townshipsSeen = async (answer: Response) => new Set(listed.parse(await answer.json()).items.map(({ township }) => township));

describe('a program', () => {
  it('gets a token of a real issuer by its secret, and is the row that names it, with that row’s area', async () => {
    const real = await realIssuer(HOME, {});
    const identity = oidcIdentity({ issuer: real.url, clientId: CONSOLE, apiClients: [PROGRAM.id] });
    const app = consoleApp(bureau.deps, identity);
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: PROGRAM.id,
      client_secret: PROGRAM.secret,
      scope: 'api',
    });
    const granted = await fetch(`${real.url}/token`, { method: 'POST', body: form });
    const { access_token } = z.object({ access_token: z.string() }).parse(await granted.json());
    const answer = await app.request(`${HOME}${API}`, { headers: { authorization: `bearer ${access_token}` } });
    expect(answer.status).toBe(200);
    expect(await townshipsSeen(answer)).toEqual(new Set([HERE]));
    await real.stop();
  });

  it.each<[string, () => Promise<string>]>([
    ['as RFC 9068 has it', () => issuer.sign(ofProgram(), AT)],
    ['as RFC 9068 has it, with its media type whole', () => issuer.sign(ofProgram(), { typ: 'application/at+jwt', alg: 'ES256' })],
    ['as Cognito has it', () => issuer.sign(ofCognitoProgram())],
    [
      'as Keycloak has it',
      () =>
        issuer.sign(
          {
            ...base(),
            sub: 'a-number',
            azp: PROGRAM.id,
            aud: [HOME, 'account'],
            typ: 'Bearer',
            preferred_username: `service-account-${PROGRAM.id}`,
          },
          { typ: 'JWT' },
        ),
    ],
    ['for one of our clients', () => issuer.sign({ ...ofProgram(), aud: CONSOLE }, AT)],
  ])('%s', async (_, token) => expect(await statusOf(await token())).toBe(200));

  it('needs no origin and no form token to change something', async () => {
    const body = JSON.stringify({ channel: 'CALL', township: HERE, story: '询问政策。', anonymous: true });
    const sent = await ask(await issuer.sign(ofProgram(), AT), '/api/v1/contacts', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://county.example' },
      body,
    });
    expect(sent.status).toBe(201);
  });

  it('gets the same answer for the same key again', async () => {
    const token = await issuer.sign(ofProgram(), AT);
    const post = () =>
      ask(token, '/api/v1/contacts', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'county-1' },
        body: JSON.stringify({ channel: 'CALL', township: HERE, story: '询问补贴。', anonymous: true }),
      });
    const [first, second] = [await (await post()).json(), await (await post()).json()];
    expect(second).toEqual(first);
  });

  it('is let in no longer once its row runs out or no longer names it', async () => {
    const token = await issuer.sign(ofProgram(), AT);
    expect(await statusOf(token)).toBe(200);
    await withStaff(bureau.deps, [{ ...program(), until: '2026-09-17' }]);
    expect(await statusOf(token)).toBe(401);
    await withStaff(bureau.deps, [staffRow('Z01')]);
    expect(await statusOf(token)).toBe(401);
  });

  it.each<[string, () => Promise<void>]>([
    ['two rows name it', () => withStaff(bureau.deps, [program(), staffRow('Z02', { clients: [PROGRAM.id] })])],
    ['no row names it', () => withStaff(bureau.deps, [])],
  ])('is nobody where %s', async (_, change) => {
    await change();
    expect(await statusOf(await issuer.sign(ofProgram(), AT))).toBe(401);
  });

  it('is not the console itself, whatever a row says', async () => {
    await withStaff(bureau.deps, [staffRow('Z01', { clients: [CONSOLE] })]);
    expect(await statusOf(await issuer.sign({ ...ofProgram(), sub: CONSOLE, client_id: CONSOLE }, AT))).toBe(401);
  });
});

describe('the client ids of programs', () => {
  it.each(['F01', 'Z01', 'L01'])('are shown to nobody on a page or by the API: %s', async (id) => {
    const headers = { cookie: `session=${valueOf(await openSession(bureau.deps, id)).cookie}` };
    for (const path of ['/', '/desk', '/petitions?view=area', '/sessions', API, '/api/v1/sessions']) {
      const answer = await bureau.app.request(`${HOME}${path}`, { headers });
      expect(answer.status).toBeLessThan(404);
      expect(await answer.text()).not.toContain(PROGRAM.id);
    }
  });
});

describe('a person', () => {
  it('is the row of the proved address in the token', async () => {
    expect(await statusOf(await issuer.sign(ofPerson(), AT))).toBe(200);
    expect(await statusOf(await issuer.sign({ ...ofPerson(), email_verified: false }, AT))).toBe(401);
    expect(await statusOf(await issuer.sign({ ...ofPerson(), email: 'stranger@elsewhere.example' }, AT))).toBe(401);
  });

  it('is not a program, though it came by a program’s client', async () => {
    await withStaff(bureau.deps, [staffRow('Z01', { clients: ['a-phone'] })]);
    const answer = await ask(await issuer.sign({ ...ofPerson(), sub: 'a-phone' }, AT), '/api/v1/petitions');
    expect(answer.status).toBe(200);
    expect(await statusOf(await issuer.sign({ ...ofPerson(), sub: 'a-phone', email_verified: undefined }, AT))).toBe(401);
  });

  it('is asked for at Cognito, whose tokens name nobody, and once a minute', async () => {
    issuer.acts.user = { sub: 'person-1', email: 'f03@ymj.example', email_verified: 'true' };
    const token = await issuer.sign(ofCognitoPerson());
    const before = issuer.asked.filter((path) => path === '/userinfo').length;
    expect([await statusOf(token), await statusOf(token)]).toEqual([200, 200]);
    expect(issuer.asked.filter((path) => path === '/userinfo').length - before).toBe(1);
    issuer.acts.user = { sub: 'person-2', email: 'f03@ymj.example', email_verified: 'true' };
    expect(await statusOf(await issuer.sign(ofCognitoPerson()))).toBe(401);
  });

  it('has the roles of the directory, whatever the token claims', async () => {
    issuer.acts.user = { sub: 'person-1', email: 'z01@ymj.example', email_verified: true };
    const token = await issuer.sign(ofCognitoPerson());
    expect(await townshipsSeen(await ask(token))).toEqual(new Set([HERE]));
  });
});

describe('a token that stands for nobody', () => {
  it.each<[string, () => Promise<string> | string]>([
    ['from another issuer', () => issuer.sign({ ...ofProgram(), iss: 'https://evil.example' }, AT)],
    ['for another audience', () => issuer.sign({ ...ofProgram(), aud: 'https://other.example' }, AT)],
    ['for no audience', () => issuer.sign({ ...ofProgram(), aud: undefined }, AT)],
    ['of a client we do not know', () => issuer.sign({ ...ofProgram(), client_id: 'another', sub: 'another' }, AT)],
    ['of no client', () => issuer.sign({ ...ofProgram(), client_id: undefined }, AT)],
    ['of no subject', () => issuer.sign({ ...ofProgram(), sub: undefined }, AT)],
    ['run out a minute ago', () => issuer.sign({ ...ofProgram(), exp: now() - 60 }, AT)],
    ['that never runs out', () => issuer.sign({ ...ofProgram(), exp: undefined }, AT)],
    ['not yet valid', () => issuer.sign({ ...ofProgram(), nbf: now() + 60 }, AT)],
    ['bound to a key', () => issuer.sign({ ...ofProgram(), cnf: { jkt: 'x' } }, AT)],
    [
      'an ID token',
      () => issuer.sign({ ...base(), sub: 'person-1', aud: CONSOLE, azp: CONSOLE, email: 'f03@ymj.example', email_verified: true }),
    ],
    ['an ID token of Cognito', () => issuer.sign({ ...ofPerson(), aud: CONSOLE, client_id: CONSOLE, token_use: 'id' })],
    ['an ID token of Keycloak', () => issuer.sign({ ...ofPerson(), aud: CONSOLE, azp: CONSOLE, typ: 'ID' })],
    ['not signed at all', () => new UnsecuredJWT({ ...ofProgram(), iss: issuer.url }).encode()],
    [
      'signed with the public key as if it were a secret',
      async () => {
        const key = await importJWK(issuer.shown(), 'RS256');
        if (key instanceof Uint8Array) throw new Error('no public key');
        const secret = new TextEncoder().encode(await exportSPKI(key));
        return new SignJWT({ ...ofProgram(), iss: issuer.url }).setProtectedHeader({ alg: 'HS256', kid: 'rs-1' }).sign(secret);
      },
    ],
    [
      'changed after it was signed',
      async () => {
        const [head = '', , seal = ''] = (await issuer.sign(ofProgram(), AT)).split('.');
        return [head, Buffer.from(JSON.stringify({ ...ofPerson(), iss: issuer.url })).toString('base64url'), seal].join('.');
      },
    ],
    ['signed with a key nobody shows', () => issuer.sign(ofProgram(), { ...AT, kid: 'es-1' })],
    ['that is none', () => 'x.y.z'],
    ['with blanks', () => 'two words'],
    ['empty', () => ''],
    ['too long', () => 'x'.repeat(9000)],
  ])('%s', async (_, made) => {
    const answer = await ask(await made());
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toMatchObject({ status: 401, code: 'SIGN_IN' });
  });

  it('is told from no token at all', async () => {
    const answer = await bureau.app.request(`${HOME}${API}`);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  it('is any token where no issuer is named', async () => {
    const answer = await consoleApp(bureau.deps).request(`${HOME}${API}`, {
      headers: { authorization: `Bearer ${await issuer.sign(ofProgram(), AT)}` },
    });
    expect(answer.status).toBe(401);
  });
});

describe('a token and a cookie together', () => {
  it('on the API the token decides', async () => {
    const { cookie } = valueOf(await openSession(bureau.deps, 'F03'));
    const headers = { cookie: `session=${cookie}` };
    expect((await ask('x.y.z', API, { headers })).status).toBe(401);
    const seen = await ask(await issuer.sign(ofProgram(), AT), API, { headers });
    expect(await townshipsSeen(seen)).toEqual(new Set([HERE]));
  });

  it('on a page the cookie does, and a token alone opens none', async () => {
    const token = await issuer.sign(ofProgram(), AT);
    const { cookie } = valueOf(await openSession(bureau.deps, 'F03'));
    expect((await ask('x.y.z', '/sessions', { headers: { cookie: `session=${cookie}` } })).status).toBe(200);
    expect((await ask(token, '/sessions')).headers.get('location')).toBe('/sign-in?next=%2Fsessions');
    expect((await ask(token, '/desk', { method: 'POST' })).headers.get('location')).toBe('/sign-in/again');
  });

  it('with another scheme, the cookie is what counts', async () => {
    const { cookie } = valueOf(await openSession(bureau.deps, 'F03'));
    const headers = { cookie: `session=${cookie}`, authorization: 'Basic eDp5' };
    expect((await bureau.app.request(`${HOME}${API}`, { headers })).status).toBe(200);
  });
});

describe('the keys of the issuer', () => {
  it('are asked for once, and again when a new one has signed; the old one counts no more', async () => {
    const old = await issuer.sign(ofProgram(), AT);
    const fetched = () => issuer.asked.filter((path) => path === '/jwks').length;
    const before = fetched();
    await issuer.rotate();
    const fresh = await issuer.sign(ofProgram(), AT);
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.advanceTimersByTime(31_000); // it lets itself be sent for keys every half minute, not more often
    expect(await statusOf(fresh)).toBe(200);
    expect(await statusOf(await issuer.sign(ofProgram(), AT))).toBe(200);
    expect(await statusOf(old)).toBe(401);
    expect(fetched() - before).toBe(1);
  });

  it('when they cannot be fetched, the API is busy and not closed', async () => {
    const identity = oidcIdentity({ issuer: issuer.url, clientId: CONSOLE, apiClients: [PROGRAM.id] });
    const app = consoleApp(bureau.deps, identity);
    const token = await issuer.sign(ofProgram(), AT);
    const status = async () => (await app.request(`${HOME}${API}`, { headers: { authorization: `Bearer ${token}` } })).status;
    issuer.acts.down = true;
    expect(await status()).toBe(503);
    issuer.acts.down = false;
    expect(await status()).toBe(200);
    const dead = consoleApp(bureau.deps, oidcIdentity({ issuer: 'http://127.0.0.1:9', clientId: CONSOLE, apiClients: [PROGRAM.id] }));
    expect((await dead.request(`${HOME}${API}`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(503);
  });
});

describe('a token found good', () => {
  it('is remembered for a minute at most, and never beyond its own end', async () => {
    const brief = await issuer.sign({ ...ofProgram(), exp: now() + 2 }, AT);
    expect(await statusOf(brief)).toBe(200);
    const running = performance.now();
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    vi.advanceTimersByTime(running + 15_000);
    vi.setSystemTime(Date.now() - running);
    expect(await statusOf(brief)).toBe(401);
  });

  it('leaves no trace in the log', () => {
    expect(logs.join('\n')).not.toMatch(/eyJ|@ymj|person-1|county-exchange/);
  });
});
