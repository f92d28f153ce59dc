// The stored limits of a petition as schemas, with the steps that explain each.
// It must not know what follows from a limit.
import * as z from 'zod/mini';
import { DEADLINES, type DeadlineCode } from '../domain/petitions/deadlines.ts';
import { count, day, instant } from './fields.ts';

export const deadlineCode = z.enum(Object.keys(DEADLINES) as [DeadlineCode, ...DeadlineCode[]]);

export const limitSchema = z.object({ code: deadlineCode, start: day, legalDue: day, rolledDue: day, targetDue: day });

const deadline = () => {
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

  return z.extend(limitSchema, {
    length: count,
    unit: z.enum(['day', 'workday']),
    steps: z.array(stepSchema),
    calendarLoaded: z.boolean(),
    missingYears: z.array(z.number()),
    metAt: z.exactOptional(instant),
  });
};

/** Made when the first limit is read. */
export const deadlineSchema = z.lazy(deadline);
