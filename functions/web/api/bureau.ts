// The bureau's other doors of the API: reports, the calendar, the mail ledger.
// It must not know any rule; refusals come back from the services and are shown as they are.
import { Hono } from 'hono';
import type { Deps } from '../../services/deps.ts';
import { dueDates } from '../../domain/calendar/due.ts';
import { mailLedger } from '../../services/mails.ts';
import { workCalendarOf } from '../../services/staff.ts';
import { problem } from '../problem.ts';
import { dueQuery, mailsQuery } from '../schema/queries.ts';
import { readWith } from '../schema/read.ts';
import type { WebEnv } from '../session.ts';
import { pageView } from './answers.ts';
import { reportApi } from './reports.ts';
import { dueView, mailListAnswer, mailRowView } from './row-views.ts';

export const bureauRoutes = (deps: Deps): Hono<WebEnv> => {
  const api = new Hono<WebEnv>();

  api.route('/', reportApi(deps));

  api.get('/calendar/due', async (c) => {
    const period = readWith(dueQuery, c.req.query());
    return period.ok ? c.json(dueView(dueDates(period.value, await workCalendarOf(deps)), c.var.lang)) : problem(c, period.refusal);
  });

  api.get('/mails', async (c) => {
    const query = readWith(mailsQuery, c.req.query());
    if (!query.ok) return problem(c, query.refusal);
    const page = await mailLedger(deps, c.var.session, query.value);
    return page.ok ? c.json(pageView(mailListAnswer, page.value, mailRowView)) : problem(c, page.refusal);
  });

  return api;
};

export const METHODS_OF_BUREAU: Readonly<Record<string, string>> = {
  '/reports/:period': 'GET, HEAD',
  '/calendar/due': 'GET, HEAD',
  '/mails': 'GET, HEAD',
};
