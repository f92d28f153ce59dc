// Asks the real application for every answer that the contract documents, and remembers which came.
// It must not know what an answer holds: the judge before every visitor does.
import type { Operation } from '../../../functions/web/contract/operation.ts';
import { OPERATIONS } from '../../../functions/web/contract/document.ts';
import { PARAMS } from '../../../functions/web/contract/parameters.ts';
import { refusalsOf } from '../../../functions/web/contract/refusals.ts';
import { publicApp } from '../../../functions/web/public-app.tsx';
import type { TestBureau } from '../../support/bureau.ts';
import { faultOf } from '../../support/contract.ts';
import { visitors, type Answer, type Visitor } from '../../support/visitor.ts';

const ORIGIN = 'http://localhost:3000';

export interface Ask {
  readonly by?: string;
  readonly at?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly origin?: string;
}

/** Who may do an operation at all; where nobody is named, the first-contact officer. */
const WHO: Readonly<Record<string, string>> = { imports: 'S01', people: 'R01', sessions: 'T02' };

export const byId = (id: string): Operation => {
  const found = OPERATIONS.find((operation) => operation.id === id);
  if (!found) throw new Error(`no operation ${id}`);
  return found;
};

const pathOf = ({ path, params = {} }: Operation, { at = {}, query }: Ask): string => {
  const filled = Object.entries(params).reduce((text, [name, word]) => text.replace(`{${name}}`, at[name] ?? PARAMS[word].example), path);
  return `/api${filled}${query === undefined ? '' : `?${query}`}`;
};

const sent = (body: unknown): string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || body instanceof Uint8Array ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body);

const codeOf = ({ status, text }: Answer): string => (status < 400 ? 'OK' : (JSON.parse(text) as { code: string }).code);

/** A walk through the answers of one bureau. */
export const contractWalk = (bureau: TestBureau) => {
  const seen = new Set<string>();
  const { as } = visitors(bureau);
  const outside = publicApp(bureau.deps);
  const known = new Map<string, Promise<Visitor>>();
  const visitor = (staff: string | undefined): Promise<Visitor> => {
    const name = staff ?? '';
    const found = known.get(name) ?? as(staff);
    known.set(name, found);
    return found;
  };

  const outsideAsk = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await outside.request(`${ORIGIN}${path}`, init);
    const text = await response.text();
    const fault = faultOf({
      method: init.method ?? 'GET',
      path,
      status: response.status,
      type: response.headers.get('content-type'),
      text,
    });
    if (fault !== undefined) throw new Error(`against the contract: ${fault}`);
    return { status: response.status, headers: response.headers, text, json: JSON.parse(text) as Record<string, unknown> };
  };

  const ask = async (id: string, given: Ask = {}): Promise<Answer> => {
    const operation = byId(id);
    const { by = WHO[operation.tag] ?? 'F03', origin = ORIGIN, headers = {} } = given;
    const path = pathOf(operation, given);
    const body = 'body' in given ? given.body : (operation.example ?? '');
    const init: RequestInit =
      operation.method === 'get'
        ? { headers }
        : {
            method: 'POST',
            headers: { origin, 'content-type': operation.file?.types[0] ?? 'application/json', ...headers },
            body: sent(body),
          };
    const asking = operation.path.startsWith('/public/')
      ? outsideAsk(path, init)
      : (await visitor(by === '' ? undefined : by)).ask(path, init);
    const answer = await asking;
    seen.add(`${id} ${String(answer.status)} ${codeOf(answer)}`);
    return answer;
  };

  return {
    ask,
    /** Documented and not seen. */
    unseen: (): readonly string[] =>
      OPERATIONS.flatMap((operation) => [
        ...Object.keys(operation.answers).map((status) => `${operation.id} ${status} OK`),
        ...[...refusalsOf(operation)].flatMap(([status, codes]) => codes.map((code) => `${operation.id} ${String(status)} ${code}`)),
      ]).filter((one) => !seen.has(one)),
  };
};
