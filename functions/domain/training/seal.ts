// How rows become the sheet that counts, and when rows that were read are the whole of it.
// It must not know hashes, tables, or what a total is.
import { compare } from '../calendar/days.ts';
import { halfDayText } from './half-days.ts';
import type { HalfDay, Session, SessionCounts } from './session.ts';
import type { CountedSheet } from './sheet.ts';
import { countedIn, type Annulment } from './sign-in.ts';
import { groupOf } from './vocabulary.ts';
import type { Who } from './who.ts';

/** What the sheet needs of a row: who, and whether they were on the roll that day. */
interface Row {
  readonly who: Who;
  readonly migrant: boolean;
}

/** The sheet of a session without anybody yet, as an imported one begins. */
export const emptySheet = (session: Session): CountedSheet => ({
  session: session.sessionId,
  date: session.date,
  group: groupOf(session),
  topic: session.topic,
  township: session.township,
  coOrganiser: session.coOrganiser ?? '',
  handouts: session.handouts,
  migrants: [],
  others: [],
});

/** Everybody of these rows, each once, in the order of their ids. */
export const sheetOf = (session: Session, rows: readonly Row[]): CountedSheet => ({
  ...emptySheet(session),
  ...split(rows),
});

const split = (rows: readonly Row[]): Pick<CountedSheet, 'migrants' | 'others'> => {
  const people = new Map(rows.map(({ who, migrant }) => [who, migrant]));
  const those = (wanted: boolean): Who[] =>
    [...people]
      .filter(([, migrant]) => migrant === wanted)
      .map(([who]) => who)
      .sort(compare);
  return { migrants: those(true), others: those(false) };
};

/** The sheet with some more people and some fewer. */
export const changedSheet = (
  sheet: CountedSheet,
  { added, removed }: { readonly added: readonly Row[]; readonly removed: ReadonlySet<Who> },
): CountedSheet => {
  const more = split(added);
  const merged = (kept: readonly Who[], joined: readonly Who[]): Who[] =>
    [...new Set([...kept.filter((who) => !removed.has(who)), ...joined])].sort(compare);
  return { ...sheet, migrants: merged(sheet.migrants, more.migrants), others: merged(sheet.others, more.others) };
};

export const everybody = ({ migrants, others }: Pick<CountedSheet, 'migrants' | 'others'>): Who[] => [...migrants, ...others].sort(compare);

/** The rows come from an index, which may lag: are they the sheet that the counts speak of? */
export const isWhole = (
  rows: readonly (Row & { readonly halfDay: HalfDay; readonly events: readonly string[] })[],
  counts: Counts,
  annulled: readonly Annulment[],
): boolean => {
  const gone = new Set(annulled.map(({ event, former: { who, halfDay } }) => `${who} ${halfDayText(halfDay)} ${event}`));
  return (
    agree(countedIn(rows), counts) &&
    !rows.some(({ who, halfDay, events }) => events.some((event) => gone.has(`${who} ${halfDayText(halfDay)} ${event}`)))
  );
};

type Counts = Pick<SessionCounts, 'present' | 'walkIns'>;
export const agree = (a: Counts, b: Counts): boolean => a.present === b.present && a.walkIns === b.walkIns;
