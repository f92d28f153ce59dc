// The life of a mail owed, each step one conditional write: claimed with a lease, then accepted, failed, expired or given back.
// It must not know what a mail says, or how it travels.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Db } from './client.ts';
import { unsentPk } from './keys.ts';
import { mailSchema } from './petition-schema.ts';

export interface MailKey {
  readonly pk: string;
  readonly sk: string;
}

const schema = mailSchema.extend({
  importId: z.exactOptional(z.string()),
  leaseUntil: z.exactOptional(z.string()), // while sending: the lease; while owed again: not to be tried before
  messageId: z.exactOptional(z.string()),
});
export type Mail = z.infer<typeof schema>;

export type Claim =
  | { readonly claimed: true; readonly mail: Mail }
  /** GONE: there is no such mail. SETTLED: accepted, failed or expired. BUSY: somebody holds it, or it rests after a failure. */
  | { readonly claimed: false; readonly why: 'GONE' | 'SETTLED' | 'BUSY' };

/**
 * Takes a mail in hand until `leaseUntil`: 1 WCU, and none in an index. Every claim counts as an attempt.
 * A mail whose holder has died can be claimed again once its lease is over, which is what makes delivery at-least-once.
 */
export const claimMail = async (db: Db, key: MailKey, { now, leaseUntil }: { now: string; leaseUntil: string }): Promise<Claim> => {
  try {
    const answer = await db.doc.send(
      new UpdateCommand({
        ...row(db, key),
        UpdateExpression: 'SET #state = :sending, #at = :now, leaseUntil = :lease ADD attempts :one',
        ConditionExpression: '(#state = :owed OR #state = :sending) AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now)',
        ExpressionAttributeNames: NAMES,
        ExpressionAttributeValues: { ':owed': 'owed', ':sending': 'sending', ':now': now, ':lease': leaseUntil, ':one': 1 },
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return { claimed: true, mail: schema.parse(answer.Attributes) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (!error.Item) return { claimed: false, why: 'GONE' };
    const unsettled = ['owed', 'sending'].includes(error.Item['state']?.S ?? '');
    return { claimed: false, why: unsettled ? 'BUSY' : 'SETTLED' };
  }
};

/**
 * The carrier has it: true whatever happened to the lease meanwhile, so only a mail already accepted refuses.
 * 2 WCU: the row, and its disappearance from the sweeper's index.
 */
export const markAccepted = (db: Db, key: MailKey, { now, messageId }: { now: string; messageId: string }): Promise<boolean> =>
  change(db, key, {
    UpdateExpression: 'SET #state = :accepted, #at = :now, messageId = :id REMOVE unsentPk, leaseUntil, reason',
    ConditionExpression: 'attribute_exists(pk) AND #state <> :accepted',
    ExpressionAttributeValues: { ':accepted': 'accepted', ':now': now, ':id': messageId },
  });

interface Held {
  readonly now: string;
  /** The attempt the caller's claim was: a later claim is somebody else's. */
  readonly attempts: number;
  readonly reason: string;
}

const HELD = '#state = :sending AND attempts = :mine';

/** Ends a mail that nobody will send: `failed` is a task for a person, `expired` was overtaken by events. 2 WCU. */
export const settleUnsent = (db: Db, key: MailKey, state: 'failed' | 'expired', { now, attempts, reason }: Held): Promise<boolean> =>
  change(db, key, {
    UpdateExpression: 'SET #state = :settled, #at = :now, reason = :reason REMOVE unsentPk, leaseUntil',
    ConditionExpression: HELD,
    ExpressionAttributeValues: { ':settled': state, ':now': now, ':reason': reason, ':sending': 'sending', ':mine': attempts },
  });

/** Gives a mail back after a failure that may pass; it rests until `restUntil`. 1 WCU. */
export const releaseMail = (
  db: Db,
  key: MailKey,
  { now, attempts, reason, restUntil }: Held & { readonly restUntil: string },
): Promise<boolean> =>
  change(db, key, {
    UpdateExpression: 'SET #state = :owed, #at = :now, reason = :reason, leaseUntil = :rest',
    ConditionExpression: HELD,
    ExpressionAttributeValues: {
      ':owed': 'owed',
      ':now': now,
      ':reason': reason,
      ':rest': restUntil,
      ':sending': 'sending',
      ':mine': attempts,
    },
  });

/** Keys of mails owed up to `before` and not settled, oldest first, at most `most`: half a unit per 4 KB of keys. */
export const unsentOlderThan = async (db: Db, before: string, most: number): Promise<MailKey[]> => {
  const found: MailKey[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.doc.send(
      new QueryCommand({
        TableName: db.tables.petitions,
        IndexName: 'unsent',
        KeyConditionExpression: 'unsentPk = :pk AND owedAt <= :before',
        ExpressionAttributeValues: { ':pk': unsentPk(db.bureau), ':before': before },
        Limit: most - found.length,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    found.push(...z.array(keySchema).parse(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from && found.length < most);
  return found;
};

const keySchema = z.object({ pk: z.string(), sk: z.string() });

export const readMail = async (db: Db, key: MailKey): Promise<Mail | undefined> => {
  const { Item } = await db.doc.send(new GetCommand({ ...row(db, key), ConsistentRead: true }));
  return Item && schema.parse(Item);
};

const NAMES = { '#state': 'state', '#at': 'at' };

const row = (db: Db, { pk, sk }: MailKey) => ({ TableName: db.tables.petitions, Key: { pk, sk } });

interface Change {
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues: Record<string, unknown>;
}

/** False when the condition no longer holds: somebody else has moved the mail on. */
const change = async (db: Db, key: MailKey, update: Change): Promise<boolean> => {
  try {
    await db.doc.send(new UpdateCommand({ ...row(db, key), ...update, ExpressionAttributeNames: NAMES }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
