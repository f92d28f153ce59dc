// What the carrier may say of a mail it took, and which state may follow which: one table, so that reports in any order end alike.
// It must not know how a carrier says it.
import type { MailState } from './catalogue.ts';

/** From the least to the most a person must know; a report is believed unless a weightier one came before it. */
export const REPORTED = ['failed', 'delivered', 'bounced', 'complained'] as const satisfies readonly MailState[];
export type Reported = (typeof REPORTED)[number];

/**
 * The states a report may follow. A report can overtake the sender's own note that the carrier has the mail, and can come for a copy
 * that was thought lost: so it may find the mail owed, in hand, given up or no longer wanted.
 */
export const MAY_FOLLOW: Readonly<Record<Reported, readonly MailState[]>> = {
  // The carrier took it and then would not carry it.
  failed: ['owed', 'sending', 'accepted'],
  delivered: ['owed', 'sending', 'accepted', 'expired', 'failed'],
  // A mailbox may take a mail and send it back hours later; what was sent back is not delivered after all.
  bounced: ['owed', 'sending', 'accepted', 'expired', 'failed', 'delivered'],
  complained: ['owed', 'sending', 'accepted', 'expired', 'failed', 'delivered', 'bounced'],
};

/** Mails that reached nobody, or somebody who does not want them: a person must see to it. */
export const UNDELIVERED: readonly MailState[] = ['failed', 'bounced', 'complained'];

export const wantsPerson = (state: MailState): boolean => UNDELIVERED.includes(state);
