// The English catalogue: the same keys as the Chinese one, or it does not compile.
// It must not hold words itself; they stand by subject.
import { caseFile, command } from './en/case.ts';
import { codes } from './en/codes.ts';
import { desk, slip } from './en/desk.ts';
import { door } from './en/door.ts';
import { frame } from './en/frame.ts';
import { imports } from './en/imports.ts';
import { heldMail, mail } from './en/mail.ts';
import { people } from './en/people.ts';
import { refusals } from './en/refusals.ts';
import { reports } from './en/reports.ts';
import { find, lists, today } from './en/today.ts';
import { training } from './en/training.ts';
import type { Catalogue } from './catalogue.ts';
import type { zh } from './zh.ts';

export const en = {
  lang: 'en',
  htmlLang: 'en',
  frame,
  codes,
  refusals,
  today,
  lists,
  find,
  desk,
  slip,
  caseFile,
  command,
  reports,
  training,
  door,
  people,
  imports,
  mail,
  heldMail,
} satisfies Catalogue<typeof zh>;
