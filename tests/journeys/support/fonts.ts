// Chinese fonts for a browser on a machine that has none: added from the npm packages to a page of which a picture is wanted.
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

// A family comes in some hundred files; the browser takes those whose characters stand on the page.
const facesOf = (folder: string, weight: number): readonly object[] =>
  readFileSync(`${PACKAGES}${folder}/${weight}.css`, 'utf8')
    .split('@font-face')
    .slice(1)
    .map((face) => {
      const descriptor = (name: string): string => new RegExp(`${name}:\\s*([^;]+);`).exec(face)?.[1] ?? '';
      return {
        family: descriptor('font-family').replaceAll("'", ''),
        source: descriptor('src').replaceAll('url(./files/', `url(${PREFIX}${folder}/files/`),
        descriptors: { weight: descriptor('font-weight'), unicodeRange: descriptor('unicode-range'), display: 'swap' },
      };
    });

const FACES = JSON.stringify(Object.keys(FAMILIES).flatMap((folder) => WEIGHTS.flatMap((weight) => facesOf(folder, weight))));

/** The files of the fonts are answered from here to every page of this context. */
export const lendFonts = (context: BrowserContext): Promise<unknown> =>
  context.route(`**${PREFIX}**`, async (route) => {
    const file = new URL(route.request().url()).pathname.slice(PREFIX.length);
    await route.fulfill({ path: `${PACKAGES}${file}`, contentType: 'font/woff2' });
  });

// Strings, because these are words of the browser, which the compiler of this side does not know.
const ARE_THERE = 'globalThis.fontsLent === true';
const ADD = `for (const { family, source, descriptors } of ${FACES}) document.fonts.add(new FontFace(family, source, descriptors));
  globalThis.fontsLent = true`;
const SETTLED = `document.documentElement.getBoundingClientRect(), document.fonts.ready.then((fonts) => ({
  loaded: [...fonts].filter((face) => face.status === 'loaded').map((face) => face.family.replaceAll('"', '')),
  errors: [...fonts].filter((face) => face.status === 'error').map((face) => face.family + ' ' + face.unicodeRange.slice(0, 20)),
}))`;
const Loaded = z.object({ loaded: z.array(z.string()), errors: z.array(z.string()) });

/**
 * Adds the fonts to the page as it stands and waits until they are there; throws when one failed or none of ours was used at all.
 * Only on request, because every load of a page would otherwise be four times as long.
 */
export const fontsLoaded = async (page: Page): Promise<void> => {
  await page.waitForLoadState('load'); // a click may have left the page between two documents
  if ((await page.evaluate(ARE_THERE)) !== true) await page.evaluate(ADD);
  const { loaded, errors } = Loaded.parse(await page.evaluate(SETTLED));
  if (errors.length > 0) throw new Error(`fonts failed to load: ${errors.join(', ')}`);
  if (!loaded.some((family) => Object.values(FAMILIES).includes(family)))
    throw new Error(`no Chinese font was used on ${new URL(page.url()).pathname}: does its font stack name one of ours?`);
};
