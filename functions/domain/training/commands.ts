// What a person may ask to be done with a session, and the data each wish carries. How it is checked is transitions.ts.
import type { Day } from '../calendar/days.ts';
import type { Who } from './who.ts';

/** Somebody not on the roll; without an id they get one made from where they were entered. */
export interface WalkIn {
  readonly id?: string;
  readonly name: string;
  readonly village: string;
}

/** One more person for a sealed sheet. */
export type SheetEntry = { readonly personId: string } | { readonly walkIn: WalkIn };

/** The data of each command; names are those of the JSON API. All of them carry the version they were decided on. */
export interface SessionCommandData {
  approve: Record<never, never>;
  open: Record<never, never>;
  ready: Record<never, never>;
  start: Record<never, never>;
  end: Record<never, never>;
  /** `paperTotal`: signatures on the paper sheet; where it is not the number kept here, `difference` says why. */
  seal: { readonly paperTotal?: number; readonly difference?: string };
  /** Of `sample` people asked, `hits` had been there; only a funded class must be sampled. */
  verify: { readonly sample: number; readonly hits: number; readonly remark?: string };
  rejectCheck: { readonly findings: string };
  close: Record<never, never>;
  postpone: { readonly reason: string };
  reschedule: { readonly date: Day; readonly startsAt?: string };
  cancel: { readonly reason: string };
  /** `handouts` is the right total, not the change of it. */
  correct: {
    readonly reason: string;
    readonly add: readonly SheetEntry[];
    readonly remove: readonly Who[];
    readonly handouts?: number;
  };
}

export type SessionCommandName = keyof SessionCommandData;
export type SessionCommand = {
  [Name in SessionCommandName]: { readonly name: Name; readonly data: SessionCommandData[Name] };
}[SessionCommandName];

/** What else is done with a session: these carry no version, because many do them at once. */
export const OPEN_ACTIONS = ['enrol', 'withdraw', 'signIn', 'issueHandouts'] as const;
export type OpenAction = (typeof OPEN_ACTIONS)[number];

/** Everything that has a button on the page of a session. */
export type SessionAction = SessionCommandName | OpenAction;
