// What Amazon SES publishes about a mail under a configuration set, read into a report for the mail ledger.
// It must not know how the event came here. Nothing of an event but its kind reaches a log: events quote addresses.
import * as z from 'zod/mini';
import { epochOf, shanghaiInstant } from '../domain/calendar/days.ts';
import type { Reported } from '../domain/mail/reports.ts';
import { taggedMail } from '../store/mail-tags.ts';
import { enterReport } from '../store/mails.ts';
import type { Deps } from './deps.ts';

const moment = z.optional(z.string());
const eventSchema = z.object({
  eventType: z.string(),
  mail: z.object({
    timestamp: moment,
    messageId: z.string().check(z.minLength(1), z.maxLength(200)),
    tags: z.optional(z.record(z.string(), z.array(z.string()))),
  }),
  delivery: z.optional(z.object({ timestamp: moment })),
  bounce: z.optional(z.object({ timestamp: moment, bounceType: z.string(), bounceSubType: z.nullish(z.string()) })),
  complaint: z.optional(
    z.object({ timestamp: moment, complaintFeedbackType: z.nullish(z.string()), complaintSubType: z.nullish(z.string()) }),
  ),
});
type MailEvent = z.infer<typeof eventSchema>;

interface Told {
  readonly state: Reported;
  readonly reason?: string;
  readonly at?: string | undefined;
}

/** One word of the carrier for the ledger; anything that is not one could be an address. */
const word = (prefix: string, text: string | null | undefined): string =>
  /^[A-Za-z-]{1,40}$/.test(text ?? '') ? `${prefix}: ${text ?? ''}` : prefix;

/**
 * What each kind of event says of a mail. Only a permanent bounce is one: after a transient one or a delay the carrier goes on trying by
 * itself, and says so again when it gives up. A kind that is not here (Send, Open, Click …) says nothing about arrival.
 */
const TELLS: Readonly<Record<string, (event: MailEvent) => Told | undefined>> = {
  Delivery: ({ delivery }) => ({ state: 'delivered', at: delivery?.timestamp }),
  Bounce: ({ bounce }) =>
    bounce?.bounceType === 'Permanent'
      ? { state: 'bounced', reason: word('BOUNCED', bounce.bounceSubType), at: bounce.timestamp }
      : undefined,
  // `not-spam` takes a wrong mark back.
  Complaint: ({ complaint }) =>
    complaint?.complaintFeedbackType === 'not-spam'
      ? undefined
      : {
          state: 'complained',
          reason: word('COMPLAINED', complaint?.complaintFeedbackType ?? complaint?.complaintSubType),
          at: complaint?.timestamp,
        },
  Reject: () => ({ state: 'failed', reason: 'REJECTED' }),
  'Rendering Failure': () => ({ state: 'failed', reason: 'NOT_RENDERED' }),
};

/** NOTHING: the event changes no mail. STANDS: known, or overtaken by something weightier. UNKNOWN: about no mail of this bureau. */
export type EventOutcome = 'ENTERED' | 'STANDS' | 'NOTHING' | 'UNKNOWN' | 'MALFORMED';

/**
 * Enters one event into the ledger: one write, none where it says nothing.
 * Rejects only when the table cannot be reached.
 * @param message the JSON text of the event
 */
export const takeMailEvent = async ({ db, now }: Pick<Deps, 'db' | 'now'>, message: string): Promise<EventOutcome> => {
  const event = readEvent(message);
  if (!event) return 'MALFORMED';
  const tell = Object.hasOwn(TELLS, event.eventType) ? TELLS[event.eventType] : undefined;
  const told = tell?.(event);
  if (!told) return 'NOTHING';
  const tags = event.mail.tags ?? {};
  const key = taggedMail(db.bureau, Object.fromEntries(Object.entries(tags).map(([name, [value = '']]) => [name, value])));
  if (!key) return 'UNKNOWN';
  return enterReport(db, key, {
    state: told.state,
    at: instantOf(told.at ?? event.mail.timestamp) ?? now(),
    messageId: event.mail.messageId,
    ...(told.reason !== undefined && { reason: told.reason }),
  });
};

const readEvent = (message: string): MailEvent | undefined => {
  try {
    return eventSchema.parse(JSON.parse(message));
  } catch {
    return undefined;
  }
};

/** A moment as Amazon writes it, in our spelling; undefined where it is none. */
export const instantOf = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  try {
    return shanghaiInstant(epochOf(text));
  } catch {
    return undefined;
  }
};
