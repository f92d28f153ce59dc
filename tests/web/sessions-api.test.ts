// Sessions over the JSON API as a program outside sees them, on the real engine: the whole road, and what bad input gets.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIELD_MESSAGES } from '../../functions/web/schema/messages.ts';
import { freshBureau, type TestBureau } from '../support/bureau.ts';
import { DAY, enterRoll, personId, plan, signature, undoOf } from '../support/training.ts';
import { visitors, type Answer, type Visitor } from '../support/visitor.ts';

const API = '/api/v1';
const CASTS = ['T01', 'T02', 'J01', 'L03', 'Z02', 'F03', 'S01', 'A01', 'Z01', 'Z03'] as const;

let bureau: TestBureau;
let people: Readonly<Record<(typeof CASTS)[number], Visitor>>;
beforeAll(async () => {
  bureau = await freshBureau();
  await enterRoll(bureau, 30);
  const { as } = visitors(bureau);
  people = Object.fromEntries(await Promise.all(CASTS.map(async (id) => [id, await as(id)] as const))) as typeof people;
});
afterAll(() => bureau.stop());

const isProblem = (answer: Answer, status: number, code: string): Record<string, unknown> => {
  expect({ status: answer.status, code: answer.json['code'] }).toEqual({ status, code });
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.text).not.toMatch(/\bat .*\.ts|node_modules|Exception/);
  return answer.json;
};
const errorsOf = (answer: Answer): string[] => (answer.json['errors'] as { path: string }[]).map(({ path }) => path);

const made = async (given: object = {}): Promise<{ id: string; version: number }> => {
  const answer = await people.T02.post(`${API}/sessions`, { ...plan(), ...given });
  expect(answer.status).toBe(201);
  return { id: String(answer.json['sessionId']), version: 1 };
};
const ROAD = [
  ['T01', 'approve'],
  ['T02', 'open'],
  ['T02', 'ready'],
  ['T02', 'start'],
  ['T02', 'end'],
  ['T02', 'seal'],
] as const;
const led = async (steps: number, given: object = {}): Promise<{ id: string; version: number }> => {
  const session = await made(given);
  for (const [by, name] of ROAD.slice(0, steps)) {
    const answer = await people[by].post(`${API}/sessions/${session.id}/${name}`, { version: session.version });
    expect(answer.status, `${name} ${answer.text}`).toBe(200);
    session.version = Number(answer.json['version']);
  }
  return session;
};

describe('POST /sessions', () => {
  it('plans with the field names of the files', async () => {
    const answer = await people.T02.post(`${API}/sessions`, { ...plan(), kind: undefined, hours: 2.5 });
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({
      sessionId: 'PX-2026-0001',
      state: 'PLANNED',
      version: 1,
      kind: 'PRACTICAL',
      date: DAY,
      startsAt: '09:30',
      hours: 2.5,
      topic: '柑桔',
      coOrganiser: '红溪镇农技中心',
      township: '990581102',
      capacity: 120,
      handouts: 0,
      present: 0,
      enrolled: 0,
      organiser: 'T02',
    });
    expect((await people.A01.get(`${API}/sessions/PX-2026-0001`)).json).toMatchObject({ sessionId: 'PX-2026-0001', allowed: [] });
  });

  it('says every wrong field', async () => {
    const answer = await people.T02.post(`${API}/sessions`, { ...plan(), date: '2026-02-30', startsAt: '9:30', capacity: '12', extra: 1 });
    isProblem(answer, 422, 'INVALID');
    expect(errorsOf(answer).sort()).toEqual(['capacity', 'date', 'extra', 'startsAt']);
    isProblem(await people.T02.post(`${API}/sessions`, { ...plan(), township: '1' }), 422, 'INVALID');
    isProblem(await people.T02.post(`${API}/sessions`, { ...plan(), hours: 0.7 }), 422, 'INVALID');
    isProblem(await people.F03.post(`${API}/sessions`, plan()), 403, 'NOT_YOURS');
    isProblem(await people.T02.post(`${API}/sessions`, '{'), 400, 'UNREADABLE');
    for (const hostile of ['a\u0000b', '\ud800', '长'.repeat(101), '   '])
      isProblem(await people.T02.post(`${API}/sessions`, { ...plan(), topic: hostile }), 422, 'INVALID');
    const kept = await people.T02.post(`${API}/sessions`, { ...plan(), topic: '=1+1<script>' });
    expect(kept.json['topic']).toBe('=1+1<script>');
  });

  it('answers the same key with the same session', async () => {
    const headers = { 'idempotency-key': 'plan-7' };
    const first = await people.T02.post(`${API}/sessions`, plan(), headers);
    expect((await people.T02.post(`${API}/sessions`, plan(), headers)).text).toBe(first.text);
    isProblem(await people.T02.post(`${API}/sessions`, plan({ topic: '水产' }), headers), 422, 'KEY_REUSED');
  });
});

describe('The whole road', () => {
  it('from plan to file, with enrolment, the door, handouts, a correction and the history', async () => {
    const { id, version } = await led(2);
    const at = `${API}/sessions/${id}`;
    expect((await people.Z02.post(`${at}/enrol`, { people: [personId(1), personId(2)] })).json).toEqual({
      enrolled: [personId(1), personId(2)],
      refused: [],
    });
    isProblem(await people.Z02.post(`${at}/enrol`, { personId: personId(1) }), 409, 'ENROLLED');
    expect((await people.Z02.post(`${at}/withdraw`, { personId: personId(2), version: 1 })).json).toEqual({
      withdrawn: [personId(2)],
      refused: [],
    });
    expect((await people.T02.post(`${at}/ready`, { version })).json).toMatchObject({ state: 'READY', enrolled: 1 });
    expect((await people.T02.post(`${at}/start`, { version: 4 })).json).toMatchObject({ state: 'IN_SESSION', version: 5 });
    const events = [signature(personId(1)), signature({ id: 'W9', name: '周素平', village: '柑林村' }), { eventId: 'bad' }];
    const verdicts = [
      { eventId: events[0]!.eventId, verdict: 'recorded' },
      { eventId: events[1]!.eventId, verdict: 'recorded' },
      {
        eventId: 'bad',
        verdict: 'refused',
        reason: 'INVALID',
        errors: ['slot', 'at', 'method', 'device', 'personId'].map((path) => ({ path, message: '请填写这一项' })),
      },
    ];
    expect((await people.T02.post(`${at}/attendance`, { events })).json).toEqual({ verdicts });
    expect((await people.T02.post(`${at}/handouts`, { item: '柑桔手册', quantity: 3 })).json).toMatchObject({ quantity: 3, handouts: 3 });
    const list = await people.A01.get(`${API}/sessions?month=2026-09&township=990581102`);
    expect(list.json['items']).toContainEqual(expect.objectContaining({ sessionId: id, state: 'IN_SESSION', present: 2, walkIns: 1 }));
    const sheet = await people.A01.get(`${at}/attendance`);
    expect(sheet.json).toMatchObject({
      present: 2,
      walkIns: 1,
      items: [{ personId: 'P00001', name: '村民1', half: 'AM', slots: [1] }, { walkInId: 'W9' }],
    });

    expect((await people.T02.post(`${at}/end`, { version: 5 })).status).toBe(200);
    isProblem(await people.T02.post(`${at}/seal`, { version: 6, paperTotal: 3 }), 409, 'COUNTS_DIFFER');
    const sealed = await people.T02.post(`${at}/seal`, { version: 6, paperTotal: 3, difference: '一人重复签名' });
    expect(sealed.json).toMatchObject({
      state: 'SEALED',
      version: 7,
      counted: { personTimes: 2, migrants: 1, others: 1, handouts: 3, void: false },
    });
    isProblem(await people.T02.post(`${at}/correct`, { version: 7, reason: '核对', remove: ['W9'] }), 403, 'NOT_YOURS');
    const corrected = await people.T01.post(`${at}/correct`, {
      version: 7,
      reason: '核对',
      remove: ['W9'],
      add: [{ personId: personId(3) }],
    });
    expect(corrected.json).toMatchObject({ version: 8, present: 2, walkIns: 0, counted: { migrants: 2, others: 0 } });
    isProblem(await people.T02.post(`${at}/verify`, { version: 8, sample: 2, hits: 2 }), 403, 'NOT_YOURS');
    expect((await people.J01.post(`${at}/verify`, { version: 8, sample: 2, hits: 2, remark: '电话核实' })).json['state']).toBe('VERIFIED');
    expect((await people.T02.post(`${at}/close`, { version: 9 })).json['state']).toBe('CLOSED');

    const history = await people.A01.get(`${at}/events`);
    expect((history.json['items'] as { type: string }[]).map(({ type }) => type)).toEqual([
      'planned',
      'approved',
      'opened',
      'readied',
      'started',
      'ended',
      'sealed',
      'corrected',
      'verified',
      'closed',
    ]);
    expect(history.text).not.toMatch(/村民|周素平/);
    expect((await people.A01.get(`${at}/events/verify`)).json).toEqual({ ok: true, events: 10 });
  });

  it('shows no names to whoever keeps the system running', async () => {
    const { id } = await led(4, { startsAt: '14:30' });
    await people.T02.post(`${API}/sessions/${id}/attendance`, { events: [signature(personId(5))] });
    const sheet = await people.S01.get(`${API}/sessions/${id}/attendance`);
    expect(sheet.json).toMatchObject({ present: 1, items: [{ name: '', village: '' }] });
    expect(sheet.text).not.toContain('村民');
  });
});

describe('An officer of another township', () => {
  it('sees who of their own is enrolled, and no other name', async () => {
    const { id } = await led(2, { township: '990581101', date: '2026-09-17' });
    const at = `${API}/sessions/${id}`;
    expect((await people.Z02.post(`${at}/enrol`, { personId: personId(8) })).status).toBe(200);
    await people.T02.post(`${at}/ready`, { version: 3 });
    await people.T02.post(`${at}/start`, { version: 4 });
    const walkIn = signature({ id: 'W7', name: '周素平', village: '柑林村' });
    const back = signature(personId(9));
    await people.T02.post(`${at}/attendance`, { events: [signature(personId(8)), walkIn, back, undoOf(back)] });

    expect((await people.Z02.get(at)).json).toMatchObject({ enrolments: [{ personId: 'P00008', name: '村民8', village: '沙湾村' }] });
    const sheet = await people.Z02.get(`${at}/attendance`);
    expect(sheet.json).toMatchObject({ present: 2, items: [{ name: '' }, { name: '', village: '' }], annulled: [{ device: 'phone-1' }] });
    expect(sheet.text).not.toMatch(/村民|周素平/);
    const page = (await people.Z02.get(`/sessions/${id}`)).text;
    expect(page).toMatch(/村民8[\s\S]*这场培训在别的乡镇/);
    expect(page).not.toMatch(/村民9|周素平|\/print"/);
    expect((await people.Z02.get(`/sessions/${id}/print`)).status).toBe(403);
    expect((await people.Z02.get(`/sessions/${id}/door`)).text).not.toMatch(/村民|周素平/);

    // Their own township's sheet they read whole.
    expect((await people.Z01.get(`${at}/attendance`)).text).toMatch(/周素平[\s\S]*村民8/);
    const printed = await people.Z01.get(`/sessions/${id}/print`);
    expect(printed.status).toBe(200);
    expect(printed.text).toContain('周素平');
    expect((await people.Z03.get(at)).json).toMatchObject({ enrolments: [{ name: '' }] });
  });
});

describe('What is wrong with a field', () => {
  it('is said of hours as of a number that may have a half', async () => {
    for (const hours of ['3', null, []]) {
      const answer = await people.T02.post(`${API}/sessions`, { ...plan(), hours });
      const [error] = isProblem(answer, 422, 'INVALID')['errors'] as { path: string; message: string }[];
      expect(error).toMatchObject({ path: 'hours', message: FIELD_MESSAGES.notHours.zh });
    }
    const low = await people.T02.post(`${API}/sessions`, { ...plan(), hours: 0 });
    expect(low.text).toContain('0.5');
    const none = await people.T02.post(`${API}/sessions`, { ...plan(), hours: undefined });
    expect(none.text).toContain(FIELD_MESSAGES.required.zh);
  });
});

describe('Handouts that nobody named', () => {
  it('are called materials in the language of the page', async () => {
    const { id } = await led(4, { date: '2026-09-16' });
    expect((await people.T02.post(`${API}/sessions/${id}/handouts`, { quantity: 3 })).json).toMatchObject({ item: '', quantity: 3 });
    const page = async (lang: string) =>
      (await people.T02.ask(`/sessions/${id}`, { headers: { cookie: `session=${people.T02.cookie}; lang=${lang}` } })).text;
    expect(await page('en')).toContain('<td>Materials</td>');
    expect(await page('zh')).toContain('<td>资料</td>');
  });
});

describe('A command', () => {
  it('on another version is stale, and says the version to read', async () => {
    const { id } = await led(2);
    expect(isProblem(await people.T02.post(`${API}/sessions/${id}/ready`, { version: 2 }), 409, 'STALE')['version']).toBe(3);
    isProblem(await people.T02.post(`${API}/sessions/${id}/ready`, {}), 422, 'INVALID');
    isProblem(await people.T02.post(`${API}/sessions/${id}/ready`, { version: 3, now: true }), 422, 'INVALID');
    expect(isProblem(await people.T02.post(`${API}/sessions/${id}/end`, { version: 3 }), 409, 'WRONG_STATE')['state']).toBe('OPEN');
  });

  it('puts off and calls off with a reason', async () => {
    const { id } = await led(3);
    isProblem(await people.T02.post(`${API}/sessions/${id}/postpone`, { version: 4 }), 422, 'INVALID');
    expect((await people.T02.post(`${API}/sessions/${id}/postpone`, { version: 4, reason: '暴雨' })).json).toMatchObject({
      state: 'POSTPONED',
      reason: '暴雨',
    });
    expect((await people.T02.post(`${API}/sessions/${id}/reschedule`, { version: 5, date: '2026-09-25' })).json).toMatchObject({
      state: 'APPROVED',
      date: '2026-09-25',
    });
    expect((await people.T02.post(`${API}/sessions/${id}/cancel`, { version: 6, reason: '人数不足' })).json['state']).toBe('CANCELLED');
  });

  it('before the class is no time for the door', async () => {
    const { id } = await led(3);
    isProblem(await people.T02.post(`${API}/sessions/${id}/attendance`, { events: [signature(personId(1))] }), 409, 'WRONG_STATE');
    isProblem(await people.T02.post(`${API}/sessions/${id}/attendance`, { events: {} }), 422, 'INVALID');
    isProblem(await people.T02.post(`${API}/sessions/${id}/attendance`, { events: Array(1001).fill({}) }), 422, 'INVALID');
  });

  it('that does not exist, on a session that does not, or by a wrong method says so', async () => {
    const { id } = await made();
    isProblem(await people.T02.post(`${API}/sessions/${id}/explode`, { version: 1 }), 404, 'UNKNOWN');
    for (const nowhere of ['PX-2026-9999', 'HEAD%23', '..%2f..', '%00', 'x'.repeat(41), '培训'])
      isProblem(await people.T02.get(`${API}/sessions/${encodeURI(nowhere)}`), 404, 'NOT_FOUND');
    isProblem(await people.T02.post(`${API}/sessions/PX-2026-9999/approve`, { version: 1 }), 404, 'NOT_FOUND');
    const wrong = await people.T02.ask(`${API}/sessions/${id}/attendance`, {
      method: 'DELETE',
      headers: { origin: 'http://localhost:3000' },
    });
    isProblem(wrong, 405, 'METHOD_NOT_ALLOWED');
    expect(wrong.headers.get('allow')).toBe('GET, HEAD, POST');
  });
});

describe('The same key', () => {
  it('gets the same answer, also where the second would differ', async () => {
    const { id } = await led(2, { startsAt: '19:00' });
    const send = (action: string, body: object, key: string) =>
      people.T02.post(`${API}/sessions/${id}/${action}`, body, { 'idempotency-key': key });
    const enrolled = await send('enrol', { personId: personId(11) }, 'e-1');
    expect(enrolled.status).toBe(200);
    expect((await send('enrol', { personId: personId(11) }, 'e-1')).text).toBe(enrolled.text);
    isProblem(await send('enrol', { personId: personId(12) }, 'e-1'), 422, 'KEY_REUSED');
    await people.T02.post(`${API}/sessions/${id}/ready`, { version: 3 });
    await people.T02.post(`${API}/sessions/${id}/start`, { version: 4 });
    const events = [signature(personId(11))];
    const deep = `{"events":[${'['.repeat(20_000)}${']'.repeat(20_000)}]}`;
    const poisoned = await people.T02.post(`${API}/sessions/${id}/attendance`, deep, { 'idempotency-key': 'a-0' });
    const errors = [{ path: '', message: '这一项填得不对' }];
    expect(poisoned.json).toEqual({ verdicts: [{ eventId: '', verdict: 'refused', reason: 'INVALID', errors }] });
    const first = await send('attendance', { events }, 'a-1');
    expect(first.json).toMatchObject({ verdicts: [{ verdict: 'recorded' }] });
    expect((await send('attendance', { events }, 'a-1')).text).toBe(first.text);
    expect((await people.T02.post(`${API}/sessions/${id}/attendance`, { events })).json).toMatchObject({
      verdicts: [{ verdict: 'duplicate' }],
    });
  });
});

describe('GET /sessions', () => {
  it('goes page by page through a month', async () => {
    for (let n = 0; n < 5; n += 1) await made({ date: '2027-05-04' });
    const first = await people.A01.get(`${API}/sessions?month=2027-05&limit=3`);
    expect(first.json['items']).toHaveLength(3);
    const rest = await people.A01.get(`${API}/sessions?month=2027-05&limit=3&cursor=${encodeURIComponent(String(first.json['cursor']))}`);
    expect([rest.json['items'], rest.json['cursor']]).toMatchObject([[{}, {}], null]);
    for (const query of ['month=2027-13', 'limit=0', 'kind=PARTY', 'cursor=x', 'q=1'])
      isProblem(await people.A01.get(`${API}/sessions?${query}`), 422, 'INVALID');
  });
});
