// Sessions and sheets as the API shows them: built field by field and parsed again.
// It must not know who may read a name; whoever may not gets blank ones from the service.
import * as z from 'zod';
import type { SessionAction } from '../../domain/training/commands.ts';
import { FINDING_CODES } from '../../domain/training/findings.ts';
import { SESSION_TRANSITIONS } from '../../domain/training/transitions.ts';
import { FUND_LINES, HALVES, METHODS, SESSION_KINDS, SESSION_STATES } from '../../domain/training/vocabulary.ts';
import { idOf, isWalkIn } from '../../domain/training/who.ts';
import type { SessionFile, SessionRow, SignedIn, SignInRow, VerdictReason } from '../../services/session-shapes.ts';
import { fieldSentence } from '../schema/messages.ts';
import { defined } from '../schema/read.ts';
import type { Language } from '../words/index.ts';
import { pageOf } from './answers.ts';

const text = z.string().optional();
const count = z.int().min(0);
const instant = z.string();

/** What a plan says of a session, with the field names of the files. */
export const plannedFields = {
  sessionId: z.string(),
  kind: z.enum(SESSION_KINDS),
  date: z.iso.date(),
  startsAt: z.string(),
  hours: z.number(),
  topic: z.string(),
  coOrganiser: text,
  township: z.string(),
  village: text,
  lecturer: text,
  capacity: count,
  fundLine: z.enum(FUND_LINES).optional(),
};

export const sessionRowAnswer = z.object({
  ...plannedFields,
  handouts: count,
  state: z.enum(SESSION_STATES),
  enrolled: count,
  present: count,
  walkIns: count,
});
export const sessionListAnswer = pageOf(sessionRowAnswer);

/** A line of `GET /sessions`, with the field names of the files; parsed with its page. */
export const sessionRowView = (row: SessionRow): z.input<typeof sessionRowAnswer> => row;

// The order of the table is the order of the buttons.
const ACTIONS = Object.keys(SESSION_TRANSITIONS) as SessionAction[];

export const sessionAnswer = sessionRowAnswer.extend({
  version: z.int(),
  organiser: z.string(),
  imported: z.boolean(),
  annulled: count,
  plannedAt: instant,
  startedAt: text,
  endedAt: text,
  sealedAt: text,
  sealedBy: text,
  paperTotal: count.optional(),
  difference: text,
  reason: text,
  halfDays: z.array(z.object({ date: z.iso.date(), half: z.enum(HALVES) })),
  enrolments: z.array(z.object({ personId: z.string(), name: z.string(), village: z.string(), township: z.string(), at: instant })),
  materials: z.array(z.object({ id: z.string(), item: z.string(), quantity: count, by: z.string(), at: instant })),
  allowed: z.array(z.enum(ACTIONS)),
  findings: z.array(z.object({ code: z.enum(FINDING_CODES), data: z.record(z.string(), z.union([z.string(), z.number()])) })),
  counted: z.object({ personTimes: count, migrants: count, others: count, handouts: count, void: z.boolean() }).optional(),
});

/** The body of a session, and of every command on it. */
export const sessionView = (file: SessionFile): z.output<typeof sessionAnswer> => {
  const { session, counts, halfDays, enrolments, handouts, allowed, findings, counted } = file;
  return sessionAnswer.parse(
    defined({
      ...session,
      ...counts,
      halfDays: [...halfDays],
      enrolments: [...enrolments],
      materials: [...handouts],
      allowed: [...allowed],
      findings: [...findings],
      counted: counted && {
        personTimes: counted.migrants.length + counted.others.length,
        migrants: counted.migrants.length,
        others: counted.others.length,
        handouts: counted.handouts,
        void: counted.void ?? false,
      },
    }),
  );
};

export const signInAnswer = z.object({
  personId: text,
  walkInId: text,
  name: z.string(),
  village: z.string(),
  date: z.iso.date(),
  half: z.enum(HALVES),
  slots: z.array(count),
  at: instant,
  method: z.enum(METHODS),
  device: z.string(),
  by: z.string(),
  eventId: z.string(),
  migrant: z.boolean(),
});

export const sheetAnswer = z.object({
  items: z.array(signInAnswer),
  cursor: z.null(),
  present: count,
  walkIns: count,
  annulled: z.array(
    z.object({
      eventId: z.string(),
      device: z.string(),
      personId: text,
      walkInId: text,
      at: instant,
      undoneBy: z.string(),
      undoneAt: instant,
      how: z.enum(['UNDONE', 'CORRECTED']),
    }),
  ),
});

const idFields = (who: string) => (isWalkIn(who) ? { walkInId: idOf(who) } : { personId: idOf(who) });

const lineView = ({ who, halfDay, event, ...row }: SignInRow) => ({ ...row, ...halfDay, ...idFields(who), eventId: event });

/** The sheet, in order of arrival; the whole of it is one page. */
export const sheetView = ({ sheet, counts, annulled }: SessionFile): z.output<typeof sheetAnswer> =>
  sheetAnswer.parse({
    items: sheet.map(lineView),
    cursor: null,
    present: counts.present,
    walkIns: counts.walkIns,
    annulled: annulled.map(({ event, device, who, at, undoneBy, undoneAt, how }) => ({
      eventId: event,
      device,
      ...idFields(who),
      at,
      undoneBy,
      undoneAt,
      how,
    })),
  });

const VERDICT_REASONS = [
  'INVALID',
  'UNKNOWN_PERSON',
  'HALF_DAY',
  'ANNULLED',
  'WRONG_STATE',
  'UNKNOWN_EVENT',
  'TOO_LATE',
  'BUSY',
] as const satisfies readonly VerdictReason[];

/** The body of `POST /sessions/{id}/attendance`: a verdict for each event, in the order sent. */
export const verdictsAnswer = z.object({
  verdicts: z.array(
    z.object({
      eventId: z.string(),
      verdict: z.enum(['recorded', 'duplicate', 'refused']),
      reason: z.enum(VERDICT_REASONS).optional(),
      at: text,
      session: text,
      errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    }),
  ),
});

/** What became of each event; of one that does not fit, which fields and why, in the reader's language. */
export const verdictsView = ({ verdicts }: SignedIn, language: Language): z.output<typeof verdictsAnswer> =>
  verdictsAnswer.parse({
    verdicts: verdicts.map(({ errors, ...verdict }) => ({
      ...verdict,
      ...(errors && { errors: errors.map((field) => ({ path: field.path, message: fieldSentence(field, language) })) }),
    })),
  });

export const handoutsAnswer = z.object({ id: z.string(), item: z.string(), quantity: count, handouts: count });

const refused = <Reason extends string>(reasons: readonly Reason[]) => z.array(z.object({ personId: z.string(), reason: z.enum(reasons) }));
const people = z.array(z.string());
export const enrolledAnswer = z.object({ enrolled: people, refused: refused(['UNKNOWN_PERSON', 'NOT_ON_ROLL', 'ENROLLED', 'FULL']) });
export const withdrawnAnswer = z.object({ withdrawn: people, refused: refused(['NOT_ENROLLED']) });
