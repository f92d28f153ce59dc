// Works one leased import off: its rows to their kind, its verdicts counted, its lease renewed while it goes on.
// It must not know which import is next, nor what a kind does with a row.
import { mayImport } from '../domain/staff/rooms.ts';
import { epochOf, shanghaiInstant } from '../domain/calendar/days.ts';
import { NOTHING_YET, type ImportJob, type JobCounts, type JobFailure } from '../store/import-jobs.ts';
import { finishJob, releaseJob, saveProgress } from '../store/import-leases.ts';
import type { Deps } from './deps.ts';
import { keepVerdicts, keptFile } from './import-files.ts';
import { IMPORTS } from './import-kinds/index.ts';
import type { ImportRun, RowVerdict } from './import-kinds/kind.ts';
import type { Caller } from './shapes.ts';
import { listStaff } from './staff.ts';
import { readTable, type TableRow } from './table.ts';

const BEAT_MS = 500;
const LEASE_MS = 8_000; // what a crash may cost: nobody else takes over sooner
const RENEW_MS = LEASE_MS / 4;
const ATTEMPTS_AT_MOST = 5;

export interface Working {
  /** To be asked often: true = stop at the next good place. */
  readonly timeUp: () => boolean;
  /** Told about twice a second, and once more at the end. */
  readonly progress?: (job: ImportJob) => void;
  /** Who has just brought it, and its rows as they have just been read. */
  readonly fresh?: Caller & { readonly rows: readonly TableRow[] };
}

export const leaseEnd = ({ now }: Pick<Deps, 'now'>): string => shanghaiInstant(epochOf(now()) + LEASE_MS);

/** Verdicts so far, each row's latest. */
const tally = () => {
  const verdicts = new Map<number, RowVerdict>();
  return {
    note: (more: readonly RowVerdict[]): void => more.forEach((one) => verdicts.set(one.row, one)),
    inOrder: (): RowVerdict[] => [...verdicts.values()].sort((a, b) => a.row - b.row),
    counts: (): JobCounts => {
      const counts = { ...NOTHING_YET, done: verdicts.size };
      for (const { verdict } of verdicts.values()) counts[verdict] += 1;
      return counts;
    },
  };
};

/** Renews the lease and tells how far it has come, for as long as it is not stopped. */
const heartbeat = (
  deps: Deps,
  job: ImportJob,
  by: string,
  { counts, told }: { counts: () => JobCounts; told: (counts: JobCounts) => void },
) => {
  const state = { held: true, done: -1, renewed: performance.now() };
  let writing = Promise.resolve();
  const beat = async (): Promise<void> => {
    const now = counts();
    if (!state.held || (now.done === state.done && performance.now() - state.renewed < RENEW_MS)) return;
    Object.assign(state, { done: now.done, renewed: performance.now() });
    told(now);
    // A write that fails for other reasons is tried again with the next beat; the lease is long enough for many.
    state.held = await saveProgress(deps.db, { id: job.id, by }, now, leaseEnd(deps)).catch(() => true);
  };
  const timer = setInterval(() => {
    writing = writing.then(beat);
  }, BEAT_MS);
  return {
    held: (): boolean => state.held,
    stop: async (): Promise<void> => {
      clearInterval(timer);
      await writing;
    },
  };
};

// An attempt begins at the first row again; until it is past what an earlier one had reached, that is how far the import has come.
const atLeast = ({ done, created, updated, unchanged, rejected }: JobCounts, now: JobCounts): JobCounts =>
  now.done < done ? { done, created, updated, unchanged, rejected } : now;

/** Takes the import as far as time allows. What breaks is logged without its words, which may quote the file, and tried again later. */
export const workOff = async (deps: Deps, job: ImportJob, by: string, working: Working): Promise<void> => {
  const { note, counts: now, inOrder } = tally();
  const counts = (): JobCounts => atLeast(job, now());
  const beats = heartbeat(deps, job, by, { counts, told: (come) => working.progress?.({ ...job, ...come }) });
  const timeUp = (): boolean => working.timeUp() || !beats.held();
  const lease = { id: job.id, by };
  try {
    const ended = await takeAll(deps, job, working, { dryRun: job.dryRun, importId: job.id, note, timeUp });
    if (ended === 'DONE') await keepVerdicts(deps, job, inOrder());
    await beats.stop();
    const final = now();
    if (ended === 'PAUSED') await releaseJob(deps.db, lease, counts());
    else {
      const end = ended === 'DONE' ? { state: ended, rows: final.done } : { state: 'FAILED' as const, rows: job.rows, failure: ended };
      const last = { ...final, ...end, finishedAt: deps.now() };
      if (await finishJob(deps.db, lease, last)) working.progress?.({ ...job, ...last });
    }
  } catch (error) {
    await beats.stop();
    const [name, at] = error instanceof Error ? [error.name, frames(error)] : ['unknown', []];
    console.error(JSON.stringify({ level: 'error', event: 'import-broke-off', import: job.id, kind: job.kind, error: name, at }));
  }
};

const takeAll = async (deps: Deps, job: ImportJob, { fresh }: Working, run: ImportRun): Promise<'DONE' | 'PAUSED' | JobFailure> => {
  if (job.attempts > ATTEMPTS_AT_MOST) return 'GIVEN_UP';
  const staff = fresh?.staff ?? (await listStaff(deps)).find(({ id }) => id === job.by);
  const kind = IMPORTS[job.kind];
  if (!staff || !mayImport(staff, job.kind)) return 'NOT_YOURS';
  const rows = fresh?.rows ?? (await rowsOf(deps, job, kind.columns));
  if (!rows) return 'UNREADABLE';
  return (await kind.take(deps, { staff }, rows, run)) === 'done' ? 'DONE' : 'PAUSED';
};

const frames = ({ stack = '' }: Error): string[] =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim());

const rowsOf = async (deps: Deps, job: ImportJob, columns: readonly string[]): Promise<readonly TableRow[] | undefined> => {
  const bytes = await keptFile(deps, job);
  const table = bytes && (await readTable(bytes, columns));
  return table?.ok ? table.value : undefined;
};
