// The forms of the roll as the JSON of the API: which boxes, in which order, and a command's body.
// It must not check anything: the schema and the domain do.
import type { RollCommandName } from '../../domain/people/roll.ts';
import type { Typed } from '../look/form.tsx';
import { given, numberOrText, present } from './typed.ts';

/** The boxes of what is said of a person, from top to bottom; the names are those of the API. */
export const PERSON_BOXES = [
  ...(['name', 'sex', 'birthDate', 'idNumber', 'phone'] as const),
  ...(['township', 'village', 'household', 'householder', 'resettlementType', 'addedOn'] as const),
] as const;

/** Somebody new: blank boxes are left out. */
export const personBody = (typed: Typed): Record<string, unknown> =>
  present(Object.fromEntries(PERSON_BOXES.map((box) => [box, given(typed, box)])));

/** A command: of the form that changes facts an emptied box is sent as blank, which takes the fact away. */
export const rollBody = (name: RollCommandName, typed: Typed): Record<string, unknown> => {
  const version = numberOrText(given(typed, 'version'));
  if (name === 'change') return present({ version, ...Object.fromEntries(PERSON_BOXES.map((box) => [box, typed[box]])) });
  return present({ version, ...(name === 'remove' ? { on: given(typed, 'on') } : {}), reason: given(typed, 'reason') });
};
