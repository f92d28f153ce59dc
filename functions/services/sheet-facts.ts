// What a correction of a sealed sheet needs to know of the roll and of the half-days: who would come in, and which rows would go out.
// It must not decide: a person who cannot come in is handed on with the reason.
import type { Deps } from './deps.ts';
import { epochOf } from '../domain/calendar/days.ts';
import { isMigrantOn } from '../domain/people/person.ts';
import type { Circumstances } from '../domain/petitions/commands.ts';
import type { SessionCommandData, SheetEntry } from '../domain/training/commands.ts';
import type { Entrant, SheetFacts } from '../domain/training/decide.ts';
import { beginning, halfDayOf, halfDays, halfDayText } from '../domain/training/half-days.ts';
import { agree, isWhole } from '../domain/training/seal.ts';
import type { Session } from '../domain/training/session.ts';
import type { CountedSheet } from '../domain/training/sheet.ts';
import { countedIn, type Mark, type SignIn } from '../domain/training/sign-in.ts';
import { personWho, walkInWho, type Who } from '../domain/training/who.ts';
import { sha256 } from '../store/keys.ts';
import { readPersons } from '../store/people.ts';
import { readSheetRows, type SessionItems } from '../store/training.ts';
import { sheetLineOf, type SessionHead, type SheetLine } from '../store/training-items.ts';

/** The hash that locks a sheet: over who stands on it, in order. */
export const sheetHash = (who: readonly Who[]): string => sha256(who.join('\n'));

/** An id for somebody who has none: the same for the same entry of the same session, so that a repeated one is nobody new. */
export const madeId = (session: string, entry: string): string => `w${sha256(`${session}\n${entry}`).slice(0, 19)}`;

/** An index shows within a moment what was written; after so long it shows all of it. */
const SETTLED_MS = 2 * 60_000;
export const isSettled = ({ movedAt }: Pick<SessionHead, 'movedAt'>, now: string): boolean =>
  movedAt === undefined || epochOf(now) - epochOf(movedAt) >= SETTLED_MS;

/**
 * The sheet for its seal, proved whole: by the counts, or, where they disagree with an index that has long settled, by the rows themselves.
 * @returns undefined while the index may lag behind
 */
export const wholeSheet = async (deps: Pick<Deps, 'db'>, items: SessionItems, now: string): Promise<readonly SheetLine[] | undefined> => {
  const { session, counts, lines, annulments, enrolments } = items;
  if (isWhole(lines, counts, annulments)) return lines;
  const who = [...new Set([...lines.map((line) => line.who), ...enrolments.map(({ personId }) => personWho(personId))])];
  const days = halfDays(session);
  const { rows } = await readSheetRows(deps.db, session.sessionId, {
    rows: who.flatMap((one) => days.map((halfDay) => ({ who: one, halfDay }))),
  });
  const own = rows.filter((row) => row.session === session.sessionId);
  return agree(countedIn(own), counts) || isSettled(items, now) ? own.map(sheetLineOf) : undefined;
};

/** Those to be taken out as the sheet knows them: a bare P00001 is the walk-in of that id where one stands there, else the person. */
export const onSheet = (data: SessionCommandData['correct'], counted: CountedSheet | undefined): SessionCommandData['correct'] => {
  const listed = new Set(counted?.others);
  const whoNamed = (id: string): Who => (id.includes('.') ? id : listed.has(walkInWho(id)) ? walkInWho(id) : personWho(id));
  return { ...data, remove: [...new Set(data.remove.map(whoNamed))] };
};

/** Reads the roll and the half-days of everybody a correction names: one round trip of two reads at once. */
export const correctionFacts = async (
  deps: Pick<Deps, 'db'>,
  { session }: SessionItems,
  { add, remove }: SessionCommandData['correct'],
  { actor, now }: Pick<Circumstances, 'actor' | 'now'>,
): Promise<Pick<SheetFacts, 'entrants' | 'leaving'>> => {
  const days = halfDays(session);
  const entries = add.map((entry, index) => ({ entry, who: whoOf(session, entry, index) }));
  const named = [...new Set([...entries.map(({ who }) => who), ...remove])];
  const [people, { rows }] = await Promise.all([
    readPersons(
      deps.db,
      add.flatMap((entry) => ('personId' in entry ? [entry.personId] : [])),
    ),
    readSheetRows(deps.db, session.sessionId, { rows: named.flatMap((who) => days.map((halfDay) => ({ who, halfDay }))) }),
  ]);
  const leaves = new Set(remove);
  const seen = new Set<Who>();
  return {
    leaving: rows.filter((row) => row.session === session.sessionId && leaves.has(row.who)),
    entrants: entries.map(({ entry, who }, index): Entrant => {
      const twice = seen.has(who) || leaves.has(who);
      seen.add(who);
      const there = rows.filter((row) => row.who === who);
      if (twice || there.some((row) => row.session === session.sessionId)) return { wrong: { message: 'onSheetAlready' } };
      const [first] = days;
      const taken = first && there.find(({ halfDay }) => halfDayText(halfDay) === halfDayText(first));
      if (taken) return { wrong: { message: 'halfDay', data: { session: taken.session } } };
      const person = 'personId' in entry ? people.get(entry.personId) : undefined;
      const known =
        'walkIn' in entry ? { ...entry.walkIn, migrant: false } : person && { ...person, migrant: isMigrantOn(person, session.date) };
      if (!known) return { wrong: { message: 'unknownPerson' } };
      return {
        row: rowOf(
          session,
          { who, name: known.name, village: known.village, migrant: known.migrant },
          {
            event: `correction-${String(session.version + 1)}-${String(index)}`,
            receivedAt: now,
            by: actor.id,
          },
        ),
      };
    }),
  };
};

const whoOf = ({ sessionId, version }: Session, entry: SheetEntry, index: number): Who =>
  'personId' in entry
    ? personWho(entry.personId)
    : walkInWho(entry.walkIn.id ?? madeId(sessionId, `correction ${String(version + 1)}.${String(index)}`));

const rowOf = (
  session: Session,
  person: Pick<SignIn, 'who' | 'name' | 'village' | 'migrant'>,
  entered: Pick<Mark, 'event' | 'receivedAt' | 'by'>,
): SignIn => {
  const mark: Mark = { ...entered, slot: 1, at: beginning(session), method: 'PAPER', device: '-' };
  return { ...person, session: session.sessionId, halfDay: halfDayOf(halfDays(session), mark.slot), marks: [mark], v: 0 };
};
