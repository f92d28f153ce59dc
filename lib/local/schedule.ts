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
  /** No run starts any more; resolves when those in hand are over. */
  stop(): Promise<void>;
}

export const startSchedule = (jobs: readonly Job[], log: (line: string) => void): Schedule => {
  const stopping = new AbortController();
  const stops = jobs.map((job) => {
    let timer: NodeJS.Timeout;
    let inHand: Promise<void> = Promise.resolve();
    const tick = async (): Promise<void> => {
      try {
        await job.run(stopping.signal);
      } catch (error) {
        if (!stopping.signal.aborted) log(`clock: ${job.name} failed (${errorName(error)})`);
      }
      if (!stopping.signal.aborted) arm(job.everyMs);
    };
    const arm = (ms: number): void => {
      timer = setTimeout(() => {
        inHand = tick();
      }, ms);
    };
    arm(job.firstAfterMs);
    return () => {
      clearTimeout(timer);
      return inHand;
    };
  });
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(stops.map((stop) => stop()));
    },
  };
};
