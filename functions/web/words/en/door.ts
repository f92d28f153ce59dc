// English words of the door: search, verdicts, walk-ins.
// It must not decide.
import type { Catalogue } from '../catalogue.ts';
import type { door as source } from '../zh/door.ts';

export const door = {
  title: 'Door',
} satisfies Catalogue<typeof source>;
