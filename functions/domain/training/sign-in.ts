// A person's half-day on a sheet: who signed, and every signature that says so. It stands as long as one of them does.
// It must not know how it is kept, or who may sign.
import { compare } from '../calendar/days.ts';
import type { HalfDay } from './session.ts';
import type { Method } from './vocabulary.ts';
import { isWalkIn, type Who } from './who.ts';

/** One signature. `at` is what the device claims, `receivedAt` when it came in. Devices count by themselves, so an event is known by its device too. */
export interface Mark {
  readonly event: string;
  readonly slot: number;
  readonly at: string;
  readonly receivedAt: string;
  readonly method: Method;
  readonly device: string;
  readonly by: string; // staff id of who was signed in at the device
}

export interface SignIn {
  readonly session: string;
  readonly who: Who;
  readonly halfDay: HalfDay;
  readonly name: string;
  readonly village: string;
  readonly migrant: boolean;
  /** At least one, in an order that does not depend on which came in first. */
  readonly marks: readonly Mark[];
  readonly v: number; // of the stored row; 0 = not stored
}

/** Signatures kept of one half-day; more of them prove nothing more. */
export const MARKS_AT_MOST = 8;

export const firstMark = ({ marks }: Pick<SignIn, 'marks'>): Mark => {
  const [first] = marks;
  if (!first) throw new Error('a sign-in without a signature');
  return first;
};

export const slotsOf = ({ marks }: Pick<SignIn, 'marks'>): number[] => [...new Set(marks.map(({ slot }) => slot))].sort((a, b) => a - b);

const inOrder = (a: Mark, b: Mark): number =>
  a.slot - b.slot || compare(a.at, b.at) || compare(a.event, b.event) || compare(a.device, b.device);

export const withMark = (signIn: SignIn, mark: Mark): SignIn => ({ ...signIn, marks: [...signIn.marks, mark].sort(inOrder) });

/** Without one signature; undefined when it was the last. */
export const withoutMark = (signIn: SignIn, gone: Pick<Mark, 'event' | 'device'>): SignIn | undefined => {
  const marks = signIn.marks.filter(({ event, device }) => event !== gone.event || device !== gone.device);
  return marks.length === 0 ? undefined : { ...signIn, marks };
};

/** A signature taken back, with the whole row as it stood before. */
export interface Annulment {
  readonly event: string; // of the signature
  readonly device: string; // that it came from
  readonly former: SignIn;
  readonly undoneBy: string;
  readonly undoneAt: string; // when it came in
  /** UNDONE at the door, CORRECTED after the seal. */
  readonly how: 'UNDONE' | 'CORRECTED';
}

/** What a change of rows does to the counts of its session. */
export interface CountsMoved {
  readonly present: number;
  readonly walkIns: number;
  readonly annulled: number;
}

export const NOTHING_MOVED: CountsMoved = { present: 0, walkIns: 0, annulled: 0 };

/** The counts a sheet must have: people once each, however many half-days. */
export const countedIn = (rows: readonly Pick<SignIn, 'who'>[]): Pick<CountsMoved, 'present' | 'walkIns'> => {
  const who = new Set(rows.map((row) => row.who));
  return { present: who.size, walkIns: [...who].filter(isWalkIn).length };
};
