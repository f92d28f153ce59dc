// The event patterns that filter pipes and mappings: exact values, prefixes, suffixes, existence and their negation.
// It must not know what is filtered. A kind of pattern that stands nowhere in the templates is refused, not guessed.
import * as z from 'zod';

type Test = (value: unknown) => boolean;

const RULES: Readonly<Record<string, (argument: unknown) => Test>> = {
  prefix: (argument) => (value) => typeof value === 'string' && value.startsWith(z.string().parse(argument)),
  suffix: (argument) => (value) => typeof value === 'string' && value.endsWith(z.string().parse(argument)),
  exists: (argument) => (value) => (value !== undefined) === z.boolean().parse(argument),
  'anything-but': (argument) => (value) => value !== undefined && ![argument].flat().includes(value),
};

const testOf = (wanted: unknown): Test => {
  if (typeof wanted !== 'object' || wanted === null) return (value) => value === wanted;
  const [name = '', argument] = Object.entries(wanted)[0] ?? [];
  const rule = RULES[name];
  if (!rule) throw new Error(`no such pattern: ${name}`);
  return rule(argument);
};

/** Does the event fit the pattern? Every key of the pattern must fit; of the values in a list one must. */
export const fits = (pattern: unknown, event: unknown): boolean => {
  if (Array.isArray(pattern)) return pattern.some((wanted) => testOf(wanted)(event));
  if (typeof pattern !== 'object' || pattern === null) throw new Error('a pattern is an object of lists');
  const fields = new Map(Object.entries(typeof event === 'object' && event !== null ? event : {}));
  return Object.entries(pattern).every(([key, inner]) => fits(inner, fields.get(key)));
};
