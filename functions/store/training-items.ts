// Between the domain's shapes and the stored rows of a session: which attributes a row carries, and in which sparse index it stands.
// It must not know how rows are written.
import { monthOf } from '../domain/calendar/days.ts';
import type { ChainedSessionEvent } from '../domain/training/events.ts';
import { halfDayText } from '../domain/training/half-days.ts';
import type { Session, SessionCounts } from '../domain/training/session.ts';
import type { CountedSheet } from '../domain/training/sheet.ts';
import { firstMark, slotsOf, type Annulment, type Mark, type SignIn } from '../domain/training/sign-in.ts';
import * as keys from './keys.ts';
import { annulledSchema, countsSchema, headSchema, sessionSchema, sheetColumns, signInSchema } from './training-schema.ts';

type Item = Record<string, unknown>;

export interface SessionHead {
  readonly session: Session;
  readonly counts: SessionCounts;
  readonly lastHash: string;
  /** When a signature last moved the counts, if one did. */
  readonly movedAt?: string;
  readonly source?: ImportSource;
}

/** Where an imported row came from; met again by the same import it was made, by any other it was there. */
export interface ImportSource {
  readonly content: string;
  readonly importId: string;
  readonly importRow: number;
}

export const NO_COUNTS: SessionCounts = { enrolled: 0, present: 0, walkIns: 0, annulled: 0 };

/** The attributes of a head that its events make; the counts beside them move by themselves. */
export const headAttributes = (bureau: string, session: Session, lastHash: string): Readonly<Item> => {
  const { handouts: _count, ...folded } = session;
  return {
    ...folded,
    lastHash,
    monthPk: keys.trainingMonthPk(bureau, monthOf(session.date)),
    monthSk: `${session.date}T${session.startsAt}#${session.sessionId}`,
  };
};

/** Attributes that may be there before a command and not after it. */
export const PASSING_ATTRIBUTES = ['paperTotal', 'difference', 'reason'] as const satisfies readonly (keyof Session)[];

/** The head of a session that begins. */
export const headItem = (bureau: string, session: Session, lastHash: string, source?: ImportSource): Item => ({
  pk: keys.trainingPk(bureau, session.sessionId),
  sk: keys.HEAD,
  ...headAttributes(bureau, session, lastHash),
  ...NO_COUNTS,
  nowPresent: 0,
  nowWalkIns: 0,
  handouts: session.handouts,
  ...source,
});

export const readHead = (item: Item): SessionHead => {
  const { lastHash, movedAt, content, importId, importRow } = headSchema.parse(item);
  return {
    session: sessionSchema.parse(item),
    counts: countsSchema.parse(item),
    lastHash,
    ...(movedAt !== undefined && { movedAt }),
    ...(content !== undefined && importId !== undefined && importRow !== undefined && { source: { content, importId, importRow } }),
  };
};

export const eventItem = (bureau: string, session: string, event: ChainedSessionEvent): Item => ({
  pk: keys.trainingPk(bureau, session),
  sk: keys.eventSk(event.seq),
  ...event,
});

export const sheetItem = (bureau: string, sheet: CountedSheet): Item => ({
  pk: keys.trainingPk(bureau, sheet.session),
  sk: keys.COUNTED,
  ...sheet,
});

export const signInKey = (bureau: string, { who, halfDay }: Pick<SignIn, 'who' | 'halfDay'>): { pk: string; sk: string } => ({
  pk: keys.attendancePk(bureau, who),
  sk: halfDayText(halfDay),
});

const plainSignIn = (signIn: SignIn): Item => {
  const { session, who, name, village, migrant, marks, v } = signIn;
  const { event: _first, slot: _slot, ...first } = firstMark(signIn);
  const more = marks.slice(1);
  return {
    session,
    who,
    name,
    village,
    migrant,
    ...first,
    slots: slotsOf(signIn),
    event: marks.map(({ event }) => event),
    ...(more.length > 0 && { more }),
    v,
  };
};

/** The row of a half-day: it stands under the person, and on the sheet of its session. */
export const signInItem = (bureau: string, signIn: SignIn): Item => ({
  ...signInKey(bureau, signIn),
  ...plainSignIn(signIn),
  sheetPk: keys.trainingPk(bureau, signIn.session),
  sheetSk: `${firstMark(signIn).at}#${signIn.who}`,
});

export const readSignIn = (item: Item): SignIn => signInOf(signInSchema.parse(item));

const signInOf = ({
  sk: halfDay,
  session,
  who,
  name,
  village,
  migrant,
  more = [],
  v,
  ...row
}: ReturnType<typeof signInSchema.parse>): SignIn => {
  const [event = ''] = row.event;
  const [slot = 1] = row.slots; // signatures stand by slot, so the first one's is the lowest
  const { at, receivedAt, method, device, by } = row;
  const marks: Mark[] = [{ event, slot, at, receivedAt, method, device, by }, ...more];
  return { session, who, halfDay, name, village, migrant, marks, v };
};

/** A line of the sheet, as its index shows it. */
export const readSheetLine = (item: Item) => {
  const { sk: halfDay, event: events, ...line } = sheetColumns.parse(item);
  return { ...line, halfDay, events };
};
export type SheetLine = ReturnType<typeof readSheetLine>;

/** What the index will show of a row. */
export const sheetLineOf = (signIn: SignIn): SheetLine => {
  const { at, method, device, by } = firstMark(signIn);
  const { who, halfDay, name, village, migrant, marks } = signIn;
  return { who, halfDay, name, village, migrant, slots: slotsOf(signIn), at, method, device, by, events: marks.map(({ event }) => event) };
};

export const annulledItem = (bureau: string, { event, device, former, ...how }: Annulment): Item => ({
  pk: keys.trainingPk(bureau, former.session),
  sk: keys.annulledSk({ event, device, who: former.who, halfDay: halfDayText(former.halfDay) }),
  event,
  device,
  ...how,
  former: { sk: halfDayText(former.halfDay), ...plainSignIn(former) },
});

export const readAnnulled = (item: Item): Annulment => {
  const { former, ...annulled } = annulledSchema.parse(item);
  return { ...annulled, former: signInOf(former) };
};
