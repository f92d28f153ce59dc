// What can have happened to a session as a whole. Events are never changed; a correction is a new event.
// No event names anybody of a sheet: people stand in it by id, because the chain of hashes could never be relieved of a name.
import type { Day } from '../calendar/days.ts';
import type { SessionPlan } from './session.ts';
import type { Who } from './who.ts';

/** The sheet as it stood when it was locked: how many, and the hash of who. */
interface Locked {
  readonly present: number;
  readonly walkIns: number;
  readonly handouts: number;
  readonly sheet: string;
}

/** Data of each event type. */
export interface SessionEventData {
  planned: SessionPlan & { readonly sessionId: string; readonly handouts?: number };
  /** Closed history taken over from a file. */
  imported: SessionPlan & { readonly sessionId: string; readonly handouts: number };
  approved: Record<never, never>;
  opened: Record<never, never>;
  readied: Record<never, never>;
  started: Record<never, never>;
  ended: Record<never, never>;
  sealed: Locked & { readonly paperTotal?: number; readonly difference?: string };
  verified: { readonly sample: number; readonly hits: number; readonly remark?: string };
  checkRejected: { readonly findings: string };
  closed: Record<never, never>;
  postponed: { readonly reason: string };
  rescheduled: { readonly from: { readonly date: Day; readonly startsAt: string }; readonly date: Day; readonly startsAt: string };
  cancelled: { readonly reason: string };
  /** The sheet after it, less `added` and with `removed`, is the sheet before it, whose hash the event before has. */
  corrected: {
    readonly reason: string;
    readonly added: readonly Who[];
    readonly removed: readonly Who[];
    readonly before: Locked;
    readonly after: Locked;
  };
}

export type SessionEventType = keyof SessionEventData;

/** An event as decided: `at` instant, `by` staff id. */
export type SessionEvent = {
  [Type in SessionEventType]: {
    readonly seq: number;
    readonly at: string;
    readonly by: string;
    readonly type: Type;
    readonly data: SessionEventData[Type];
  };
}[SessionEventType];

/** An event as stored: hash = SHA-256 over the event with the hash before it. */
export type ChainedSessionEvent = SessionEvent & { readonly prev: string; readonly hash: string };
