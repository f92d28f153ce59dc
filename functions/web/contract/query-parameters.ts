// The query string of an operation as parameters of OpenAPI: a schema of several forms becomes the parameters of all of them.
// It must not know any parameter by name.
import * as z from 'zod';
import { plain, type Json } from './components.ts';

const shape = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())),
  required: z.array(z.string()).optional(),
});
const forms = z.union([shape.transform((one) => [one]), z.object({ anyOf: z.array(shape) }), z.object({ oneOf: z.array(shape) })]);

const formsOf = (schema: z.ZodType) => {
  const read = forms.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: plain }));
  if (Array.isArray(read)) return read;
  return 'anyOf' in read ? read.anyOf : read.oneOf;
};

const words = z.union([
  z.object({ enum: z.array(z.string()) }).transform((one) => one.enum),
  z.object({ const: z.string() }).transform((one) => [one.const]),
]);

// Two forms may take other words under one name; everything else about it must be the same.
const merged = (a: Json, b: Json): Json => {
  const [some, more] = [words.safeParse(a), words.safeParse(b)];
  if (some.success && more.success) return { type: 'string', enum: [...new Set([...some.data, ...more.data])] };
  if (JSON.stringify(a) !== JSON.stringify(b)) throw new Error('one parameter of a query means two things');
  return a;
};

/** Required is what every form requires and what has no default. */
export const queryParameters = (
  schema: z.ZodType,
  defaults: Readonly<Record<string, string>> = {},
): readonly { readonly name: string; readonly required: boolean; readonly schema: Json }[] => {
  const all = formsOf(schema);
  const found = new Map<string, Json>();
  for (const { properties } of all)
    for (const [name, property] of Object.entries(properties)) {
      const before = found.get(name);
      found.set(name, before ? merged(before, property) : property);
    }
  return [...found].map(([name, property]) => ({
    name,
    required: !Object.hasOwn(defaults, name) && all.every(({ required = [] }) => required.includes(name)),
    schema: { ...property, ...(Object.hasOwn(defaults, name) && { default: defaults[name] }) },
  }));
};
