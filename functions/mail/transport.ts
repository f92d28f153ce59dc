// How a finished mail leaves the house, whoever carries it.
// It must not know what is in the mail.
import type { Sent } from '../domain/mail/facts.ts';

export interface MailTransport {
  /**
   * Hands one message over; `from` and `to` are bare addresses.
   * Never rejects for what the network or the carrier does: that is a transient or a permanent failure with a short reason,
   * and the reason holds no address, because it is kept in the ledger.
   */
  readonly send: (raw: Uint8Array, from: string, to: string) => Promise<Sent>;
}
