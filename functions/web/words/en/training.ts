// English words of sessions, their sheet and its commands.
// It must not decide.
import type { Catalogue } from '../catalogue.ts';
import type { training as source } from '../zh/training.ts';

export const training = {
  title: 'Sessions',
} satisfies Catalogue<typeof source>;
