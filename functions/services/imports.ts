// Takes over a ledger of contacts. Rows of earlier years become closed history; this year's become live cases.
// Each row is written with a claim of its identity: a file sent twice, or cut off half way, doubles nothing.
import type { Deps } from './deps.ts';
import { parsePetitionNumber } from '../domain/ids.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import { has } from '../domain/staff/staff.ts';
import { oweImportMails } from '../store/imports.ts';
import { sha256 } from '../store/keys.ts';
import { CONTACT_COLUMNS, readLedgerLine } from './contact-file.ts';
import { inTurn } from './contention.ts';
import { batchesOf, takeBatch, type ImportRun } from './import-batches.ts';
import { lineErrors, readyLine, type LineResult, type ReadyLine, type RowVerdict } from './import-line.ts';
import type { Caller } from './shapes.ts';
import { readTable, type TableRow } from './table.ts';
import { circumstancesOf } from './staff.ts';

export interface ImportReport {
  readonly rows: number;
  readonly created: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly verdicts: readonly RowVerdict[];
}

/**
 * Imports a contact ledger (.csv in UTF-8, or .xlsx), oldest row first, with a verdict for every row.
 * The officers of this year's rows are owed one mail for the whole file.
 * @returns NOT_YOURS, UNREADABLE, TOO_LARGE, INVALID naming missing columns; wrong rows are rejected one by one
 */
export const importContacts = async (
  deps: Deps,
  caller: Caller,
  { bytes, dryRun }: { readonly bytes: Uint8Array; readonly dryRun: boolean },
): Promise<Result<ImportReport>> => {
  if (!has(caller.staff, 'ADMIN', 'PETITION_ROOM')) return refuse('NOT_YOURS', { who: 'ADMIN PETITION_ROOM' });
  const table = await readTable(bytes, CONTACT_COLUMNS);
  if (!table.ok) return table;
  const circumstances = await circumstancesOf(deps, caller);
  const importId = sha256(Buffer.from(bytes).toString('base64'));
  const { lines, rejected } = readLines(deps.bureau, table.value, circumstances.today);
  const run: ImportRun = { circumstances, importId, dryRun, highest: highestNamed(lines), foretold: new Map() };

  const verdicts: RowVerdict[] = [...rejected];
  const live = new Map<string, Set<string>>(); // the cases each officer got, one however many rows it has
  const note = ({ row }: ReadyLine, { verdict, owner }: LineResult): void => {
    verdicts.push({ row, ...verdict });
    if (owner !== undefined && verdict.petition !== undefined) live.set(owner, (live.get(owner) ?? new Set()).add(verdict.petition));
  };
  const takeable = inOrder(lines).filter((line) => {
    const errors = lineErrors(line, circumstances);
    if (errors.length > 0) note(line, { verdict: { verdict: 'rejected', errors } });
    return errors.length === 0;
  });
  // Files of one bureau are applied in the order accepted, or two could both think a row is theirs to number.
  return inTurn(`${deps.bureau} import`, async () => {
    for (const batch of batchesOf(takeable)) {
      const results = await takeBatch(deps, batch, run);
      for (const [at, line] of batch.entries()) note(line, results[at] ?? { verdict: { verdict: 'rejected' } });
    }
    const counts = new Map([...live].map(([owner, cases]) => [owner, cases.size]));
    if (!dryRun) await oweImportMails(deps.db, importId, circumstances.now, counts);
    return ok(summary(verdicts));
  });
};

const readLines = (bureau: string, rows: readonly TableRow[], today: string): { lines: ReadyLine[]; rejected: RowVerdict[] } => {
  const lines: ReadyLine[] = [];
  const rejected: RowVerdict[] = [];
  for (const { row, cells, surplus } of rows) {
    const read = surplus ? SHIFTED : readLedgerLine(cells);
    if ('errors' in read) rejected.push({ row, verdict: 'rejected', errors: read.errors });
    else lines.push(readyLine(bureau, row, read.line, today));
  }
  return { lines, rejected };
};

const SHIFTED = { errors: [{ path: '', message: 'tooManyCells' }] } as const;

// A row that is rejected for now keeps its number too: corrected and sent again it must not find a stranger under it.
const highestNamed = (lines: readonly ReadyLine[]): Map<number, number> => {
  const highest = new Map<number, number>();
  for (const { named } of lines) {
    const number = named && parsePetitionNumber(named.number);
    if (number) highest.set(number.year, Math.max(number.seq, highest.get(number.year) ?? 0));
  }
  return highest;
};

// The first contact of a matter is its earliest; rows of one day keep the order of the file.
const inOrder = (lines: readonly ReadyLine[]): ReadyLine[] => {
  const day = ({ line }: ReadyLine): string => line.input.receivedOn;
  return lines.toSorted((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : a.row - b.row));
};

const summary = (verdicts: readonly RowVerdict[]): ImportReport => {
  const count = (wanted: RowVerdict['verdict']): number => verdicts.filter(({ verdict }) => verdict === wanted).length;
  return {
    rows: verdicts.length,
    created: count('created'),
    unchanged: count('unchanged'),
    rejected: count('rejected'),
    verdicts: verdicts.toSorted((a, b) => a.row - b.row),
  };
};
