// Reads outside data with a schema: the domain's value, or the fields that are wrong.
// It must not know any field; sentences are made later, in the caller's language.
import type * as z from 'zod';
import { ok, refuse, type FieldError, type Result } from '../../domain/result.ts';

/** A body with ten thousand wrong entries is answered with the first few. */
const ERRORS_AT_MOST = 50;
const KEY_SHOWN = 60;

// What zod calls the expected type → key of the field messages.
const WRONG_TYPE: Readonly<Record<string, string>> = {
  string: 'notText',
  int: 'notANumber',
  number: 'notANumber',
  boolean: 'yesNo',
  array: 'list',
  object: 'object',
};

const keyOf = (issue: z.core.$ZodRawIssue): string => {
  if (issue.code === 'invalid_type') return issue.input === undefined ? 'required' : (WRONG_TYPE[issue.expected] ?? 'invalid');
  if (issue.code === 'invalid_value') return issue.input === undefined ? 'required' : 'notOneOf';
  if (issue.code === 'too_small') return 'tooSmall';
  if (issue.code === 'too_big') return issue.origin === 'array' ? 'tooMany' : 'tooBig';
  return 'invalid';
};

const dataOf = (issue: z.core.$ZodIssue): FieldError['data'] => {
  if (issue.code === 'invalid_value') return { values: issue.values.join(' ') };
  if (issue.code === 'too_small') return { least: Number(issue.minimum) };
  if (issue.code === 'too_big') return { most: Number(issue.maximum) };
  if (issue.code === 'custom' && typeof issue.params?.['most'] === 'number') return { most: issue.params['most'] };
  return undefined;
};

// A name nobody asked for is told back, so that it can be found; what is no letter of a name is left out of it.
const NOT_OF_A_NAME = /[^\p{L}\p{N}_.-]/gu;
const pathOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => String(part).slice(0, KEY_SHOWN).replace(NOT_OF_A_NAME, '')).join('.');

const errorsOf = (issue: z.core.$ZodIssue): FieldError[] => {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'unknown' }));
  const data = dataOf(issue);
  return [{ path: pathOf(issue.path), message: issue.message, ...(data && { data }) }];
};

/**
 * Parses outside data.
 * @returns the value, or INVALID with at most 50 fields; paths are dotted: `petitioners.0.name`
 */
export const readWith = <Schema extends z.ZodType>(schema: Schema, raw: unknown): Result<z.output<Schema>> => {
  const read = schema.safeParse(raw, { error: keyOf });
  if (read.success) return ok(read.data);
  return refuse('INVALID', { fields: read.error.issues.flatMap(errorsOf).slice(0, ERRORS_AT_MOST) });
};

type MayBeAbsent<Value> = { [Key in keyof Value]-?: undefined extends Value[Key] ? Key : never }[keyof Value];
// Distributes over unions, so that each form of a query keeps its own fields.
type Defined<Value> = Value extends unknown
  ? Omit<Value, MayBeAbsent<Value>> & { [Key in MayBeAbsent<Value>]?: Exclude<Value[Key], undefined> }
  : never;

/** Drops keys without a value, so that "not given" has one form inside. */
export const defined = <Value extends object>(value: Value): Defined<Value> =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Defined<Value>;
