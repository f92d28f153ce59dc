// What the queue brings to the mailer: stream records of mails just owed, each delivered or reported back for another try.
// It must not know how a mail is delivered.
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { deliver, type Delivery, type MailingDeps } from './mailing.ts';

const text = z.object({ S: z.string() });
const recordSchema = z.object({
  eventName: z.optional(z.string()),
  dynamodb: z.object({ Keys: z.object({ pk: text, sk: text }) }),
});

const AGAIN: readonly Delivery[] = ['RELEASED', 'BUSY'];

/**
 * Delivers one batch of the queue, whose bodies are DynamoDB stream records.
 * @returns the messages to bring again: those at rest, in other hands, unreadable, or met by an outage
 */
export const relay = async (deps: MailingDeps, records: readonly SQSRecord[]): Promise<SQSBatchResponse> => {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of records) {
    if (!(await settled(deps, body))) batchItemFailures.push({ itemIdentifier: messageId });
  }
  return { batchItemFailures };
};

const settled = async (deps: MailingDeps, body: string): Promise<boolean> => {
  try {
    const { eventName, dynamodb } = recordSchema.parse(JSON.parse(body));
    // Only the birth of a mail is news; its later changes are the mailer's own.
    if (eventName !== undefined && eventName !== 'INSERT') return true;
    return !AGAIN.includes(await deliver(deps, { pk: dynamodb.Keys.pk.S, sk: dynamodb.Keys.sk.S }));
  } catch (error) {
    // The kind of error alone: what a schema or a driver complains about may quote the row.
    console.error(JSON.stringify({ level: 'error', event: 'mail-not-delivered', error: error instanceof Error ? error.name : 'unknown' }));
    return false;
  }
};
