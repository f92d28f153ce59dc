// Somebody at the console: signed in with a real session, asking the real application, without a server in between.
// Every answer of the API must be one that the contract documents. It must not know what is asked.
import * as z from 'zod';
import { openSession } from '../../functions/services/staff.ts';
import { consoleApp } from '../../functions/web/app.tsx';
import type { TestBureau } from './bureau.ts';
import { valueOf } from './bureau.ts';
import { faultOf } from './contract.ts';

const ORIGIN = 'http://localhost:3000';
const HOST = 'localhost:3000';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as an object; fails the test where it is none. */
  readonly json: Record<string, unknown>;
}

export interface Visitor {
  readonly cookie: string;
  readonly ask: (path: string, init?: RequestInit) => Promise<Answer>;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  /** Sends JSON from our own origin; `body` as text goes out as it is. */
  readonly post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>;
}

const object = z.record(z.string(), z.unknown());

const read = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    get json() {
      return object.parse(JSON.parse(text));
    },
  };
};

/** `visitors(bureau)` opens the console of a bureau; `as('F03')` signs somebody in, `as()` comes without a session. */
export const visitors = (bureau: TestBureau) => {
  const app = consoleApp(bureau.deps);
  return {
    app,
    as: async (staff?: string): Promise<Visitor> => {
      const cookie = staff === undefined ? '' : valueOf(await openSession(bureau.deps, staff)).cookie;
      const ask: Visitor['ask'] = async (path, init = {}) => {
        const headers = new Headers(init.headers);
        headers.set('host', HOST);
        if (cookie !== '' && !headers.has('cookie')) headers.set('cookie', `session=${cookie}`);
        const answer = await read(await app.request(`${ORIGIN}${path}`, { ...init, headers }));
        const { status, text } = answer;
        const fault = faultOf({ method: init.method ?? 'GET', path, status, type: answer.headers.get('content-type'), text });
        if (fault !== undefined) throw new Error(`against the contract: ${fault}`);
        return answer;
      };
      return {
        cookie,
        ask,
        get: (path, headers = {}) => ask(path, { headers }),
        post: (path, body, headers = {}) =>
          ask(path, {
            method: 'POST',
            headers: { origin: ORIGIN, 'content-type': 'application/json', ...headers },
            body: typeof body === 'string' ? body : JSON.stringify(body),
          }),
      };
    },
  };
};
