// Puts the whole house together on one machine, in order, and takes it down in the opposite order.
// It must not hold any rule: each part decides for itself.
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { compose } from '../../functions/compose.ts';
import { takeFolder, vaultKey, type DataFolder } from './data-folder.ts';
import { openDatabase, sdkEnvironment, type Database } from './database.ts';
import { endpointAnswers } from './engine.ts';
import { errorCode, readIfThere, writeDurably } from './durable-files.ts';
import { sweepExpired } from './expiry.ts';
import { frontDoor } from './front.ts';
import { type Listening, listenOn } from './listen.ts';
import { localPages } from './local-pages.tsx';
import { type MailFolder, openMailFolder } from './mail-folder.ts';
import { sesEndpoint } from './mailbox.ts';
import type { Options } from './options.ts';
import { loadSample, seedDirectory } from './sample/index.ts';
import { startSchedule } from './schedule.ts';
import { listenSmtp } from './smtp.ts';
import { StartRefused } from './start-refused.ts';
import { startPump } from './streams.ts';

export interface House {
  /** `http://localhost:<port>` */
  readonly url: string;
  /** The database endpoint. */
  readonly engine: string;
  /** `smtp://localhost:<port>` */
  readonly smtp: string;
  stop(): Promise<void>;
  /** Leaves no child behind when the program has no time left. */
  abandon(): void;
}

const MINUTE_MS = 60_000;
const HTTP_PATIENCE_MS = 1000;
const WORK_PATIENCE_MS = 1500;
const SETTLE_MS = 10_000;

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
    const ses = await listenOn(sesEndpoint(sent).fetch, ['127.0.0.1'], 0);
    stack.defer(() => ses.close(0));
    const smtp = await listenForMail(received, options, log);
    stack.defer(() => smtp.close());

    const url = `http://localhost:${http.port}`;
    setEnvironment(env, { database, ses, url, vaultKey: await vaultKey(folder), attachments: folder.files.attachments });
    const work = await startWork({ env, folder, database, sent, received, options, log, signal });
    stack.defer(() => work.stop());
    front.open({
      ...work.apps,
      healthy: async () => (await database.answers()) && (await endpointAnswers(`http://127.0.0.1:${ses.port}`)),
      settled: () => work.drained(SETTLE_MS),
    });
    // Registered last, so it happens first: no new request while the parts behind it go.
    stack.defer(() => http.close(HTTP_PATIENCE_MS));
    signal.throwIfAborted();
    return {
      url,
      engine: database.endpoint,
      smtp: `smtp://localhost:${smtp.port}`,
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

const listenForMail = async (folder: MailFolder, { smtpPort }: Options, log: (line: string) => void) => {
  try {
    return await listenSmtp(folder, smtpPort, log);
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
    attachments,
  }: { database: Database; ses: Listening; url: string; vaultKey: string; attachments: string },
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
    BLOB_FOLDER: attachments,
    COOKIE_SECURE: 'no',
    MAILBOX: 'yes',
  });
  delete env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'];
};

interface WorkParts {
  readonly env: NodeJS.ProcessEnv;
  readonly folder: DataFolder;
  readonly database: Database;
  readonly sent: MailFolder;
  readonly received: MailFolder;
  readonly options: Options;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

/** The functions themselves: seeded, then called by the stream, the clock and the front door. */
const startWork = async ({ env, folder, database, sent, received, options, log, signal }: WorkParts) => {
  const deps = compose(env);
  await seedDirectory(deps);
  signal.throwIfAborted();
  // Entries read their environment when they are loaded, so they are loaded only now.
  const [consoleEntry, publicEntry, projector, mailer] = await Promise.all([
    import('../../functions/console/index.ts'),
    import('../../functions/public/index.ts'),
    import('../../functions/projector/index.ts'),
    import('../../functions/mailer/index.ts'),
  ]);
  signal.throwIfAborted();
  let leaving = false;
  const pump = await startPump({
    client: database.streams,
    table: database.tables.petitions,
    projector: projector.handler,
    mailer: (event) => mailer.handler(event),
    folders: folder.files,
    ready: async () => {
      while (!leaving && !(await database.answers())) await sleep(50);
    },
    log,
  });
  const schedule = startSchedule(
    [
      { name: 'sweep-mail', everyMs: MINUTE_MS, firstAfterMs: 5000, run: () => mailer.handler({ job: 'sweep-mail' }) },
      {
        name: 'expire',
        everyMs: 10 * MINUTE_MS,
        firstAfterMs: MINUTE_MS,
        run: (stopping) => sweepExpired(database.client, Object.values(database.tables), Math.floor(Date.now() / 1000), stopping),
      },
    ],
    log,
  );
  const stop = async (): Promise<void> => {
    leaving = true;
    await Promise.race([Promise.all([pump.stop(), schedule.stop()]), sleep(WORK_PATIENCE_MS, undefined, { ref: false })]);
  };
  try {
    await firstRun(folder, async () => {
      if (!options.empty) await loadSample(deps);
      return options.empty ? 'empty' : 'sample';
    });
  } catch (error) {
    await stop();
    throw error;
  }
  const local = localPages({ deps, sent, received });
  return {
    apps: { console: toFetch(consoleEntry.app), public: toFetch(publicEntry.app), local: toFetch(local) },
    drained: (timeoutMs: number) => pump.drained(timeoutMs),
    stop,
  };
};

const toFetch =
  (app: { fetch: (request: Request) => Response | Promise<Response> }) =>
  (request: Request): Response | Promise<Response> =>
    app.fetch(request);

const FIRST_RUN = z.enum(['empty', 'sample']);

// The sample bureau is a gift for the first start: whoever has put it away does not want it back.
const firstRun = async (folder: DataFolder, fill: () => Promise<z.infer<typeof FIRST_RUN>>): Promise<void> => {
  const done = (await readIfThere(folder.files.firstRun))?.trim();
  if (FIRST_RUN.safeParse(done).success) return;
  await writeDurably(folder.files.firstRun, `${await fill()}\n`);
};
