// The stored rows of a petition as schemas: every read is parsed, so a damaged row is found where it is read and not three screens later.
import * as z from 'zod';
import { DEADLINES, type DeadlineCode } from '../domain/petitions/deadlines.ts';
import { MAIL_CODES, MAIL_STATES, type MailCode } from '../domain/mail/catalogue.ts';
import { CATEGORIES, CHANNELS, KINDS, OUTCOMES, SATISFACTION, STATES } from '../domain/petitions/vocabulary.ts';

const day = z.string().length(10);
const instant = z.string().min(20);
const number = z.string().min(1);
const staff = z.string().min(1);
const count = z.number().int().nonnegative();
const deadlineCode = z.enum(Object.keys(DEADLINES) as [DeadlineCode, ...DeadlineCode[]]);
const mailCode = z.enum(Object.keys(MAIL_CODES) as [MailCode, ...MailCode[]]);

/** Absent and undefined are one thing here; exactOptionalPropertyTypes wants the key gone. */
const optional = <Schema extends z.ZodType>(schema: Schema) => z.exactOptional(schema);

const accused = z.object({ staff: optional(staff), unit: optional(z.string()) });
const satisfaction = z.enum(SATISFACTION);

export const petitionSchema = z.object({
  number,
  version: count,
  state: z.enum(STATES),
  kind: z.enum(KINDS),
  subject: z.string(),
  township: z.string(),
  village: optional(z.string()),
  category: optional(z.enum(CATEGORIES)),
  restricted: z.boolean(),
  accused: optional(accused),
  anonymous: z.boolean(),
  group: z.boolean(),
  transferredIn: z.boolean(),
  owner: staff,
  handler: staff,
  receivedBy: staff,
  assignedOn: day,
  firstContact: z.object({ number, receivedOn: day }),
  contacts: count,
  uncategorised: z.array(number),
  acknowledged: optional(z.object({ by: staff, at: instant })),
  legalRoute: optional(z.number()),
  acceptedOn: optional(day),
  opinion: optional(z.object({ outcome: z.enum(OUTCOMES), on: day })),
  served: optional(z.object({ on: day })),
  callBack: optional(z.object({ tries: count, reached: z.boolean(), by: staff, satisfaction: optional(satisfaction) })),
  closed: optional(z.object({ on: day, reason: z.string() })),
  limits: z.partialRecord(deadlineCode, z.object({ start: day, targetDue: day, rolledDue: day })),
});

export const headSchema = petitionSchema.extend({ lastHash: z.string().length(64) });

const person = z.object({ name: z.string(), phone: optional(z.string()), idNumber: optional(z.string()), personId: optional(z.string()) });

export const contactSchema = z.object({
  contact: number,
  petition: number,
  receivedOn: day,
  at: instant,
  channel: z.enum(CHANNELS),
  township: z.string(),
  village: optional(z.string()),
  category: z.enum([...CATEGORIES, 'NONE']),
  first: z.boolean(),
  headcount: count,
  jointLetter: z.boolean(),
  receivedBy: staff,
  enteredBy: staff,
  anonymous: z.boolean(),
  restricted: z.boolean(),
  subject: z.string(),
  story: z.string(),
  petitioners: z.array(person),
  representatives: z.array(person),
  source: optional(z.object({ organ: z.string(), number: z.string(), receivedOn: day })),
  attachments: z.array(z.object({ id: z.string(), name: z.string(), size: count })),
});

/** The columns of the contact indexes. */
export const contactColumns = contactSchema
  .pick({ contact: true, petition: true, receivedOn: true, channel: true, township: true, village: true, category: true })
  .extend(contactSchema.pick({ first: true, headcount: true, restricted: true }).shape);

/** The columns of the head's indexes. */
export const listColumns = z.object({
  pk: z.string(),
  dueSk: z.string(),
  subject: z.string(),
  state: z.enum(STATES),
  township: z.string(),
  village: optional(z.string()),
  dueCode: optional(deadlineCode),
  rolled: optional(day),
  started: optional(day),
  owner: staff,
  acked: z.boolean(),
  flags: z.string(),
});

const limitSchema = z.object({ code: deadlineCode, start: day, legalDue: day, rolledDue: day, targetDue: day });

const run = { from: day, to: day };
const stepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('COUNT'), ...run, length: count, unit: z.enum(['day', 'workday']) }),
  z.object({ kind: z.literal('MAKE_UP'), day }),
  z.object({ kind: z.literal('REST'), ...run, published: z.boolean() }),
  z.object({ kind: z.literal('WORKDAY'), day }),
  z.object({ kind: z.literal('ROLL'), ...run }),
  z.object({ kind: z.literal('TARGET'), ...run }),
  z.object({ kind: z.literal('CLAMP'), ...run }),
  z.object({ kind: z.literal('UNLOADED'), year: count, standing: z.enum(['PROVISIONAL', 'MISSING']) }),
]);

export const deadlineSchema = limitSchema.extend({
  length: count,
  unit: z.enum(['day', 'workday']),
  steps: z.array(stepSchema),
  calendarLoaded: z.boolean(),
  missingYears: z.array(z.number()),
  metAt: optional(instant),
});

const contactFacts = z.object({
  contact: number,
  receivedOn: day,
  channel: z.enum(CHANNELS),
  headcount: count,
  receivedBy: staff,
  categorised: z.boolean(),
});
const opening = contactFacts.extend(
  petitionSchema.pick({
    number: true,
    kind: true,
    subject: true,
    township: true,
    village: true,
    category: true,
    owner: true,
    assignedOn: true,
    restricted: true,
    accused: true,
    anonymous: true,
    transferredIn: true,
  }).shape,
);
const reason = z.object({ reason: z.string() });

const stamped = {
  seq: count,
  at: instant,
  by: staff,
  set: z.array(limitSchema),
  met: z.array(deadlineCode),
  prev: z.string(),
  hash: z.string(),
};
const eventOf = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.object({ ...stamped, type: z.literal(type), data });

export const eventSchema = z.discriminatedUnion('type', [
  eventOf('registered', opening),
  eventOf('imported', opening),
  eventOf('contactAdded', contactFacts.extend({ becomesFirst: z.boolean() })),
  eventOf('acknowledged', z.object({ via: z.enum(['page', 'mail']) })),
  eventOf('acknowledgementUndone', z.object({})),
  eventOf('accepted', z.object({ legalRoute: z.number(), category: optional(z.enum(CATEGORIES)), noticeWay: z.string() })),
  eventOf('handlingStarted', z.object({ plan: optional(z.string()) })),
  eventOf('noted', z.object({ text: z.string(), ask: optional(z.literal(true)) })),
  eventOf(
    'opinionIssued',
    z.object({ request: z.string(), facts: z.string(), opinion: z.string(), outcome: z.enum(OUTCOMES), basis: z.string() }),
  ),
  eventOf('served', z.object({ way: z.string(), date: day, receiver: z.string() })),
  eventOf(
    'followedUp',
    z.object({ way: z.string(), reached: z.boolean(), satisfaction: optional(satisfaction), remark: optional(z.string()) }),
  ),
  eventOf('reopened', reason),
  eventOf('ownerChanged', reason.extend({ from: staff, to: staff })),
  eventOf('closed', reason.extend({ waived: z.boolean() })),
]);

/** What the chain of hashes is checked on: the row as it stands, nothing left out. */
export const rawEventSchema = z.looseObject({ seq: count, prev: z.string(), hash: z.string() });

export const mailSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  number,
  case: optional(z.string()),
  code: mailCode,
  recipient: staff,
  state: z.enum(MAIL_STATES),
  seq: count,
  owedAt: instant,
  at: instant,
  attempts: count,
  reason: optional(z.string()),
  count: optional(count),
});
export type MailItem = z.infer<typeof mailSchema>;
