// What the holder of an action link may see and do. Reading never changes anything; acting needs a choice and a page of the last hour.
// The link stands in for signing in, for one officer, one petition and one act. It must not know cookies or pages.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Deps } from './deps.ts';
import { epochOf, shanghaiInstant } from '../domain/calendar/days.ts';
import type { Language } from '../domain/calendar/explain.ts';
import { ACTION_OUTCOMES, commandsOf, signs, type ActionOutcome } from '../domain/mail/action-outcomes.ts';
import { dueShown } from '../domain/mail/facts.ts';
import { mayRead } from '../domain/petitions/access.ts';
import type { Circumstances, Command } from '../domain/petitions/commands.ts';
import type { Deadline } from '../domain/petitions/deadlines.ts';
import { obstacle, UNDO_MINUTES } from '../domain/petitions/transitions.ts';
import type { State } from '../domain/petitions/vocabulary.ts';
import { ok, refuse, type Refusal, type Result } from '../domain/result.ts';
import type { Staff } from '../domain/staff/staff.ts';
import { freeLink, markLinkUsed, readLink as readStoredLink, type Link } from '../store/links.ts';
import { readCase, type CaseItems } from '../store/cases.ts';
import { noVault } from '../store/vault.ts';
import { unitOf } from './case-file.ts';
import { giveCommand } from './petitions.ts';
import { circumstancesOf, listStaff } from './staff.ts';

/** Where a link stands: to be used, used (with the first result), or no longer allowed. */
export type LinkStanding =
  | { readonly kind: 'OPEN' }
  | { readonly kind: 'USED'; readonly outcome: ActionOutcome; readonly at: string; readonly undoUntil?: string }
  | { readonly kind: 'REFUSED'; readonly refusal: Refusal };

export interface LinkView {
  readonly case: string;
  readonly state: State;
  readonly due?: Deadline; // the date in large type
  readonly language: Language;
  readonly today: string;
  readonly until: string;
  readonly standing: LinkStanding;
  /** Goes into the page's forms: bound to the token, the time and what the page showed. */
  readonly nonce: string;
}

const NONCE_SECONDS = 3600;
const TRIES = 5;

interface Opened {
  readonly link: Link;
  readonly found: CaseItems;
  readonly officer: Staff;
  readonly circumstances: Circumstances;
}

/**
 * What a link shows. Changes nothing, however often and by whatever machine it is called.
 * @returns NOT_FOUND alike for a wrong token, an expired one, and a case the officer may not see any more
 */
export const readLink = async (deps: Deps, token: string): Promise<Result<LinkView>> => {
  const opened = await open(deps, token);
  return opened ? ok(view(deps, token, opened)) : refuse('NOT_FOUND');
};

export interface Press {
  readonly outcome: string | undefined;
  readonly nonce: string;
}

/**
 * Acts as the officer of the link, once: a second press, also at the same moment, shows what the first came to.
 * @returns the view after it; INVALID without a chosen outcome, EXPIRED for an old page, or why the command is refused now
 */
export const useLink = async (deps: Deps, token: string, { outcome, nonce }: Press): Promise<Result<LinkView>> => {
  const opened = await open(deps, token);
  if (!opened) return refuse('NOT_FOUND');
  if (opened.link.usedAt !== undefined) return ok(view(deps, token, opened));
  const seen = versionSeen(deps, token, nonce);
  if (seen === undefined) return refuse('EXPIRED');
  const chosen = ACTION_OUTCOMES.find((one) => one === outcome);
  if (!chosen) return refuse('INVALID', { fields: [{ path: 'outcome', message: 'required' }] });

  for (const command of commandsOf(chosen, opened.officer.language)) {
    const given = await giveOnce(deps, opened, command, seen);
    if (!given.ok) return given;
  }
  await markLinkUsed(deps.db, token, { now: deps.now(), result: chosen });
  return readLink(deps, token);
};

export interface UndoPress {
  /** Ticked by hand: a machine that opens the link after the officer and submits what it finds must not undo. */
  readonly sure: boolean;
  readonly nonce: string;
}

/**
 * Takes back a signature given through this link, within ten minutes; the link is then as it was.
 * @returns the view after it; INVALID when not ticked, TOO_LATE, EXPIRED for an old page, or why the command is refused now
 */
export const undoLink = async (deps: Deps, token: string, { sure, nonce }: UndoPress): Promise<Result<LinkView>> => {
  const opened = await open(deps, token);
  if (!opened) return refuse('NOT_FOUND');
  const { usedAt, result } = opened.link;
  if (usedAt === undefined || result === undefined) return ok(view(deps, token, opened));
  if (!signs(result)) return refuse('WRONG_STATE', { state: opened.found.petition.state, command: 'undoAcknowledge' });
  if (versionSeen(deps, token, nonce) === undefined) return refuse('EXPIRED');
  if (!sure) return refuse('INVALID', { fields: [{ path: 'sure', message: 'required' }] });
  if (isSignedBy(opened, opened.found)) {
    const given = await giveOnce(deps, opened, { name: 'undoAcknowledge', data: {} }, Infinity);
    if (!given.ok) return given;
  }
  await freeLink(deps.db, token, usedAt);
  return readLink(deps, token);
};

const open = async (deps: Deps, token: string): Promise<Opened | undefined> => {
  const link = await readStoredLink(deps.db, token, deps.now());
  if (!link) return undefined;
  const officer = (await listStaff(deps)).find((person) => person.id === link.officer);
  const found = await readCase(deps.db, link.case);
  if (!officer || !found) return undefined;
  const circumstances = await circumstancesOf(deps, { staff: officer });
  return mayRead(found.petition, officer, unitOf(circumstances.staff)) ? { link, found, officer, circumstances } : undefined;
};

const view = (deps: Deps, token: string, opened: Opened): LinkView => {
  const { link, found, officer, circumstances } = opened;
  const due = dueShown(
    'E01',
    found.deadlines.filter((limit) => limit.metAt === undefined),
  );
  return {
    case: link.case,
    state: found.petition.state,
    ...(due && { due }),
    language: officer.language,
    today: circumstances.today,
    until: link.until,
    standing: standing(opened),
    nonce: nonceOf(deps, token, found.petition.version),
  };
};

const standing = ({ link, found, circumstances }: Opened): LinkStanding => {
  const { usedAt, result } = link;
  if (usedAt !== undefined && result !== undefined) {
    const undo = signs(result) && obstacle(found.petition, 'undoAcknowledge', circumstances) === undefined;
    const signedAt = found.petition.acknowledged?.at;
    return {
      kind: 'USED',
      outcome: result,
      at: usedAt,
      ...(undo && signedAt !== undefined && { undoUntil: plusMinutes(signedAt, UNDO_MINUTES) }),
    };
  }
  const refusal = obstacle(found.petition, 'acknowledge', circumstances);
  return refusal ? { kind: 'REFUSED', refusal } : { kind: 'OPEN' };
};

// Gives a command on the petition as it is now, unless the history shows that this very page has given it already: two presses at one
// moment, or a press after a crash between the command and the mark on the link.
const giveOnce = async (deps: Deps, { link, officer }: Opened, command: Command, seen: number): Promise<Result<true>> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = await readCase(deps.db, link.case);
    if (!found) return refuse('NOT_FOUND');
    if (isDone(command, officer, found, seen)) return ok(true);
    // Signing needs nobody's telephone number, and this function may not open one.
    const given = await giveCommand({ ...deps, vault: noVault }, { staff: officer }, link.case, command, found.petition.version);
    if (given.ok) return ok(true);
    if (given.refusal.code !== 'STALE') return given;
  }
  return refuse('BUSY');
};

const isDone = (command: Command, officer: Staff, found: CaseItems, seen: number): boolean => {
  if (command.name === 'acknowledge') return found.petition.acknowledged?.by === officer.id;
  if (command.name === 'undoAcknowledge') return found.petition.acknowledged === undefined;
  if (command.name !== 'note') return false;
  return found.events.some(
    (event) => event.seq > seen && event.type === 'noted' && event.by === officer.id && event.data.text === command.data.text,
  );
};

const isSignedBy = ({ officer }: Opened, { petition }: CaseItems): boolean => petition.acknowledged?.by === officer.id;

const plusMinutes = (instant: string, minutes: number): string => shanghaiInstant(epochOf(instant) + minutes * 60_000);

// The nonce is keyed by the token itself: whoever can make one holds the link anyway, and nobody else can.
const nonceOf = ({ now, bureau }: Pick<Deps, 'now' | 'bureau'>, token: string, version: number): string => {
  const plain = `${String(Math.floor(epochOf(now()) / 1000))}.${String(version)}`;
  return `${plain}.${seal(bureau, token, plain)}`;
};

const NONCE = /^(?<plain>(?<at>\d{1,12})\.(?<version>\d{1,9}))\.(?<mac>[\w-]{43})$/;

/** The version of the petition that the page showed, or nothing when the page is too old or not ours. */
const versionSeen = ({ now, bureau }: Pick<Deps, 'now' | 'bureau'>, token: string, nonce: string): number | undefined => {
  const { plain, at, version, mac } = NONCE.exec(nonce)?.groups ?? {};
  if (plain === undefined || mac === undefined) return undefined;
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(seal(bureau, token, plain)))) return undefined;
  const age = Math.floor(epochOf(now()) / 1000) - Number(at);
  return age >= 0 && age <= NONCE_SECONDS ? Number(version) : undefined;
};

const seal = (bureau: string, token: string, plain: string): string =>
  createHmac('sha256', token).update(`page ${bureau} ${plain}`).digest('base64url');
