// Puts the whole house together on one machine, in order, and takes it down in the opposite order.
// It must not hold any rule: each part decides for itself.
import type { S3Event, SNSEvent } from 'aws-lambda';
import { join } from 'node:path';
import { tellArrived } from './arrived.ts';
import { callLater } from './call-later.ts';
import { type DataFolder, takeFolder, vaultKey } from './data-folder.ts';
import { openDatabase, sdkEnvironment, type Database } from './database.ts';
import { endpointAnswers } from './engine.ts';
import { errorCode } from './durable-files.ts';
import { frontDoor } from './front.ts';
import { type Listening, listenOn } from './listen.ts';
import { type MailFolder, openMailFolder } from './mail-folder.ts';
import { sesEndpoint } from './mailbox.ts';
import type { Options } from './options.ts';
import { listenSmtp } from './smtp.ts';
import { StartRefused } from './start-refused.ts';
import { startWork } from './work.ts';

export interface House {
  /** `http://localhost:<port>` */
  readonly url: string;
  /** The database endpoint. */
  readonly engine: string;
  /** `smtp://localhost:<port>` */
  readonly smtp: string;
  /** To be called once somebody was told that the house is ready: what may come behind that begins. */
  settleIn(): void;
  stop(): Promise<void>;
  /** Leaves no child behind when the program has no time left. */
  abandon(): void;
}

const HTTP_PATIENCE_MS = 1000;
// Right after a large file the projector is some seconds behind; a report that waits is better than one that is wrong.
const SETTLE_MS = 60_000;

/**
 * Starts everything. `env` becomes what the functions read as their environment.
 *
 * @throws StartRefused with the sentence to show; whatever was started by then is stopped again
 */
export const openHouse = async (
  options: Options,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<House> => {
  const stack = new AsyncDisposableStack();
  try {
    const folder = await takeFolder(options.data);
    stack.defer(() => folder.release());
    const front = frontDoor({ loopbackOnly: options.loopback, log });
    const http = await listen(front.fetch, options);
    stack.defer(() => http.close(0));
    signal.throwIfAborted();

    Object.assign(env, sdkEnvironment(env));
    const database = await openDatabase(folder, env, log);
    stack.defer(() => database.stop());
    signal.throwIfAborted();

    const [sent, received] = await Promise.all([openMailFolder(folder.files.mailbox), openMailFolder(folder.files.inbound)]);
    const inbound = callLater<SNSEvent | S3Event>({ name: 'inbound', failureFile: join(folder.files.failures, 'inbound.jsonl'), log });
    stack.defer(() => inbound.stop());
    const ses = await listenOn(sesEndpoint(sent, inbound.call).fetch, ['127.0.0.1'], 0);
    stack.defer(() => ses.close(0));
    const arrived = tellArrived(received, inbound.call, log);
    const smtp = await listenForMail(received, options, log, arrived.tell);
    stack.defer(() => smtp.close());

    const url = `http://localhost:${http.port}`;
    setEnvironment(env, { database, ses, url, vaultKey: await vaultKey(folder), folders: folder.files });
    const work = await startWork({ env, folder, database, sent, received, options, log, signal });
    stack.defer(() => work.stop());
    inbound.open(work.inbound);
    arrived.again();
    front.open({
      ...work.apps,
      healthy: async () => (await database.answers()) && (await endpointAnswers(`http://127.0.0.1:${ses.port}`)),
      settled: () => work.drained(SETTLE_MS),
      handedIn: work.handedIn,
    });
    // Registered last, so it happens first: no new request while the parts behind it go.
    stack.defer(() => http.close(HTTP_PATIENCE_MS));
    signal.throwIfAborted();
    return {
      url,
      engine: database.endpoint,
      smtp: `smtp://localhost:${smtp.port}`,
      settleIn: work.settleIn,
      stop: () => stack.disposeAsync(),
      abandon: () => database.abandon(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
};

// `localhost` is ::1 to some programs and 127.0.0.1 to others, so both are answered whatever else is asked for.
const HERE: readonly [string, ...string[]] = ['127.0.0.1', '::1'];

const hostsFor = (host: string): readonly [string, ...string[]] => {
  if (host === '::') return ['::'];
  if (host === '0.0.0.0') return ['0.0.0.0', '::1'];
  return host === 'localhost' || HERE.includes(host) ? HERE : [...HERE, host];
};

const listen = async (fetch: ReturnType<typeof frontDoor>['fetch'], { port, host }: Options): Promise<Listening> => {
  try {
    return await listenOn(fetch, hostsFor(host), port);
  } catch (error) {
    throw new StartRefused('portTaken', { port, code: errorCode(error) ?? 'error' });
  }
};

const listenForMail = async (folder: MailFolder, { smtpPort }: Options, log: (line: string) => void, tell: (id: string) => void) => {
  try {
    return await listenSmtp(folder, smtpPort, log, tell);
  } catch (error) {
    throw new StartRefused('portTaken', { port: smtpPort, code: errorCode(error) ?? 'error' });
  }
};

const setEnvironment = (
  env: NodeJS.ProcessEnv,
  {
    database,
    ses,
    url,
    vaultKey: key,
    folders,
  }: { database: Database; ses: Listening; url: string; vaultKey: string; folders: DataFolder['files'] },
): void => {
  Object.assign(env, {
    DYNAMODB_ENDPOINT: database.endpoint,
    TABLE_PETITIONS: database.tables.petitions,
    TABLE_TRAINING: database.tables.training,
    TABLE_DIRECTORY: database.tables.directory,
    TABLE_REPORTS: database.tables.reports,
    AWS_ENDPOINT_URL_SES: `http://127.0.0.1:${ses.port}`,
    PUBLIC_URL: env['PUBLIC_URL'] || url,
    VAULT_KEY: key,
    BLOB_FOLDER: folders.attachments,
    MAIL_FOLDER: folders.inbound,
    SES_CONFIGURATION_SET: 'local',
    METRICS: 'no',
    COOKIE_SECURE: 'no',
    MAILBOX: 'yes',
  });
  delete env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];
};
