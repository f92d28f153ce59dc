// Takes ledger lines in many at a time: one read and one transaction a batch, each line's claim among its writes.
// It must not know files. Where a batch loses a race its lines are taken one by one, from fresh reads.
import type { Deps } from './deps.ts';
import { contactNumber, petitionNumber } from '../domain/ids.ts';
import type { Circumstances } from '../domain/petitions/commands.ts';
import type { Petition } from '../domain/petitions/petition.ts';
import type { Numbers } from '../domain/petitions/register.ts';
import { ok } from '../domain/result.ts';
import { loadLines } from '../store/import-lines.ts';
import { claimItem, type ClaimedRow } from '../store/imports.ts';
import type { Series } from '../store/petitions.ts';
import { WRITES_AT_MOST } from '../store/transact.ts';
import { saveTogether, type Saving, type SeriesMove } from '../store/save.ts';
import { inTurn, patiently } from './contention.ts';
import { claimedBefore, decideLine, type LineResult, type ReadyLine } from './import-line.ts';

export interface LedgerRun {
  readonly circumstances: Circumstances;
  readonly importId: string;
  readonly dryRun: boolean;
  /** The highest petition number that the file names, by year: numbers given by us begin after it. */
  readonly highest: ReadonlyMap<number, number>;
  /** What a dry run would have claimed and opened by now. */
  readonly foretold: { readonly claims: Map<string, ClaimedRow>; readonly petitions: Map<string, Petition> };
}

// Head, event, contact and claim; a live case two limits; a matter that is named perhaps its former first contact, or another year's series.
const writesOf = ({ history, named, year }: ReadyLine): number =>
  4 + (history ? (named ? 1 : 0) : 2) + (named && named.year !== year ? 1 : 0);

/** Lines in their order, cut so that a batch touches one year's series, no petition twice and no claim twice, and fits one transaction. */
export const batchesOf = (lines: readonly ReadyLine[]): ReadyLine[][] => {
  const batches: ReadyLine[][] = [];
  let touched = new Set<string>();
  let room = 0;
  for (const line of lines) {
    const touches = [line.claim, ...(line.named ? [line.named.number] : [])];
    const last = batches.at(-1);
    if (last?.[0]?.year === line.year && writesOf(line) <= room && !touches.some((name) => touched.has(name))) {
      last.push(line);
    } else {
      batches.push([line]);
      touched = new Set();
      room = WRITES_AT_MOST - 1; // the series
    }
    for (const name of touches) touched.add(name);
    room -= writesOf(line);
  }
  return batches;
};

/** Takes one batch in, and says what became of each line. */
export const takeBatch = async (deps: Deps, lines: readonly ReadyLine[], run: LedgerRun): Promise<LineResult[]> => {
  const year = lines[0]?.year ?? 0;
  const series = `${deps.bureau} ${String(year)}`;
  const together = await inTurn(series, () => attempt(deps, lines, run));
  if (together) return together;
  const results: LineResult[] = [];
  for (const line of lines) {
    const done = await inTurn(series, () =>
      patiently(async () => {
        const alone = await attempt(deps, [line], run);
        return alone && ok(alone);
      }),
    );
    results.push(...(done.ok ? done.value : [BUSY]));
  }
  return results;
};

const BUSY: LineResult = { verdict: { verdict: 'rejected', errors: [{ path: '', message: 'busy' }] } };

/** Load, decide, save; nothing when the race was lost. */
const attempt = async (deps: Deps, lines: readonly ReadyLine[], run: LedgerRun): Promise<LineResult[] | undefined> => {
  const { circumstances, importId, dryRun, foretold } = run;
  const { claims, heads, series } = await loadLines(deps.db, {
    claims: lines.map(({ claim }) => claim),
    petitions: lines.flatMap(({ named }) => (named ? [named.number] : [])),
    years: [...new Set(lines.flatMap(({ year, named }) => [year, named?.year ?? year]))],
  });
  const counter = numbersAfter(series, run.highest);
  const savings: Saving[] = [];
  const results = lines.map((ready): LineResult => {
    const claimed = claims.get(ready.claim) ?? foretold.claims.get(ready.claim);
    if (claimed) return claimedBefore(claimed, ready, importId);
    const head = ready.named && heads.get(ready.named.number);
    const numbers = counter.next(ready);
    const decided = decideLine(ready, head?.petition ?? foretold.petitions.get(numbers.petition), numbers, circumstances);
    if (!decided.ok) return { verdict: { verdict: 'rejected', errors: decided.refusal.data.fields ?? [] } };
    counter.use(ready);
    const owner = ready.history ? {} : { owner: decided.value.after.owner };
    const row: ClaimedRow = { ...numbers, content: ready.content, importId, row: ready.row, ...owner };
    if (dryRun) {
      foretold.claims.set(ready.claim, row);
      foretold.petitions.set(numbers.petition, decided.value.after);
    }
    savings.push({ decision: decided.value, claim: claimItem(ready.claim, row), ...(head && { lastHash: head.lastHash }) });
    return { verdict: { verdict: 'created', ...(!dryRun && { number: numbers.contact, petition: numbers.petition }) }, ...owner };
  });
  if (dryRun || savings.length === 0) return results;
  const saved = await saveTogether(deps.db, { savings, moves: counter.moves() }, deps.vault);
  return saved.ok ? results : undefined;
};

interface Counter {
  /** The numbers a line would get; a number that the file gives is kept. */
  readonly next: (line: ReadyLine) => Numbers;
  readonly use: (line: ReadyLine) => void;
  /** How far the lines so far have moved each series. */
  readonly moves: () => SeriesMove[];
}

// The whole file's numbers are set aside with its first line, so that neither a line without one nor the desk can be given them.
const numbersAfter = (read: readonly Series[], highest: ReadonlyMap<number, number>): Counter => {
  const series = new Map(read.map((one) => [one.year, { ...one, petitions: Math.max(one.petitions, highest.get(one.year) ?? 0) }]));
  const ofYear = (year: number): Series => series.get(year) ?? { year, petitions: 0, contacts: 0 };
  return {
    next: ({ year, named }) => ({
      petition: named?.number ?? petitionNumber(year, ofYear(year).petitions + 1),
      contact: contactNumber(year, ofYear(year).contacts + 1),
    }),
    use: ({ year, named }) => {
      const { petitions, contacts } = ofYear(year);
      series.set(year, { year, contacts: contacts + 1, petitions: petitions + (named ? 0 : 1) });
    },
    moves: () =>
      read
        .map((before) => ({ before, after: ofYear(before.year) }))
        .filter(({ before, after }) => before.petitions !== after.petitions || before.contacts !== after.contacts),
  };
};
