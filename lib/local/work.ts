// The functions at work in this house: loaded, called by the streams, the clock and the front door, and let go again.
// It must not know what any of them does.
import { setTimeout as sleep } from 'node:timers/promises';
import { compose } from '../../functions/compose.ts';
import { takeUpAgain } from '../../functions/services/import-jobs.ts';
import type { DataFolder } from './data-folder.ts';
import type { Database } from './database.ts';
import { loadEntries } from './entries.ts';
import { sweepExpired } from './expiry.ts';
import { localPages } from './local-pages.tsx';
import type { MailFolder } from './mail-folder.ts';
import type { Options } from './options.ts';
import { openSample, seedDirectory } from './sample/index.ts';
import { type Job, startSchedule } from './schedule.ts';
import { startPump } from './streams.ts';
import { importTeller } from './tell-imports.ts';
import { terminalLanguage } from './words.ts';

const MINUTE_MS = 60_000;
const WORK_PATIENCE_MS = 1500;
const TELL_MS = 2000;
const IMPORTS = 'imports';

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

/** Seeds the bureau, loads the entries and sets them to work; whatever was started is stopped again when it fails. */
export const startWork = async ({ env, folder, database, sent, received, options, log, signal }: WorkParts) => {
  const deps = compose(env);
  await seedDirectory(deps);
  if (database.own) await takeUpAgain(deps);
  signal.throwIfAborted();
  const entries = await loadEntries(options.functions);
  signal.throwIfAborted();
  let leaving = false;
  const pump = await startPump({
    client: database.streams,
    tables: database.tables,
    projector: entries.projector.handler,
    mailer: (event) => entries.mailer.handler(event),
    folders: folder.files,
    ready: async () => {
      while (!leaving && !(await database.answers())) await sleep(50);
    },
    log,
  });
  const language = terminalLanguage(env);
  const sample = openSample({
    deps,
    file: folder.files.firstRun,
    empty: options.empty,
    log,
    language,
    nudge: () => schedule.nudge(IMPORTS),
  });
  const tellImports = importTeller({ deps, language, log, isToldElsewhere: (id) => sample.brings(id) });
  const schedule = startSchedule(
    [
      importing(entries.importer.handler),
      { name: 'tell-imports', everyMs: TELL_MS, firstAfterMs: TELL_MS, run: tellImports },
      { name: 'sweep-mail', everyMs: MINUTE_MS, firstAfterMs: 5000, run: () => entries.mailer.handler({ job: 'sweep-mail' }) },
      // The same look as in the cloud; here nobody collects figures, so only a failure is said.
      { name: 'stock', everyMs: 15 * MINUTE_MS, firstAfterMs: MINUTE_MS, run: () => entries.clock.handler({ job: 'stock' }) },
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
    await Promise.race([Promise.all([sample.stop(), pump.stop(), schedule.stop()]), sleep(WORK_PATIENCE_MS, undefined, { ref: false })]);
  };
  try {
    await sample.load();
  } catch (error) {
    await stop();
    throw error;
  }
  const local = localPages({ deps, sent, received });
  return {
    apps: { console: toFetch(entries.console.app), public: toFetch(entries.public.app), local: toFetch(local) },
    inbound: entries.inbound.handler,
    drained: (timeoutMs: number) => pump.drained(timeoutMs),
    handedIn: () => schedule.nudge(IMPORTS),
    settleIn: () => sample.loadBehind(),
    stop,
  };
};

/** S3's call for each file, and the schedule's for whatever was left over; told to leave, it stops at the next good place. */
const importing = (handler: (event: { readonly job: 'imports' }, context: TimeLeft) => Promise<unknown>): Job => ({
  name: IMPORTS,
  everyMs: 1000,
  firstAfterMs: 500,
  run: (stopping) => handler({ job: 'imports' }, { getRemainingTimeInMillis: () => (stopping.aborted ? 0 : LAMBDA_MS) }),
});

interface TimeLeft {
  readonly getRemainingTimeInMillis: () => number;
}
const LAMBDA_MS = 15 * MINUTE_MS;

const toFetch =
  (app: { fetch: (request: Request) => Response | Promise<Response> }) =>
  (request: Request): Response | Promise<Response> =>
    app.fetch(request);
