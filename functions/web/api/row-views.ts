// Lines of lists, mails and dates as the API shows them: built field by field, and parsed again with the page they stand on.
// It must not know who may read a line; no line carries a person's name, number or story.
import * as z from 'zod';
import { explain } from '../../domain/calendar/explain.ts';
import type { DueDates } from '../../domain/calendar/due.ts';
import { MAIL_STATES } from '../../domain/mail/catalogue.ts';
import { CATEGORIES, CHANNELS, STATES } from '../../domain/petitions/vocabulary.ts';
import type { ContactLine, ListRow, MailView } from '../../services/shapes.ts';
import type { Language } from '../words/index.ts';
import { pageOf } from './answers.ts';

const day = z.iso.date();
const text = z.string().optional();

export const listRowAnswer = z.object({
  number: z.string(),
  subject: z.string(),
  state: z.enum(STATES),
  township: z.string(),
  village: text,
  firstContactOfficer: z.string(),
  due: day.optional(),
  rolledDue: day.optional(),
  dueCode: text,
  acknowledged: z.boolean(),
  group: z.boolean(),
  light: z.enum(['ON_TRACK', 'AT_RISK', 'OVERDUE']),
});
export const worklistAnswer = pageOf(listRowAnswer);

/** An open case in a worklist. */
export const listRowView = (row: ListRow): z.input<typeof listRowAnswer> => ({
  number: row.number,
  subject: row.subject,
  state: row.state,
  township: row.township,
  village: row.village,
  firstContactOfficer: row.owner,
  due: row.due,
  rolledDue: row.rolledDue,
  dueCode: row.dueCode,
  acknowledged: row.acknowledged,
  group: row.group,
  light: row.light,
});

const toldContactAnswer = z.object({
  contact: z.string(),
  number: z.string(), // of the petition, as in the other lists
  petition: z.string(),
  receivedOn: day,
  channel: z.enum(CHANNELS),
  township: z.string(),
  village: text,
  category: z.enum(CATEGORIES).optional(),
  first: z.boolean(),
  headcount: z.int(),
});
const hiddenContactAnswer = z.object({ hidden: z.literal(true) });
export const contactRowAnswer = z.union([toldContactAnswer, hiddenContactAnswer]);
export const contactListAnswer = pageOf(contactRowAnswer);

/** A contact in the list of a month; of a restricted matter, that it counts. */
export const contactRowView = (row: ContactLine): z.input<typeof contactRowAnswer> =>
  row === 'HIDDEN'
    ? { hidden: true }
    : {
        contact: row.contact,
        number: row.petition,
        petition: row.petition,
        township: row.township,
        receivedOn: row.receivedOn,
        channel: row.channel,
        village: row.village,
        category: row.category,
        first: row.first,
        headcount: row.headcount,
      };

export const mailAnswer = z.object({
  number: z.string(),
  case: z.string(),
  code: z.string(),
  recipient: z.string(),
  state: z.enum(MAIL_STATES),
  at: z.string(),
  owedAt: z.string(),
  attempts: z.int(),
  reason: text,
});
export const mailListAnswer = pageOf(mailAnswer);

/** A mail of the ledger. */
export const mailRowView = (row: MailView): z.input<typeof mailAnswer> => ({
  number: row.number,
  case: row.case,
  code: row.code,
  recipient: row.recipient,
  state: row.state,
  at: row.at,
  owedAt: row.owedAt,
  attempts: row.attempts,
  reason: row.reason,
});

export const dueAnswer = z.object({
  start: day,
  length: z.int(),
  unit: z.enum(['day', 'workday']),
  due: day.optional(),
  legalDue: day.optional(),
  rolledDue: day.optional(),
  targetDue: day.optional(),
  derivation: z.array(z.string()),
  calendarLoaded: z.boolean(),
  missingYears: z.array(z.int()),
});

/** Natural days have three dates, working days one. */
export const dueView = (dates: DueDates, language: Language): z.output<typeof dueAnswer> =>
  dueAnswer.parse({
    start: dates.start,
    length: dates.length,
    unit: dates.unit,
    ...(dates.unit === 'workday'
      ? { due: dates.legalDue }
      : { legalDue: dates.legalDue, rolledDue: dates.rolledDue, targetDue: dates.targetDue }),
    derivation: explain(dates, language),
    calendarLoaded: dates.calendarLoaded,
    missingYears: [...dates.missingYears],
  });
