// A signed-in program that asks the whole application, without a socket in between.
import type { Hono } from 'hono';
import { openSession } from '../../functions/services/staff.ts';
import { consoleApp } from '../../functions/web/app.tsx';
import type { WebEnv } from '../../functions/web/session.ts';
import { type TestBureau, valueOf } from '../support/bureau.ts';

export interface Client {
  readonly app: Hono<WebEnv>;
  /** The request, not yet sent: making it is no part of what is measured. */
  readonly request: (method: 'GET' | 'POST', path: string, body?: unknown, headers?: Record<string, string>) => Request;
  /** Sends it; throws on an answer that is no success. */
  readonly send: (request: Request) => Promise<string>;
}

export const clientOf = async (bureau: TestBureau, staff: string): Promise<Client> => {
  const app = consoleApp(bureau.deps);
  const { cookie } = valueOf(await openSession(bureau.deps, staff));
  const usual = { cookie: `session=${cookie}`, origin: 'http://localhost', host: 'localhost' };
  return {
    app,
    request: (method, path, body, headers = {}) =>
      new Request(`http://localhost${path}`, {
        method,
        headers: { ...usual, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    send: (request) => answered(app, request),
  };
};

/** The body of a successful answer. */
export const answered = async (app: Pick<Hono, 'fetch'>, request: Request): Promise<string> => {
  const response = await app.fetch(request);
  const text = await response.text();
  if (!response.ok) throw new Error(`${request.method} ${new URL(request.url).pathname} answered ${String(response.status)}: ${text}`);
  return text;
};
