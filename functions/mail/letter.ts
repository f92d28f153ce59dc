// A mail in words: the row of its code and the facts of its case, in the reader's language.
// It must not know MIME or HTML.
import type { Day } from '../domain/calendar/days.ts';
import { explain, type Language } from '../domain/calendar/explain.ts';
import type { MailFacts } from '../domain/mail/facts.ts';
import { DEADLINES, type Deadline } from '../domain/petitions/deadlines.ts';
import { en } from './words/en.ts';
import type { Words } from './words/shape.ts';
import { zh } from './words/zh.ts';

/** A mail in words: the same sentences stand in its plain text and in its HTML. */
export interface Letter {
  readonly subject: string;
  readonly opening: string;
  readonly state?: string;
  readonly due?: { readonly label: string; readonly day: string; readonly line: string; readonly why: string };
  readonly signBy?: string;
  readonly button: { readonly label: string; readonly url: string };
  readonly aboutLink: string;
  readonly closing: string;
}

const WORDS: Readonly<Record<Language, Words>> = { zh, en };

/**
 * Puts a mail into words in the reader's language. At most twelve lines of plain text come of it.
 * @param shownNumber the mail number as printed; a restricted mail prints one that does not tell the case
 */
export const letter = (facts: MailFacts, shownNumber: string): Letter => {
  const words = WORDS[facts.language];
  const row = words.rows[facts.code];
  const about = { number: facts.case?.number ?? '', count: facts.count ?? 0 };
  const { due, signBy, state } = facts.case ?? {};
  const { until, url } = facts.link;
  return {
    subject: `${words.marks[facts.code] ?? words.mark} ${row.action(about)}${due ? subjectDue(due, words) : ''}`,
    opening: row.opening(about),
    ...(state && { state: words.state(words.states[state]) }),
    ...(due && { due: dueInWords(due, facts.language, words) }),
    ...(signBy !== undefined && { signBy: words.signBy(signBy) }),
    button: { label: row.button, url },
    aboutLink: until === undefined ? words.signIn : words.acting(minute(until)),
    closing: words.closing(shownNumber),
  };
};

// Lateness is judged by the rolled date; the day to aim for is told with it where it is earlier.
const aimOf = ({ targetDue, rolledDue }: Deadline): Day | undefined => (targetDue === rolledDue ? undefined : targetDue);

const subjectDue = (due: Deadline, words: Words): string => {
  const aim = aimOf(due);
  return words.subjectDue(words.limits[due.code], due.rolledDue, aim?.slice(5));
};

const dueInWords = (due: Deadline, language: Language, words: Words): NonNullable<Letter['due']> => {
  const label = words.limits[due.code];
  const day = words.day(due.rolledDue, aimOf(due));
  return { label, day, line: words.line(label, day), why: words.why(explain(due, language, words.bases[DEADLINES[due.code].basis])) };
};

const minute = (instant: string): string => instant.slice(0, 16).replace('T', ' ');
