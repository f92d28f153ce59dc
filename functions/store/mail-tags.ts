// A mail's key as words a carrier can keep beside the mail and say again later: SES takes letters, digits, `-` and `_`, up to 256 of them.
// It must not know who the carrier is.
import type { MailTags } from '../domain/mail/facts.ts';
import type { MailKey } from './mails.ts';

/**
 * @example mailName({ pk: '990581#PET#XF-2026-0041', sk: 'OUT#000001#1' }) // 'PET_XF-2026-0041_OUT_000001_1'
 */
export const mailName = ({ pk, sk }: MailKey): string => `${pk.slice(pk.indexOf('#') + 1)}#${sk}`.replaceAll('#', '_');

// No part of these keys holds an underscore, so the way back is one.
const NAME = /^(PET|IMPORT)_([A-Za-z0-9-]{1,60})_(OUT)_(\d{6})_([A-Za-z0-9-]{1,40})$/;

/** The key behind a name; undefined where the text can be no mail's. */
export const mailNamed = (bureau: string, name: string): MailKey | undefined => {
  const [, kind, about, out, seq, n] = NAME.exec(name) ?? [];
  return kind === undefined ? undefined : { pk: [bureau, kind, about].join('#'), sk: [out, seq, n].join('#') };
};

/** What goes with a mail to the carrier: whose it is, and which. No person, no address. */
export const mailTags = (bureau: string, key: MailKey): MailTags => ({ bureau, mail: mailName(key) });

/** The mail a carrier speaks of; undefined where the tags are none of this bureau's. */
export const taggedMail = (bureau: string, tags: MailTags): MailKey | undefined =>
  tags['bureau'] === bureau ? mailNamed(bureau, tags['mail'] ?? '') : undefined;
