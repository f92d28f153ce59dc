// Builds the file of one session for one reader: its sheet, what was found, and what they may do with it now.
// It must not know how rows are kept or commands are decided.
import type { Deps } from './deps.ts';
import type { Circumstances } from '../domain/petitions/commands.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import { mayReadPeopleOf } from '../domain/staff/rooms.ts';
import { foldSession } from '../domain/training/evolve.ts';
import { findingsOf } from '../domain/training/findings.ts';
import { halfDays, halfDayText } from '../domain/training/half-days.ts';
import type { SessionDecision } from '../domain/training/decide.ts';
import type { Annulment } from '../domain/training/sign-in.ts';
import { sessionAllowed } from '../domain/training/transitions.ts';
import { chain } from '../store/chain.ts';
import { readSession, type SessionItems } from '../store/training.ts';
import { sheetLineOf, type SheetLine } from '../store/training-items.ts';
import type { AnnulledRow, SessionFile, SignInRow } from './session-shapes.ts';

/**
 * Loads a session for this reader: two reads at once.
 * @returns NOT_FOUND when it is not there
 */
export const sessionFileFor = async (
  deps: Pick<Deps, 'db'>,
  id: string,
  circumstances: Circumstances,
  version?: number,
): Promise<Result<SessionFile>> => {
  const items = await readSession(deps.db, id);
  if (!items) return refuse('NOT_FOUND');
  return ok(sessionFile(version === undefined ? items : asOf(items, version), circumstances));
};

/** The session as it stood at an earlier version, for the answer to a repeated request; the sheet is that of now. */
const asOf = (items: SessionItems, version: number): SessionItems => {
  const events = items.events.slice(0, version);
  const session = foldSession(events);
  return session ? { ...items, events, session: { ...session, handouts: items.session.handouts } } : items;
};

/** What the rows of a session are once this decision is saved on them: the answer to a command, without reading it back. */
export const itemsAfter = (items: SessionItems, { after, events, counted, changes, annulments, moved }: SessionDecision): SessionItems => {
  const chained = chain(events, items.lastHash);
  const touched = new Set(changes.flatMap(({ before, after: now }) => [before, now].flatMap((row) => (row ? [lineKey(row)] : []))));
  const lines = [
    ...items.lines.filter((line) => !touched.has(lineKey(line))),
    ...changes.flatMap((change) => (change.after ? [sheetLineOf(change.after)] : [])),
  ];
  return {
    ...items,
    session: after,
    lastHash: chained.at(-1)?.hash ?? items.lastHash,
    events: [...items.events, ...chained],
    counts: {
      ...items.counts,
      present: items.counts.present + moved.present,
      walkIns: items.counts.walkIns + moved.walkIns,
      annulled: items.counts.annulled + moved.annulled,
    },
    ...(counted && { counted }),
    lines: lines.sort(byArrival),
    annulments: [...items.annulments, ...annulments].sort((a, b) => (keptUnder(a) < keptUnder(b) ? -1 : 1)),
  };
};

const keptUnder = ({ event, device, former }: Annulment): string => `${event}#${former.who}#${halfDayText(former.halfDay)}#${device}`;
const lineKey = ({ who, halfDay }: Pick<SheetLine, 'who' | 'halfDay'>): string => `${who} ${halfDay.date} ${halfDay.half}`;
const arrival = ({ at, who, halfDay }: SheetLine): string => `${at}#${who}#${halfDay.date}#${halfDay.half}`;
const byArrival = (a: SheetLine, b: SheetLine): number => (arrival(a) < arrival(b) ? -1 : 1);

export const sessionFile = (items: SessionItems, circumstances: Circumstances): SessionFile => {
  const { session, counts, events } = items;
  const { actor, today, calendar } = circumstances;
  const names = mayReadPeopleOf(actor, session.township);
  return {
    session,
    counts,
    names,
    halfDays: halfDays(session),
    sheet: [...items.lines].sort(byArrival).map((line) => signInRow(line, names)),
    enrolments: items.enrolments
      .map((enrolment) => (names || mayReadPeopleOf(actor, enrolment.township) ? enrolment : { ...enrolment, ...NAMELESS }))
      .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)),
    handouts: [...items.handouts].sort((a, b) => (a.at + a.id < b.at + b.id ? -1 : 1)),
    annulled: items.annulments.map((annulment) => annulledRow(annulment, names)),
    events,
    allowed: sessionAllowed({ session, counts }, { actor, today }),
    findings: findingsOf({ session, counts, calendar, today }),
    ...(items.counted && { counted: items.counted }),
  };
};

// Whoever keeps the system running, or another township, sees that somebody signed, and not who.
const NAMELESS = { name: '', village: '' } as const;

const sortKey = ({ village, name, personId }: { village: string; name: string; personId: string }): string =>
  `${village}\n${name}\n${personId}`;

const signInRow = ({ events, ...line }: SheetLine, names: boolean): SignInRow => ({
  ...line,
  event: events[0] ?? '',
  ...(!names && NAMELESS),
});

const annulledRow = ({ event, device, former, undoneBy, undoneAt, how }: Annulment, names: boolean): AnnulledRow => ({
  event,
  device,
  who: former.who,
  halfDay: former.halfDay,
  name: names ? former.name : '',
  at: former.marks.find((mark) => mark.event === event && mark.device === device)?.at ?? '',
  undoneBy,
  undoneAt,
  how,
});
