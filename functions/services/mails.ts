// The ledger of mails: what is owed, sent or failed, by case or by month. Where a mail went, never what it would reveal.
import type { Deps } from './deps.ts';
import { monthOf } from '../domain/calendar/days.ts';
import type { MailState } from '../domain/mail/catalogue.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import { has, type Staff } from '../domain/staff/staff.ts';
import { mailsOfMonth } from '../store/lists.ts';
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
 * Mails of one case the caller may read, or of the whole bureau, newest first.
 * @returns NOT_FOUND for a hidden case, NOT_YOURS for the bureau's ledger, INVALID for a broken cursor
 */
export const mailLedger = async (deps: Deps, caller: Caller, query: LedgerQuery): Promise<Result<Page<MailView>>> => {
  const wanted = (mail: MailView): boolean => query.state === undefined || mail.state === query.state;
  if (query.case !== undefined) {
    const file = await caseFileFor(deps, query.case, await circumstancesOf(deps, caller));
    return file.ok ? ok({ items: file.value.mails.filter(wanted) }) : file;
  }
  if (!has(caller.staff, 'ADMIN', 'PETITION_ROOM', 'LEADER', 'HEAD', 'AUDITOR')) return refuse('NOT_YOURS', { who: 'PETITION_ROOM ADMIN' });
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
    for (const row of rows) {
      after = row.ledgerSk;
      const mail = mailView(row);
      if (!wanted(mail) || !tellable(mail, staff)) continue;
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

// That a restricted matter exists is known to its handler, the head and the administrator of the mail.
const tellable = ({ code, recipient }: MailView, staff: Staff): boolean =>
  code !== 'E08' || recipient === staff.id || has(staff, 'HEAD', 'ADMIN');

const monthBefore = (month: string): string => {
  const [year = 0, of = 1] = month.split('-').map(Number);
  return of === 1 ? `${String(year - 1)}-12` : `${String(year)}-${String(of - 1).padStart(2, '0')}`;
};
