// Arbitrary values of a JSON schema, valid by it as far as a schema can say: types, enums, formats, patterns, bounds, unions, references.
// It must not know any operation. Where a field's name is known to the bureau, values that exist there are drawn more often than made-up ones.
import fc from 'fast-check';
import * as z from 'zod';

const schemaShape = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  multipleOf: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});
type Schema = z.infer<typeof schemaShape>;

/** Values that mean something in the bureau, by the name of the field; read anew for every value. */
export type Known = Readonly<Record<string, () => readonly unknown[]>>;

export interface Making {
  /** Where `#/…` of a reference leads. */
  readonly resolve: (ref: string) => unknown;
  readonly known: Known;
  /** Fields that may be left out and mostly are not, because nothing is to be had without them. */
  readonly wanted?: readonly string[];
}

const FAR = 9_000_000_000;
const SHORT = 12;
const FEW = 3;

// Letters of offices and of nobody: Chinese, Latin, digits, punctuation of both, a rare character beyond the BMP.
const letter = fc.constantFrom(...Array.from('上半年直补资金没有到一卡通，请核实。ABCxyz0189 -·、（）𠮷'));
const text = (least: number, most: number): fc.Arbitrary<string> => {
  const bounds = (minLength: number, maxLength: number) => fc.array(letter, { minLength, maxLength }).map((letters) => letters.join(''));
  const short = Math.max(least, Math.min(most, SHORT));
  return fc.oneof(
    { weight: 8, arbitrary: bounds(least, short) },
    { weight: 1, arbitrary: fc.constant('字'.repeat(Math.min(most, 2_000))) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: least, maxLength: short }) },
  );
};

const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

// What a pattern forbids by looking ahead is left to the whole pattern.
const matching = (pattern: string): fc.Arbitrary<string> => {
  const whole = new RegExp(pattern, 'u');
  return fc.stringMatching(new RegExp(pattern.replace(/\(\?![^)]*\)/g, ''))).filter((made) => whole.test(made));
};

const bounded = ({ minimum = -FAR, maximum = FAR, multipleOf = 1 }: Schema): fc.Arbitrary<number> =>
  fc.integer({ min: Math.ceil(minimum / multipleOf), max: Math.floor(maximum / multipleOf) }).map((count) => count * multipleOf);

const texts = ({ format, pattern, allOf, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> => {
  const patterns = [pattern, ...(allOf ?? []).map((one) => schemaShape.parse(one).pattern)].filter((one) => one !== undefined);
  const [first, ...others] = patterns;
  if (first !== undefined) return matching(first).filter((made) => others.every((one) => new RegExp(one, 'u').test(made)));
  return format === 'date' ? day : text(minLength, maxLength);
};

/** Values of a schema. @throws for a keyword it does not know, so that a new one is not passed over */
export const valuesOf = (raw: unknown, making: Making, name = ''): fc.Arbitrary<unknown> => {
  const schema = schemaShape.parse(raw);
  const { resolve, known } = making;
  if (schema.$ref !== undefined) return valuesOf(resolve(schema.$ref), making, name);
  const made = madeFrom(schema, making, name);
  const there = known[name];
  if (!there || schema.enum || schema.type === 'object' || schema.type === 'array') return made;
  return fc.oneof({ weight: 6, arbitrary: fc.nat().map((nth) => pick(there(), nth)) }, { weight: 1, arbitrary: made });
};

const pick = (values: readonly unknown[], nth: number): unknown => values[nth % Math.max(1, values.length)];

const madeFrom = (schema: Schema, making: Making, name: string): fc.Arbitrary<unknown> => {
  const union = schema.anyOf ?? schema.oneOf;
  if (union) return fc.oneof(...union.map((one) => valuesOf(one, making, name)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'string':
      return texts(schema);
    case 'integer':
    case 'number':
      return bounded(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return listOf(schema, making, name);
    case 'object':
      return objectOf(schema, making);
    default:
      throw new Error(`no values of ${JSON.stringify(schema).slice(0, 200)}`);
  }
};

const listOf = ({ items, minItems = 0, maxItems = FEW }: Schema, making: Making, name: string): fc.Arbitrary<unknown> =>
  fc.array(valuesOf(items, making, name), { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, FEW)) });

// A field that may be left out mostly is: requests that say everything at once break some rule of the bureau nearly always.
const objectOf = ({ properties = {}, required = [] }: Schema, making: Making): fc.Arbitrary<Record<string, unknown>> => {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const value = valuesOf(schema, making, name).map((one) => [[name, one] as const]);
    if (required.includes(name)) return value;
    const given = making.wanted?.includes(name) ? 9 : 1;
    return fc.oneof({ weight: given, arbitrary: value }, { weight: 3, arbitrary: fc.constant([]) });
  });
  return fc.tuple(...fields).map((made) => Object.fromEntries(made.flat()));
};
