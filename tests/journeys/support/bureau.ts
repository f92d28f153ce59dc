// Starts the whole product as a user would, on a folder of its own, and stops it again.
// It must not reach into the product: all it knows is the command and what is printed.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const READY = /^ready (http:\/\/\S+)$/m;
const PATIENCE = { start: 30_000, stop: 8_000 }; // milliseconds; a machine under test is slower than a user's

export interface Bureau {
  /** Origin of the pages, without a slash at the end. */
  readonly url: string;
  readonly data: string;
  /** All that was printed so far, both channels. */
  readonly output: () => string;
  /** SIGTERM; answers with the exit code (null when it had to be killed) and removes the folder if it was made here. */
  readonly stop: () => Promise<number | null>;
  /** SIGKILL, the folder is kept: for tests that start again on it. */
  readonly kill: () => Promise<void>;
}

interface Options {
  /** Folder to work in; without one a new folder is made, and removed by `stop`. */
  readonly data?: string;
  /** Without the fictional cases. */
  readonly empty?: boolean;
  /** A folder of bundles to run in place of the source. */
  readonly functions?: string;
}

/** Resolves once the product says that every part of it answers; rejects with what it printed when it ends before that. */
export const startBureau = async ({ data, empty = false, functions }: Options = {}): Promise<Bureau> => {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'shoufang-'));
  const extra = [...(empty ? ['--empty'] : []), ...(functions === undefined ? [] : ['--functions', functions])];
  const args = ['--import', 'tsx', 'bin/local.ts', '--port', '0', '--data', folder, ...extra];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let printed = '';

  const url = await new Promise<string>((resolve, reject) => {
    const giveUp = (why: string): void => {
      clearTimeout(timer);
      reject(new Error(`the bureau ${why}; it printed:\n${printed}`));
    };
    const timer = setTimeout(() => {
      giveUp('was not ready in time');
      child.kill('SIGKILL');
    }, PATIENCE.start);
    const listen = (chunk: Buffer): void => {
      printed += chunk.toString();
      const ready = READY.exec(printed)?.[1];
      if (ready === undefined) return;
      clearTimeout(timer);
      resolve(ready);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    void ended.then(() => giveUp('ended before it was ready'));
  });

  return {
    url,
    data: folder,
    output: () => printed,
    stop: async () => {
      const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE.stop);
      child.kill('SIGTERM');
      const code = await ended;
      clearTimeout(timer);
      if (data === undefined) rmSync(folder, { recursive: true, force: true });
      return code;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
