// Somebody at the other end of the line: one request after another over plain HTTP, cookies kept as a browser keeps them.
// It must not know what is asked, nor which house answers.
import { request as ask } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Where a house is, and the name under which it is asked. */
export interface Address {
  readonly port: number;
  readonly host: string;
  readonly origin: string;
}

export interface Heard {
  readonly status: number;
  /** Without the cookies. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly bytes: Buffer;
  readonly text: string;
}

export interface Client {
  readonly send: (method: string, path: string, body?: Body) => Promise<Heard>;
  readonly get: (path: string) => Promise<Heard>;
  readonly json: (path: string, body: unknown) => Promise<Heard>;
  readonly form: (path: string, fields: Readonly<Record<string, string>>) => Promise<Heard>;
  readonly multipart: (path: string, fields: Readonly<Record<string, string | File>>) => Promise<Heard>;
}

export interface Body {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** @param cookie `name=value` of a session, where somebody has signed in */
export const clientOf = ({ port, host, origin }: Address, cookie?: string): Client => {
  const jar = new Map<string, { readonly value: string; readonly path: string }>();
  const keep = (line: string): void => {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
    if (attributes.some((one) => /^max-age=0$/i.test(one))) jar.delete(name);
    else jar.set(name, { value, path });
  };
  if (cookie !== undefined) keep(`${cookie}; Path=/`);
  const carried = (path: string): string =>
    [...jar]
      .filter(([, { path: bound }]) => bound === '/' || path === bound || path.startsWith(`${bound}/`))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');

  const send = async (method: string, path: string, body?: Body): Promise<Heard> => {
    const cookies = carried(path.split('?')[0] ?? '');
    const headers = {
      host,
      accept: 'text/html,application/json;q=0.9',
      'user-agent': 'journey',
      ...(cookies !== '' && { cookie: cookies }),
      ...(method !== 'GET' && method !== 'HEAD' && { origin }),
      ...(body && { 'content-type': body.type, 'content-length': String(body.bytes.byteLength) }),
    };
    const answer = await new Promise<Heard>((resolve, reject) => {
      const request = ask({ host: '127.0.0.1', port, method, path, headers }, (response) => {
        buffer(response).then((bytes) => {
          const { 'set-cookie': set = [], ...others } = response.headers;
          const plain = Object.entries(others).map(([name, value]) => [name, String(value)] as const);
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(plain),
            cookies: set,
            bytes,
            text: bytes.toString('utf8'),
          });
        }, reject);
      });
      request.once('error', reject);
      request.end(body?.bytes);
    });
    answer.cookies.forEach(keep);
    return answer;
  };

  return {
    send,
    get: (path) => send('GET', path),
    json: (path, body) => send('POST', path, { type: 'application/json', bytes: Buffer.from(JSON.stringify(body)) }),
    form: (path, fields) =>
      send('POST', path, { type: 'application/x-www-form-urlencoded', bytes: Buffer.from(new URLSearchParams(fields).toString()) }),
    multipart: async (path, fields) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) {
        if (typeof value === 'string') form.set(name, value);
        else form.set(name, value, value.name);
      }
      const made = new Response(form);
      return send('POST', path, { type: made.headers.get('content-type') ?? '', bytes: new Uint8Array(await made.arrayBuffer()) });
    },
  };
};
