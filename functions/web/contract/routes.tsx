// Where the contract is read: as a document for programs and as a page for people. Neither needs a sign-in; they hold nobody's data.
// It must not know how the contract is made: what is committed is what is served.
import { Hono } from 'hono';
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

/** Answers the document and the page under `/api`. */
export const contractRoutes = (): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();
  routes.get(DOCUMENT, (c) => c.body(JSON.stringify(document), 200, { 'Content-Type': 'application/json' }));
  routes.get(DOCS, (c) =>
    send(
      c,
      <DocsPage contract={contract()} lang={c.var.lang} nonce={c.var.nonce} here={`${UNDER}${DOCS}`} document={`${UNDER}${DOCUMENT}`} />,
    ),
  );
  return routes;
};

/** Addresses and the methods they take. */
export const METHODS_OF_CONTRACT: Readonly<Record<string, string>> = { [DOCUMENT]: 'GET, HEAD', [DOCS]: 'GET, HEAD' };
