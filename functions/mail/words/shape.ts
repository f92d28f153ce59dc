// What a language must say in mails: one row a code, and the few sentences all of them share.
// It must not know any word.
import type { Day } from '../../domain/calendar/days.ts';
import type { MailCode } from '../../domain/mail/catalogue.ts';
import type { DEADLINES, DeadlineCode } from '../../domain/petitions/deadlines.ts';
import type { State } from '../../domain/petitions/vocabulary.ts';

interface About {
  readonly number: string;
  readonly count: number;
}

interface Row {
  /** The action, first words of the subject; the due date follows where there is one. */
  readonly action: (about: About) => string;
  readonly opening: (about: About) => string;
  readonly button: string;
}

export interface Words {
  readonly mark: string;
  readonly marks: Readonly<Partial<Record<MailCode, string>>>;
  readonly rows: Readonly<Record<MailCode, Row>>;
  readonly states: Readonly<Record<State, string>>;
  readonly state: (state: string) => string;
  readonly limits: Readonly<Record<DeadlineCode, string>>;
  readonly bases: Readonly<Record<(typeof DEADLINES)[DeadlineCode]['basis'], string>>;
  readonly subjectDue: (label: string, due: Day, aim: string | undefined) => string;
  readonly day: (day: Day, aim: Day | undefined) => string;
  readonly line: (label: string, day: string) => string;
  readonly why: (sentences: readonly string[]) => string;
  readonly signBy: (day: Day) => string;
  readonly acting: (until: string) => string;
  readonly signIn: string;
  readonly closing: (number: string) => string;
}
