// The connection to DynamoDB and the one rule every request keeps: expressions are ASCII, values travel as values.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Bureau } from '../domain/ids.ts';
import type { TableName } from './tables.ts';

export interface Db {
  readonly doc: DynamoDBDocumentClient;
  readonly tables: Readonly<Record<TableName, string>>;
  readonly bureau: Bureau;
}

export interface Connection {
  readonly tables: Readonly<Record<TableName, string>>;
  readonly bureau: Bureau;
  readonly region: string;
  readonly endpoint?: string;
}

export const connect = ({ tables, bureau, region, endpoint }: Connection): Db => {
  const client = new DynamoDBClient({
    region,
    ...(endpoint && { endpoint }),
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
  const doc = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  asciiExpressionsOnly(doc);
  doc.middlewareStack.remove('loggerMiddleware'); // nobody reads it, and for every call it filters what it does not log
  return { doc, tables, bureau };
};

const EXPRESSION = /Expression$/;
// Any character outside ASCII; user text must travel as a value. The embedded engine ends at once on such an expression.
const OUTSIDE_ASCII = /[^\u0020-\u007e]/;

const asciiExpressionsOnly = (doc: DynamoDBDocumentClient): void => {
  doc.middlewareStack.add(
    (next) => (args) => {
      const offender = findExpression(args.input);
      if (offender !== undefined) throw new Error(`an expression holds user text: ${offender}`);
      return next(args);
    },
    { step: 'initialize', name: 'asciiExpressionsOnly' },
  );
};

const findExpression = (input: unknown, name = ''): string | undefined => {
  if (typeof input === 'string') return EXPRESSION.test(name) && OUTSIDE_ASCII.test(input) ? name : undefined;
  if (typeof input !== 'object' || input === null || name === 'Item' || name === 'ExpressionAttributeValues') return undefined;
  for (const [key, value] of Object.entries(input)) {
    const found = findExpression(value, Array.isArray(input) ? name : key);
    if (found !== undefined) return found;
  }
  return undefined;
};
