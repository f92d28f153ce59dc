// Makes a MIME message of a letter: headers that machines understand, plain text first, simple HTML second.
// It must not know facts of a case, or who carries the message.
import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailFacts } from '../domain/mail/facts.ts';
import { letterHtml, letterText } from './bodies.ts';
import { letter } from './letter.ts';

/** How this house signs its mail. `from` may carry a display name. */
export interface Sender {
  readonly from: string;
  readonly replyTo?: string;
}

// One address and nothing besides: no list, no comment, no quoted part, nothing outside ASCII, no line break.
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/;
const NAMED = /^(?<name>[^<>"\r\n]*)<(?<address>[^<>\s]+)>$/;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

export const isAddress = (text: string): boolean => ADDRESS.test(text);

/** The bare address of `Name <a@b>` or `a@b`. @throws when it is neither, which is a wrong setting */
export const bareAddress = (from: string): string => {
  const address = NAMED.exec(from)?.groups?.['address'] ?? from;
  if (!isAddress(address)) throw new Error('MAIL_FROM is not an address');
  return address;
};

/**
 * The message as bytes with CRLF line ends. Composing the same facts again gives the same Message-ID, so that a mail program
 * can recognise a copy.
 * @throws when the recipient is no plain address: callers check with `isAddress`
 */
export const compose = (facts: MailFacts, { from, replyTo }: Sender, date: Date): Promise<Uint8Array> => {
  if (!isAddress(facts.to)) throw new Error('the recipient is not a plain address');
  const restricted = facts.code === 'E08';
  const domain = bareAddress(from).split('@')[1] ?? '';
  const shownNumber = restricted ? opaque(facts.number) : facts.number;
  const thread = `<${headerSafe(restricted ? opaque(facts.thread) : facts.thread)}@${domain}>`;
  const words = letter(facts, shownNumber);
  const mail = new MailComposer({
    from: { name: (NAMED.exec(from)?.groups?.['name'] ?? '').trim(), address: bareAddress(from) },
    to: { name: '', address: facts.to },
    ...(replyTo !== undefined && { replyTo: { name: '', address: bareAddress(replyTo) } }),
    subject: words.subject.replace(CONTROL, ' '),
    messageId: `<mail.${headerSafe(shownNumber)}@${domain}>`,
    // SES replaces the Message-ID, so mails of one matter point at a reference that no mail ever had.
    inReplyTo: thread,
    references: thread,
    date,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    text: letterText(words),
    html: letterHtml(words, facts.language),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
};

// A restricted mail must be recognisable as a copy without telling which case it is about.
const opaque = (text: string): string => `R-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;

const headerSafe = (text: string): string => text.replace(/[^A-Za-z0-9.-]/g, '-');
