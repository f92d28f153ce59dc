// What can have happened to a petition. Events are never changed; a correction is a new event.
// No event has a field for a person's name or number, or for the story: the chain of hashes could never be relieved of them.
// The subject stands in it; by the bureau's rule it names nobody.
import type { Day } from '../calendar/days.ts';
import type { AreaCode } from '../ids.ts';
import type { DeadlineCode, LimitSet } from './deadlines.ts';
import type { Accused } from './petition.ts';
import type { Category, Channel, Kind, Outcome, Satisfaction } from './vocabulary.ts';

interface ContactFacts {
  readonly contact: string;
  readonly receivedOn: Day;
  readonly channel: Channel;
  readonly headcount: number;
  readonly receivedBy: string;
  readonly categorised: boolean;
}

/** The facts with which a petition begins. */
export interface Opening extends ContactFacts {
  readonly number: string;
  readonly kind: Kind;
  readonly subject: string;
  readonly township: AreaCode;
  readonly village?: string;
  readonly category?: Category;
  readonly owner: string;
  readonly assignedOn: Day;
  readonly restricted: boolean;
  readonly accused?: Accused;
  readonly anonymous: boolean;
  readonly transferredIn: boolean;
}

/** Data of each event type. */
export interface EventData {
  registered: Opening;
  imported: Opening; // closed history of an earlier year
  contactAdded: ContactFacts & { readonly becomesFirst: boolean };
  acknowledged: { readonly via: 'page' | 'mail' };
  acknowledgementUndone: Record<never, never>;
  accepted: { readonly legalRoute: number; readonly category?: Category; readonly noticeWay: string };
  handlingStarted: { readonly plan?: string };
  noted: { readonly text: string; readonly ask?: true }; // ask: the petition room is to get in touch
  opinionIssued: {
    readonly request: string;
    readonly facts: string;
    readonly opinion: string;
    readonly outcome: Outcome;
    readonly basis: string;
  };
  served: { readonly way: string; readonly date: Day; readonly receiver: string };
  followedUp: { readonly way: string; readonly reached: boolean; readonly satisfaction?: Satisfaction; readonly remark?: string };
  reopened: { readonly reason: string };
  ownerChanged: { readonly from: string; readonly to: string; readonly reason: string };
  closed: { readonly reason: string; readonly waived: boolean };
}

export type EventType = keyof EventData;

/** An event as decided: `at` instant, `by` staff id, `set`/`met` the limits it starts and ends. */
export type PetitionEvent = {
  [Type in EventType]: {
    readonly seq: number;
    readonly at: string;
    readonly by: string;
    readonly type: Type;
    readonly data: EventData[Type];
    readonly set: readonly LimitSet[];
    readonly met: readonly DeadlineCode[];
  };
}[EventType];

/** An event as stored: hash = SHA-256 over the event with the hash before it. */
export type ChainedEvent = PetitionEvent & { readonly prev: string; readonly hash: string };
