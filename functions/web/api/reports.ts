// The API of reports: the figures as JSON, or the same as a file to keep.
// It must not know any rule; refusals come back from the services and are shown as they are.
import { Hono } from 'hono';
import type { Deps } from '../../services/deps.ts';
import { report } from '../../services/reports.ts';
import { problem } from '../problem.ts';
import { reportFile } from '../report-files/answer.ts';
import { readWith } from '../schema/read.ts';
import { reportQuery } from '../schema/report-queries.ts';
import type { WebEnv } from '../session.ts';
import { reportView } from './report-view.ts';

export const reportApi = (deps: Deps): Hono<WebEnv> => {
  const api = new Hono<WebEnv>();

  api.get('/reports/:period', async (c) => {
    const query = readWith(reportQuery, c.req.query());
    if (!query.ok) return problem(c, query.refusal);
    const made = await report(deps, c.req.param('period'));
    if (!made.ok) return problem(c, made.refusal);
    const { format } = query.value;
    return format === 'json' ? c.json(reportView(made.value, c.var.lang)) : reportFile(c, deps, { report: made.value, format });
  });

  return api;
};
