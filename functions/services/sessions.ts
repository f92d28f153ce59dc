// The use cases of a session as a whole: plan it, give a command, open the file, list a month, verify the history.
// Each is load → decide → save; a race that was lost is read again and decided again, never overwritten.
import type { Deps } from './deps.ts';
import { monthOf, yearOf, type Day } from '../domain/calendar/days.ts';
import { sessionNumber, type AreaCode } from '../domain/ids.ts';
import type { Circumstances } from '../domain/petitions/commands.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import type { SessionCommand } from '../domain/training/commands.ts';
import { decideSession, type SheetFacts } from '../domain/training/decide.ts';
import { planned } from '../domain/training/plan.ts';
import type { SessionPlan } from '../domain/training/session.ts';
import { notTheirSession, SESSION_TRANSITIONS } from '../domain/training/transitions.ts';
import { type SessionKind } from '../domain/training/vocabulary.ts';
import { brokenAt, chain, GENESIS } from '../store/chain.ts';
import { receiptKey } from '../store/receipts.ts';
import { saveBegun, saveSession } from '../store/save-session.ts';
import {
  readRawSessionEvents,
  readReceipt,
  readSeries,
  readSession,
  readSessionHeads,
  sessionsOfMonth,
  type SessionColumns,
  type SessionItems,
} from '../store/training.ts';
import { NO_COUNTS, type SessionHead } from '../store/training-items.ts';
import { inTurn, patiently } from './contention.ts';
import type { Verdict as HistoryVerdict } from './petitions.ts';
import { itemsAfter, sessionFile, sessionFileFor } from './session-file.ts';
import type { SessionFile, SessionRow } from './session-shapes.ts';
import type { Caller, Page, RequestKey } from './shapes.ts';
import { correctionFacts, onSheet, sheetHash, wholeSheet } from './sheet-facts.ts';
import { circumstancesOf } from './staff.ts';

/**
 * Plans a session under the next number of its year. Two round trips: the series (and the receipt), then one transaction.
 * @returns NOT_YOURS, INVALID with fields, KEY_REUSED, or BUSY when the series stayed contended
 */
export const planSession = async (
  deps: Deps,
  caller: Caller,
  plan: SessionPlan & { readonly handouts?: number },
  key?: RequestKey,
): Promise<Result<SessionFile>> => {
  const circumstances = await circumstancesOf(deps, caller);
  const receipt = key && receiptKey(deps.bureau, caller.staff.id, key);
  const year = yearOf(plan.date);
  const attempt = async (): Promise<Result<SessionFile> | undefined> => {
    const loaded = await readSeries(deps.db, { years: [year], receipt: receipt?.pk });
    if (receipt && loaded.receipt) {
      const { bodyHash, session, version } = loaded.receipt;
      return bodyHash === receipt.bodyHash ? sessionFileFor(deps, session, circumstances, version) : refuse('KEY_REUSED');
    }
    const before = loaded.series.get(year) ?? 0;
    const begun = planned(plan, sessionNumber(year, before + 1), circumstances);
    if (!begun.ok) return begun;
    const { after: session, events } = begun.value;
    const saved = await saveBegun(deps.db, begun.value, {
      move: { year, before, after: before + 1 },
      ...(receipt && { receipt: { ...receipt, session: session.sessionId, version: session.version } }),
    });
    if (!saved.ok) return undefined;
    const chained = chain(events, GENESIS);
    const rows = { events: chained, enrolments: [], handouts: [], annulments: [], lines: [] };
    return ok(sessionFile({ session, counts: NO_COUNTS, lastHash: chained.at(-1)?.hash ?? GENESIS, ...rows }, circumstances));
  };
  return inTurn(`${deps.bureau} PX ${String(year)}`, () => patiently(attempt));
};

/**
 * Gives a command on a session as read at `version`. Two round trips: the whole session, then one transaction; the answer is their sum.
 * `correct` reads the roll between them.
 * @returns NOT_FOUND, STALE with the current version, KEY_REUSED, the reason of the transition table, or BUSY where the sheet stayed in motion
 */
export const giveSessionCommand = async (
  deps: Deps,
  caller: Caller,
  id: string,
  command: SessionCommand,
  version: number,
  key?: RequestKey,
): Promise<Result<SessionFile>> => {
  const circumstances = await circumstancesOf(deps, caller);
  const receipt = key && receiptKey(deps.bureau, caller.staff.id, key);

  // A repeated request finds its version overtaken, or its receipt taken: only then is the receipt worth a read.
  const givenBefore = async (): Promise<Result<SessionFile> | undefined> => {
    const stored = receipt && (await readReceipt(deps.db, receipt.pk));
    if (!stored) return undefined;
    return stored.bodyHash === receipt.bodyHash ? sessionFileFor(deps, id, circumstances, stored.version) : refuse('KEY_REUSED');
  };
  const attempt = async (): Promise<Result<SessionFile> | undefined> => {
    const read = await readSession(deps.db, id);
    const refusal = notNow(read, command, version, circumstances);
    if (!read || refusal) return (await givenBefore()) ?? refusal ?? refuse('NOT_FOUND');
    const lines = seals(read, command) ? await wholeSheet(deps, read, circumstances.now) : read.lines;
    if (!lines) return undefined;
    const items = { ...read, lines };
    const meant = command.name === 'correct' ? { ...command, data: onSheet(command.data, items.counted) } : command;
    const facts = await factsFor(deps, items, meant, circumstances);
    const decided = decideSession(items, meant, circumstances, facts);
    if (!decided.ok) return (await givenBefore()) ?? decided;
    const saved = await saveSession(deps.db, {
      head: items,
      decision: decided.value,
      ...(receipt && { receipt: { ...receipt, session: id, version: decided.value.after.version } }),
    });
    if (saved.ok) return ok(sessionFile(itemsAfter(items, decided.value), circumstances));
    return saved.lost === 'KEY' ? givenBefore() : undefined; // a lost race is read again, and then says STALE with the version that won
  };
  return patiently(attempt);
};

const notNow = (
  items: SessionItems | undefined,
  command: SessionCommand,
  version: number,
  { actor }: Circumstances,
): Result<never> | undefined => {
  if (!items) return refuse('NOT_FOUND');
  const refusal = notTheirSession(items.session, command.name, actor);
  if (refusal) return refuse(refusal.code, refusal.data);
  return items.session.version === version ? undefined : refuse('STALE', { version: items.session.version });
};

// What a seal locks must be the whole sheet.
const seals = ({ session }: SessionItems, { name }: SessionCommand): boolean =>
  name === 'seal' && SESSION_TRANSITIONS.seal.from.includes(session.state);

const factsFor = async (deps: Deps, items: SessionItems, command: SessionCommand, circumstances: Circumstances): Promise<SheetFacts> => {
  const { counted, lines } = items;
  const facts = { rows: lines, ...(counted && { counted }), hash: sheetHash, entrants: [], leaving: [] };
  return command.name === 'correct' ? { ...facts, ...(await correctionFacts(deps, items, command.data, circumstances)) } : facts;
};

/** The file of a session: one round trip of two reads at once. */
export const openSessionFile = async (deps: Deps, caller: Caller, id: string): Promise<Result<SessionFile>> =>
  sessionFileFor(deps, id, await circumstancesOf(deps, caller));

/** Checks the chain of hashes of a session's history against its head. */
export const verifySessionHistory = async (deps: Deps, _caller: Caller, id: string): Promise<Result<HistoryVerdict>> => {
  const stored = await readRawSessionEvents(deps.db, id);
  if (!stored) return refuse('NOT_FOUND');
  const broken = brokenAt(stored.events, { version: stored.head.session.version, lastHash: stored.head.lastHash });
  return ok({ ok: broken === undefined, events: stored.events.length, ...(broken !== undefined && { brokenAt: broken }) });
};

export const SESSION_ROWS = 25;
const MOST_ROWS = 200;

export interface SessionQuery {
  readonly month: string;
  readonly township?: AreaCode;
  readonly kind?: SessionKind;
  readonly limit?: number;
  readonly cursor?: string;
}

/** Sessions of a month in order. A month has few enough of them that a township's are picked out of all. The cursor is the sort key of the last row shown. */
export const sessionsOf = async (deps: Deps, _caller: Caller, query: SessionQuery): Promise<Result<Page<SessionRow>>> => {
  const { month, township, kind, cursor } = query;
  const limit = Math.min(query.limit ?? SESSION_ROWS, MOST_ROWS);
  const found = await sessionsOfMonth(deps.db, {
    month,
    ...(cursor !== undefined && { after: cursor }),
    ...(township === undefined && kind === undefined && { limit: limit + 1 }),
  });
  const rows = found.filter((row) => (township === undefined || row.township === township) && (kind === undefined || row.kind === kind));
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? shown.at(-1)?.monthSk : undefined;
  return ok({ items: await sessionRows(deps, shown), ...(next !== undefined && { cursor: next }) });
};

/** The sessions of one day in order of beginning. */
export const sessionsOn = async (deps: Deps, _caller: Caller, day: Day): Promise<Result<SessionRow[]>> =>
  ok(await sessionRows(deps, await sessionsOfMonth(deps.db, { month: monthOf(day), day })));

// The list knows how many there were at the latest command. Where people are signing in right now, the sessions themselves are asked.
const sessionRows = async (deps: Deps, rows: readonly SessionColumns[]): Promise<SessionRow[]> => {
  const filling = rows.filter(({ state }) => SESSION_TRANSITIONS.signIn.from.includes(state)).map(({ sessionId }) => sessionId);
  const heads = filling.length === 0 ? new Map<string, SessionHead>() : await readSessionHeads(deps.db, filling);
  return rows.map(({ monthSk: _key, ...row }) => {
    const counts = heads.get(row.sessionId)?.counts;
    return counts ? { ...row, present: counts.present, walkIns: counts.walkIns } : row;
  });
};
