// The forms of sessions from outside, as a browser without script sends them: what is kept, what counts once, who is turned away.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSessionFile } from '../../functions/services/sessions.ts';
import type { SessionFile } from '../../functions/services/session-shapes.ts';
import { enrol } from '../../functions/services/enrolment.ts';
import { formToken } from '../../functions/web/security.ts';
import { freshBureau, NOW, valueOf, type TestBureau } from '../support/bureau.ts';
import { enterRoll, sessionIn, signAs, signature } from '../support/training.ts';
import { visitors, type Visitor } from '../support/visitor.ts';

let bureau: TestBureau;
let organiser: Visitor;
let head: Visitor;
let inspector: Visitor;
let officer: Visitor;
let admin: Visitor;
beforeAll(async () => {
  bureau = await freshBureau();
  const { as } = visitors(bureau);
  [organiser, head, inspector, officer, admin] = await Promise.all([as('T02'), as('T01'), as('J01'), as('F03'), as('S01')]);
  await enterRoll(bureau, 12, [12]);
});
afterAll(() => bureau.stop());

let keys = 0;
const freshKey = (): string => `key-of-a-form-${String((keys += 1)).padStart(4, '0')}`;
const press = (by: Visitor, path: string, fields: Record<string, string> = {}) =>
  by.ask(path, {
    method: 'POST',
    headers: { origin: 'http://localhost:3000', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token: formToken(by.cookie), idempotencyKey: freshKey(), ...fields }).toString(),
  });
const whereTo = (answer: { headers: Headers }): string => answer.headers.get('location') ?? '';
const fileOf = async (id: string): Promise<SessionFile> => valueOf(await openSessionFile(bureau.deps, bureau.callerOf('T02'), id));
const pathOf = ({ session }: SessionFile): string => `/sessions/${session.sessionId}`;
const versionOf = ({ session }: SessionFile): Record<string, string> => ({ version: String(session.version) });

describe('the plan', () => {
  const fields = {
    kind: 'PRACTICAL',
    topic: '柑桔',
    date: '2026-09-20',
    startsAt: '8：30',
    hours: '2.5',
    township: '990581102',
    village: '',
    capacity: '60',
    fundLine: '',
  };

  it('pressed twice is one session', async () => {
    const key = { idempotencyKey: freshKey() };
    const [first, second] = [
      await press(organiser, '/sessions', { ...fields, ...key }),
      await press(organiser, '/sessions', { ...fields, ...key }),
    ];
    expect(first.status).toBe(303);
    expect(whereTo(first)).toMatch(/^\/sessions\/PX-2026-\d{4}$/);
    expect(whereTo(second)).toBe(whereTo(first));
  });

  it('comes back with every mistake beside its box, and all that was typed', async () => {
    const answer = await press(organiser, '/sessions', { ...fields, startsAt: '半早', hours: '2.3', capacity: '0', township: '' });
    expect(answer.status).toBe(422);
    for (const box of ['startsAt', 'capacity', 'township']) expect(answer.text).toContain(`href="#${box}"`);
    expect(answer.text).toContain('value="半早"');
    expect(answer.text).toContain('value="柑桔"');
  });

  it('is not for those who do not plan', async () => {
    expect((await officer.get('/sessions/new')).status).toBe(403);
    expect((await press(officer, '/sessions', fields)).status).toBe(403);
  });
});

describe('who is to come', () => {
  it('is found by what travels in the body, ticked, and added; a form sent twice adds nobody twice', async () => {
    const session = await sessionIn(bureau, 'OPEN');
    const found = await press(organiser, `${pathOf(session)}/enrol/search`, { find: 'P00003' });
    expect(found.text).toContain('name="p.P00003"');
    for (const time of [1, 2]) {
      const added = await press(organiser, `${pathOf(session)}/enrol`, { q: 'P00003', 'p.P00003': '1' });
      expect([time, added.status, whereTo(added)]).toEqual([time, 303, `${pathOf(session)}#enrolments`]);
    }
    expect((await fileOf(session.session.sessionId)).counts.enrolled).toBe(1);
    await press(organiser, `${pathOf(session)}/withdraw`, { person: 'P00003' });
    expect((await fileOf(session.session.sessionId)).counts.enrolled).toBe(0);
  });

  it('says who was not added and why, and that every seat is taken', async () => {
    const session = await sessionIn(bureau, 'OPEN', { capacity: 1 });
    const partly = await press(organiser, `${pathOf(session)}/enrol`, { q: 'P00012', 'p.P00001': '1', 'p.P00012': '1' });
    expect(partly.text).toContain('已添加 1 人');
    expect(partly.text).toContain('有 1 人没有添加');
    const full = await press(organiser, `${pathOf(session)}/enrol`, { q: 'P00002', 'p.P00002': '1' });
    expect(full.status).toBe(409);
    expect(full.text).toContain('名额已满');
    expect((await press(organiser, `${pathOf(session)}/enrol`, { q: '' })).text).toContain('请先勾上');
  });
});

describe('the door without script', () => {
  it('leads from a sign-in to its verdict, and tells the same one twice', async () => {
    const session = await sessionIn(bureau, 'IN_SESSION', { topic: '门口' });
    const fields = { slot: '1', method: 'NAME', person: 'P00001', idempotencyKey: freshKey() };
    const signed = await press(organiser, `${pathOf(session)}/door/sign-in`, fields);
    expect(whereTo(signed)).toMatch(/\/door\?event=key-of-a-form-\d{4}\.[0-9a-f]{16}&slot=1$/);
    expect((await organiser.get(whereTo(signed))).text).toContain('data-verdict="recorded"');
    const again = await press(organiser, `${pathOf(session)}/door/sign-in`, fields); // the same form: back and sent again
    expect(whereTo(again)).toBe(whereTo(signed));
    const other = await press(organiser, `${pathOf(session)}/door/sign-in`, { ...fields, idempotencyKey: freshKey() });
    expect(other.text).toContain('data-verdict="duplicate"');
    expect(other.text).toContain('已签 10:00');

    const event = new URLSearchParams(whereTo(signed).split('?')[1]).get('event') ?? '';
    const undone = await press(organiser, `${pathOf(session)}/door/undo`, { undoes: event, slot: '1' });
    expect((await organiser.get(whereTo(undone))).text).toContain('data-verdict="undone"');
    expect((await fileOf(session.session.sessionId)).counts).toMatchObject({ present: 0, annulled: 1 }); // one undo is enough: no second signature was kept
  });

  it('says where somebody signed in the same half-day', async () => {
    const elsewhere = await sessionIn(bureau, 'IN_SESSION', { topic: '蔬菜', village: '望江村' });
    await signAs(bureau, 'T02', elsewhere.session.sessionId, [signature('P00002')]);
    const here = await sessionIn(bureau, 'IN_SESSION');
    const answer = await press(organiser, `${pathOf(here)}/door/sign-in`, { slot: '1', person: 'P00002' });
    expect(answer.text).toContain('data-verdict="refused"');
    expect(answer.text).toMatch(/村民2[\s\S]*望江村 蔬菜/);
  });

  it('takes a walk-in by name, asks for the name where it lacks, and keeps the village', async () => {
    const session = await sessionIn(bureau, 'IN_SESSION');
    const asked = await press(organiser, `${pathOf(session)}/door/walk-in`, { slot: '1', name: ' ', village: '白果村' });
    expect(asked.text).toContain('请写姓名');
    expect(asked.text).toContain('value="白果村"');
    const fields = { slot: '1', name: '过路人', village: '白果村', idempotencyKey: freshKey() };
    await press(organiser, `${pathOf(session)}/door/walk-in`, fields);
    await press(organiser, `${pathOf(session)}/door/walk-in`, fields);
    expect((await fileOf(session.session.sessionId)).counts).toMatchObject({ present: 1, walkIns: 1 });
  });

  it('signs nobody in for whoever is not at the door, and nobody before it is open', async () => {
    const session = await sessionIn(bureau, 'IN_SESSION');
    expect((await press(officer, `${pathOf(session)}/door/sign-in`, { slot: '1', person: 'P00005' })).status).toBe(403);
    expect((await officer.get(`${pathOf(session)}/roll-call`)).status).toBe(403);
    const early = await sessionIn(bureau, 'READY');
    expect((await press(organiser, `${pathOf(early)}/door/sign-in`, { slot: '1', person: 'P00005' })).text).toContain('这一场现在不能签到');
    expect((await fileOf(early.session.sessionId)).counts.present).toBe(0);
  });
});

describe('the roll-call', () => {
  it('signs everybody ticked and every walk-in; sent twice it changes nothing', async () => {
    const open = await sessionIn(bureau, 'OPEN');
    const id = open.session.sessionId;
    valueOf(await enrol(bureau.deps, bureau.callerOf('T02'), id, { people: ['P00006', 'P00007', 'P00008'] }));
    for (const command of ['ready', 'start']) await press(organiser, `${pathOf(open)}/${command}`, versionOf(await fileOf(id)));
    const fields = {
      slot: '1',
      'p.P00006': '1',
      'p.P00007': '1',
      walkIn1Name: '赵路过',
      walkIn1Village: '石桥村',
      idempotencyKey: freshKey(),
    };
    expect(whereTo(await press(organiser, `${pathOf(open)}/roll-call`, fields))).toContain('recorded=3&duplicate=0');
    expect(whereTo(await press(organiser, `${pathOf(open)}/roll-call`, fields))).toContain('recorded=0&duplicate=3');
    const refused = await press(organiser, `${pathOf(open)}/roll-call`, { slot: '1', 'p.P00099': '1' });
    expect(refused.text).toMatch(/没有签上 1 人[\s\S]*花名册里没有这个人/);
    const { sheet, counts } = await fileOf(id);
    expect(counts).toMatchObject({ present: 3, walkIns: 1 });
    expect(sheet.map(({ method, device }) => `${method} ${device}`)).toEqual(Array(3).fill('PAPER roll-call'));
    expect((await organiser.get(`${pathOf(open)}/seal`)).status).toBe(409); // not over yet
  });
});

describe('the commands', () => {
  it('go from the end of the class to the wizard, and from the start to the door', async () => {
    const ready = await sessionIn(bureau, 'READY');
    expect(whereTo(await press(organiser, `${pathOf(ready)}/start`, versionOf(ready)))).toBe(`${pathOf(ready)}/door`);
    expect(whereTo(await press(organiser, `${pathOf(ready)}/end`, versionOf(await fileOf(ready.session.sessionId))))).toBe(
      `${pathOf(ready)}/seal`,
    );
  });

  it('say so where somebody was faster', async () => {
    const session = await sessionIn(bureau, 'PLANNED');
    const late = await press(head, `${pathOf(session)}/approve`, { version: '9' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('刚才有人先更新了这一场');
    expect((await press(officer, `${pathOf(session)}/approve`, versionOf(session))).status).toBe(403);
  });

  it('ask for a reason, and keep what was typed', async () => {
    const session = await sessionIn(bureau, 'PLANNED');
    const blank = await press(organiser, `${pathOf(session)}/postpone`, { ...versionOf(session), reason: ' ' });
    expect(blank.status).toBe(422);
    expect(blank.text).toContain('href="#reason"');
    await press(organiser, `${pathOf(session)}/postpone`, { ...versionOf(session), reason: '暴雨' });
    const postponed = await fileOf(session.session.sessionId);
    expect((await organiser.get(pathOf(session))).text).toContain('原因：暴雨');
    await press(organiser, `${pathOf(session)}/reschedule`, { ...versionOf(postponed), date: '2026-10-12', startsAt: '9:00' });
    expect((await fileOf(session.session.sessionId)).session).toMatchObject({ state: 'APPROVED', date: '2026-10-12', startsAt: '09:00' });
  });

  it('seal only with a reason where the paper differs, and show the seal', async () => {
    const session = await sessionIn(bureau, 'ENDED');
    const differs = await press(organiser, `${pathOf(session)}/seal`, { ...versionOf(session), paperTotal: '3' });
    expect(differs.status).toBe(409);
    expect(differs.text).toMatch(/href="#difference"[\s\S]*value="3"/);
    await press(organiser, `${pathOf(session)}/seal`, { ...versionOf(session), paperTotal: '3', difference: '三人忘签' });
    expect((await organiser.get(pathOf(session))).text).toContain('已封存');
  });

  it('correct a sealed sheet by adding and taking off, with the reason, and only for the head', async () => {
    const open = await sessionIn(bureau, 'IN_SESSION', { startsAt: '14:30' });
    const id = open.session.sessionId;
    await signAs(bureau, 'T02', id, [signature('P00009'), signature('P00010')]);
    for (const command of ['end', 'seal']) await press(organiser, `${pathOf(open)}/${command}`, versionOf(await fileOf(id)));
    const sealed = await fileOf(id);
    expect((await organiser.get(`${pathOf(open)}/correct`)).status).toBe(403);
    const looked = await press(head, `${pathOf(open)}/correct`, {
      ...versionOf(sealed),
      look: '1',
      find: 'P00011',
      reason: '写了一半',
      'w.P.P00010': '1',
    });
    expect(looked.text).toContain('name="p.P00011"');
    expect(looked.text).toContain('写了一半');
    expect(looked.text).toMatch(/name="w\.P\.P00010" value="1" checked/);
    const fields = { ...versionOf(sealed), reason: '认错了人', 'w.P.P00010': '1', 'p.P00011': '1', walkInName: '钱补登', handouts: '5' };
    expect((await press(head, `${pathOf(open)}/correct`, { ...fields, reason: '' })).text).toContain('href="#reason"');
    expect(whereTo(await press(head, `${pathOf(open)}/correct`, fields))).toBe(pathOf(open));
    const corrected = await fileOf(id);
    expect(corrected.counted).toMatchObject({ migrants: ['P.P00009', 'P.P00011'], handouts: 5 });
    expect(corrected.counted?.others).toHaveLength(1);
    expect((await head.get(pathOf(open))).text).toMatch(/认错了人[\s\S]*加 2 人，减 1 人/);
    const nothing = await press(head, `${pathOf(open)}/correct`, { ...versionOf(corrected), reason: '没有要改的' });
    expect(nothing.status).toBe(422);
    expect(nothing.text).toContain('没有要改的');
  });

  it('let the inspector check by sample', async () => {
    const session = await sessionIn(bureau, 'SEALED');
    const form = await inspector.get(`${pathOf(session)}/verify`);
    expect(form.text).toContain('name="sample"');
    const wrong = await press(inspector, `${pathOf(session)}/verify`, { ...versionOf(session), sample: '5', hits: '5' });
    expect(wrong.text).toContain('href="#sample"');
    await press(inspector, `${pathOf(session)}/rejectCheck`, { ...versionOf(session), findings: '两人未到场' });
    expect((await organiser.get(pathOf(session))).text).toMatch(/核验不通过[\s\S]*两人未到场/);
  });
});

describe('handouts', () => {
  it('are noted once a form, and ask for a number', async () => {
    const session = await sessionIn(bureau, 'IN_SESSION');
    const wrong = await press(organiser, `${pathOf(session)}/handouts`, { item: '手册', quantity: '很多' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toMatch(/value="手册"[\s\S]*value="很多"/);
    const fields = { item: '手册', quantity: '30', idempotencyKey: freshKey() };
    for (const _time of [1, 2]) expect((await press(organiser, `${pathOf(session)}/handouts`, fields)).status).toBe(303);
    expect((await fileOf(session.session.sessionId)).session.handouts).toBe(30);
  });
});

describe('who sees what', () => {
  it('the administrator sees no name, on no page', async () => {
    const session = await sessionIn(bureau, 'IN_SESSION', { startsAt: '19:00' });
    await signAs(bureau, 'T02', session.session.sessionId, [signature('P00004')]);
    expect((await organiser.get(pathOf(session))).text).toContain('村民4');
    for (const page of ['', '/door']) expect((await admin.get(`${pathOf(session)}${page}`)).text).not.toContain('村民4');
    expect((await admin.get(`${pathOf(session)}/print`)).status).toBe(403);
    expect((await press(admin, `${pathOf(session)}/door/search`, { find: 'P00004' })).text).not.toContain('村民4');
  });

  it('prints names for those who may read them, with a code that opens the door', async () => {
    const session = await sessionIn(bureau, 'OPEN');
    valueOf(await enrol(bureau.deps, bureau.callerOf('T02'), session.session.sessionId, { people: ['P00005'] }));
    const sheet = (await officer.get(`${pathOf(session)}/print`)).text;
    expect(sheet).toContain('村民5');
    expect(sheet).toMatch(/<svg viewBox="0 0 \d+ \d+"[\s\S]*<path d="M/);
  });

  it('answers alike for a session that is not there and an address that is none', async () => {
    const answers = await Promise.all(
      ['/sessions/PX-2026-9999', '/sessions/..%2f', '/sessions/PX-2026-9999/door', '/sessions/PX-2026-0001/none'].map((path) =>
        organiser.get(path),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  });

  it('is found by its number from the box on every page', async () => {
    expect(whereTo(await officer.get('/find?q=px-2026-0001'))).toBe('/sessions/PX-2026-0001');
  });

  it('shows today’s sessions on Today, with the door for those who check', async () => {
    await sessionIn(bureau, 'READY', { topic: '今天的课' });
    expect((await organiser.get('/')).text).toMatch(/今日培训[\s\S]*今天的课[\s\S]*\/door"/);
    expect((await officer.get('/')).text).not.toContain('/door"');
    expect((await organiser.get(`/sessions?month=${NOW.slice(0, 7)}`)).text).toContain('今天的课');
    expect((await organiser.get('/sessions?month=2026-99&township=x&kind=y')).status).toBe(200);
  });
});
