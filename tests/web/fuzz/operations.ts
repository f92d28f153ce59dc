// The operations of the committed contract, as far as a request is made from them.
// It must not know any of them by name.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as z from 'zod';
import { isDay } from '../../../functions/domain/calendar/days.ts';

const parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().default(false),
  schema: z.unknown(),
});
const operation = z.object({
  operationId: z.string(),
  security: z.array(z.unknown()).optional(),
  parameters: z.array(z.union([z.object({ $ref: z.string() }), parameter])).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.unknown().optional() })) }).optional(),
});
const contract = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) });

const raw: unknown = JSON.parse(readFileSync(new URL('../../../functions/web/contract/openapi.json', import.meta.url), 'utf8'));

/** What a reference of the contract leads to. */
export const resolve = (ref: string): unknown =>
  ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, part) => z.record(z.string(), z.unknown()).parse(at)[part.replaceAll('~1', '/').replaceAll('~0', '~')], raw);

export type Parameter = z.infer<typeof parameter>;

export interface Operation {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** `/api/v1/petitions/{number}` */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** The schema of a JSON body. */
  readonly json?: unknown;
  /** It takes a file instead. */
  readonly file: boolean;
  readonly open: boolean;
}

const parameterOf = (one: { $ref: string } | Parameter): Parameter => ('$ref' in one ? parameter.parse(resolve(one.$ref)) : one);

export const OPERATIONS: readonly Operation[] = Object.entries(contract.parse(raw).paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId, security, parameters, requestBody }]): Operation => {
    const json = requestBody?.content['application/json']?.schema;
    return {
      id: operationId,
      method: z.enum(['GET', 'POST']).parse(method.toUpperCase()),
      path,
      parameters: parameters.map(parameterOf),
      ...(json !== undefined && { json }),
      file: requestBody !== undefined && json === undefined,
      open: security?.length === 0,
    };
  }),
);

const ajv = new Ajv2020({ strict: false });
ajv.addFormat('date', isDay);
ajv.addSchema(z.record(z.string(), z.unknown()).parse(raw), 'contract');

/** Does the contract allow this body? */
export const isAllowed = (schema: unknown, body: unknown): boolean => {
  const ref = z.object({ $ref: z.string() }).safeParse(schema);
  return ajv.validate(ref.success ? { $ref: `contract${ref.data.$ref}` } : z.record(z.string(), z.unknown()).parse(schema), body);
};
