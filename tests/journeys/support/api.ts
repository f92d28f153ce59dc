// A program outside that uses the API: signs in as a member of staff and speaks JSON. It knows the contract and nothing else.
import * as z from 'zod';

export interface Client {
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** Sends a file as the raw body. */
  readonly upload: (path: string, file: string | Uint8Array, type?: string) => Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly body: Body;
}

/** The parts of answers that the journeys read, by the names of the contract; each test asserts those it relies on. */
interface Body {
  readonly petition: { readonly number: string };
  readonly petitions: {
    readonly contacts: number;
    readonly byMonth: object;
    readonly byCategory: object;
    readonly previousYear: object | null;
  };
  readonly narrative: string;
  readonly created: number;
  readonly unchanged: number;
  readonly ok: boolean;
}

/** Opens a session as the sign-in chooser does. */
export const signIn = async (url: string, staff: string): Promise<Client> => {
  const response = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
    body: `staff=${staff}`,
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (response.status !== 303 || cookie === undefined) throw new Error(`sign-in answered ${String(response.status)}`);
  const send = async (method: string, path: string, body: string | Buffer | null, headers: Record<string, string>): Promise<Answer> => {
    const answer = await fetch(`${url}/api/v1${path}`, { method, body, headers: { cookie, origin: url, ...headers } });
    return { status: answer.status, body: z.custom<Body>().parse(await answer.json()) };
  };
  return {
    get: (path) => send('GET', path, null, {}),
    post: (path, body, headers = {}) => send('POST', path, JSON.stringify(body), { 'content-type': 'application/json', ...headers }),
    upload: (path, file, type = 'text/csv; charset=utf-8') =>
      send('POST', path, typeof file === 'string' ? file : Buffer.from(file), { 'content-type': type }),
  };
};
