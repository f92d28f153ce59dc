// Sends what is owed: claim, look at the facts as they are now, write, hand over, record. Called by the queue and by the sweeper alike.
// At-least-once: a crash between handing over and recording sends again, under the same mail number. It must not know wording or MIME.
import type { Deps } from './deps.ts';
import { epochOf, shanghaiInstant } from '../domain/calendar/days.ts';
import { MAIL_CODES, type MailCode } from '../domain/mail/catalogue.ts';
import { dueShown, type MailFacts, type Post } from '../domain/mail/facts.ts';
import { obsolete } from '../domain/mail/still-owed.ts';
import type { Staff } from '../domain/staff/staff.ts';
import { putLink } from '../store/links.ts';
import { claimMail, markAccepted, releaseMail, settleUnsent, unsentOlderThan, type Mail, type MailKey } from '../store/mails.ts';
import { mailTags } from '../store/mail-tags.ts';
import { readCase, type CaseItems } from '../store/cases.ts';
import { listStaff } from './staff.ts';

export interface MailingDeps extends Pick<Deps, 'db' | 'bureau' | 'publicUrl' | 'now' | 'random'> {
  readonly post: Post;
}

/** What one call came to; BUSY and RELEASED want another call later. */
export type Delivery = 'ACCEPTED' | 'FAILED' | 'EXPIRED' | 'RELEASED' | 'BUSY' | 'SETTLED' | 'GONE';

export const MAX_ATTEMPTS = 10;
const MINUTE_MS = 60_000;
const LEASE_MS = MINUTE_MS / 2; // longer than the carrier's timeouts let one mail take
const SIGN_HOURS = 72;
const TOKEN_BYTES = 16;
// Rests between attempts grow to an hour, so that ten of them outlast a morning without a mail service.
const restMs = (attempts: number): number => Math.min(2 ** (attempts - 2) * MINUTE_MS, 60 * MINUTE_MS);

/**
 * Delivers one owed mail, unless it is settled or in other hands.
 * Throws only when the table cannot be reached; the lease then runs out and the mail is tried again.
 */
export const deliver = async (deps: MailingDeps, key: MailKey): Promise<Delivery> => {
  const { db } = deps;
  const claim = await claimMail(db, key, { now: deps.now(), leaseUntil: later(deps.now(), LEASE_MS) });
  if (!claim.claimed) return claim.why;
  const { attempts } = claim.mail;
  const settle = async (state: 'failed' | 'expired', reason: string): Promise<Delivery> => {
    await settleUnsent(db, key, state, { now: deps.now(), attempts, reason });
    return state === 'failed' ? 'FAILED' : 'EXPIRED';
  };
  // Whoever held it before died ten times over it: that is no accident any more.
  if (attempts > MAX_ATTEMPTS) return settle('failed', 'TOO_MANY_ATTEMPTS');
  const facts = await presentFacts(deps, claim.mail);
  if ('ends' in facts) return settle(facts.ends, facts.reason);

  const sent = await deps.post.send(facts, mailTags(db.bureau, key));
  if (sent.accepted) {
    await markAccepted(db, key, { now: deps.now(), messageId: sent.messageId });
    return 'ACCEPTED';
  }
  if (sent.failure === 'permanent') return settle('failed', sent.reason);
  if (attempts >= MAX_ATTEMPTS) return settle('failed', sent.reason);
  await releaseMail(db, key, { now: deps.now(), attempts, reason: sent.reason, restUntil: later(deps.now(), restMs(attempts)) });
  return 'RELEASED';
};

type Ended = { readonly ends: 'failed' | 'expired'; readonly reason: string };

const presentFacts = async (deps: MailingDeps, mail: Mail): Promise<MailFacts | Ended> => {
  const recipient = (await listStaff(deps)).find((person) => person.id === mail.recipient);
  if (!recipient) return { ends: 'failed', reason: 'NO_RECIPIENT' };
  const base = { number: mail.number, to: recipient.email, language: recipient.language };
  if (mail.case === undefined) {
    const thread = `${mail.importId ?? mail.number}.${deps.bureau}`;
    return {
      ...base,
      code: mail.code,
      thread,
      link: await linkOf(deps, mail.code),
      ...(mail.count !== undefined && { count: mail.count }),
    };
  }
  const found = await readCase(deps.db, mail.case);
  if (!found) return { ends: 'failed', reason: 'NO_CASE' };
  const reason = obsolete(mail.code, { ...found, recipient, seq: mail.seq });
  if (reason) return { ends: 'expired', reason };
  // What has become restricted since is spoken of as restricted.
  const code: MailCode = found.petition.restricted ? 'E08' : mail.code;
  return {
    ...base,
    code,
    thread: `${mail.case}.${deps.bureau}`,
    ...aboutCase(code, found),
    link: await linkOf(deps, code, { case: mail.case, recipient }),
  };
};

const aboutCase = (code: MailCode, { petition, deadlines }: CaseItems): Pick<MailFacts, 'case'> => {
  if (code === 'E08') return {};
  const running = deadlines.filter((limit) => limit.metAt === undefined);
  const due = dueShown(code, running);
  const sign = MAIL_CODES[code].button === 'acknowledge' && due?.code !== 'DL-ACK' ? petition.limits['DL-ACK'] : undefined;
  return { case: { number: petition.number, state: petition.state, ...(due && { due }), ...(sign && { signBy: sign.targetDue }) } };
};

// A link that acts without sign-in exists for signing only; every other one leads to a page that asks who is there.
const linkOf = async (deps: MailingDeps, code: MailCode, about?: { case: string; recipient: Staff }): Promise<MailFacts['link']> => {
  const list = { url: `${deps.publicUrl}/petitions?view=mine` };
  if (!about || code === 'E08') return list;
  if (MAIL_CODES[code].button === 'open') return { url: `${deps.publicUrl}/petitions/${about.case}` };
  if (MAIL_CODES[code].button === 'list') return list;
  const token = crockford(deps.random(TOKEN_BYTES));
  const until = later(deps.now(), SIGN_HOURS * 60 * MINUTE_MS);
  await putLink(deps.db, token, { case: about.case, officer: about.recipient.id, purpose: 'acknowledge', until });
  return { url: `${deps.publicUrl}/${deps.bureau}/a/${token}`, until };
};

export interface Swept {
  readonly looked: number;
  readonly outcomes: Readonly<Partial<Record<Delivery | 'BROKEN', number>>>;
}

const STALE_AFTER_MINUTES = 10;
const LOOKED_AT_MOST = 1_000; // a run must end before the next begins
const DELIVERED_AT_MOST = 100;
const COSTS_LITTLE: readonly string[] = ['BUSY', 'SETTLED', 'GONE'] satisfies Delivery[];

/**
 * Delivers what has been owed for some minutes, oldest first: the stream is an optimisation and this is the promise.
 * A mail that breaks is left to its lease and stops nobody behind it; mails at rest do not use up the run.
 * @param minutes 0 takes up everything owed, for a place without a stream to the queue
 */
export const sweep = async (deps: MailingDeps, minutes = STALE_AFTER_MINUTES): Promise<Swept> => {
  const keys = await unsentOlderThan(deps.db, later(deps.now(), -minutes * MINUTE_MS), LOOKED_AT_MOST);
  const outcomes: Partial<Record<Delivery | 'BROKEN', number>> = {};
  let worked = 0;
  let looked = 0;
  for (const key of keys) {
    if (worked >= DELIVERED_AT_MOST) break;
    looked += 1;
    const outcome = await deliver(deps, key).catch(() => 'BROKEN' as const);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (!COSTS_LITTLE.includes(outcome)) worked += 1;
  }
  return { looked, outcomes };
};

const later = (instant: string, ms: number): string => shanghaiInstant(epochOf(instant) + ms);

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Crockford's base32 in lower case, most significant bits first: 16 bytes make 26 characters. */
export const crockford = (bytes: Uint8Array): string => {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(held >>> bits) & 31] ?? '';
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + (ALPHABET[(held << (5 - bits)) & 31] ?? '') : text;
};
