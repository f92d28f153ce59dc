// The embedded DynamoDB engine as a child process: found, started, kept alive, stopped, and ended when orphaned.
// It must not know any table or item.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { readIfThere, writeDurably } from './durable-files.ts';
import { freePort } from './free-port.ts';
import { commandLine, endProcess, processIds } from './processes.ts';
import { StartRefused } from './start-refused.ts';

export interface Engine {
  /** `http://127.0.0.1:<port>`; stays the same over restarts. */
  readonly endpoint: string;
  /** Process id of the child that runs now. */
  pid(): number | undefined;
  /** One cheap request: does it answer at this moment? */
  answers(): Promise<boolean>;
  /** Stops the child, does `work` with the database file closed, starts it again on the same port. */
  whileStopped(work: () => void): Promise<void>;
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** SQLite file, absolute; without it everything stays in memory. */
  readonly dbPath?: string | undefined;
  /** Where the running child's id is noted, so that the next start can end an orphan. */
  readonly pidFile?: string;
  readonly log?: (line: string) => void;
}

/** Path of the engine's binary, or undefined where none exists for this kind of machine. */
export const engineBinary = (machine = `${process.platform}-${process.arch}`): string | undefined => {
  if (machine !== 'linux-x64') return undefined;
  try {
    const path = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Starts the engine on a free loopback port and resolves when it answers. It is restarted whenever it dies.
 *
 * @throws StartRefused `noEngine` where there is no binary, `engineSilent` when it never answers.
 */
export const startEngine = async ({ dbPath, pidFile, log = () => undefined }: EngineOptions = {}): Promise<Engine> => {
  const binary = engineBinary();
  if (binary === undefined) throw new StartRefused('noEngine');
  const keeper = keepRunning({ binary, dbPath, pidFile, log });
  await keeper.start();
  return keeper;
};

const keepRunning = (with_: { binary: string; dbPath: string | undefined; pidFile: string | undefined; log: (line: string) => void }) => {
  const { binary, dbPath, pidFile, log } = with_;
  let port = 0;
  let child: ChildProcess | undefined;
  let wanted = false;
  let deaths = 0;

  const endpoint = () => `http://127.0.0.1:${port}`;

  const launch = async (): Promise<void> => {
    // A process group of its own: Ctrl-C reaches the whole group, and the engine must outlive the parts that still write.
    const started = spawn(
      binary,
      ['serve', '--host', '127.0.0.1', '--port', String(port), ...(dbPath === undefined ? [] : ['--db-path', dbPath])],
      {
        detached: true,
        stdio: 'ignore',
      },
    );
    child = started;
    started.on('error', () => undefined); // told apart by its silence
    started.once('exit', (code, signal) => {
      if (child === started) child = undefined;
      if (!wanted) return;
      log(`engine ended (${signal ?? code ?? '?'}), starting it again`);
      void relaunch();
    });
    if (pidFile !== undefined && started.pid !== undefined) await writeDurably(pidFile, `${started.pid}\n`);
  };

  const relaunch = async (): Promise<void> => {
    await sleep(Math.min(2000, 20 * 2 ** deaths));
    deaths += 1;
    if (!wanted || child !== undefined) return;
    await launch();
    const started = child;
    setTimeout(() => {
      if (child === started) deaths = 0;
    }, 5000).unref();
  };

  const awaitAnswer = async (patience: number): Promise<boolean> => {
    const until = Date.now() + patience;
    while (Date.now() < until && child !== undefined) {
      if (await endpointAnswers(endpoint())) return true;
      await sleep(3);
    }
    return false;
  };

  const halt = async (): Promise<void> => {
    wanted = false;
    const running = child;
    if (running?.pid === undefined) return;
    await endProcess(running.pid, () => running.exitCode !== null || running.signalCode !== null);
  };

  return {
    get endpoint() {
      return endpoint();
    },
    pid: () => child?.pid,
    answers: () => endpointAnswers(endpoint()),
    start: async () => {
      // Between finding a free port and binding it somebody else may take it: the child then leaves at once.
      for (let attempt = 0; attempt < 5; attempt += 1) {
        port = await freePort();
        await launch();
        if (await awaitAnswer(5000)) {
          wanted = true;
          return;
        }
        await halt();
      }
      throw new StartRefused('engineSilent', { endpoint: endpoint() });
    },
    whileStopped: async (work: () => void) => {
      await halt();
      try {
        work();
      } finally {
        await launch();
        const back = await awaitAnswer(5000);
        wanted = true;
        if (!back && child === undefined) void relaunch();
      }
    },
    stop: async () => {
      await halt();
      if (pidFile !== undefined) await rm(pidFile, { force: true });
    },
  };
};

/** Any HTTP answer will do: the engine answers a bad request too. */
export const endpointAnswers = async (endpoint: string, patience = 1000): Promise<boolean> => {
  try {
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(patience) });
    await response.arrayBuffer();
    return true;
  } catch {
    return false;
  }
};

/**
 * Ends an engine that a killed server left behind on `dbPath`. The recorded id is tried first; the id alone proves
 * nothing (ids are reused), so a process is ended only if its command line is our engine on exactly this file. Others
 * with that command line are looked for too: the server may have died before it could note the id.
 */
export const endOrphan = async (dbPath: string, pidFile: string): Promise<number> => {
  const isOurs = (pid: number): boolean => {
    const words = commandLine(pid);
    return (
      words !== undefined &&
      (words[0] ?? '').endsWith('/dynoxide') &&
      words[1] === 'serve' &&
      words[words.indexOf('--db-path') + 1] === dbPath
    );
  };
  const recorded = Number((await readIfThere(pidFile))?.trim());
  const orphans = new Set([...(Number.isSafeInteger(recorded) && recorded > 1 ? [recorded] : []), ...processIds()].filter(isOurs));
  for (const pid of orphans) await endProcess(pid, () => !isOurs(pid));
  await rm(pidFile, { force: true });
  return orphans.size;
};
