// Decides a command on an existing petition: refused, or the events, limits and mails that one transaction writes.
// Total: every command in every state is either a row of the table or a refusal that says why.
import { ok, refuse, type Result } from '../result.ts';
import { headsPetitionRoom } from '../staff/staff.ts';
import type { MailCode, MailOwed } from '../mail/catalogue.ts';
import type { Circumstances, Command, CommandData, CommandName } from './commands.ts';
import { deadline, limitSet, type Deadline, type DeadlineCode } from './deadlines.ts';
import type { EventData, EventType, PetitionEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { ContactChange, Decision, Petition } from './petition.ts';
import { CALL_BACK_TRIES, obstacle, TRANSITIONS } from './transitions.ts';
import { CATEGORISED_AT_ONCE } from './vocabulary.ts';

/** What follows from a command: one event, the limits it starts and ends, and who is written to. */
interface Effect<Type extends EventType> {
  readonly type: Type;
  readonly data: EventData[Type];
  readonly set?: readonly Deadline[];
  readonly met?: readonly DeadlineCode[];
  readonly mails?: readonly (readonly [MailCode, string])[];
  readonly contactChanges?: readonly ContactChange[];
}
type AnyEffect = { [Type in EventType]: Effect<Type> }[EventType];

type Effects = {
  readonly [Name in CommandName]: (petition: Petition, data: CommandData[Name], circumstances: Circumstances) => AnyEffect;
};

const EFFECTS: Effects = {
  acknowledge: (_petition, { via }) => ({ type: 'acknowledged', data: { via }, met: ['DL-ACK'] }),
  undoAcknowledge: (petition, _data, { calendar }) => ({
    type: 'acknowledgementUndone',
    data: {},
    set: [deadline('DL-ACK', petition.assignedOn, calendar)], // from the same day: undoing moves no clock
  }),
  accept: (petition, { legalRoute, category, noticeWay }, { today, calendar }) => ({
    type: 'accepted',
    data: { legalRoute, noticeWay, ...(category && { category }) },
    set: [deadline('DL-HANDLE', today, calendar)],
    met: ['DL-NOTICE'],
    mails: [['E04', petition.owner]],
    contactChanges: category ? petition.uncategorised.slice(0, CATEGORISED_AT_ONCE).map((number) => ({ number, category })) : [],
  }),
  startHandling: (_petition, { plan }) => ({ type: 'handlingStarted', data: plan === undefined ? {} : { plan } }),
  note: (_petition, data, { staff }) => ({
    type: 'noted',
    data,
    mails: data.ask ? staff.filter(headsPetitionRoom).map(({ id }) => ['E41', id] as const) : [],
  }),
  issueOpinion: (petition, data) => ({ type: 'opinionIssued', data, mails: [['E11', petition.owner]] }),
  serve: (_petition, data, { calendar }) => ({
    type: 'served',
    data,
    set: [deadline('DL-REVIEW-RIGHT', data.date, calendar), deadline('DL-FOLLOWUP', data.date, calendar)],
    met: ['DL-HANDLE', 'DL-REWORK'],
  }),
  followUp: (petition, data) => ({
    type: 'followedUp',
    data,
    met: data.reached || (petition.callBack?.tries ?? 0) + 1 >= CALL_BACK_TRIES ? ['DL-FOLLOWUP'] : [],
  }),
  reopen: (petition, data, { today, calendar }) => ({
    type: 'reopened',
    data,
    set: [deadline('DL-REWORK', today, calendar)],
    met: ['DL-FOLLOWUP', 'DL-REVIEW-RIGHT'], // the new reply will open the right to a review again
    mails: [['E14', petition.owner]],
  }),
  reassignOwner: (petition, { to, reason }, { today, calendar }) => ({
    type: 'ownerChanged',
    data: { from: petition.owner, to, reason },
    set: [deadline('DL-ACK', today, calendar)],
    met: ['DL-ACK'],
    mails: [
      ['E01', to],
      ['E18', petition.owner],
    ],
  }),
  close: (petition, data) => ({
    type: 'closed',
    data,
    met: Object.keys(petition.limits) as DeadlineCode[],
    mails: [['E16', petition.owner]],
  }),
};

/**
 * Decides one command.
 * @returns the decision, or a refusal: NOT_FOUND, WRONG_STATE, NOT_YOURS, the row's own reasons, INVALID with fields
 */
export const decide = (petition: Petition, command: Command, circumstances: Circumstances): Result<Decision> => {
  const refusal = obstacle(petition, command.name, circumstances) ?? checked(petition, command, circumstances);
  if (refusal) return refuse(refusal.code, refusal.data);
  const effectOf = EFFECTS[command.name] as (...parameters: [Petition, CommandData[CommandName], Circumstances]) => AnyEffect;
  return ok(decision(petition, effectOf(petition, command.data, circumstances), circumstances));
};

const checked = (petition: Petition, command: Command, circumstances: Circumstances) => {
  const check = TRANSITIONS[command.name].check as
    ((...parameters: [Petition, CommandData[CommandName], Circumstances]) => ReturnType<typeof obstacle>) | undefined;
  return check?.(petition, command.data, circumstances);
};

/** Stamps an effect into an event and folds it: the one place where a decision comes into being. */
export const decision = (
  before: Petition | undefined,
  effect: AnyEffect,
  { actor, now }: Pick<Circumstances, 'actor' | 'now'>,
): Decision => {
  const limits = before?.limits ?? {};
  const met = (effect.met ?? []).filter((code) => code in limits);
  const set = effect.set ?? [];
  const event = {
    seq: (before?.version ?? 0) + 1,
    at: now,
    by: actor.id,
    type: effect.type,
    data: effect.data,
    set: set.map(limitSet),
    met,
  } as PetitionEvent;
  const after = evolve(before, event);
  return {
    ...(before && { before }),
    after,
    events: [event],
    contactChanges: effect.contactChanges ?? [],
    deadlines: { set, met: met.filter((code) => !set.some((one) => one.code === code)) },
    mails: owed(after, effect.mails ?? []),
  };
};

// A restricted matter tells its handler that there is one, and nothing else to anybody.
const owed = (petition: Petition, mails: readonly (readonly [MailCode, string])[]): MailOwed[] => {
  const written = petition.restricted ? mails.filter(([, to]) => to === petition.owner).map(([, to]) => ['E08', to] as const) : mails;
  return written.map(([code, recipient]) => ({ code, recipient }));
};
