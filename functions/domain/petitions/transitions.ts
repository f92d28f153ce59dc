// The state machine as one table: which command, from which states, by whom, under which condition, by which article.
// The table draws the buttons (allowed) and guards the routes (decide.ts): a button is shown exactly when the route accepts it.
import type { Refusal, RefusalCode } from '../result.ts';
import type { Day } from '../calendar/days.ts';
import type { Staff } from '../staff/staff.ts';
import { canBeFirstContact } from '../staff/staff.ts';
import { isAccused, isNearAccused, playsOne, type Part } from './access.ts';
import type { Circumstances, CommandData, CommandName } from './commands.ts';
import type { Petition } from './petition.ts';
import { OPEN_STATES, type State } from './vocabulary.ts';

/** What the table may know of the moment; all that `allowed` needs. */
export type Moment = Pick<Circumstances, 'actor' | 'now' | 'today'>;

interface Transition<Name extends CommandName> {
  readonly from: readonly State[];
  readonly to?: State; // absent: the state stays
  readonly who: readonly Part[];
  /** A condition on the petition and the moment alone, so that buttons can know it. */
  readonly ready?: (petition: Petition, moment: Moment) => Refusal | undefined;
  /** A condition on what was entered. */
  readonly check?: (petition: Petition, data: CommandData[Name], circumstances: Circumstances) => Refusal | undefined;
  readonly basis: string;
}

const no = (code: RefusalCode, data: Refusal['data'] = {}): Refusal => ({ code, data });
const field = (path: string, message: string, data: Record<string, string | number> = {}): Refusal =>
  no('INVALID', { fields: [{ path, message, data }] });

export const UNDO_MINUTES = 10;
export const CALL_BACK_TRIES = 3;

export const TRANSITIONS: { readonly [Name in CommandName]: Transition<Name> } = {
  acknowledge: {
    from: OPEN_STATES,
    who: ['OWNER'],
    ready: (petition) => petition.acknowledged && no('ALREADY_DONE', { by: petition.acknowledged.by, on: petition.acknowledged.at }),
    basis: 'HOUSE',
  },
  undoAcknowledge: {
    from: OPEN_STATES,
    who: ['OWNER'],
    ready: (petition, { now }) => (withinUndo(petition, now) ? undefined : no('TOO_LATE', { limit: `${String(UNDO_MINUTES)} min` })),
    basis: 'HOUSE',
  },
  accept: {
    from: ['REGISTERED'],
    to: 'ACCEPTED',
    who: ['PETITION_ROOM'],
    ready: (petition) => (petition.kind === 'REQUEST' ? undefined : no('WRONG_STATE', { state: petition.state, command: 'accept' })),
    check: (_petition, { legalRoute }) => (legalRoute === 6 ? undefined : no('NEEDS_ROUTE_SIX', { legalRoute })),
    basis: 'Art. 23, 31(6)',
  },
  startHandling: { from: ['ACCEPTED'], to: 'HANDLING', who: ['HANDLER'], basis: 'Art. 31(6)' },
  note: { from: OPEN_STATES, who: ['OWNER', 'HANDLER', 'PETITION_ROOM', 'LEADER'], basis: 'HOUSE' },
  issueOpinion: { from: ['HANDLING'], to: 'OPINION_READY', who: ['OWNER', 'HANDLER'], basis: 'Art. 32' },
  serve: {
    from: ['OPINION_READY'],
    to: 'SERVED',
    who: ['OWNER', 'HANDLER', 'PETITION_ROOM'],
    check: (petition, { date }, { today }) => notBetween('date', date, petition.opinion?.on, today),
    basis: 'Art. 34',
  },
  followUp: {
    from: ['SERVED', 'FOLLOW_UP'],
    to: 'FOLLOW_UP',
    who: ['OWNER'],
    check: (_petition, { reached, satisfaction }) => (reached && !satisfaction ? field('satisfaction', 'required') : undefined),
    basis: 'HOUSE',
  },
  reopen: {
    from: ['FOLLOW_UP'],
    to: 'HANDLING',
    who: ['OWNER', 'PETITION_ROOM', 'LEADER'],
    ready: (petition, { today }) =>
      settled(petition, today) ? no('WRONG_STATE', { state: petition.state, command: 'reopen' }) : undefined,
    basis: 'HOUSE',
  },
  reassignOwner: {
    from: OPEN_STATES,
    who: ['HEAD'],
    check: (petition, { to }, { staff }) => newOwner(petition, to, staff),
    basis: 'Art. 28',
  },
  close: {
    from: ['FOLLOW_UP'],
    to: 'CLOSED',
    who: ['OWNER', 'PETITION_ROOM', 'LEADER'],
    ready: (petition, { actor }) => secondPerson(petition, actor) ?? calledBack(petition),
    check: (petition, { waived }, { today }) => (waived || settled(petition, today) ? undefined : no('NEEDS_OUTCOME')),
    basis: 'Art. 35',
  },
};

/** Why this command is not this person's, whatever the state: said before anything else, so that nobody probes a case by commands. */
export const notTheirs = (petition: Petition, name: CommandName, actor: Staff): Refusal | undefined => {
  if (isAccused(petition.accused, actor)) return no('NOT_FOUND');
  const { who } = TRANSITIONS[name];
  return playsOne(partsOn(petition, who), petition, actor) ? undefined : no('NOT_YOURS', { who: who.join(' ') });
};

/** Why this person may not give this command now, or nothing; entered data aside. */
export const obstacle = (petition: Petition, name: CommandName, moment: Moment): Refusal | undefined => {
  const row = TRANSITIONS[name];
  const refusal = notTheirs(petition, name, moment.actor);
  if (refusal) return refusal;
  if (!row.from.includes(petition.state)) return no('WRONG_STATE', { state: petition.state, command: name });
  return row.ready?.(petition, moment);
};

/** The commands this person may give now, in the order of the table: the buttons of the case page. */
export const allowed = (petition: Petition, moment: Moment): CommandName[] =>
  (Object.keys(TRANSITIONS) as CommandName[]).filter((name) => obstacle(petition, name, moment) === undefined);

// On a restricted petition a part that many play falls to its named handler or to the head of the organ.
const RESTRICTED_PART: Readonly<Record<Part, Part>> = {
  OWNER: 'OWNER',
  HANDLER: 'HANDLER',
  PETITION_ROOM: 'OWNER',
  LEADER: 'HEAD',
  HEAD: 'HEAD',
};

const partsOn = (petition: Petition, who: readonly Part[]): readonly Part[] =>
  petition.restricted ? who.map((part) => RESTRICTED_PART[part]) : who;

const withinUndo = ({ acknowledged }: Petition, now: string): boolean =>
  acknowledged !== undefined && Date.parse(now) - Date.parse(acknowledged.at) <= UNDO_MINUTES * 60_000;

const notBetween = (path: string, day: Day, from: Day | undefined, to: Day): Refusal | undefined => {
  if (from !== undefined && day < from) return field(path, 'notBefore', { day: from });
  return day > to ? field(path, 'notAfter', { day: to }) : undefined;
};

const newOwner = (petition: Petition, to: string, staff: readonly Staff[]): Refusal | undefined => {
  const person = staff.find((one) => one.id === to);
  if (!person || !canBeFirstContact(person) || isNearAccused(petition.accused, person, staff)) return field('to', 'unknownStaff');
  return to === petition.owner ? field('to', 'sameOwner') : undefined;
};

// Row 16 of the state machine: whoever did the work does not also certify the call-back.
const secondPerson = (petition: Petition, actor: Pick<Staff, 'id'>): Refusal | undefined =>
  petition.callBack?.by === petition.handler && actor.id === petition.handler ? no('NEEDS_SECOND_PERSON') : undefined;

const calledBack = ({ callBack }: Petition): Refusal | undefined =>
  callBack && (callBack.reached || callBack.tries >= CALL_BACK_TRIES)
    ? undefined
    : no('NEEDS_CALL_BACK', { tries: callBack?.tries ?? 0, needed: CALL_BACK_TRIES });

/** Satisfied, or the 30 days for asking a review are over. */
export const settled = ({ callBack, limits }: Petition, today: Day): boolean =>
  (callBack?.satisfaction !== undefined && callBack.satisfaction !== 'DISSATISFIED') ||
  (limits['DL-REVIEW-RIGHT'] !== undefined && limits['DL-REVIEW-RIGHT'].rolledDue < today);
