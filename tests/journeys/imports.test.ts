// A roll is brought in a real browser: checked, applied, watched, and taken home with its results; also by a browser without script.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { readSheet } from 'read-excel-file/universal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { halfYearFile } from '../support/half-year.ts';
import { openPage, problemsOf, screenshot, startBrowser, type Width } from './support/browser.ts';
import { startBureau, type Bureau } from './support/bureau.ts';

let bureau: Bureau;
let browser: Awaited<ReturnType<typeof startBrowser>>;
let header: string;
let people: readonly string[];
beforeAll(async () => {
  [bureau, browser] = await Promise.all([startBureau({ empty: true }), startBrowser()]);
  const [first = '', ...lines] = (await readFile(halfYearFile('people-2013.csv'), 'utf8')).trim().split(/\r?\n/);
  header = first;
  people = lines;
});
afterAll(async () => {
  await browser.close();
  await bureau.stop();
});

const signIn = async (page: Page, staff: string): Promise<void> => {
  await page.goto(`${bureau.url}/sign-in`);
  await page.click(`button[name="staff"][value="${staff}"]`);
  await page.waitForURL((url) => url.pathname === '/');
};

/** Some rows of the roll, the first of them sent to a township that is none. */
const roll = (from: number, rows: number) => {
  const [wrong = '', ...others] = people.slice(from, from + rows);
  const text = [header, wrong.replace(/,990581\d{3},/, ',110101001,'), ...others].join('\r\n');
  return { name: '花名册 增补.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
};

const bring = async (page: Page, file: ReturnType<typeof roll>): Promise<void> => {
  await page.goto(`${bureau.url}/imports`);
  await page.setInputFiles('input[type="file"]', file);
  await page.click('main form button[type="submit"]');
  await page.waitForURL(/\/imports\/[0-9a-f]{24}$/);
};

describe('a roll that is brought', () => {
  const widths: readonly (readonly [Width, number])[] = [
    [1440, 0],
    [360, 900],
  ];
  it.each(widths)('is checked, applied and taken home again at %i px', async (width, from) => {
    const page = await openPage(browser, width, bureau.url);
    const shot = (name: string): Promise<string> => screenshot(page, `imports-${name}-${String(width)}`);
    await signIn(page, 'R01');
    await page.goto('/imports');
    await shot('room');
    await bring(page, roll(from, 800));
    await page.waitForSelector('.figures');
    expect(await page.locator('h1').innerText()).toBe('移民花名册检查结果');
    expect((await page.locator('.figures dd').allInnerTexts()).map((text) => text.trim())).toEqual(['799 行', '0 行', '0 行', '1 行']);
    expect(await page.locator('.verdicts tbody tr').first().innerText()).toMatch(/第 2 行\s+不会收\s+township 乡镇代码：没有这个乡镇/);
    await shot('checked');
    await page.getByRole('button', { name: '导入这份表' }).click();
    await page.waitForSelector('progress');
    await shot('progress');
    await page.waitForSelector('.figures');
    expect(await page.locator('h1').innerText()).toBe('移民花名册导入结果');
    await shot('done');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载原表' }).click()]);
    const sheet = await readSheet(new Blob([Uint8Array.from(await readFile(await download.path()))]));
    expect(sheet).toHaveLength(801);
    expect(sheet[1]?.slice(-2)).toEqual(['不收', '乡镇代码：没有这个乡镇（街道）']);
    expect(sheet[2]?.at(-2)).toBe('新增');
    await page.goto('/imports');
    await shot('list');
    expect(await page.locator('.entries tbody tr').first().innerText()).toContain('新增 799');
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    expect(problemsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('needs no script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: bureau.url });
    const page = await context.newPage();
    await signIn(page, 'R01');
    await bring(page, roll(2000, 50));
    await page.waitForSelector('.figures'); // the page asks for itself again
    await page.getByRole('button', { name: '导入这份表' }).click();
    await page.waitForSelector('.figures');
    expect(await page.locator('h1').innerText()).toBe('移民花名册导入结果');
    await context.close();
  });
});
