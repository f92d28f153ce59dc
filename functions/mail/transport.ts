// How a finished mail leaves the house, whoever carries it.
// It must not know what is in the mail.
import type { MailTags, Sent } from '../domain/mail/facts.ts';

export interface MailTransport {
  /**
   * Hands one message over; `from` and `to` are bare addresses. A carrier that reports later what became of a mail says its tags again;
   * one that cannot leaves them aside.
   * Never rejects for what the network or the carrier does: that is a transient or a permanent failure with a short reason,
   * and the reason holds no address, because it is kept in the ledger.
   */
  readonly send: (raw: Uint8Array, from: string, to: string, tags?: MailTags) => Promise<Sent>;
}
