// The life of a session as one table: which command, from which states, by whom, under which condition, by which rule.
// The table draws the buttons (allowed) and guards the routes (decide.ts): a button is shown exactly when the route accepts it.
import type { Refusal, RefusalCode } from '../result.ts';
import type { Day } from '../calendar/days.ts';
import { has, type Staff } from '../staff/staff.ts';
import type { SessionAction, SessionCommandData, SessionCommandName } from './commands.ts';
import type { Session, SessionCounts } from './session.ts';
import type { SessionState } from './vocabulary.ts';

/** Who acts, and which day it is: all that a button may know besides the session. */
export interface SessionMoment {
  readonly actor: Pick<Staff, 'id' | 'roles'>;
  readonly today: Day;
}

/** A session with the counts beside it. */
export interface Standing {
  readonly session: Session;
  readonly counts: SessionCounts;
}

/** Parts a person can play at a session, each a named predicate. */
export const SESSION_PARTS = {
  ORGANISER: (_session: Session, actor: SessionMoment['actor']): boolean => has(actor, 'ORGANISER'),
  TRAINING_HEAD: (_session: Session, actor: SessionMoment['actor']): boolean => has(actor, 'ORGANISER') && has(actor, 'DEPARTMENT_HEAD'),
  LEADER: (_session: Session, actor: SessionMoment['actor']): boolean => has(actor, 'LEADER', 'HEAD'),
  DOOR_CHECKER: (_session: Session, actor: SessionMoment['actor']): boolean => has(actor, 'DOOR_CHECKER'),
  TOWNSHIP: (_session: Session, actor: SessionMoment['actor']): boolean => has(actor, 'TOWNSHIP'),
  // Nobody certifies a sheet they answer for.
  INSPECTOR: (session: Session, actor: SessionMoment['actor']): boolean => has(actor, 'INSPECTOR') && actor.id !== session.organiser,
} as const;
export type SessionPart = keyof typeof SESSION_PARTS;

interface Row<Data> {
  readonly from: readonly SessionState[];
  readonly to?: SessionState; // absent: the state stays
  readonly who: readonly SessionPart[];
  /** A condition on the session and the moment alone, so that buttons can know it. */
  readonly ready?: (standing: Standing, moment: SessionMoment) => Refusal | undefined;
  /** A condition on what was entered. */
  readonly check?: (standing: Standing, data: Data, moment: SessionMoment) => Refusal | undefined;
  readonly basis: string;
}

type Table = { readonly [Name in SessionAction]: Row<Name extends SessionCommandName ? SessionCommandData[Name] : undefined> };

const no = (code: RefusalCode, data: Refusal['data'] = {}): Refusal => ({ code, data });
const field = (path: string, message: string, data: Record<string, string | number> = {}): Refusal =>
  no('INVALID', { fields: [{ path, message, data }] });
const wrongState = ({ state }: Session, command: SessionAction): Refusal => no('WRONG_STATE', { of: 'SESSION', state, command });

/** A funded class is checked by sample: one in ten of those present, of whom nine in ten had been there. The bureau may set other figures. */
export const SAMPLE_SHARE = 0.1;
export const HIT_SHARE = 0.9;

const BEFORE_THE_DAY = ['PLANNED', 'APPROVED', 'OPEN', 'READY'] as const satisfies readonly SessionState[];
const APPROVERS = ['TRAINING_HEAD', 'LEADER'] as const satisfies readonly SessionPart[];

export const SESSION_TRANSITIONS: Table = {
  approve: { from: ['PLANNED'], to: 'APPROVED', who: APPROVERS, basis: 'HOUSE' },
  open: { from: ['APPROVED'], to: 'OPEN', who: ['ORGANISER'], basis: 'HOUSE' },
  enrol: { from: ['OPEN', 'READY'], who: ['ORGANISER', 'DOOR_CHECKER', 'TOWNSHIP'], basis: 'HOUSE' },
  withdraw: { from: ['OPEN', 'READY'], who: ['ORGANISER', 'DOOR_CHECKER', 'TOWNSHIP'], basis: 'HOUSE' },
  ready: { from: ['OPEN'], to: 'READY', who: ['ORGANISER'], basis: 'HOUSE' },
  start: {
    from: ['READY'],
    to: 'IN_SESSION',
    who: ['DOOR_CHECKER', 'ORGANISER'],
    ready: ({ session }, { today }) => (today < session.date ? no('TOO_EARLY', { from: session.date }) : undefined),
    basis: 'HOUSE',
  },
  signIn: { from: ['IN_SESSION', 'ENDED'], who: ['DOOR_CHECKER', 'ORGANISER'], basis: 'HOUSE' },
  issueHandouts: { from: ['IN_SESSION', 'ENDED'], who: ['DOOR_CHECKER', 'ORGANISER'], basis: 'HOUSE' },
  end: { from: ['IN_SESSION'], to: 'ENDED', who: ['ORGANISER'], basis: 'HOUSE' },
  seal: {
    from: ['ENDED', 'REJECTED_CHECK'],
    to: 'SEALED',
    who: ['ORGANISER'],
    check: ({ counts }, { paperTotal, difference }) =>
      paperTotal !== undefined && paperTotal !== counts.present && difference === undefined
        ? no('COUNTS_DIFFER', { paper: paperTotal, system: counts.present })
        : undefined,
    basis: 'HOUSE',
  },
  verify: {
    from: ['SEALED'],
    to: 'VERIFIED',
    who: ['INSPECTOR'],
    check: (standing, data) => sampled(standing, data),
    basis: 'HOUSE',
  },
  rejectCheck: { from: ['SEALED', 'VERIFIED'], to: 'REJECTED_CHECK', who: ['INSPECTOR'], basis: 'HOUSE' },
  close: {
    from: ['VERIFIED', 'SEALED'],
    to: 'CLOSED',
    who: ['ORGANISER'],
    // Money of a project is not settled on a sheet that nobody checked.
    ready: ({ session }) => (session.state === 'SEALED' && session.fundLine === 'PROJECT' ? wrongState(session, 'close') : undefined),
    basis: 'HOUSE',
  },
  postpone: { from: BEFORE_THE_DAY, to: 'POSTPONED', who: ['ORGANISER'], basis: 'HOUSE' },
  reschedule: {
    from: ['POSTPONED'],
    to: 'APPROVED',
    who: ['ORGANISER'],
    check: (_standing, { date }, { today }) => (date < today ? field('date', 'notBefore', { day: today }) : undefined),
    basis: 'HOUSE',
  },
  cancel: {
    from: [...BEFORE_THE_DAY, 'POSTPONED', 'IN_SESSION'],
    to: 'CANCELLED',
    who: ['ORGANISER'],
    // Whoever came has been there; such a class ends, it is not undone.
    ready: ({ session, counts }) => (session.state === 'IN_SESSION' && counts.present > 0 ? wrongState(session, 'cancel') : undefined),
    basis: 'HOUSE',
  },
  correct: {
    from: ['SEALED', 'VERIFIED', 'CLOSED', 'REJECTED_CHECK'],
    who: APPROVERS,
    check: ({ session }, { add, remove, handouts }) =>
      add.length + remove.length === 0 && (handouts === undefined || handouts === session.handouts)
        ? field('add', 'nothingToCorrect')
        : undefined,
    basis: 'HOUSE',
  },
};

export const SESSION_COMMANDS: readonly SessionCommandName[] = [
  'approve',
  'open',
  'ready',
  'start',
  'end',
  'seal',
  'verify',
  'rejectCheck',
  'close',
  'postpone',
  'reschedule',
  'cancel',
  'correct',
];

/** May this person ever do this with this session? Said before anything else. */
export const notTheirSession = (session: Session, action: SessionAction, actor: SessionMoment['actor']): Refusal | undefined => {
  const { who } = SESSION_TRANSITIONS[action];
  return who.some((part) => SESSION_PARTS[part](session, actor)) ? undefined : no('NOT_YOURS', { who: who.join(' ') });
};

/** Why this person may not do this now, or nothing; entered data aside. */
export const sessionObstacle = (standing: Standing, action: SessionAction, moment: SessionMoment): Refusal | undefined => {
  const { from, ready } = SESSION_TRANSITIONS[action];
  const refusal = notTheirSession(standing.session, action, moment.actor);
  if (refusal) return refusal;
  if (!from.includes(standing.session.state)) return wrongState(standing.session, action);
  return ready?.(standing, moment);
};

/** What this person may do now, in the order of the table: the buttons of the page. */
export const sessionAllowed = (standing: Standing, moment: SessionMoment): SessionAction[] =>
  (Object.keys(SESSION_TRANSITIONS) as SessionAction[]).filter((action) => sessionObstacle(standing, action, moment) === undefined);

/** Who may plan a session. */
export const mayPlan = (actor: Pick<Staff, 'roles'>): boolean => has(actor, 'ORGANISER');

const sampled = ({ session, counts }: Standing, { sample, hits }: SessionCommandData['verify']): Refusal | undefined => {
  if (sample > counts.present) return field('sample', 'tooBig', { most: counts.present });
  if (hits > sample) return field('hits', 'tooBig', { most: sample });
  if (session.fundLine !== 'PROJECT') return undefined;
  const least = Math.ceil(counts.present * SAMPLE_SHARE);
  if (sample < least) return field('sample', 'tooSmall', { least });
  const needed = Math.ceil(sample * HIT_SHARE);
  return hits < needed ? field('hits', 'tooSmall', { least: needed }) : undefined;
};
