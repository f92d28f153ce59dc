// Writes a decision and everything it owes, or nothing of it. The write enforces the state machine: a head of another version,
// a number already taken or a used key cancels all of it.
import type { DeadlineCode } from '../domain/petitions/deadlines.ts';
import type { Contact, Decision } from '../domain/petitions/petition.ts';
import { chain, GENESIS } from './chain.ts';
import type { Db } from './client.ts';
import * as keys from './keys.ts';
import { contactItem, deadlineItem, eventItem, headItem, mailItems } from './petition-items.ts';
import type { Series } from './petitions.ts';
import { receiptItem, type Receipt } from './receipts.ts';
import { ABSENT, transact, type Staked, type Write, type Written } from './transact.ts';
import type { Vault } from './vault.ts';

type Item = Record<string, unknown>;

/** What the caller lost when a write's condition fails, in the order in which it is told. */
const STAKES = ['KEY', 'HEAD', 'SERIES'] as const;
type Stake = (typeof STAKES)[number];

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

export type Saved = Written<Stake>;

/** Writes a decision and everything it owes in one transaction of at most 100 rows. */
export const save = async (db: Db, saving: Saving, vault: Vault): Promise<Saved> => transact(db, await writesOf(db, saving, vault), STAKES);

/** Writes decisions on different petitions, all of them or none; together with the moves at most 100 rows. */
export const saveTogether = async (
  db: Db,
  { savings, moves }: { readonly savings: readonly Saving[]; readonly moves: readonly SeriesMove[] },
  vault: Vault,
): Promise<Saved> => {
  const writes = await Promise.all(savings.map((saving) => writesOf(db, saving, vault)));
  return transact(db, [...writes.flat(), ...seriesWrites(db, moves)], STAKES);
};

const writesOf = async (
  db: Db,
  { decision, lastHash: before, moves = [], receipt, claim }: Saving,
  vault: Vault,
): Promise<Staked<Stake>[]> => {
  const { bureau } = db;
  const table = db.tables.petitions;
  const number = decision.after.number;
  const events = chain(decision.events, before ?? GENESIS);
  const lastHash = events.at(-1)?.hash ?? GENESIS;
  const [last] = decision.events.slice(-1);
  const at = last?.at ?? '';
  return [
    ...lostWith('HEAD', [
      { Put: { TableName: table, Item: headItem(bureau, decision.after, lastHash), ...onVersion(decision.before?.version) } },
      ...events.map((event) => put(table, eventItem(bureau, number, event), true)),
      ...decision.deadlines.set.map((limit) => put(table, deadlineItem(bureau, number, limit))),
      ...decision.deadlines.met.map((code) => meet(table, bureau, number, { code, at })),
      ...decision.contactChanges.map((change) => changeContact(table, bureau, number, change)),
      ...mailItems(bureau, decision).map((item) => put(table, item)),
      ...(decision.contact ? [put(table, await contactItem(bureau, decision.contact, vault), true)] : []),
    ]),
    ...seriesWrites(db, moves),
    ...lostWith('KEY', [...(receipt ? [put(table, receiptItem(receipt, at), true)] : []), ...(claim ? [put(table, claim, true)] : [])]),
  ];
};

const seriesWrites = (db: Db, moves: readonly SeriesMove[]): Staked<Stake>[] =>
  lostWith(
    'SERIES',
    moves.map((move) => moveSeries(db.tables.petitions, db.bureau, move)),
  );

const lostWith = (lost: Stake, writes: readonly Write[]): Staked<Stake>[] => writes.map((write) => ({ lost, write }));

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

const meet = (table: string, bureau: string, number: string, { code, at }: { code: DeadlineCode; at: string }): Write => ({
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
