// What a petitioner may ask with the number and the query code of the slip: how far the matter is, who answers for it, what comes next.
// It must not tell a wrong code from an unknown number by body, headers or work done, nor know pages or words.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Deps } from './deps.ts';
import type { Day } from '../domain/calendar/days.ts';
import { epochOf } from '../domain/calendar/days.ts';
import { PETITION_NUMBER, petitionNumber } from '../domain/ids.ts';
import { isNearAccused } from '../domain/petitions/access.ts';
import type { DeadlineCode } from '../domain/petitions/deadlines.ts';
import type { Petition } from '../domain/petitions/petition.ts';
import type { State } from '../domain/petitions/vocabulary.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import { has, type Staff } from '../domain/staff/staff.ts';
import { directory } from '../store/directory.ts';
import { load } from '../store/petitions.ts';
import { countTry } from '../store/tries.ts';
import { queryCodeOf } from './query-code.ts';
import type { Vault } from '../store/vault.ts';

/** The six things a petitioner can be told; words are in the catalogue of the page. */
export type Standing = 'RECEIVED' | 'ACCEPTED' | 'IN_HAND' | 'ANSWERED' | 'CALLING_BACK' | 'CLOSED';

const STANDINGS: Readonly<Record<State, Standing>> = {
  REGISTERED: 'RECEIVED',
  ACCEPTED: 'ACCEPTED',
  HANDLING: 'IN_HAND',
  OPINION_READY: 'ANSWERED',
  SERVED: 'CALLING_BACK',
  FOLLOW_UP: 'CALLING_BACK',
  CLOSED: 'CLOSED',
};

/** Limits that promise the petitioner something. Where two end on one day, the bureau's own promise is told first. */
const PROMISES = ['DL-NOTICE', 'DL-HANDLE', 'DL-REWORK', 'DL-FOLLOWUP', 'DL-REVIEW-RIGHT'] as const satisfies readonly DeadlineCode[];
export type Promised = (typeof PROMISES)[number];

export interface PetitionStatus {
  readonly standing: Standing;
  /** Without a name the petition room answers, as it does for every restricted matter. */
  readonly officer: { readonly name?: string; readonly phone?: string };
  /** The last day allowed, as on the slip; it may have passed. */
  readonly nextDate?: { readonly day: Day; readonly code: Promised };
  readonly closedOn?: Day;
}

export interface StatusQuestion {
  readonly bureau: string;
  readonly number: string; // as typed
  readonly code: string; //   as typed
  /** Where the question came from, as far as known. */
  readonly address: string;
}

/** Needs the key of the query codes alone: whoever answers strangers opens no identity field. */
export type StatusDeps = Pick<Deps, 'db' | 'bureau' | 'now'> & { readonly vault: Pick<Vault, 'queryCode'> };

/**
 * Failed tries allowed in one window, first to last: an address that is used up spends nobody else's tries.
 * A right code is answered however many failed before it, so nobody can lock a petitioner out; and fifty bits leave nothing to
 * be found by trying. The caps keep a machine from trying anyway at the bureau's expense.
 */
export const TRIES = { ADDRESS: 30, NUMBER: 10, ALL: 600 } as const;
export const TRY_WINDOW_SECONDS = 15 * 60;

// No series gives this number, so nobody holds its code: the work of a real question is done on it all the same.
const NOBODYS = 'XF-0000-0000';

/**
 * Answers the holder of a slip.
 * @returns NOT_FOUND alike for a wrong code, an unknown or malformed number and another bureau; TOO_MANY instead once a cap is
 *   reached, with `retryAfter` in seconds
 */
export const petitionStatus = async (deps: StatusDeps, question: StatusQuestion): Promise<Result<PetitionStatus>> => {
  const number = readNumber(question.number);
  const code = await queryCodeOf(deps, number ?? NOBODYS);
  const right = sameText(readCode(question.code), code) && number !== undefined && question.bureau === deps.bureau;
  // The rows of a petition are read only for the holder of its code, so the time taken tells nobody whether there are any.
  const petition = right ? (await load(deps.db, { petition: number })).head?.petition : undefined;
  return petition ? ok(statusOf(petition, (await directory(deps.db)).staff)) : failedTry(deps, question, number);
};

// Full-width letters and digits, any dash or space between the parts, and missing zeros are all one number.
const NUMBER = /^(?:XF)?[^0-9A-Z]*(\d{4})[^0-9A-Z]*(\d{1,6})$/;

/** The petition number a person meant, or nothing: @example readNumber('２０２６ 41') // 'XF-2026-0041' */
export const readNumber = (typed: string): string | undefined => {
  const [, year, seq] = NUMBER.exec(typed.normalize('NFKC').trim().toUpperCase()) ?? [];
  const number = petitionNumber(Number(year), Number(seq));
  return PETITION_NUMBER.test(number) ? number : undefined;
};

// Letters that people read for one another are one another (Crockford's base32); whatever groups them says nothing.
const readCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');

// Over hashes, which are of one length whatever was typed.
const sameText = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const statusOf = (petition: Petition, staff: readonly Staff[]): PetitionStatus => {
  const nextDate = nextPromise(petition);
  const { closed } = petition;
  return {
    standing: STANDINGS[petition.state],
    officer: officerFor(petition, staff),
    ...(nextDate && { nextDate }),
    // History taken over says on which day it was entered, not when the matter ended.
    ...(closed && closed.reason !== 'IMPORTED' && { closedOn: closed.on }),
  };
};

const nextPromise = ({ limits }: Petition): PetitionStatus['nextDate'] => {
  const [next] = PROMISES.flatMap((code) => {
    const limit = limits[code];
    return limit ? [{ day: limit.rolledDue, code }] : [];
  }).sort((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1));
  return next;
};

const officerFor = (petition: Petition, staff: readonly Staff[]): PetitionStatus['officer'] => {
  const owner = staff.find(({ id }) => id === petition.owner);
  if (owner && !petition.restricted) return { name: owner.name, ...phoneOf(owner) };
  // Art. 30: who handles an accusation is told to nobody, and nobody near the accused picks up the telephone.
  const room = staff.filter((person) => has(person, 'PETITION_ROOM') && !isNearAccused(petition.accused, person, staff));
  return phoneOf(room.find((person) => has(person, 'DEPARTMENT_HEAD')) ?? room[0] ?? owner);
};

const phoneOf = (person: Staff | undefined): { phone?: string } => (person?.phone === undefined ? {} : { phone: person.phone });

// Counted by what was typed, whether or not there is such a petition.
const failedTry = async (
  deps: StatusDeps,
  { number: typed, address }: StatusQuestion,
  number: string | undefined,
): Promise<Result<never>> => {
  const now = Math.floor(epochOf(deps.now()) / 1000);
  const until = (Math.floor(now / TRY_WINDOW_SECONDS) + 1) * TRY_WINDOW_SECONDS;
  const counted = { ADDRESS: address, NUMBER: number ?? typed, ALL: '' };
  for (const scope of ['ADDRESS', 'NUMBER', 'ALL'] as const) {
    if (!(await countTry(deps.db, { scope, what: counted[scope], most: TRIES[scope], until }))) {
      return refuse('TOO_MANY', { retryAfter: until - now });
    }
  }
  return refuse('NOT_FOUND');
};
