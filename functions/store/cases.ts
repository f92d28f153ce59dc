// A petition whole: every row of it, parsed, and what the rows are once a decision is saved on them.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Deadline } from '../domain/petitions/deadlines.ts';
import type { ChainedEvent } from '../domain/petitions/events.ts';
import type { Contact, Decision, Petition } from '../domain/petitions/petition.ts';
import { chain } from './chain.ts';
import type { Db } from './client.ts';
import * as keys from './keys.ts';
import { mailItems, readContact } from './petition-items.ts';
import { deadlineSchema } from './limit-schema.ts';
import { mailSchema, type MailItem } from './mail-schema.ts';
import { eventSchema, rawEventSchema } from './petition-event-schema.ts';
import { readHead, type Head } from './petitions.ts';
import { noVault, type Vault } from './vault.ts';

type Item = Record<string, unknown>;

/** Every row of a petition, parsed. */
export interface CaseItems {
  readonly petition: Petition;
  readonly lastHash: string;
  readonly contacts: readonly Contact[];
  readonly events: readonly ChainedEvent[];
  readonly deadlines: readonly (Deadline & { readonly metAt?: string })[];
  readonly mails: readonly MailItem[];
}

/**
 * A petition whole, strongly read: one round trip per megabyte.
 * @param vault opens telephone and ID numbers; without one the contacts are left out
 */
export const readCase = async (db: Db, number: string, vault: Vault = noVault): Promise<CaseItems | undefined> => {
  const items = await rowsOf(db, number);
  const head = items.find((item) => item['sk'] === keys.HEAD);
  if (!head) return undefined;
  const rows = (prefix: string): Item[] => items.filter((item) => String(item['sk']).startsWith(prefix));
  return {
    ...readHead(head),
    contacts: vault === noVault ? [] : await Promise.all(rows('CT#').map((item) => readContact(item, vault))),
    events: rows('EV#').map((item) => eventSchema.parse(item) as ChainedEvent),
    deadlines: rows('DL#').map((item) => deadlineSchema.parse(item)),
    mails: rows('OUT#').map((item) => mailSchema.parse(item)),
  };
};

/** What a petition's rows are once this decision is saved on them: the answer to a command, without reading it back. */
export const itemsAfter = ({ bureau }: Pick<Db, 'bureau'>, items: CaseItems, decision: Decision): CaseItems => {
  const events = chain(decision.events, items.lastHash);
  const { set, met } = decision.deadlines;
  const metAt = events.at(-1)?.at ?? '';
  const kept = items.deadlines.filter(({ code }) => !set.some((one) => one.code === code));
  return {
    petition: decision.after,
    lastHash: events.at(-1)?.hash ?? items.lastHash,
    contacts: items.contacts.map((contact) => ({ ...contact, ...decision.contactChanges.find(({ number }) => number === contact.number) })),
    events: [...items.events, ...events],
    deadlines: [...kept.map((limit) => (met.includes(limit.code) ? { ...limit, metAt } : limit)), ...set].sort((a, b) =>
      a.code < b.code ? -1 : 1,
    ),
    mails: [...items.mails, ...mailItems(bureau, decision).map((item) => mailSchema.parse(item))],
  };
};

/** The history exactly as stored, for checking its chain. */
export const readRawEvents = async (db: Db, number: string): Promise<{ head: Head; events: ChainedEvent[] } | undefined> => {
  const items = await rowsOf(db, number);
  const head = items.find((item) => item['sk'] === keys.HEAD);
  if (!head) return undefined;
  const events = items
    .filter((item) => String(item['sk']).startsWith('EV#'))
    .map(({ pk: _pk, sk: _sk, ...event }) => rawEventSchema.parse(event));
  return { head: readHead(head), events: events as unknown as ChainedEvent[] };
};

const rowsOf = async (db: Db, number: string): Promise<Item[]> => {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await db.doc.send(
      new QueryCommand({
        TableName: db.tables.petitions,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.petitionPk(db.bureau, number) },
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
};
