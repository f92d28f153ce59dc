// Identity as a deployment names it: what must be there, what may be missing, and where the secret of the console comes from.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { composeIdentity } from '../../functions/compose-identity.ts';
import { consoleApp } from '../../functions/web/app.tsx';
import { freshBureau, type TestBureau } from '../support/bureau.ts';
import { fakeSecrets, type FakeSecrets } from '../support/fake-secrets.ts';
import { browser } from './support/browser.ts';
import { forgedIssuer, type ForgedIssuer } from './support/forged-issuer.ts';
import { HOME, listenToLogs } from './support/sign-in-bureau.ts';

const ARN = 'arn:aws:secretsmanager:ap-southeast-1:111122223333:secret:console-AbCdEf';
const SECRET = 'of the console, with : and %';

let bureau: TestBureau;
let issuer: ForgedIssuer;
let store: FakeSecrets;
let logs: string[];

beforeAll(async () => {
  logs = listenToLogs();
  [bureau, issuer, store] = await Promise.all([freshBureau(), forgedIssuer(), fakeSecrets({ [ARN]: SECRET })]);
  for (const [name, value] of Object.entries({ ...store.env, AWS_REGION: 'ap-southeast-1' })) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([bureau.stop(), issuer.stop(), store.stop()]);
});

const named = () => ({ OIDC_ISSUER: issuer.url, OIDC_CLIENT_ID: 'console', OIDC_API_CLIENTS: ' one, two,', COOKIE_SECURE: 'yes' });

it('a front door without https may sign people in by itself; one behind https may not', () => {
  expect(composeIdentity({})).toBeUndefined();
  expect(() => composeIdentity({ COOKIE_SECURE: 'yes' })).toThrow(/OIDC_ISSUER is missing/);
});

it('an issuer needs a client, and an address that others cannot read along', () => {
  expect(composeIdentity(named())).toBeDefined();
  expect(() => composeIdentity({ OIDC_ISSUER: issuer.url })).toThrow(/OIDC_CLIENT_ID is missing/);
  expect(() => composeIdentity({ ...named(), OIDC_ISSUER: 'http://id.example' })).toThrow(/https/);
  expect(() => composeIdentity({ ...named(), OIDC_ISSUER: 'id.example' })).toThrow();
});

it('the secret of the console is read from its store when somebody signs in, and goes to the token endpoint alone', async () => {
  const app = consoleApp(bureau.deps, composeIdentity({ ...named(), OIDC_CLIENT_SECRET: ARN }));
  expect(store.asked).toEqual([]);
  const someone = browser(HOME, (url, init) => app.request(url, init));
  const { trail } = await someone.go('/sign-in', issuer.url);
  const state = new URL(trail.at(-1) ?? '').searchParams.get('state') ?? '';
  await someone.once(`/sign-in/callback?code=x&state=${state}`);
  const basic = Buffer.from((issuer.authorization() ?? '').replace('Basic ', ''), 'base64').toString();
  expect(decodeURIComponent(basic.replaceAll('+', '%20'))).toBe(`console:${SECRET}`);
  expect(store.asked).toEqual([ARN]);
});

it('where the secret cannot be read, signing in waits, and the log does not say what it is', async () => {
  const app = consoleApp(bureau.deps, composeIdentity({ ...named(), OIDC_CLIENT_SECRET: 'gone' }));
  expect((await app.request(`${HOME}/sign-in`)).status).toBe(503);
  expect(logs.join('\n')).toContain('"code":"NO_SECRET"');
  expect(logs.join('\n')).not.toMatch(/gone|of the console/);
});

it('a program of the list is let in as its row, one beside it is not', async () => {
  const app = consoleApp(bureau.deps, composeIdentity(named()));
  const now = Math.floor(Date.now() / 1000);
  issuer.acts.user = undefined;
  const status = async (client: string) => {
    const claims = { sub: 'person-1', client_id: client, aud: HOME, exp: now + 60, email: 'f03@ymj.example', email_verified: true };
    const token = await issuer.sign(claims, { typ: 'at+jwt' });
    return (await app.request(`${HOME}/api/v1/petitions`, { headers: { authorization: `Bearer ${token}` } })).status;
  };
  expect([await status('one'), await status('two'), await status('console'), await status('three')]).toEqual([200, 200, 200, 401]);
});
