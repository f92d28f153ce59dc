// What the use cases hand to the pages and the API: plain data, already stripped of whatever the reader may not see.
import type { Day } from '../domain/calendar/days.ts';
import type { AreaCode } from '../domain/ids.ts';
import type { MailState } from '../domain/mail/catalogue.ts';
import type { CommandName, ContactInput } from '../domain/petitions/commands.ts';
import type { Deadline, DeadlineCode, Light } from '../domain/petitions/deadlines.ts';
import type { ChainedEvent } from '../domain/petitions/events.ts';
import type { Contact, Petition } from '../domain/petitions/petition.ts';
import type { Category, Channel, State } from '../domain/petitions/vocabulary.ts';
import type { Staff } from '../domain/staff/staff.ts';

/** Who asks. `via` is kept in the history where a mail link was used. */
export interface Caller {
  readonly staff: Staff;
}

/** The receipt of a request that may be repeated: same key and body, same answer. */
export interface RequestKey {
  readonly route: string; // e.g. "POST /contacts"
  readonly key: string; //   as sent: 1–200 characters
  readonly body: string; //  canonical text of the body
}

/** A limit as kept with its case; `metAt` once it no longer runs. */
export interface LimitView extends Deadline {
  readonly basis: string;
  readonly metAt?: string;
  readonly light: 'MET' | Light;
}

export interface MailView {
  readonly number: string; // stable mail number, printed in the mail
  readonly case: string;
  readonly code: string;
  readonly recipient: string;
  readonly state: MailState;
  readonly at: string; // instant of the latest change
  readonly owedAt: string;
  readonly attempts: number;
  readonly reason?: string;
  readonly dealt?: { readonly by: string; readonly at: string }; // where it reached nobody, and somebody has seen to it
}

/** One petition, whole, as this reader may see it. */
export interface CaseFile {
  readonly petition: Petition;
  readonly contacts: readonly Contact[]; // oldest first; names readable
  readonly events: readonly ChainedEvent[]; // oldest first
  readonly limits: readonly LimitView[]; // running ones first, by target day
  readonly mails: readonly MailView[];
  readonly allowed: readonly CommandName[];
  /** The running duty with the earliest target day: the date in large type. */
  readonly next?: LimitView;
}

/** A contact as asked for: its attachments named by the ids they were given when they were brought. */
export type ContactRequest = Omit<ContactInput, 'attachments'> & { readonly attachments: readonly string[] };

export interface Registered {
  readonly contact: { readonly number: string };
  readonly petition: Petition;
  readonly limits: readonly LimitView[];
  readonly queryCode: string; // for the slip; derived, not stored
}

/** A line of a worklist: the columns of the index, nothing more. */
export interface ListRow {
  readonly number: string;
  readonly subject: string;
  readonly state: State;
  readonly township: AreaCode;
  readonly village?: string;
  readonly owner: string;
  readonly due?: Day; //      target day of the next duty
  readonly dueCode?: DeadlineCode;
  readonly rolledDue?: Day; //  a breach is judged by it
  readonly light: Light;
  readonly acknowledged: boolean;
  readonly group: boolean;
}

export interface ContactRow {
  readonly contact: string;
  readonly petition: string;
  readonly receivedOn: Day;
  readonly channel: Channel;
  readonly township: AreaCode;
  readonly village?: string;
  readonly category?: Category;
  readonly first: boolean;
  readonly headcount: number;
}

/** A contact, or that one more came: of a restricted matter a list says that it counts, and nothing else. */
export type ContactLine = ContactRow | 'HIDDEN';

export interface Page<Row> {
  readonly items: readonly Row[];
  readonly cursor?: string;
}

/** Today: one page, and the content of the morning digest. */
export interface Board {
  readonly today: Day;
  readonly isWorkday: boolean;
  readonly nextSwitch?: { readonly day: Day; readonly workday: boolean }; // the next make-up day or holiday within a fortnight
  readonly scope: 'mine' | 'bureau' | 'area';
  readonly dueToday: number;
  readonly overdue: number;
  readonly toAcknowledge: number;
  readonly contactsThisMonth: number;
  readonly rows: readonly ListRow[]; // by target day, at most 25
}
