// What acting out a sample needs: a clock turned back to the step's own time, the cast by id, and no patience with a refusal.
// It must not know what is acted out.
import { addDays } from '../../../functions/domain/calendar/days.ts';
import type { Result } from '../../../functions/domain/result.ts';
import type { Deps } from '../../../functions/services/deps.ts';
import type { Caller, RequestKey } from '../../../functions/services/shapes.ts';
import { STAFF } from './cast.ts';

/** The needs of a step taken some days ago at a time of day. Never in the future: early in the morning, today's steps happen at once. */
export const at = (deps: Deps, today: string, days: number, time: string): Deps => {
  const then = `${addDays(today, -days)}T${time}:00.000+08:00`;
  const now = deps.now();
  return { ...deps, now: () => (then < now ? then : now) };
};

export const callerOf = (id: string): Caller => {
  const staff = STAFF.find((person) => person.id === id);
  if (!staff) throw new Error(`no ${id} in the cast`);
  return { staff };
};

/** Each step has a key of its own: a start that was cut off half way goes on at the next, and doubles nothing. */
export const keysOf = (name: string) => {
  let step = 0;
  return (): RequestKey => ({ route: 'sample', key: `${name}.${String(step++)}`, body: '' });
};

export const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`a sample step was refused: ${result.refusal.code} ${JSON.stringify(result.refusal.data)}`);
  return result.value;
};
