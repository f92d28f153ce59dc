// Receipts of requests that may be repeated: one row a key, kept at least a day, written in the transaction of the command itself.
// A receipt names the outcome, not its text: the answer is read again from the history as of that version.
import * as z from 'zod/mini';
import { KEY, receiptPk, sha256 } from './keys.ts';
import { TTL_ATTRIBUTE } from './tables.ts';

const KEPT_SECONDS = 24 * 3600;

export interface Receipt {
  readonly pk: string;
  readonly bodyHash: string;
  readonly petition: string;
  readonly version: number;
  readonly contact?: string;
}

export const receiptSchema = z.object({
  pk: z.string(),
  bodyHash: z.string(),
  petition: z.string(),
  version: z.number(),
  contact: z.exactOptional(z.string()),
});

export const receiptItem = (receipt: Receipt, now: string): Record<string, unknown> => ({
  ...receipt,
  sk: KEY,
  [TTL_ATTRIBUTE]: Math.floor(Date.parse(now) / 1000) + KEPT_SECONDS,
});

/** Where the receipt of a request stands, and what its body must hash to. */
export const receiptKey = (
  bureau: string,
  actor: string,
  { route, key, body }: { route: string; key: string; body: string },
): Pick<Receipt, 'pk' | 'bodyHash'> => ({ pk: receiptPk(bureau, actor, route, key), bodyHash: sha256(body) });
