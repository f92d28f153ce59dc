// The stored history of a petition as schemas.
// It must not know what follows from an event.
import * as z from 'zod/mini';
import { CATEGORIES, CHANNELS, OUTCOMES } from '../domain/petitions/vocabulary.ts';
import { count, day, instant, number, staff } from './fields.ts';
import { deadlineCode, limitSchema } from './limit-schema.ts';
import { petition, satisfaction } from './petition-schema.ts';

const events = () => {
  const contactFacts = z.object({
    contact: number,
    receivedOn: day,
    channel: z.enum(CHANNELS),
    headcount: count,
    receivedBy: staff,
    categorised: z.boolean(),
  });
  const opening = z.extend(
    contactFacts,
    z.pick(petition(), {
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
  const eventOf = <Type extends string, Data extends z.ZodMiniType>(type: Type, data: Data) =>
    z.object({ ...stamped, type: z.literal(type), data });

  return z.discriminatedUnion('type', [
    eventOf('registered', opening),
    eventOf('imported', opening),
    eventOf('contactAdded', z.extend(contactFacts, { becomesFirst: z.boolean() })),
    eventOf('acknowledged', z.object({ via: z.enum(['page', 'mail']) })),
    eventOf('acknowledgementUndone', z.object({})),
    eventOf('accepted', z.object({ legalRoute: z.number(), category: z.exactOptional(z.enum(CATEGORIES)), noticeWay: z.string() })),
    eventOf('handlingStarted', z.object({ plan: z.exactOptional(z.string()) })),
    eventOf('noted', z.object({ text: z.string(), ask: z.exactOptional(z.literal(true)) })),
    eventOf(
      'opinionIssued',
      z.object({ request: z.string(), facts: z.string(), opinion: z.string(), outcome: z.enum(OUTCOMES), basis: z.string() }),
    ),
    eventOf('served', z.object({ way: z.string(), date: day, receiver: z.string() })),
    eventOf(
      'followedUp',
      z.object({ way: z.string(), reached: z.boolean(), satisfaction: z.exactOptional(satisfaction), remark: z.exactOptional(z.string()) }),
    ),
    eventOf('reopened', reason),
    eventOf('ownerChanged', z.extend(reason, { from: staff, to: staff })),
    eventOf('closed', z.extend(reason, { waived: z.boolean() })),
  ]);
};

/** Made when the first history is read: by far the largest of all rows, and most functions never read one. */
export const eventSchema = z.lazy(events);

/** What the chain of hashes is checked on: the row as it stands, nothing left out. */
export const rawEventSchema = z.looseObject({ seq: count, prev: z.string(), hash: z.string() });
