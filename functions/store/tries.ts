// Counters of failed tries at a public door: one row a scope and window, gone by itself when the window is over.
// It must not know what was tried, or how many tries are too many.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Db } from './client.ts';
import { KEY, tryPk } from './keys.ts';
import { TTL_ATTRIBUTE } from './tables.ts';

export interface Counted {
  /** What kind of thing is counted, e.g. ADDRESS. */
  readonly scope: string;
  /** Which one; only a hash of it is stored. */
  readonly what: string;
  readonly most: number;
  /** Epoch seconds at which the window ends; names the window too. */
  readonly until: number;
}

/** Counts one try. False, and nothing written, once `most` were counted in this window. 1 WCU either way. */
export const countTry = async (db: Db, { scope, what, most, until }: Counted): Promise<boolean> => {
  try {
    await db.doc.send(
      new UpdateCommand({
        // The directory feeds no stream: what strangers type wakes nobody.
        TableName: db.tables.directory,
        Key: { pk: tryPk(db.bureau, scope, what, until), sk: KEY },
        UpdateExpression: 'SET #ttl = :until ADD tries :one',
        ConditionExpression: 'attribute_not_exists(tries) OR tries < :most',
        ExpressionAttributeNames: { '#ttl': TTL_ATTRIBUTE },
        ExpressionAttributeValues: { ':until': until, ':one': 1, ':most': most },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
