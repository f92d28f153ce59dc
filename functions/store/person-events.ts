// The rows of a person's history, as they are read back.
// It must not know what follows from them.
import * as z from 'zod/mini';
import { REMOVAL_REASONS } from '../domain/people/person.ts';
import type { RollEvent } from '../domain/people/roll.ts';

const happened = { seq: z.int(), at: z.string(), by: z.string() };
const change = z.object({ field: z.string(), from: z.exactOptional(z.string()), to: z.exactOptional(z.string()) });

export const rollEventSchema: z.ZodMiniType<RollEvent> = z.discriminatedUnion('type', [
  z.object({ ...happened, type: z.enum(['changed', 'imported']), changes: z.array(change) }),
  z.object({ ...happened, type: z.literal('removed'), on: z.string(), reason: z.enum(REMOVAL_REASONS) }),
  z.object({ ...happened, type: z.literal('restored'), reason: z.string(), was: z.string() }),
]);
