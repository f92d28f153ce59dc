// What the petitioner's question takes from outside and gives back: two typed lines, and six plain things at most.
// It must not know who is answered.
import * as z from 'zod';
import { line } from '../schema/text.ts';
import { TYPED_AT_MOST } from './page.tsx';

const typedLine = line(TYPED_AT_MOST);

/** The form of the page; the bureau stands in its address. */
export const statusForm = z.object({ number: typedLine, code: typedLine });

/** JSON of `POST /api/public/status`. */
export const statusBody = z.strictObject({ bureau: typedLine, number: typedLine, code: typedLine });

/** Parsed on its way out: nothing that a later change adds to the status can leave by this door unnoticed. */
export const statusAnswer = z.strictObject({
  state: z.string(),
  officer: z.strictObject({ name: z.string(), phone: z.string().optional() }),
  nextDate: z.strictObject({ day: z.iso.date(), code: z.string(), means: z.string() }).optional(),
  closedOn: z.iso.date().optional(),
});
