// The Chinese catalogue, the source of truth: every key that a page can ask for.
// It must not hold words itself; they stand by subject.
import { caseFile, command } from './zh/case.ts';
import { codes } from './zh/codes.ts';
import { desk, slip } from './zh/desk.ts';
import { door } from './zh/door.ts';
import { frame } from './zh/frame.ts';
import { imports } from './zh/imports.ts';
import { heldMail, mail } from './zh/mail.ts';
import { people } from './zh/people.ts';
import { refusals } from './zh/refusals.ts';
import { reports } from './zh/reports.ts';
import { find, lists, today } from './zh/today.ts';
import { training } from './zh/training.ts';

export const zh = {
  lang: 'zh',
  htmlLang: 'zh-CN',
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
} as const;
