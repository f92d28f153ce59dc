// Action links: one row a token, found by the token's hash alone, so that a reader of the table cannot act for anybody.
// It must not know pages, or what a link may do.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { ACTION_OUTCOMES, type ActionOutcome } from '../domain/mail/action-outcomes.ts';
import type { Db } from './client.ts';
import { sha256 } from './keys.ts';
import { TTL_ATTRIBUTE } from './tables.ts';

const LINK = 'LINK';

const schema = z.object({
  case: z.string(),
  officer: z.string(),
  purpose: z.literal('acknowledge'),
  until: z.string(), // instant
  usedAt: z.exactOptional(z.string()),
  result: z.exactOptional(z.enum(ACTION_OUTCOMES)),
});
export type Link = z.infer<typeof schema>;

/** Keeps a new link; of the token only its SHA-256. 1 WCU. */
export const putLink = async (db: Db, token: string, link: Link): Promise<void> => {
  const Item = { ...keyOf(db, token), ...link, [TTL_ATTRIBUTE]: Math.floor(Date.parse(link.until) / 1000) };
  await db.doc.send(new PutCommand({ TableName: db.tables.petitions, Item, ConditionExpression: 'attribute_not_exists(pk)' }));
};

/** The link of a token, or nothing when there is none or its time is over: deletion by age may come days late. */
export const readLink = async (db: Db, token: string, now: string): Promise<Link | undefined> => {
  const { Item } = await db.doc.send(new GetCommand({ TableName: db.tables.petitions, Key: keyOf(db, token), ConsistentRead: true }));
  const link = Item && schema.parse(Item);
  return link && now < link.until ? link : undefined;
};

/** Keeps what the first press came to. False when another press was first. 1 WCU. */
export const markLinkUsed = (db: Db, token: string, { now, result }: { now: string; result: ActionOutcome }): Promise<boolean> =>
  change(db, token, 'SET usedAt = :now, #result = :result', 'attribute_exists(pk) AND attribute_not_exists(usedAt)', {
    ':now': now,
    ':result': result,
  });

/** Makes a link as if it had never been pressed, after an undo. `usedAt` names the press that was undone. */
export const freeLink = (db: Db, token: string, usedAt: string): Promise<boolean> =>
  change(db, token, 'REMOVE usedAt, #result', 'usedAt = :usedAt', { ':usedAt': usedAt });

const keyOf = (db: Db, token: string) => ({ pk: `${db.bureau}#LINK#${sha256(token)}`, sk: LINK });

const change = async (db: Db, token: string, update: string, condition: string, values: Record<string, unknown>): Promise<boolean> => {
  try {
    await db.doc.send(
      new UpdateCommand({
        TableName: db.tables.petitions,
        Key: keyOf(db, token),
        UpdateExpression: update,
        ConditionExpression: condition,
        ExpressionAttributeNames: { '#result': 'result' },
        ExpressionAttributeValues: values,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
