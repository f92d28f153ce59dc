// Input cannot act and no request breaks the API: hostile values in every field, hostile bodies, and a few hundred drawn at random.
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { commandSchemas } from '../../functions/web/schema/commands.ts';
import { formToken } from '../../functions/web/security.ts';
import { freshBureau, type TestBureau } from '../support/bureau.ts';
import { visitors, type Answer, type Visitor } from '../support/visitor.ts';

const API = '/api/v1';

let bureau: TestBureau;
let officer: Visitor;
let room: Visitor;
let number: string;

beforeAll(async () => {
  bureau = await freshBureau();
  const { as } = visitors(bureau);
  [officer, room] = await Promise.all([as('F03'), as('F01')]);
  number = numberOf(await officer.post(`${API}/contacts`, contact()));
});
afterAll(() => bureau.stop());

// A failing request would be logged: nothing may be.
let logged: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  logged = vi.spyOn(console, 'error');
});
afterEach(() => {
  expect(logged).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

const contact = (more: Record<string, unknown> = {}) => ({
  channel: 'CALL',
  township: '990581103',
  story: '询问土地调整。',
  petitioners: [{ name: '阎春云' }],
  ...more,
});

const numberOf = (answer: Answer): string => {
  expect(answer.status).toBe(201);
  return (answer.json as { petition: { number: string } }).petition.number;
};

const SAID_NO = [400, 403, 404, 409, 413, 422];
const saysNo = (answer: Answer): void => {
  expect(SAID_NO).toContain(answer.status);
  const { json } = answer;
  expect(Object.keys(json)).toEqual(expect.arrayContaining(['type', 'title', 'status', 'code', 'detail']));
  expect(json['status']).toBe(answer.status);
};

const INERT: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  "'; DROP TABLE petitions; --",
  '=HYPERLINK("http://evil.example","x")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '{{constructor.constructor("x")()}}',
  '${7*7}',
  '__proto__',
  'constructor',
  '\u202egnirts\u202c',
  'ＡＢＣ１２３',
  '𠮷𡃁𠀋',
  'é vs e\u0301',
  '👨‍👩‍👧‍👦',
  '\ufeffBOM inside \ufeff',
  '%00%0d%0aSet-Cookie:x=1',
  '../../etc/passwd',
  'null',
  '#{1+1}',
  '\\u0000',
  '{"$ne":null}',
];
const REFUSED: readonly string[] = [
  'a\u0000b',
  'a\u0007b',
  'a\u001b[31mb',
  'a\u0085b',
  '\ud800',
  'x\udc00y',
  ' ',
  '\u200b\u200d',
  '\t\r\n',
];

describe('a hostile value that can be read', () => {
  it.each(INERT)('%j is kept as it is, in every field of a contact', async (value) => {
    const sent = contact({
      story: value,
      subject: value.slice(0, 30),
      village: value,
      petitioners: [{ name: value, phone: value.slice(0, 40) }],
      source: { organ: value, number: value, receivedOn: '2026-09-01' },
    });
    const filed = numberOf(await officer.post(`${API}/contacts`, sent));
    const { json } = await officer.get(`${API}/petitions/${filed}`);
    const kept = value.trim();
    expect(json['contacts']).toMatchObject([
      { story: kept, village: kept, petitioners: [{ name: kept }], source: { organ: kept, number: kept } },
    ]);
  });

  it('is kept in every text of a command, and the history still verifies', async () => {
    const filed = numberOf(await officer.post(`${API}/contacts`, contact()));
    let version = 1;
    for (const value of INERT) {
      const answer = await officer.post(`${API}/petitions/${filed}/note`, { version, text: value });
      expect(answer.status).toBe(200);
      version = Number(answer.json['version']);
    }
    const { items } = (await officer.get(`${API}/petitions/${filed}/events`)).json as {
      items: { type: string; data: { text?: string } }[];
    };
    expect(items.filter(({ type }) => type === 'noted').map(({ data }) => data.text)).toEqual(INERT.map((value) => value.trim()));
    expect((await officer.get(`${API}/petitions/${filed}/verify`)).json).toMatchObject({ ok: true });
  });
});

describe('a hostile value that cannot', () => {
  it.each(REFUSED)('%j is refused with its field', async (value) => {
    for (const [path, body] of [
      ['story', contact({ story: value })],
      ['petitioners.0.name', contact({ petitioners: [{ name: value }] })],
      ['township', contact({ township: value })],
    ] as const) {
      const answer = await officer.post(`${API}/contacts`, body);
      expect([answer.status, answer.json['code']]).toEqual([422, 'INVALID']);
      expect((answer.json['errors'] as { path: string }[]).map((error) => error.path)).toContain(path);
    }
  });
});

const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const BODIES: readonly string[] = [
  '',
  ' ',
  'null',
  'true',
  '0',
  '-0',
  '1e999',
  '""',
  '[]',
  '{}',
  '[[]]',
  '{"__proto__":null}',
  '{"__proto__":{"anonymous":true},"channel":"VISIT"}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"toString":1,"valueOf":2,"hasOwnProperty":3}',
  '{"channel":["VISIT"],"township":{"$gt":""},"story":{"length":5}}',
  '{"channel":"VISIT","channel":"CALL"}',
  '{"petitioners":[null]}',
  '{"petitioners":[[]]}',
  '{"petitioners":{"0":{"name":"x"},"length":1}}',
  '{"version":"1"}',
  '{"version":1e400}',
  '{"version":9007199254740993}',
  '{"version":-1}',
  '{"version":1,"text":["x"]}',
  '{"version":1,"via":"mail"}',
  '{"version":1,"legalRoute":"6"}',
  '{"version":1,"legalRoute":6.5}',
  '{"version":1,"to":"__proto__","reason":"x"}',
  '{"version":1,"date":"2026-99-99","way":"x","receiver":"y"}',
  '{"story":"\\ud800"}',
  '{"story":"\\u0000"}',
  '{"a":1,}',
  "{'a':1}",
  'undefined',
  'NaN',
  '<xml/>',
  'a=b&c=d',
  '{"a":' + deep(20_000) + '}',
  deep(100_000),
  `{"petitioners":[${'{},'.repeat(5_000)}{}]}`,
  `{${Array.from({ length: 3_000 }, (_, n) => `"k${n}":${n}`).join()}}`,
  `{"story":"${'é'.repeat(20_001)}"}`,
];

describe('a hostile body', () => {
  it.each(BODIES.map((body) => [body.slice(0, 60), body]))(
    '%j is answered with what is wrong, by every operation',
    async (_shown, body) => {
      saysNo(await officer.post(`${API}/contacts`, body));
      for (const name of Object.keys(commandSchemas))
        saysNo(await room.post(`${API}/petitions/${number}/${name}`, body === '{}' ? '{"x":1}' : body));
    },
  );
});

describe('anything at all', () => {
  const scalar = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(...INERT, ...REFUSED),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('2026-09-18', '2026-02-30', 'F03', 'X99', '990581101', 'XF-2026-0001', 'VISIT', 'C20', 'ACCUSATION', '满意'),
  );
  const value = fc.oneof(
    { weight: 5, arbitrary: scalar },
    { weight: 1, arbitrary: fc.jsonValue() },
    { weight: 1, arbitrary: fc.array(fc.record({ name: scalar })) },
  );
  const part = (names: readonly string[]) =>
    fc.dictionary(
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.string({ maxLength: 12 }) }),
      value,
      { maxKeys: 4 },
    );

  const CONTACT_FIELDS = [
    'channel',
    'township',
    'village',
    'story',
    'subject',
    'kind',
    'category',
    'petitioners',
    'anonymous',
    'receivedOn',
    'receiver',
    'headcount',
    'representatives',
    'jointLetter',
    'accused',
    'petition',
    'source',
    'attachments',
    '__proto__',
    'constructor',
  ];

  it('as a contact is taken or refused, never broken', async () => {
    const bodies = part(CONTACT_FIELDS).map((changed) => JSON.stringify({ ...contact(), ...changed }));
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const answer = await room.post(`${API}/contacts`, body);
        if (answer.status !== 201) saysNo(answer);
      }),
      { numRuns: 250 },
    );
  });

  it('as a command is taken or refused, never broken', async () => {
    const FIELDS = [
      'version',
      'text',
      'legalRoute',
      'category',
      'noticeWay',
      'plan',
      'request',
      'facts',
      'opinion',
      'outcome',
      'basis',
      'way',
      'date',
      'receiver',
      'reached',
      'satisfaction',
      'reason',
      'to',
      'waived',
    ];
    const named = fc.oneof(
      fc.constantFrom(...Object.keys(commandSchemas)),
      fc.string({ maxLength: 10 }).map((text) => encodeURIComponent(text.toWellFormed()) || 'x'),
    );
    await fc.assert(
      fc.asyncProperty(named, part(FIELDS), fc.nat(4), async (name, changed, version) => {
        const answer = await room.post(`${API}/petitions/${number}/${name}`, JSON.stringify({ version, ...changed }));
        if (answer.status !== 200) expect([...SAID_NO, 405]).toContain(answer.status);
      }),
      { numRuns: 250 },
    );
    expect((await room.get(`${API}/petitions/${number}/verify`)).json).toMatchObject({ ok: true });
  });

  it('as a form of a page is taken or shown again, never broken', async () => {
    const FIELDS = [
      'channel',
      'name',
      'phone',
      'headcount',
      'story',
      'township',
      'receivedOn',
      'receiver',
      'petition',
      'accusedStaff',
      'version',
      'text',
      'way',
      'to',
      'idempotencyKey',
      '__proto__',
    ];
    const doors = fc.constantFrom(
      '/desk',
      `/petitions/${number}/note`,
      `/petitions/${number}/accept`,
      `/petitions/${number}/reassignOwner`,
    );
    const typed = fc.dictionary(fc.constantFrom(...FIELDS), scalar.map(String), { maxKeys: 5 });
    await fc.assert(
      fc.asyncProperty(doors, typed, async (path, fields) => {
        const body = new URLSearchParams({
          channel: 'CALL',
          story: 's',
          township: '990581103',
          version: '1',
          ...fields,
          token: formToken(room.cookie),
        });
        const answer = await room.ask(path, {
          method: 'POST',
          headers: { origin: 'http://localhost:3000', 'content-type': 'application/x-www-form-urlencoded' },
          body: body.toString(),
        });
        expect([200, 303, ...SAID_NO]).toContain(answer.status);
      }),
      { numRuns: 150 },
    );
  });

  it('in the address of a page is answered', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 }).map((one) => encodeURIComponent(one.toWellFormed()));
    const paths = fc.oneof(
      ...[
        '/',
        '/petitions/',
        '/reports/',
        '/find?q=',
        '/petitions?view=month&month=',
        '/petitions?view=area&area=',
        '/reports?year=',
        '/desk?petition=',
        `/petitions/${number}/`,
      ].map((start) => text.map((one) => start + one)),
    );
    await fc.assert(
      fc.asyncProperty(paths, async (path) => {
        expect([200, 303, 404, 405, 422]).toContain((await room.get(path)).status);
      }),
      { numRuns: 150 },
    );
  });

  it('in a path or a query is answered', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 }).map((one) => encodeURIComponent(one.toWellFormed()));
    const paths = fc.oneof(
      text.map((one) => `/petitions/${one}`),
      text.map((one) => `/petitions/${one}/events`),
      text.map((one) => `/reports/${one}`),
      fc.tuple(text, text).map(([key, one]) => `/petitions?${key}=${one}`),
      text.map((one) => `/petitions?view=mine&cursor=2026-09-20${one}`),
      text.map((one) => `/petitions?view=overdue&cursor=${one}`),
      text.map((one) => `/petitions?view=area&area=${one}`),
      text.map((one) => `/mails?cursor=${one}`),
      text.map((one) => `/petitions?view=month&month=2026-09&cursor=${one}`),
      fc.tuple(text, text, text).map(([start, length, unit]) => `/calendar/due?start=${start}&length=${length}&unit=${unit}`),
    );
    await fc.assert(
      fc.asyncProperty(paths, async (path) => {
        const answer = await room.get(`${API}${path}`);
        expect([200, 404, 405, 422]).toContain(answer.status);
      }),
      { numRuns: 300 },
    );
  });
});
