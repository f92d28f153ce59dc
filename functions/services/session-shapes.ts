// What the use cases of sessions hand to the pages and the API: plain data, already stripped of whatever the reader may not see.
import type { Day } from '../domain/calendar/days.ts';
import type { AreaCode } from '../domain/ids.ts';
import type { FieldError } from '../domain/result.ts';
import type { SessionAction } from '../domain/training/commands.ts';
import type { ChainedSessionEvent } from '../domain/training/events.ts';
import type { Finding } from '../domain/training/findings.ts';
import type { HalfDay, Session, SessionCounts } from '../domain/training/session.ts';
import type { CountedSheet } from '../domain/training/sheet.ts';
import type { FundLine, Method, SessionKind, SessionState } from '../domain/training/vocabulary.ts';
import type { Who } from '../domain/training/who.ts';
import type { RefusalCode } from '../domain/result.ts';

/** One person's half-day on the sheet. Names are blank for whoever may not read them. */
export interface SignInRow {
  readonly who: Who; //            P.P00001, W.W00565
  readonly halfDay: HalfDay;
  readonly name: string;
  readonly village: string;
  readonly slots: readonly number[];
  readonly at: string; //         as claimed by the device
  readonly method: Method;
  readonly device: string;
  readonly by: string; //         staff id
  readonly event: string; //      eventId of the first signature: what an undo names
  readonly migrant: boolean; //   on the roll that day
}

export interface EnrolmentRow {
  readonly personId: string;
  readonly name: string;
  readonly village: string;
  readonly township: AreaCode;
  readonly by: string;
  readonly at: string;
}

export interface HandoutRow {
  readonly id: string;
  readonly item: string;
  readonly quantity: number;
  readonly by: string;
  readonly at: string;
}

/** A sign-in taken back; it is kept whole. */
export interface AnnulledRow {
  readonly event: string;
  readonly device: string; // that it came from
  readonly who: Who;
  readonly halfDay: HalfDay;
  readonly name: string;
  readonly at: string; //   of the sign-in
  readonly undoneBy: string;
  readonly undoneAt: string;
  /** UNDONE at the door, CORRECTED after the seal. */
  readonly how: 'UNDONE' | 'CORRECTED';
}

/** One session, whole, as this reader may see it. */
export interface SessionFile {
  readonly session: Session;
  readonly counts: SessionCounts;
  /** May this reader read the names on the sheet? Of those enrolled, some may be readable where the sheet is not. */
  readonly names: boolean;
  readonly halfDays: readonly HalfDay[];
  readonly sheet: readonly SignInRow[]; //       in order of arrival; a person of a long session stands once a half-day
  readonly enrolments: readonly EnrolmentRow[]; // by village and name
  readonly handouts: readonly HandoutRow[]; //   oldest first
  readonly annulled: readonly AnnulledRow[];
  readonly events: readonly ChainedSessionEvent[]; // oldest first
  /** The buttons: commands, and enrol, withdraw, signIn, issueHandouts. */
  readonly allowed: readonly SessionAction[];
  readonly findings: readonly Finding[];
  /** From the seal on: what stands in the figures. */
  readonly counted?: CountedSheet;
}

/** A line of the list: the columns of the index, nothing more. */
export interface SessionRow {
  readonly sessionId: string;
  readonly kind: SessionKind;
  readonly fundLine?: FundLine;
  readonly state: SessionState;
  readonly date: Day;
  readonly startsAt: string;
  readonly hours: number;
  readonly topic: string;
  readonly coOrganiser?: string;
  readonly township: AreaCode;
  readonly village?: string;
  readonly lecturer?: string;
  readonly capacity: number;
  readonly handouts: number;
  readonly enrolled: number;
  readonly present: number;
  readonly walkIns: number;
}

export type VerdictReason =
  | 'INVALID' //        the event cannot be read, or names a slot the session has not
  | 'UNKNOWN_PERSON'
  | 'HALF_DAY' //       in another session in the same half-day: `session`
  | 'ANNULLED' //       this very sign-in was taken back
  | 'WRONG_STATE' //    the sheet is sealed
  | 'UNKNOWN_EVENT' //  an undo of something that is not on this sheet
  | 'TOO_LATE' //       an undo after a quarter of an hour: the organiser's, until the seal
  | 'BUSY'; //          not written after every retry; send it again

/** What became of one event of a batch. `at` of a duplicate is that of the earlier sign-in. */
export interface Verdict {
  readonly eventId: string; // as sent; '' where the event has none that can be read
  readonly verdict: 'recorded' | 'duplicate' | 'refused';
  readonly reason?: VerdictReason;
  readonly at?: string;
  readonly session?: string;
  readonly errors?: readonly FieldError[]; // what does not fit, where the event cannot be read
}

export interface SignedIn {
  readonly verdicts: readonly Verdict[]; // one for each event, in the order sent
}

/** What became of each person of an enrolment, in the order asked. */
export interface Enrolled {
  readonly enrolled: readonly string[];
  readonly refused: readonly { readonly personId: string; readonly reason: RefusalCode | 'UNKNOWN_PERSON' | 'NOT_ON_ROLL' }[];
}

export interface Withdrawn {
  readonly withdrawn: readonly string[];
  readonly refused: readonly { readonly personId: string; readonly reason: 'NOT_ENROLLED' }[];
}

export interface HandoutsIssued {
  readonly id: string;
  readonly item: string;
  readonly quantity: number;
  /** Copies issued for this session with these. */
  readonly handouts: number;
}

export type { SessionAction, SessionCommand, SessionCommandData, SessionCommandName } from '../domain/training/commands.ts';
