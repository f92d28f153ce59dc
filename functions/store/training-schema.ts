// The stored rows of a session as schemas: every read is parsed, so a damaged row is found where it is read and not three screens later.
import * as z from 'zod/mini';
import { FUND_LINES, HALVES, METHODS, SESSION_KINDS, SESSION_STATES } from '../domain/training/vocabulary.ts';

const day = z.string().check(z.length(10));
const instant = z.string().check(z.minLength(20));
const staff = z.string().check(z.minLength(1));
const count = z.int().check(z.nonnegative());
const id = z.string().check(z.minLength(1));
const who = z.string().check(z.regex(/^[PW]\./));

const planSchema = z.object({
  kind: z.enum(SESSION_KINDS),
  date: day,
  startsAt: z.string().check(z.length(5)),
  hours: z.number(),
  topic: z.string(),
  coOrganiser: z.exactOptional(z.string()),
  township: z.string(),
  village: z.exactOptional(z.string()),
  lecturer: z.exactOptional(z.string()),
  capacity: count,
  fundLine: z.exactOptional(z.enum(FUND_LINES)),
});

export const sessionSchema = z.extend(planSchema, {
  sessionId: id,
  state: z.enum(SESSION_STATES),
  version: count,
  organiser: staff,
  handouts: count,
  imported: z.boolean(),
  plannedAt: instant,
  startedAt: z.exactOptional(instant),
  endedAt: z.exactOptional(instant),
  sealedAt: z.exactOptional(instant),
  sealedBy: z.exactOptional(staff),
  paperTotal: z.exactOptional(count),
  difference: z.exactOptional(z.string()),
  reason: z.exactOptional(z.string()),
});

/** The counts as they are now. Those that every signature moves stand in no index, or each batch would rewrite the list of the month too. */
const liveCounts = z.object({ enrolled: count, nowPresent: count, nowWalkIns: count, annulled: count });
export const countsSchema = z.pipe(
  liveCounts,
  z.transform(({ nowPresent, nowWalkIns, ...counts }) => ({ ...counts, present: nowPresent, walkIns: nowWalkIns })),
);

/** The same as the list of the month shows them: as of the latest command. */
const listedCounts = { enrolled: count, present: count, walkIns: count };

/** What the head holds besides the session: the end of its history, and where it came from. */
export const headSchema = z.extend(sessionSchema, {
  lastHash: z.string().check(z.length(64)),
  movedAt: z.exactOptional(instant),
  content: z.exactOptional(z.string()), //  hash of the imported row
  importId: z.exactOptional(z.string()),
  importRow: z.exactOptional(z.number()),
});

/** The columns of the list of a month. */
export const sessionColumns = z.extend(
  z.pick(sessionSchema, {
    sessionId: true,
    kind: true,
    fundLine: true,
    state: true,
    date: true,
    startsAt: true,
    hours: true,
    topic: true,
    coOrganiser: true,
    township: true,
    village: true,
    lecturer: true,
    capacity: true,
    handouts: true,
  }),
  { ...listedCounts, monthSk: z.string() },
);

export const halfDaySk = z.pipe(
  z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}#[A-Z]+$/)),
  z.transform((text) => ({ date: text.slice(0, 10), half: z.enum(HALVES).parse(text.slice(11)) })),
);

const signature = {
  at: instant,
  method: z.enum(METHODS),
  device: z.string(),
  by: staff,
};

/** The columns of the sheet. `event` names every signature of the half-day. */
export const sheetColumns = z.object({
  sk: halfDaySk,
  who,
  name: z.string(),
  village: z.string(),
  slots: z.array(count).check(z.minLength(1)),
  migrant: z.boolean(),
  event: z.array(z.string()).check(z.minLength(1)),
  ...signature,
});

const mark = z.object({ event: z.string(), slot: count, receivedAt: instant, ...signature });

/** A person's half-day, whole: what the sheet shows, and every signature. */
export const signInSchema = z.extend(sheetColumns, {
  session: id,
  receivedAt: instant,
  /** Signatures after the first. */
  more: z.exactOptional(z.array(mark)),
  v: count,
});

export const annulledSchema = z.object({
  event: z.string(),
  device: z.string(),
  undoneBy: staff,
  undoneAt: instant,
  how: z.enum(['UNDONE', 'CORRECTED']),
  former: signInSchema,
});

export const enrolmentSchema = z.object({
  personId: id,
  name: z.string(),
  village: z.string(),
  township: z.string(),
  by: staff,
  at: instant,
});

export const handoutSchema = z.object({ id, item: z.string(), quantity: count, by: staff, at: instant });

const none = z.object({});
const reason = z.object({ reason: z.string() });
const locked = z.object({ present: count, walkIns: count, handouts: count, sheet: z.string().check(z.length(64)) });

const stamped = { seq: count, at: instant, by: staff, prev: z.string(), hash: z.string() };
const eventOf = <Type extends string, Data extends z.ZodMiniType>(type: Type, data: Data) =>
  z.object({ ...stamped, type: z.literal(type), data });

export const sessionEventSchema = z.discriminatedUnion('type', [
  eventOf('planned', z.extend(planSchema, { sessionId: id, handouts: z.exactOptional(count) })),
  eventOf('imported', z.extend(planSchema, { sessionId: id, handouts: count })),
  eventOf('approved', none),
  eventOf('opened', none),
  eventOf('readied', none),
  eventOf('started', none),
  eventOf('ended', none),
  eventOf('sealed', z.extend(locked, { paperTotal: z.exactOptional(count), difference: z.exactOptional(z.string()) })),
  eventOf('verified', z.object({ sample: count, hits: count, remark: z.exactOptional(z.string()) })),
  eventOf('checkRejected', z.object({ findings: z.string() })),
  eventOf('closed', none),
  eventOf('postponed', reason),
  eventOf('rescheduled', z.object({ from: z.object({ date: day, startsAt: z.string() }), date: day, startsAt: z.string() })),
  eventOf('cancelled', reason),
  eventOf('corrected', z.extend(reason, { added: z.array(who), removed: z.array(who), before: locked, after: locked })),
]);

/** The receipt of a request about a session: which version it led to, or which handouts it issued. */
export const sessionReceiptSchema = z.object({
  pk: z.string(),
  bodyHash: z.string(),
  session: id,
  version: count,
  handout: z.exactOptional(z.object({ id, item: z.string(), quantity: count, handouts: count })),
});
export type SessionReceipt = z.infer<typeof sessionReceiptSchema>;
