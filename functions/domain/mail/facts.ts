// All that a mail may say: numbers, states, days and a link. No field here can hold a person or a story, and that is the point.
// It must not know wording, MIME, or who carries the mail.
import type { Day } from '../calendar/days.ts';
import type { Deadline, DeadlineCode } from '../petitions/deadlines.ts';
import { isDuty } from '../petitions/deadlines.ts';
import type { State } from '../petitions/vocabulary.ts';
import type { Staff } from '../staff/staff.ts';
import type { MailCode } from './catalogue.ts';

export interface MailFacts {
  readonly code: MailCode;
  /** Stable mail number, the same in every copy. */
  readonly number: string;
  readonly to: string; // address
  readonly language: Staff['language'];
  readonly case?: {
    readonly number: string;
    readonly state: State;
    /** The date in large type. */
    readonly due?: Deadline;
    /** Until when the officer should have signed, where that is still open and not itself the date in large type. */
    readonly signBy?: Day;
  };
  /** E40: live cases an import brought this officer. */
  readonly count?: number;
  readonly link: { readonly url: string; readonly until?: string };
  /** What the mails of one matter share, so that a mail program shows them together. */
  readonly thread: string;
}

/** What became of a mail handed over. A transient failure may be tried again; a permanent one never helps. */
export type Sent =
  | { readonly accepted: true; readonly messageId: string }
  | { readonly accepted: false; readonly failure: 'transient' | 'permanent'; readonly reason: string };

/** Words a carrier keeps beside a mail and says again in its reports; never part of the mail. Letters, digits, `-` and `_` only. */
export type MailTags = Readonly<Record<string, string>>;

/** Writes a mail from its facts and hands it over. */
export interface Post {
  readonly send: (facts: MailFacts, tags?: MailTags) => Promise<Sent>;
}

// The limits each mail speaks of, the first one running wins; a mail with none of them running shows the next duty.
const SPEAKS_OF: Readonly<Record<MailCode, readonly DeadlineCode[] | 'NOTHING'>> = {
  E01: ['DL-NOTICE', 'DL-ACK'],
  E02: ['DL-NOTICE'],
  E03: [],
  E04: ['DL-HANDLE'],
  E08: 'NOTHING',
  E11: ['DL-REWORK', 'DL-HANDLE'],
  E14: ['DL-REWORK'],
  E16: 'NOTHING',
  E18: 'NOTHING',
  E40: 'NOTHING',
  E41: ['DL-ACK', 'DL-NOTICE'],
};

/** The limit a mail shows in large type, of those still running. */
export const dueShown = (code: MailCode, running: readonly Deadline[]): Deadline | undefined => {
  const wanted = SPEAKS_OF[code];
  if (wanted === 'NOTHING') return undefined;
  const named = wanted.map((one) => running.find((limit) => limit.code === one)).find((limit) => limit !== undefined);
  const duties = running.filter((limit) => isDuty(limit.code));
  return (
    named ?? duties.reduce<Deadline | undefined>((first, limit) => (first && first.targetDue <= limit.targetDue ? first : limit), undefined)
  );
};
