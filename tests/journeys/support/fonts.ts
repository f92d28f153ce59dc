// Chinese fonts for a browser on a machine that has none: added to the pages on their way, from the npm packages.
// It must not change the product, whose own font stack names these families after the fonts of the users' systems.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import * as z from 'zod';

const PACKAGES = fileURLToPath(new URL('../../../node_modules/@fontsource/', import.meta.url));
const WEIGHTS = [400, 700];
/** Below the page's own origin, which its security policy allows. */
const PREFIX = '/__fonts/';
const FAMILIES = { 'noto-sans-sc': 'Noto Sans SC', 'noto-serif-sc': 'Noto Serif SC' };

const faces = (folder: string, weight: number): string =>
  readFileSync(`${PACKAGES}${folder}/${weight}.css`, 'utf8').replaceAll('url(./files/', `url(${PREFIX}${folder}/files/`);

const FACES = Object.keys(FAMILIES)
  .flatMap((folder) => WEIGHTS.map((weight) => faces(folder, weight)))
  .join('\n');

/** Every stylesheet that reaches this context's pages declares the fonts too, and their files are answered from here. */
export const lendFonts = async (context: BrowserContext): Promise<void> => {
  await context.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'stylesheet') return route.fallback();
    const response = await route.fetch();
    // Lengths and encodings describe the sheet as it was sent.
    const { 'content-length': _length, 'content-encoding': _encoding, ...headers } = response.headers();
    await route.fulfill({ response, headers, body: `${await response.text()}\n${FACES}` });
  });
  await context.route(`**${PREFIX}**`, async (route) => {
    const file = new URL(route.request().url()).pathname.slice(PREFIX.length);
    await route.fulfill({ path: `${PACKAGES}${file}`, contentType: 'font/woff2' });
  });
};

const Loaded = z.object({ loaded: z.array(z.string()), errors: z.array(z.string()) });

/** Waits until the fonts of the page are there; throws when one failed or none of ours was used at all. */
export const fontsLoaded = async (page: Page): Promise<void> => {
  await page.waitForLoadState('load'); // a click may have left the page between two documents
  // A string, because these are words of the browser, which the compiler of this side does not know.
  const answer: unknown = await page.evaluate(`document.fonts.ready.then((fonts) => ({
    loaded: [...fonts].filter((face) => face.status === 'loaded').map((face) => face.family.replaceAll('"', '')),
    errors: [...fonts].filter((face) => face.status === 'error').map((face) => face.family + ' ' + face.unicodeRange.slice(0, 20)),
  }))`);
  const { loaded, errors } = Loaded.parse(answer);
  if (errors.length > 0) throw new Error(`fonts failed to load: ${errors.join(', ')}`);
  if (!loaded.some((family) => Object.values(FAMILIES).includes(family)))
    throw new Error(`no Chinese font was used on ${new URL(page.url()).pathname}: does its font stack name one of ours?`);
};
