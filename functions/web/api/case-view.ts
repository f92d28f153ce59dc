// A petition as the API shows it: built field by field and parsed again, so that a field added inside never leaks out.
// It must not know who may read; what arrives here is already the reader's to see.
import * as z from 'zod';
import { explain } from '../../domain/calendar/explain.ts';
import type { CommandName } from '../../domain/petitions/commands.ts';
import type { Contact, Petition } from '../../domain/petitions/petition.ts';
import { TRANSITIONS } from '../../domain/petitions/transitions.ts';
import { CATEGORIES, CHANNELS, KINDS, OUTCOMES, SATISFACTION, STATES } from '../../domain/petitions/vocabulary.ts';
import type { CaseFile, LimitView, Registered } from '../../services/shapes.ts';
import { defined } from '../schema/read.ts';
import type { Language } from '../words/index.ts';

const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });

export const deadlineAnswer = z.object({
  code: z.string(),
  basis: z.string(),
  start: day,
  length: z.int(),
  unit: z.enum(['day', 'workday']),
  legalDue: day,
  rolledDue: day,
  targetDue: day,
  due: day.optional(), // working days know one date only
  derivation: z.array(z.string()),
  calendarLoaded: z.boolean(),
  metAt: z.string().optional(),
  light: z.enum(['MET', 'ON_TRACK', 'AT_RISK', 'OVERDUE']),
});

const deadlineView = (limit: LimitView, language: Language): z.input<typeof deadlineAnswer> => ({
  code: limit.code,
  basis: limit.basis,
  start: limit.start,
  length: limit.length,
  unit: limit.unit,
  legalDue: limit.legalDue,
  rolledDue: limit.rolledDue,
  targetDue: limit.targetDue,
  ...(limit.unit === 'workday' && { due: limit.legalDue }),
  derivation: explain(limit, language),
  calendarLoaded: limit.calendarLoaded,
  ...(limit.metAt !== undefined && { metAt: limit.metAt }),
  light: limit.light,
});

// Names are for readers of the case; telephone and ID numbers are for the page of the officer who calls, never for a program.
export const namedAnswer = z.object({ name: z.string(), personId: z.string().optional() });
const sourceAnswer = z.object({ organ: z.string(), number: z.string(), receivedOn: day });

export const contactAnswer = z.object({
  number: z.string(),
  receivedOn: day,
  channel: z.enum(CHANNELS),
  township: z.string(),
  village: z.string().optional(),
  category: z.enum(CATEGORIES).optional(),
  first: z.boolean(),
  headcount: z.int(),
  jointLetter: z.boolean(),
  receivedBy: z.string(),
  enteredBy: z.string(),
  anonymous: z.boolean(),
  subject: z.string(),
  story: z.string(),
  petitioners: z.array(namedAnswer),
  representatives: z.array(namedAnswer),
  source: sourceAnswer.optional(),
  attachments: z.array(z.object({ id: z.string(), name: z.string(), size: z.int() })),
});

const contactView = (contact: Contact): z.input<typeof contactAnswer> => ({
  number: contact.number,
  receivedOn: contact.receivedOn,
  channel: contact.channel,
  township: contact.township,
  village: contact.village,
  category: contact.category,
  first: contact.first,
  headcount: contact.headcount,
  jointLetter: contact.jointLetter,
  receivedBy: contact.receivedBy,
  enteredBy: contact.enteredBy,
  anonymous: contact.anonymous,
  subject: contact.subject,
  story: contact.story,
  petitioners: contact.petitioners.map(({ name, personId }) => ({ name, personId })),
  representatives: contact.representatives.map(({ name, personId }) => ({ name, personId })),
  source: contact.source,
  attachments: contact.attachments.map(({ id, name, size }) => ({ id, name, size })),
});

const petitionAnswer = z.object({
  number: z.string(),
  state: z.enum(STATES),
  kind: z.enum(KINDS),
  category: z.enum(CATEGORIES).optional(),
  subject: z.string(),
  township: z.string(),
  village: z.string().optional(),
  restricted: z.boolean(),
  anonymous: z.boolean(),
  group: z.boolean(),
  transferredIn: z.boolean(),
  roles: z.object({ firstContactOfficer: z.string(), handler: z.string(), receivedBy: z.string() }),
  firstContactOfficer: z.string(),
  assignedOn: day,
  acknowledged: z.object({ by: z.string(), at: instant }).optional(),
  legalRoute: z.int().optional(),
  acceptedOn: day.optional(),
  opinion: z.object({ outcome: z.enum(OUTCOMES), on: day }).optional(),
  served: z.object({ on: day }).optional(),
  callBack: z.object({ tries: z.int(), reached: z.boolean(), by: z.string(), satisfaction: z.enum(SATISFACTION).optional() }).optional(),
  closed: z.object({ on: day, reason: z.string() }).optional(),
  version: z.int(),
});

const petitionView = (petition: Petition): z.input<typeof petitionAnswer> => ({
  number: petition.number,
  state: petition.state,
  kind: petition.kind,
  category: petition.category,
  subject: petition.subject,
  township: petition.township,
  village: petition.village,
  restricted: petition.restricted,
  anonymous: petition.anonymous,
  group: petition.group,
  transferredIn: petition.transferredIn,
  roles: { firstContactOfficer: petition.owner, handler: petition.handler, receivedBy: petition.receivedBy },
  firstContactOfficer: petition.owner,
  assignedOn: petition.assignedOn,
  acknowledged: petition.acknowledged,
  legalRoute: petition.legalRoute,
  acceptedOn: petition.acceptedOn,
  opinion: petition.opinion,
  served: petition.served,
  callBack: petition.callBack,
  closed: petition.closed,
  version: petition.version,
});

// The order of the table is the order of the buttons.
const COMMANDS = Object.keys(TRANSITIONS) as CommandName[];

export const caseAnswer = petitionAnswer.extend({
  deadlines: z.array(deadlineAnswer),
  contacts: z.array(contactAnswer),
  allowed: z.array(z.enum(COMMANDS)),
});

/** The body of `GET /petitions/{number}` and of every command. */
export const caseView = ({ petition, limits, contacts, allowed }: CaseFile, language: Language): z.output<typeof caseAnswer> =>
  caseAnswer.parse(
    defined({
      ...petitionView(petition),
      deadlines: limits.map((limit) => deadlineView(limit, language)),
      contacts: contacts.map(contactView),
      allowed: [...allowed],
    }),
  );

export const registeredAnswer = z.object({
  contact: z.object({ number: z.string() }),
  petition: z.object({
    number: z.string(),
    state: z.enum(STATES),
    firstContactOfficer: z.string(),
    version: z.int(),
    deadlines: z.array(deadlineAnswer),
  }),
  queryCode: z.string(),
});

/** The body of 201 from `POST /contacts`. */
export const registeredView = (
  { contact, petition, limits, queryCode }: Registered,
  language: Language,
): z.output<typeof registeredAnswer> =>
  registeredAnswer.parse({
    contact: { number: contact.number },
    petition: {
      number: petition.number,
      state: petition.state,
      firstContactOfficer: petition.owner,
      version: petition.version,
      deadlines: limits.map((limit) => deadlineView(limit, language)),
    },
    queryCode,
  });
