// How the tests run: five projects by what they need, and the order in which two workers get through all of them.
// It must not know any test.
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// The limits are for what hangs: whoever shares the machine may make a test several times slower.
const shared = { environment: 'node', pool: 'forks' } as const;
const JOURNEYS = 'tests/journeys/**/*.test.ts';
const LOCAL = 'tests/local/**/*.test.ts';
const CLOUD = 'tests/cloud/**/*.test.ts';
// A process each: these start services of their own, or put together modules that remember what they were put together with.
const STORE = ['tests/store/**/*.test.ts', 'tests/services/**/*.test.ts', 'tests/*.test.ts'];

// One queue, for whoever ends a phase early would wait for the other worker. What takes longest comes well before the end and the
// shortest files last; the first files run beside the linter and the synthesis, which no browser should have to share a machine with.
const ORDER = ['store', 'journeys', 'local', 'cloud', 'unit'];

class OneQueue extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project }: TestSpecification): number => ORDER.indexOf(project.name);
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    // Two, because that is what the smallest machine this must pass on has.
    maxWorkers: 2,
    sequence: { sequencer: OneQueue },
    allowOnly: false,
    passWithNoTests: true,
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          isolate: false, // what they test remembers nothing beyond the bureau it is handed, so it is loaded once for all of them
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [JOURNEYS, LOCAL, CLOUD, ...STORE, 'tests/fixtures/**'],
          testTimeout: 60_000,
        },
      },
      { test: { ...shared, name: 'store', include: STORE, testTimeout: 60_000, hookTimeout: 60_000 } },
      // The stacks are synthesized once, from the first moment on; whoever needs them waits.
      {
        test: {
          ...shared,
          name: 'cloud',
          include: [CLOUD],
          globalSetup: ['tests/cloud/support/synth.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      // These start, kill and restart whole processes.
      { test: { ...shared, name: 'local', include: [LOCAL], testTimeout: 60_000, hookTimeout: 60_000 } },
      {
        test: {
          ...shared,
          name: 'journeys',
          include: [JOURNEYS],
          globalSetup: ['tests/journeys/support/unpack.ts'],
          testTimeout: 90_000,
          expect: { poll: { timeout: 10_000 } }, // a page is not late before a person would say so
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
