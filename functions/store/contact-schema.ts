// The stored contacts of a petition as schemas.
// It must not know what a contact leads to.
import * as z from 'zod/mini';
import { CATEGORIES, CHANNELS } from '../domain/petitions/vocabulary.ts';
import { count, day, instant, number, staff } from './fields.ts';

export const contact = () => {
  const person = z.object({
    name: z.string(),
    phone: z.exactOptional(z.string()),
    idNumber: z.exactOptional(z.string()),
    personId: z.exactOptional(z.string()),
  });

  return z.object({
    contact: number,
    petition: number,
    receivedOn: day,
    at: instant,
    channel: z.enum(CHANNELS),
    township: z.string(),
    village: z.exactOptional(z.string()),
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
    source: z.exactOptional(z.object({ organ: z.string(), number: z.string(), receivedOn: day })),
    attachments: z.array(z.object({ id: z.string(), name: z.string(), size: count })),
  });
};

/** Made when the first contact is read; most functions never read one. */
export const contactSchema = z.lazy(contact);
