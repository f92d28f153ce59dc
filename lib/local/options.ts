// What the command line and the environment ask of the local front door, checked before anything is touched.
// It must not know how any part is started.
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartRefused } from './start-refused.ts';

export interface Options {
  /** 0 = any free port. */
  readonly port: number;
  /** Absolute path of the data folder. */
  readonly data: string;
  /** Staff, areas and calendar only. */
  readonly empty: boolean;
  readonly host: string;
  readonly loopback: boolean;
  /** 0 = any free port. */
  readonly smtpPort: number;
  /** Absolute path of a folder of bundles to run in place of the source, as the cloud does: `<name>/index.mjs` for each function. */
  readonly functions?: string;
}

const FLAGS = {
  port: { type: 'string' },
  data: { type: 'string' },
  empty: { type: 'boolean' },
  host: { type: 'string' },
  'smtp-port': { type: 'string' },
  functions: { type: 'string' },
} as const;

/**
 * Flags win over `PORT`, `SHOUFANG_DATA` and `SHOUFANG_FUNCTIONS`; defaults are port 3000, folder `.shoufang`, loopback, any SMTP port.
 *
 * @throws StartRefused with exit code 2 and one sentence.
 */
export const parseOptions = (args: readonly string[], env: Readonly<Record<string, string | undefined>>): Options => {
  const flags = readFlags(args);
  const data = flags.data ?? (env['SHOUFANG_DATA'] || '.shoufang');
  if (!isPath(data)) throw new StartRefused('badData', {}, 2);
  const functions = flags.functions ?? (env['SHOUFANG_FUNCTIONS'] || undefined);
  if (functions !== undefined && !isPath(functions)) throw new StartRefused('badFunctions', { folder: functions }, 2);
  const host = flags.host ?? 'localhost';
  if (!/^[A-Za-z0-9.:-]+$/.test(host)) throw new StartRefused('badHost', { value: host }, 2);
  return {
    port: toPort('--port', flags.port ?? (env['PORT'] || '3000')),
    data: resolve(data),
    empty: flags.empty ?? false,
    host,
    loopback: isLoopback(host),
    smtpPort: toPort('--smtp-port', flags['smtp-port'] ?? '0'),
    ...(functions !== undefined && { functions: resolve(functions) }),
  };
};

const isPath = (text: string): boolean => text.trim() !== '' && !text.includes('\0');

const readFlags = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // parseArgs explains at length; its first sentence names the flag.
    const first = error instanceof Error ? (error.message.split(/\.\s/)[0] ?? '') : '';
    throw new StartRefused('badOption', { value: first }, 2);
  }
};

const toPort = (flag: string, text: string): number => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new StartRefused('badPort', { flag, value: text }, 2);
  return port;
};

/** 127.0.0.0/8, ::1 and the name localhost: places only this machine can reach. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
