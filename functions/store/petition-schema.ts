// The stored head of a petition as a schema: every read is parsed, so a damaged row is found where it is read and not three screens later.
// It must not know what follows from a state.
import * as z from 'zod/mini';
import { CATEGORIES, KINDS, OUTCOMES, SATISFACTION, STATES } from '../domain/petitions/vocabulary.ts';
import { count, day, instant, number, staff } from './fields.ts';
import { deadlineCode } from './limit-schema.ts';

export const satisfaction = z.enum(SATISFACTION);

export const petition = () => {
  const accused = z.object({ staff: z.exactOptional(staff), unit: z.exactOptional(z.string()) });

  return z.object({
    number,
    version: count,
    state: z.enum(STATES),
    kind: z.enum(KINDS),
    subject: z.string(),
    township: z.string(),
    village: z.exactOptional(z.string()),
    category: z.exactOptional(z.enum(CATEGORIES)),
    restricted: z.boolean(),
    accused: z.exactOptional(accused),
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
    acknowledged: z.exactOptional(z.object({ by: staff, at: instant })),
    legalRoute: z.exactOptional(z.number()),
    acceptedOn: z.exactOptional(day),
    opinion: z.exactOptional(z.object({ outcome: z.enum(OUTCOMES), on: day })),
    served: z.exactOptional(z.object({ on: day })),
    callBack: z.exactOptional(z.object({ tries: count, reached: z.boolean(), by: staff, satisfaction: z.exactOptional(satisfaction) })),
    closed: z.exactOptional(z.object({ on: day, reason: z.string() })),
    limits: z.partialRecord(deadlineCode, z.object({ start: day, targetDue: day, rolledDue: day })),
  });
};

/** Both are made when the first head is read. */
export const petitionSchema = z.lazy(petition);
export const headSchema = z.lazy(() => z.extend(petition(), { lastHash: z.string().check(z.length(64)) }));

/** The columns of the head's indexes. */
export const listColumns = z.object({
  pk: z.string(),
  dueSk: z.string(),
  subject: z.string(),
  state: z.enum(STATES),
  township: z.string(),
  village: z.exactOptional(z.string()),
  dueCode: z.exactOptional(deadlineCode),
  rolled: z.exactOptional(day),
  started: z.exactOptional(day),
  owner: staff,
  acked: z.boolean(),
  flags: z.string(),
});
