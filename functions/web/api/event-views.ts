// The history of a petition as the API shows it: for each type of event the data it tells, parsed on the way out.
// It must not know who may read; who is accused stays out, even for the named handler's programs.
import * as z from 'zod';
import type { ChainedEvent, EventType } from '../../domain/petitions/events.ts';
import { CATEGORIES, CHANNELS, KINDS, OUTCOMES, SATISFACTION } from '../../domain/petitions/vocabulary.ts';

const day = z.iso.date();
const text = z.string().optional();
const category = z.enum(CATEGORIES).optional();

const contactFacts = {
  contact: text,
  receivedOn: day.optional(),
  channel: z.enum(CHANNELS).optional(),
  headcount: z.int().optional(),
  receivedBy: text,
};
const opening = z.object({
  ...contactFacts,
  kind: z.enum(KINDS).optional(),
  subject: text,
  township: text,
  village: text,
  category,
  owner: text,
  assignedOn: day.optional(),
  anonymous: z.boolean().optional(),
  transferredIn: z.boolean().optional(),
});
const nothing = z.object({});

const DATA = {
  registered: opening,
  imported: opening,
  contactAdded: z.object({ ...contactFacts, becomesFirst: z.boolean() }),
  acknowledged: z.object({ via: z.enum(['page', 'mail']).optional() }),
  acknowledgementUndone: nothing,
  accepted: z.object({ legalRoute: z.int(), category, noticeWay: text }),
  handlingStarted: z.object({ plan: text }),
  noted: z.object({ text }),
  opinionIssued: z.object({ request: text, facts: text, opinion: text, outcome: z.enum(OUTCOMES).optional(), basis: text }),
  served: z.object({ way: text, date: day.optional(), receiver: text }),
  followedUp: z.object({ way: text, reached: z.boolean(), satisfaction: z.enum(SATISFACTION).optional(), remark: text }),
  reopened: z.object({ reason: text }),
  ownerChanged: z.object({ from: text, to: text, reason: text }),
  closed: z.object({ reason: text, waived: z.boolean() }),
} as const satisfies { readonly [Type in EventType]: z.ZodObject };

const eventOf = <Type extends EventType>(type: Type) =>
  z.object({
    seq: z.int(),
    at: z.iso.datetime({ offset: true }),
    by: z.string(),
    type: z.literal(type),
    data: DATA[type],
    deadlinesSet: z.array(z.string()),
    deadlinesMet: z.array(z.string()),
    prev: z.string(),
    hash: z.string(),
  });

/** One entry of the history, told apart by its type. */
export const petitionEventAnswer = z.discriminatedUnion('type', [
  eventOf('registered'),
  eventOf('imported'),
  eventOf('contactAdded'),
  eventOf('acknowledged'),
  eventOf('acknowledgementUndone'),
  eventOf('accepted'),
  eventOf('handlingStarted'),
  eventOf('noted'),
  eventOf('opinionIssued'),
  eventOf('served'),
  eventOf('followedUp'),
  eventOf('reopened'),
  eventOf('ownerChanged'),
  eventOf('closed'),
]);
export const petitionHistoryAnswer = z.object({ items: z.array(petitionEventAnswer), cursor: z.null() });

const eventView = ({ seq, at, by, type, data, set, met, prev, hash }: ChainedEvent) => ({
  seq,
  at,
  by,
  type,
  data,
  deadlinesSet: set.map(({ code }) => code),
  deadlinesMet: [...met],
  prev,
  hash,
});

/** The body of `GET /petitions/{number}/events`: the whole history is one page. */
export const historyView = (events: readonly ChainedEvent[]): z.output<typeof petitionHistoryAnswer> =>
  petitionHistoryAnswer.parse({ items: events.map(eventView), cursor: null });
