// What is brought to the inbound function, told apart: the carrier's events about mails sent, and mails received. None of it is opened.
// It must not know what either means.
import * as z from 'zod/mini';
import { isHeldId, putHeld } from '../store/held-mail.ts';
import type { Deps } from './deps.ts';
import { instantOf, takeMailEvent, type EventOutcome } from './mail-events.ts';

/** HELD: a mail waits now to be filed. KNOWN: it did before. OTHER: an object that is no mail. */
export type InboundOutcome = EventOutcome | 'HELD' | 'KNOWN' | 'OTHER';

/** How many records came to what. */
export type TakenIn = Readonly<Partial<Record<InboundOutcome, number>>>;

type Needs = Pick<Deps, 'db' | 'now'>;

const eventSchema = z.object({ Records: z.array(z.unknown()) });
const snsSchema = z.object({ EventSource: z.literal('aws:sns'), Sns: z.object({ Message: z.string() }) });
const s3Schema = z.object({
  eventSource: z.literal('aws:s3'),
  eventName: z.string(),
  eventTime: z.optional(z.string()),
  s3: z.object({ object: z.object({ key: z.string(), size: z.number() }) }),
});

/**
 * Takes in every record of an event. Unknown and malformed ones are counted and said in one line without their content: they would be no
 * better the next time.
 * @throws what kept the table from answering, after every record was tried, so that the event is brought again
 */
export const takeIn = async (deps: Needs, event: unknown): Promise<TakenIn> => {
  const counts: Partial<Record<InboundOutcome, number>> = {};
  const outages: unknown[] = [];
  const records = eventSchema.safeParse(event);
  for (const record of records.success ? records.data.Records : [undefined]) {
    try {
      const outcome = await takeRecord(deps, record);
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    } catch (error) {
      outages.push(error);
    }
  }
  const { UNKNOWN: unknown = 0, MALFORMED: malformed = 0 } = counts;
  if (unknown + malformed > 0) console.warn(JSON.stringify({ level: 'warn', event: 'inbound-not-taken', unknown, malformed }));
  if (outages.length > 0) throw outages[0];
  return counts;
};

const takeRecord = async (deps: Needs, record: unknown): Promise<InboundOutcome> => {
  const sns = snsSchema.safeParse(record);
  if (sns.success) return takeMailEvent(deps, sns.data.Sns.Message);
  const s3 = s3Schema.safeParse(record);
  if (!s3.success || !s3.data.eventName.startsWith('ObjectCreated:')) return 'MALFORMED';
  return takeReceived(deps, s3.data);
};

const RECEIVED = /^raw\/([^/]+)$/;

// SES leaves a note of its own in the bucket when receiving is set up; its name is no mail's.
const takeReceived = async ({ db, now }: Needs, { eventTime, s3 }: z.infer<typeof s3Schema>): Promise<InboundOutcome> => {
  const id = RECEIVED.exec(decoded(s3.object.key))?.[1] ?? '';
  if (!isHeldId(id)) return 'OTHER';
  const held = await putHeld(db, { id, receivedAt: instantOf(eventTime) ?? now(), size: s3.object.size });
  return held ? 'HELD' : 'KNOWN';
};

/** S3 writes keys as a form would. */
const decoded = (key: string): string => {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return '';
  }
};
