// Words of the mail ledger and of mail that came in, in English.
// It must not know who may see a mail.
import type { Catalogue } from '../catalogue.ts';
import type { heldMail as zhHeldMail, mail as zhMail } from '../zh/mail.ts';

export const mail = {
  title: 'Mail ledger',
  lead: 'Every mail the system sends: to whom, and whether it arrived.',
  tasksTitle: 'Mails that arrived nowhere',
  tasksHint: 'Tell the recipient in another way, by telephone for instance, check the address, then press "Dealt with".',
  noTasks: 'No mail needs anybody.',
  dealt: 'Dealt with',
  dealtBy: (name, when) => `dealt with by ${name}, ${when}`,
  ledgerTitle: 'All mails',
  heads: { when: 'Time', mail: 'Mail', to: 'To', about: 'Petition', state: 'State' },
  reason: {
    BOUNCED: 'the mailbox does not take it',
    COMPLAINED: 'the recipient called it spam',
    REJECTED: 'the mail service would not carry it',
    NOT_RENDERED: 'the mail could not be made',
    MessageRejected: 'the mail service would not take it',
    SMTP: 'the mail server would not take it',
    TOO_LARGE: 'larger than the mail server takes',
    UNREACHABLE: 'the mail server could not be reached',
    NO_RELAY: 'no usable setting of a mail server',
    NO_ADDRESS: 'no usable address',
    NO_RECIPIENT: 'the recipient is no longer on the list',
    NO_CASE: 'there is no such petition',
    TOO_MANY_ATTEMPTS: 'tried many times without success',
  },
  because: { NoEmail: 'no such address', Suppressed: 'address suppressed', OnAccountSuppressionList: 'address suppressed' },
  emptyTitle: 'No mail yet',
  empty: 'Register a visit, and the mail to its first-contact officer is entered here.',
  held: (count) => (count === 0 ? 'Mail to be filed' : `Mail to be filed (${String(count)})`),
  onBoard: (count) => (count === 1 ? '1 mail arrived nowhere' : `${String(count)} mails arrived nowhere`),
} satisfies Catalogue<typeof zhMail>;

export const heldMail = {
  title: 'Mail to be filed',
  lead: 'Mail sent to this system, kept as it came. Download it, register or file it, then press "Dealt with". Links and attachments in it are not to be trusted unchecked.',
  heads: { when: 'Received', size: 'Size', file: 'Original', done: 'Dealt with' },
  size: (kilobytes) => `${String(kilobytes)} KB`,
  download: 'Download',
  tooLarge: 'Too large; the administrator can fetch it from the bucket',
  dealt: 'Dealt with',
  count: (rows, more) => (more ? `The oldest ${String(rows)}, more follow` : `${String(rows)} in all`),
  emptyTitle: 'Nothing to be filed',
  empty: 'Mail written to the address of this system waits here until somebody files it.',
  doneTitle: 'Dealt with this month',
  doneBy: (name, when) => `${name} · ${when}`,
} satisfies Catalogue<typeof zhHeldMail>;
