// Plays the sample's sessions through the very services the pages use, each step at its own past time; who comes is taken from the roll.
import { addDays, epochOf, shanghaiInstant } from '../../../functions/domain/calendar/days.ts';
import { signIn } from '../../../functions/services/attendance.ts';
import type { Result } from '../../../functions/domain/result.ts';
import type { Deps } from '../../../functions/services/deps.ts';
import { enrol } from '../../../functions/services/enrolment.ts';
import { issueHandouts } from '../../../functions/services/handouts.ts';
import { peopleOf, removedIn } from '../../../functions/services/people.ts';
import { giveSessionCommand, planSession } from '../../../functions/services/sessions.ts';
import { begun, sessionOfToday, SESSIONS, type SampleSession, type SessionStep } from './sessions.ts';
import { at, callerOf, keysOf, must } from './stage.ts';

const ORGANISER = 'T02';
const FIRST_START = '08:30';
const LAST_START = '19:00';

/** What has been played in full, so that a later start leaves it alone. */
export interface Progress {
  /** The day around which everything is played. */
  readonly day: string;
  isDone(part: string): boolean;
  done(part: string): Promise<void>;
}

/** Loads the sessions around a day, after the roll is in, and tells how many. One that was cut off half way goes on where it was. */
export const playSessions = async (deps: Deps, progress: Progress, signal: AbortSignal): Promise<number> => {
  const { day } = progress;
  const sessions = [...SESSIONS, today(deps.now(), day)];
  for (const session of sessions) {
    signal.throwIfAborted();
    const part = `session.${session.name}`;
    if (progress.isDone(part)) continue;
    await play(deps, session, day);
    await progress.done(part);
  }
  return sessions.length;
};

// Begun at the last half-hour, so that the door is open whenever somebody first looks; at night it waits for the morning.
const today = (now: string, day: string): SampleSession => {
  const [hour = '', minute = ''] = now.slice(11, 16).split(':');
  const half = `${hour}:${Number(minute) < 30 ? '00' : '30'}`;
  const startsAt = half < FIRST_START ? FIRST_START : half > LAST_START ? LAST_START : half;
  const session = sessionOfToday(startsAt);
  return `${day}T${startsAt}` <= now.slice(0, 16) ? { ...session, steps: [...session.steps, ...begun(startsAt)] } : session;
};

const play = async (deps: Deps, { name, days, planned, plan, steps }: SampleSession, day: string): Promise<void> => {
  const nextKey = keysOf(`session.${name}`);
  const opened = must(
    await planSession(at(deps, day, planned, '10:00'), callerOf(ORGANISER), { ...plan, date: addDays(day, -days) }, nextKey()),
  );
  const id = opened.session.sessionId;
  const roll = await neighbours(deps, plan);
  let { version } = opened.session;
  for (const [index, step] of steps.entries()) {
    const then = at(deps, day, step.days, step.time);
    const caller = callerOf(step.by);
    if ('command' in step) version = must(await giveSessionCommand(then, caller, id, step.command, version, nextKey())).session.version;
    else if ('enrol' in step) mustOrOver(await enrol(then, caller, id, { people: roll.slice(0, step.enrol) }));
    else if ('handouts' in step) must(await issueHandouts(then, caller, id, step.handouts, nextKey()));
    else if ('overlap' in step)
      mustOrOver(await signIn(then, caller, id, events([], await seatedIn(deps, step.overlap.elsewhere), then.now(), `${name}-overlap`)));
    else {
      const present = roll.slice(0, step.signIn.people);
      const ghost = step.signIn.ghost ? await ghostOf(deps, plan.township) : [];
      mustOrOver(
        await signIn(then, caller, id, events(step.signIn.walkIns, [...present, ...ghost], then.now(), `${name}-${String(index)}`)),
      );
    }
  }
};

// These carry no key: where a start that was cut off has come further than this step, the session takes it no more.
const mustOrOver = (result: Result<unknown>): void => {
  if (result.ok || result.refusal.code !== 'WRONG_STATE') must(result);
};

const PAGE = 60;

/** People of the place, as the roll has them. */
const neighbours = async (deps: Deps, { township, village }: SampleSession['plan']): Promise<string[]> => {
  const page = must(await peopleOf(deps, callerOf(ORGANISER), { township, village, limit: PAGE }));
  return page.items.map(({ personId }) => personId);
};

/** One who has signed in there. */
const seatedIn = async (deps: Deps, name: string): Promise<string[]> => {
  const other = SESSIONS.find((session) => session.name === name);
  return other ? (await neighbours(deps, other.plan)).slice(0, 1) : [];
};

// Somebody who left the roll in February 2013 and comes all the same: counted, though not as a migrant.
const ghostOf = async (deps: Deps, township: string): Promise<string[]> => {
  const { items } = must(await removedIn(deps, callerOf(ORGANISER), { month: '2013-02', limit: PAGE }));
  return items
    .filter((person) => person.township === township)
    .slice(0, 1)
    .map(({ personId }) => personId);
};

const SECONDS_APART = 20;
const METHODS = ['NAME', 'QR', 'TAIL', 'PAPER'] as const;

const events = (
  walkIns: Extract<SessionStep, { signIn: unknown }>['signIn']['walkIns'],
  people: readonly string[],
  from: string,
  name: string,
): unknown[] =>
  [...people.map((personId) => ({ personId })), ...walkIns.map((walkIn) => ({ walkIn: { name: walkIn, village: '外来务工' } }))].map(
    (who, index) => ({
      ...who,
      eventId: `sample-${name}-${String(index)}`,
      slot: 1,
      at: shanghaiInstant(epochOf(from) - index * SECONDS_APART * 1000),
      method: METHODS[index % METHODS.length],
      device: 'sample',
    }),
  );
