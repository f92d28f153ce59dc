// The front door of the cloud, run as the CDK runs it: without an account, with real functions, and cdk-nag has nothing to say.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import * as z from 'zod';
import { cdkContext, ROOT } from './templates/synthesised.ts';

const reportSchema = z.object({ pluginReports: z.array(z.unknown()) });
const assetsSchema = z.object({ files: z.record(z.string(), z.object({ source: z.object({ path: z.string(), packaging: z.string() }) })) });
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const stacksIn = (out: string): readonly string[] =>
  readdirSync(out)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => file.replace('.template.json', ''));

/** Folders of the functions, as they will be uploaded. */
const functionsIn = (out: string, stack: string): readonly string[] =>
  Object.values(assetsSchema.parse(read(join(out, `${stack}.assets.json`))).files)
    .filter(({ source }) => source.packaging === 'zip')
    .map(({ source }) => join(out, source.path));

describe('the front door', () => {
  it('makes four stacks of prod', { timeout: 120_000 }, async () => {
    const folder = inject('synthesis');
    await expect.poll(() => existsSync(join(folder, 'status')), { timeout: 110_000, interval: 200 }).toBe(true);
    const out = join(folder, 'out');
    expect({ status: readFileSync(join(folder, 'status'), 'utf8'), log: readFileSync(join(folder, 'log'), 'utf8') }).toEqual({
      status: '0',
      log: 'stage "prod" has no alarmEmail: its alarms tell nobody.\n',
    });
    expect(stacksIn(out)).toEqual(['app', 'data', 'mail', 'watch'].map((name) => `shoufang-prod-${name}`));
    expect(reportSchema.parse(read(join(out, 'validation-report.json')))).toEqual({ pluginReports: [] });
    const functions = functionsIn(out, 'shoufang-prod-app');
    expect(functions).toHaveLength(7);
    for (const folderOf of functions) expect(readdirSync(folderOf)).toContain('index.mjs');
  });

  it('makes three stacks of the mainland, where SES is not', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shoufang-mainland-'));
    const out = join(folder, 'out');
    try {
      const context = JSON.stringify({ ...cdkContext(), stage: 'mainland', bundles: join(folder, 'functions') });
      const env = { PATH: '', CDK_OUTDIR: out, CDK_CONTEXT_JSON: context };
      await promisify(execFile)(process.execPath, ['--import', 'tsx', 'bin/cloud.ts'], { cwd: ROOT, env });
      expect(stacksIn(out)).toEqual(['app', 'data', 'watch'].map((name) => `shoufang-mainland-${name}`));
      expect(reportSchema.parse(read(join(out, 'validation-report.json')))).toEqual({ pluginReports: [] });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('refuses settings that cannot be deployed with their sentences and nothing else', { timeout: 60_000 }, async () => {
    const context = JSON.stringify({ ...cdkContext(), stage: 'prod', region: 'cn-north-1' });
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', 'bin/cloud.ts'], {
      cwd: ROOT,
      env: { PATH: '', CDK_CONTEXT_JSON: context },
    });
    await expect(run).rejects.toMatchObject({
      code: 1,
      stderr: [
        'stage "prod" cannot be deployed:',
        '  mainland: a region that begins with cn- lies in mainland China, so set mainland to true.',
        '',
      ].join('\n'),
    });
  });
});
