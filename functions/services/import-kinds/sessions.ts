// Files of sessions that were held: each line becomes closed history under the number the file gives it.
// It must not know jobs; attendance comes in a file of its own.
import type { Deps } from '../deps.ts';
import { parseSessionNumber } from '../../domain/ids.ts';
import type { Circumstances } from '../../domain/petitions/commands.ts';
import { ok } from '../../domain/result.ts';
import { taken } from '../../domain/training/plan.ts';
import { sha256 } from '../../store/keys.ts';
import { begunWrites, moveSessionSeries, staked, write, type SessionSeriesMove } from '../../store/save-session.ts';
import { readSeries, readSessionHeads } from '../../store/training.ts';
import type { ImportSource } from '../../store/training-items.ts';
import { patiently } from '../contention.ts';
import { readSessionLine, SESSION_FILE_COLUMNS, type SessionLine } from '../session-lines.ts';
import { circumstancesOf } from '../staff.ts';
import type { ImportKind, ImportRun, RowVerdict } from './kind.ts';

interface Ready extends SessionLine {
  readonly row: number;
  readonly content: string;
}

// Head, event and sheet of each; the rest of a transaction is room for the series of the years they name.
const SESSIONS_AT_ONCE = 30;

export const sessionsImport: ImportKind = {
  columns: SESSION_FILE_COLUMNS,
  optional: ['fundLine'],
  take: async (deps, caller, rows, run) => {
    const circumstances = await circumstancesOf(deps, caller);
    const rejected: RowVerdict[] = [];
    const ready: Ready[] = [];
    for (const { row, ...line } of rows) {
      const read = readSessionLine(line, circumstances);
      if ('errors' in read) rejected.push({ row, verdict: 'rejected', errors: read.errors });
      else ready.push({ row, ...read.line, content: sha256(JSON.stringify(read.line)) });
    }
    const { lines, repeated } = distinct(ready);
    await run.note([...rejected, ...repeated]);
    for (let from = 0; from < lines.length; from += SESSIONS_AT_ONCE) {
      if (run.timeUp()) return 'paused';
      await run.note(await takeLines(deps, lines.slice(from, from + SESSIONS_AT_ONCE), circumstances, run));
    }
    return 'done';
  },
};

// A number that stands in the file twice is the same line again, or another session under the number of the first.
const distinct = (ready: readonly Ready[]): { lines: Ready[]; repeated: RowVerdict[] } => {
  const first = new Map<string, Ready>();
  const repeated: RowVerdict[] = [];
  for (const line of ready) {
    const earlier = first.get(line.sessionId);
    if (!earlier) first.set(line.sessionId, line);
    else
      repeated.push(
        earlier.content === line.content
          ? { row: line.row, verdict: 'unchanged', number: line.sessionId }
          : { row: line.row, verdict: 'rejected', number: line.sessionId, errors: [{ path: 'sessionId', message: 'twiceInFile' }] },
      );
  }
  return { lines: [...first.values()], repeated };
};

/** Load, decide, save, for as many sessions as one transaction takes. */
const takeLines = async (deps: Deps, lines: readonly Ready[], circumstances: Circumstances, run: ImportRun): Promise<RowVerdict[]> => {
  const done = await patiently(async () => {
    const numbers = lines.flatMap(({ sessionId }) => parseSessionNumber(sessionId) ?? []);
    const years = [...new Set(numbers.map(({ year }) => year))];
    const [heads, { series }] = await Promise.all([
      readSessionHeads(
        deps.db,
        lines.map(({ sessionId }) => sessionId),
      ),
      readSeries(deps.db, { years }),
    ]);
    const fresh = lines.filter(({ sessionId }) => !heads.has(sessionId));
    const verdicts = lines.map((line): RowVerdict => {
      const head = heads.get(line.sessionId);
      const { row, sessionId: number } = line;
      if (!head) return { row, verdict: 'created', number };
      return head.source?.content === line.content
        ? { row, verdict: isOwn(head.source, line, run) ? 'created' : 'unchanged', number }
        : { row, verdict: 'rejected', number, errors: [{ path: 'sessionId', message: 'importedDifferently' }] };
    });
    if (run.dryRun || fresh.length === 0) return ok(verdicts);
    const saved = await write(deps.db, [
      ...fresh.flatMap(({ row, sessionId, plan, content }) =>
        begunWrites(deps.db, taken(plan, sessionId, circumstances), { content, importId: run.importId, importRow: row }),
      ),
      ...staked(
        'SERIES',
        movesFor(fresh, series).map((move) => moveSessionSeries(deps.db, move)),
      ),
    ]);
    return saved.ok ? ok(verdicts) : undefined;
  });
  return done.ok ? done.value : lines.map(({ row }) => ({ row, verdict: 'rejected', errors: [{ path: '', message: 'busy' }] }));
};

const isOwn = ({ importId, importRow }: ImportSource, { row }: Ready, run: ImportRun): boolean =>
  importId === run.importId && importRow === row;

// Numbers we give go on after the highest that a file has named.
const movesFor = (fresh: readonly Ready[], series: ReadonlyMap<number, number>): SessionSeriesMove[] =>
  [...series].flatMap(([year, before]) => {
    const named = fresh.flatMap(({ sessionId }) => parseSessionNumber(sessionId) ?? []).filter((number) => number.year === year);
    const after = Math.max(before, ...named.map(({ seq }) => seq));
    return after > before ? [{ year, before, after }] : [];
  });
