// What a person may ask to be done with a petition, and the data each wish carries. How it is checked is transitions.ts.
import type { Day } from '../calendar/days.ts';
import type { Staff } from '../staff/staff.ts';
import type { WorkCalendar } from '../calendar/work-calendar.ts';
import type { Accused, Attachment, Person, Source } from './petition.ts';
import type { Category, Channel, Kind, Outcome, Satisfaction } from './vocabulary.ts';

/** The data of each command; names are those of the JSON API. */
export interface CommandData {
  acknowledge: { readonly via: 'page' | 'mail' };
  undoAcknowledge: Record<never, never>;
  accept: { readonly legalRoute: number; readonly category?: Category; readonly noticeWay: string };
  startHandling: { readonly plan?: string };
  note: { readonly text: string; readonly ask?: true };
  issueOpinion: {
    readonly request: string;
    readonly facts: string;
    readonly opinion: string;
    readonly outcome: Outcome;
    readonly basis: string;
  };
  serve: { readonly way: string; readonly date: Day; readonly receiver: string };
  followUp: { readonly way: string; readonly reached: boolean; readonly satisfaction?: Satisfaction; readonly remark?: string };
  reopen: { readonly reason: string };
  reassignOwner: { readonly to: string; readonly reason: string };
  close: { readonly reason: string; readonly waived: boolean };
}

export type CommandName = keyof CommandData;
export type Command = { [Name in CommandName]: { readonly name: Name; readonly data: CommandData[Name] } }[CommandName];

/** A contact as entered: it opens a petition, or joins the one named. */
export interface ContactInput {
  readonly channel: Channel;
  readonly township: string;
  readonly village?: string;
  readonly story: string;
  readonly subject?: string;
  readonly kind?: Kind;
  readonly category?: Category;
  readonly petitioners: readonly Person[];
  readonly anonymous: boolean;
  readonly receivedOn?: Day;
  readonly receiver?: string;
  readonly headcount?: number;
  readonly representatives: readonly Person[];
  readonly jointLetter: boolean;
  readonly accused?: Accused;
  readonly petition?: string;
  readonly source?: Source;
  readonly attachments: readonly Attachment[];
}

/** What a decision may know besides the petition: who acts, when, by which calendar, and who works here. */
export interface Circumstances {
  readonly actor: Staff;
  readonly now: string; // instant
  readonly today: Day; //  Asia/Shanghai
  readonly calendar: WorkCalendar;
  readonly staff: readonly Staff[];
  readonly townships: readonly string[];
}
