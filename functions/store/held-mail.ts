// Mail that came in and waits to be filed: a row for each, never its content. The bytes lie where mail is received, raw as they came.
// It must not know what is in a mail, or who it is from.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { monthOf } from '../domain/calendar/days.ts';
import type { Db } from './client.ts';
import { HELD, heldLedgerPk, heldPk, mailTaskPk } from './keys.ts';

export interface Arrived {
  /** As whoever received the mail named it. */
  readonly id: string;
  readonly receivedAt: string;
  /** Bytes. */
  readonly size: number;
}

const schema = z.object({
  id: z.string(),
  receivedAt: z.string(),
  size: z.number(),
  state: z.enum(['HELD', 'DONE']),
  doneBy: z.exactOptional(z.string()),
  doneAt: z.exactOptional(z.string()),
});
export type HeldMail = z.infer<typeof schema>;

// Letters, digits and dashes: it becomes part of a key, of an address and of a file's name.
const ID = /^[A-Za-z0-9-]{16,100}$/;
export const isHeldId = (id: string): boolean => ID.test(id);

/** Holds a mail that arrived: 3 WCU. @returns false where it is held, or was dealt with, already */
export const putHeld = async (db: Db, { id, receivedAt, size }: Arrived): Promise<boolean> => {
  const Item = {
    pk: heldPk(db.bureau, id),
    sk: HELD,
    id,
    receivedAt,
    size,
    state: 'HELD' satisfies HeldMail['state'],
    unsentPk: mailTaskPk(db.bureau),
    owedAt: receivedAt,
    ledgerPk: heldLedgerPk(db.bureau, monthOf(receivedAt)),
    ledgerSk: `${receivedAt}#${id}`,
  };
  return made(db.doc.send(new PutCommand({ TableName: db.tables.petitions, Item, ConditionExpression: 'attribute_not_exists(pk)' })));
};

export const readHeld = async (db: Db, id: string): Promise<HeldMail | undefined> => {
  if (!isHeldId(id)) return undefined;
  const { Item } = await db.doc.send(new GetCommand({ ...row(db, id), ConsistentRead: true }));
  return Item && schema.parse(Item);
};

/** Somebody has seen to it: 2 WCU. @returns false where there is none, or somebody else was first */
export const markHeldDone = async (db: Db, id: string, { now, by }: { now: string; by: string }): Promise<boolean> =>
  made(
    db.doc.send(
      new UpdateCommand({
        ...row(db, id),
        UpdateExpression: 'SET #state = :done, doneBy = :by, doneAt = :now REMOVE unsentPk',
        ConditionExpression: '#state = :held',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':done': 'DONE', ':held': 'HELD', ':by': by, ':now': now },
      }),
    ),
  );

export const parseHeld = (items: readonly unknown[]): HeldMail[] => z.array(schema).parse(items);

const row = (db: Db, id: string) => ({ TableName: db.tables.petitions, Key: { pk: heldPk(db.bureau, id), sk: HELD } });

const made = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
