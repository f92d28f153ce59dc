// The mail ledger and the mail that came in, page by page: what waits for whom, what is handed out, and the two buttons.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerContact } from '../../functions/services/petitions.ts';
import { takeIn } from '../../functions/services/inbound.ts';
import { mailTags } from '../../functions/store/mail-tags.ts';
import { readCase } from '../../functions/store/cases.ts';
import { formToken } from '../../functions/web/security.ts';
import { receivedEvent, sesEvents } from '../../lib/local/mail-events.ts';
import { freshBureau, valueOf, visit, type TestBureau } from '../support/bureau.ts';
import { visitors, type Answer, type Visitor } from '../support/visitor.ts';

const LETTER = Buffer.from('From: 某人 <li@elsewhere.example>\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>');
const ID = '1795000000000000-0123456789abcdef';

let bureau: TestBureau;
let people: Record<'P02' | 'F03' | 'S01', Visitor>;
let mailNumber: string;
beforeAll(async () => {
  bureau = await freshBureau();
  Object.assign(bureau.deps, { received: { read: (id: string) => Promise.resolve(id === ID ? LETTER : undefined) } });
  const { as } = visitors(bureau);
  people = { P02: await as('P02'), F03: await as('F03'), S01: await as('S01') };
  const { petition } = valueOf(await registerContact(bureau.deps, bureau.callerOf('F03'), visit()));
  const [mail] = (await readCase(bureau.deps.db, petition.number))?.mails ?? [];
  mailNumber = mail!.number;
  const taken = {
    messageId: 'm-1',
    source: 'shoufang@ymj.example',
    destination: ['bounce@simulator.amazonses.com'],
    tags: mailTags('990581', mail!),
    configurationSet: 'local',
  };
  for (const event of sesEvents(taken, new Date('2026-09-18T02:01:00Z'))) await takeIn(bureau.deps, event);
  await takeIn(bureau.deps, receivedEvent({ id: ID, size: LETTER.length, at: new Date('2026-09-18T01:30:00Z') }));
  await takeIn(bureau.deps, receivedEvent({ id: 'f'.repeat(40), size: 5 * 1024 * 1024, at: new Date('2026-09-18T01:40:00Z') }));
});
afterAll(() => bureau.stop());

const press = (who: Visitor, path: string, token = formToken(who.cookie)): Promise<Answer> =>
  who.ask(path, { method: 'POST', headers: { origin: 'http://localhost:3000' }, body: new URLSearchParams({ token }) });
const actionsOn = (page: Answer): string[] =>
  [...page.text.matchAll(/action="(\/(?:mails|held-mail)\/[^"]+)"/g)].map(([, path = '']) => path);

describe('a mail that arrived nowhere', () => {
  it('stands on Today of whoever sees to mail, in red, and on nobody else’s', async () => {
    const today = await people.P02.get('/');
    expect(today.text).toContain('有 1 封邮件没有送到');
    expect(today.text).toContain('来信待归档（2）');
    expect((await people.S01.get('/')).text).not.toContain('来信待归档');
    const other = await people.F03.get('/');
    expect(other.text).not.toContain('没有送到');
    expect(other.text).not.toContain('来信待归档');
  });

  it('stands in the ledger with what the carrier said, in both languages, and in the case’s history', async () => {
    const page = await people.P02.get('/mails');
    expect(page.text).toContain(mailNumber);
    expect(page.text).toContain('被退回');
    expect(page.text).toMatch(/被退回<\/span><span[^>]*> 对方邮箱不收</);
    expect(page.text).not.toContain('@simulator');
    const own = await people.F03.get('/mails');
    expect(own.text).toContain(mailNumber);
    expect(actionsOn(own)).toEqual([]);
    const english = await people.P02.get('/mails', { cookie: `session=${people.P02.cookie}; language=en` });
    expect(english.status).toBe(200);
    expect((await people.P02.get('/api/v1/mails?state=bounced')).json['items']).toHaveLength(1);
    expect((await people.P02.get('/api/v1/mails?state=delivered')).json['items']).toEqual([]);
  });

  it('is dealt with by one press from our own page, and says by whom', async () => {
    const [path = ''] = actionsOn(await people.P02.get('/mails'));
    expect((await press(people.P02, path, 'wrong')).status).toBe(403);
    expect((await press(people.F03, path)).status).toBe(403);
    for (let times = 0; times < 2; times += 1) {
      const answer = await press(people.P02, path);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/mails']);
    }
    const page = await people.P02.get('/mails');
    expect(actionsOn(page)).toEqual([]);
    expect(page.text).toContain('没有要处理的邮件');
    expect(page.text).toMatch(/严立春 9月18日 10:00已处理/);
  });
});

describe('whoever keeps the ledger and opens no case', () => {
  it('is led to none, and whoever may open it is', async () => {
    const number = mailNumber.slice(0, 'XF-2026-0001'.length);
    const kept = await people.S01.get('/mails');
    expect(kept.text).toContain(number);
    expect(kept.text).not.toContain('href="/petitions/XF');
    for (const who of [people.F03, people.P02]) expect((await who.get('/mails')).text).toContain(`href="/petitions/${number}"`);
  });

  it('is not led to the desk from an empty list either', async () => {
    expect((await people.S01.get('/petitions')).text).not.toContain('href="/desk"');
    expect((await people.P02.get('/petitions?view=overdue')).text).toContain('href="/desk"');
  });

  it('is not told of a restricted matter, whose mail its handler and the head see', async () => {
    const { deps, callerOf } = bureau;
    const accusation = visit({ kind: 'ACCUSATION', accused: { staff: 'F05' }, story: '来信反映周晓红收受礼品。' });
    const { petition } = valueOf(await registerContact(deps, callerOf('F03'), accusation));
    const { as } = visitors(bureau);
    const told = async (id: string): Promise<readonly boolean[]> => {
      const who = await as(id);
      const answers = [
        await who.get('/mails'),
        await who.get('/api/v1/mails?limit=100'),
        await who.get(`/api/v1/mails?case=${petition.number}`),
      ];
      return answers.map(({ text }) => text.includes(petition.number));
    };
    for (const id of [petition.owner, 'L01']) expect([id, await told(id)]).toEqual([id, [true, true, true]]);
    for (const id of ['S01', 'P02', 'A01', 'F05']) expect([id, await told(id)]).toEqual([id, [false, false, false]]);
  });
});

describe('mail that came in', () => {
  it('is listed by day and size, without a word of it; a large one is not handed out here', async () => {
    const page = await people.P02.get('/held-mail');
    expect(page.text).toContain('9月18日 09:30');
    expect(page.text).toContain('5120 KB');
    expect(page.text).toContain('太大');
    expect(page.text).not.toContain('某人');
    expect((await people.P02.get(`/held-mail/${'f'.repeat(40)}/raw`)).status).toBe(413);
  });

  it('is handed out to be saved, never to be shown', async () => {
    const file = await people.P02.get(`/held-mail/${ID}/raw`);
    expect(file.status).toBe(200);
    expect(file.text).toBe(LETTER.toString());
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${ID}.eml"`);
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is not for the administrator, nor for an officer', async () => {
    for (const who of [people.S01, people.F03]) {
      expect((await who.get('/held-mail')).status).toBe(403);
      expect((await who.get(`/held-mail/${ID}/raw`)).status).toBe(403);
      expect((await press(who, `/held-mail/${ID}/dealt`)).status).toBe(403);
    }
  });

  it('is dealt with by one press, and the list says when it is empty', async () => {
    for (const path of actionsOn(await people.P02.get('/held-mail'))) expect((await press(people.P02, path)).status).toBe(303);
    const page = await people.P02.get('/held-mail');
    expect(page.text).toContain('没有待归档的来信');
    expect(page.text).toContain('严立春 · 9月18日 10:00');
    expect((await people.P02.get(`/held-mail/${'e'.repeat(40)}/raw`)).status).toBe(404);
    expect((await press(people.P02, `/held-mail/${'e'.repeat(40)}/dealt`)).status).toBe(404);
  });
});
