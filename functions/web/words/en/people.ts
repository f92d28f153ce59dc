// English words of the roll of people.
// It must not decide.
import type { Catalogue } from '../catalogue.ts';
import type { people as source } from '../zh/people.ts';

export const people = {
  title: 'People',
} satisfies Catalogue<typeof source>;
