// What a cloud is given to run: small enough to start, and nothing in it that belongs to a house, a test or a tool.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import * as z from 'zod';
import { bundlesIn, FUNCTIONS } from '../../lib/cloud/bundle.ts';
import { bytesOfStart, cpuOfStart, withReferences, type Bundles } from '../bench/bundles.ts';
import { bytesToAnswer } from '../bench/first-answer.ts';
import { keeps, type Measured } from '../bench/measure.ts';
import { synthesized } from './support/synthesized.ts';

const folder = mkdtempSync(join(tmpdir(), 'shoufang-budgets-'));
let bundles: Bundles;

beforeAll(async () => {
  await synthesized();
  bundles = await withReferences(bundlesIn(join(inject('synthesis'), 'functions')), folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const over = (rows: readonly Measured[]): string[] =>
  rows.filter((row) => !keeps(row)).map(({ bench, name, ratio, bound }) => `${bench} ${name}: ${String(ratio)}, bound ${String(bound)}`);

describe('Before its first request a function', () => {
  it('reads no more than its budget: B1, B3', () => {
    expect(over(bytesOfStart(bundles))).toEqual([]);
  });

  it('takes no more CPU time than its budget: B2, B3', { timeout: 120_000 }, async () => {
    expect(over(await cpuOfStart(bundles, 21))).toEqual([]);
  });

  it('has read less than a whole console, whichever room is asked first', async () => {
    const { directory, startBytes } = bundles.console;
    const [health, api, page] = await Promise.all(['/healthz', '/api/v1/petitions', '/'].map((path) => bytesToAnswer(directory, path)));
    expect(health).toBe(startBytes);
    expect(api).toBeLessThan(2.5 * bundles.web.startBytes);
    expect(page).toBeLessThan(3 * bundles.web.startBytes);
  });
});

const OURS = /^functions\//;
const PACKAGE = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const development = z
  .object({ devDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))).devDependencies;

describe.each(FUNCTIONS)('The bundle of %s', (name) => {
  it('is made of functions/ and packages that ship, of no house, test, fixture or tool', () => {
    const strange = bundles[name].sources.filter((path) => {
      const shipped = PACKAGE.exec(path)?.[1];
      return shipped === undefined ? !OURS.test(path) : shipped in development;
    });
    expect(strange).toEqual([]);
  });

  it('names nothing of the local house, and no place of this machine', () => {
    const { directory } = bundles[name];
    const text = readdirSync(directory)
      .map((file) => readFileSync(join(directory, file), 'utf8'))
      .join('\n');
    expect(text.match(/lib\/local|tests\/(?:fixtures|support)|dynoxide|fast-check/g)).toBeNull();
    expect(text.includes(process.cwd())).toBe(false);
  });
});
