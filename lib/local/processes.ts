// What this machine says about running processes, and how one of ours is ended.
// It must not know why a process should end; whoever asks has checked whose it is.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Words of the command line of a process; undefined when it is gone or the system does not tell. */
export const commandLine = (pid: number): readonly string[] | undefined => {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return words.length > 1 ? words.slice(0, -1) : undefined; // a zombie has an empty one
  } catch {
    return undefined;
  }
};

/** Ids of all processes the system shows; none where there is no /proc. */
export const processIds = (): readonly number[] => {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
};

/** Asks `pid` to end, then insists. Resolves true when `isGone` says so, within about `patience` ms after insisting. */
export const endProcess = async (pid: number, isGone: () => boolean, patience = 1500): Promise<boolean> => {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!sendSignal(pid, signal)) return true;
    const until = Date.now() + patience;
    while (Date.now() < until) {
      if (isGone()) return true;
      await sleep(5);
    }
  }
  return isGone();
};

const sendSignal = (pid: number, signal: NodeJS.Signals): boolean => {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
};
