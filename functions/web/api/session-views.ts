// Sessions, sheets and their history as the API shows them: built field by field and parsed again.
// It must not know who may read a name; whoever may not gets blank ones from the service.
import * as z from 'zod';
import type { ChainedSessionEvent } from '../../domain/training/events.ts';
import { idOf, isWalkIn } from '../../domain/training/who.ts';
import type { SessionFile, SessionRow, SignInRow } from '../../services/session-shapes.ts';
import { defined } from '../schema/read.ts';

const text = z.string().optional();
const count = z.int().min(0);
const instant = z.string();

const rowAnswer = z.object({
  sessionId: z.string(),
  kind: z.string(),
  date: z.iso.date(),
  startsAt: z.string(),
  hours: z.number(),
  topic: z.string(),
  coOrganiser: text,
  township: z.string(),
  village: text,
  lecturer: text,
  capacity: count,
  fundLine: text,
  handouts: count,
  state: z.string(),
  enrolled: count,
  present: count,
  walkIns: count,
});

/** A line of `GET /sessions`, with the field names of the files. */
export const sessionRowView = (row: SessionRow): z.output<typeof rowAnswer> => rowAnswer.parse(row);

const answer = rowAnswer.extend({
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
  halfDays: z.array(z.object({ date: z.iso.date(), half: z.string() })),
  enrolments: z.array(z.object({ personId: z.string(), name: z.string(), village: z.string(), township: z.string(), at: instant })),
  materials: z.array(z.object({ id: z.string(), item: z.string(), quantity: count, by: z.string(), at: instant })),
  allowed: z.array(z.string()),
  findings: z.array(z.object({ code: z.string(), data: z.record(z.string(), z.union([z.string(), z.number()])) })),
  counted: z.object({ personTimes: count, migrants: count, others: count, handouts: count, void: z.boolean() }).optional(),
});

/** The body of a session, and of every command on it. */
export const sessionView = (file: SessionFile): z.output<typeof answer> => {
  const { session, counts, halfDays, enrolments, handouts, allowed, findings, counted } = file;
  return answer.parse(
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

const lineAnswer = z.object({
  personId: text,
  walkInId: text,
  name: z.string(),
  village: z.string(),
  date: z.iso.date(),
  half: z.string(),
  slots: z.array(count),
  at: instant,
  method: z.string(),
  device: z.string(),
  by: z.string(),
  eventId: z.string(),
  migrant: z.boolean(),
});

const sheetAnswer = z.object({
  items: z.array(lineAnswer),
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
      how: z.string(),
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

const eventAnswer = z.object({
  seq: z.int(),
  at: instant,
  by: z.string(),
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
  prev: z.string(),
  hash: z.string(),
});

/** One entry of the history. Its data names nobody: people stand in it by id. */
export const sessionEventView = ({ seq, at, by, type, data, prev, hash }: ChainedSessionEvent): z.output<typeof eventAnswer> =>
  eventAnswer.parse({ seq, at, by, type, data: { ...data }, prev, hash });
