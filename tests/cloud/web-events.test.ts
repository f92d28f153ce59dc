// The two functions behind the HTTP API, as synthesized: requests as the gateway hands them over, and what it makes of their answers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type ForgedIssuer, forgedIssuer } from '../web/support/forged-issuer.ts';
import { type Client, clientOf, type Heard } from './support/client.ts';
import { openSandbox } from './support/lambda-host.ts';
import { openStage, type Stage } from './support/stage.ts';
import { placeOf } from './support/staged.ts';
import { synthesized } from './support/synthesized.ts';

let issuer: ForgedIssuer;
let stage: Stage;
let stranger: Client;
let officer: Client;
let admin: Client;
let session = '';
beforeAll(async () => {
  issuer = await forgedIssuer();
  stage = await openStage(await synthesized(), { console: { OIDC_ISSUER: issuer.url } });
  const { address, signIn } = placeOf(stage);
  session = await signIn('F03');
  [stranger, officer, admin] = [clientOf(address), clientOf(address, session), clientOf(address, await signIn('S01'))];
});
afterAll(() => Promise.all([stage.stop(), issuer.stop()]));

/** The example of API Gateway's manual, for payload version 2.0, as far as it says anything. */
const request = (path: string, more: Record<string, unknown> = {}) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: path,
  rawQueryString: 'limit=1&limit=2',
  cookies: ['lang=en', session],
  headers: { accept: '*/*', host: stage.host, 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' },
  queryStringParameters: { limit: '1,2' },
  requestContext: {
    accountId: '123456789012',
    apiId: 'api-id',
    domainName: stage.host,
    domainPrefix: 'api-id',
    http: { method: 'GET', path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'agent' },
    requestId: 'id',
    routeKey: '$default',
    stage: '$default',
    time: '22/Nov/2026:02:00:00 +0000',
    timeEpoch: 1_795_312_800_000,
  },
  isBase64Encoded: false,
  ...more,
});
const resultSchema = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()),
  cookies: z.array(z.string()).optional(),
  body: z.string(),
  isBase64Encoded: z.boolean(),
});
const resultOf = async (event: unknown) => {
  const outcome = await stage.functions.console.invoke(event);
  if (!outcome.ok) throw new Error(outcome.errorMessage);
  return resultSchema.parse(outcome.payload);
};

const person = () => {
  const now = Math.floor(Date.now() / 1000);
  return { iat: now, exp: now + 300, sub: 'person-1', email: 'f03@ymj.example', email_verified: true };
};

const contact = { channel: 'CALL', township: '990581104', story: '路坏了。', anonymous: true };

describe('console', () => {
  it('takes a request of the gateway and answers in its shape, cookies apart from headers', async () => {
    const page = await resultOf(request('/language', { rawQueryString: 'to=en&back=%2Fdesk' }));
    expect(page).toMatchObject({ statusCode: 303, isBase64Encoded: false, headers: { location: '/desk' } });
    expect(page.cookies).toEqual([expect.stringMatching(/^lang=en; .*HttpOnly; Secure; SameSite=Lax$/)]);
    expect(page.headers['set-cookie']).toBeUndefined();
  });

  it('reads every cookie of the request', async () => {
    const { statusCode, headers, body } = await resultOf(request('/api/v1/petitions/XF-1999-0001', { rawQueryString: '' }));
    expect([statusCode, headers['content-language'], body]).toEqual([404, 'en', expect.stringContaining('There is no')]);
  });

  it('sends a page without a session to sign in, and a program away', async () => {
    const page = await stranger.get('/petitions?view=mine');
    expect([page.status, page.headers['location']]).toEqual([303, '/sign-in?next=%2Fpetitions%3Fview%3Dmine']);
    expect((await stranger.get('/api/v1/petitions')).status).toBe(401);
  });

  it('signs in whom the issuer names, with the cookie of the cloud', async () => {
    const visitor = clientOf(placeOf(stage).address);
    const asked = await visitor.get('/sign-in?next=%2Fdesk');
    const there = new URL(asked.headers['location'] ?? '');
    expect([asked.status, there.origin]).toEqual([303, issuer.url]);
    const [state, nonce, audience] = ['state', 'nonce', 'client_id'].map((name) => there.searchParams.get(name) ?? '');
    expect(there.searchParams.get('redirect_uri')).toBe(`https://${stage.host}/sign-in/callback`);
    issuer.acts.idToken = () => issuer.sign({ ...person(), aud: audience, nonce });
    const back = await visitor.get(`/sign-in/callback?code=one&state=${state ?? ''}`);
    expect([back.status, back.headers['location']]).toEqual([303, '/desk']);
    expect(back.cookies).toContainEqual(expect.stringMatching(/^__Host-session=[\w-]{22}; .*Path=\/; HttpOnly; Secure; SameSite=Lax$/));
    expect((await visitor.get('/desk')).status).toBe(200);
  });

  it('knows a program’s bearer of somebody by what the issuer signed, and turns away what nobody did', async () => {
    const audience = stage.functions.console.setup.env['OIDC_CLIENT_ID'];
    const token = await issuer.sign({ ...person(), client_id: audience, token_use: 'access' });
    const bearing = (bearer: string) =>
      request('/api/v1/petitions', {
        rawQueryString: 'limit=1',
        cookies: [],
        headers: { host: stage.host, authorization: `Bearer ${bearer}` },
      });
    expect(await resultOf(bearing(token))).toMatchObject({ statusCode: 200 });
    expect(await resultOf(bearing(`${token.slice(0, -4)}AAAA`))).toMatchObject({ statusCode: 401 });
  });

  it('knows a session by the cookie of the cloud alone', async () => {
    expect((await officer.get('/desk')).status).toBe(200);
    const renamed = clientOf(placeOf(stage).address, session.replace('__Host-', ''));
    expect((await renamed.get('/desk')).status).toBe(303);
  });

  it('answers HEAD as GET, without the body', async () => {
    const [head, get] = [await officer.send('HEAD', '/desk'), await officer.get('/desk')];
    expect([head.status, head.bytes.length]).toEqual([get.status, 0]);
  });

  it('says that it is well before it asks who is asking', async () => {
    const { status, text } = await stranger.get('/healthz');
    expect([status, text]).toEqual([200, '{"ok":true}']);
  });

  it('registers what a program sends as text, and a form that arrives as base64', async () => {
    expect((await officer.json('/api/v1/contacts', contact)).status).toBe(201);
    expect((await officer.form('/desk', { channel: 'VISIT' })).status).toBe(403); // read, and found to lack its token
  });

  it('gives every number once and none in vain, when two instances register at one moment', async () => {
    const another = openSandbox(stage.functions.console.setup);
    const event = request('/api/v1/contacts', {
      rawQueryString: '',
      headers: { host: stage.host, origin: `https://${stage.host}`, 'content-type': 'application/json' },
      requestContext: {
        ...request('').requestContext,
        http: { ...request('').requestContext.http, method: 'POST', path: '/api/v1/contacts' },
      },
      body: JSON.stringify(contact),
    });
    const both = [stage.functions.console, another];
    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, n) => both[n % 2]!.invoke(event)));
    await another.stop();
    const numbers = outcomes.map((outcome) => {
      const { statusCode, body } = resultSchema.parse(outcome.ok && outcome.payload);
      expect(statusCode, body).toBe(201);
      return Number(
        z
          .object({ petition: z.object({ number: z.string() }) })
          .parse(JSON.parse(body))
          .petition.number.slice(-4),
      );
    });
    const first = Math.min(...numbers);
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => first + n));
  });

  it('takes a workbook byte for byte, as a body and as a field of a form', async () => {
    const empty = await admin.get('/imports/templates/contacts');
    expect(empty.status).toBe(200);
    const type = empty.headers['content-type'] ?? '';
    const answers: Heard[] = [
      await admin.send('POST', '/api/v1/imports/contacts?dryRun=true', { type, bytes: empty.bytes }),
      await admin.multipart('/api/v1/imports/contacts?dryRun=true', {
        file: new File([new Uint8Array(empty.bytes)], '台账.xlsx', { type }),
      }),
    ];
    for (const { status, text } of answers) expect([status, text]).toEqual([200, expect.stringContaining('"rows":')]);
  });

  it('hands out fonts and scripts as the bytes they are', async () => {
    const style = /<link rel="stylesheet" href="([^"]+)"/.exec((await officer.get('/desk')).text)?.[1] ?? '';
    const sheet = await stranger.get(style);
    expect([sheet.status, sheet.headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/css/)]);
  });

  it('takes a file of five million bytes as text; what no event of Lambda can hold, the gateway refuses', async () => {
    const row = `VISIT,${'长'.repeat(300)}\n`;
    const large = Buffer.from(`channel,story\n${row.repeat(Math.floor(5_000_000 / Buffer.byteLength(row)))}`);
    expect((await admin.send('POST', '/api/v1/imports/contacts', { type: 'text/csv; charset=utf-8', bytes: large })).status).toBe(422);
    expect((await admin.send('POST', '/api/v1/imports/contacts', { type: 'application/zip', bytes: large })).status).toBe(413);
  });
});

describe('public', () => {
  it('answers without a session whatever the template routes to it, and nothing else', async () => {
    const answers = ['/990581/status', '/990581/a', '/990581/a/x/y', '/990581/open', '/990581/open/timetable', '/api/public/nothing'];
    for (const path of answers) expect((await stranger.get(path)).status, path).toBeLessThan(500);
    expect((await stranger.get('/990581/status')).status).toBe(200);
    expect((await stranger.get('/990581/a')).status).toBe(404);
    expect((await stranger.get('/990582/status')).status).toBe(303); // another bureau's: console's, which knows nobody
  });

  it('keeps what an action link holds in a cookie of its path, Secure', async () => {
    const { status, cookies } = await stranger.get(`/990581/a/${'0'.repeat(26)}`);
    expect([status, cookies]).toEqual([
      303,
      [`__Secure-action=${'0'.repeat(26)}; Max-Age=900; Path=/990581/a; HttpOnly; Secure; SameSite=Lax`],
    ]);
  });

  it('says yes to the holder of a slip, and opens nobody’s number for it', async () => {
    const registered = await officer.json('/api/v1/contacts', {
      ...contact,
      anonymous: false,
      petitioners: [{ name: '某人', phone: '10051234567' }],
    });
    const { petition, queryCode } = z
      .object({ petition: z.object({ number: z.string() }), queryCode: z.string() })
      .parse(JSON.parse(registered.text));
    const asked = await stranger.json('/api/public/status', { bureau: '990581', number: petition.number, code: queryCode });
    expect(asked.status).toBe(200);
    expect(asked.text).not.toContain('10051234567');
  });
});

describe('the policies', () => {
  it('were enough for all of it', () => {
    expect(stage.refused()).toEqual([]);
  });
});

describe('a deployment that forgets a setting', () => {
  const SAID = [
    'SHOUFANG_BUREAU',
    'TABLE_PETITIONS',
    'TABLE_TRAINING',
    'TABLE_DIRECTORY',
    'TABLE_REPORTS',
    'PUBLIC_URL',
    'MAIL_FROM',
    'COOKIE_SECURE',
  ];
  it.each(SAID)('fails at its first event, and names %s', async (name) => {
    const { setup } = stage.functions.projector;
    const { [name]: forgotten, ...env } = setup.env;
    expect(forgotten).toBeDefined();
    const sandbox = openSandbox({ ...setup, env });
    const outcome = await sandbox.invoke({ Records: [] });
    await sandbox.stop();
    expect(outcome).toMatchObject({ ok: false, errorMessage: expect.stringContaining(name) as string });
  });
});
