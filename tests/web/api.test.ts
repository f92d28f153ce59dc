// The JSON API as a program outside sees it, on the real engine: what comes back, for whom, and what bad input gets.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBureau, type TestBureau } from '../support/bureau.ts';
import { visitors, type Answer, type Visitor } from '../support/visitor.ts';
import { halfYearFile } from '../support/half-year.ts';

const API = '/api/v1';
const STORY = '上半年直补资金没有到一卡通，请核实。';
const CASTS = ['F01', 'F03', 'F04', 'P01', 'L01', 'J01', 'A01', 'S01'] as const;

let bureau: TestBureau;
let people: Readonly<Record<(typeof CASTS)[number], Visitor>>;
let nobody: Visitor;

beforeAll(async () => {
  bureau = await freshBureau();
  const { as } = visitors(bureau);
  people = Object.fromEntries(await Promise.all(CASTS.map(async (id) => [id, await as(id)] as const))) as typeof people;
  nobody = await as();
});
afterAll(() => bureau.stop());

const contact = (more: Record<string, unknown> = {}) => ({
  channel: 'VISIT',
  township: '990581102',
  village: '沙湾村',
  story: STORY,
  category: 'C20',
  petitioners: [{ name: '龚世芬', phone: '10051234567', idNumber: '990581195001010018' }],
  ...more,
});

interface Registered {
  readonly contact: { number: string };
  readonly petition: { number: string; version: number; firstContactOfficer: string };
  readonly queryCode: string;
}
const registered = (answer: Answer): Registered => {
  expect(answer.status).toBe(201);
  return JSON.parse(answer.text) as Registered;
};
const register = async (who: Visitor = people.F03, more: Record<string, unknown> = {}): Promise<Registered> =>
  registered(await who.post(`${API}/contacts`, contact(more)));

const isProblem = (answer: Answer, status: number, code: string): Record<string, unknown> => {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.json).toMatchObject({ type: 'about:blank', status, code });
  expect(typeof answer.json['title']).toBe('string');
  expect(typeof answer.json['detail']).toBe('string');
  expect(answer.text).not.toMatch(/\bat .*\.ts|node_modules|Exception/);
  return answer.json;
};

const command = (who: Visitor, number: string, name: string, body: Record<string, unknown>, headers: Record<string, string> = {}) =>
  who.post(`${API}/petitions/${number}/${name}`, body, headers);

describe('POST /contacts', () => {
  it('opens a petition and says its number, officer, dates and query code', async () => {
    const answer = await people.F03.post(`${API}/contacts`, contact());
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({
      contact: { number: expect.stringMatching(/^LX-2026-\d{4}$/) as string },
      petition: { number: expect.stringMatching(/^XF-2026-\d{4}$/) as string, state: 'REGISTERED', firstContactOfficer: 'F03', version: 1 },
      queryCode: expect.stringMatching(/^\S{8,}$/) as string,
    });
    const { petition } = answer.json as { petition: { deadlines: Record<string, unknown>[] } };
    // 2026-09-18 + 1 working day is Sunday 2026-09-20, which is worked; + 15 days is 2026-10-03, in the holidays.
    expect(petition.deadlines.find(({ code }) => code === 'DL-ACK')).toMatchObject({
      unit: 'workday',
      due: '2026-09-20',
      calendarLoaded: true,
    });
    expect(petition.deadlines.find(({ code }) => code === 'DL-NOTICE')).toMatchObject({
      legalDue: '2026-10-03',
      rolledDue: '2026-10-08',
      targetDue: '2026-09-30',
    });
  });

  it('joins the petition named, which stays with its officer', async () => {
    const { petition } = await register();
    const again = await register(people.F04, { petition: petition.number, story: '再次反映同一事项。' });
    expect(again.petition).toMatchObject({ number: petition.number, firstContactOfficer: 'F03', version: 2 });
  });

  it('enters for another only at the petition room', async () => {
    expect((await register(people.P01, { receiver: 'F04' })).petition.firstContactOfficer).toBe('F04');
    const refused = isProblem(await people.F03.post(`${API}/contacts`, contact({ receiver: 'F04' })), 422, 'INVALID');
    expect(refused['errors']).toEqual([{ path: 'receiver', message: '只有信访室可以替别人登记' }]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a township of nowhere', { township: '000000000' }, 'township'],
    ['a group without representatives', { headcount: 5 }, 'representatives'],
    ['nobody, who is not anonymous', { petitioners: [] }, 'petitioners'],
    ['a day to come', { receivedOn: '2026-09-19' }, 'receivedOn'],
    ['a petition that is not there', { petition: 'XF-2026-9999' }, 'petition'],
    ['a receiver who is nobody', { receiver: 'X99' }, 'receiver'],
    ['an attachment that nobody sent', { attachments: ['0123456789abcdef'] }, 'attachments.0'],
  ])('refuses %s with the field and a plain sentence', async (_what, more, path) => {
    const { errors } = isProblem(await people.P01.post(`${API}/contacts`, contact(more)), 422, 'INVALID') as {
      errors: { path: string; message: string }[];
    };
    expect(errors.map((error) => error.path)).toContain(path);
    for (const { message } of errors) expect(message).toMatch(/[\u4e00-\u9fff]{4,}/u);
  });

  it('speaks the language of the caller', async () => {
    const english = await people.F03.post(`${API}/contacts`, contact({ township: '0' }), { 'accept-language': 'en-GB,en;q=0.9' });
    expect(isProblem(english, 422, 'INVALID')['errors']).toEqual([{ path: 'township', message: 'There is no such township' }]);
    const switched = await people.F03.ask(`${API}/petitions/XF-1999-0001`, {
      headers: { cookie: `session=${people.F03.cookie}; lang=en` },
    });
    expect(isProblem(switched, 404, 'NOT_FOUND')['detail']).toMatch(/^There is no/);
  });
});

describe('Idempotency-Key', () => {
  it('gives the same answer to the same key and body, whatever the order of its fields', async () => {
    const headers = { 'idempotency-key': 'k-1' };
    const first = await people.F03.post(`${API}/contacts`, contact(), headers);
    const reordered = Object.fromEntries(Object.entries(contact()).reverse());
    const second = await people.F03.post(`${API}/contacts`, reordered, headers);
    expect(second.status).toBe(201);
    expect(second.json).toEqual(first.json);
  });

  it('refuses the same key with another body', async () => {
    const headers = { 'idempotency-key': 'k-2' };
    await people.F03.post(`${API}/contacts`, contact(), headers);
    isProblem(await people.F03.post(`${API}/contacts`, contact({ story: '另一件事。' }), headers), 422, 'KEY_REUSED');
  });

  it('belongs to one person and one command', async () => {
    const headers = { 'idempotency-key': 'k-3' };
    const mine = registered(await people.F03.post(`${API}/contacts`, contact(), headers));
    const theirs = registered(await people.F04.post(`${API}/contacts`, contact(), headers));
    expect(theirs.contact.number).not.toBe(mine.contact.number);
    const acknowledged = await command(people.F03, mine.petition.number, 'acknowledge', { version: 1 }, headers);
    expect(acknowledged.status).toBe(200);
    const repeated = await command(people.F03, mine.petition.number, 'acknowledge', { version: 1 }, headers);
    expect([repeated.status, repeated.json['version']]).toEqual([200, 2]);
  });

  it.each([
    ['empty', ''],
    ['too long', 'k'.repeat(201)],
    ['two words', 'a b'],
  ])('refuses a key that is %s', async (_what, key) => {
    const { errors } = isProblem(await people.F03.post(`${API}/contacts`, contact(), { 'idempotency-key': key }), 422, 'INVALID');
    expect(errors).toMatchObject([{ path: 'Idempotency-Key' }]);
  });
});

describe('GET /petitions/{number}', () => {
  it('shows the case with roles, dates that explain themselves, contacts and what is allowed', async () => {
    const { petition } = await register();
    const { json, text } = await people.F03.get(`${API}/petitions/${petition.number}`);
    expect(json).toMatchObject({
      number: petition.number,
      state: 'REGISTERED',
      kind: 'REQUEST',
      category: 'C20',
      township: '990581102',
      village: '沙湾村',
      roles: { firstContactOfficer: 'F03', handler: 'F03', receivedBy: 'F03' },
      firstContactOfficer: 'F03',
      version: 1,
      contacts: [{ channel: 'VISIT', first: true, headcount: 1, story: STORY, petitioners: [{ name: '龚世芬' }] }],
      allowed: ['acknowledge', 'note'],
    });
    const deadlines = json['deadlines'] as { derivation: string[] }[];
    expect(deadlines).toHaveLength(2);
    for (const { derivation } of deadlines) expect(derivation.join('')).toMatch(/起始日/);
    expect(text).not.toContain('10051234567');
    expect(text).not.toContain('990581195001010018');
    expect(text).not.toContain('queryCode');
  });

  it('answers alike for what is not there, what is hidden, and what is no number', async () => {
    const { petition } = await register(people.F03, { kind: 'ACCUSATION', accused: { staff: 'F04' } });
    const hidden = await people.F04.get(`${API}/petitions/${petition.number}`);
    const absent = await people.F04.get(`${API}/petitions/XF-2026-8888`);
    const nonsense = await people.F04.get(`${API}/petitions/__proto__`);
    isProblem(hidden, 404, 'NOT_FOUND');
    expect(absent.text).toBe(hidden.text);
    expect(nonsense.text).toBe(hidden.text);
    for (const tail of ['events', 'verify'])
      expect((await people.F04.get(`${API}/petitions/${petition.number}/${tail}`)).text).toBe(hidden.text);
    const told = await command(people.F04, petition.number, 'acknowledge', { version: 1 });
    expect([told.status, told.text]).toEqual([404, hidden.text]);
    expect((await command(people.F04, 'XF-2026-8888', 'acknowledge', { version: 1 })).text).toBe(hidden.text);
    expect((await people.F04.post(`${API}/contacts`, contact({ petition: petition.number }))).text).toBe(
      (await people.F04.post(`${API}/contacts`, contact({ petition: 'XF-2026-8888' }))).text,
    );
  });

  it('shows no case to the administrator of the system', async () => {
    const { petition } = await register();
    isProblem(await people.S01.get(`${API}/petitions/${petition.number}`), 404, 'NOT_FOUND');
  });
});

describe('POST /petitions/{number}/{command}', () => {
  it('works a case from registration to closing, each answer being the case itself', async () => {
    const { petition } = await register();
    const { number } = petition;
    const steps: readonly (readonly [Visitor, string, Record<string, unknown>, string])[] = [
      [people.F03, 'acknowledge', {}, 'REGISTERED'],
      [people.F01, 'accept', { legalRoute: 6 }, 'ACCEPTED'],
      [people.F03, 'startHandling', { plan: '核对名单' }, 'HANDLING'],
      [people.F03, 'note', { text: '已与银行核对。' }, 'HANDLING'],
      [
        people.F03,
        'issueOpinion',
        { request: '补发', facts: '卡号有误', opinion: '更正后补发', outcome: 'RESOLVED_SUPPORTED', basis: '后扶政策' },
        'OPINION_READY',
      ],
      [people.F03, 'serve', { way: '直接送达', receiver: '本人' }, 'SERVED'],
      [people.F03, 'followUp', { way: '电话', reached: true, satisfaction: '满意' }, 'FOLLOW_UP'],
      [people.F01, 'close', { reason: '办结' }, 'CLOSED'],
    ];
    let version = 1;
    for (const [who, name, body, state] of steps) {
      const answer = await command(who, number, name, { ...body, version });
      expect([name, answer.status, answer.json['state']]).toEqual([name, 200, state]);
      version = Number(answer.json['version']);
    }
    const { json } = await people.F03.get(`${API}/petitions/${number}`);
    expect(json).toMatchObject({ state: 'CLOSED', served: { on: '2026-09-18' }, opinion: { outcome: 'RESOLVED_SUPPORTED' }, allowed: [] });
    const events = (await people.F03.get(`${API}/petitions/${number}/events`)).json;
    expect((events['items'] as { type: string }[]).map(({ type }) => type)).toEqual([
      'registered',
      'acknowledged',
      'accepted',
      'handlingStarted',
      'noted',
      'opinionIssued',
      'served',
      'followedUp',
      'closed',
    ]);
    expect((await people.F03.get(`${API}/petitions/${number}/verify`)).json).toEqual({ ok: true, events: 9 });
  });

  it('says 409 with the current version where somebody was faster', async () => {
    const { petition } = await register();
    await command(people.F03, petition.number, 'acknowledge', { version: 1 });
    const late = await command(people.F03, petition.number, 'note', { version: 1, text: '迟了一步' });
    expect(isProblem(late, 409, 'STALE')['version']).toBe(2);
  });

  it('lets exactly one of two racing officers through', async () => {
    const { petition } = await register();
    const answers = await Promise.all(
      [people.F03, people.F01].map((who) => command(who, petition.number, 'note', { version: 1, text: '同时' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('says 403 to whoever sees the case but may not, and 409 where the state does not fit', async () => {
    const { petition } = await register();
    isProblem(await command(people.F03, petition.number, 'accept', { version: 1, legalRoute: 6 }), 403, 'NOT_YOURS');
    isProblem(await command(people.J01, petition.number, 'note', { version: 1, text: 'x' }), 403, 'NOT_YOURS');
    expect(
      isProblem(await command(people.F03, petition.number, 'serve', { version: 1, way: 'x', receiver: 'y' }), 409, 'WRONG_STATE'),
    ).toMatchObject({ state: 'REGISTERED' });
    isProblem(await command(people.F01, petition.number, 'accept', { version: 1, legalRoute: 2 }), 422, 'NEEDS_ROUTE_SIX');
  });

  it.each(['extend', 'forward', 'constructor', '__proto__'])('has no command called %s', async (name) => {
    const { petition } = await register();
    isProblem(await command(people.F01, petition.number, name, { version: 1 }), 404, 'UNKNOWN');
  });

  it('wants a version and names every field that is wrong', async () => {
    const { petition } = await register();
    const { errors } = isProblem(await command(people.F03, petition.number, 'note', { text: '' }), 422, 'INVALID');
    expect((errors as { path: string }[]).map(({ path }) => path).sort()).toEqual(['text', 'version']);
  });
});

describe('lists', () => {
  it('pages through my open cases without losing or repeating one', async () => {
    const own = await Promise.all([1, 2, 3].map(() => register(people.F04)));
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { json, status } = await people.F04.get(
        `${API}/petitions?view=mine&limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      expect(status).toBe(200);
      seen.push(...(json['items'] as { number: string }[]).map(({ number }) => number));
      cursor = json['cursor'] as string | null;
    }
    expect(new Set(seen).size).toBe(seen.length);
    for (const { petition } of own) expect(seen).toContain(petition.number);
  });

  it('carries no name, telephone or story in any line', async () => {
    for (const path of [
      'petitions?view=mine',
      'petitions?view=area&area=990581102',
      'petitions?view=overdue',
      'petitions?view=month&month=2026-09',
    ]) {
      const { status, text } = await people.P01.get(`${API}/${path}`);
      expect([path, status]).toEqual([path, 200]);
      expect(text).not.toMatch(/龚世芬|10051234567|petitioners|"story"/);
    }
  });

  it.each(['view=all', 'limit=0', 'limit=1001', 'view=month&month=2026-13', 'name=x'])('refuses ?%s', async (query) => {
    isProblem(await people.P01.get(`${API}/petitions?${query}`), 422, 'INVALID');
  });

  it('goes on from any day that a cursor names, and ends there', async () => {
    for (const view of ['mine', 'overdue', 'area&area=990581102', 'month&month=2026-09']) {
      const { status, json } = await people.P01.get(`${API}/petitions?view=${view}&cursor=9999-12-31%23XF-2026-0001`);
      expect([view, status, json['items']]).toEqual([view, 200, []]);
    }
  });

  it('shows the mail ledger to those who keep it, and to others only their own', async () => {
    const { petition } = await register();
    const { json } = await people.S01.get(`${API}/mails?state=owed`);
    expect(json['items']).toContainEqual(expect.objectContaining({ case: petition.number, code: 'E01', recipient: 'F03', state: 'owed' }));
    const mine = (await people.F03.get(`${API}/mails?limit=100`)).json['items'] as { recipient: string }[];
    expect(new Set(mine.map(({ recipient }) => recipient))).toEqual(new Set(['F03']));
    const byCase = await people.S01.get(`${API}/mails?case=${petition.number}`);
    expect(byCase.json['items']).toHaveLength(1);
    const own = (await people.F03.get(`${API}/mails?case=${petition.number}`)).json['items'] as unknown[];
    expect(own).toHaveLength(1);
    isProblem(await people.F04.get(`${API}/mails?case=${petition.number}`), 404, 'NOT_FOUND');
  });
});

describe('the calendar and the reports', () => {
  it('reckons days with three dates and working days with one', async () => {
    const days = await people.A01.get(`${API}/calendar/due?start=2026-08-04&length=60&unit=day`);
    expect(days.json).toMatchObject({ legalDue: '2026-10-03', rolledDue: '2026-10-08', targetDue: '2026-09-30', calendarLoaded: true });
    expect(days.json['derivation']).toEqual(expect.arrayContaining([expect.stringContaining('10月8日')]));
    const workdays = await people.A01.get(`${API}/calendar/due?start=2026-09-30&length=3&unit=workday`);
    expect(workdays.json).toMatchObject({ due: '2026-10-10', calendarLoaded: true });
    expect(workdays.json).not.toHaveProperty('legalDue');
    expect((await people.A01.get(`${API}/calendar/due?start=2031-01-02&length=3&unit=workday`)).json['calendarLoaded']).toBe(false);
  });

  it.each([
    '',
    'start=2026-02-30&length=1&unit=day',
    'start=2026-08-04&length=1.5&unit=day',
    'start=2026-08-04&length=9999&unit=day',
    'start=2026-08-04&length=1&unit=week',
  ])('refuses ?%s', async (query) => void isProblem(await people.A01.get(`${API}/calendar/due?${query}`), 422, 'INVALID'));

  it('gives the names of a report for any period, and refuses what is none', async () => {
    const { json } = await people.A01.get(`${API}/reports/2026-Q3`);
    expect(json).toMatchObject({
      petitions: { contacts: expect.any(Number) as number, byChannel: expect.any(Object) as object, previousYear: null },
    });
    expect(json['narrative']).toMatch(/2026年/);
    for (const period of ['2026-Q5', '2026-13', 'H1', '20260', '__proto__'])
      isProblem(await people.A01.get(`${API}/reports/${period}`), 422, 'UNKNOWN_PERIOD');
  });
});

describe('POST /imports/contacts', () => {
  const file = Uint8Array.from(readFileSync(halfYearFile('contacts-2012-h1.csv')));
  const send = (
    who: Visitor,
    body: NonNullable<RequestInit['body']>,
    query = '',
    headers: Record<string, string> = { 'content-type': 'text/csv; charset=utf-8' },
  ) => who.ask(`${API}/imports/contacts${query}`, { method: 'POST', headers: { origin: 'http://localhost:3000', ...headers }, body });

  it('tries first, then takes the rows over, and changes nothing the second time', async () => {
    expect((await send(people.S01, file, '?dryRun=true')).json).toMatchObject({ rows: 36, created: 36, rejected: 0 });
    const first = await send(people.S01, file);
    expect(first.json).toMatchObject({ rows: 36, created: 36, unchanged: 0, rejected: 0 });
    expect(first.json['verdicts']).toHaveLength(36);
    const form = new FormData();
    form.set('file', new Blob([file], { type: 'text/csv' }), 'contacts.csv');
    expect((await send(people.S01, form, '', {})).json).toMatchObject({ rows: 36, created: 0, unchanged: 36 });
  });

  it('is for the administrator and the petition room', async () => void isProblem(await send(people.F03, file), 403, 'NOT_YOURS'));

  it('says what is wrong with a file', async () => {
    isProblem(await send(people.S01, Buffer.from([0xff, 0xfe, 0x00])), 400, 'UNREADABLE');
    const { errors } = isProblem(await send(people.S01, 'a,b\n1,2\n'), 422, 'INVALID');
    expect(errors).toContainEqual({ path: 'receivedOn', message: '缺少这一列' });
    isProblem(await send(people.S01, 'x', '', { 'content-type': 'multipart/form-data; boundary=zz' }), 400, 'UNREADABLE');
    isProblem(await send(people.S01, file, '?dryRun=maybe'), 422, 'INVALID');
  });

  it('gives a verdict for each row that is wrong', async () => {
    const [header = ''] = new TextDecoder().decode(file).split('\n');
    const row = header
      .split(',')
      .map((name) => (name === 'township' ? 'nowhere' : 'x'))
      .join(',');
    const { verdicts } = (await send(people.S01, `${header}\n${row}\n`)).json as {
      verdicts: { row: number; verdict: string; errors: unknown[] }[];
    };
    expect(verdicts).toMatchObject([{ row: 2, verdict: 'rejected' }]);
    expect(verdicts[0]?.errors).toContainEqual({ path: 'receivedOn', message: expect.stringContaining('日期') as string });
  });

  it('takes five megabytes and refuses seven', async () => {
    const [header = ''] = new TextDecoder().decode(file).split('\n');
    const five = await send(people.S01, `${header}\nx,${'x'.repeat(5 * 1024 * 1024)}\n`);
    expect(five.json).toMatchObject({ rows: 1, rejected: 1 });
    const seven = await send(people.S01, 'x'.repeat(7 * 1024 * 1024));
    isProblem(seven, 413, 'TOO_LARGE');
    expect(seven.json).toMatchObject({ most: 6 * 1024 * 1024, unit: 'bytes', detail: expect.stringContaining('6 MB') as string });
  });

  it('says that it is the rows where they are too many, not the bytes', async () => {
    const [header = ''] = new TextDecoder().decode(file).split('\n');
    const many = await send(people.S01, `${header}\n${`${header.replace(/[^,]/g, '')}\n`.repeat(250_001)}`);
    isProblem(many, 413, 'TOO_LARGE');
    expect(many.json).toMatchObject({ most: 250_000, unit: 'rows', detail: expect.stringContaining('250000行') as string });
  });
});

describe('what bad input gets', () => {
  it.each(['', '{', 'null,', '{"channel":"VISIT"', '\u0000'])('400 for a body that is no JSON: %j', async (body) => {
    isProblem(await people.F03.post(`${API}/contacts`, body), 400, 'UNREADABLE');
  });

  it('400 for bytes that are no UTF-8', async () => {
    const body = Buffer.concat([Buffer.from('{"story":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
    const answer = await people.F03.ask(`${API}/contacts`, { method: 'POST', headers: { origin: 'http://localhost:3000' }, body });
    isProblem(answer, 400, 'UNREADABLE');
  });

  it('401 without a session, alike for every address', async () => {
    const answers = await Promise.all([
      nobody.get(`${API}/petitions/XF-2026-0001`),
      nobody.get(`${API}/petitions`),
      nobody.get(`${API}/nowhere`),
      nobody.post(`${API}/contacts`, contact()),
      nobody.ask(`${API}/petitions`, { headers: { cookie: 'session=AAAAAAAAAAAAAAAAAAAAAA' } }),
      nobody.ask(`${API}/petitions`, { headers: { authorization: 'Bearer x' } }),
    ]);
    for (const answer of answers) isProblem(answer, 401, 'SIGN_IN');
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('404 for an address that is none, and 405 for a method that does not fit', async () => {
    for (const path of ['', '/', '/nowhere', '/imports/pigeons', '/petitions/XF-2026-0001/events/1'])
      isProblem(await people.F03.get(`${API}${path}`), 404, 'UNKNOWN');
    const wrong = await people.F03.ask(`${API}/contacts`, { method: 'DELETE', headers: { origin: 'http://localhost:3000' } });
    isProblem(wrong, 405, 'METHOD_NOT_ALLOWED');
    expect(wrong.headers.get('allow')).toBe('POST');
    isProblem(await people.F03.get(`${API}/contacts`), 405, 'METHOD_NOT_ALLOWED');
  });

  it('413 for a body that is too large, with and without a length', async () => {
    const body = JSON.stringify(contact({ story: 'x'.repeat(300 * 1024) }));
    isProblem(await people.F03.post(`${API}/contacts`, body), 413, 'TOO_LARGE');
    const stream = new Blob([body]).stream();
    const init = { method: 'POST', headers: { origin: 'http://localhost:3000' }, body: stream, duplex: 'half' } as RequestInit;
    isProblem(await people.F03.ask(`${API}/contacts`, init), 413, 'TOO_LARGE');
  });

  it('takes a story of twenty thousand characters', async () => {
    expect((await people.F03.post(`${API}/contacts`, contact({ story: '𠮷'.repeat(20_000) }))).status).toBe(201);
  });

  it('leaves nothing half written: numbers stay gapless after every refusal', async () => {
    const before = await register();
    await people.F03.post(`${API}/contacts`, contact({ township: '0' }));
    await people.F03.post(`${API}/contacts`, '{');
    const after = await register();
    const seq = (number: string) => Number(number.slice(-4));
    expect(seq(after.petition.number) - seq(before.petition.number)).toBe(1);
    expect(seq(after.contact.number) - seq(before.contact.number)).toBe(1);
  });
});
