// An HTTP API of API Gateway on loopback: finds the route, makes the event of payload version 2, and an answer of what comes back.
// It must not know any page. Which routes there are, and who answers them, it is handed.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { ACCOUNT, type Outcome, PAYLOAD_BYTES } from './lambda-host.ts';

export interface Route {
  /** `$default`, or a method (or ANY), a blank and a path with `{name}` and `{name+}` in it. */
  readonly key: string;
  readonly invoke: (event: unknown) => Promise<Outcome>;
}

export interface HttpApi {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

const BODY_BYTES = 10 * 1024 * 1024;

const resultSchema = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

export const openHttpApi = async (routes: readonly Route[], apiId: string): Promise<HttpApi> => {
  const server = createServer((request, response) => {
    void answer(routes, apiId, request)
      .catch(() => own(500, 'Internal Server Error')) // not allowed to call the function, for instance
      .then((result) => write(response, request.method ?? 'GET', result));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

type Result = z.infer<typeof resultSchema>;

const own = (statusCode: number, message: string): Result => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  cookies: [],
  body: JSON.stringify({ message }),
  isBase64Encoded: false,
});

const answer = async (routes: readonly Route[], apiId: string, request: IncomingMessage): Promise<Result> => {
  const body = await bodyOf(request);
  if (body.length > BODY_BYTES) return own(413, 'Request Entity Too Large');
  const [rawPath = '/', rawQueryString = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const path = decoded(rawPath);
  if (path === undefined) return own(400, 'Bad Request');
  const method = request.method ?? 'GET';
  const route = routeFor(routes, method, rawPath);
  if (!route) return own(404, 'Not Found');
  const event = eventOf(request, { routeKey: route.key, method, path, rawQueryString, body, apiId });
  if (Buffer.byteLength(JSON.stringify(event)) > PAYLOAD_BYTES) return own(413, 'Request Entity Too Large');
  const outcome = await route.invoke(event);
  if (!outcome.ok) return outcome.errorType === 'Sandbox.Timedout' ? own(503, 'Service Unavailable') : own(500, 'Internal Server Error');
  const result = resultSchema.safeParse(outcome.payload);
  return result.success ? result.data : own(500, 'Internal Server Error');
};

// Functions are handed the path decoded (API Gateway, "Working with Lambda proxy integrations for HTTP APIs").
const decoded = (path: string): string | undefined => {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
};

interface Asked {
  readonly routeKey: string;
  readonly method: string;
  readonly path: string;
  readonly rawQueryString: string;
  readonly body: Buffer;
  readonly apiId: string;
}

// Anything else comes as base64, forms included.
const AS_TEXT = /^(?:text\/|application\/(?:json|javascript|xml)\b)/i;

const eventOf = (request: IncomingMessage, { routeKey, method, path, rawQueryString, body, apiId }: Asked) => {
  const { cookie, connection, 'transfer-encoding': _chunks, ...sent } = request.headersDistinct;
  const host = request.headers.host ?? '';
  const plain = AS_TEXT.test(request.headers['content-type'] ?? '');
  const query = [...new URLSearchParams(rawQueryString)];
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString,
    ...(cookie && { cookies: cookie.join('; ').split(/;\s*/) }),
    headers: {
      ...Object.fromEntries(Object.entries(sent).map(([name, values]) => [name, (values ?? []).join(',')])),
      'x-amzn-trace-id': `Root=1-${randomUUID().replaceAll('-', '').slice(0, 8)}`,
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    ...(query.length > 0 && { queryStringParameters: Object.fromEntries(query) }),
    requestContext: {
      accountId: ACCOUNT,
      apiId,
      domainName: host,
      domainPrefix: host.split('.')[0],
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: request.headers['user-agent'] ?? '' },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: '22/Nov/2026:02:00:00 +0000',
      timeEpoch: Date.now(),
    },
    ...(body.length > 0 && { body: body.toString(plain ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !plain,
  };
};

const write = (response: ServerResponse, method: string, { statusCode, headers, cookies, body, isBase64Encoded }: Result): void => {
  response.statusCode = statusCode;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.setHeader('apigw-requestid', randomUUID());
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  response.end(method === 'HEAD' ? undefined : bytes);
};

/** The most specific of the routes that match: a whole path before one that ends in `{name+}`, the longer of those first, `$default` last. */
const routeFor = (routes: readonly Route[], method: string, path: string): Route | undefined => {
  const fitting = routes.flatMap((route) => {
    const weight = weightOf(route.key, method, path);
    return weight === undefined ? [] : [{ route, weight }];
  });
  return fitting.sort((one, other) => other.weight - one.weight)[0]?.route;
};

const weightOf = (key: string, method: string, path: string): number | undefined => {
  if (key === '$default') return 0;
  const [wanted = '', pattern = ''] = key.split(' ');
  if (wanted !== 'ANY' && wanted !== method) return undefined;
  const parts = pattern.split('/').slice(1);
  const given = path.split('/').slice(1);
  const greedy = parts.at(-1)?.endsWith('+}') ?? false;
  const fixed = greedy ? parts.slice(0, -1) : parts;
  const fits =
    (greedy ? given.length > fixed.length && given[fixed.length] !== '' : given.length === fixed.length) &&
    fixed.every((part, n) => (part.startsWith('{') ? given[n] !== '' : part === given[n]));
  if (!fits) return undefined;
  return 1 + 10 * fixed.filter((part) => !part.startsWith('{')).length + (greedy ? 0 : 5) + (wanted === 'ANY' ? 0 : 1);
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};
