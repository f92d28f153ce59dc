// How the tests run: five projects by what they need, the browser journeys last.
// It must not know any test.
import { defineConfig } from 'vitest/config';

const shared = { environment: 'node', pool: 'forks' } as const;
const JOURNEYS = 'tests/journeys/**/*.test.ts';
const LOCAL = 'tests/local/**/*.test.ts';
const CLOUD = 'tests/cloud/**/*.test.ts';
const STORE = ['tests/store/**/*.test.ts', 'tests/services/**/*.test.ts'];

export default defineConfig({
  test: {
    // Two, because that is what the smallest machine this must pass on has.
    maxWorkers: 2,
    allowOnly: false,
    passWithNoTests: true,
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [JOURNEYS, LOCAL, CLOUD, ...STORE, 'tests/fixtures/**'],
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...shared, name: 'store', include: STORE, testTimeout: 30_000, hookTimeout: 20_000, sequence: { groupOrder: 1 } } },
      // The stacks are synthesized once, from the first moment on; whoever needs them waits.
      {
        test: {
          ...shared,
          name: 'cloud',
          include: [CLOUD],
          globalSetup: ['tests/cloud/support/synth.ts'],
          testTimeout: 30_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      // These start, kill and restart whole processes.
      { test: { ...shared, name: 'local', include: [LOCAL], testTimeout: 60_000, hookTimeout: 60_000, sequence: { groupOrder: 2 } } },
      {
        test: {
          ...shared,
          name: 'journeys',
          include: [JOURNEYS],
          globalSetup: ['tests/journeys/support/unpack.ts'],
          testTimeout: 90_000,
          expect: { poll: { timeout: 10_000 } }, // a page is not late before a person would say so
          hookTimeout: 60_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
