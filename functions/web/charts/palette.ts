// The product's colours and letters for drawings, taken from the stylesheet's own values.
// It must not hold a value of its own.
import { tokens } from '../look/tokens.ts';

/** @example token('ink') // #1c1a16 */
const token = (name: string): string => {
  const value = new RegExp(`--${name}: ([^;]+);`).exec(tokens)?.[1];
  if (value === undefined) throw new Error(`the stylesheet has no ${name}`);
  return value;
};

export const PALETTE = {
  ink: token('ink'),
  soft: token('soft'),
  rule: token('rule'),
  edge: token('edge'),
  link: token('link'),
  letters: token('hei').replaceAll('"', "'"),
} as const;
