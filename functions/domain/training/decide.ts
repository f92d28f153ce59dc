// Decides a command on a session: refused, or the event, the changes of its sheet and the sheet that counts, which one transaction writes.
// Total: every command in every state is either a row of the table or a refusal that says why.
import type { Circumstances } from '../petitions/commands.ts';
import { ok, refuse, type FieldError, type Refusal, type Result } from '../result.ts';
import type { SessionCommand, SessionCommandData, SessionCommandName } from './commands.ts';
import type { SessionEvent, SessionEventData, SessionEventType } from './events.ts';
import { evolveSession } from './evolve.ts';
import type { RowChange } from './judge.ts';
import { changedSheet, everybody, sheetOf } from './seal.ts';
import type { Session } from './session.ts';
import type { CountedSheet } from './sheet.ts';
import { countedIn, firstMark, NOTHING_MOVED, type Annulment, type CountsMoved, type SignIn } from './sign-in.ts';
import { SESSION_TRANSITIONS, sessionObstacle, type SessionMoment, type Standing } from './transitions.ts';
import type { Who } from './who.ts';

/** Somebody to be added to a sealed sheet: the row they would get, or what is in the way. */
export type Entrant = { readonly row: SignIn } | { readonly wrong: Pick<FieldError, 'message' | 'data'> };

/** What a decision may know of the sheet. Only `seal`, `rejectCheck` and `correct` look. */
export interface SheetFacts {
  /** Everybody on it, for `seal`. */
  readonly rows: readonly Pick<SignIn, 'who' | 'migrant'>[];
  /** The sheet that counts now. */
  readonly counted?: CountedSheet;
  readonly hash: (who: readonly Who[]) => string;
  /** For `correct`: one for each entry of `add`, in its order. */
  readonly entrants: readonly Entrant[];
  /** For `correct`: every half-day of those in `remove`. */
  readonly leaving: readonly SignIn[];
}

export interface SessionDecision {
  readonly before?: Session;
  readonly after: Session;
  readonly events: readonly SessionEvent[];
  /** Replaces the sheet that counts; then the counts must still be those decided on. */
  readonly counted?: CountedSheet;
  readonly changes: readonly RowChange[];
  readonly annulments: readonly Annulment[];
  readonly moved: CountsMoved;
}

interface Effect<Type extends SessionEventType> {
  readonly type: Type;
  readonly data: SessionEventData[Type];
  readonly counted?: (after: Session) => CountedSheet;
  readonly changes?: readonly RowChange[];
  readonly annulments?: readonly Annulment[];
  readonly moved?: CountsMoved;
}
type AnyEffect = { [Type in SessionEventType]: Effect<Type> }[SessionEventType];

interface Given<Data> extends Standing {
  readonly data: Data;
  readonly facts: SheetFacts;
  readonly circumstances: Circumstances;
}

const EFFECTS: { readonly [Name in SessionCommandName]: (given: Given<SessionCommandData[Name]>) => AnyEffect } = {
  approve: () => ({ type: 'approved', data: {} }),
  open: () => ({ type: 'opened', data: {} }),
  ready: () => ({ type: 'readied', data: {} }),
  start: () => ({ type: 'started', data: {} }),
  end: () => ({ type: 'ended', data: {} }),
  seal: ({ session, counts, data, facts }) => ({
    type: 'sealed',
    data: {
      ...data,
      ...countedIn(facts.rows),
      handouts: session.handouts,
      sheet: facts.hash(everybody(sheetOf(session, facts.rows))),
    },
    counted: (after) => sheetOf(after, facts.rows),
    moved: corrections(counts, facts),
  }),
  verify: ({ data }) => ({ type: 'verified', data }),
  rejectCheck: ({ data, facts }) => ({
    type: 'checkRejected',
    data,
    counted: (after) => ({ ...(facts.counted ?? sheetOf(after, facts.rows)), void: true }),
  }),
  close: () => ({ type: 'closed', data: {} }),
  postpone: ({ data }) => ({ type: 'postponed', data }),
  reschedule: ({ session: { date, startsAt }, data }) => ({
    type: 'rescheduled',
    data: { from: { date, startsAt }, date: data.date, startsAt: data.startsAt ?? startsAt },
  }),
  cancel: ({ data }) => ({ type: 'cancelled', data }),
  correct: (given) => corrected(given),
};

// The sheet is what its rows say. Counts that have drifted from them are set right by the seal.
const corrections = (counts: Standing['counts'], { rows }: SheetFacts): CountsMoved => {
  const { present, walkIns } = countedIn(rows);
  return { ...NOTHING_MOVED, present: present - counts.present, walkIns: walkIns - counts.walkIns };
};

const corrected = ({ session, data, facts, circumstances }: Given<SessionCommandData['correct']>): Effect<'corrected'> => {
  const before = facts.counted ?? sheetOf(session, facts.rows);
  const joining = facts.entrants.flatMap((entrant) => ('row' in entrant ? [entrant.row] : []));
  const removed = new Set(data.remove);
  const sheet = changedSheet(before, { added: joining, removed });
  const handouts = data.handouts ?? session.handouts;
  const came = countedIn(joining);
  const went = countedIn(facts.leaving);
  return {
    type: 'corrected',
    data: {
      reason: data.reason,
      added: joining.map(({ who }) => who),
      removed: [...removed],
      before: locked(before, session.handouts, facts.hash),
      after: locked(sheet, handouts, facts.hash),
    },
    counted: (after) => ({ ...sheet, handouts: after.handouts }),
    changes: [...joining.map((after) => ({ after })), ...facts.leaving.map((row) => ({ before: row }))],
    annulments: facts.leaving.map((former) => ({
      event: firstMark(former).event,
      device: firstMark(former).device,
      former,
      undoneBy: circumstances.actor.id,
      undoneAt: circumstances.now,
      how: 'CORRECTED',
    })),
    moved: {
      present: came.present - went.present,
      walkIns: came.walkIns - went.walkIns,
      annulled: facts.leaving.length,
    },
  };
};

const locked = (sheet: CountedSheet, handouts: number, hash: SheetFacts['hash']): SessionEventData['corrected']['before'] => {
  const who = everybody(sheet);
  return { ...countedIn(who.map((one) => ({ who: one }))), handouts, sheet: hash(who) };
};

/**
 * Decides one command.
 * @returns the decision, or a refusal: NOT_YOURS, WRONG_STATE, the row's own reasons, INVALID with fields
 */
export const decideSession = (
  standing: Standing,
  command: SessionCommand,
  circumstances: Circumstances,
  facts: SheetFacts,
): Result<SessionDecision> => {
  const shown = command.name === 'seal' ? { ...standing, counts: { ...standing.counts, ...countedIn(facts.rows) } } : standing;
  const refusal =
    sessionObstacle(standing, command.name, circumstances) ?? entered(shown, command, circumstances) ?? misfit(command, facts);
  if (refusal) return refuse(refusal.code, refusal.data);
  // Name and data come from one row of the table, which the compiler cannot see across a union.
  const effectOf = EFFECTS[command.name] as (given: Given<SessionCommandData[SessionCommandName]>) => AnyEffect;
  const effect = effectOf({ ...standing, data: command.data, facts, circumstances });
  const event = {
    seq: standing.session.version + 1,
    at: circumstances.now,
    by: circumstances.actor.id,
    type: effect.type,
    data: effect.data,
  } as SessionEvent;
  const after = evolveSession(standing.session, event);
  const { counted, changes = [], annulments = [], moved = NOTHING_MOVED } = effect;
  return ok({ before: standing.session, after, events: [event], ...(counted && { counted: counted(after) }), changes, annulments, moved });
};

const entered = (standing: Standing, { name, data }: SessionCommand, moment: SessionMoment): Refusal | undefined => {
  const check = SESSION_TRANSITIONS[name].check as
    ((standing: Standing, data: SessionCommand['data'], moment: SessionMoment) => Refusal | undefined) | undefined;
  return check?.(standing, data, moment);
};

// A correction is one transaction: a row for each half-day that comes in, two for one that goes out.
const CORRECTED_ROWS = 90;

// What is wrong with a correction only the sheet can tell.
const misfit = (command: SessionCommand, { entrants, counted, leaving }: SheetFacts): Refusal | undefined => {
  if (command.name !== 'correct') return undefined;
  const listed = new Set(counted && everybody(counted));
  const gone = new Set(leaving.map(({ who }) => who));
  const rows = entrants.length + 2 * leaving.length;
  if (rows > CORRECTED_ROWS)
    return { code: 'INVALID', data: { fields: [{ path: 'remove', message: 'tooMany', data: { most: CORRECTED_ROWS / 2 } }] } };
  const fields: FieldError[] = [
    ...entrants.flatMap((entrant, index) => ('wrong' in entrant ? [{ path: `add.${index}`, ...entrant.wrong }] : [])),
    ...command.data.remove.flatMap((who, index) =>
      listed.has(who) && gone.has(who) ? [] : [{ path: `remove.${index}`, message: 'notOnSheet' }],
    ),
  ];
  return fields.length > 0 ? { code: 'INVALID', data: { fields } } : undefined;
};
