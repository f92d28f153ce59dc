// Copies handed out at a session: counted as they are issued, in the write that records them.
// It must not know pages; a wrong total is set right by a correction after the seal.
import type { Deps } from './deps.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import { SESSION_TRANSITIONS, sessionObstacle } from '../domain/training/transitions.ts';
import { sha256 } from '../store/keys.ts';
import { receiptKey } from '../store/receipts.ts';
import { saveHandout } from '../store/save-enrolment.ts';
import { readReceipt, readSessionHead } from '../store/training.ts';
import { inTurn, patiently } from './contention.ts';
import type { HandoutsIssued } from './session-shapes.ts';
import type { Caller, RequestKey } from './shapes.ts';
import { circumstancesOf } from './staff.ts';

export interface HandoutRequest {
  /** '' and absent: materials, without saying which; a page says so in the reader's language. */
  readonly item?: string;
  readonly quantity: number;
}

/**
 * Issues copies. Two round trips: the session (and the receipt), then one transaction.
 * @returns what was issued and the new total; NOT_FOUND, NOT_YOURS, WRONG_STATE, KEY_REUSED or BUSY
 */
export const issueHandouts = async (
  deps: Deps,
  caller: Caller,
  id: string,
  { item = '', quantity }: HandoutRequest,
  key?: RequestKey,
): Promise<Result<HandoutsIssued>> => {
  const { actor, today, now } = await circumstancesOf(deps, caller);
  const receipt = key && receiptKey(deps.bureau, caller.staff.id, key);
  const attempt = async (): Promise<Result<HandoutsIssued> | undefined> => {
    const [head, stored] = await Promise.all([readSessionHead(deps.db, id), receipt && readReceipt(deps.db, receipt.pk)]);
    if (receipt && stored) return stored.bodyHash === receipt.bodyHash && stored.handout ? ok(stored.handout) : refuse('KEY_REUSED');
    if (!head) return refuse('NOT_FOUND');
    const refusal = sessionObstacle(head, 'issueHandouts', { actor, today });
    if (refusal) return refuse(refusal.code, refusal.data);
    const before = head.session.handouts;
    const handout = { id: sha256(`${now} ${actor.id} ${String(before)}`).slice(0, 16), item, quantity, by: actor.id, at: now };
    const issued: HandoutsIssued = { id: handout.id, item, quantity, handouts: before + quantity };
    const saved = await saveHandout(deps.db, {
      session: id,
      states: SESSION_TRANSITIONS.issueHandouts.from,
      handout,
      before,
      ...(receipt && { receipt: { ...receipt, session: id, version: head.session.version, handout: issued } }),
    });
    return saved.ok ? ok(issued) : undefined;
  };
  return inTurn(`${deps.bureau} ${id}`, () => patiently(attempt));
};
