// A training session as it stands: the fold of its events, and beside it the counts that sign-ins move.
// It must not know how either is stored.
import type { Day } from '../calendar/days.ts';
import type { AreaCode } from '../ids.ts';
import type { FundLine, Half, SessionKind, SessionState } from './vocabulary.ts';

/** What is planned; names are those of the files and of the JSON API. */
export interface SessionPlan {
  readonly kind: SessionKind;
  readonly date: Day;
  readonly startsAt: string; // HH:MM, Shanghai
  readonly hours: number; //    of 60 minutes, 0.5 … 80
  readonly topic: string;
  readonly coOrganiser?: string;
  readonly township: AreaCode;
  readonly village?: string;
  readonly lecturer?: string;
  readonly capacity: number; // seats for enrolment; a walk-in is never turned away for it
  readonly fundLine?: FundLine;
}

export interface Session extends SessionPlan {
  readonly sessionId: string; // PX-2026-0001
  readonly state: SessionState;
  readonly version: number; //  moved by commands, not by sign-ins
  readonly organiser: string; // staff id of who planned it
  readonly handouts: number; // copies issued
  /** Taken over from a file: arrived CLOSED, and takes attendance files that count at once. */
  readonly imported: boolean;
  readonly plannedAt: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly sealedAt?: string;
  readonly sealedBy?: string;
  /** Signatures on the paper sheet, where there was one, and why they differ from the sheet kept here. */
  readonly paperTotal?: number;
  readonly difference?: string;
  /** Why it was postponed, cancelled or failed its check. */
  readonly reason?: string;
}

/** Moved by enrolments and sign-ins, each in the transaction of its row. */
export interface SessionCounts {
  readonly enrolled: number;
  /** People present, each once however many slots they signed. */
  readonly present: number;
  readonly walkIns: number; // of those present
  readonly annulled: number; // sign-ins taken back
}

export interface HalfDay {
  readonly date: Day;
  readonly half: Half;
}
