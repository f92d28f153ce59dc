// Mail that waits for a person, whichever way it went: sent and arrived nowhere, or received and not filed. One list, one query.
// It must not know why a mail is in it.
import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Db } from './client.ts';
import { parseHeld, type HeldMail } from './held-mail.ts';
import { HELD, heldLedgerPk, mailTaskPk } from './keys.ts';
import type { MailKey } from './mails.ts';
import { mailSchema, type MailItem } from './mail-schema.ts';

export interface MailTasks {
  readonly undelivered: readonly MailKey[];
  readonly held: readonly MailKey[];
}

/** More are not told apart from so many. */
export const TASKS_AT_MOST = 500;

const keysSchema = z.array(z.object({ pk: z.string(), sk: z.string() }));

/** Keys of what waits, oldest first: half a unit for every 4 KB of them, half a unit when there is nothing. */
export const readMailTasks = async (db: Db): Promise<MailTasks> => {
  const keys = await queryKeys(db, { index: 'unsent', attribute: 'unsentPk', pk: mailTaskPk(db.bureau), newestFirst: false });
  return { undelivered: keys.filter(({ sk }) => sk !== HELD), held: keys.filter(({ sk }) => sk === HELD) };
};

/** Mails received in a month, newest first, whatever became of them. */
export const heldOfMonth = async (db: Db, month: string, limit: number): Promise<HeldMail[]> => {
  const keys = await queryKeys(db, { index: 'ledger', attribute: 'ledgerPk', pk: heldLedgerPk(db.bureau, month), newestFirst: true });
  return heldByKey(db, keys.slice(0, limit));
};

/** At most 100; in the order asked for. */
export const heldByKey = async (db: Db, keys: readonly MailKey[]): Promise<HeldMail[]> => inOrder(keys, await byKey(db, keys), parseHeld);

/** At most 100; in the order asked for. */
export const mailsByKey = async (db: Db, keys: readonly MailKey[]): Promise<MailItem[]> =>
  inOrder(keys, await byKey(db, keys), (items) => z.array(mailSchema).parse(items));

interface Listing {
  readonly index: 'unsent' | 'ledger';
  readonly attribute: 'unsentPk' | 'ledgerPk';
  readonly pk: string;
  readonly newestFirst: boolean;
}

const queryKeys = async (db: Db, { index, attribute, pk, newestFirst }: Listing): Promise<MailKey[]> => {
  const { Items = [] } = await db.doc.send(
    new QueryCommand({
      TableName: db.tables.petitions,
      IndexName: index,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': attribute },
      ExpressionAttributeValues: { ':pk': pk },
      ScanIndexForward: !newestFirst,
      Limit: TASKS_AT_MOST,
    }),
  );
  return keysSchema.parse(Items);
};

type Item = Readonly<Record<string, unknown>>;

const byKey = async (db: Db, keys: readonly MailKey[]): Promise<Item[]> => {
  if (keys.length === 0) return [];
  const table = db.tables.petitions;
  const Keys = keys.map(({ pk, sk }) => ({ pk, sk }));
  return (await db.doc.send(new BatchGetCommand({ RequestItems: { [table]: { Keys } } }))).Responses?.[table] ?? [];
};

const inOrder = <Row>(keys: readonly MailKey[], items: readonly Item[], parse: (items: readonly Item[]) => Row[]): Row[] =>
  parse(keys.flatMap(({ pk, sk }) => items.filter((item) => item['pk'] === pk && item['sk'] === sk)));
