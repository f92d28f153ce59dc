// A report as a file: gathers what stands in it, has it written, and names it so that a person finds it again.
// It must not decide who sees what; the services hand out no row that the reader may not see.
import type { Context } from 'hono';
import { parsePeriod, type ReportPeriod } from '../../domain/reports/period.ts';
import { readsAll } from '../../domain/petitions/access.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Deps } from '../../services/deps.ts';
import { documentOf } from '../../services/report-document.ts';
import { contactsBehind, sessionsBehind } from '../../services/report-rows.ts';
import { workbookOf } from '../../services/report-workbook.ts';
import type { Report } from '../../services/reports.ts';
import { listTownships } from '../../services/staff.ts';
import { problem } from '../problem.ts';
import type { FileFormat } from '../schema/report-queries.ts';
import type { WebEnv } from '../session.ts';
import { wordsFor } from '../words/index.ts';
import { documentContents, workbookContents, type ReportContents } from './contents.ts';
import { periodTitle } from './titles.ts';

const TYPES: Readonly<Record<FileFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** Answers with the file, or with the refusal of a service. */
export const reportFile = async (
  c: Context<WebEnv>,
  deps: Deps,
  { report, format }: { readonly report: Report; readonly format: FileFormat },
): Promise<Response> => {
  const period = parsePeriod(report.period);
  if (!period) return problem(c, { code: 'UNKNOWN_PERIOD', data: {} });
  const contents = await contentsOf(c, deps, { report, period });
  if (!contents.ok) return problem(c, contents.refusal);
  const bytes = format === 'xlsx' ? await workbookOf(workbookContents(contents.value)) : await documentOf(documentContents(contents.value));
  const { words } = contents.value;
  const name = `${words.reports.title(periodTitle(words, period))}.${format}`;
  return c.body(Uint8Array.from(bytes), 200, {
    'Content-Type': TYPES[format],
    // Headers are ASCII; the real name goes in RFC 5987 form.
    'Content-Disposition': `attachment; filename="report-${report.period}.${format}"; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
};

const contentsOf = async (
  c: Context<WebEnv>,
  deps: Deps,
  { report, period }: { report: Report; period: ReportPeriod },
): Promise<Result<ReportContents>> => {
  const caller = c.var.session;
  const [townships, sessions, contacts] = await Promise.all([
    listTownships(deps),
    sessionsBehind(deps, { label: period.label, filter: {}, page: 'ALL' }),
    readsAll(caller.staff) ? contactsBehind(deps, caller, { label: period.label, filter: {}, page: 'ALL' }) : undefined,
  ]);
  if (!sessions.ok) return sessions;
  if (contacts && !contacts.ok) return contacts;
  return ok({
    words: wordsFor(c.var.lang),
    townships,
    period,
    report,
    sessions: sessions.value.rows,
    contacts: contacts?.value.rows,
  });
};
