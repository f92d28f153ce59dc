// A contact as it arrives from a form or a program: names of the JSON API, limits on every length, unknown fields refused.
// It must not know rules that need the bureau or the day (townships, staff, representatives): those are the domain's.
import * as z from 'zod';
import type { ContactRequest } from '../../services/shapes.ts';
import { PETITION_NUMBER } from '../../domain/ids.ts';
import { CATEGORIES, CHANNELS, KINDS } from '../../domain/petitions/vocabulary.ts';
import { refuse, type Result } from '../../domain/result.ts';
import { defined, readWith } from './read.ts';
import { day, line, optionalLine, paragraphs, whole } from './text.ts';

/** Most characters, entries or people a contact may carry; a stored row stays well under what the database takes. */
export const CONTACT_LIMITS = {
  story: 20_000,
  subject: 100,
  village: 60,
  name: 100,
  phone: 40,
  idNumber: 40,
  staff: 40,
  unit: 100,
  organ: 100,
  sourceNumber: 60,
  headcount: 10_000,
  petitioners: 200,
  representatives: 50,
  attachment: 40,
  attachments: 20,
} as const;
const MOST = CONTACT_LIMITS;

const person = z
  .strictObject({
    name: line(MOST.name),
    // As written at the desk: a number that looks wrong must not keep anybody from being heard.
    phone: optionalLine(MOST.phone),
    idNumber: optionalLine(MOST.idNumber),
    personId: optionalLine(MOST.idNumber),
  })
  .transform(defined);

const representative = z.strictObject({ name: line(MOST.name), phone: optionalLine(MOST.phone) }).transform(defined);

const accused = z
  .strictObject({ staff: optionalLine(MOST.staff), unit: optionalLine(MOST.unit) })
  .transform(defined)
  .refine(({ staff, unit }) => staff !== undefined || unit !== undefined, { error: 'staffOrUnit' });

const source = z.strictObject({ organ: line(MOST.organ), number: line(MOST.sourceNumber), receivedOn: day });

export const petitionNumberField = z.string().regex(PETITION_NUMBER, { error: 'unknownPetition' });

/**
 * Reads the JSON of a contact. The one rule about names that a schema cannot hold is told together with whatever the schema finds
 * wrong, instead of in a second round.
 * @returns INVALID with every wrong field
 */
export const readContact = (raw: unknown): Result<ContactRequest> => {
  const read = readWith(contactSchema, raw);
  if (read.ok || read.refusal.code !== 'INVALID' || saysWho(raw)) return read;
  const fields = read.refusal.data.fields ?? [];
  return fields.some(({ path }) => path.startsWith('petitioners')) ? read : refuse('INVALID', { fields: [NAMELESS, ...fields] });
};

const NAMELESS = { path: 'petitioners', message: 'nameOrAnonymous' } as const;
const saysWho = (raw: unknown): boolean =>
  z.union([z.object({ anonymous: z.literal(true) }), z.object({ petitioners: z.array(z.unknown()).min(1) })]).safeParse(raw).success;

/** JSON of `POST /contacts` → ContactRequest. */
export const contactSchema = z
  .strictObject({
    channel: z.enum(CHANNELS),
    township: line(20),
    village: optionalLine(MOST.village),
    story: paragraphs(MOST.story),
    subject: optionalLine(MOST.subject),
    kind: z.enum(KINDS).optional(),
    category: z.enum(CATEGORIES).optional(),
    petitioners: z.array(person).max(MOST.petitioners).default([]),
    anonymous: z.boolean().default(false),
    receivedOn: day.optional(),
    receiver: optionalLine(MOST.staff),
    headcount: whole(1, MOST.headcount).optional(),
    representatives: z.array(representative).max(MOST.representatives).default([]),
    jointLetter: z.boolean().default(false),
    accused: accused.optional(),
    petition: petitionNumberField.optional(),
    source: source.optional(),
    attachments: z.array(line(MOST.attachment)).max(MOST.attachments).default([]), // ids given by POST /blobs
  })
  .transform((contact): ContactRequest => defined(contact));
