// What outside texts, days and whole numbers may be: lengths as a reader counts them, no control characters, days that exist.
// It must not know any form or command; faults are named by keys of the field messages. Metadata tells the contract what a check means.
import * as z from 'zod';
import { isDay } from '../../domain/calendar/days.ts';

// C0, DEL and C1. Tab and line ends are wanted where people write paragraphs, and nowhere else.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const CONTROL_IN_PARAGRAPH = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
// A name made of nothing but joiners and spaces shows as an empty cell.
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Z}\s]/u;

interface TextRule {
  readonly most: number;
  readonly control: RegExp;
  readonly required: boolean;
}

const faultOf = (text: string, { most, control, required }: TextRule): { message: string; params?: { most: number } } | undefined => {
  if (!text.isWellFormed()) return { message: 'unreadableText' };
  if (control.test(text)) return { message: 'controlCharacters' };
  if (required && !VISIBLE.test(text)) return { message: 'required' };
  // Spreading counts a character beyond the BMP once; a text of twice the units is too long in any case.
  return text.length > most * 2 || [...text].length > most ? { message: 'tooLong', params: { most } } : undefined;
};

const text = (rule: TextRule) =>
  z
    .string()
    .trim()
    .superRefine((value, context) => {
      const fault = faultOf(value, rule);
      if (fault) context.addIssue({ code: 'custom', ...fault });
    })
    .meta({ ...(rule.required && { minLength: 1 }), maxLength: rule.most });

/** One line, 1 to `most` characters after trimming. */
export const line = (most: number) => text({ most, control: CONTROL, required: true });
/** Several lines, 1 to `most` characters after trimming. */
export const paragraphs = (most: number) => text({ most, control: CONTROL_IN_PARAGRAPH, required: true });

const orAbsent = (value: string | undefined): string | undefined => (value === '' ? undefined : value);
/** One line that may be left out; blank counts as left out, because that is what an empty box of a form sends. */
export const optionalLine = (most: number) => text({ most, control: CONTROL, required: false }).optional().transform(orAbsent);
/** Several lines that may be left out. */
export const optionalParagraphs = (most: number) =>
  text({ most, control: CONTROL_IN_PARAGRAPH, required: false }).optional().transform(orAbsent);

/** A day that exists, YYYY-MM-DD. */
export const day = z.string().refine(isDay, { error: 'notADay' }).meta({ format: 'date' });
/** A month, YYYY-MM. */
export const month = z
  .string()
  .refine((value) => isDay(`${value}-01`), { error: 'month' })
  .meta({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' });

/** A whole number between two bounds, both allowed. */
export const whole = (least: number, most: number) => z.int().min(least).max(most);

/** A whole number in a query string, which holds text only: `5` is one there; `5.0`, ` 5` and the empty text are not. */
export const wholeText = (least: number, most: number) =>
  z
    .string()
    .transform((value) => (/^(0|[1-9]\d{0,8})$/.test(value) ? Number(value) : value))
    .pipe(whole(least, most))
    .meta({ type: 'integer', minimum: least, maximum: most });
