// Every operation of the committed contract against the real application, with requests that are valid by it and with spoilt ones: only what
// is documented comes back, in the shape that is documented, never a 500, and no refusal repeats what was sent.
// SHOUFANG_FUZZ_SEED and SHOUFANG_FUZZ_RUNS make other and more requests.
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { publicApp } from '../../../functions/web/public-app.tsx';
import { freshBureau, type TestBureau } from '../../support/bureau.ts';
import { faultOf } from '../../support/contract.ts';
import { fileOf } from '../../support/one-line-files.ts';
import { enterRoll } from '../../support/training.ts';
import { visitors, type Answer, type Visitor } from '../../support/visitor.ts';
import { checkWhole } from '../../support/whole-table.ts';
import { hostileText, MARK, oddPart, oddQuery, oneThingWrong, spoilt, type Raw } from './hostile.ts';
import { isAllowed, OPERATIONS, resolve, type Operation } from './operations.ts';
import { SCENES, THERE, type Prior } from './priors.ts';
import { valuesOf, type Known } from './schema.ts';

const SEED = Number(process.env['SHOUFANG_FUZZ_SEED'] ?? 20261122);
const RUNS = Number(process.env['SHOUFANG_FUZZ_RUNS'] ?? 20);
/** How often a scene that a success has used up is set again. */
const SCENES_AT_MOST = 4;

let bureau: TestBureau;
let people: ReadonlyMap<string, Visitor>;
const OTHERS = ['F04', 'Z02', 'S01', 'J01', 'T02', 'P01', ''] as const; // '' is nobody

beforeAll(async () => {
  bureau = await freshBureau();
  await enterRoll(bureau, 8);
  const { as } = visitors(bureau);
  const names = [...new Set([...OTHERS, ...Object.values(SCENES).map(({ by }) => by)])];
  people = new Map(await Promise.all(names.map(async (name) => [name, await as(name === '' ? undefined : name)] as const)));
});
afterAll(() => bureau.stop());

// What the application says of errors nobody expected: none may come up, and nothing that was sent may stand in a log.
const logged: string[] = [];
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation((line: unknown) => void logged.push(String(line)));
});
afterEach(() => {
  vi.restoreAllMocks();
  expect(logged.splice(0).filter((line) => !line.includes('"TimeoutError"'))).toEqual([]);
});

interface Request {
  readonly who: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Raw;
  /** Its body is JSON that the contract does not allow. */
  readonly forbidden: boolean;
}

const ORIGIN = 'http://localhost:3000';
const outside = async (path: string, init: RequestInit): Promise<Answer> => {
  const response = await publicApp(bureau.deps).request(`${ORIGIN}${path}`, init, { incoming: { socket: {} } });
  const text = await response.text();
  const seen = { method: init.method ?? 'GET', path, status: response.status, type: response.headers.get('content-type'), text };
  const fault = faultOf(seen);
  if (fault !== undefined) throw new Error(`against the contract: ${fault}`);
  return { status: response.status, headers: response.headers, text, json: {} };
};

const ask = ({ method, path: pattern }: Operation, { who, path, headers, body }: Request): Promise<Answer> => {
  const sent: RequestInit = {
    method,
    headers: { ...headers, ...(body?.type !== undefined && { 'content-type': body.type }) },
    ...(body && { body: Uint8Array.from(body.bytes) }),
  };
  if (pattern.startsWith('/api/public/')) return outside(path, sent);
  const visitor = people.get(who);
  if (!visitor) throw new Error(`${who} is not here`);
  return visitor.ask(path, sent);
};

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The address with these values, as a program would write it. */
const addressOf = ({ path, parameters }: Operation, params: Readonly<Record<string, string>>, query: Readonly<Record<string, unknown>>) => {
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) => params[name] ?? '');
  const asked = new URLSearchParams();
  for (const { name } of parameters) if (query[name] !== undefined) asked.set(name, text(query[name]));
  return asked.size === 0 ? filled : `${filled}?${asked.toString()}`;
};

/** As any client of HTTP sends it: steps up and down are walked before. */
const walked = (address: string): string => {
  const { pathname, search } = new URL(address, ORIGIN);
  return pathname + search;
};

const KINDS = ['contacts', 'people', 'sessions', 'attendance'] as const;
const BOUNDARY = 'a-boundary-of-our-own';

const asForm = (file: string): Raw => ({
  bytes: Buffer.from(
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="f.csv"\r\nContent-Type: text/csv\r\n\r\n${file}\r\n--${BOUNDARY}--\r\n`,
  ),
  type: `multipart/form-data; boundary=${BOUNDARY}`,
});

const goodFile = ({ id }: Operation): fc.Arbitrary<Raw> => {
  const kind = KINDS.find((one) => id === `import_${one}`);
  const file = kind ? fileOf(kind) : '一份说明';
  const type = kind ? 'text/csv' : 'application/octet-stream';
  return fc.constantFrom<Raw>({ bytes: Buffer.from(file), type }, asForm(file));
};

// Cells of the one line spoilt, or the header, or the file as a whole.
const badFile = (operation: Operation): fc.Arbitrary<Raw> =>
  goodFile(operation).chain(({ bytes, type }) => {
    const [header = '', line = ''] = Buffer.from(bytes).toString().split('\n');
    const cells = line.split(',');
    const changed = fc.tuple(fc.nat(Math.max(0, cells.length - 1)), hostileText).map(([at, hostile]): Raw => {
      const row = cells.with(at, `"${hostile.replaceAll('"', '""')}"`).join(',');
      return { bytes: Buffer.from(`${header}\n${row}\n`), type: 'text/csv' };
    });
    const junk = fc.constantFrom<Raw>(
      { bytes: Buffer.from('PK\u0003\u0004 no workbook'), type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
      { bytes: Buffer.from(`${header},${header}\n${line}`), type: 'text/csv' },
      { bytes: Buffer.from(`"${header}\n${line}`), type: 'text/csv' },
      { bytes: Buffer.alloc(0), type },
      { bytes: Buffer.from(bytes).subarray(0, 90), type },
    );
    return fc.oneof(changed, junk, spoilt('{"file":1}'));
  });

const LANGUAGES = ['zh-CN', 'en', 'xx;q=9', `${MARK},*`];
const KEYS = ['', 'a b', MARK, 'k'.repeat(300), '\u00e9'];
/** Seldom wrong, or nothing else would ever be looked at. */
const seldom = <Value>(usual: Value, ...others: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const headersOf = (spoil: boolean): fc.Arbitrary<Record<string, string>> =>
  fc
    .record({
      origin: spoil ? seldom(ORIGIN, 'http://evil.example', 'null', MARK) : fc.constant(ORIGIN),
      language: fc.constantFrom(...LANGUAGES),
      key: spoil ? seldom<string | undefined>(undefined, ...KEYS) : fc.constant(undefined),
    })
    .map(({ origin, language, key }) => ({ origin, 'accept-language': language, ...(key !== undefined && { 'idempotency-key': key }) }));

/** Requests on a scene, which is looked up when the request is made: it may have been set again since. */
const requestsOf = (operation: Operation, scene: () => Prior, spoil: boolean): fc.Arbitrary<Request> => {
  const { by, wanted = [] } = SCENES[operation.id] ?? { by: '' };
  const known: Known = Object.fromEntries(
    [...Object.keys(THERE), ...Object.keys(scene().known)].map((name) => [name, () => scene().known[name] ?? THERE[name] ?? []]),
  );
  const making = { resolve, known, wanted };
  const parameters = operation.parameters.filter((one) => one.in === 'query');
  const query = valuesOf(
    {
      type: 'object',
      properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
      required: parameters.filter(({ required }) => required).map(({ name }) => name),
    },
    making,
  ).map((asked) => z.record(z.string(), z.unknown()).parse(asked));
  const who = fc.oneof({ weight: 4, arbitrary: fc.constant(by) }, { weight: 1, arbitrary: fc.constantFrom(...OTHERS) });
  const params = Object.keys(scene().params);
  const odd = fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...(params.length > 0 ? params : [''])), oddPart) },
  );
  const surplus = fc.oneof(
    { weight: operation.method === 'GET' ? 1 : 6, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: oddQuery },
  );
  const path = fc.tuple(query, odd, surplus).map(([asked, part, more]) => {
    const there = { ...scene().params, ...(spoil && part && { [part[0]]: part[1] }) };
    const address = addressOf(operation, there, asked);
    return walked(spoil && more !== undefined ? `${address}${address.includes('?') ? '&' : '?'}${more}` : address);
  });

  const json = (value: unknown): Raw => ({ bytes: Buffer.from(JSON.stringify(value)), type: 'application/json' });
  const bodies = (): fc.Arbitrary<Pick<Request, 'body' | 'forbidden'>> => {
    if (operation.file) return (spoil ? badFile(operation) : goodFile(operation)).map((body) => ({ body, forbidden: false }));
    if (operation.json === undefined) return fc.constant({ forbidden: false });
    const good = valuesOf(operation.json, making);
    if (!spoil) return good.map((value) => ({ body: json(value), forbidden: false }));
    const wrong = good.chain(oneThingWrong).map((value) => ({ body: json(value), forbidden: !isAllowed(operation.json, value) }));
    const broken = good.chain((value) => spoilt(JSON.stringify(value))).map((body) => ({ body, forbidden: false }));
    return fc.oneof({ weight: 3, arbitrary: wrong }, { weight: 1, arbitrary: broken });
  };
  return fc
    .tuple(who, path, headersOf(spoil), bodies())
    .map(([one, address, headers, body]) => ({ who: one, path: address, headers, ...body }));
};

const refusal = z.looseObject({ errors: z.array(z.object({ path: z.string(), message: z.string() })).optional() });

/** Operations whose lists are judged entry by entry, so that a body with a wrong entry is taken all the same. */
const JUDGES_EACH = ['session_attendance'];

const answered = new Map<string, Set<number>>();

const check = (operation: Operation, request: Request, answer: Answer): void => {
  const { status, text: said, headers } = answer;
  expect(status, said).not.toBe(500);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  if (status >= 400) {
    const { errors = [], ...rest } = refusal.parse(JSON.parse(said));
    expect(JSON.stringify([rest, errors.map(({ message }) => message)])).not.toContain(MARK);
    // The name of a field that nobody asked for is told back, and is a name.
    for (const { path } of errors) expect(path).toMatch(/^[\p{L}\p{N}_.-]*$/u);
    expect(said).not.toMatch(/\bat .*\.tsx?|node_modules|Exception/);
  }
  if (request.forbidden && !JUDGES_EACH.includes(operation.id))
    expect(status, 'what the contract forbids was taken').toBeGreaterThanOrEqual(400);
};

const run = async (operation: Operation, spoil: boolean): Promise<void> => {
  const scene = SCENES[operation.id];
  if (!scene) throw new Error(`no scene for ${operation.id}`);
  let prior = await scene.set(bureau);
  let set = 1;
  const seen = answered.get(operation.id) ?? new Set<number>();
  answered.set(operation.id, seen);
  const property = fc.asyncProperty(
    requestsOf(operation, () => prior, spoil),
    async (request) => {
      const answer = await ask(operation, request);
      seen.add(answer.status);
      check(operation, request, answer);
      if (answer.status < 300 && operation.method === 'POST' && set < SCENES_AT_MOST) {
        prior = await scene.set(bureau);
        set += 1;
      }
    },
  );
  await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
};

describe.each(OPERATIONS.map((operation) => [operation.id, operation] as const))('%s', (_id, operation) => {
  it('answers what is valid by the contract as the contract says', () => run(operation, false));
  it('answers what is spoilt as the contract says', () => run(operation, true));
});

describe('The run as a whole', () => {
  it('reached every operation: each said yes at least once', () => {
    const never = OPERATIONS.filter(({ id }) => ![...(answered.get(id) ?? [])].some((status) => status < 300)).map(({ id }) => id);
    expect(never).toEqual([]);
  });

  it('left no half-written record', async () => {
    await checkWhole(bureau.deps.db);
  });
});
