// The database of this house: the embedded engine on the data folder, or whatever DYNAMODB_ENDPOINT names; tables included.
// It must not know who reads or writes it.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { DataFolder } from './data-folder.ts';
import { createTables, tableNames, type TableNames, tidyStreamRecords } from './engine-tables.ts';
import { endOrphan, endpointAnswers, startEngine } from './engine.ts';
import { StartRefused } from './start-refused.ts';
import { consumedSoFar } from './streams.ts';

export interface Database {
  readonly endpoint: string;
  readonly tables: TableNames;
  readonly client: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  /** The embedded engine, which nobody else uses. */
  readonly own: boolean;
  answers(): Promise<boolean>;
  /** Ends a child at once, for a program that is leaving anyway. */
  abandon(): void;
  stop(): Promise<void>;
}

type Env = Readonly<Record<string, string | undefined>>;
type Log = (line: string) => void;

/** Environment of the SDK's clients for this endpoint: invented credentials where the caller has none. */
export const sdkEnvironment = (env: Env): Readonly<Record<string, string>> => ({
  AWS_REGION: env['AWS_REGION'] || 'cn-north-1',
  ...(env['DYNAMODB_ENDPOINT'] && hasCredentials(env) ? {} : { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' }),
});

const hasCredentials = (env: Env): boolean =>
  ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'].some((name) =>
    Boolean(env[name]),
  );

/** @throws StartRefused `noEngine` or `engineSilent` */
export const openDatabase = (folder: DataFolder, env: Env, log: Log): Promise<Database> => {
  const named = env['DYNAMODB_ENDPOINT'];
  return named ? openNamed(named) : openEmbedded(folder, log);
};

const openNamed = async (endpoint: string): Promise<Database> => {
  if (!URL.canParse(endpoint) || !(await endpointAnswers(endpoint, 5000))) throw new StartRefused('engineSilent', { endpoint });
  const { client, streams } = clientsOf(endpoint);
  const tables = tableNames();
  await createTables(client, tables);
  return {
    endpoint,
    tables,
    client,
    streams,
    own: false,
    answers: () => endpointAnswers(endpoint),
    abandon: () => undefined,
    stop: () => {
      client.destroy();
      streams.destroy();
      return Promise.resolve();
    },
  };
};

const openEmbedded = async (folder: DataFolder, log: Log): Promise<Database> => {
  const { database, enginePid, checkpoints } = folder.files;
  const ended = await endOrphan(database, enginePid);
  if (ended > 0) log(`ended ${ended} engine left over from a killed run`);
  const tables = tableNames();
  const tidy = async () => {
    const consumed = await consumedSoFar(checkpoints, tables);
    return () => tidyStreamRecords(database, consumed, Date.now());
  };
  const before = (await tidy())();
  const engine = await startEngine({ dbPath: database, pidFile: enginePid, log });
  const { client, streams } = clientsOf(engine.endpoint);
  // A new file has nothing to index until its first table is made.
  if ((await createTables(client, tables)) || 'failed' in before) {
    const again = await tidy();
    await engine.whileStopped(() => {
      const after = again();
      if ('failed' in after) log(`stream records were not tidied: ${after.failed}`);
    });
  }
  return {
    endpoint: engine.endpoint,
    tables,
    client,
    streams,
    own: true,
    answers: () => engine.answers(),
    abandon: () => {
      const pid = engine.pid();
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
    stop: async () => {
      client.destroy();
      streams.destroy();
      await engine.stop();
    },
  };
};

const clientsOf = (endpoint: string) => {
  const streams = new DynamoDBStreamsClient({ endpoint: streamsEndpoint(endpoint), maxAttempts: 2 });
  // It copies every answer for a log that nobody keeps; with rows by the ten thousand that is seconds.
  streams.middlewareStack.remove('loggerMiddleware');
  return { client: new DynamoDBClient({ endpoint, maxAttempts: 6 }), streams };
};

/** AWS serves streams under a name of their own; DynamoDB Local and the embedded engine under the same. */
export const streamsEndpoint = (endpoint: string): string =>
  endpoint.replace(/^(https?:\/\/)dynamodb\.(?=[a-z0-9-]+\.amazonaws\.com)/, '$1streams.dynamodb.');
