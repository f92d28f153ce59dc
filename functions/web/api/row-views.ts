// Lines of lists, mails and dates as the API shows them: built field by field and parsed again.
// It must not know who may read a line; no line carries a person's name, number or story.
import * as z from 'zod';
import { explain } from '../../domain/calendar/explain.ts';
import type { DueDates } from '../../domain/calendar/due.ts';
import type { ContactRow, ListRow, MailView, Page } from '../../services/shapes.ts';
import type { Language } from '../words/index.ts';

const day = z.iso.date();
const text = z.string().optional();

const listRow = z.object({
  number: z.string(),
  subject: z.string(),
  state: z.string(),
  township: z.string(),
  village: text,
  firstContactOfficer: z.string(),
  due: day.optional(),
  rolledDue: day.optional(),
  dueCode: text,
  acknowledged: z.boolean(),
  group: z.boolean(),
  light: z.string(),
});

/** An open case in a worklist. */
export const listRowView = (row: ListRow): z.output<typeof listRow> =>
  listRow.parse({
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

const contactRow = z.object({
  contact: z.string(),
  number: text, // of the petition, as in the other lists
  petition: text,
  receivedOn: day,
  channel: z.string(),
  township: text,
  village: text,
  category: text,
  first: z.boolean(),
  headcount: z.int(),
  hidden: z.literal(true).optional(),
});

/** A contact in the list of a month. */
export const contactRowView = (row: ContactRow): z.output<typeof contactRow> =>
  contactRow.parse({
    contact: row.contact,
    ...(!row.hidden && { number: row.petition, petition: row.petition, township: row.township }),
    receivedOn: row.receivedOn,
    channel: row.channel,
    village: row.village,
    category: row.category,
    first: row.first,
    headcount: row.headcount,
    hidden: row.hidden,
  });

const mail = z.object({
  number: z.string(),
  case: z.string(),
  code: z.string(),
  recipient: z.string(),
  state: z.string(),
  at: z.string(),
  owedAt: z.string(),
  attempts: z.int(),
  reason: text,
});

export const mailRowView = (row: MailView): z.output<typeof mail> =>
  mail.parse({
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

/** A page of a list; `cursor` is null on the last one. */
export const pageView = <Row, Answer>(page: Page<Row>, view: (row: Row) => Answer): { items: Answer[]; cursor: string | null } => ({
  items: page.items.map(view),
  cursor: page.cursor ?? null,
});

const due = z.object({
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
export const dueView = (dates: DueDates, language: Language): z.output<typeof due> =>
  due.parse({
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
