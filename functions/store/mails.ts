// The life of a mail, each step one conditional write: owed, claimed with a lease, accepted or given up, then what the carrier reports of it.
// It must not know what a mail says, or how it travels.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { MAY_FOLLOW, wantsPerson, type Reported } from '../domain/mail/reports.ts';
import type { Db } from './client.ts';
import { mailTaskPk, unsentPk } from './keys.ts';
import { mailSchema } from './mail-schema.ts';

export interface MailKey {
  readonly pk: string;
  readonly sk: string;
}

const schema = z.extend(mailSchema, {
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
 * The carrier has it: true whatever happened to the lease meanwhile. Refused by a mail that is accepted already, or of which the
 * carrier has told more by now; its report may come before this note of ours.
 * 2 WCU: the row, and its disappearance from the sweeper's index.
 */
export const markAccepted = (db: Db, key: MailKey, { now, messageId }: { now: string; messageId: string }): Promise<boolean> =>
  change(db, key, {
    UpdateExpression: 'SET #state = :accepted, #at = :now, messageId = :id REMOVE unsentPk, leaseUntil, reason',
    ConditionExpression: '#state IN (:owed, :sending, :failed, :expired) AND (attribute_not_exists(messageId) OR messageId <> :id)',
    ExpressionAttributeValues: {
      ':accepted': 'accepted',
      ':now': now,
      ':id': messageId,
      ':owed': 'owed',
      ':sending': 'sending',
      ':failed': 'failed',
      ':expired': 'expired',
    },
  });

export interface Report {
  readonly state: Reported;
  /** When it happened, as the carrier says. */
  readonly at: string;
  readonly messageId: string;
  /** A word for the ledger where a person must see to the mail. */
  readonly reason?: string;
}

/**
 * Enters what the carrier reports, unless the mail stands at something weightier already: 1 WCU, one more where it becomes or ceases
 * to be a task.
 * @returns UNKNOWN where there is no such mail, STANDS where nothing was to change
 */
export const enterReport = async (db: Db, key: MailKey, report: Report): Promise<'ENTERED' | 'STANDS' | 'UNKNOWN'> => {
  const before = MAY_FOLLOW[report.state];
  const task = wantsPerson(report.state);
  try {
    await db.doc.send(
      new UpdateCommand({
        ...row(db, key),
        UpdateExpression: task
          ? 'SET #state = :state, #at = :at, messageId = :id, reason = :reason, unsentPk = :tasks REMOVE leaseUntil, dealtBy, dealtAt'
          : 'SET #state = :state, #at = :at, messageId = :id REMOVE reason, unsentPk, leaseUntil, dealtBy, dealtAt',
        ConditionExpression: `#state IN (${before.map((_, n) => `:before${String(n)}`).join(', ')})`,
        ExpressionAttributeNames: NAMES,
        ExpressionAttributeValues: {
          ':state': report.state,
          ':at': report.at,
          ':id': report.messageId,
          ...(task && { ':reason': report.reason ?? 'UNKNOWN', ':tasks': mailTaskPk(db.bureau) }),
          ...Object.fromEntries(before.map((state, n) => [`:before${String(n)}`, state])),
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return 'ENTERED';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item ? 'STANDS' : 'UNKNOWN';
  }
};

interface Held {
  readonly now: string;
  /** The attempt the caller's claim was: a later claim is somebody else's. */
  readonly attempts: number;
  readonly reason: string;
}

const HELD = '#state = :sending AND attempts = :mine';

/** Ends a mail that nobody will send: `failed` is a task for a person, 3 WCU; `expired` was overtaken by events, 2 WCU. */
export const settleUnsent = (db: Db, key: MailKey, state: 'failed' | 'expired', { now, attempts, reason }: Held): Promise<boolean> =>
  change(db, key, {
    UpdateExpression:
      state === 'failed'
        ? 'SET #state = :settled, #at = :now, reason = :reason, unsentPk = :tasks REMOVE leaseUntil'
        : 'SET #state = :settled, #at = :now, reason = :reason REMOVE unsentPk, leaseUntil',
    ConditionExpression: HELD,
    ExpressionAttributeValues: {
      ':settled': state,
      ':now': now,
      ':reason': reason,
      ':sending': 'sending',
      ':mine': attempts,
      ...(state === 'failed' && { ':tasks': mailTaskPk(db.bureau) }),
    },
  });

/** A person has seen to a mail that reached nobody: 2 WCU. @returns false where it is no task, or no longer one */
export const markDealt = (db: Db, key: MailKey, { now, by }: { now: string; by: string }): Promise<boolean> =>
  change(
    db,
    key,
    {
      UpdateExpression: 'SET dealtBy = :by, dealtAt = :now REMOVE unsentPk',
      ConditionExpression: 'unsentPk = :tasks',
      ExpressionAttributeValues: { ':by': by, ':now': now, ':tasks': mailTaskPk(db.bureau) },
    },
    {},
  );

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
const change = async (db: Db, key: MailKey, update: Change, names: Partial<typeof NAMES> = NAMES): Promise<boolean> => {
  const named = Object.keys(names).length > 0 && { ExpressionAttributeNames: { ...names } };
  try {
    await db.doc.send(new UpdateCommand({ ...row(db, key), ...update, ...named }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
