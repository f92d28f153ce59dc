// Plays the sample cases through the very services the pages use, each step at its own past time, so that no figure or date is made up.
import { shanghaiDay, addDays } from '../../../functions/domain/calendar/days.ts';
import type { Command } from '../../../functions/domain/petitions/commands.ts';
import type { Deps } from '../../../functions/services/deps.ts';
import { giveCommand, registerContact } from '../../../functions/services/petitions.ts';
import type { RequestKey } from '../../../functions/services/shapes.ts';
import { ANSWERED } from './answered.ts';
import type { SampleCase, Step } from './script.ts';
import { at, callerOf, keysOf, must } from './stage.ts';
import { UNDER_WAY } from './under-way.ts';

/** Loads a dozen live cases around today, in different states. Meant for an empty bureau; running it again that day changes nothing. */
export const loadSample = async (deps: Deps): Promise<void> => {
  const today = shanghaiDay(deps.now());
  for (const [index, sample] of [...ANSWERED, ...UNDER_WAY].entries()) await play(deps, sample, today, keysOf(String(index)));
};

const play = async (deps: Deps, { days, by, contact, steps }: SampleCase, today: string, nextKey: () => RequestKey): Promise<void> => {
  const opened = must(await registerContact(at(deps, today, days, '09:12'), callerOf(by), contact(addDays(today, -days)), nextKey()));
  const { number } = opened.petition;
  let { version } = opened.petition;
  for (const step of steps) {
    const then = at(deps, today, step.days, step.time);
    version =
      'again' in step
        ? await comeAgain(then, step, number, addDays(today, -step.days), nextKey())
        : await give(then, step, number, version, addDays(today, -step.days), nextKey());
  }
};

const give = async (
  deps: Deps,
  { by, command }: Extract<Step, { command: unknown }>,
  number: string,
  version: number,
  day: string,
  key: RequestKey,
): Promise<number> => {
  const wish: Command = typeof command === 'function' ? command(day) : command;
  return must(await giveCommand(deps, callerOf(by), number, wish, version, key)).petition.version;
};

const comeAgain = async (
  deps: Deps,
  { by, again }: Extract<Step, { again: unknown }>,
  petition: string,
  day: string,
  key: RequestKey,
): Promise<number> => must(await registerContact(deps, callerOf(by), { ...again(day), petition }, key)).petition.version;
