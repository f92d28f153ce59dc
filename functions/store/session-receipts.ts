// Receipts of requests about sessions: one row a key, kept at least a day, written in the transaction of what was done.
// A receipt names the outcome, not its text: the answer is read again from the history as of that version.
import { KEY } from './keys.ts';
import { TTL_ATTRIBUTE } from './tables.ts';
import type { SessionReceipt } from './training-schema.ts';

const KEPT_SECONDS = 24 * 3600;

export const receiptItem = (receipt: SessionReceipt, now: string): Record<string, unknown> => ({
  ...receipt,
  sk: KEY,
  [TTL_ATTRIBUTE]: Math.floor(Date.parse(now) / 1000) + KEPT_SECONDS,
});
