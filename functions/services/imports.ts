// An import done while its sender waits: taken in, worked off, and told row by row; or handed on when it takes too long.
// It must not know kinds of files; the order of imports is import-jobs.ts.
import { ok, refuse, type RefusalCode, type Result } from '../domain/result.ts';
import type { JobFailure } from '../store/import-jobs.ts';
import type { Deps } from './deps.ts';
import { acceptImport, runImport, verdictsOf, type BroughtFile, type ImportJob } from './import-jobs.ts';
import type { RowVerdict } from './import-kinds/kind.ts';
import type { Caller } from './shapes.ts';

export interface ImportReport extends Pick<ImportJob, 'rows' | 'created' | 'updated' | 'unchanged' | 'rejected'> {
  readonly verdicts: readonly RowVerdict[];
}

/**
 * Takes a file in and works it off until `timeUp`.
 * @returns the report, or the number under which it goes on; the refusals of acceptImport, and UNREADABLE where it could not be taken after all
 */
export const importNow = async (
  deps: Deps,
  caller: Caller,
  file: BroughtFile,
  timeUp: () => boolean,
): Promise<Result<ImportReport | { readonly import: string }>> => {
  const accepted = await acceptImport(deps, caller, file);
  if (!accepted.ok) return accepted;
  const { id, rows } = accepted.value;
  const job = await runImport(deps, id, { timeUp, fresh: { ...caller, rows } });
  if (job?.failure) return refuse(REFUSED_AS[job.failure]);
  const verdicts = job && (await verdictsOf(deps, job));
  return ok(job && verdicts ? reportOf(job, verdicts) : { import: id });
};

const REFUSED_AS: Readonly<Record<JobFailure, RefusalCode>> = {
  NOT_YOURS: 'NOT_YOURS',
  UNREADABLE: 'UNREADABLE',
  GIVEN_UP: 'BUSY',
};

const reportOf = ({ rows, created, updated, unchanged, rejected }: ImportJob, verdicts: readonly RowVerdict[]): ImportReport => ({
  rows,
  created,
  updated,
  unchanged,
  rejected,
  verdicts,
});
