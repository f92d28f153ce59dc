// The door in front of a service of AWS: asks the caller's policies, and passes on what they allow as it came.
// It must not know the policies, nor what the service answers. The caller is told by the access key it signs with.
import { type ClientRequest, createServer, type IncomingMessage, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import type { Wish } from './iam.ts';
import { ACCOUNT, REGION } from './lambda-host.ts';

interface Asked {
  readonly method: string;
  /** Decoded path, without the query. */
  readonly path: string;
  readonly target: string;
  readonly body: Buffer;
}

export interface Service {
  /** What the caller must be allowed to do for this request. */
  readonly wishes: (asked: Asked) => readonly Wish[];
  readonly refusal: { readonly status: number; readonly type: string; readonly body: string };
}

const JSON_REFUSAL = {
  status: 400,
  type: 'application/x-amz-json-1.0',
  body: JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', message: 'is not authorized' }),
} as const;
const XML_REFUSAL = {
  status: 403,
  type: 'application/xml',
  body: '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>is not authorized</Message></Error></ErrorResponse>',
} as const;

const text = z.object({ S: z.string() });
const itemSchema = z.looseObject({ pk: text });
const itemRequest = z.object({
  TableName: z.string(),
  IndexName: z.string().optional(),
  Key: itemSchema.optional(),
  Item: itemSchema.optional(),
  KeyConditionExpression: z.string().optional(),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).optional(),
});
const transaction = z.object({ TransactItems: z.array(z.record(z.string(), itemRequest)) });
const written = z.object({
  PutRequest: z.object({ Item: itemSchema }).optional(),
  DeleteRequest: z.object({ Key: itemSchema }).optional(),
});
const batch = z.object({
  RequestItems: z.record(z.string(), z.union([z.object({ Keys: z.array(itemSchema) }), z.array(written)])),
});

const tableArn = (table: string): string => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${table}`;

// The partition of a query stands among its values, under the name its condition gives first.
const leadingKey = ({ Key, Item, KeyConditionExpression = '', ExpressionAttributeValues = {} }: z.infer<typeof itemRequest>) => {
  const named = text.safeParse(ExpressionAttributeValues[/=\s*(?<name>:\w+)/.exec(KeyConditionExpression)?.groups?.['name'] ?? '']);
  const key = (Key ?? Item)?.pk.S ?? named.data?.S;
  return key === undefined ? {} : { 'dynamodb:LeadingKeys': [key] };
};

const wishOf = (operation: string, request: z.infer<typeof itemRequest>): Wish => ({
  action: `dynamodb:${operation}`,
  resource: tableArn(request.TableName) + (request.IndexName === undefined ? '' : `/index/${request.IndexName}`),
  context: leadingKey(request),
});

const TRANSACTED: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

const jsonOf = ({ body }: Asked): unknown => JSON.parse(body.toString('utf8'));

export const DYNAMODB: Service = {
  refusal: JSON_REFUSAL,
  wishes: (asked) => {
    const operation = asked.target.split('.')[1] ?? '';
    if (operation.startsWith('Transact')) {
      return transaction
        .parse(jsonOf(asked))
        .TransactItems.flatMap((item) => Object.entries(item).map(([kind, request]) => wishOf(TRANSACTED[kind] ?? kind, request)));
    }
    if (operation.startsWith('Batch')) {
      return Object.entries(batch.parse(jsonOf(asked)).RequestItems).map(([table, wanted]) => {
        const items = Array.isArray(wanted)
          ? wanted.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key)
          : wanted.Keys;
        const keys = items.flatMap((item) => (item ? [item.pk.S] : []));
        return { action: `dynamodb:${operation}`, resource: tableArn(table), context: { 'dynamodb:LeadingKeys': [...new Set(keys)] } };
      });
    }
    return [wishOf(operation, itemRequest.parse(jsonOf(asked)))];
  },
};

const S3_ACTIONS: Readonly<Record<string, string>> = { PUT: 'PutObject', GET: 'GetObject', HEAD: 'GetObject', DELETE: 'DeleteObject' };

export const S3: Service = {
  refusal: { ...XML_REFUSAL, body: '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>' },
  wishes: ({ method, path }) => [{ action: `s3:${S3_ACTIONS[method] ?? method}`, resource: `arn:aws:s3:::${path.slice(1)}` }],
};

const kmsRequest = z.object({ KeyId: z.string().default(''), EncryptionContext: z.record(z.string(), z.string()).default({}) });

export const KMS: Service = {
  refusal: JSON_REFUSAL,
  wishes: (asked) => {
    const { KeyId, EncryptionContext } = kmsRequest.parse(jsonOf(asked));
    const context = Object.fromEntries(Object.entries(EncryptionContext).map(([key, value]) => [`kms:EncryptionContext:${key}`, [value]]));
    const keys = Object.keys(EncryptionContext);
    return [
      { action: `kms:${asked.target.split('.')[1] ?? ''}`, resource: KeyId, context: { ...context, 'kms:EncryptionContextKeys': keys } },
    ];
  },
};

export const SECRETS: Service = {
  refusal: JSON_REFUSAL,
  wishes: (asked) => [
    { action: 'secretsmanager:GetSecretValue', resource: z.object({ SecretId: z.string() }).parse(jsonOf(asked)).SecretId },
  ],
};

export const SES: Service = {
  refusal: XML_REFUSAL,
  wishes: ({ body }) => {
    const form = new URLSearchParams(body.toString('utf8'));
    const from = /^From:.*?(?<address>[^\s<]+@[^\s>]+)/im.exec(Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString('utf8'));
    const address = form.get('Source') ?? from?.groups?.['address'] ?? '';
    const arn = (what: string): string => `arn:aws:ses:${REGION}:${ACCOUNT}:${what}`;
    const action = `ses:${form.get('Action') ?? ''}`;
    const context = { 'ses:FromAddress': [address.replace(/^.*<|>.*$/g, '')] };
    const set = form.get('ConfigurationSetName');
    return [
      { action, resource: arn(`identity/${context['ses:FromAddress'][0]?.split('@')[1] ?? ''}`), context },
      ...(set === null ? [] : [{ action, resource: arn(`configuration-set/${set}`), context }]),
    ];
  },
};

export interface Door {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export interface DoorOptions {
  readonly service: Service;
  /** Where the service itself listens. */
  readonly upstream: string;
  readonly mayEnter: (who: string, wish: Wish) => boolean;
  /** A request that the service took. */
  readonly passed?: (asked: Asked) => void;
}

export const openDoor = async ({ service, upstream, mayEnter, passed }: DoorOptions): Promise<Door> => {
  const { hostname, port } = new URL(upstream);
  const server = createServer((request, response) => {
    void (async () => {
      const body = await buffer(request);
      const header = (name: string): string => String(request.headers[name] ?? '');
      const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/');
      const asked: Asked = { method: request.method ?? '', path, target: header('x-amz-target'), body };
      const who = /Credential=(?<who>[^/]+)\//.exec(header('authorization'))?.groups?.['who'] ?? '';
      if (!service.wishes(asked).every((wish) => mayEnter(who, wish))) {
        response.writeHead(service.refusal.status, { 'content-type': service.refusal.type }).end(service.refusal.body);
        return;
      }
      const answer = await passedOn(ask({ hostname, port, method: request.method, path: request.url, headers: request.headers }), body);
      const status = answer.statusCode ?? 502;
      if (status < 300) passed?.(asked);
      response.writeHead(status, answer.headers);
      answer.pipe(response);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const passedOn = (request: ClientRequest, body: Buffer): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
    request.end(body);
  });
