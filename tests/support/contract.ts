// The committed contract as a judge: is this answer documented for this operation, and is its body what the contract says?
// It must not know what an answer should be, nor anything of the schemas in the code.
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import * as z from 'zod';
import { isDay } from '../../functions/domain/calendar/days.ts';

const named = z.object({ $ref: z.string() });
const content = z.record(z.string(), z.object({ schema: z.unknown().optional() }));
const response = z.union([named, z.object({ content: content.optional() })]);
const operation = z.object({ operationId: z.string(), responses: z.record(z.string(), response) });
const contract = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ responses: z.record(z.string(), z.object({ content })) }),
});

type Operation = z.infer<typeof operation>;

const raw: unknown = JSON.parse(readFileSync(new URL('../../functions/web/contract/openapi.json', import.meta.url), 'utf8'));
const { paths, components } = contract.parse(raw);

// Keywords of OpenAPI beside the schemas are not JSON Schema's.
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addFormat('date', isDay);
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
ajv.addSchema(z.record(z.string(), z.unknown()).parse(raw), 'contract');

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
// A literal address comes before one with parameters, as in OpenAPI.
const addresses = Object.entries(paths)
  .map(([path, operations]) => ({ path, fits: patternOf(path), operations }))
  .sort((a, b) => (a.path.match(/\{/g)?.length ?? 0) - (b.path.match(/\{/g)?.length ?? 0));

const checks = new Map<string, ValidateFunction>();
const check = (pointer: string): ValidateFunction => {
  const found = checks.get(pointer) ?? ajv.compile({ $ref: `contract#${pointer}` });
  checks.set(pointer, found);
  return found;
};

const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

interface Documented {
  readonly pointer: string;
  readonly content: z.infer<typeof content>;
}

const documentedAnswer = (path: string, method: string, { responses }: Operation, status: number): Documented | undefined => {
  const entry = responses[String(status)];
  if (!entry) return undefined;
  if ('$ref' in entry) {
    const name = entry.$ref.slice('#/components/responses/'.length);
    return { pointer: `/components/responses/${escaped(name)}`, content: components.responses[name]?.content ?? {} };
  }
  return { pointer: `/paths/${escaped(path)}/${method}/responses/${String(status)}`, content: entry.content ?? {} };
};

export interface SeenAnswer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

const PROBLEM = 'application/problem+json';
const AT_THE_DOOR: Readonly<Record<string, number>> = {
  UNKNOWN: 404,
  METHOD_NOT_ALLOWED: 405,
  SIGN_IN: 401,
  CROSS_ORIGIN: 403,
  TOO_LARGE: 413,
  BUSY: 503,
};
const problemCode = z.object({ code: z.string() });

const faultsOf = (pointer: string, body: unknown): string | undefined => {
  const validate = check(pointer);
  // Without the values: an answer may hold what a log should not.
  return validate(body)
    ? undefined
    : validate.errors
        ?.map(({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`)
        .slice(0, 5)
        .join('; ');
};

/** Where no operation is, only the door may answer. */
const faultAtTheDoor = ({ status, text }: SeenAnswer): string | undefined => {
  const body: unknown = JSON.parse(text);
  const { code } = problemCode.parse(body);
  return AT_THE_DOOR[code] === status ? faultsOf('/components/schemas/Problem', body) : `the door answers ${String(status)} ${code}`;
};

/** What is wrong with an answer of the API by its contract, or nothing; addresses outside /api are not looked at. */
export const faultOf = (seen: SeenAnswer): string | undefined => {
  const [path = ''] = seen.path.split('?');
  if (!path.startsWith('/api/') || path === '/api/docs' || seen.method === 'HEAD') return undefined;
  const method = seen.method.toLowerCase();
  const address = addresses.find(({ fits, operations }) => fits.test(path) && operations[method] !== undefined);
  const found = address?.operations[method];
  if (!address || !found) return faultAtTheDoor(seen);
  const documented = documentedAnswer(address.path, method, found, seen.status);
  if (!documented) return `${found.operationId} answers ${String(seen.status)}, which is not documented: ${seen.text.slice(0, 120)}`;
  if (Object.keys(documented.content).length === 0)
    return seen.text === '' ? undefined : `${found.operationId} answers ${String(seen.status)} with a body, which is not documented`;
  const type = (seen.type ?? '').split(';')[0] ?? '';
  const media = documented.content[type];
  if (!media) return `${found.operationId} answers ${String(seen.status)} as ${type}, which is not documented`;
  if (type !== 'application/json' && type !== PROBLEM) return undefined;
  const fault = faultsOf(`${documented.pointer}/content/${escaped(type)}/schema`, JSON.parse(seen.text));
  return fault === undefined ? undefined : `${found.operationId} ${String(seen.status)}: ${fault}`;
};
