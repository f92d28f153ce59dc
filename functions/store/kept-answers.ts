// Answers kept for a day for requests that may be repeated: the text itself, or where it lies when it is long.
// It must not know what was asked or answered.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Db } from './client.ts';
import { KEY } from './keys.ts';
import { TTL_ATTRIBUTE } from './tables.ts';

const KEPT_SECONDS = 24 * 3600;

const keptSchema = z.object({
  bodyHash: z.string(),
  text: z.exactOptional(z.string()),
  blob: z.exactOptional(z.string()), // where the text is too long for a row
});
export type KeptAnswer = z.infer<typeof keptSchema>;

const epoch = (now: string): number => Math.floor(Date.parse(now) / 1000);

/** The answer kept under this partition key, unless its day is over; strongly read. */
export const readKept = async (db: Db, pk: string, now: string): Promise<KeptAnswer | undefined> => {
  const { Item } = await db.doc.send(new GetCommand({ TableName: db.tables.petitions, Key: { pk, sk: KEY }, ConsistentRead: true }));
  // Rows that have run out are deleted some time later, so they are looked past until then.
  return Item && Number(Item[TTL_ATTRIBUTE]) > epoch(now) ? keptSchema.parse(Item) : undefined;
};

/** False when another answer is kept under this key already. */
export const putKept = async (db: Db, pk: string, answer: KeptAnswer, now: string): Promise<boolean> => {
  const put = new PutCommand({
    TableName: db.tables.petitions,
    Item: { pk, sk: KEY, ...answer, [TTL_ATTRIBUTE]: epoch(now) + KEPT_SECONDS },
    ConditionExpression: 'attribute_not_exists(pk) OR #expires <= :now',
    ExpressionAttributeNames: { '#expires': TTL_ATTRIBUTE },
    ExpressionAttributeValues: { ':now': epoch(now) },
  });
  try {
    await db.doc.send(put);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
