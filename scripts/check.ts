// `npm test`: the static checks side by side, every test as soon as a core is free, and one closing line that counts them all.
// It must not know what the checks look for; each tool has its own configuration.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

interface Check {
  readonly name: string;
  /** The tool's script, run by this very Node. */
  readonly script: string;
  readonly args: readonly string[];
}

interface Tally {
  passed: number;
  failed: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const REPORT = '.cache/vitest.json';
// Every file of tests has a process of its own, and most load the same packages: compiled once, they are read from there.
const env = { ...process.env, NODE_COMPILE_CACHE: `${root}/.cache/compiled` };

// The longest first: it has a lane to itself, and the others follow one another in the second.
const STATIC_CHECKS: readonly Check[] = [
  { name: 'types and lint', script: 'scripts/lint-and-types.ts', args: [] },
  { name: 'format', script: 'node_modules/prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'unused code', script: 'node_modules/knip/bin/knip.js', args: ['--no-progress'] },
  {
    name: 'architecture',
    script: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    args: ['bin', 'lib', 'functions', 'tests', 'scripts'],
  },
];
const LANES = 2;

/** Runs one tool; its output is kept until it ends so that two lanes do not mix their lines. */
const run = (check: Check): Promise<{ ok: boolean; output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`${root}/${check.script}`, ...check.args], { cwd: root, env });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });

/** The lanes that work through the static checks. */
const staticChecks = (tally: Tally): Promise<void>[] => {
  const waiting = [...STATIC_CHECKS];
  const lane = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const started = performance.now();
      const { ok, output } = await run(check);
      tally[ok ? 'passed' : 'failed'] += 1;
      console.log(`${ok ? '✓' : '✗'} ${check.name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
      if (!ok) console.log(output.trimEnd());
    }
  };
  return Array.from({ length: LANES }, lane);
};

const Report = z.object({
  numTotalTests: z.number(),
  numPassedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

// A test that did not pass has failed, also when it was skipped; a file that broke before its first test counts as one.
const count = (report: z.infer<typeof Report>): Tally => ({
  passed: report.numPassedTests,
  failed:
    report.numTotalTests -
    report.numPassedTests +
    report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
});

const tests = (): Promise<Tally> =>
  new Promise((resolve, reject) => {
    mkdirSync(`${root}/.cache`, { recursive: true });
    rmSync(`${root}/${REPORT}`, { force: true });
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
    const child = spawn(process.execPath, [`${root}/node_modules/vitest/vitest.mjs`, 'run', ...reporters], {
      cwd: root,
      env,
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('close', (code) => {
      let tally: Tally;
      try {
        tally = count(Report.parse(JSON.parse(readFileSync(`${root}/${REPORT}`, 'utf8'))));
      } catch {
        // No report at all: the runner itself broke, which its exit code says below.
        tally = { passed: 0, failed: 0 };
      }
      // An error outside every test (a setup, an unhandled rejection) shows in the exit code alone.
      if (code !== 0 && tally.failed === 0) tally.failed = 1;
      resolve(tally);
    });
  });

const total: Tally = { passed: 0, failed: 0 };
const lanes = staticChecks(total);
await Promise.race(lanes);
// Types and lint outlast the others; the tests need not wait for them.
const tested = total.failed === 0 ? tests() : undefined;
await Promise.all(lanes);
if (tested) {
  const { passed, failed } = await tested;
  total.passed += passed;
  total.failed += failed;
} else {
  console.log('The tests were not started: mend the checks above first.');
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
