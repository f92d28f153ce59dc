// The stored row of a mail as a schema.
// It must not know what a mail says.
import * as z from 'zod/mini';
import { MAIL_CODES, MAIL_STATES, type MailCode } from '../domain/mail/catalogue.ts';
import { count, instant, number, staff } from './fields.ts';

const mailCode = z.enum(Object.keys(MAIL_CODES) as [MailCode, ...MailCode[]]);

export const mailSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  number,
  case: z.exactOptional(z.string()),
  code: mailCode,
  recipient: staff,
  state: z.enum(MAIL_STATES),
  seq: count,
  owedAt: instant,
  at: instant,
  attempts: count,
  reason: z.exactOptional(z.string()),
  count: z.exactOptional(count),
  dealtBy: z.exactOptional(staff), // who saw to it where it reached nobody
  dealtAt: z.exactOptional(instant),
});
export type MailItem = z.infer<typeof mailSchema>;
