// Petitions in the table: what a command loads in one round trip, and what it writes in one transaction.
// The write enforces the state machine: a head of another version, a number already taken or a used key cancels all of it.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, QueryCommand, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Deadline } from '../domain/petitions/deadlines.ts';
import type { ChainedEvent } from '../domain/petitions/events.ts';
import type { Contact, Decision, Petition } from '../domain/petitions/petition.ts';
import { chain, GENESIS } from './chain.ts';
import type { Db } from './client.ts';
import { claimSchema, type ClaimedRow } from './imports.ts';
import * as keys from './keys.ts';
import { contactItem, deadlineItem, eventItem, headItem, mailItem, mailNumber, readContact } from './petition-items.ts';
import { deadlineSchema, eventSchema, headSchema, mailSchema, petitionSchema, rawEventSchema, type MailItem } from './petition-schema.ts';
import { receiptItem, receiptSchema, type Receipt } from './receipts.ts';
import { noVault, type Vault } from './vault.ts';

type Item = Record<string, unknown>;
type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

export interface Head {
  readonly petition: Petition;
  readonly lastHash: string;
}

/** How far the two number series of a year have come. */
export interface Series {
  readonly year: number;
  readonly petitions: number;
  readonly contacts: number;
}

export interface Loaded {
  readonly head?: Head;
  readonly series: readonly Series[];
  readonly receipt?: Receipt;
  readonly claimed?: ClaimedRow; // what a line of an import file became
}

/** What to load before deciding: strongly read, one round trip. */
export interface Wanted {
  readonly petition?: string;
  readonly years?: readonly number[];
  readonly receipt?: string; // its partition key
  readonly claim?: string;
}

/** @throws when the table cannot be read; absent rows are simply absent */
export const load = async (db: Db, { petition, years = [], receipt, claim }: Wanted): Promise<Loaded> => {
  const wanted = [
    ...(petition === undefined ? [] : [{ pk: keys.petitionPk(db.bureau, petition), sk: keys.HEAD }]),
    ...years.map((year) => ({ pk: keys.seriesPk(db.bureau, year), sk: keys.SEQ })),
    ...[receipt, claim].filter((pk) => pk !== undefined).map((pk) => ({ pk, sk: keys.KEY })),
  ];
  const table = db.tables.petitions;
  const answer = await db.doc.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: wanted, ConsistentRead: true } } }));
  const items = new Map<unknown, Item>((answer.Responses?.[table] ?? []).map((item) => [item['pk'], item]));
  const head = petition === undefined ? undefined : items.get(keys.petitionPk(db.bureau, petition));
  const stored = receipt === undefined ? undefined : items.get(receipt);
  const claimed = claim === undefined ? undefined : items.get(claim);
  return {
    ...(head && { head: readHead(head) }),
    series: years.map((year) => ({ year, ...seriesSchema.parse(items.get(keys.seriesPk(db.bureau, year)) ?? {}) })),
    ...(stored && { receipt: receiptSchema.parse(stored) }),
    ...(claimed && { claimed: claimSchema.parse(claimed) }),
  };
};

const seriesSchema = z.object({ petitions: z.number().default(0), contacts: z.number().default(0) });

const readHead = (item: Item): Head => ({ petition: petitionSchema.parse(item), lastHash: headSchema.parse(item).lastHash });

/** Where one year's series moves to; the write fails when somebody else has moved it meanwhile. */
export interface SeriesMove {
  readonly before: Series;
  readonly after: Series;
}

export interface Saving {
  readonly decision: Decision & { readonly contact?: Contact };
  readonly lastHash?: string;
  readonly moves?: readonly SeriesMove[];
  readonly receipt?: Receipt;
  readonly claim?: Item; // must not exist yet
}

export type Saved = { readonly ok: true } | { readonly ok: false; readonly lost: 'HEAD' | 'SERIES' | 'KEY' | 'CONTENDED' };

/** Writes a decision and everything it owes in one transaction of at most 100 rows. */
export const save = async (db: Db, saving: Saving, vault: Vault): Promise<Saved> => {
  const { decision, moves = [], receipt, claim } = saving;
  const { bureau } = db;
  const table = db.tables.petitions;
  const number = decision.after.number;
  const events = chain(decision.events, saving.lastHash ?? GENESIS);
  const lastHash = events.at(-1)?.hash ?? GENESIS;
  const [last] = decision.events.slice(-1);
  const writes: { readonly lost: 'HEAD' | 'SERIES' | 'KEY'; readonly write: Write }[] = [
    {
      lost: 'HEAD',
      write: { Put: { TableName: table, Item: headItem(bureau, decision.after, lastHash), ...onVersion(decision.before?.version) } },
    },
    ...events.map((event) => ({ lost: 'HEAD' as const, write: put(table, eventItem(bureau, number, event), true) })),
    ...decision.deadlines.set.map((limit) => ({ lost: 'HEAD' as const, write: put(table, deadlineItem(bureau, number, limit)) })),
    ...decision.deadlines.met.map((code) => ({ lost: 'HEAD' as const, write: meet(table, bureau, number, code, last?.at ?? '') })),
    ...decision.contactChanges.map((change) => ({ lost: 'HEAD' as const, write: changeContact(table, bureau, number, change) })),
    ...mailItems(bureau, decision).map((item) => ({ lost: 'HEAD' as const, write: put(table, item) })),
    ...(decision.contact ? [{ lost: 'HEAD' as const, write: put(table, await contactItem(bureau, decision.contact, vault), true) }] : []),
    ...moves.map((move) => ({ lost: 'SERIES' as const, write: moveSeries(table, bureau, move) })),
    ...(receipt ? [{ lost: 'KEY' as const, write: put(table, receiptItem(receipt, last?.at ?? ''), true) }] : []),
    ...(claim ? [{ lost: 'KEY' as const, write: put(table, claim, true) }] : []),
  ];
  try {
    await db.doc.send(new TransactWriteCommand({ TransactItems: writes.map(({ write }) => write) }));
    return { ok: true };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    return { ok: false, lost: whatWasLost(error, writes) };
  }
};

const mailItems = (bureau: string, { after, events, mails }: Decision): Item[] =>
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

const ABSENT = 'attribute_not_exists(pk)';

const put = (table: string, item: Item, mustBeNew = false): Write => ({
  Put: { TableName: table, Item: item, ...(mustBeNew && { ConditionExpression: ABSENT }) },
});

const onVersion = (version: number | undefined) =>
  version === undefined
    ? { ConditionExpression: ABSENT }
    : {
        ConditionExpression: '#version = :read',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':read': version },
      };

const meet = (table: string, bureau: string, number: string, code: Deadline['code'], at: string): Write => ({
  Update: {
    TableName: table,
    Key: { pk: keys.petitionPk(bureau, number), sk: keys.deadlineSk(code) },
    UpdateExpression: 'SET metAt = :at REMOVE duePk',
    ExpressionAttributeValues: { ':at': at },
  },
});

const changeContact = (
  table: string,
  bureau: string,
  number: string,
  { number: contact, category, first }: Decision['contactChanges'][number],
): Write => {
  const changes = Object.entries({ category, first }).filter(([, value]) => value !== undefined);
  return {
    Update: {
      TableName: table,
      Key: { pk: keys.petitionPk(bureau, number), sk: keys.contactSk(contact) },
      UpdateExpression: `SET ${changes.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(changes.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(changes.map(([name, value]) => [`:${name}`, value])),
      ConditionExpression: 'attribute_exists(pk)',
    },
  };
};

const moveSeries = (table: string, bureau: string, { before, after }: SeriesMove): Write => ({
  Update: {
    TableName: table,
    Key: { pk: keys.seriesPk(bureau, before.year), sk: keys.SEQ },
    UpdateExpression: 'SET petitions = :petitions, contacts = :contacts',
    // A year's first number finds no row; later ones must find what was read.
    ConditionExpression:
      before.petitions + before.contacts === 0
        ? 'attribute_not_exists(contacts)'
        : 'petitions = :readPetitions AND contacts = :readContacts',
    ExpressionAttributeValues: {
      ':petitions': after.petitions,
      ':contacts': after.contacts,
      ...(before.petitions + before.contacts > 0 && { ':readPetitions': before.petitions, ':readContacts': before.contacts }),
    },
  },
});

// The SDK does not repeat a transaction that met another one on the same row; the caller does, from a fresh read.
const whatWasLost = (error: TransactionCanceledException, writes: readonly { readonly lost: 'HEAD' | 'SERIES' | 'KEY' }[]) => {
  const failed = (error.CancellationReasons ?? []).flatMap(({ Code }, index) =>
    Code === 'ConditionalCheckFailed' ? [writes[index]?.lost ?? 'CONTENDED'] : [],
  );
  const first = (['KEY', 'HEAD', 'SERIES'] as const).find((lost) => failed.includes(lost));
  if (first) return first;
  const contended = (error.CancellationReasons ?? []).some(({ Code }) => Code === 'TransactionConflict' || Code === 'ThrottlingError');
  if (contended) return 'CONTENDED' as const;
  throw error;
};

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
