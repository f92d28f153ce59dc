// The ledger of mails: what is owed, sent or failed, by case or by month. Where a mail went, never what it would reveal.
import type { Deps } from './deps.ts';
import { monthOf } from '../domain/calendar/days.ts';
import type { MailState } from '../domain/mail/catalogue.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import { isAccused, mayRead } from '../domain/petitions/access.ts';
import { has, type Role, type Staff } from '../domain/staff/staff.ts';
import { readCase } from '../store/cases.ts';
import { mailsOfMonth, petitionsByNumber } from '../store/lists.ts';
import { caseFileFor, mailView } from './case-file.ts';
import type { Caller, MailView, Page } from './shapes.ts';
import { circumstancesOf } from './staff.ts';
import { PAGE_ROWS } from './worklists.ts';

export interface LedgerQuery {
  readonly case?: string;
  readonly state?: MailState;
  readonly limit?: number;
  readonly cursor?: string;
}

const MOST_ROWS = 100;
const MONTHS_BACK = 12;

/**
 * Mails of one case the caller may read, or of the whole bureau, newest first: for keepers of the ledger all, for others their own.
 * @returns NOT_FOUND for a hidden case
 */
export const mailLedger = async (deps: Deps, caller: Caller, query: LedgerQuery): Promise<Result<Page<MailView>>> => {
  const wanted = (mail: MailView): boolean => query.state === undefined || mail.state === query.state;
  if (query.case !== undefined) {
    const mails = await mailsOfCase(deps, caller, query.case);
    return mails.ok ? ok({ items: mails.value.filter(wanted) }) : mails;
  }
  return ok(await acrossMonths(deps, caller.staff, wanted, query));
};

// Newest month first, back over a year; a page may be filled from several months.
const acrossMonths = async (
  deps: Deps,
  staff: Staff,
  wanted: (mail: MailView) => boolean,
  { limit = PAGE_ROWS, cursor }: LedgerQuery,
): Promise<Page<MailView>> => {
  const most = Math.min(limit, MOST_ROWS);
  const items: MailView[] = [];
  let after = cursor;
  let month = monthOf(cursor ?? deps.now());
  for (let back = 0; back < MONTHS_BACK;) {
    const rows = await mailsOfMonth(deps.db, month, { limit: MOST_ROWS, ...(after !== undefined && { after }) });
    const told = await tellableOf(deps, staff, rows.map(mailView));
    for (const [at, row] of rows.entries()) {
      after = row.ledgerSk;
      const mail = told[at];
      if (!mail || !wanted(mail)) continue;
      items.push(mail);
      if (items.length === most) return { items, cursor: after };
    }
    if (rows.length < MOST_ROWS) {
      month = monthBefore(month);
      after = undefined;
      back += 1;
    }
  }
  return { items };
};

// The administrator keeps the ledger without reading a case, but not that of a restricted one; everybody else sees the mails of the cases they may read.
const mailsOfCase = async (deps: Deps, caller: Caller, number: string): Promise<Result<readonly MailView[]>> => {
  if (has(caller.staff, 'ADMIN')) {
    const items = await readCase(deps.db, number);
    return items && !items.petition.restricted ? ok(items.mails.map(mailView)) : refuse('NOT_FOUND');
  }
  const file = await caseFileFor(deps, number, await circumstancesOf(deps, caller));
  return file.ok ? ok(file.value.mails) : file;
};

const KEEPERS: readonly Role[] = ['ADMIN', 'PETITION_ROOM', 'DUTY_DESK', 'LEADER', 'HEAD', 'AUDITOR'];

// One's own mails are everybody's to see, and all of them the keepers'.
const tellable = ({ recipient }: MailView, staff: Staff): boolean => recipient === staff.id || has(staff, ...KEEPERS);

/**
 * Each of these mails, or nothing in its place where this person may not be told of it. That a restricted matter exists is told to whom
 * its mail was written and to who may open it, not to every keeper of the ledger.
 * Art. 30 and 46: the accused never learn, also as the head of the organ.
 */
export const tellableOf = async <Mail extends MailView>(
  deps: Pick<Deps, 'db'>,
  staff: Staff,
  mails: readonly Mail[],
): Promise<readonly (Mail | undefined)[]> => {
  const told = mails.map((mail) => (tellable(mail, staff) ? mail : undefined));
  const restricted = told.flatMap((mail) => (mail?.code === 'E08' ? [mail.case] : []));
  const petitions = restricted.length === 0 ? [] : await petitionsByNumber(deps.db, restricted);
  const about = new Map(petitions.map((petition) => [petition.number, petition]));
  return told.map((mail) => {
    if (mail?.code !== 'E08') return mail;
    const petition = about.get(mail.case);
    const own = mail.recipient === staff.id && !isAccused(petition?.accused, staff);
    return own || (petition && mayRead(petition, staff, () => undefined)) ? mail : undefined;
  });
};

const monthBefore = (month: string): string => {
  const [year = 0, of = 1] = month.split('-').map(Number);
  return of === 1 ? `${String(year - 1)}-12` : `${String(year)}-${String(of - 1).padStart(2, '0')}`;
};
