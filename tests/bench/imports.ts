// How much CPU time a function's entry takes to be imported, against a reference, each time in a clean process.
// CPU time as the child itself counts it from before the import, so neither Node's own start nor a busy machine is in it.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { median } from './measure.ts';

const run = promisify(execFile);

const CHILD = `
const before = process.cpuUsage();
await import(process.argv[1]);
const { user, system } = process.cpuUsage(before);
process.stdout.write(String((user + system) / 1000));
`;

/** What a stage sets, so that an entry composes all it would compose there. Nothing is called. */
export const STAGE = {
  NODE_ENV: 'production',
  AWS_REGION: 'ap-southeast-1',
  PUBLIC_URL: 'https://shoufang.example',
  COOKIE_SECURE: 'yes',
  VAULT_KMS_KEY: 'arn:aws:kms:ap-southeast-1:000000000000:key/none',
  BLOB_BUCKET: 'none',
  MAIL_BUCKET: 'none',
  OIDC_ISSUER: 'https://issuer.example',
  OIDC_CLIENT_ID: 'console',
};

const importMs = async (directory: string): Promise<number> => {
  const url = pathToFileURL(join(directory, 'index.mjs')).href;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', CHILD, url], { env: STAGE });
  return Number(stdout);
};

export interface Compared {
  readonly ours: number;
  readonly reference: number;
  /** Median of the paired ratios. */
  readonly ratio: number;
}

/** Imports each folder's entry `rounds` times, in turn with its reference, two processes at once. Milliseconds; an odd number of rounds. */
export const importsCompared = async <Name extends string>(
  pairs: Readonly<Record<Name, { readonly ours: string; readonly reference: string }>>,
  rounds: number,
): Promise<Readonly<Record<Name, Compared>>> => {
  const names = Object.keys(pairs) as Name[];
  const directories = [...new Set(names.flatMap((name) => [pairs[name].reference, pairs[name].ours]))];
  const taken: ReadonlyMap<string, number>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const times = new Map<string, number>();
    for (let n = 0; n < directories.length; n += 2) {
      await Promise.all(directories.slice(n, n + 2).map(async (directory) => times.set(directory, await importMs(directory))));
    }
    if (round > 0) taken.push(times); // the first round only warms the files
  }
  const compare = ({ ours, reference }: (typeof pairs)[Name]): Compared => {
    const both = taken.map((times) => ({ ours: times.get(ours) ?? NaN, reference: times.get(reference) ?? NaN }));
    return {
      ours: median(both.map((one) => one.ours)),
      reference: median(both.map((one) => one.reference)),
      ratio: median(both.map((one) => one.ours / one.reference)),
    };
  };
  return Object.fromEntries(names.map((name) => [name, compare(pairs[name])])) as Record<Name, Compared>;
};
