// What sessions take from outside: the plan, the data of each command, enrolments, sign-ins, handouts. Unknown fields are refused.
// It must not know who may do what or when: that is the transition table. Events of the door are read one by one by its service.
import * as z from 'zod';
import { CAPACITY, HANDOUTS_AT_MOST, HOURS } from '../../domain/training/plan.ts';
import type { SessionPlan } from '../../domain/training/session.ts';
import { FUND_LINES, SESSION_KINDS } from '../../domain/training/vocabulary.ts';
import { WHO_ID } from '../../domain/training/who.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { SessionCommand, SessionCommandName } from '../../services/session-shapes.ts';
import { cursor, PAGE_ROWS } from './queries.ts';
import { defined, readWith } from './read.ts';
import { day, line, month, optionalLine, optionalParagraphs, paragraphs, whole, wholeText } from './text.ts';

const SHORT = 100;
const PLACE = 60;
const REASON = 1_000;
const PEOPLE_AT_MOST = 30; // of one correction
const ASKED_AT_MOST = 500; // of one enrolment; how many fit is the service's to say
const LIMIT_AT_MOST = 1_000;

/** Can this text be the id of a session? Anything else gets the same answer as one that is not there. */
export const isSessionId = (text: string): boolean => WHO_ID.test(text);

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'notAClock' });
const version = whole(1, Number.MAX_SAFE_INTEGER);
/** Where many act at once there is nothing to be stale; a version that is sent all the same is passed over. */
const anyVersion = version.optional();
const handouts = whole(0, HANDOUTS_AT_MOST);
const memberId = z.string().regex(WHO_ID, { error: 'personId' });
// P00001 or W00565, or as it stands on the sheet, P.P00001.
const sheetId = z.string().regex(/^([PW]\.)?[0-9A-Za-z_-]{1,40}$/, { error: 'personId' });

/** JSON of `POST /sessions`. `handouts` are copies issued already. */
export const planSchema = z.strictObject({
  kind: z.enum(SESSION_KINDS).default('PRACTICAL'),
  date: day,
  startsAt: clock,
  hours: z
    .number({ error: ({ input }) => (input === undefined ? 'required' : 'notHours') })
    .meta({ minimum: HOURS.least, maximum: HOURS.most, multipleOf: 0.5 }),
  topic: line(SHORT),
  coOrganiser: optionalLine(SHORT),
  township: line(20),
  village: optionalLine(PLACE),
  lecturer: optionalLine(PLACE),
  capacity: whole(CAPACITY.least, CAPACITY.most),
  fundLine: z.enum(FUND_LINES).optional(),
  handouts: handouts.optional(),
});

/** Reads a plan, in the field names of the files. */
export const readSessionPlan = (raw: unknown): Result<SessionPlan & { readonly handouts?: number }> => {
  const read = readWith(planSchema, raw);
  return read.ok ? ok(defined(read.value)) : read;
};

const walkIn = z
  .strictObject({ id: memberId.optional(), name: line(SHORT), village: optionalLine(PLACE) })
  .transform(({ village = '', ...rest }) => ({
    ...defined(rest),
    village,
  }));
const entry = z.union([z.strictObject({ personId: memberId }), z.strictObject({ walkIn })]);
const none = z.strictObject({ version });
const reason = paragraphs(REASON);

/** What each command on a session takes. */
export const sessionCommandSchemas = {
  approve: none,
  open: none,
  ready: none,
  start: none,
  end: none,
  seal: z.strictObject({ version, paperTotal: whole(0, CAPACITY.most).optional(), difference: optionalParagraphs(REASON) }),
  verify: z.strictObject({
    version,
    sample: whole(0, CAPACITY.most).default(0),
    hits: whole(0, CAPACITY.most).default(0),
    remark: optionalParagraphs(REASON),
  }),
  rejectCheck: z.strictObject({ version, findings: paragraphs(REASON) }),
  close: none,
  postpone: z.strictObject({ version, reason }),
  reschedule: z.strictObject({ version, date: day, startsAt: clock.optional() }),
  cancel: z.strictObject({ version, reason }),
  correct: z
    .strictObject({
      version,
      reason,
      add: z.array(entry).max(PEOPLE_AT_MOST).default([]),
      remove: z.array(sheetId).max(PEOPLE_AT_MOST).default([]),
      handouts: handouts.optional(),
    })
    .refine(({ add, remove }) => add.length + remove.length <= PEOPLE_AT_MOST, {
      error: 'tooMany',
      path: ['add'],
      params: { most: PEOPLE_AT_MOST },
    }),
} as const satisfies { readonly [Name in SessionCommandName]: z.ZodType<{ version: number }> };

export const isSessionCommand = (name: string): name is SessionCommandName => Object.hasOwn(sessionCommandSchemas, name);

/**
 * Reads a command's body.
 * @returns the command and the version it was decided on, or INVALID with the wrong fields
 * @example readSessionCommand('seal', { version: 6, paperTotal: 93 })
 */
export const readSessionCommand = (name: SessionCommandName, raw: unknown): Result<{ command: SessionCommand; version: number }> => {
  const read = readWith<z.ZodType<{ version: number }>>(sessionCommandSchemas[name], raw);
  if (!read.ok) return read;
  const { version: given, ...data } = defined(read.value);
  // Name and data come from one row of the table, which the compiler cannot see across a union.
  return ok({ command: { name, data } as SessionCommand, version: given });
};

/** JSON of `enrol` and `withdraw`. */
export const peopleSchema = z.union([
  z.strictObject({ personId: memberId, version: anyVersion }).transform(({ personId }) => ({ people: [personId] })),
  z
    .strictObject({ people: z.array(memberId).min(1).max(ASKED_AT_MOST), version: anyVersion })
    .transform((body) => ({ people: body.people })),
]);
const onePerson = z.strictObject({ personId: memberId, version: anyVersion }).transform(({ personId }) => ({ people: [personId] }));

/** Reads who is to be enrolled or withdrawn: `{personId}` or `{people: […]}`. */
export const readPeople = (raw: unknown): Result<{ people: string[] }> => {
  const read = readWith(peopleSchema, raw);
  if (read.ok) return read;
  // A union tells no path; the form for one person names the fields.
  const many = z.object({ people: z.unknown() }).safeParse(raw);
  return readWith(many.success && many.data.people !== undefined ? peopleSchema.options[1] : onePerson, raw);
};

/** JSON of `POST /sessions/{id}/attendance`; each event is read by itself. */
export const attendanceSchema = z.strictObject({ events: z.array(z.unknown()), version: anyVersion });

/** Reads the list of a batch from the door. */
export const readAttendance = (raw: unknown): Result<{ events: readonly unknown[] }> => readWith(attendanceSchema, raw);

/** JSON of `POST /sessions/{id}/handouts`. */
export const handoutSchema = z.strictObject({ item: optionalLine(SHORT), quantity: whole(1, 100_000), version: anyVersion });

/** Reads what was handed out. */
export const readHandouts = (raw: unknown): Result<{ readonly item?: string; readonly quantity: number }> => {
  const read = readWith(handoutSchema, raw);
  return read.ok ? ok(defined({ item: read.value.item, quantity: read.value.quantity })) : read;
};

/** `GET /sessions`: a month, as a whole or of one township or kind. */
export const sessionsQuery = z
  .strictObject({
    month: month.optional(),
    township: line(20).optional(),
    kind: z.enum(SESSION_KINDS).optional(),
    limit: wholeText(1, LIMIT_AT_MOST).default(PAGE_ROWS),
    cursor: cursor.optional(),
  })
  .transform(defined);
