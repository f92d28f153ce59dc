// `npm test`: the static checks side by side, then every test, and one closing line that counts them all.
// It must not know what the checks look for; each tool has its own configuration.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

interface Check {
  readonly name: string;
  /** The tool's script inside node_modules, run by this very Node. */
  readonly script: string;
  readonly args: readonly string[];
}

interface Tally {
  passed: number;
  failed: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const REPORT = '.cache/vitest.json';

// The longest first, so that the two lanes end at about the same time.
const STATIC_CHECKS: readonly Check[] = [
  { name: 'lint', script: 'eslint/bin/eslint.js', args: ['.', '--max-warnings', '0'] },
  { name: 'types', script: 'typescript/bin/tsc', args: ['--noEmit', '-p', '.'] },
  { name: 'format', script: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'unused code', script: 'knip/bin/knip.js', args: ['--no-progress'] },
  { name: 'architecture', script: 'dependency-cruiser/bin/dependency-cruiser.mjs', args: ['bin', 'lib', 'functions', 'tests', 'scripts'] },
];
const LANES = 2;

/** Runs one tool; its output is kept until it ends so that two lanes do not mix their lines. */
const run = (check: Check): Promise<{ ok: boolean; output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`${root}/node_modules/${check.script}`, ...check.args], { cwd: root });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });

const staticChecks = async (tally: Tally): Promise<void> => {
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
  await Promise.all(Array.from({ length: LANES }, lane));
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
    const child = spawn(process.execPath, [`${root}/node_modules/vitest/vitest.mjs`, 'run', ...reporters], { cwd: root, stdio: 'inherit' });
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
await staticChecks(total);
if (total.failed === 0) {
  const { passed, failed } = await tests();
  total.passed += passed;
  total.failed += failed;
} else {
  console.log('The tests were not started: mend the checks above first.');
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
