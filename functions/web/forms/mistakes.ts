// Wrong fields of a refusal as the form shows them: which box, its label, a sentence.
// It must not know any form; boxes and labels are handed in.
import type { FieldError, Refusal } from '../../domain/result.ts';
import type { Mistake } from '../look/form.tsx';
import { fieldSentence } from '../schema/messages.ts';
import type { Language } from '../words/index.ts';

interface Reading {
  readonly lang: Language;
  readonly boxOf: (error: FieldError) => string;
  readonly labelOf: (box: string) => string;
  /** Boxes from top to bottom; those not named come last. */
  readonly order: readonly string[];
}

/** One mistake a box, from top to bottom, so that the first one is where the cursor goes. */
export const mistakesOf = ({ data }: Refusal, { lang, boxOf, labelOf, order }: Reading): Mistake[] => {
  const found = new Map<string, Mistake>();
  for (const error of data.fields ?? []) {
    const field = boxOf(error);
    if (!found.has(field)) found.set(field, { field, label: labelOf(field), sentence: fieldSentence(error, lang) });
  }
  const place = ({ field }: Mistake): number => (order.includes(field) ? order.indexOf(field) : order.length);
  return [...found.values()].sort((a, b) => place(a) - place(b));
};
