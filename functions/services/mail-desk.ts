// Mail that waits for a person: sent and arrived nowhere, or received and not filed. Who may see it, hand it out, and say it is dealt with.
// It must not know why a mail failed, or what is in one that came.
import { monthOf } from '../domain/calendar/days.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import { MAIL_DESK, RECEIVED_READERS, mayReadReceived, seesToMail } from '../domain/staff/rooms.ts';
import { isHeldId, markHeldDone, readHeld, type HeldMail } from '../store/held-mail.ts';
import { mailName, mailNamed } from '../store/mail-tags.ts';
import { heldByKey, heldOfMonth, mailsByKey, readMailTasks } from '../store/mail-tasks.ts';
import { markDealt, readMail } from '../store/mails.ts';
import { mailView } from './case-file.ts';
import type { Deps } from './deps.ts';
import { tellableOf } from './mails.ts';
import type { Caller, MailView } from './shapes.ts';

/** A mail that reached nobody; `name` is how it is spoken of in an address. */
export interface MailTask extends MailView {
  readonly name: string;
}

export interface MailDesk {
  /** Oldest first, at most a hundred. */
  readonly undelivered: readonly MailTask[];
  /** How many wait to be filed; 0 for those who may not read them. */
  readonly held: number;
}

export interface HeldList {
  /** Oldest first, at most a hundred. */
  readonly waiting: readonly HeldMail[];
  readonly more: boolean;
  /** Of those received this month, newest first. */
  readonly done: readonly HeldMail[];
}

const SHOWN = 100;
/** What one answer of a function may hold in the cloud is 6 MB, and bytes travel there as base64. */
export const HANDED_OUT_BYTES = 4 * 1024 * 1024;

/** What waits at the desk of whoever sees to mail; nothing for everybody else. One query, and a read of the rows where there are any. */
export const mailDesk = async (deps: Pick<Deps, 'db'>, { staff }: Caller): Promise<MailDesk | undefined> => {
  if (!seesToMail(staff)) return undefined;
  const { undelivered, held } = await readMailTasks(deps.db);
  const mails = await mailsByKey(deps.db, undelivered.slice(0, SHOWN));
  const tasks = mails.map((mail): MailTask => ({ ...mailView(mail), name: mailName(mail) }));
  const told = await tellableOf(deps, staff, tasks);
  return { undelivered: told.filter((mail) => mail !== undefined), held: mayReadReceived(staff) ? held.length : 0 };
};

/**
 * Says that somebody has seen to a mail that reached nobody.
 * @returns NOT_YOURS, NOT_FOUND alike for none, a hidden one, and one that is no task; twice is as good as once
 */
export const dealWithMail = async (deps: Pick<Deps, 'db' | 'now'>, { staff }: Caller, name: string): Promise<Result<undefined>> => {
  if (!seesToMail(staff)) return refuse('NOT_YOURS', { who: MAIL_DESK.join(' ') });
  const key = mailNamed(deps.db.bureau, name);
  const mail = key && (await readMail(deps.db, key));
  const [told] = mail ? await tellableOf(deps, staff, [mailView(mail)]) : [];
  if (!key || !mail || !told) return refuse('NOT_FOUND');
  const dealt = (await markDealt(deps.db, key, { now: deps.now(), by: staff.id })) || mail.dealtAt !== undefined;
  return dealt ? ok(undefined) : refuse('NOT_FOUND');
};

/** @returns NOT_YOURS for those who may not read received mail */
export const heldMails = async (deps: Pick<Deps, 'db' | 'now'>, { staff }: Caller): Promise<Result<HeldList>> => {
  if (!mayReadReceived(staff)) return notReaders();
  const [{ held }, month] = await Promise.all([readMailTasks(deps.db), heldOfMonth(deps.db, monthOf(deps.now()), SHOWN)]);
  const waiting = await heldByKey(deps.db, held.slice(0, SHOWN));
  return ok({ waiting, more: held.length > SHOWN, done: month.filter(({ state }) => state === 'DONE') });
};

/**
 * The bytes of a received mail, as they came. What is in them is not to be believed, nor shown by a browser.
 * @returns NOT_YOURS, NOT_FOUND, TOO_LARGE: then only the bucket itself can hand it out
 */
export const receivedFile = async (deps: Pick<Deps, 'db' | 'received'>, { staff }: Caller, id: string): Promise<Result<Uint8Array>> => {
  if (!mayReadReceived(staff)) return notReaders();
  const held = await readHeld(deps.db, id);
  if (!held) return refuse('NOT_FOUND');
  if (held.size > HANDED_OUT_BYTES) return refuse('TOO_LARGE', { most: HANDED_OUT_BYTES, unit: 'bytes' });
  const bytes = await deps.received?.read(id);
  return bytes ? ok(bytes) : refuse('NOT_FOUND');
};

/** @returns NOT_YOURS, NOT_FOUND; twice is as good as once, and the first who said so stays */
export const dealWithHeld = async (deps: Pick<Deps, 'db' | 'now'>, { staff }: Caller, id: string): Promise<Result<undefined>> => {
  if (!mayReadReceived(staff)) return notReaders();
  if (!isHeldId(id)) return refuse('NOT_FOUND');
  if (await markHeldDone(deps.db, id, { now: deps.now(), by: staff.id })) return ok(undefined);
  return (await readHeld(deps.db, id)) ? ok(undefined) : refuse('NOT_FOUND');
};

const notReaders = () => refuse('NOT_YOURS', { who: RECEIVED_READERS.join(' ') });
