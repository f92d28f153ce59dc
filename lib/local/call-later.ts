// Lambda's asynchronous invocation: whoever calls does not wait, the function is called until it succeeds or was called often enough.
// It must not know what an event says.
import { setTimeout as sleep } from 'node:timers/promises';
import { appendDurably } from './durable-files.ts';
import { CALL_RETRIES, errorName, pauseBefore, type RetryPolicy } from './retry.ts';

/** What functions/inbound exports. */
export type EventHandler<Event> = (event: Event) => Promise<unknown>;

export interface CallLater<Event> {
  /** Takes an event; it stays in memory until it is handled or given up. */
  readonly call: (event: Event) => void;
  /** From now on events are handled, those taken before first. */
  open(handler: EventHandler<Event>): void;
  /** Events taken and not finished. */
  pending(): number;
  /** Calls nobody any more; resolves when the call in hand is over. */
  stop(): Promise<void>;
}

export interface CallLaterOptions {
  readonly name: string;
  /** Where an event goes that was given up, one JSON object a line. */
  readonly failureFile: string;
  /** Resolves when the database answers. */
  readonly ready?: () => Promise<void>;
  readonly log: (line: string) => void;
  readonly retries?: RetryPolicy;
}

export const callLater = <Event>(options: CallLaterOptions): CallLater<Event> => {
  const { name, failureFile, ready = () => Promise.resolve(), log, retries = CALL_RETRIES } = options;
  const stopping = new AbortController();
  let handler: EventHandler<Event> | undefined;
  const waiting: { readonly event: Event; calls: number; readonly notBefore: number }[] = [];
  let inHand: Promise<void> | undefined;
  let pending = 0;

  const once = async (entry: (typeof waiting)[number], handle: EventHandler<Event>): Promise<void> => {
    const calls = entry.calls + 1;
    try {
      await handle(entry.event);
      pending -= 1;
    } catch (error) {
      log(`${name}: an event was not taken (${errorName(error)}), call ${calls} of ${retries.attempts}`);
      if (calls < retries.attempts) {
        await ready();
        waiting.push({ event: entry.event, calls, notBefore: Date.now() + pauseBefore(retries, calls) });
        return;
      }
      await appendDurably(failureFile, JSON.stringify({ consumer: name, reason: errorName(error), calls, event: entry.event }));
      log(`${name}: gave up one event, see the failures folder`);
      pending -= 1;
    }
  };

  // One after the other: what is said of one mail stays in order as long as nothing fails.
  const work = async (handle: EventHandler<Event>): Promise<void> => {
    for (let entry = waiting.shift(); entry && !stopping.signal.aborted; entry = waiting.shift()) {
      if (entry.notBefore > Date.now()) {
        waiting.push(entry);
        const next = Math.min(...waiting.map(({ notBefore }) => notBefore));
        // Not longer at once: what comes meanwhile need not wait.
        const pauseMs = Math.min(next - Date.now(), 200);
        if (pauseMs > 0) await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        continue;
      }
      await once(entry, handle).catch((error: unknown) => log(`${name}: ${errorName(error)}`)); // a full disk
    }
  };

  const rouse = (): void => {
    if (!handler || inHand || stopping.signal.aborted || waiting.length === 0) return;
    inHand = work(handler).finally(() => {
      inHand = undefined;
      rouse();
    });
  };

  return {
    call: (event) => {
      pending += 1;
      waiting.push({ event, calls: 0, notBefore: 0 });
      rouse();
    },
    open: (by) => {
      handler = by;
      rouse();
    },
    pending: () => pending,
    stop: async () => {
      stopping.abort();
      await inHand;
    },
  };
};
