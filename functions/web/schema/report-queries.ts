// The query strings of reports: in which form one is wanted, and which rows behind a figure.
// It must not know what a figure counts. A topic or an organiser may stand in an address; what concerns a person may not.
import * as z from 'zod';
import { ROLL_STANDS } from '../../services/report-roll.ts';
import { line, month } from './text.ts';

export const FILE_FORMATS = ['xlsx', 'docx'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export const reportQuery = z.strictObject({ format: z.enum(['json', ...FILE_FORMATS]).default('json') });

const code = z.string().regex(/^[0-9A-Za-z_-]{1,32}$/);
const text = line(200);
// A page of rows, counted from 1; more rows than a browser can show are nobody's question.
const page = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .transform(Number)
  .default(1);

/** Which contacts; a filter that is absent lets all through. */
export const contactRowsQuery = z.object({
  channel: code.optional(),
  township: code.optional(),
  category: code.optional(),
  month: month.optional(),
  first: z
    .enum(['yes', 'no'])
    .transform((value) => value === 'yes')
    .optional(),
  group: z.literal('yes').optional(),
  page,
});

/** Which sessions; without a kind those of the headline. */
export const sessionRowsQuery = z.object({
  topic: text.optional(),
  organiser: text.optional(),
  township: code.optional(),
  month: month.optional(),
  kind: code.optional(),
  page,
});

export const trainedQuery = z.object({ count: z.enum(['persons', 'migrants', 'others']).default('persons'), kind: code.optional(), page });

export const rollQuery = z.object({
  change: z.enum(['removed', ...ROLL_STANDS]).default('removed'),
  from: z
    .string()
    .regex(/^[0-9A-Za-z_-]{1,1300}$/)
    .optional(), // where a page of the standing roll begins
  month: month.optional(),
  township: code.optional(),
  reason: code.optional(),
  page,
});
