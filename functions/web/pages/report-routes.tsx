// Routes of the report and of the rows behind its figures.
// They must not decide: they read the address, ask the services, and choose the page.
import { Hono, type Context } from 'hono';
import type * as z from 'zod';
import { parsePeriod } from '../../domain/reports/period.ts';
import { REFUSALS, type Refusal } from '../../domain/result.ts';
import type { Deps } from '../../services/deps.ts';
import { rollBehind } from '../../services/report-roll.ts';
import { contactsBehind, removedBehind, sessionsBehind, trainedBehind } from '../../services/report-rows.ts';
import { report } from '../../services/reports.ts';
import { reportCharts } from '../charts/report-charts.ts';
import { send } from '../look/send.ts';
import { readWith } from '../schema/read.ts';
import { contactRowsQuery, rollQuery, sessionRowsQuery, trainedQuery } from '../schema/report-queries.ts';
import type { WebEnv } from '../session.ts';
import { hereOf, type Here } from './here.ts';
import { RefusalPage } from './plain.tsx';
import type { Listing } from './report-listing.tsx';
import { rowsPath, type RowKind } from './report-paths.ts';
import { StoodRowsPage } from './report-roll.tsx';
import { ContactRowsPage, narrowedBy, RemovedRowsPage, SessionRowsPage, TrainedRowsPage, trainedTitle } from './report-rows.tsx';
import { halfOf, pickedPeriod, ReportPage } from './reports.tsx';

const UNFILTERED = {
  channel: undefined,
  township: undefined,
  category: undefined,
  month: undefined,
  topic: undefined,
  organiser: undefined,
  kind: undefined,
  reason: undefined,
};

export const reportRoutes = (deps: Deps): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();

  routes.get('/reports', (c) => {
    const picked = pickedPeriod(c.req.query('year') ?? '', c.req.query('part') ?? '');
    return c.redirect(`/reports/${picked ?? halfOf(deps.now())}`, 303);
  });

  routes.get('/reports/:period', async (c) => {
    const here = await hereOf(c, deps);
    const period = parsePeriod(c.req.param('period'));
    const made = await report(deps, c.req.param('period'));
    if (!made.ok) return refused(c, here, made.refusal);
    if (!period) return refused(c, here, { code: 'UNKNOWN_PERIOD', data: {} });
    const charts = await reportCharts(here.words, period, made.value);
    return send(
      c,
      <ReportPage here={here} period={period} report={made.value} charts={charts} paragraph={made.value.narrative[here.lang]} />,
    );
  });

  routes.get('/reports/:period/contacts', async (c) => {
    const here = await hereOf(c, deps);
    const { page, group, ...filter } = queryOf(contactRowsQuery, c);
    const label = c.req.param('period');
    const asked = { ...filter, ...(group !== undefined && { group: true }) };
    const found = await contactsBehind(deps, c.var.session, { label, filter: asked, page });
    if (!found.ok) return refused(c, here, found.refusal);
    const narrowed = narrowedBy(here, { ...UNFILTERED, ...asked });
    return send(
      c,
      <ContactRowsPage
        listing={listingOf(c, here, { kind: 'contacts', title: here.words.reports.rows.contacts, narrowed })}
        found={found.value}
      />,
    );
  });

  routes.get('/reports/:period/sessions', async (c) => {
    const here = await hereOf(c, deps);
    const { page, ...filter } = queryOf(sessionRowsQuery, c);
    const found = await sessionsBehind(deps, { label: c.req.param('period'), filter, page });
    if (!found.ok) return refused(c, here, found.refusal);
    const narrowed = narrowedBy(here, { ...UNFILTERED, ...filter });
    return send(
      c,
      <SessionRowsPage
        listing={listingOf(c, here, { kind: 'sessions', title: here.words.reports.rows.sessions, narrowed })}
        found={found.value}
      />,
    );
  });

  routes.get('/reports/:period/people-trained', async (c) => {
    const here = await hereOf(c, deps);
    const { page, count, kind } = queryOf(trainedQuery, c);
    const found = await trainedBehind(deps, c.var.session, { label: c.req.param('period'), count, kind, page });
    if (!found.ok) return refused(c, here, found.refusal);
    const narrowed = narrowedBy(here, { ...UNFILTERED, kind });
    return send(
      c,
      <TrainedRowsPage
        listing={listingOf(c, here, { kind: 'people-trained', title: trainedTitle(here, count), narrowed })}
        found={found.value}
      />,
    );
  });

  routes.get('/reports/:period/roll', async (c) => {
    const here = await hereOf(c, deps);
    const { page, change, from, ...filter } = queryOf(rollQuery, c);
    if (change !== 'removed') {
      const stood = await rollBehind(deps, c.var.session, { label: c.req.param('period'), stand: change, from });
      return stood.ok ? send(c, <StoodRowsPage here={here} stand={change} found={stood.value} />) : refused(c, here, stood.refusal);
    }
    const found = await removedBehind(deps, c.var.session, { label: c.req.param('period'), filter, page });
    if (!found.ok) return refused(c, here, found.refusal);
    const narrowed = narrowedBy(here, { ...UNFILTERED, ...filter });
    return send(
      c,
      <RemovedRowsPage
        listing={listingOf(c, here, { kind: 'roll', title: here.words.reports.rows.removed, narrowed })}
        found={found.value}
      />,
    );
  });

  return routes;
};

/** The filter of an address; whatever in it is not a filter is left aside, and a broken one is none at all. */
const queryOf = <Schema extends z.ZodType>(schema: Schema, c: Context<WebEnv>): z.output<Schema> => {
  const read = readWith(schema, c.req.query());
  return read.ok ? read.value : schema.parse({});
};

const listingOf = (
  c: Context<WebEnv>,
  here: Here,
  { kind, title, narrowed }: { readonly kind: RowKind; readonly title: string; readonly narrowed: readonly string[] },
): Listing => ({
  here,
  title,
  narrowed,
  pagePath: (page) => rowsPath(c.req.param('period') ?? '', kind, { ...c.req.query(), page: String(page) }),
});

const refused = (c: Context<WebEnv>, here: Here, refusal: Refusal): Promise<Response> =>
  send(c, <RefusalPage frame={here.frame} refusal={refusal} />, REFUSALS[refusal.code]);
