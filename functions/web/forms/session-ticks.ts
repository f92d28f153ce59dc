// Forms with a box for each person: which were ticked, and who was written in by hand.
// It must not know any page, or what is done with them.
import type { Mistake, Typed } from '../look/form.tsx';
import { given } from './typed.ts';

/** Name of a box: this, and the id of the person. */
export const PERSON_TICK = 'p.';
/** Name of a box for somebody on the sheet: this, and who. */
export const WHO_TICK = 'w.';

export const WALK_IN_LINES: readonly number[] = [1, 2, 3];

/** What follows the prefix in the names of the ticked boxes, in the order of the form. */
export const ticked = (typed: Typed, prefix: string): string[] =>
  Object.entries(typed).flatMap(([name, value]) => (name.startsWith(prefix) && value === '1' ? [name.slice(prefix.length)] : []));

export interface WrittenIn {
  /** Line of the form, from 1. */
  readonly line: number;
  readonly name: string;
  readonly village: string;
}

/** The walk-ins written by hand, and the lines that have a village and no name. */
export const writtenIn = (
  typed: Typed,
  said: { readonly label: (line: number) => string; readonly nameMissing: string },
): { readonly people: WrittenIn[]; readonly mistakes: Mistake[] } => {
  const people: WrittenIn[] = [];
  const mistakes: Mistake[] = [];
  for (const line of WALK_IN_LINES) {
    const name = given(typed, `walkIn${line}Name`)?.trim();
    const village = given(typed, `walkIn${line}Village`)?.trim();
    if (name !== undefined) people.push({ line, name, village: village ?? '' });
    else if (village !== undefined) mistakes.push({ field: `walkIn${line}Name`, label: said.label(line), sentence: said.nameMissing });
  }
  return { people, mistakes };
};
