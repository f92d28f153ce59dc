// The columns of a contact that the indexes carry, as a schema.
// It must not know which list they stand in.
import * as z from 'zod/mini';
import { contact } from './contact-schema.ts';

/** The columns of the contact indexes. */
export const contactColumns = z.pick(contact(), {
  contact: true,
  petition: true,
  receivedOn: true,
  channel: true,
  township: true,
  village: true,
  category: true,
  first: true,
  headcount: true,
  restricted: true,
});
