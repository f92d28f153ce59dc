// The same request gets the same answer: for work that may be done twice without harm, but whose second answer would differ.
// Such work has no single transaction to carry a receipt, so its answer is kept once it is done. It must not know the work.
import { ok, refuse, type Result } from '../domain/result.ts';
import { sha256 } from '../store/keys.ts';
import { putKept, readKept, type KeptAnswer } from '../store/kept-answers.ts';
import { receiptKey } from '../store/receipts.ts';
import { inTurn } from './contention.ts';
import type { Deps } from './deps.ts';
import type { Caller, RequestKey } from './shapes.ts';

const ROW_AT_MOST = 100_000; // bytes of an answer; longer ones lie among the files

/**
 * Does the work, or hands back what it answered to the same request before, for a day. Refusals are not kept.
 * @returns KEY_REUSED when the key came with another body
 */
export const answerOnce = async (
  deps: Pick<Deps, 'db' | 'blobs' | 'bureau' | 'now'>,
  { staff }: Caller,
  key: RequestKey | undefined,
  work: () => Promise<Result<string>>,
): Promise<Result<string>> => {
  if (!key) return work();
  const { pk, bodyHash } = receiptKey(deps.bureau, staff.id, key);
  const before = async (): Promise<Result<string> | undefined> => {
    const kept = await readKept(deps.db, pk, deps.now());
    if (!kept) return undefined;
    if (kept.bodyHash !== bodyHash) return refuse('KEY_REUSED');
    const text = await textOf(deps, kept);
    return text === undefined ? undefined : ok(text);
  };
  return inTurn(pk, async () => {
    const earlier = await before();
    if (earlier) return earlier;
    const done = await work();
    if (!done.ok) return done;
    const kept = await putKept(deps.db, pk, { bodyHash, ...(await placed(deps, pk, done.value)) }, deps.now());
    // Where two machines did it at once, the one that was first to say so is believed.
    return kept ? done : ((await before()) ?? done);
  });
};

const placed = async ({ blobs }: Pick<Deps, 'blobs'>, pk: string, text: string): Promise<Pick<KeptAnswer, 'text' | 'blob'>> => {
  const bytes = Buffer.from(text);
  if (bytes.length <= ROW_AT_MOST) return { text };
  const blob = sha256(`${pk}\n${text}`).slice(0, 32);
  await blobs.put(blob, bytes);
  return { blob };
};

const textOf = async ({ blobs }: Pick<Deps, 'blobs'>, { text, blob }: KeptAnswer): Promise<string | undefined> => {
  if (blob === undefined) return text;
  const bytes = await blobs.get(blob);
  return bytes && Buffer.from(bytes).toString();
};
