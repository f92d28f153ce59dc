// Routes of Today, the worklists, finding by number, and the report.
// They must not decide: they read the address, ask the services, and choose the page.
import { Hono } from 'hono';
import { isDay, monthOf } from '../../domain/calendar/days.ts';
import { petitionNumber, PETITION_NUMBER } from '../../domain/ids.ts';
import { parsePeriod } from '../../domain/reports/period.ts';
import { REFUSALS } from '../../domain/result.ts';
import type { Deps } from '../../services/deps.ts';
import { report } from '../../services/reports.ts';
import { board, contactsOf, worklist } from '../../services/worklists.ts';
import { send } from '../look/send.ts';
import { isCursor } from '../schema/queries.ts';
import { refusalSentence } from '../sentences.ts';
import type { WebEnv } from '../session.ts';
import { FindPage } from './find.tsx';
import { hereOf, type Here } from './here.ts';
import { PetitionsPage, VIEWS, type Filter, type Listed } from './petitions.tsx';
import { RefusalPage } from './plain.tsx';
import { halfOf, pickedPeriod, ReportPage } from './reports.tsx';
import { TodayPage } from './today.tsx';

/** The filter of an address; whatever in it is not a filter is left aside. */
const filterOf = (query: (name: string) => string | undefined, { today, townships }: Here): Filter => {
  const view = VIEWS.find((one) => one === query('view')) ?? 'mine';
  const area = townships.find(({ code }) => code === query('area'))?.code;
  const asked = query('month') ?? '';
  const month = isDay(`${asked}-01`) ? asked : monthOf(today);
  const cursor = query('cursor');
  return {
    view,
    ...(view === 'area' && area !== undefined && { area }),
    ...(view === 'month' && { month }),
    ...(cursor !== undefined && isCursor(cursor) && { cursor }),
  };
};

/** 41 → XF-2026-0041, for people who only remember the end. */
const numberIn = (typed: string, today: string): string | undefined => {
  const text = typed
    .normalize('NFKC')
    .replace(/[\s\p{Cc}]/gu, '')
    .replace(/[–—−]/gu, '-')
    .toUpperCase();
  const tail = /^\d{1,6}$/.test(text) ? petitionNumber(Number(today.slice(0, 4)), Number(text)) : text;
  return PETITION_NUMBER.test(tail) ? tail : undefined;
};

export const listRoutes = (deps: Deps): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();

  routes.get('/', async (c) => {
    const here = await hereOf(c, deps);
    return send(c, <TodayPage here={here} board={await board(deps, { staff: here.staff })} />);
  });

  routes.get('/petitions', async (c) => {
    const here = await hereOf(c, deps);
    const filter = filterOf((name) => c.req.query(name), here);
    const { view, area, month = monthOf(here.today), cursor } = filter;
    const from = cursor === undefined ? {} : { cursor };
    const caller = { staff: here.staff };
    const found =
      view === 'month'
        ? await contactsOf(deps, caller, { month, ...from })
        : await worklist(deps, caller, { view, ...(area !== undefined && { area }), ...from });
    if (!found.ok) {
      const page = <PetitionsPage here={here} filter={filter} refusal={refusalSentence(found.refusal, here.words)} />;
      return send(c, page, REFUSALS[found.refusal.code]);
    }
    return send(c, <PetitionsPage here={here} filter={filter} listed={listedOf(view, found.value)} />);
  });

  routes.get('/find', async (c) => {
    const here = await hereOf(c, deps);
    const typed = (c.req.query('q') ?? '').slice(0, 40);
    const number = numberIn(typed, here.today);
    return number === undefined ? send(c, <FindPage here={here} />, 404) : c.redirect(`/petitions/${number}`, 303);
  });

  routes.get('/reports', (c) => {
    const picked = pickedPeriod(c.req.query('year') ?? '', c.req.query('part') ?? '');
    return c.redirect(`/reports/${picked ?? halfOf(deps.now())}`, 303);
  });

  routes.get('/reports/:period', async (c) => {
    const here = await hereOf(c, deps);
    const period = parsePeriod(c.req.param('period'));
    if (!period) return send(c, <RefusalPage frame={here.frame} refusal={{ code: 'UNKNOWN_PERIOD', data: {} }} />, REFUSALS.UNKNOWN_PERIOD);
    const [now, before] = await Promise.all([report(deps, period.label), report(deps, period.previous.label)]);
    if (!now.ok) return send(c, <RefusalPage frame={here.frame} refusal={now.refusal} />, REFUSALS[now.refusal.code]);
    const { petitions: part, narrative } = now.value;
    const earlier = before.ok && part.previousYear !== null ? before.value.petitions : undefined;
    return send(c, <ReportPage here={here} period={period} part={part} before={earlier} paragraph={narrative[here.lang]} />);
  });

  return routes;
};

type Found = Listed['page'];
const listedOf = (view: Filter['view'], page: Found): Listed =>
  view === 'month' ? ({ kind: 'contacts', page } as Listed) : ({ kind: 'petitions', page } as Listed);
