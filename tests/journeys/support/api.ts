// A program outside that uses the API: signs in as a member of staff and speaks JSON. It knows the contract and nothing else.
import * as z from 'zod';

export interface Client {
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** Sends a file as the raw body. */
  readonly upload: (path: string, file: string | Uint8Array, type?: string) => Promise<Answer>;
  /** A file from any address of the site, such as `/api/v1/reports/2013-H1?format=xlsx`. */
  readonly download: (address: string) => Promise<Uint8Array>;
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
  readonly training: { readonly personTimes: number; readonly byKind: object; readonly previousYear: object | null };
  readonly people: object;
  readonly narrative: string;
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Of an import that goes on without its sender. */
  readonly import: string;
  readonly state: string;
  readonly done: number;
  readonly items: readonly ListItem[];
  readonly ok: boolean;
}

/** What stands in lists: imports here, signatures there. */
interface ListItem {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly done: number;
  readonly personId?: string;
  readonly walkInId?: string;
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
    download: async (address) => {
      const answer = await fetch(url + address, { headers: { cookie } });
      if (!answer.ok) throw new Error(`${address} answered ${String(answer.status)}`);
      return new Uint8Array(await answer.arrayBuffer());
    },
  };
};

const LOOK_EVERY_MS = 200;

/** Hands a file in and answers once it is done, whether the server did it at once (200) or told a number to ask after (202). */
export const importFile = async (client: Client, kind: string, file: string | Uint8Array): Promise<Answer> => {
  const answer = await client.upload(`/imports/${kind}`, file);
  return answer.status === 202 ? finished(client, answer.body.import) : answer;
};

/** An import as it stands at its end. */
export const finished = async (client: Client, id: string): Promise<Answer> => {
  for (;;) {
    const job = await client.get(`/imports/${id}`);
    if (job.status !== 200 || !['WAITING', 'RUNNING'].includes(job.body.state)) return job;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
};
