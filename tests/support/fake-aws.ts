// A service of AWS on loopback: takes requests as the SDK sends them and answers in the service's own protocol.
// It must not know what any service does.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  /** Decoded path, without the query. */
  readonly path: string;
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
  /** Access key that signed the request: who asks. */
  readonly who: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Endpoint {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** A request that gets no answer keeps its connection until the endpoint stops. */
export const NO_ANSWER = 'NO_ANSWER';

export const endpoint = async (answer: (asked: Asked) => Answer | typeof NO_ANSWER): Promise<Endpoint> => {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const header = (name: string): string | undefined => {
        const value = request.headers[name];
        return Array.isArray(value) ? value[0] : value;
      };
      const given = answerOrFail(answer, {
        method: request.method ?? '',
        path: decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/'),
        header,
        body,
        who: /Credential=(?<who>[^/]+)\//.exec(header('authorization') ?? '')?.groups?.['who'] ?? '',
      });
      if (given === NO_ANSWER) return;
      response.writeHead(given.status, { 'x-amzn-requestid': randomUUID(), ...given.headers });
      response.end(request.method === 'HEAD' ? undefined : given.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // An address and no name: the S3 client then writes the bucket into the path by itself.
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

// What the fake cannot read is the caller's fault, and shows there instead of as silence.
const answerOrFail = (answer: (asked: Asked) => Answer | typeof NO_ANSWER, asked: Asked): Answer | typeof NO_ANSWER => {
  try {
    return answer(asked);
  } catch (error) {
    return jsonError('ValidationException', String(error));
  }
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** An answer of the JSON 1.1 protocol. */
export const json = (body: unknown): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});

/** A refusal of the JSON 1.1 protocol, by the name of its error. */
export const jsonError = (name: string, message = name): Answer => ({
  status: name === 'InternalFailure' ? 500 : 400,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify({ __type: name, message }),
});
