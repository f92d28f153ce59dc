// Takes events onto the sheet of a session, many at a time: load, judge, save, and again from a fresh read where a race was lost.
// It must not know where the events come from; a door and a file differ by a few settings.
import type { Deps } from './deps.ts';
import type { Circumstances } from '../domain/petitions/commands.ts';
import type { Person } from '../domain/people/person.ts';
import { ok, refuse, type Refusal, type Result } from '../domain/result.ts';
import { has } from '../domain/staff/staff.ts';
import { halfDays, halfDayText } from '../domain/training/half-days.ts';
import { isUndo, judge, type DoorEvent, type DoorScene, type Judged, type Judgement } from '../domain/training/judge.ts';
import { changedSheet, emptySheet, isWhole } from '../domain/training/seal.ts';
import type { Session } from '../domain/training/session.ts';
import type { CountedSheet } from '../domain/training/sheet.ts';
import type { Annulment, SignIn } from '../domain/training/sign-in.ts';
import { SESSION_TRANSITIONS } from '../domain/training/transitions.ts';
import type { SessionState } from '../domain/training/vocabulary.ts';
import { idOf, isWalkIn, type Who } from '../domain/training/who.ts';
import { readPersons } from '../store/people.ts';
import { rowsWritten, saveSheet } from '../store/save-sheet.ts';
import { readAnnulments, readSessionHead, readSheet, readSheetRows, type SheetRows } from '../store/training.ts';
import type { SessionHead } from '../store/training-items.ts';
import { WRITES_AT_MOST } from '../store/transact.ts';
import { inTurn, patiently } from './contention.ts';
import { isSettled } from './sheet-facts.ts';

export interface SheetRun {
  readonly session: string;
  readonly circumstances: Circumstances;
  /** FILE: closed history that was imported takes them too and counts them at once; what is there already is not witnessed again. */
  readonly from: 'DOOR' | 'FILE';
  /** The session as it was read a while ago, if it was. */
  readonly seen?: Guess;
  /** Present in a rehearsal: nothing is written, and what would have been is met again by what follows. */
  readonly rehearsed?: Map<string, SignIn>;
}

/** Half-days that one transaction takes beside the session, its sheet and a spare. */
const ROWS_AT_ONCE = WRITES_AT_MOST - 3;

/**
 * Events cut so that each part fits one transaction. A signature writes one row; what takes one back writes two, and may leave
 * further signatures of its batch behind.
 */
export const partsOf = (events: readonly DoorEvent[]): DoorEvent[][] => {
  const parts: DoorEvent[][] = [];
  let room = 0;
  for (const event of events) {
    const weight = isUndo(event) ? 2 : 1;
    const last = parts.at(-1);
    if (last && weight <= room) last.push(event);
    else {
      parts.push([event]);
      room = ROWS_AT_ONCE;
    }
    room -= weight;
  }
  return parts;
};

/**
 * Takes one part. Two round trips where the session was met before: everything the verdicts depend on, then one transaction.
 * @param gate refuses the whole part, by the session as it stands
 * @returns a judgement for each event, NOT_FOUND, what the gate says, or BUSY when the sheet stayed contended
 */
export const takePart = (
  deps: Deps,
  run: SheetRun,
  events: readonly DoorEvent[],
  gate: (session: Session) => Refusal | undefined = () => undefined,
): Promise<Result<readonly Judgement[]>> => {
  const attempt = async (): Promise<Result<readonly Judgement[]> | undefined> => {
    const loaded = await loadPart(deps, run, events);
    if (!loaded) return refuse('NOT_FOUND');
    const { head } = loaded;
    const refusal = gate(head.session);
    if (refusal) return refuse(refusal.code, refusal.data);
    const history = isHistory(run, head.session);
    const states: readonly SessionState[] = history ? ['CLOSED'] : DOOR_STATES;
    const judged = judge(events, sceneOf(run, loaded, states));
    // An undo may name a signature that the index does not show yet.
    if (loaded.lags && judged.judgements.some(({ reason }) => reason === 'UNKNOWN_EVENT')) return undefined;
    if (run.rehearsed) for (const { after } of judged.changes) if (after) run.rehearsed.set(rowKey(after), after);
    if (run.rehearsed || rowsWritten(judged) === 0) return ok(judged.judgements);
    const counted = history ? countedAfter(loaded.counted ?? emptySheet(head.session), judged) : undefined;
    const guarded = counted !== undefined || halfDays(head.session).length > 1;
    const saved = await saveSheet(deps.db, { head, judged, at: run.circumstances.now, states, guarded, ...(counted && { counted }) });
    return saved.ok ? ok(judged.judgements) : undefined;
  };
  return inTurn(`${deps.bureau} ${run.session}`, () => patiently(attempt));
};

const rowKey = ({ who, halfDay }: Pick<SignIn, 'who' | 'halfDay'>): string => `${who} ${halfDayText(halfDay)}`;

const DOOR_STATES = SESSION_TRANSITIONS.signIn.from;
const isHistory = ({ from }: SheetRun, { imported, state }: Session): boolean => from === 'FILE' && imported && state === 'CLOSED';

interface Part extends SheetRows {
  readonly head: SessionHead;
  readonly people: ReadonlyMap<string, Person>;
  readonly annulled: readonly Annulment[];
  /** The index of the sheet does not show yet what the counts speak of. */
  readonly lags: boolean;
}

// What is asked of a session hangs on its half-days. They hardly ever change, so they are guessed from the last time; the session comes
// with the rows, and where the guess was wrong the rows are asked for again.
type Guess = Pick<SessionHead, 'session'>;
const met = new Map<string, Guess>();
const MET_AT_MOST = 1_000;

const remember = (key: string, { session }: SessionHead): void => {
  if (met.size >= MET_AT_MOST) met.clear();
  met.set(key, { session });
};

const sameAsk = (guess: Guess, head: SessionHead): boolean =>
  halfDays(guess.session).map(halfDayText).join() === halfDays(head.session).map(halfDayText).join();

const loadPart = async (deps: Deps, run: SheetRun, events: readonly DoorEvent[]): Promise<Part | undefined> => {
  const key = `${deps.db.tables.training} ${deps.bureau} ${run.session}`;
  const guess = run.seen ?? met.get(key) ?? (await readSessionHead(deps.db, run.session));
  const guessed = guess && (await loadBy(deps, run, events, guess));
  if (!guess || !guessed) return undefined;
  remember(key, guessed.head);
  return sameAsk(guess, guessed.head) ? guessed : loadBy(deps, run, events, guessed.head);
};

const loadBy = async (
  deps: Deps,
  { session: id, from, circumstances }: SheetRun,
  events: readonly DoorEvent[],
  guess: Guess,
): Promise<Part | undefined> => {
  const undone = events.flatMap((event) => (isUndo(event) ? [event.undoes] : []));
  const named = new Set(undone);
  const lines = undone.length === 0 ? [] : await readSheet(deps.db, id);
  const who = new Set<Who>([
    ...events.flatMap((event) => (isUndo(event) ? [] : [event.who])),
    ...lines.filter((line) => line.events.some((event) => named.has(event))).map((line) => line.who),
  ]);
  const days = halfDays(guess.session);
  const [stored, people] = await Promise.all([
    readSheetRows(deps.db, id, {
      rows: [...who].flatMap((one) => days.map((halfDay) => ({ who: one, halfDay }))),
      with: from === 'FILE' ? ['HEAD', 'SHEET'] : ['HEAD'],
    }),
    readPersons(deps.db, [...who].filter((one) => !isWalkIn(one)).map(idOf)),
  ]);
  const { head } = stored;
  if (!head) return undefined;
  // After the rows, so that whatever is gone from them is here; what is taken back later than the head was read, its write will hear of.
  const annulled = head.counts.annulled === 0 ? [] : await readAnnulments(deps.db, id);
  const lags = undone.length > 0 && !isWhole(lines, head.counts, []) && !isSettled(head, circumstances.now);
  return { ...stored, head, people, annulled, lags };
};

const sceneOf = (
  { circumstances, from, rehearsed }: SheetRun,
  { head, rows, annulled, people }: Part,
  states: readonly SessionState[],
): DoorScene => ({
  session: head.session,
  open: states.includes(head.session.state),
  undoesLate: has(circumstances.actor, 'ORGANISER'),
  by: circumstances.actor.id,
  now: circumstances.now,
  rows: [...rows, ...(rehearsed?.values() ?? [])],
  people,
  annulled,
  keepsWitnesses: from === 'DOOR',
});

const countedAfter = (before: CountedSheet, { changes }: Judged): CountedSheet =>
  changedSheet(before, { added: changes.flatMap(({ after }) => (after ? [after] : [])), removed: new Set() });
