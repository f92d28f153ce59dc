// The query strings of the API: lists, the calendar, the mail ledger. Unknown parameters are refused like unknown fields.
// It must not know what a list holds, or who may see it.
import * as z from 'zod';
import { isDay } from '../../domain/calendar/days.ts';
import { MAX_LENGTH } from '../../domain/calendar/due.ts';
import { MAIL_STATES } from '../../domain/mail/catalogue.ts';
import { petitionNumberField } from './contact.ts';
import { defined } from './read.ts';
import { day, line, month, wholeText } from './text.ts';

export const PAGE_ROWS = 25;
const LIMIT_AT_MOST = 1000; // more is a mistake; more than a page holds is simply a full page

// What a page hands out begins with the day of its last row; cases without a date stand at the end of time.
const END_OF_TIME = '9999-12-31';
const CURSOR = /^(\d{4}-\d{2}-\d{2})[\x21-\x7e]{0,120}$/;
/** Can this text be a cursor that a list handed out? Anything else must not reach a key condition. */
export const isCursor = (text: string): boolean => {
  const from = CURSOR.exec(text)?.[1];
  return from !== undefined && (isDay(from) || from === END_OF_TIME);
};
/** Where the next page begins, as the page before said. */
export const cursor = z.string().refine(isCursor, { error: 'cursor' }).meta({ pattern: CURSOR.source });

const page = {
  limit: wholeText(1, LIMIT_AT_MOST).default(PAGE_ROWS),
  cursor: cursor.optional(),
};

/** What is meant where `GET /petitions` names no view. */
export const WORKLIST_DEFAULTS = { view: 'mine' } as const;

/** `GET /petitions`: open cases, or with `view=month` the contacts of a month. */
export const worklistQuery = z
  .discriminatedUnion(
    'view',
    [
      z.strictObject({ view: z.enum(['mine', 'overdue']), ...page }),
      z.strictObject({ view: z.literal('area'), area: line(20).optional(), ...page }),
      z.strictObject({ view: z.literal('month'), month: month.optional(), ...page }),
    ],
    { error: 'view' },
  )
  .transform(defined);

export const dueQuery = z.strictObject({ start: day, length: wholeText(0, MAX_LENGTH), unit: z.enum(['day', 'workday']) });

export const mailsQuery = z
  .strictObject({ case: petitionNumberField.optional(), state: z.enum(MAIL_STATES).optional(), ...page })
  .transform(defined);

export const importQuery = z
  .strictObject({ dryRun: z.enum(['true', 'false']).default('false') })
  .transform(({ dryRun }) => ({ dryRun: dryRun === 'true' }));

export const importsQuery = z.strictObject(page).transform(defined);
