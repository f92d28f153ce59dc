// Whether a session can be planned or taken over as it is described, and the event that begins it.
// It must not know numbers in series, files or forms.
import type { Circumstances } from '../petitions/commands.ts';
import { ok, refuse, type FieldError, type Result } from '../result.ts';
import { evolveSession } from './evolve.ts';
import type { SessionEvent } from './events.ts';
import type { Session, SessionPlan } from './session.ts';
import { mayPlan } from './transitions.ts';

export const HOURS = { least: 0.5, most: 80 } as const;
export const CAPACITY = { least: 1, most: 10_000 } as const;
export const HANDOUTS_AT_MOST = 1_000_000;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

type Wrong = (plan: SessionPlan, townships: readonly string[]) => FieldError | undefined;
const within = (path: string, value: number, { least, most }: { least: number; most: number }): FieldError | undefined => {
  if (value < least) return { path, message: 'tooSmall', data: { least } };
  return value > most ? { path, message: 'tooBig', data: { most } } : undefined;
};

const WRONGS: readonly Wrong[] = [
  ({ startsAt }) => (CLOCK.test(startsAt) ? undefined : { path: 'startsAt', message: 'notAClock' }),
  ({ hours }) => within('hours', hours, HOURS),
  ({ hours }) => (Number.isInteger(hours * 2) ? undefined : { path: 'hours', message: 'notHalfHours' }),
  ({ capacity }) => within('capacity', capacity, CAPACITY),
  ({ township }, townships) => (townships.includes(township) ? undefined : { path: 'township', message: 'unknownTownship' }),
];

/** What is wrong with the description of a session, whoever gives it. */
export const planErrors = (plan: SessionPlan, townships: readonly string[]): FieldError[] =>
  WRONGS.flatMap((wrong) => wrong(plan, townships) ?? []);

export interface Begun {
  readonly after: Session;
  readonly events: readonly SessionEvent[];
}

/**
 * Plans a session under the number it would get.
 * @returns NOT_YOURS, or INVALID with fields
 */
export const planned = (
  plan: SessionPlan & { readonly handouts?: number },
  sessionId: string,
  { actor, now, townships }: Circumstances,
): Result<Begun> => {
  if (!mayPlan(actor)) return refuse('NOT_YOURS', { who: 'ORGANISER' });
  const fields = planErrors(plan, townships);
  if (fields.length > 0) return refuse('INVALID', { fields });
  return ok(begun({ seq: 1, at: now, by: actor.id, type: 'planned', data: { ...plan, sessionId } }));
};

/** A session of a file: it was held, and is closed. */
export const taken = (
  plan: SessionPlan & { readonly handouts: number },
  sessionId: string,
  { actor, now }: Pick<Circumstances, 'actor' | 'now'>,
): Begun => begun({ seq: 1, at: now, by: actor.id, type: 'imported', data: { ...plan, sessionId } });

const begun = (event: SessionEvent): Begun => ({ after: evolveSession(undefined, event), events: [event] });
