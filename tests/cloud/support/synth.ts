// Once for all files of tests/cloud: the front door of the cloud run as the CDK runs it, while other tests go on.
// It must not know what is synthesized. Whoever needs it waits for it (synthesized.ts).
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import * as z from 'zod';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder in which `out` is the cloud assembly, `functions` its bundles, `log` what was printed; `status` appears with the exit code at the end. */
    synthesis: string;
  }
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

export const setup = ({ provide }: TestProject): (() => void) => {
  const folder = mkdtempSync(join(tmpdir(), 'shoufang-cdk-'));
  const log = openSync(join(folder, 'log'), 'w');
  // What the command line reads from cdk.json and hands on.
  const { context } = z
    .object({ context: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')));
  // An empty environment: whoever deploys may have no account here, and nothing of this machine may find its way into a template.
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/cloud.ts'], {
    cwd: root,
    env: {
      PATH: '',
      CDK_OUTDIR: join(folder, 'out'),
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, bundles: join(folder, 'functions') }),
    },
    stdio: ['ignore', log, log],
  });
  child.once('close', (code) => {
    writeFileSync(join(folder, 'part'), String(code));
    renameSync(join(folder, 'part'), join(folder, 'status'));
  });
  closeSync(log);
  provide('synthesis', folder);
  return () => {
    child.removeAllListeners('close'); // the folder that it would report into goes now
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
};
