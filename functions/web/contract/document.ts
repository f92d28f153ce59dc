// Puts the contract together as an OpenAPI 3.1 document: rows of operations, shapes, refusals and words become one object.
// It must not know where the document is kept or served.
import * as z from 'zod';
import { ABOUT, TITLE } from './about.ts';
import { BUREAU } from './bureau.ts';
import { answerShapes, plain, requestShapes, type Json } from './components.ts';
import { described, wordsOf } from './fields.ts';
import { IMPORTS } from './imports.ts';
import { MEANINGS } from './meanings.ts';
import { TAGS, type Answer, type Both, type Operation } from './operation.ts';
import { PARAMS } from './parameters.ts';
import { PEOPLE } from './people.ts';
import { PETITIONS } from './petitions.ts';
import { PUBLIC } from './public.ts';
import { queryParameters } from './query-parameters.ts';
import { problemAnswer, refusalsOf, responseName, type ProblemCode } from './refusals.ts';
import { REPORTS } from './reports.ts';
import { SESSIONS } from './sessions.ts';

export const OPERATIONS: readonly Operation[] = [...PETITIONS, ...SESSIONS, ...PEOPLE, ...IMPORTS, ...REPORTS, ...BUREAU, ...PUBLIC];

const requests = requestShapes();
const answers = answerShapes();

const both = (name: 'summary' | 'description', [en, zh]: Both): Json => ({ [name]: en, [`x-${name}-zh`]: zh });
const binary = { type: 'string', contentMediaType: 'application/octet-stream' };

const contentOf = ({ schema, files = [] }: Answer): Json => ({
  ...(schema && { 'application/json': { schema: answers.ref(schema) } }),
  ...Object.fromEntries(files.map((type) => [type, type === 'application/json' ? { schema: { type: 'object' } } : {}])),
});

const said = (codes: readonly ProblemCode[], language: 0 | 1): string =>
  codes.map((code) => `${code}: ${MEANINGS[code][language]}`).join('\n');

const refusal = (status: number, codes: readonly ProblemCode[]): Json => ({
  ...both('description', [said(codes, 0), said(codes, 1)]),
  ...((status === 429 || status === 503) && {
    headers: { 'Retry-After': { description: 'Seconds to wait', 'x-description-zh': '等待的秒数', schema: { type: 'integer' } } },
  }),
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          { properties: { status: { const: status }, code: codes.length === 1 ? { const: codes[0] } : { enum: codes } } },
        ],
      },
    },
  },
});

const parametersOf = ({ params = {}, query, defaults, once }: Operation): Json[] => [
  ...Object.entries(params).map(([name, word]) => {
    const { pattern, example, what } = PARAMS[word];
    return { name, in: 'path', required: true, ...both('description', what), schema: { type: 'string', pattern }, example };
  }),
  ...(query ? queryParameters(query, defaults).map(({ name, ...rest }) => ({ name, in: 'query', ...wordsOf('?', name), ...rest })) : []),
  ...(once ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
];

const bodyOf = ({ body, file, example }: Operation): Json | undefined => {
  if (body)
    return {
      required: true,
      content: { 'application/json': { schema: requests.ref(body), ...(example !== undefined && { example }) } },
    };
  if (!file) return undefined;
  const form = { type: 'object', properties: { file: binary }, required: ['file'] };
  return {
    required: true,
    content: { ...Object.fromEntries(file.types.map((type) => [type, {}])), 'multipart/form-data': { schema: form } },
  };
};

const operationOf = (operation: Operation): Json => {
  const { id, tag, summary, about, open } = operation;
  const requestBody = bodyOf(operation);
  const parameters = parametersOf(operation);
  return {
    operationId: id,
    tags: [tag],
    ...both('summary', summary),
    ...(about && both('description', about)),
    ...(open && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: {
      ...Object.fromEntries(
        Object.entries(operation.answers).map(([status, answer]) => [
          status,
          { ...both('description', answer.what), content: contentOf(answer) },
        ]),
      ),
      ...Object.fromEntries(
        [...refusalsOf(operation)].map(([status, codes]) => [status, { $ref: `#/components/responses/${responseName(status, codes)}` }]),
      ),
    },
  };
};

const pathsOf = (): Json => {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of OPERATIONS) (paths[`/api${operation.path}`] ??= {})[operation.method] = operationOf(operation);
  return paths;
};

const responses = (): Json => {
  const all = OPERATIONS.flatMap((operation) => [...refusalsOf(operation)]);
  return Object.fromEntries(
    all.map(([status, codes]) => [responseName(status, codes), refusal(status, codes)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
};

const problem = (): Json => {
  const { $schema: _schema, ...schema } = z.toJSONSchema(problemAnswer, { override: plain });
  return schema;
};

/**
 * The whole document.
 * @example JSON.stringify(openApi(), null, 2)
 */
export const openApi = (): Json => ({
  openapi: '3.1.0',
  info: {
    title: TITLE[0],
    'x-title-zh': TITLE[1],
    version: '1',
    description: ABOUT.map(([en]) => en).join('\n\n'),
    'x-description-zh': ABOUT.map(([, zh]) => zh).join('\n\n'),
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/' }],
  security: [{ session: [] }, { bearer: [] }],
  tags: Object.entries(TAGS).map(([name, what]) => ({ name, ...both('description', what) })),
  paths: pathsOf(),
  components: {
    securitySchemes: {
      session: {
        type: 'apiKey',
        in: 'cookie',
        name: '__Host-session',
        description: 'The cookie of a person who signed in; `session` on a machine without TLS.',
      },
      bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An access token of the issuer of identities.' },
    },
    parameters: {
      IdempotencyKey: {
        name: 'Idempotency-Key',
        in: 'header',
        required: false,
        ...both('description', ['Same key and body, same answer', '同一键、同样内容，得到同样的答复']),
        schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
      },
    },
    schemas: described({ Problem: problem(), ...sorted({ ...requests.json, ...answers.json }) }),
    responses: responses(),
  },
});

const sorted = (shapes: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> =>
  Object.fromEntries(Object.entries(shapes).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The document as it is committed and served. */
export const contractText = (): string => `${JSON.stringify(openApi(), null, 2)}\n`;
