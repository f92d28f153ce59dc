// A page on its way out: the document type before it, the status with it.
// It must not know pages.
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

type Node = { toString: () => string } | Promise<{ toString: () => string }>;

/** Answers with a whole document; 200 unless told. */
export const send = async (c: Context, page: Node, status: ContentfulStatusCode = 200): Promise<Response> =>
  c.html(`<!doctype html>${(await page).toString()}`, status);
