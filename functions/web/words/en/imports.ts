// English words of imports: choosing, checking, progress, verdicts.
// It must not decide.
import type { Catalogue } from '../catalogue.ts';
import type { imports as source } from '../zh/imports.ts';

export const imports = {
  title: 'Imports',
} satisfies Catalogue<typeof source>;
