// The browser of the journeys draws Chinese: without this, every picture of a page would be blank and nobody would notice.
// It must not know the product; the page is its own.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openPage, problemsOf, screenshot, startBrowser, type Width } from './support/browser.ts';
import { fontsLoaded } from './support/fonts.ts';

const SHEET = `button, input { font: inherit } body { font: 16px/26px "Noto Sans SC", sans-serif; margin: 24px } h1 { font-family: "Noto Serif SC", serif }`;
const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>首访</title><link rel="stylesheet" href="/sheet.css"><h1>首访负责到底</h1><p>移民培训与信访:谁首接,谁负责。</p>
<form><input value="柏坝镇"><button>登记</button></form></html>`;

describe('the browser of the journeys', () => {
  let server: Server;
  let browser: Browser;
  let origin = '';

  beforeAll(async () => {
    server = createServer((request, response) => {
      const sheet = request.url === '/sheet.css';
      response.setHeader('content-security-policy', "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:");
      response.setHeader('content-type', sheet ? 'text/css; charset=utf-8' : 'text/html; charset=utf-8');
      response.end(sheet ? SHEET : PAGE);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    browser = await startBrowser();
  });

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  it.each<Width>([360, 1440])('draws Chinese at %i px under a strict security policy', async (width) => {
    const page = await openPage(browser, width, origin);
    await page.goto('/');
    await screenshot(page, `chinese-${width}`);
    expect(problemsOf(page)).toEqual([]);
  });

  it('draws different characters with different ink, in both families', async () => {
    const page = await openPage(browser, 1440, origin);
    await page.goto('/');
    await fontsLoaded(page);
    // A missing glyph is either blank or the same box for every character.
    const answer: unknown = await page.evaluate(`Promise.all(['Noto Sans SC', 'Noto Serif SC'].map(async (family) => {
      const font = '32px "' + family + '"';
      await document.fonts.load(font, '首访到底');
      return [...'首访到底'].map((character) => {
        const pen = new OffscreenCanvas(40, 40).getContext('2d');
        pen.font = font;
        pen.fillText(character, 2, 34);
        return pen.getImageData(0, 0, 40, 40).data.filter((value, index) => index % 4 === 3 && value > 128).length;
      });
    }))`);
    for (const inks of z.array(z.array(z.number())).parse(answer)) {
      expect(Math.min(...inks)).toBeGreaterThan(50);
      expect(new Set(inks).size).toBeGreaterThan(2);
    }
  });

  it('lives on the wall clock of the bureau', async () => {
    const page = await openPage(browser, 1440, origin);
    expect(await page.evaluate(`[Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.language]`)).toEqual([
      'Asia/Shanghai',
      'zh-CN',
    ]);
  });
});
