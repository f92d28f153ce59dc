// The written contract: it is what the schemas say, it names exactly the routes there are, its examples hold, and no shape of an answer is open.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { isDay } from '../../functions/domain/calendar/days.ts';
import { ROLL_COMMANDS } from '../../functions/domain/people/roll.ts';
import { TRANSITIONS } from '../../functions/domain/petitions/transitions.ts';
import { SESSION_COMMANDS } from '../../functions/domain/training/transitions.ts';
import { wholeConsole } from '../../functions/web/app.tsx';
import { contractText, OPERATIONS } from '../../functions/web/contract/document.ts';
import { unusedWords } from '../../functions/web/contract/fields.ts';
import { statusApp } from '../../functions/web/status/app.tsx';
import { freshBureau, type TestBureau } from '../support/bureau.ts';
import { visitors } from '../support/visitor.ts';

const COMMITTED = readFileSync(new URL('../../functions/web/contract/openapi.json', import.meta.url), 'utf8');

const shape = z.record(z.string(), z.unknown());
const document = z
  .object({
    openapi: z.literal('3.1.0'),
    paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string(), tags: z.array(z.string()), responses: shape }))),
    components: z.object({ schemas: z.record(z.string(), shape), responses: z.record(z.string(), shape) }),
  })
  .parse(JSON.parse(COMMITTED));

const everyObject = function* (value: unknown, at: string): Generator<readonly [string, z.infer<typeof shape>]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value) && 'type' in value && value.type === 'object') yield [at, shape.parse(value)];
  for (const [key, entry] of Object.entries(value)) yield* everyObject(entry, `${at}/${key}`);
};

describe('the committed document', () => {
  it('is what the schemas and the rows say: `npm run openapi` would change nothing', () => {
    expect(contractText() === COMMITTED).toBe(true);
  });

  it('says what every field means, and explains no field that is not there', () => {
    contractText();
    expect(unusedWords()).toEqual([]);
  });

  it('leads every reference somewhere', () => {
    const pointers = [...COMMITTED.matchAll(/"\$ref": "#\/([^"]+)"/g)].map(([, pointer = '']) => pointer);
    const lost = pointers.filter((pointer) => {
      const end = pointer.split('/').reduce<unknown>((at, part) => shape.safeParse(at).data?.[part], JSON.parse(COMMITTED));
      return end === undefined;
    });
    expect(lost).toEqual([]);
  });

  it('names each operation once, and every shape it speaks of is spoken of', () => {
    const ids = Object.values(document.paths).flatMap((operations) => Object.values(operations).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
    const unused = Object.keys(document.components.schemas).filter((name) => !COMMITTED.includes(`"#/components/schemas/${name}"`));
    expect(unused).toEqual([]);
  });

  it('closes every object: what is not written down is neither taken nor told', () => {
    const open = [...everyObject(document.components.schemas, '')].filter(
      ([, { additionalProperties }]) => additionalProperties === undefined,
    );
    expect(open.map(([at]) => at)).toEqual([]);
  });

  it('leaves open only names that come from the bureau’s own words', () => {
    const tables = [...everyObject(document.components.schemas, '')].filter(
      ([, { additionalProperties }]) => additionalProperties !== false,
    );
    expect([...new Set(tables.map(([at]) => at.replace(/^.*properties\//, '')))].sort()).toEqual([
      'byCategory',
      'byChannel',
      'byKind',
      'byMonth',
      'byOrganiser',
      'byReason',
      'byTopic',
      'byTownship',
      'data', // of a finding: its figures
    ]);
  });

  it('tells no telephone, ID number or query code but to whom they are owed', () => {
    const secret = /"(phone|idNumber|queryCode|cookie|accused)": \{/;
    const telling = Object.entries(document.components.schemas).filter(([, json]) => secret.test(JSON.stringify(json, null, 1)));
    expect(telling.map(([name]) => name).sort()).toEqual([
      'ContactRequest',
      'PersonChange',
      'PersonFacts',
      'Registered', // the code, once, for the slip
      'Status', //     the desk telephone of the officer
    ]);
  });
});

describe('examples', () => {
  const ajv = new Ajv2020({ strict: false });
  ajv.addFormat('date', isDay);
  ajv.addSchema(shape.parse(JSON.parse(COMMITTED)), 'contract');
  const bodies = OPERATIONS.filter(({ body }) => body !== undefined);

  it.each(bodies.map((operation) => [operation.id, operation] as const))('%s shows a body that its schema takes', (_id, operation) => {
    expect(operation.body?.safeParse(operation.example).success).toBe(true);
    const path = `/api${operation.path}`.replaceAll('/', '~1');
    const check = ajv.compile({ $ref: `contract#/paths/${path}/${operation.method}/requestBody/content/application~1json/schema` });
    expect(check(operation.example), JSON.stringify(check.errors)).toBe(true);
  });
});

describe('the routes', () => {
  let bureau: TestBureau;
  beforeAll(async () => {
    bureau = await freshBureau();
  });
  afterAll(() => bureau.stop());

  // One route serves every command of its kind; its own list says which there are.
  const COMMANDS: Readonly<Record<string, readonly string[]>> = {
    petitions: Object.keys(TRANSITIONS),
    sessions: SESSION_COMMANDS,
    people: ROLL_COMMANDS,
  };
  const expanded = (route: string): readonly string[] => {
    const [, of = ''] = /\/v1\/(\w+)\/\{\w+\}\/\{command\}$/.exec(route) ?? [];
    return (COMMANDS[of] ?? []).length === 0 ? [route] : (COMMANDS[of] ?? []).map((name) => route.replace('{command}', name));
  };

  it('are the operations of the contract, no more and no fewer', async () => {
    const apps = [await wholeConsole(bureau.deps), statusApp(bureau.deps)];
    const routes = apps
      .flatMap(({ routes: all }) => all)
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/') && !['/api/docs', '/api/docs/'].includes(path))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)(\{[^/]*\})?/g, '{$1}')}`)
      .flatMap(expanded);
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect([...new Set(routes)].sort()).toEqual(operations.sort());
  });

  it('tell whoever uses another method which ones there are: those of the contract', async () => {
    const { as } = visitors(bureau);
    const officer = await as('F03');
    const isCommand = (path: string): boolean =>
      Object.entries(COMMANDS).some(([of, names]) => names.some((name) => new RegExp(`/v1/${of}/\\{\\w+\\}/${name}$`).test(path)));
    const inside = Object.entries(document.paths).filter(([path]) => path.startsWith('/api/v1/') && !isCommand(path));
    for (const [path, methods] of inside) {
      const address = path.replace('{id}', path.includes('/imports/') ? '0199f2c4a1b2c3d4e5f60718' : 'X1').replace(/\{\w+\}/g, 'X1');
      const { status, headers } = await officer.ask(address, { method: 'DELETE', headers: { origin: 'http://localhost:3000' } });
      const allowed = [...('get' in methods ? ['GET', 'HEAD'] : []), ...('post' in methods ? ['POST'] : [])];
      expect([path, status, headers.get('allow')]).toEqual([path, 405, allowed.join(', ')]);
    }
  });
});
