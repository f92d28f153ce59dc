// Which mail is owed to whom by what, as data; the words are in mail/words.ts. House rule: number, date and link, never a person or a story.

export const MAIL_CODES = {
  E01: { button: 'acknowledge', urgent: false }, // sign for a petition
  E02: { button: 'open', urgent: true }, //        group visit or urgent: the leader and the petition room
  E03: { button: 'open', urgent: false }, //       the petitioner came again
  E04: { button: 'open', urgent: false }, //       accepted: the 60 days run
  E08: { button: 'open', urgent: false }, //       a restricted matter: says nothing else
  E11: { button: 'open', urgent: false }, //       opinion issued: serve it
  E14: { button: 'open', urgent: false }, //       reopened
  E16: { button: 'open', urgent: false }, //       closed
  E18: { button: 'open', urgent: false }, //       the first-contact officer changed
  E40: { button: 'list', urgent: false }, //       an import gave you live cases
  E41: { button: 'open', urgent: false }, //       the officer has a question: the petition room gets in touch
} as const satisfies Record<string, { button: 'acknowledge' | 'open' | 'list'; urgent: boolean }>;
export type MailCode = keyof typeof MAIL_CODES;

/** A mail owed: to one member of staff. The address is looked up when it is rendered. */
export interface MailOwed {
  readonly code: MailCode;
  readonly recipient: string;
}

/** Where a mail stands. SENDING is a lease, not an end; what the carrier reports later ends it as delivered, bounced or complained of. */
export const MAIL_STATES = ['owed', 'sending', 'accepted', 'delivered', 'bounced', 'complained', 'failed', 'expired'] as const;
export type MailState = (typeof MAIL_STATES)[number];
