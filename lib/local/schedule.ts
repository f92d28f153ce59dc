// The clock on this machine: jobs called again and again, none overlapping itself, none stopping another.
// It must not know what a job does.
import { errorName } from './retry.ts';

export interface Job {
  readonly name: string;
  /** Pause between the end of one run and the start of the next, ms. */
  readonly everyMs: number;
  /** Before the first run, ms. */
  readonly firstAfterMs: number;
  readonly run: (signal: AbortSignal) => Promise<unknown>;
}

export interface Schedule {
  /** Runs a job now instead of at its time; while it runs, once more as soon as it is over. */
  nudge(name: string): void;
  /** No run starts any more; resolves when those in hand are over. */
  stop(): Promise<void>;
}

export const startSchedule = (jobs: readonly Job[], log: (line: string) => void): Schedule => {
  const stopping = new AbortController();
  const running = new Map(jobs.map((job) => [job.name, keepCalling(job, stopping.signal, log)]));
  return {
    nudge: (name) => running.get(name)?.nudge(),
    stop: async () => {
      stopping.abort();
      await Promise.all([...running.values()].map((job) => job.stop()));
    },
  };
};

const keepCalling = (job: Job, signal: AbortSignal, log: (line: string) => void) => {
  let timer: NodeJS.Timeout | undefined;
  let inHand: Promise<void> = Promise.resolve();
  let again = false;
  const tick = async (): Promise<void> => {
    try {
      await job.run(signal);
    } catch (error) {
      if (!signal.aborted) log(`clock: ${job.name} failed (${errorName(error)})`);
    }
    if (!signal.aborted) arm(again ? 0 : job.everyMs);
    again = false;
  };
  const arm = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      inHand = tick();
    }, ms);
  };
  arm(job.firstAfterMs);
  return {
    nudge: (): void => {
      if (signal.aborted) return;
      if (timer === undefined) again = true;
      else arm(0);
    },
    stop: (): Promise<void> => {
      clearTimeout(timer);
      return inHand;
    },
  };
};
