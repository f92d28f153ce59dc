// How often and how long the pump tries, after Lambda's and SQS's own settings of lib/cloud, in a local tempo.
// It must not know what is tried.

export interface RetryPolicy {
  /** Tries of one record, the first included, before it is put aside. */
  readonly attempts: number;
  /** Pause before the second try, ms; doubled for each further one. */
  readonly firstPauseMs: number;
}

export const STREAM_RETRIES: RetryPolicy = { attempts: 5, firstPauseMs: 100 };
// Five tries outlast the lease of a mail whose sender was killed, so that a new start sends it within the minute.
export const QUEUE_RETRIES: RetryPolicy = { attempts: 5, firstPauseMs: 3000 };

// Lambda calls three times for an event that nobody waits on, over minutes.
export const CALL_RETRIES: RetryPolicy = { attempts: 3, firstPauseMs: 2000 };

export const pauseBefore = (policy: RetryPolicy, triesSoFar: number): number => policy.firstPauseMs * 2 ** Math.max(0, triesSoFar - 1);

/** Resolves after `ms`, or at once with a rejection when the pump is told to stop. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new Error('stopping'));
    };
    if (signal.aborted) {
      reject(new Error('stopping'));
      return;
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });

/** Name of what went wrong; messages may quote what people wrote, so they stay out of the log. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
