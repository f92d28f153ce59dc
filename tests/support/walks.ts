// Random lives of a petition, decided without a table: any of the cast tries any command, and time goes on.
// It must not know which attempts ought to succeed.
import fc from 'fast-check';
import { shanghaiInstant } from '../../functions/domain/calendar/days.ts';
import type { Circumstances, Command, CommandName } from '../../functions/domain/petitions/commands.ts';
import { decide } from '../../functions/domain/petitions/decide.ts';
import type { PetitionEvent } from '../../functions/domain/petitions/events.ts';
import type { Decision, Petition } from '../../functions/domain/petitions/petition.ts';
import { addContact } from '../../functions/domain/petitions/register.ts';
import { allowed, TRANSITIONS } from '../../functions/domain/petitions/transitions.ts';
import type { Result } from '../../functions/domain/result.ts';
import { STAFF } from '../../lib/local/sample/cast.ts';
import { NOW, visit } from './bureau.ts';
import { commandOf } from './case-work.ts';
import { at, NUMBERS, opened } from './desk.ts';

export const COMMANDS = Object.keys(TRANSITIONS) as CommandName[];

/** Data that a command accepts on this petition, today. */
export const validFor = (petition: Pick<Petition, 'owner'>, name: CommandName, today: string): Command =>
  commandOf(name, today, name === 'reassignOwner' ? { to: petition.owner === 'F05' ? 'F04' : 'F05' } : {});

/** One attempt: a command by somebody, a further contact, or (or few lives would leave the first state) something that has a button. */
export const attempts = fc.record({
  what: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...COMMANDS) },
    { weight: 1, arbitrary: fc.constant('addContact' as const) },
    { weight: 2, arbitrary: fc.constant('ANY_BUTTON' as const) },
    { weight: 5, arbitrary: fc.constant('ONWARD' as const) },
  ),
  by: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('F03', 'P01', 'F01', 'L01') }, fc.constantFrom(...STAFF.map(({ id }) => id))),
  pick: fc.nat(),
  minutes: fc.oneof(fc.nat(9), fc.integer({ min: 60, max: 20 * 24 * 60 })),
  satisfied: fc.boolean(),
  reached: fc.boolean(),
});
export type Attempt = typeof attempts extends fc.Arbitrary<infer T> ? T : never;

/** The command of an attempt and who gives it; nothing where nobody has a button any more. */
export const commandFor = (
  petition: Petition,
  { what, by, pick, satisfied, reached }: Attempt,
  moment: (by: string) => Circumstances,
): { by: string; command: Command } | undefined => {
  const pressed = what === 'ANY_BUTTON' || what === 'ONWARD';
  const buttons = pressed ? STAFF.flatMap(({ id }) => allowed(petition, moment(id)).map((name) => [id, name] as const)) : [];
  const offered = what === 'ONWARD' ? buttons.filter(([, name]) => TRANSITIONS[name].to !== undefined) : buttons;
  const [actor, name] = pressed ? (offered[pick % Math.max(1, offered.length)] ?? []) : [by, what];
  if (actor === undefined || name === undefined || name === 'addContact') return undefined;
  const command = validFor(petition, name, moment(actor).today);
  const answer = { reached, satisfaction: satisfied ? 'SATISFIED' : 'DISSATISFIED' };
  return { by: actor, command: (name === 'followUp' ? { name, data: { ...command.data, ...answer } } : command) as Command };
};

export interface Life {
  readonly decisions: readonly Decision[];
  readonly events: readonly PetitionEvent[];
  readonly petition: Petition;
  readonly now: string;
}

const tried = (petition: Petition, attempt: Attempt, now: string): Result<Decision> | undefined => {
  if (attempt.what === 'addContact') {
    const numbers = { ...NUMBERS, contact: `LX-2026-${String(9000 + petition.version)}` };
    return addContact(petition, visit(attempt.satisfied ? {} : { receivedOn: '2026-09-02' }), numbers, at(attempt.by, now));
  }
  const given = commandFor(petition, attempt, (by) => at(by, now));
  return given && decide(petition, given.command, at(given.by, now));
};

/** A petition with the decisions that made it, as far as they were accepted. */
export const lives: fc.Arbitrary<Life> = fc
  .record({
    accused: fc.option(fc.constantFrom('F02', 'P01', 'Z01'), { nil: undefined, freq: 9 }),
    tries: fc.array(attempts, { maxLength: 40, size: 'max' }),
  })
  .map(({ accused, tries }) => {
    let now = Date.parse(NOW);
    const decisions: Decision[] = [opened(accused === undefined ? {} : { accused: { staff: accused } })];
    for (const attempt of tries) {
      now += attempt.minutes * 60_000;
      const result = tried(decisions.at(-1)!.after, attempt, shanghaiInstant(now));
      if (result?.ok) decisions.push(result.value);
    }
    return {
      decisions,
      events: decisions.flatMap(({ events }) => events),
      petition: decisions.at(-1)!.after,
      now: shanghaiInstant(now),
    };
  });
