// Files brought to be imported: taken in and sealed, worked off one after the other in the order accepted, cleared away after a week.
// It must not know what a kind of file means; import-run.ts works a single one off.
import { setTimeout as sleep } from 'node:timers/promises';
import { addDays, epochOf, shanghaiDay } from '../domain/calendar/days.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import { IMPORT_KINDS, IMPORTERS, mayImport, type ImportKindName } from '../domain/staff/rooms.ts';
import type { Db } from '../store/client.ts';
import {
  acceptedAtOf,
  announceJob,
  clearJob,
  importIdOf,
  listJobs,
  NOTHING_YET,
  putJob,
  readAtHand,
  readJob,
  type AtHand,
  type ImportJob,
} from '../store/import-jobs.ts';
import { forgetLease, leaseJob } from '../store/import-leases.ts';
import type { Deps } from './deps.ts';
import { dropFiles, keepFile, keptFile, keptVerdicts } from './import-files.ts';
import { IMPORTS } from './import-kinds/index.ts';
import type { RowVerdict } from './import-kinds/kind.ts';
import { leaseEnd, workOff, type Working } from './import-run.ts';
import type { Caller, Page } from './shapes.ts';
import { readLines, readTable, type TableLine, type TableRow } from './table.ts';

export type { ImportJob } from '../store/import-jobs.ts';

export interface BroughtFile {
  readonly kind: ImportKindName;
  readonly bytes: Uint8Array;
  /** As the sender calls it; may be empty. */
  readonly name: string;
  readonly dryRun: boolean;
}

export interface Accepted {
  readonly id: string;
  /** The file's rows, for whoever works it off at once. */
  readonly rows: readonly TableRow[];
}

const NAME_LENGTH = 120;
const KEPT_DAYS = 7;
const POLL_MS = 150;

/**
 * Takes a file in. Once this answers it is durable and has its place in the order, whoever works it off.
 * @returns NOT_YOURS, UNREADABLE, TOO_LARGE, INVALID naming missing columns; single wrong rows are told later, one by one
 */
export const acceptImport = async (
  deps: Deps,
  { staff }: Caller,
  { kind, bytes, name, dryRun }: BroughtFile,
): Promise<Result<Accepted>> => {
  if (!mayImport(staff, kind)) return refuse('NOT_YOURS', { who: IMPORTERS[kind].join(' ') });
  const table = await readTable(bytes, IMPORTS[kind].columns);
  if (!table.ok) return table;
  const id = importIdOf(momentOf(deps), deps.random(8));
  const job: ImportJob = {
    id,
    kind,
    name: [...name.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')].slice(0, NAME_LENGTH).join(''),
    by: staff.id,
    dryRun,
    acceptedAt: acceptedAtOf(id),
    state: 'WAITING',
    rows: table.value.length,
    attempts: 0,
    ...NOTHING_YET,
  };
  await announceJob(deps.db, job);
  await keepFile(deps, job, bytes);
  await putJob(deps.db, job);
  return ok({ id, rows: table.value });
};

const latest = new WeakMap<Db, number>();

// Two files of one millisecond still come one after the other.
const momentOf = ({ db, now }: Pick<Deps, 'db' | 'now'>): number => {
  const moment = Math.max(epochOf(now()), (latest.get(db) ?? 0) + 1);
  latest.set(db, moment);
  return moment;
};

/** Takes an import to work on, unless somebody else is at it. */
const begin = async (deps: Deps, id: string, working: Working): Promise<boolean> => {
  const by = Buffer.from(deps.random(9)).toString('base64url');
  const job = await leaseJob(deps.db, id, { by, now: deps.now(), until: leaseEnd(deps) });
  if (job) await workOff(deps, job, by, working);
  return job !== undefined;
};

// A dry run changes nothing, so nobody waits for one; itself it waits, to foretell what will be true in its turn.
const dueBefore = (waiting: readonly AtHand[], id: string): AtHand | undefined =>
  waiting.find((one) => one.waiting && (one.id === id || (!one.dryRun && one.id < id)));

/**
 * Works an import off, and before it every earlier one that is unfinished; waits while somebody else is at one of them.
 * @returns the import as it stands when it is finished, or when time is up
 */
export const runImport = async (deps: Deps, id: string, working: Working): Promise<ImportJob | undefined> => {
  for (;;) {
    const next = dueBefore(await readAtHand(deps.db), id);
    if (!next || working.timeUp()) return readJob(deps.db, id);
    const { fresh: _own, ...others } = working;
    const begun = await begin(deps, next.id, next.id === id ? working : others);
    if (!begun) await sleep(POLL_MS);
  }
};

/**
 * Works off whatever waits, in the order accepted, and clears away old files. Costs one strongly read unit when there is nothing to do.
 * Where somebody else is at a file, those after it are left for the next call.
 */
export const workImports = async (deps: Deps, working: Working): Promise<{ readonly worked: number; readonly cleared: number }> => {
  let worked = 0;
  let atHand = await readAtHand(deps.db);
  const tried = new Set<string>();
  for (;;) {
    const next = atHand.find(({ id, waiting }) => waiting && !tried.has(id));
    if (!next || working.timeUp()) break;
    tried.add(next.id);
    const begun = await begin(deps, next.id, working);
    if (begun) worked += 1;
    atHand = await readAtHand(deps.db);
    if (!next.dryRun && atHand.some(({ id, waiting }) => id === next.id && waiting)) break;
  }
  return { worked, cleared: await clearAway(deps, atHand) };
};

/** For a house that has just started and is alone with its data: whoever held an import is gone, so nobody waits for their lease to run out. */
export const takeUpAgain = async ({ db }: Pick<Deps, 'db'>): Promise<void> => {
  for (const { id, waiting } of await readAtHand(db)) if (waiting) await forgetLease(db, id);
};

/** Deletes the files of imports that were accepted more than a week ago; their rows stay for a month. */
export const purgeImports = async (deps: Deps): Promise<number> => clearAway(deps, await readAtHand(deps.db));

const clearAway = async (deps: Deps, atHand: readonly AtHand[]): Promise<number> => {
  const before = addDays(shanghaiDay(deps.now()), -KEPT_DAYS);
  const old = atHand.filter(({ id, waiting }) => !waiting && shanghaiDay(acceptedAtOf(id)) < before);
  for (const job of old) {
    await dropFiles(deps, job);
    await clearJob(deps.db, job.id);
  }
  return old.length;
};

/** One import, for those who may bring files of its kind; to all others it is not there. */
export const openImport = async (deps: Deps, { staff }: Caller, id: string): Promise<Result<ImportJob>> => {
  const job = await readJob(deps.db, id);
  return job && mayImport(staff, job.kind) ? ok(job) : refuse('NOT_FOUND');
};

/** Imports of the kinds this person may bring, newest first. */
export const importsOf = async (
  deps: Deps,
  { staff }: Caller,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
): Promise<Page<ImportJob>> => {
  const kinds = IMPORT_KINDS.filter((kind) => mayImport(staff, kind));
  return kinds.length === 0 ? { items: [] } : listJobs(deps.db, { kinds, limit, ...(cursor !== undefined && { cursor }) });
};

/** Verdicts of a finished import in the order of its rows; undefined before, and after a week. */
export const verdictsOf = (deps: Deps, job: ImportJob): Promise<RowVerdict[] | undefined> =>
  job.state === 'DONE' ? keptVerdicts(deps, job) : Promise.resolve(undefined);

/** A file goes back to whoever brought it: names and stories in it are not for everybody who may bring such files. */
export const mayTakeBack = ({ staff }: Caller, job: Pick<ImportJob, 'by'>): boolean => job.by === staff.id;

/** The file as it was brought, line by line; undefined once it is cleared away. */
export const broughtLines = async (deps: Deps, job: ImportJob): Promise<readonly TableLine[] | undefined> => {
  const bytes = await keptFile(deps, job);
  const lines = bytes && (await readLines(bytes));
  return lines?.ok ? lines.value : undefined;
};

/** The same file once more, this time in earnest. NOT_FOUND where it is no longer here, WRONG_STATE where the check is not done. */
export const applyChecked = async (deps: Deps, caller: Caller, id: string): Promise<Result<Accepted>> => {
  const checked = await openImport(deps, caller, id);
  if (!checked.ok) return checked;
  const { kind, name, state, dryRun } = checked.value;
  if (!dryRun || state !== 'DONE') return refuse('WRONG_STATE', { state, command: 'apply' });
  const bytes = await keptFile(deps, checked.value);
  return bytes ? acceptImport(deps, caller, { kind, name, bytes, dryRun: false }) : refuse('NOT_FOUND');
};
