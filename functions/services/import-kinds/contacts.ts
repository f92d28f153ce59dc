// Takes over a ledger of contacts. Rows of earlier years become closed history; this year's become live cases.
// Each row is written with a claim of its identity: a file sent twice, or cut off half way, doubles nothing.
import { parsePetitionNumber } from '../../domain/ids.ts';
import { oweImportMails } from '../../store/imports.ts';
import { CONTACT_COLUMNS, readLedgerLine } from '../contact-file.ts';
import { batchesOf, takeBatch, type LedgerRun } from '../import-batches.ts';
import { lineErrors, readyLine, type LineResult, type ReadyLine } from '../import-line.ts';
import { circumstancesOf } from '../staff.ts';
import type { TableRow } from '../table.ts';
import type { ImportKind, RowVerdict } from './kind.ts';

/** Oldest row first, with a verdict for every row; the officers of this year's rows are owed one mail for the whole file. */
export const contactsImport: ImportKind = {
  columns: CONTACT_COLUMNS,
  take: async (deps, caller, rows, { importId, dryRun, note, timeUp }) => {
    const circumstances = await circumstancesOf(deps, caller);
    const { lines, rejected } = readLines(deps.bureau, rows, circumstances.today);
    const foretold = { claims: new Map(), petitions: new Map() };
    const run: LedgerRun = { circumstances, importId, dryRun, highest: highestNamed(lines), foretold };
    const live = new Map<string, Set<string>>(); // the cases each officer got, one however many rows it has
    const verdictOf = ({ row }: ReadyLine, { verdict, owner }: LineResult): RowVerdict => {
      if (owner !== undefined && verdict.petition !== undefined) live.set(owner, (live.get(owner) ?? new Set()).add(verdict.petition));
      return { row, ...verdict };
    };
    const takeable: ReadyLine[] = [];
    for (const line of inOrder(lines)) {
      const errors = lineErrors(line, circumstances);
      if (errors.length === 0) takeable.push(line);
      else rejected.push({ row: line.row, verdict: 'rejected', errors });
    }
    await note(rejected);
    for (const batch of batchesOf(takeable)) {
      if (timeUp()) return 'paused';
      const results = await takeBatch(deps, batch, run);
      await note(batch.map((line, at) => verdictOf(line, results[at] ?? { verdict: { verdict: 'rejected' } })));
    }
    const counts = new Map([...live].map(([owner, cases]) => [owner, cases.size]));
    if (!dryRun) await oweImportMails(deps.db, importId, circumstances.now, counts);
    return 'done';
  },
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
