// What an issuer must not get away with: ID tokens signed, dated or addressed otherwise than agreed, and answers that fall short.
// A decent issuer never sends these, so one in the hands of the test does.
import { createHash } from 'node:crypto';
import { exportSPKI, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { whoIs } from '../../functions/services/staff.ts';
import { endSessionAddress } from '../../functions/web/sign-in/oidc.ts';
import type { Browser, Seen } from './support/browser.ts';
import { forgedIssuer, type ForgedIssuer } from './support/forged-issuer.ts';
import { HOME, listenToLogs, signInBureau, type SignInBureau } from './support/sign-in-bureau.ts';

const CONSOLE = 'console';

let issuer: ForgedIssuer;
let bureau: SignInBureau;
let logs: string[];
let someone: Browser;

beforeAll(async () => {
  logs = listenToLogs();
  issuer = await forgedIssuer();
  bureau = await signInBureau({ issuer: issuer.url, clientId: CONSOLE, apiClients: [] });
});
afterAll(() => Promise.all([bureau.stop(), issuer.stop()]));
beforeEach(() => {
  someone = bureau.open();
  issuer.acts.user = undefined;
  issuer.acts.fails = undefined;
  issuer.acts.down = false;
});

const now = () => Math.floor(Date.now() / 1000);
const good = (nonce: string) => ({
  aud: CONSOLE,
  sub: 'person-1',
  iat: now(),
  exp: now() + 300,
  nonce,
  email: 'f03@ymj.example',
  email_verified: true,
});
type Claims = Readonly<Record<string, unknown>>;

/** Begins, has the issuer answer with what `made` makes of the agreed claims, and brings the answer home. */
const comeBack = async (made: (claims: Claims) => string | Promise<string>): Promise<Seen> => {
  const { trail } = await someone.go('/sign-in?next=%2Fsessions', issuer.url);
  const asked = new URL(trail.at(-1) ?? '').searchParams;
  issuer.acts.idToken = () => made(good(asked.get('nonce') ?? ''));
  const seen = await someone.once(`/sign-in/callback?code=of-the-forger&state=${asked.get('state') ?? ''}`);
  const verifier = issuer.form().get('code_verifier') ?? '';
  expect(createHash('sha256').update(verifier).digest('base64url')).toBe(asked.get('code_challenge'));
  return seen;
};
const session = () => someone.jar.get('localhost:3000')?.get('session');

describe('an ID token as agreed', () => {
  it.each(['RS256', 'ES256'])('lets in, signed with %s', async (alg) => {
    const seen = await comeBack((claims) => issuer.sign(claims, { alg }));
    expect([seen.status, seen.headers.get('location')]).toEqual([303, '/sessions']);
    expect(await whoIs(bureau.deps, session())).toMatchObject({ id: 'F03' });
    expect(issuer.form().get('client_secret')).toBeNull();
  });

  it.each<[string, unknown, number]>([
    ['true', true, 303],
    ['a word', 'true', 303],
    ['false', false, 403],
    ['nothing', undefined, 403],
    ['yes', 'yes', 403],
    ['one', 1, 403],
  ])('without an address, asks the issuer for it: proved is %s', async (_, email_verified, status) => {
    issuer.acts.user = { sub: 'person-1', email: 'f03@ymj.example', email_verified };
    expect((await comeBack((claims) => issuer.sign({ ...claims, email: undefined, email_verified: undefined }))).status).toBe(status);
  });

  it('does not take the address of another subject', async () => {
    issuer.acts.user = { sub: 'person-2', email: 'f03@ymj.example', email_verified: true };
    expect((await comeBack((claims) => issuer.sign({ ...claims, email: undefined }))).status).toBe(400);
  });
});

describe('an ID token that is refused', () => {
  it.each<[string, Claims]>([
    ['from another issuer', { iss: 'https://evil.example' }],
    ['for another client', { aud: 'another' }],
    ['for several clients, issued to another', { aud: [CONSOLE, 'another'], azp: 'another' }],
    ['for nobody', { aud: undefined }],
    ['of nobody', { sub: undefined }],
    ['run out a minute ago', { exp: now() - 60 }],
    ['that never runs out', { exp: undefined }],
    ['not yet valid', { nbf: now() + 60 }],
    ['of another attempt', { nonce: 'x'.repeat(43) }],
    ['of no attempt', { nonce: undefined }],
  ])('%s', async (_, claims) => {
    expect((await comeBack((agreed) => issuer.sign({ ...agreed, ...claims }))).status).toBe(400);
    expect(session()).toBeUndefined();
  });

  it.each<[string, (claims: Claims) => string | Promise<string>]>([
    ['not signed at all', (claims) => new UnsecuredJWT({ ...claims, iss: issuer.url }).encode()],
    [
      'signed with the public key as if it were a secret',
      async (claims) => {
        const key = await importJWK(issuer.shown(), 'RS256');
        if (key instanceof Uint8Array) throw new Error('no public key');
        const secret = new TextEncoder().encode(await exportSPKI(key));
        return new SignJWT({ ...claims, iss: issuer.url }).setProtectedHeader({ alg: 'HS256', kid: 'rs-1' }).sign(secret);
      },
    ],
    [
      'changed after it was signed',
      async (claims) => {
        const [head = '', , seal = ''] = (await issuer.sign(claims)).split('.');
        return [
          head,
          Buffer.from(JSON.stringify({ ...claims, iss: issuer.url, email: 'l01@ymj.example' })).toString('base64url'),
          seal,
        ].join('.');
      },
    ],
    ['signed with a key nobody shows', (claims) => issuer.sign(claims, { kid: 'es-1' })],
    ['that is none', () => 'x'],
    ['missing', () => ''],
  ])('%s', async (_, made) => {
    expect((await comeBack(made)).status).toBe(400);
    expect(session()).toBeUndefined();
  });
});

describe('an issuer that fails', () => {
  it.each<[string, { status: number; error: string }, number]>([
    ['does not know the console', { status: 401, error: 'invalid_client' }, 503],
    ['is broken', { status: 500, error: 'server_error' }, 503],
    ['does not take the code', { status: 400, error: 'invalid_grant' }, 400],
    ['says something of its own', { status: 400, error: 'f03@ymj.example' }, 400],
  ])('%s', async (_, fails, status) => {
    issuer.acts.fails = fails;
    expect((await comeBack((claims) => issuer.sign(claims))).status).toBe(status);
    expect(session()).toBeUndefined();
  });

  it('is out of order while the person comes back', async () => {
    const { trail } = await someone.go('/sign-in', issuer.url);
    issuer.acts.down = true;
    const state = new URL(trail.at(-1) ?? '').searchParams.get('state') ?? '';
    expect((await someone.once(`/sign-in/callback?code=x&state=${state}`)).status).toBe(503);
  });

  it('leaves nothing of its answers in the log', () => {
    expect(logs.length).toBeGreaterThan(0);
    expect(logs.join('\n')).not.toMatch(/@ymj|of-the-forger|eyJ|person-1|evil/);
  });
});

describe('where the issuer’s own session is ended', () => {
  const to = { clientId: CONSOLE, returnTo: `${HOME}/sign-in/out` };

  it('at Cognito: beside the address people sign in at, in words of its own', () => {
    const pool = {
      issuer: 'https://cognito-idp.ap-southeast-1.amazonaws.com/ap-southeast-1_AbCdEfGhI',
      authorization_endpoint: 'https://bureau.auth.ap-southeast-1.amazoncognito.com/oauth2/authorize',
    };
    const ended =
      'https://bureau.auth.ap-southeast-1.amazoncognito.com/logout?client_id=console&logout_uri=http%3A%2F%2Flocalhost%3A3000%2Fsign-in%2Fout';
    for (const end of [{}, { end_session_endpoint: 'https://elsewhere.example/logout' }])
      expect(endSessionAddress({ ...pool, ...end }, to)?.href).toBe(ended);
  });

  it('elsewhere: where the issuer says, if it does', () => {
    const any = { issuer: 'https://id.example', authorization_endpoint: 'https://id.example/auth' };
    expect(endSessionAddress(any, to)).toBeUndefined();
    expect(endSessionAddress({ ...any, end_session_endpoint: 'https://id.example/end?of=session' }, to)?.href).toBe(
      'https://id.example/end?of=session&client_id=console&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fsign-in%2Fout',
    );
  });
});
