// Routes of Today, the worklists, and finding by number.
// They must not decide: they read the address, ask the services, and choose the page.
import { Hono } from 'hono';
import { isDay, monthOf } from '../../domain/calendar/days.ts';
import { petitionNumber, PETITION_NUMBER, SESSION_NUMBER } from '../../domain/ids.ts';
import { REFUSALS } from '../../domain/result.ts';
import type { Deps } from '../../services/deps.ts';
import { mailDesk } from '../../services/mail-desk.ts';
import { sessionsOn } from '../../services/sessions.ts';
import { board, contactsOf, worklist } from '../../services/worklists.ts';
import { send } from '../look/send.ts';
import { isCursor } from '../schema/queries.ts';
import { refusalSentence } from '../sentences.ts';
import type { WebEnv } from '../session.ts';
import { FindPage } from './find.tsx';
import { hereOf, type Here } from './here.ts';
import { PetitionsPage, VIEWS, type Filter, type Listed } from './petitions.tsx';
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

/** Where a number leads: 41 → XF-2026-0041, for people who only remember the end; PX-2026-0007 is a session. */
const pathIn = (typed: string, today: string): string | undefined => {
  const text = typed
    .normalize('NFKC')
    .replace(/[\s\p{Cc}]/gu, '')
    .replace(/[–—−]/gu, '-')
    .toUpperCase();
  const tail = /^\d{1,6}$/.test(text) ? petitionNumber(Number(today.slice(0, 4)), Number(text)) : text;
  if (SESSION_NUMBER.test(text)) return `/sessions/${text}`;
  return PETITION_NUMBER.test(tail) ? `/petitions/${tail}` : undefined;
};

export const listRoutes = (deps: Deps): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();

  routes.get('/', async (c) => {
    const here = await hereOf(c, deps);
    const caller = { staff: here.staff };
    const [today, sessions, mail] = await Promise.all([board(deps, caller), sessionsOn(deps, caller, here.today), mailDesk(deps, caller)]);
    return send(c, <TodayPage here={here} board={today} sessions={sessions.ok ? sessions.value : []} mail={mail} />);
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
    const path = pathIn(typed, here.today);
    return path === undefined ? send(c, <FindPage here={here} />, 404) : c.redirect(path, 303);
  });

  return routes;
};

type Found = Listed['page'];
const listedOf = (view: Filter['view'], page: Found): Listed =>
  view === 'month' ? ({ kind: 'contacts', page } as Listed) : ({ kind: 'petitions', page } as Listed);
