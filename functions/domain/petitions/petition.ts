// The shapes of a petition: the head (fold of its events), the contacts, and what a decision brings forth.
// Names, telephone and ID numbers have their fields in contacts only; the head and the history hold the subject and what officers write.
import type { Day } from '../calendar/days.ts';
import type { AreaCode } from '../ids.ts';
import type { MailOwed } from '../mail/catalogue.ts';
import type { Deadline, DeadlineCode } from './deadlines.ts';
import type { PetitionEvent } from './events.ts';
import type { Category, Channel, Kind, Outcome, Satisfaction, State } from './vocabulary.ts';

/** Who is accused, as far as known: a member of staff, a unit, or both. */
export interface Accused {
  readonly staff?: string;
  readonly unit?: string;
}

/** What a superior organ passed down, Art. 23(3). */
export interface Source {
  readonly organ: string;
  readonly number: string;
  readonly receivedOn: Day;
}

/** A limit not yet met, as the head remembers it. */
export interface OpenLimit {
  readonly start: Day;
  readonly targetDue: Day;
  readonly rolledDue: Day;
}

export interface Petition {
  readonly number: string;
  readonly version: number; // = number of events
  readonly state: State;
  readonly kind: Kind;
  readonly subject: string;
  readonly township: AreaCode;
  readonly village?: string;
  readonly category?: Category;
  readonly restricted: boolean; // accusations and whatever names an accused: seen by the named handler only
  readonly accused?: Accused;
  readonly anonymous: boolean;
  readonly group: boolean;
  readonly transferredIn: boolean;
  readonly owner: string; //  first-contact officer: exactly one, from registration to call-back
  readonly handler: string; // does the work; the owner until handed over
  readonly receivedBy: string;
  readonly assignedOn: Day; // when the present owner became answerable
  readonly firstContact: { readonly number: string; readonly receivedOn: Day };
  readonly contacts: number;
  readonly uncategorised: readonly string[]; // contacts that still count under NONE
  readonly acknowledged?: { readonly by: string; readonly at: string };
  readonly legalRoute?: number;
  readonly acceptedOn?: Day;
  readonly opinion?: { readonly outcome: Outcome; readonly on: Day };
  readonly served?: { readonly on: Day };
  readonly callBack?: { readonly tries: number; readonly reached: boolean; readonly by: string; readonly satisfaction?: Satisfaction };
  readonly closed?: { readonly on: Day; readonly reason: string };
  readonly limits: Readonly<Partial<Record<DeadlineCode, OpenLimit>>>;
}

export interface Person {
  readonly name: string;
  readonly phone?: string;
  readonly idNumber?: string;
  readonly personId?: string;
}

/** A file that came with a contact; its bytes lie elsewhere. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly size: number; // bytes
}

/** One incoming event: the unit that reports count. */
export interface Contact {
  readonly number: string;
  readonly petition: string;
  readonly receivedOn: Day;
  readonly at: string; // instant of entry
  readonly channel: Channel;
  readonly township: AreaCode;
  readonly village?: string;
  readonly category?: Category;
  readonly first: boolean;
  readonly headcount: number;
  readonly jointLetter: boolean;
  readonly receivedBy: string;
  readonly enteredBy: string;
  readonly anonymous: boolean;
  readonly restricted: boolean;
  readonly subject: string;
  readonly story: string;
  readonly petitioners: readonly Person[];
  readonly representatives: readonly Person[];
  readonly source?: Source;
  readonly attachments: readonly Attachment[];
}

/** A change to a contact row that an event brings with it. */
export interface ContactChange {
  readonly number: string;
  readonly category?: Category; // it counted under NONE until now
  readonly first?: boolean; //     an earlier contact came in by import
}

/** Everything one command writes, in one transaction. */
export interface Decision {
  readonly before?: Petition;
  readonly after: Petition;
  readonly events: readonly PetitionEvent[];
  readonly contact?: Contact;
  readonly contactChanges: readonly ContactChange[];
  readonly deadlines: { readonly set: readonly Deadline[]; readonly met: readonly DeadlineCode[] };
  readonly mails: readonly MailOwed[];
}
