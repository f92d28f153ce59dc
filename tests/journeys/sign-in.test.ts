// A person signs in through an issuer of another site and out again, in a real browser: what its rules for cookies, redirects and
// forms make of it, which no request of a test obeys.
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeSession } from '../../functions/services/staff.ts';
import { consoleApp } from '../../functions/web/app.tsx';
import { oidcIdentity } from '../../functions/web/sign-in/identity.ts';
import { freshBureau, type TestBureau } from '../support/bureau.ts';
import { CLIENT, realIssuer, type RealIssuer } from '../web/support/issuer.ts';
import { listening } from '../web/support/loopback.ts';
import { openPage, problemsOf, screenshot, startBrowser } from './support/browser.ts';

let bureau: TestBureau;
let issuer: RealIssuer;
let home: string;
let stopConsole: () => Promise<void>;
let chromium: Browser;
let page: Page;

beforeAll(async () => {
  bureau = await freshBureau();
  const server = createServer();
  const at = await listening(server);
  home = at.url.replace('127.0.0.1', 'localhost'); // another site than the issuer's, as it would be
  stopConsole = at.stop;
  issuer = await realIssuer(home, {
    f03: { email: 'f03@ymj.example', email_verified: true },
    stranger: { email: 'stranger@elsewhere.example', email_verified: true },
  });
  const identity = oidcIdentity({ issuer: issuer.url, clientId: CLIENT.id, clientSecret: async () => CLIENT.secret, apiClients: [] });
  const answer = getRequestListener(consoleApp({ ...bureau.deps, publicUrl: home }, identity).fetch);
  server.on('request', (request, response) => void answer(request, response));
  chromium = await startBrowser();
  page = await openPage(chromium, 1440, home);
});
afterAll(async () => {
  await chromium.close();
  await Promise.all([stopConsole(), issuer.stop(), bureau.stop()]);
});

const session = async (): Promise<string | undefined> => (await page.context().cookies(home)).find(({ name }) => name === 'session')?.value;
const pressSignOut = async (): Promise<void> => {
  await page.locator('details.me summary').click();
  await page.locator('form[action="/sign-out"] button').click();
};

it('signs in, loses the session while a form is open, signs in again and out', async () => {
  issuer.person.as = 'f03';
  await page.goto('/petitions?view=mine');
  expect(page.url()).toBe(`${home}/petitions?view=mine`);

  await page.goto('/desk');
  await closeSession(bureau.deps, (await session()) ?? '');
  await page.evaluate(`document.querySelector('form[action="/desk"]').submit()`);
  await page.waitForURL(`${home}/sign-in/again`);
  await screenshot(page, 'sign-in-again');
  await page.locator('main a.button').click();
  await page.waitForURL(`${home}/`);

  const open = await session();
  await pressSignOut();
  await page.waitForURL(`${issuer.url}/session/end**`); // by way of our own page, which names the issuer's
  await page.locator('button[name="logout"]').click();
  await page.waitForURL(`${home}/sign-in/out`);
  await screenshot(page, 'sign-in-out');
  expect(open).toBeDefined();
  expect(await session()).toBeUndefined();
  expect(problemsOf(page).filter((problem) => /Content Security Policy/.test(problem))).toEqual([]);
});

it('tells somebody the list does not have so, and lets another account be used', async () => {
  issuer.person.as = 'stranger';
  await page.goto('/desk');
  expect(await page.locator('h1').innerText()).toContain('不在本局名册里');
  await screenshot(page, 'sign-in-unknown');
  issuer.person.as = 'f03';
  await page.locator('main a.button').click();
  await page.waitForURL(`${issuer.url}/session/end**`);
  await page.locator('button[name="logout"]').click();
  await page.waitForURL(`${home}/sign-in/out`);
  await page.locator('main a.button').click();
  await page.waitForURL(`${home}/`);
  expect(await session()).toBeDefined();
});
