// Decides a contact: who is answerable, whether it opens a petition or joins one, which clocks start, whom the system writes to.
// First-contact rule: whoever receives the petitioner follows the matter to its end; nobody else can be left holding nothing.
import type { MailCode } from '../mail/catalogue.ts';
import { ok, refuse, type FieldError, type Result } from '../result.ts';
import { canBeFirstContact, has, headsPetitionRoom, type Staff } from '../staff/staff.ts';
import { isNearAccused, mayRead } from './access.ts';
import type { Circumstances, ContactInput } from './commands.ts';
import { deadline } from './deadlines.ts';
import { decision } from './decide.ts';
import type { Accused, Contact, Decision, Petition } from './petition.ts';
import { GROUP_VISIT_FROM, isGroupVisit, REPRESENTATIVES_AT_MOST } from './vocabulary.ts';

export interface Numbers {
  readonly petition: string;
  readonly contact: string;
}

export const SUBJECT_LENGTH = 30;

/** The subject as given, or else the first thirty characters of the story, by what a reader calls a character. */
export const subjectOf = ({ subject, story }: Pick<ContactInput, 'subject' | 'story'>): string => {
  const given = oneLine(subject ?? '');
  return given === '' ? [...oneLine(story)].slice(0, SUBJECT_LENGTH).join('') : given;
};

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/**
 * Opens a petition with its first contact.
 * @returns the decision with its contact, or INVALID with the fields that are wrong
 */
export const register = (input: ContactInput, numbers: Numbers, circumstances: Circumstances): Result<Decision & { contact: Contact }> => {
  const errors = fieldErrors(input, circumstances);
  if (errors.length > 0) return refuse('INVALID', { fields: errors });
  const restricted = isAccusation(input);
  const contact = contactOf(input, { petition: numbers.petition, number: numbers.contact, first: true, restricted }, circumstances);
  const owner = restricted ? restrictedHandler(input, circumstances.staff) : contact.receivedBy;
  if (owner === undefined) return refuse('INVALID', { fields: [{ path: 'accused', message: 'nobodyLeft' }] });
  const { today, calendar } = circumstances;
  const group = isGroupVisit(contact);
  const effect = {
    type: 'registered' as const,
    data: { ...opening(input, contact), owner, assignedOn: today },
    set: [
      deadline('DL-ACK', today, calendar),
      // Art. 23(2): no notice where name or address is unknown
      ...(contact.anonymous ? [] : [deadline('DL-NOTICE', contact.receivedOn, calendar)]),
    ],
    mails: [['E01', owner] as const, ...(group ? alerted(circumstances.staff, owner) : [])],
  };
  return ok({ ...decision(undefined, effect, circumstances), contact });
};

/**
 * A further contact on the same matter: it goes back to the first-contact officer, whoever received it, even when the matter is closed.
 * @returns the decision, or INVALID: also where the matter is hidden from the receiver, in the words of one that is not there
 */
export const addContact = (
  petition: Petition,
  input: ContactInput,
  numbers: Numbers,
  circumstances: Circumstances,
): Result<Decision & { contact: Contact }> => {
  const errors = fieldErrors(input, circumstances);
  if (errors.length > 0) return refuse('INVALID', { fields: errors });
  const hidden = petition.restricted && !mayRead(petition, circumstances.actor, () => undefined);
  if (hidden) return refuse('INVALID', { fields: [{ path: 'petition', message: 'unknownPetition' }] });
  // Art. 30: joined to a matter that others read, an accusation would reach the accused; of somebody else, it would be kept from nobody.
  if (isAccusation(input) && !(petition.restricted && isOfTheSame(input.accused, petition.accused)))
    return refuse('INVALID', { fields: [{ path: 'petition', message: 'accusationAlone' }] });
  const contact = contactOf(
    input,
    { petition: petition.number, number: numbers.contact, first: false, restricted: petition.restricted },
    circumstances,
  );
  const alerts = isGroupVisit(contact) ? alerted(circumstances.staff, petition.owner) : [];
  return ok(joined(petition, contact, circumstances, [['E03', petition.owner], ...alerts]));
};

/** The decision of a contact that joins a petition; an earlier day than the first contact's makes it the first (imports in any order). */
export const joined = (
  petition: Petition,
  received: Contact,
  circumstances: Pick<Circumstances, 'actor' | 'now'>,
  mails: readonly (readonly [MailCode, string])[] = [],
): Decision & { contact: Contact } => {
  const becomesFirst = received.receivedOn < petition.firstContact.receivedOn;
  const category = received.category ?? petition.category;
  const contact: Contact = { ...received, first: becomesFirst, ...(category && { category }) };
  const effect = {
    type: 'contactAdded' as const,
    data: { ...facts(contact), becomesFirst },
    mails,
    contactChanges: becomesFirst ? [{ number: petition.firstContact.number, first: false }] : [],
  };
  return { ...decision(petition, effect, circumstances), contact };
};

/** A matter of an earlier year, taken over as closed history: it counts in every report, owes no mail and starts no clock. */
export const importedHistory = (
  input: ContactInput,
  contact: Contact,
  owner: string,
  circumstances: Pick<Circumstances, 'actor' | 'now' | 'today'>,
): Decision & { contact: Contact } => {
  const data = { ...opening(input, contact), owner, assignedOn: contact.receivedOn };
  return { ...decision(undefined, { type: 'imported', data }, circumstances), contact };
};

/** The contact row of what was entered; who entered it may differ from who received it. */
export const contactOf = (
  input: ContactInput,
  { number, petition, first, restricted }: Pick<Contact, 'number' | 'petition' | 'first' | 'restricted'>,
  { actor, now, today }: Pick<Circumstances, 'actor' | 'now' | 'today'>,
): Contact => ({
  number,
  petition,
  first,
  restricted,
  receivedOn: input.receivedOn ?? today,
  at: now,
  channel: input.channel,
  township: input.township,
  ...(input.village !== undefined && { village: input.village }),
  ...(input.category && { category: input.category }),
  headcount: headcountOf(input),
  jointLetter: input.jointLetter,
  receivedBy: input.receiver ?? actor.id,
  enteredBy: actor.id,
  anonymous: input.anonymous,
  subject: subjectOf(input),
  story: input.story,
  petitioners: input.petitioners,
  representatives: input.representatives,
  ...(input.source && { source: input.source }),
  attachments: input.attachments,
});

const headcountOf = ({ headcount, petitioners }: ContactInput): number => headcount ?? Math.max(1, petitioners.length);

const facts = (contact: Contact) => ({
  contact: contact.number,
  receivedOn: contact.receivedOn,
  channel: contact.channel,
  headcount: contact.headcount,
  receivedBy: contact.receivedBy,
  categorised: contact.category !== undefined,
});

const opening = (input: ContactInput, contact: Contact) => ({
  ...facts(contact),
  number: contact.petition,
  kind: input.kind ?? ('REQUEST' as const),
  subject: contact.subject,
  township: contact.township,
  ...(contact.village !== undefined && { village: contact.village }),
  ...(contact.category && { category: contact.category }),
  restricted: contact.restricted,
  ...(input.accused && { accused: input.accused }),
  anonymous: contact.anonymous,
  transferredIn: input.source !== undefined,
});

const isAccusation = ({ kind, accused }: Pick<ContactInput, 'kind' | 'accused'>): boolean => kind === 'ACCUSATION' || accused !== undefined;

const isOfTheSame = (named: Accused | undefined, accused: Accused | undefined): boolean =>
  (named?.staff === undefined || named.staff === accused?.staff) && (named?.unit === undefined || named.unit === accused?.unit);

// The exception to the first-contact rule: accusations go to a named person of the petition room who is not near the accused, its head first;
// where the whole room is, to the leader in charge, then to the head of the organ.
export const restrictedHandler = ({ accused }: ContactInput, staff: readonly Staff[]): string | undefined => {
  const free = staff.filter((person) => !isNearAccused(accused, person, staff));
  const room = free.filter((person) => has(person, 'PETITION_ROOM'));
  const [chosen] = [
    ...room.filter((person) => has(person, 'DEPARTMENT_HEAD')),
    ...room,
    ...free.filter((person) => has(person, 'PETITIONS_LEADER')),
    ...free.filter((person) => has(person, 'HEAD')),
  ];
  return chosen?.id;
};

// Art. 25: a group visit is known to the leader in charge and the head of the petition room on the same day.
const alerted = (staff: readonly Staff[], owner: string): (readonly ['E02', string])[] =>
  staff
    .filter((person) => has(person, 'PETITIONS_LEADER') || headsPetitionRoom(person))
    .filter((person) => person.id !== owner)
    .map((person) => ['E02', person.id]);

/** Every rule a contact's fields must keep; the message is a key of the catalogue. */
export const fieldErrors = (input: ContactInput, { actor, staff, today, townships }: Circumstances): FieldError[] => {
  const headcount = headcountOf(input);
  const receiver = input.receiver === undefined ? actor : staff.find((person) => person.id === input.receiver);
  const elected = input.representatives.length;
  const rules: readonly (readonly [boolean, FieldError])[] = [
    [!townships.includes(input.township), { path: 'township', message: 'unknownTownship' }],
    [!receiver || !canBeFirstContact(receiver), { path: 'receiver', message: 'unknownStaff' }],
    [
      receiver !== undefined && receiver.id !== actor.id && !has(actor, 'PETITION_ROOM', 'ADMIN'),
      { path: 'receiver', message: 'onlyPetitionRoom' },
    ],
    [!input.anonymous && input.petitioners.length === 0, { path: 'petitioners', message: 'nameOrAnonymous' }],
    [input.anonymous && input.petitioners.length > 0, { path: 'petitioners', message: 'anonymousHasNoName' }],
    [(input.receivedOn ?? today) > today, { path: 'receivedOn', message: 'notAfter', data: { day: today } }],
    [headcount < input.petitioners.length, { path: 'headcount', message: 'fewerThanNamed', data: { named: input.petitioners.length } }],
    [
      isGroupVisit({ channel: input.channel, headcount }) && elected === 0,
      { path: 'representatives', message: 'representativesNeeded', data: { from: GROUP_VISIT_FROM } },
    ],
    [
      elected > REPRESENTATIVES_AT_MOST,
      { path: 'representatives', message: 'representativesTooMany', data: { most: REPRESENTATIVES_AT_MOST } },
    ],
    [
      input.accused?.staff !== undefined && !staff.some((person) => person.id === input.accused?.staff),
      { path: 'accused.staff', message: 'unknownStaff' },
    ],
    [(input.source?.receivedOn ?? today) > today, { path: 'source.receivedOn', message: 'notAfter', data: { day: today } }],
  ];
  return rules.filter(([wrong]) => wrong).map(([, error]) => error);
};
