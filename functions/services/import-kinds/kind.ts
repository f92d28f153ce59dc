// What every kind of import is: the columns of its file, and how rows are taken in, with a verdict for each.
// It must not know jobs, files, or what any kind does with a row.
import type { FieldError } from '../../domain/result.ts';
import type { Deps } from '../deps.ts';
import type { Caller } from '../shapes.ts';
import type { TableRow } from '../table.ts';

export const VERDICTS = ['created', 'updated', 'unchanged', 'rejected'] as const;
export type VerdictName = (typeof VERDICTS)[number];

export interface RowVerdict {
  /** As a person counts it: the header is row 1. */
  readonly row: number;
  readonly verdict: VerdictName;
  /** What the row has become, once it has a number: a contact's, a session's. Never a person's. */
  readonly number?: string;
  readonly petition?: string;
  /** Why it was rejected: `path` is a column, `message` a key of FIELD_MESSAGES; `data` holds nothing personal, for verdicts are kept. */
  readonly errors?: readonly FieldError[];
  /** The row was taken, and somebody should look at it. */
  readonly warnings?: readonly FieldError[];
}

export interface ImportRun {
  /** Verdicts as if it were done, from what is stored and from the rows above; nothing is written. */
  readonly dryRun: boolean;
  /** The same for every attempt at one file: 24 hex digits. */
  readonly importId: string;
  /** Tells what became of some rows, in any order, once that is durable; each row exactly once an attempt. */
  readonly note: (verdicts: readonly RowVerdict[]) => Promise<void> | void;
  /** To be asked between batches: true = stop here and answer 'paused'. */
  readonly timeUp: () => boolean;
}

export interface ImportKind {
  /** Columns a file must have. */
  readonly columns: readonly string[];
  /** Further columns that are understood; any others are passed over. */
  readonly optional?: readonly string[];
  /**
   * Takes the rows of a file in. An attempt that was paused or cut off is followed by another one from the first row on, so what
   * a row leaves behind carries `importId` and the row's number: met again by the same import and row it was 'created' (or 'updated'),
   * by any other it is 'unchanged'. Cells are trimmed; a missing optional column reads as ''. A row with `surplus` cells is to be
   * rejected (`{path: '', message: 'tooManyCells'}`).
   */
  readonly take: (deps: Deps, caller: Caller, rows: readonly TableRow[], run: ImportRun) => Promise<'done' | 'paused'>;
}
