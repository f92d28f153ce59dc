// The desk form from outside: the same matter is asked about once, and a form pressed twice is one registration.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formToken } from '../../functions/web/security.ts';
import { freshBureau, type TestBureau } from '../support/bureau.ts';
import { visitors, type Visitor } from '../support/visitor.ts';

let bureau: TestBureau;
let desk: Visitor;
let officer: Visitor;
let inspector: Visitor;
beforeAll(async () => {
  bureau = await freshBureau();
  const { as } = visitors(bureau);
  [desk, officer, inspector] = await Promise.all([as('P01'), as('F03'), as('J01')]);
});
afterAll(() => bureau.stop());

const press = (fields: Record<string, string>, by = desk) =>
  by.ask('/desk', {
    method: 'POST',
    headers: { origin: 'http://localhost:3000', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token: formToken(by.cookie), channel: 'VISIT', township: '990581102', ...fields }).toString(),
  });
const slipOf = (answer: { headers: Headers }): string => answer.headers.get('location') ?? '';
const numbers = async (): Promise<number> => Number((await register('数一数')).slice(-4));
const register = async (story: string): Promise<string> => {
  const { json } = await desk.post('/api/v1/contacts', { channel: 'CALL', township: '990581104', story, anonymous: true });
  return (json['petition'] as { number: string }).number;
};

describe('the desk form', () => {
  it('pressed twice registers once and leads to the same slip', async () => {
    const fields = { name: '连按两下', story: '桥坏了。', idempotencyKey: 'a-key-of-a-rendering-1' };
    const [first, second] = [await press(fields), await press(fields)];
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(slipOf(first)).toMatch(/^\/petitions\/XF-2026-\d{4}\/slip/);
    expect(slipOf(second)).toBe(slipOf(first));
  });

  it('asks whether it is the same matter, once, and joins it to its first-contact officer', async () => {
    const first = slipOf(await press({ name: '再来一次', story: '路坏了。', idempotencyKey: 'a-key-of-a-rendering-2' }));
    const number = /XF-\d{4}-\d{4}/.exec(first)?.[0] ?? '';
    const before = await numbers();
    const again = await press({ name: '再来一次', story: '路还没修。', idempotencyKey: 'a-key-of-a-rendering-3' }, officer);
    expect(again.status).toBe(200);
    expect(again.text).toContain(number);
    expect(await numbers()).toBe(before + 1); // nothing was registered by asking
    const joined = await press(
      { name: '再来一次', story: '路还没修。', petition: number, idempotencyKey: 'a-key-of-a-rendering-4' },
      officer,
    );
    expect(slipOf(joined)).toContain(number);
    expect((await desk.get(`/api/v1/petitions/${number}`)).json['firstContactOfficer']).toBe('P01');
  });

  it('is not offered to those who only look on', async () => {
    expect((await inspector.get('/desk')).status).toBe(403);
    expect((await inspector.get('/')).text).not.toContain('href="/desk"');
    expect((await desk.get('/')).text).toContain('href="/desk"');
  });
});

describe('the contacts of a month', () => {
  const lines = async (by: Visitor) =>
    (await by.get('/api/v1/petitions?view=month&month=2026-09&limit=100')).json['items'] as Record<string, unknown>[];

  it('have a line for every contact that the report counts, a restricted one without details', async () => {
    const told = await desk.post('/api/v1/contacts', {
      channel: 'LETTER',
      township: '990581101',
      story: '反映收受礼品。',
      kind: 'ACCUSATION',
      accused: { staff: 'F05' },
      petitioners: [{ name: '某人' }],
    });
    const { number } = told.json['petition'] as { number: string };
    const all = await lines(desk);
    expect(new Set(all.map((row) => row['contact'])).size).toBe(all.length); // the hidden one has none
    const hidden = all.filter((row) => row['hidden'] === true);
    expect(hidden).toEqual([{ hidden: true }]);
    expect(JSON.stringify(all)).not.toContain(number);
  });

  it('are, for an officer, those of the petitions the officer may read', async () => {
    const { json } = await officer.post('/api/v1/contacts', { channel: 'CALL', township: '990581101', story: '问政策。', anonymous: true });
    const own = (json['petition'] as { number: string }).number;
    const seen = new Set((await lines(officer)).map((row) => row['number']));
    expect(seen).toContain(own);
    expect(seen).not.toContain(await register('别人的事'));
    expect((await officer.get('/api/v1/petitions?view=month')).status).toBe(200); // this month, unless told
  });
});

describe('a repeat contact', () => {
  it('is answered with the limits that run on its petition', async () => {
    const opened = await officer.post('/api/v1/contacts', {
      channel: 'CALL',
      township: '990581101',
      story: '问进度。',
      petitioners: [{ name: '某人' }],
    });
    const first = opened.json['petition'] as { number: string; deadlines: { code: string }[] };
    const again = await desk.post('/api/v1/contacts', {
      channel: 'VISIT',
      township: '990581101',
      story: '又来问。',
      petitioners: [{ name: '某人' }],
      petition: first.number,
    });
    const { deadlines } = again.json['petition'] as { deadlines: { code: string }[] };
    expect(deadlines.map(({ code }) => code)).toEqual(['DL-ACK', 'DL-NOTICE']);
    expect(deadlines).toEqual(first.deadlines);
  });
});

describe('whoever may not act is told so first', () => {
  it('whatever the state or the version', async () => {
    const number = await register('督导看得到');
    for (const [command, body] of [
      ['close', { version: 1, reason: '看看' }],
      ['startHandling', { version: 1 }],
      ['note', { version: 99, text: '看看' }],
    ] as const) {
      const { status, json } = await inspector.post(`/api/v1/petitions/${number}/${command}`, body);
      expect([command, status, json['code']]).toEqual([command, 403, 'NOT_YOURS']);
    }
    const refused = await inspector.post('/api/v1/contacts', { channel: 'CALL', township: '990581101', story: '问', anonymous: true });
    expect(refused.status).toBe(403);
  });
});
