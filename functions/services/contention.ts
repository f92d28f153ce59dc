// What to do when two writes meet: locally wait in turn, everywhere try again with jitter, and say BUSY in the end.
import { refuse, type Result } from '../domain/result.ts';

const ATTEMPTS = 8;
const FIRST_PAUSE_MS = 10;

/** Repeats an attempt that lost a race (it answers undefined) from a fresh read. */
export const patiently = async <T>(attempt: () => Promise<Result<T> | undefined>): Promise<Result<T>> => {
  for (let tries = 0; tries < ATTEMPTS; tries += 1) {
    const answer = await attempt();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * FIRST_PAUSE_MS * 2 ** tries));
  }
  return refuse('BUSY');
};

const queues = new Map<string, Promise<unknown>>();

/** One after the other within this process: two desks on one machine never contend for a number. */
export const inTurn = async <T>(series: string, task: () => Promise<T>): Promise<T> => {
  const before = queues.get(series) ?? Promise.resolve();
  const mine = before.then(task, task);
  const settled = mine.catch(() => undefined);
  queues.set(series, settled);
  try {
    return await mine;
  } finally {
    if (queues.get(series) === settled) queues.delete(series);
  }
};
