// Fresh tables on a real engine for a test: one engine in memory for each worker, tables of their own for each call.
// It must not know what a test stores there.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { randomUUID } from 'node:crypto';
import type { Db } from '../../functions/store/client.ts';
import { createTables, type TableNames, tableNames } from '../../lib/local/engine-tables.ts';
import { type Engine, startEngine } from '../../lib/local/engine.ts';

export interface TestTables {
  readonly endpoint: string;
  readonly tables: TableNames;
  readonly client: DynamoDBDocumentClient;
  /** Environment variables for code that reads its own, e.g. a Lambda entry. */
  readonly env: Readonly<Record<string, string>>;
  /** Lets go of the engine; the last one to do so stops it. */
  readonly stop: () => Promise<void>;
}

let shared: Promise<Engine> | undefined;
let users = 0;

const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };
const REGION = 'cn-local-1';

// The engine wants to be told who asks and checks no signature; to compute one takes a third of what a request costs.
const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=local/20260101/${REGION}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;
const signer = {
  sign: async <Request extends { headers: Record<string, string> }>(request: Request): Promise<Request> => ({
    ...request,
    headers: { ...request.headers, authorization: AUTHORIZATION, 'x-amz-date': '20260101T000000Z' },
  }),
};

/** The same connection, for many requests to a test's engine. */
export const unsigned = (db: Db): Db => {
  db.doc.config.signer = () => Promise.resolve(signer);
  return db;
};

/**
 * ```ts
 * const { client, tables, stop } = await withTables();
 * afterAll(stop);
 * ```
 */
export const withTables = async (): Promise<TestTables> => {
  users += 1;
  shared ??= startEngine().then((engine) => {
    process.once('exit', () => {
      const pid = engine.pid();
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    });
    // The test runner ends its workers by SIGTERM, which by itself skips the line above.
    process.once('SIGTERM', () => process.exit());
    return engine;
  });
  const engine = await shared;
  const tables = tableNames(`t${randomUUID().slice(0, 13)}-`);
  const raw = new DynamoDBClient({ endpoint: engine.endpoint, region: REGION, credentials: CREDENTIALS, signer });
  const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
  await createTables(raw, tables);
  let held = true;
  return {
    endpoint: engine.endpoint,
    tables,
    client,
    env: {
      DYNAMODB_ENDPOINT: engine.endpoint,
      TABLE_PETITIONS: tables.petitions,
      TABLE_TRAINING: tables.training,
      TABLE_DIRECTORY: tables.directory,
      TABLE_REPORTS: tables.reports,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    },
    stop: async () => {
      if (!held) return;
      held = false;
      users -= 1;
      client.destroy();
      raw.destroy();
      if (users > 0) return;
      shared = undefined;
      await engine.stop();
    },
  };
};
