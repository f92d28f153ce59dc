// What a journey does with a browser: open a page as wide as a phone or a desk, and keep a picture of it.
// It must not know any page of the product.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { fontsLoaded, lendFonts } from './fonts.ts';

export { startBrowser } from './chromium.ts';

/** Where pictures go; never committed. */
export const PICTURES = fileURLToPath(new URL('../../../.cache/journeys/', import.meta.url));

/** The two widths that every screen must serve, in CSS pixels. */
const SIZES = { 360: { width: 360, height: 740 }, 1440: { width: 1440, height: 900 } };
export type Width = keyof typeof SIZES;

const problems = new WeakMap<Page, string[]>();

/**
 * A page of a Chinese user at the bureau's wall clock, with cookies of its own; `baseURL` is the origin that relative
 * addresses start from.
 *
 * @example
 * const page = await openPage(browser, 360, bureau.url);
 * await page.goto('/sign-in');
 * await screenshot(page, 'sign-in-360');
 */
export const openPage = async (browser: Browser, width: Width, baseURL: string): Promise<Page> => {
  const context = await browser.newContext({
    baseURL,
    viewport: SIZES[width],
    isMobile: width === 360,
    hasTouch: width === 360,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  context.setDefaultTimeout(15_000);
  await lendFonts(context);
  const page = await context.newPage();
  const seen: string[] = [];
  problems.set(page, seen);
  page.on('pageerror', (error) => seen.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') seen.push(message.text());
  });
  return page;
};

/** What the browser complained of on this page so far: script errors, refused by the security policy, missing files. */
export const problemsOf = (page: Page): readonly string[] => problems.get(page) ?? [];

/** A picture of the whole page, once its fonts are there; answers with the file's path. */
export const screenshot = async (page: Page, name: string): Promise<string> => {
  await fontsLoaded(page);
  const path = `${PICTURES}${name}.png`;
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: true });
  return path;
};
