// The cloud assembly that synth.ts makes once for all tests, as soon as it is there.
// It must not know what is in it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';

const LOOK_EVERY_MS = 50;

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

/**
 * Folder of the cloud assembly of the stage `prod`. Give the hook that waits for it a minute.
 * @throws with what was printed, when it could not be made
 */
export const synthesized = async (): Promise<string> => {
  const folder = inject('synthesis');
  let status = read(join(folder, 'status'));
  while (status === undefined) {
    await sleep(LOOK_EVERY_MS);
    status = read(join(folder, 'status'));
  }
  if (status !== '0') throw new Error(`the front door of the cloud ended with ${status}:\n${read(join(folder, 'log')) ?? ''}`);
  return join(folder, 'out');
};

/** Folder of the bundles that went into it, one under each function's name. */
export const bundled = async (): Promise<string> => {
  await synthesized();
  return join(inject('synthesis'), 'functions');
};
