// The key that makes one rendering of a form count once, however often it is sent.
// It must not know any form.
import type { Deps } from '../../services/deps.ts';

/** 128 random bits, as text for a hidden field. */
export const onceOf = ({ random }: Pick<Deps, 'random'>): string => Buffer.from(random(16)).toString('base64url');
