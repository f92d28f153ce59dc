// A visit is followed to its end in a real browser: the desk, the officer's mail, the link, the opinion, the service, the call-back, the closing.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage, problemsOf, screenshot, startBrowser, type Width } from './support/browser.ts';
import { startBureau, type Bureau } from './support/bureau.ts';

let bureau: Bureau;
let browser: Awaited<ReturnType<typeof startBrowser>>;
beforeAll(async () => {
  [bureau, browser] = await Promise.all([startBureau({ empty: true }), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await bureau.stop();
});

const signIn = async (page: Page, staff: string): Promise<void> => {
  await page.goto('/sign-in');
  await page.click(`button[name="staff"][value="${staff}"]`);
  await page.waitForURL((url) => url.pathname === '/');
};

/** Opens a command's form from its button on the case page, fills it in, sends it, and is back at the case. */
const command = async (page: Page, number: string, label: string, fill: () => Promise<unknown>): Promise<void> => {
  await page.goto(`/petitions/${number}`);
  await page
    .getByRole('link', { name: label })
    .or(page.getByRole('button', { name: label }))
    .first()
    .click();
  await fill();
  const send = page.locator('main form button[type="submit"][data-main]');
  await send.click();
  await page.waitForURL((url) => url.pathname === `/petitions/${number}`);
};

const choose = (page: Page, name: string, value: string): Promise<void> =>
  page.locator(`input[name="${name}"][value="${value}"]`).check({ force: true });

describe('from the desk to the closed case', () => {
  const widths: readonly Width[] = [1440, 360];
  it.each(widths)('every step can be done at %i px', async (width) => {
    const page = await openPage(browser, width, bureau.url);
    const shot = (name: string): Promise<string> => screenshot(page, `${name}-${String(width)}`);

    await page.goto('/');
    await shot('sign-in');
    await signIn(page, 'P01');
    await page.goto('/desk');
    await shot('desk');
    await page.fill('input[name="name"]', `丁桂英`);
    await page.fill('textarea[name="story"]', '安置房屋顶漏雨，雨季前请来看一看。');
    await page.selectOption('select[name="township"]', '990581101');
    await page.locator('details:has(select[name="receiver"]) summary').click();
    await page.selectOption('select[name="receiver"]', 'F03');
    if (width === 360) await page.fill('input[name="village"]', '竹溪村'); // the same name has come before: it is a new matter
    await page.click('form#desk button[data-main]');
    const isNew = page.locator('button[name="sure"]');
    await page.waitForLoadState();
    if (await isNew.count()) await isNew.first().click();
    await page.waitForURL(/\/slip/);
    await shot('slip');
    const slip = await page.innerText('main');
    const number = /XF-\d{4}-\d{4}/.exec(slip)?.[0] ?? '';
    expect(slip).toContain('陈桂兰');
    expect(slip).not.toContain('丁桂英'); // a slip may be lost on the way home

    await signIn(page, 'F03');
    await shot('today');
    await page.goto('/mailbox');
    await expect
      .poll(async () => {
        await page.reload();
        return page.getByRole('link', { name: new RegExp(`请签收.*${number}`) }).count();
      })
      .toBe(1);
    await shot('mailbox');
    await page.getByRole('link', { name: new RegExp(`请签收.*${number}`) }).click();
    await page.waitForURL(/\/mailbox\/./);
    await shot('mail');
    const mail = await page.innerText('main');
    expect(mail).not.toMatch(/丁桂英|漏雨/);
    await page.locator('a[href*="/990581/a/"]').click();
    await page.waitForURL((url) => url.pathname === '/990581/a');
    await shot('action');
    await page.locator('input[name="outcome"][value="SIGN"]').check({ force: true });
    await page.locator('main form button[type="submit"]').first().click();
    await expect.poll(() => page.innerText('main')).toContain('签收');
    await shot('action-done');

    await signIn(page, 'P01');
    await command(page, number, '受理并告知', async () => {
      await shot('accept');
      await choose(page, 'legalRoute', '6');
      await page.selectOption('select[name="category"]', 'C31');
      await choose(page, 'noticeWay', 'IN_PERSON');
    });
    await signIn(page, 'F03');
    await command(page, number, '开始办理', () => page.fill('textarea[name="plan"]', '先看现场，再请人修。'));
    await command(page, number, '记一笔进展', () => page.fill('textarea[name="text"]', '已看过现场，两处漏雨。'));
    await command(page, number, '出具处理意见', async () => {
      await page.fill('textarea[name="request"]', '修好屋顶。');
      await page.fill('textarea[name="facts"]', '现场两处漏雨属实。');
      await page.fill('textarea[name="opinion"]', '支持，本月修好。');
      await page.selectOption('select[name="outcome"]', 'RESOLVED_SUPPORTED');
      await page.fill('textarea[name="basis"]', '安置房维修办法');
      await shot('opinion');
    });
    await command(page, number, '登记送达', async () => {
      await choose(page, 'way', 'IN_PERSON');
      await choose(page, 'receiver', 'SELF');
    });
    await command(page, number, '登记回访', async () => {
      await choose(page, 'way', 'PHONE');
      await choose(page, 'reached', '1');
      await choose(page, 'satisfaction', 'SATISFIED');
    });
    await page.goto(`/petitions/${number}`);
    await shot('case');
    expect(await page.getByText('办结销号').count()).toBe(0); // whoever made the call-back does not also close

    await signIn(page, 'F01');
    await command(page, number, '办结销号', () => choose(page, 'reason', 'SATISFIED'));
    expect(await page.innerText('main')).toContain('已销号');
    await shot('closed');
    await page.goto('/petitions?view=area');
    await shot('petitions');
    await page.goto('/reports');
    await shot('report');
    expect(problemsOf(page)).toEqual([]);
    await page.close();
  });
});
