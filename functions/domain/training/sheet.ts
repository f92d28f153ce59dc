// The sealed sheet as it counts: what figures need to know of one session, and nothing else of it.
// It must not know totals, or when a sheet is sealed.
import type { Day } from '../calendar/days.ts';
import type { AreaCode } from '../ids.ts';
import type { SessionGroup } from './vocabulary.ts';
import type { Who } from './who.ts';

/** Exists from the seal on (for imported sessions from the start); a correction replaces it, and nothing else changes it. */
export interface CountedSheet {
  readonly session: string;
  readonly date: Day;
  readonly group: SessionGroup;
  readonly topic: string; //        free text
  readonly township: AreaCode;
  readonly coOrganiser: string; //  free text; '' where nobody
  readonly handouts: number;
  /** Registered migrants of that day, each once. */
  readonly migrants: readonly Who[];
  /** Everybody else present: walk-ins, and people no longer on the roll that day. */
  readonly others: readonly Who[];
  /** It failed its check: it stays, and does not count. */
  readonly void?: boolean;
}
