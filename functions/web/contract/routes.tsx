// Where the contract is read: as a document for programs and as a page for people. Neither needs a sign-in; they hold nobody's data.
// It must not know how the contract is made: what is committed is what is served.
import { createHash } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { send } from '../look/send.ts';
import type { WebEnv } from '../session.ts';
import { DocsPage } from './docs-page.tsx';
import document from './openapi.json' with { type: 'json' };
import { readContract, type Contract } from './reading.ts';

const UNDER = '/api';
const DOCUMENT = '/v1/openapi.json';
const DOCS = '/docs';

let read: Contract | undefined;
const contract = (): Contract => (read ??= readContract(document));

// Weak, because the nonce of a page is another every time it is asked for.
const tagOf = (text: string, nonce: string): string =>
  `W/"${createHash('sha256').update(text.replaceAll(nonce, '')).digest('base64url').slice(0, 22)}"`;

/** Answers with the text, or that what the asker has is still true. */
const unlessKnown = (c: Context<WebEnv>, text: string, type: string): Response => {
  const tag = tagOf(text, c.var.nonce);
  const headers = { ETag: tag, Vary: 'Cookie, Accept-Language' };
  const known = (c.req.header('if-none-match') ?? '').split(',').map((one) => one.trim());
  return known.includes(tag) || known.includes('*') ? c.body(null, 304, headers) : c.body(text, 200, { ...headers, 'Content-Type': type });
};

/** Answers the document and the page under `/api`. */
export const contractRoutes = (): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();
  routes.get(DOCUMENT, (c) => unlessKnown(c, JSON.stringify(document), 'application/json'));
  routes.get(DOCS, async (c) => {
    const { lang, nonce } = c.var;
    const page = await send(
      c,
      <DocsPage contract={contract()} lang={lang} nonce={nonce} here={`${UNDER}${DOCS}`} document={`${UNDER}${DOCUMENT}`} />,
    );
    return unlessKnown(c, await page.text(), 'text/html; charset=UTF-8');
  });
  routes.get(`${DOCS}/`, (c) => c.redirect(`${UNDER}${DOCS}`, 308));
  return routes;
};

/** Addresses and the methods they take. */
export const METHODS_OF_CONTRACT: Readonly<Record<string, string>> = { [DOCUMENT]: 'GET, HEAD', [DOCS]: 'GET, HEAD' };
