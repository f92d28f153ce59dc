// The page a mail leads to: what it shows, what a machine that opens, follows and submits everything can do (nothing), and what a person can.
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../functions/domain/petitions/commands.ts';
import { deliver } from '../../functions/services/mailing.ts';
import { giveCommand } from '../../functions/services/petitions.ts';
import { actionApp } from '../../functions/web/action/app.tsx';
import type { WebEnv } from '../../functions/web/session.ts';
import { must, openMailBureau, readMails, STAFF, type MailBureau } from '../support/mail-bureau.ts';

let bureau: MailBureau;
let app: Hono<WebEnv>;
beforeAll(async () => {
  bureau = await openMailBureau();
  app = actionApp(bureau.deps);
});
afterAll(() => bureau.stop());

const HERE = '/990581/a';

/** A browser as far as this page needs one: it keeps a cookie and follows redirects. */
const browser = () => {
  let cookie = '';
  const open = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await app.request(path, { ...init, headers: { ...(cookie && { cookie }) } });
    const set = response.headers.get('set-cookie');
    if (set !== null) cookie = set.split(';')[0] ?? '';
    return response.status === 303
      ? open(response.headers.get('location') ?? '', { method: init.method === 'HEAD' ? 'HEAD' : 'GET' })
      : response;
  };
  const post = (path: string, fields: Record<string, string>) => open(path, { method: 'POST', body: new URLSearchParams(fields) });
  return { open, post };
};

/** The forms of a page with what they hold when nobody touches them. */
const forms = (html: string) =>
  [...html.matchAll(/<form[^>]*?action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map(([whole, action = '', inside = '']) => {
    const inputs = [...inside.matchAll(/<input[^>]*>/g)].map(([tag]) => ({
      name: /name="([^"]*)"/.exec(tag)?.[1] ?? '',
      value: /value="([^"]*)"/.exec(tag)?.[1] ?? '',
      type: /type="([^"]*)"/.exec(tag)?.[1] ?? '',
      checked: / checked/.test(tag),
    }));
    const defaults = Object.fromEntries(
      inputs.filter(({ type, checked }) => !['radio', 'checkbox'].includes(type) || checked).map(({ name, value }) => [name, value]),
    );
    return { action, method: /method="([^"]*)"/.exec(whole)?.[1] ?? 'get', inputs, defaults };
  });

const mailed = async (by = STAFF.F03): Promise<{ number: string; path: string }> => {
  const number = await bureau.register({}, by);
  bureau.taken();
  for (const key of await bureau.keys(number)) await deliver(bureau.mailing, key);
  const [mail] = await readMails(bureau.taken());
  const url = /http:\/\/localhost:3000(\/990581\/a\/\w+)/.exec(mail?.text ?? '')?.[1] ?? '';
  return { number, path: url };
};

const history = async (number: string): Promise<string[]> => (await bureau.petition(number)).events.map(({ type }) => type);

/** Opens a fresh link and answers with its page, its nonce and the browser that holds it. */
const opened = async (by = STAFF.F03) => {
  const link = await mailed(by);
  const { open, post } = browser();
  const html = await (await open(link.path)).text();
  const [form] = forms(html);
  return { ...link, open, post, html, nonce: form?.defaults['nonce'] ?? '' };
};

describe('the page', () => {
  it('moves the token out of the address at once, into a cookie of this path for a quarter of an hour', async () => {
    const { path } = await mailed();
    const response = await app.request(path);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(HERE);
    expect(response.headers.get('set-cookie')).toMatch(/^action=\w{26}; Max-Age=900; Path=\/990581\/a; HttpOnly; SameSite=Lax$/);
  });

  it('shows the number, the state, the date and why, and several answers of which none is chosen', async () => {
    const { html, number } = await opened();
    expect(html).toContain(`<h1>${number}</h1>`);
    expect(html).toContain('已登记');
    expect(html).toContain('<time datetime="2026-03-17">');
    expect(html).toContain('《信访工作条例》第二十三条');
    const [form, ...others] = forms(html);
    expect(others).toEqual([]);
    expect(form?.inputs.filter(({ type }) => type === 'radio').map(({ value, checked }) => [value, checked])).toEqual([
      ['SIGN', false],
      ['SIGN_CONTACTED', false],
      ['DOUBT', false],
    ]);
    expect(html).not.toContain('补贴');
  });

  it('speaks English to those who do', async () => {
    const { html } = await opened(STAFF.F04);
    expect(html).toContain('I sign for it and see it through');
  });

  it('is stored, indexed and referred to by nobody', async () => {
    const { path } = await mailed();
    const { open } = browser();
    for (const response of [await app.request(path), await open(path), await open(`${HERE}/nonsense`)]) {
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('x-robots-tag')).toContain('noindex');
      expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
  });
});

describe('a machine', () => {
  it('that opens, heads, follows every link and submits every form as it stands changes nothing and uses nothing up', async () => {
    const { number, path } = await mailed();
    const before = await bureau.everyRow();
    const { open, post } = browser();
    await open(path, { method: 'HEAD' });
    const html = await (await open(path)).text();
    for (const [, href = ''] of html.matchAll(/<a [^>]*href="([^"#]+)"/g)) await open(href);
    for (const { action, method, defaults } of forms(html)) {
      const response = await (method === 'post' ? post(action, defaults) : open(`${action}?${new URLSearchParams(defaults).toString()}`));
      expect(response.status).toBe(422);
      const again = await response.text();
      expect(again).toContain('请先选一项，再提交。');
      for (const form of forms(again)) await post(form.action, form.defaults);
    }
    await post(`${HERE}/undo`, forms(html)[0]?.defaults ?? {});
    expect(await history(number)).toEqual(['registered']);
    expect(await bureau.everyRow()).toEqual(before);
    expect((await open(path)).status).toBe(200);
  });

  it('that comes after the officer does not take the signature back by submitting what it finds', async () => {
    const { number, path, post, nonce } = await opened();
    await post(HERE, { nonce, outcome: 'SIGN' });
    const scanner = browser();
    const found = forms(await (await scanner.open(path)).text());
    expect(found.map(({ action }) => action)).toEqual([`${HERE}/undo`]);
    for (const { action, defaults } of found) {
      const response = await scanner.post(action, defaults);
      expect(response.status).toBe(422);
      expect(await response.text()).toContain('请先勾选');
    }
    expect(await history(number)).toEqual(['registered', 'acknowledged']);
  });

  it('finds the same page behind a wrong link, an expired one, and none', async () => {
    const { path } = await mailed();
    bureau.wait(72 * 60);
    const page = async (at: string) => {
      const response = await browser().open(at);
      return [response.status, (await response.text()).replaceAll(/nonce="[^"]*"/g, '')];
    };
    const expired = await page(path);
    expect(expired[0]).toBe(404);
    expect(await page(`${HERE}/${'0'.repeat(26)}`)).toEqual(expired);
    expect(await page(`${HERE}/short`)).toEqual(expired);
    expect(await page(HERE)).toEqual(expired);
  });
});

describe('a person', () => {
  it('signs by choosing and pressing', async () => {
    const { number, post, nonce } = await opened();
    const html = await (await post(HERE, { nonce, outcome: 'SIGN' })).text();
    expect(html).toContain('签收。');
    const { petition, events } = await bureau.petition(number);
    expect(petition.acknowledged?.by).toBe('F03');
    expect(events.at(-1)).toMatchObject({ type: 'acknowledged', by: 'F03', data: { via: 'mail' } });
  });

  it('may have typed the link by hand, with letters that look alike', async () => {
    const { path } = await mailed();
    const typed = path.replace(/[^/]+$/, (token) => token.toUpperCase().replaceAll('0', 'O').replaceAll('1', 'L'));
    expect((await browser().open(typed)).status).toBe(200);
  });

  it('signs and says that the petitioner was contacted: one more line of history, no more', async () => {
    const { number, post, nonce } = await opened();
    await post(HERE, { nonce, outcome: 'SIGN_CONTACTED' });
    expect(await history(number)).toEqual(['registered', 'acknowledged', 'noted']);
  });

  it('asks the petition room to get in touch, without signing', async () => {
    const { number, post, nonce } = await opened();
    expect(await (await post(HERE, { nonce, outcome: 'DOUBT' })).text()).toContain('还没有签收');
    expect(await history(number)).toEqual(['registered', 'noted']);
    const asked = (await bureau.petition(number)).mails.filter(({ code }) => code === 'E41');
    expect(asked.map(({ recipient }) => recipient)).toEqual(['F01']); // the head of the petition room
  });

  it('sees what the first press came to when pressing again, another answer too', async () => {
    const { number, post, open, nonce } = await opened();
    await post(HERE, { nonce, outcome: 'SIGN' });
    expect(await (await post(HERE, { nonce, outcome: 'DOUBT' })).text()).toContain('签收。');
    expect(await (await open(HERE)).text()).toContain('签收。');
    expect(await history(number)).toEqual(['registered', 'acknowledged']);
  });

  it('who presses twice at one moment has pressed once', async () => {
    const { number, post, nonce } = await opened();
    const presses = await Promise.all([1, 2, 3].map(() => post(HERE, { nonce, outcome: 'SIGN_CONTACTED' })));
    expect(presses.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await history(number)).toEqual(['registered', 'acknowledged', 'noted']);
  });

  it('takes the signature back within ten minutes, and may sign again with the same link', async () => {
    const { number, post, nonce } = await opened();
    const signed = forms(await (await post(HERE, { nonce, outcome: 'SIGN' })).text())[0]!;
    expect(signed.action).toBe(`${HERE}/undo`);
    bureau.wait(9);
    const again = forms(await (await post(signed.action, { ...signed.defaults, sure: '1' })).text())[0]!;
    expect((await bureau.petition(number)).petition.acknowledged).toBeUndefined();
    await post(HERE, { ...again.defaults, outcome: 'SIGN' });
    expect(await history(number)).toEqual(['registered', 'acknowledged', 'acknowledgementUndone', 'acknowledged']);
  });

  it('does not take it back after ten minutes, and is not offered to', async () => {
    const { number, post, open, nonce } = await opened();
    const signed = forms(await (await post(HERE, { nonce, outcome: 'SIGN' })).text())[0]!;
    bureau.wait(11);
    expect(forms(await (await open(HERE)).text())).toEqual([]);
    expect((await post(signed.action, { ...signed.defaults, sure: '1' })).status).toBe(409);
    expect((await bureau.petition(number)).petition.acknowledged).toBeDefined();
  });

  it('chooses again on a page that was open for more than an hour', async () => {
    const { number, post, nonce } = await opened();
    bureau.wait(61);
    const response = await post(HERE, { nonce, outcome: 'SIGN' });
    expect(response.status).toBe(410);
    const html = await response.text();
    expect(html).toContain('打开得太久');
    await post(HERE, { ...forms(html)[0]!.defaults, outcome: 'SIGN' });
    expect(await history(number)).toEqual(['registered', 'acknowledged']);
  });

  it.each(['', 'x', '1.1.x', `9999999999.1.${'a'.repeat(43)}`])('with a page that is not ours (%j) does nothing', async (nonce) => {
    const { number, post } = await opened();
    expect((await post(HERE, { nonce, outcome: 'SIGN' })).status).toBe(410);
    expect(await history(number)).toEqual(['registered']);
  });

  it('cannot use the page of one link with another', async () => {
    const [one, two] = [await opened(), await opened()];
    expect((await two.post(HERE, { nonce: one.nonce, outcome: 'SIGN' })).status).toBe(410);
    expect(await history(two.number)).toEqual(['registered']);
  });
});

describe('what is no longer allowed is not offered, and says why', () => {
  const give = async (number: string, by: (typeof STAFF)[keyof typeof STAFF], command: Command) =>
    must(await giveCommand(bureau.deps, { staff: by }, number, command, (await bureau.petition(number)).petition.version));

  it('signed for already', async () => {
    const { number, post, open, nonce } = await opened();
    await give(number, STAFF.F03, { name: 'acknowledge', data: { via: 'page' } });
    const html = await (await open(HERE)).text();
    expect(html).toContain('签收过，不用重复');
    expect(forms(html)).toEqual([]);
    expect((await post(HERE, { nonce, outcome: 'SIGN' })).status).toBe(200);
    expect(await history(number)).toEqual(['registered', 'acknowledged']);
  });

  it('another officer is answerable: the old one cannot sign any more', async () => {
    const { number, post, nonce } = await opened(STAFF.F04);
    await give(number, STAFF.L01, { name: 'reassignOwner', data: { to: 'F03', reason: 'LEAVE' } });
    const response = await post(HERE, { nonce, outcome: 'SIGN' });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('no longer yours');
    expect(await history(number)).toEqual(['registered', 'ownerChanged']);
  });
});

describe('a request that means no good', () => {
  it('is refused when it is too large', async () => {
    const body = new URLSearchParams({ outcome: 'x'.repeat(300_000) }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) };
    expect((await app.request(HERE, { method: 'POST', body, headers })).status).toBe(413);
  });

  it.each(['%E0%A4%A', '..%2f', 'a'.repeat(5000), '<script>'])('finds nothing at %s', async (path) => {
    expect([400, 404]).toContain((await app.request(`${HERE}/${path}`)).status);
  });
});
