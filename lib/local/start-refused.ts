// A reason why the program cannot start, ready to be shown, with the exit code that goes with it.
// It must not know the sentences: words.ts has them.
import type { RefusalKey } from './words.ts';

/** Thrown while starting; bin/local.ts prints one sentence and leaves with `exitCode` (2 = wrong options, 1 = anything else). */
export class StartRefused extends Error {
  readonly key: RefusalKey;
  readonly data: Readonly<Record<string, string | number>>;
  readonly exitCode: 1 | 2;

  constructor(key: RefusalKey, data: Readonly<Record<string, string | number>> = {}, exitCode: 1 | 2 = 1) {
    super(key);
    this.name = 'StartRefused';
    this.key = key;
    this.data = data;
    this.exitCode = exitCode;
  }
}
