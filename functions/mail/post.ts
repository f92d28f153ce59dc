// The post room: facts in, words and MIME made of them, handed to a carrier.
// It must not know the ledger: whether a mail is still owed was decided before.
import type { Post } from '../domain/mail/facts.ts';
import { bareAddress, compose, isAddress, type Sender } from './compose.ts';
import type { MailTransport } from './transport.ts';

/**
 * @param now milliseconds since 1970, for the Date header
 * @example postRoom(sesTransport(sesClient(region)), { from: 'xinfang@example.org' }, Date.now)
 */
export const postRoom = (transport: MailTransport, sender: Sender, now: () => number): Post => ({
  send: async (facts, tags) => {
    if (!isAddress(facts.to)) return { accepted: false, failure: 'permanent', reason: 'NO_ADDRESS' };
    return transport.send(await compose(facts, sender, new Date(now())), bareAddress(sender.from), facts.to, tags);
  },
});
