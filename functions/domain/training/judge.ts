// What becomes of each event of a batch from the door: recorded, a duplicate, or refused with a reason. Total, and the same in any order:
// a half-day stands while one of its signatures was not taken back. It must not know devices, tables, or the form of a request.
import { epochOf } from '../calendar/days.ts';
import { isMigrantOn, type Person } from '../people/person.ts';
import { halfDayOf, halfDays, halfDayText } from './half-days.ts';
import type { HalfDay, Session } from './session.ts';
import {
  firstMark,
  MARKS_AT_MOST,
  NOTHING_MOVED,
  slotsOf,
  withMark,
  withoutMark,
  type Annulment,
  type CountsMoved,
  type Mark,
  type SignIn,
} from './sign-in.ts';
import type { Method } from './vocabulary.ts';
import { idOf, isWalkIn, type Who } from './who.ts';

/** Somebody signs. A walk-in says who they are; a person of the roll is known. */
export interface SigningEvent {
  readonly eventId: string;
  readonly who: Who;
  readonly walkIn?: { readonly name: string; readonly village: string };
  readonly slot: number;
  readonly at: string;
  readonly method: Method;
  readonly device: string;
}

/** A signature is taken back. */
export interface UndoingEvent {
  readonly eventId: string;
  readonly undoes: string;
  /** The device that the signature came from, where it is not the one that takes it back. */
  readonly undoesDevice?: string;
  readonly at: string;
  readonly device: string;
}

export type DoorEvent = SigningEvent | UndoingEvent;
export const isUndo = (event: DoorEvent): event is UndoingEvent => 'undoes' in event;

export type JudgedReason = 'UNKNOWN_PERSON' | 'HALF_DAY' | 'ANNULLED' | 'WRONG_STATE' | 'UNKNOWN_EVENT' | 'TOO_LATE' | 'INVALID';

export interface Judgement {
  readonly eventId: string;
  readonly verdict: 'recorded' | 'duplicate' | 'refused';
  readonly reason?: JudgedReason;
  readonly at?: string;
  readonly session?: string;
  /** A duplicate of itself: the device that this very event was taken from. */
  readonly device?: string;
}

/** What the verdicts depend on; every row, person and annulment that a batch can touch. */
export interface DoorScene {
  readonly session: Session;
  /** May the sheet still grow? */
  readonly open: boolean;
  /** May this person take back what is older than a quarter of an hour? */
  readonly undoesLate: boolean;
  readonly by: string;
  readonly now: string;
  readonly rows: readonly SignIn[];
  readonly people: ReadonlyMap<string, Person>;
  /** All that was taken back in this session. */
  readonly annulled: readonly Annulment[];
  /** A second signature from elsewhere is evidence, and kept; a file that is read twice is not. */
  readonly keepsWitnesses: boolean;
}

export interface RowChange {
  readonly before?: SignIn;
  readonly after?: SignIn;
}

export interface Judged {
  readonly judgements: readonly Judgement[]; // in the order of the events
  readonly changes: readonly RowChange[];
  readonly annulments: readonly Annulment[];
  readonly moved: CountsMoved;
}

export const UNDO_MINUTES = 15;

const keyOf = (who: Who, halfDay: HalfDay): string => `${who} ${halfDayText(halfDay)}`;

/** Judges a batch. Signatures come before what takes them back, so the order of a queue that was shuffled does not matter. */
export const judge = (events: readonly DoorEvent[], scene: DoorScene): Judged => {
  const sheet = openSheet(scene);
  const contradicting = contradictions(events);
  const judgements = new Map<DoorEvent, Judgement>();
  for (const event of signaturesFirst(events)) {
    const verdict = contradicting.has(event) ? refused('INVALID') : isUndo(event) ? sheet.undo(event) : sheet.sign(event);
    judgements.set(event, { eventId: event.eventId, ...verdict });
  }
  return { judgements: events.flatMap((event) => judgements.get(event) ?? []), ...sheet.outcome() };
};

export const signaturesFirst = (events: readonly DoorEvent[]): DoorEvent[] => [
  ...events.filter((event) => !isUndo(event)),
  ...events.filter(isUndo),
];

/** Events under an id of their device that stood for another deed before: the same id with another person is nobody's replay. */
export const contradictions = (events: readonly DoorEvent[]): ReadonlySet<DoorEvent> => {
  const first = new Map<string, DoorEvent>();
  return new Set(
    events.filter((event) => {
      const id = `${event.eventId}\n${event.device}`;
      const earlier = first.get(id) ?? event;
      first.set(id, earlier);
      return !sameDeed(earlier, event);
    }),
  );
};

type Verdict = Omit<Judgement, 'eventId'>;
/** A signature that an undo may mean: on a row, or taken back. */
type Signed = Pick<Annulment, 'event' | 'device'> | (Mark & { readonly row: SignIn });
const refused = (reason: JudgedReason, more: Partial<Verdict> = {}): Verdict => ({ verdict: 'refused', reason, ...more });

const sameDeed = (a: DoorEvent, b: DoorEvent): boolean =>
  isUndo(a) ? isUndo(b) && a.undoes === b.undoes && a.undoesDevice === b.undoesDevice : !isUndo(b) && a.who === b.who && a.slot === b.slot;

/** The rows of a batch while it is judged: what changes is known when all of it is. */
const openSheet = (scene: DoorScene) => {
  const { session, open, keepsWitnesses, undoesLate, by, now, people } = scene;
  const days = halfDays(session);
  const stored: ReadonlyMap<string, SignIn> = new Map(scene.rows.map((row) => [keyOf(row.who, row.halfDay), row]));
  const rows = new Map(stored);
  const touched = new Set<string>();
  const annulments: Annulment[] = [];
  const takenBack = (): readonly Annulment[] => [...scene.annulled, ...annulments];
  let moved: CountsMoved = NOTHING_MOVED;

  const isHere = (row: SignIn | undefined): boolean => row?.session === session.sessionId;
  const isPresent = (who: Who): boolean => days.some((day) => isHere(rows.get(keyOf(who, day))));
  const move = (who: Who, step: 1 | -1): void => {
    moved = { ...moved, present: moved.present + step, walkIns: moved.walkIns + (isWalkIn(who) ? step : 0) };
  };
  const put = (row: SignIn): void => {
    const key = keyOf(row.who, row.halfDay);
    rows.set(key, row);
    touched.add(key);
  };
  const markOf = ({ eventId, slot, at, method, device }: SigningEvent): Mark => ({
    event: eventId,
    slot,
    at,
    receivedAt: now,
    method,
    device,
    by,
  });
  const entrantOf = ({ who, walkIn }: SigningEvent, halfDay: HalfDay): SignIn | undefined => {
    const shared = { session: session.sessionId, who, halfDay, marks: [], v: 0 };
    if (walkIn) return { ...shared, name: walkIn.name, village: walkIn.village, migrant: false };
    const person = people.get(idOf(who));
    return person && { ...shared, name: person.name, village: person.village, migrant: isMigrantOn(person, session.date) };
  };

  // A line of a file is the same line whichever file brings it again.
  const wasTakenBack = ({ eventId, device, who }: SigningEvent, halfDay: HalfDay): boolean =>
    takenBack().some(
      ({ event, former, device: from }) =>
        event === eventId && keyOf(former.who, former.halfDay) === keyOf(who, halfDay) && (from === device || !keepsWitnesses),
    );

  const sign = (event: SigningEvent): Verdict => {
    const halfDay = halfDayOf(days, event.slot);
    if (wasTakenBack(event, halfDay)) return refused('ANNULLED');
    const row = rows.get(keyOf(event.who, halfDay));
    if (row && !isHere(row)) return refused('HALF_DAY', { session: row.session });
    if (row && slotsOf(row).includes(event.slot)) {
      const known = row.marks.find((mark) => mark.event === event.eventId && mark.device === event.device);
      if (!known && open && keepsWitnesses && row.marks.length < MARKS_AT_MOST) put(withMark(row, markOf(event)));
      return { verdict: 'duplicate', at: firstMark(row).at, ...(known && { device: known.device }) };
    }
    if (!open) return refused('WRONG_STATE');
    const entrant = row ?? entrantOf(event, halfDay);
    if (!entrant) return refused('UNKNOWN_PERSON');
    if (!isPresent(event.who)) move(event.who, 1);
    put(withMark(entrant, markOf(event)));
    return { verdict: 'recorded' };
  };

  // Signatures of that id, standing or taken back: those of the device named, else of any. More than one of them is a guess, and none is made.
  const meant = ({ undoes, device, undoesDevice = device }: UndoingEvent): Signed | undefined => {
    const all: Signed[] = [
      ...takenBack().filter(({ event }) => event === undoes),
      ...[...rows.values()].filter(isHere).flatMap((row) => row.marks.flatMap((mark) => (mark.event === undoes ? [{ ...mark, row }] : []))),
    ];
    const own = all.filter((one) => one.device === undoesDevice);
    const [only, ...others] = own.length > 0 ? own : all;
    return others.length > 0 ? undefined : only;
  };

  const undo = (event: UndoingEvent): Verdict => {
    const signed = meant(event);
    if (!signed) return refused('UNKNOWN_EVENT');
    if (!('row' in signed)) return { verdict: 'duplicate' };
    const { row, ...mark } = signed;
    if (!open) return refused('WRONG_STATE');
    // Both times are claims, usually of one device: a clock that is wrong by hours is wrong in both.
    const minutes = Math.abs(epochOf(event.at) - epochOf(mark.at)) / 60_000;
    if (minutes > UNDO_MINUTES && !undoesLate) return refused('TOO_LATE');
    const left = withoutMark(row, mark);
    annulments.push({ event: mark.event, device: mark.device, former: row, undoneBy: by, undoneAt: now, how: 'UNDONE' });
    moved = { ...moved, annulled: moved.annulled + 1 };
    if (left) {
      put(left);
      return { verdict: 'recorded', at: firstMark(left).at }; // another signature says that they are there
    }
    const key = keyOf(row.who, row.halfDay);
    rows.delete(key);
    touched.add(key);
    if (!isPresent(row.who)) move(row.who, -1);
    return { verdict: 'recorded' };
  };

  const outcome = (): Omit<Judged, 'judgements'> => ({
    changes: [...touched].flatMap((key): RowChange[] => {
      const before = stored.get(key);
      const after = rows.get(key);
      return before || after ? [{ ...(before && { before }), ...(after && { after }) }] : [];
    }),
    annulments,
    moved,
  });

  return { sign, undo, outcome };
};
