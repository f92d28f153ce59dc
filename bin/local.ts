// Front door 2: the whole house on this machine (`npm start`). Options in, three lines out, a clean end on a signal.
// It must not know how any part works.
import type { House } from '../lib/local/house.ts';
import { parseOptions } from '../lib/local/options.ts';
import { StartRefused } from '../lib/local/start-refused.ts';
import { say, sayRefusal, terminalLanguage } from '../lib/local/words.ts';

// Personal data lies in the folder: nobody else of this machine reads it.
process.umask(0o077);

const LEAVE_AT_LATEST_MS = 4500;

const language = terminalLanguage(process.env);
const log = (line: string): void => void process.stderr.write(`${line}\n`);
const stopping = new AbortController();
let house: House | undefined;

// A reader of our output that has gone away is no reason to end the house.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
process.on('exit', () => house?.abandon());

const leave = async (code: number): Promise<void> => {
  if (stopping.signal.aborted) return; // a second signal changes nothing: the first one is being followed
  stopping.abort();
  setTimeout(() => process.exit(code), LEAVE_AT_LATEST_MS).unref();
  await opening.catch(() => undefined);
  await house?.stop().catch(() => undefined);
  process.exit(code);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(0));
process.on('uncaughtException', (error) => {
  // Frames without the message, which may quote what somebody wrote.
  log(
    `a bug: ${error.name}\n${(error.stack ?? '')
      .split('\n')
      .filter((line) => line.startsWith('    at '))
      .join('\n')}`,
  );
  void leave(1);
});

const open = async (): Promise<void> => {
  try {
    const options = parseOptions(process.argv.slice(2), process.env);
    if (!options.loopback) log(say('hostWarning', language, { host: options.host }));
    // Loaded only now: wrong options are told at once, and a signal during the second this takes is heard.
    const { openHouse } = await import('../lib/local/house.ts');
    house = await openHouse(options, process.env, log, stopping.signal);
    if (stopping.signal.aborted) return;
    process.stdout.write(`engine ${house.engine}\nsmtp ${house.smtp}\nready ${house.url}\n`);
    house.settleIn();
  } catch (error) {
    if (stopping.signal.aborted) return;
    if (error instanceof StartRefused) {
      log(sayRefusal(error.key, language, error.data));
      process.exit(error.exitCode);
    }
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  }
};
const opening = open();
