// Between the domain's shapes and the stored rows of a petition: which attributes a row carries, and in which sparse index it stands.
import { monthOf } from '../domain/calendar/days.ts';
import { isDuty, type Deadline, type DeadlineCode } from '../domain/petitions/deadlines.ts';
import type { ChainedEvent } from '../domain/petitions/events.ts';
import type { MailOwed } from '../domain/mail/catalogue.ts';
import type { Contact, Decision, OpenLimit, Person, Petition } from '../domain/petitions/petition.ts';
import { isOpen } from '../domain/petitions/vocabulary.ts';
import * as keys from './keys.ts';
import { contactSchema } from './contact-schema.ts';
import type { Vault } from './vault.ts';

type Item = Record<string, unknown>;

/** Sorts after every real day: open, but no duty is running. */
const NO_DUE = '9999-12-31';

/** The running duty with the earliest target day. */
export const nextLimit = ({ limits }: Petition): ({ code: DeadlineCode } & OpenLimit) | undefined =>
  (Object.entries(limits) as [DeadlineCode, OpenLimit][])
    .filter(([code]) => isDuty(code))
    .map(([code, limit]) => ({ code, ...limit }))
    .sort((a, b) => (a.targetDue < b.targetDue ? -1 : 1))[0];

/** The head; while open it stands in its officer's list and, unless restricted, in its township's. */
export const headItem = (bureau: string, petition: Petition, lastHash: string): Item => {
  const next = nextLimit(petition);
  const open = isOpen(petition.state);
  return {
    pk: keys.petitionPk(bureau, petition.number),
    sk: keys.HEAD,
    ...petition,
    lastHash,
    acked: petition.acknowledged !== undefined,
    flags: petition.group ? 'GROUP' : '-',
    ...(open && { officerPk: keys.officerPk(bureau, petition.owner), dueSk: `${next?.targetDue ?? NO_DUE}#${petition.number}` }),
    ...(open && !petition.restricted && { areaPk: keys.areaPk(bureau, petition.township) }),
    ...(open && next && { dueCode: next.code, rolled: next.rolledDue, started: next.start }),
  };
};

export const dayOfDueSk = (dueSk: string): string | undefined => (dueSk.startsWith(NO_DUE) ? undefined : dueSk.slice(0, 10));

export const deadlineItem = (bureau: string, petition: string, deadline: Deadline): Item => ({
  pk: keys.petitionPk(bureau, petition),
  sk: keys.deadlineSk(deadline.code),
  ...deadline,
  duePk: keys.duePk(bureau, deadline.targetDue),
});

export const eventItem = (bureau: string, petition: string, event: ChainedEvent): Item => ({
  pk: keys.petitionPk(bureau, petition),
  sk: keys.eventSk(event.seq),
  ...event,
});

interface Outgoing {
  readonly pk: string;
  readonly number: string;
  readonly case?: string;
  readonly seq: number;
  readonly n: number;
  readonly owedAt: string;
  readonly count?: number;
}

/** A mail owed: it stands in the sweeper's list until sent, and in the ledger of its month for good. */
export const mailItem = (bureau: string, mail: MailOwed, { pk, number, case: about, seq, n, owedAt, count }: Outgoing): Item => ({
  pk,
  sk: keys.outSk(seq, n),
  number,
  ...(about !== undefined && { case: about }),
  ...(count !== undefined && { count }),
  ...mail,
  seq,
  state: 'owed',
  owedAt,
  at: owedAt,
  attempts: 0,
  unsentPk: keys.unsentPk(bureau),
  ledgerPk: keys.ledgerPk(bureau, monthOf(owedAt)),
  ledgerSk: `${owedAt}#${number}`,
});

/** Stable, printed in the mail, so that a second copy of it is recognised. */
const mailNumber = (petition: string, seq: number, n: number): string => `${petition}-M${String(seq)}.${String(n)}`;

/** The rows of every mail a decision owes. */
export const mailItems = (bureau: string, { after, events, mails }: Decision): Item[] =>
  mails.map((mail, index) =>
    mailItem(bureau, mail, {
      pk: keys.petitionPk(bureau, after.number),
      number: mailNumber(after.number, after.version, index + 1),
      case: after.number,
      seq: after.version,
      n: index + 1,
      owedAt: events.at(-1)?.at ?? '',
    }),
  );

/** A contact: names readable, telephone and ID numbers sealed to this row, the petitioner findable only through the blind index. */
export const contactItem = async (bureau: string, contact: Contact, vault: Vault): Promise<Item> => {
  const { number, category, petitioners, representatives, ...plain } = contact;
  const pk = keys.petitionPk(bureau, contact.petition);
  const row = `${pk}#${number}`;
  const [first] = petitioners;
  return {
    pk,
    sk: keys.contactSk(number),
    ...plain,
    contact: number,
    category: category ?? 'NONE',
    petitioners: await Promise.all(petitioners.map((person) => sealed(person, row, vault))),
    representatives: await Promise.all(representatives.map((person) => sealed(person, row, vault))),
    monthPk: keys.monthPk(bureau, monthOf(contact.receivedOn)),
    monthSk: `${contact.receivedOn}#${number}`,
    ...(first && { whoPk: keys.whoPk(bureau, await vault.blind(whoIs(first.name, contact.township))) }),
  };
};

/** What the blind index is made of: the name as written less spaces and width, and the township. */
export const whoIs = (name: string, township: string): string => `${name.normalize('NFKC').replace(/\s+/gu, '')}\n${township}`;

export const readContact = async (item: Item, vault: Vault): Promise<Contact> => {
  const { contact: number, category, petitioners, representatives, ...plain } = contactSchema.parse(item);
  const row = `${String(item['pk'])}#${number}`;
  return {
    ...plain,
    number,
    ...(category !== 'NONE' && { category }),
    petitioners: await Promise.all(petitioners.map((person) => opened(person, row, vault))),
    representatives: await Promise.all(representatives.map((person) => opened(person, row, vault))),
  };
};

const IDENTITY = ['phone', 'idNumber'] as const;

const sealed = (person: Person, row: string, vault: Vault): Promise<Person> => withIdentity(person, (text) => vault.seal(text, row));
const opened = (person: Person, row: string, vault: Vault): Promise<Person> => withIdentity(person, (text) => vault.open(text, row));

const withIdentity = async (person: Person, change: (text: string) => Promise<string>): Promise<Person> => {
  const changed: { -readonly [Field in keyof Person]: Person[Field] } = { ...person };
  for (const field of IDENTITY) {
    const text = person[field];
    if (text !== undefined) changed[field] = await change(text);
  }
  return changed;
};
