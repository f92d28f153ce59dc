// The history of a session as the API shows it: for each type of event the data it tells, parsed on the way out.
// It must not know names: people stand in it by id.
import * as z from 'zod';
import type { ChainedSessionEvent, SessionEventType } from '../../domain/training/events.ts';
import { plannedFields } from './session-views.ts';

const day = z.iso.date();
const text = z.string().optional();
const count = z.int().min(0);

const nothing = z.object({});
const reason = z.object({ reason: z.string() });
const plan = z.object({ ...plannedFields, handouts: count.optional() });
const locked = { present: count, walkIns: count, handouts: count, sheet: z.string() };
const who = z.array(z.string());

const DATA = {
  planned: plan,
  imported: plan,
  approved: nothing,
  opened: nothing,
  readied: nothing,
  started: nothing,
  ended: nothing,
  sealed: z.object({ ...locked, paperTotal: count.optional(), difference: text }),
  verified: z.object({ sample: count, hits: count, remark: text }),
  checkRejected: z.object({ findings: z.string() }),
  closed: nothing,
  postponed: reason,
  rescheduled: z.object({ from: z.object({ date: day, startsAt: z.string() }), date: day, startsAt: z.string() }),
  cancelled: reason,
  corrected: z.object({ reason: z.string(), added: who, removed: who, before: z.object(locked), after: z.object(locked) }),
} as const satisfies { readonly [Type in SessionEventType]: z.ZodObject };

const eventOf = <Type extends SessionEventType>(type: Type) =>
  z.object({
    seq: z.int(),
    at: z.string(),
    by: z.string(),
    type: z.literal(type),
    data: DATA[type],
    prev: z.string(),
    hash: z.string(),
  });

/** One entry of the history, told apart by its type. */
export const sessionEventAnswer = z.discriminatedUnion('type', [
  eventOf('planned'),
  eventOf('imported'),
  eventOf('approved'),
  eventOf('opened'),
  eventOf('readied'),
  eventOf('started'),
  eventOf('ended'),
  eventOf('sealed'),
  eventOf('verified'),
  eventOf('checkRejected'),
  eventOf('closed'),
  eventOf('postponed'),
  eventOf('rescheduled'),
  eventOf('cancelled'),
  eventOf('corrected'),
]);
export const sessionHistoryAnswer = z.object({ items: z.array(sessionEventAnswer), cursor: z.null() });

/** The body of `GET /sessions/{id}/events`: the whole history is one page. */
export const sessionHistoryView = (events: readonly ChainedSessionEvent[]): z.output<typeof sessionHistoryAnswer> =>
  sessionHistoryAnswer.parse({ items: events, cursor: null });
