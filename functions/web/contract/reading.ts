// The committed document as the page for people reads it, parsed once.
// It must not know how a page looks, nor how the document was made.
import * as z from 'zod';
import type { Language } from '../words/index.ts';

const worded = { description: z.string().default(''), 'x-description-zh': z.string().default('') };

export interface Shape {
  readonly $ref?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly format?: string | undefined;
  readonly pattern?: string | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly default?: unknown;
  readonly items?: Shape | undefined;
  readonly properties?: Readonly<Record<string, Shape>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: Shape | boolean | undefined;
  readonly anyOf?: readonly Shape[] | undefined;
  readonly oneOf?: readonly Shape[] | undefined;
  readonly description?: string | undefined;
  readonly 'x-description-zh'?: string | undefined;
}

const shape: z.ZodType<Shape> = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  maxItems: z.number().optional(),
  default: z.unknown().optional(),
  get items() {
    return shape.optional();
  },
  get properties() {
    return z.record(z.string(), shape).optional();
  },
  required: z.array(z.string()).optional(),
  get additionalProperties() {
    return z.union([shape, z.boolean()]).optional();
  },
  get anyOf() {
    return z.array(shape).optional();
  },
  get oneOf() {
    return z.array(shape).optional();
  },
  description: z.string().optional(),
  'x-description-zh': z.string().optional(),
});

const content = z.record(z.string(), z.object({ schema: shape.optional(), example: z.unknown().optional() }));
const parameter = z.union([
  z.object({ $ref: z.string() }),
  z.object({
    name: z.string(),
    in: z.enum(['path', 'query']),
    required: z.boolean(),
    schema: shape,
    example: z.unknown().optional(),
    ...worded,
  }),
]);
const answer = z.object({ ...worded, content: content.default({}) });
const operation = z.object({
  operationId: z.string(),
  tags: z.tuple([z.string()]),
  summary: z.string(),
  'x-summary-zh': z.string(),
  ...worded,
  security: z.array(z.unknown()).optional(),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.union([z.object({ $ref: z.string() }), answer])),
});

const contract = z.object({
  info: z.object({ title: z.string(), 'x-title-zh': z.string(), ...worded }),
  tags: z.array(z.object({ name: z.string(), ...worded })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), shape), responses: z.record(z.string(), answer) }),
});

export type Contract = z.infer<typeof contract>;
export type OperationRead = z.infer<typeof operation>;
export type ParameterRead = Exclude<z.infer<typeof parameter>, { $ref: string }>;
export type AnswerRead = z.infer<typeof answer>;

/** Reads the document; what it does not hold is a fault of the generator and throws. */
export const readContract = (document: unknown): Contract => contract.parse(document);

interface Worded {
  readonly description?: string | undefined;
  readonly 'x-description-zh'?: string | undefined;
}

/** What is said of something, in this language. */
export const saidOf = (thing: Worded, lang: Language): string => (lang === 'zh' ? thing['x-description-zh'] : thing.description) ?? '';

/** The last part of a reference: the name of a shape, a response, a parameter. */
export const nameIn = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);
