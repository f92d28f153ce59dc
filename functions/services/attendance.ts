// The door: a batch of events from a device, answered by a verdict for each. Sending it again changes nothing.
// It must not know forms or devices; what becomes of an event is the domain's to judge.
import type { Deps } from './deps.ts';
import { ok, refuse, type Refusal, type Result } from '../domain/result.ts';
import { contradictions, signaturesFirst, type DoorEvent, type Judgement } from '../domain/training/judge.ts';
import { notTheirSession } from '../domain/training/transitions.ts';
import type { Session } from '../domain/training/session.ts';
import type { SessionState } from '../domain/training/vocabulary.ts';
import { readDoorEvent } from './door-events.ts';
import type { SignedIn, Verdict } from './session-shapes.ts';
import type { Caller } from './shapes.ts';
import { partsOf, takePart } from './sheet-batches.ts';
import { circumstancesOf } from './staff.ts';

export const EVENTS_AT_MOST = 1_000;

// Before the class, nothing can be recorded yet and a device keeps its queue; after the seal, what was recorded is a duplicate.
const ANSWERS_EACH: readonly SessionState[] = ['IN_SESSION', 'ENDED', 'SEALED', 'VERIFIED', 'REJECTED_CHECK', 'CLOSED'];

/**
 * Takes a batch of sign-ins, and of sign-ins taken back.
 * @returns a verdict for each event in the order sent; NOT_FOUND, NOT_YOURS, or WRONG_STATE before the session has begun
 */
export const signIn = async (deps: Deps, caller: Caller, id: string, events: readonly unknown[]): Promise<Result<SignedIn>> => {
  if (events.length > EVENTS_AT_MOST)
    return refuse('INVALID', { fields: [{ path: 'events', message: 'tooMany', data: { most: EVENTS_AT_MOST } }] });
  const circumstances = await circumstancesOf(deps, caller);
  const gate = (session: Session): Refusal | undefined => {
    const refusal = notTheirSession(session, 'signIn', caller.staff);
    if (refusal || ANSWERS_EACH.includes(session.state)) return refusal;
    return { code: 'WRONG_STATE', data: { of: 'SESSION', state: session.state, command: 'signIn' } };
  };
  const read = events.map((event) => readDoorEvent(event, id));
  const readable = read.flatMap(({ event }) => (event ? [event] : []));
  const contradicting = contradictions(readable);
  const parts = partsOf(signaturesFirst(readable.filter((event) => !contradicting.has(event))));
  const verdicts = new Map<DoorEvent, Verdict>();
  // A batch of nothing readable is for whoever may send one, all the same.
  for (const part of parts.length === 0 ? [[]] : parts) {
    const taken = await takePart(deps, { session: id, circumstances, from: 'DOOR' }, part, gate);
    if (!taken.ok && taken.refusal.code !== 'BUSY' && verdicts.size === 0) return taken;
    for (const [place, event] of part.entries()) {
      const judged = taken.ok ? taken.value[place] : undefined;
      verdicts.set(event, judged ? verdictOf(judged) : { eventId: event.eventId, verdict: 'refused', reason: 'BUSY' });
    }
  }
  return ok({
    verdicts: read.map(
      ({ eventId, event, errors }) =>
        (event && verdicts.get(event)) ?? { eventId, verdict: 'refused', reason: 'INVALID', ...(errors && { errors }) },
    ),
  });
};

const verdictOf = ({ device: _device, ...judged }: Judgement): Verdict => judged;
