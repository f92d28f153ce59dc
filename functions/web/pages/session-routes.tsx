// Routes of sessions: the month's ledger, the plan, the file of one, and its sheet on paper.
// They must not decide: they read the address, ask the services, and choose the page.
import { Hono } from 'hono';
import { REFUSALS, type Refusal } from '../../domain/result.ts';
import { mayPlan } from '../../domain/training/transitions.ts';
import { SESSION_KINDS } from '../../domain/training/vocabulary.ts';
import type { Deps } from '../../services/deps.ts';
import { planSession, sessionsOf } from '../../services/sessions.ts';
import { peopleOfIds } from '../../services/sheet-people.ts';
import { mistakesOf } from '../forms/mistakes.ts';
import { freshPlan, PLAN_BOXES, planBody } from '../forms/session-plan-form.ts';
import { formKey, readTyped } from '../forms/typed.ts';
import type { FormState } from '../look/form.tsx';
import { send } from '../look/send.ts';
import { readSessionPlan } from '../schema/sessions.ts';
import type { WebEnv } from '../session.ts';
import { hereOf, type Here } from './here.ts';
import { onceOf } from './once.ts';
import { qrCode } from './qr-code.ts';
import { sessionPath, sessionSentence } from './session-bits.tsx';
import { sessionCommandRoutes } from './session-command-routes.tsx';
import { sessionEnrolRoutes } from './session-enrol-routes.tsx';
import { openedFor, sayNo } from './session-open.tsx';
import { PlanPage } from './session-plan.tsx';
import { SessionPage } from './session.tsx';
import { monthAsked, SessionsPage, type SessionFilter } from './sessions.tsx';
import { sheetPersonIds, SignInSheetPage } from './sign-in-sheet.tsx';

/** Most rows of a month on one page: no bureau has held more. */
const ROWS = 200;

/** The filter of an address; whatever in it is not a filter is left aside. */
const filterOf = (query: (name: string) => string | undefined, { today, townships }: Here): SessionFilter => {
  const township = townships.find(({ code }) => code === query('township'))?.code;
  const kind = SESSION_KINDS.find((one) => one === query('kind'));
  return {
    month: monthAsked(query('month'), today),
    ...(township !== undefined && { township }),
    ...(kind !== undefined && { kind }),
  };
};

const planLabel = ({ words }: Here, box: string): string => {
  const { fields, title } = words.training.plan;
  return Object.hasOwn(fields, box) ? fields[box as keyof typeof fields] : title;
};

export const sessionRoutes = (deps: Deps): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();
  const once = () => onceOf(deps);

  routes.get('/sessions', async (c) => {
    const here = await hereOf(c, deps);
    const filter = filterOf((name) => c.req.query(name), here);
    const found = await sessionsOf(deps, { staff: here.staff }, { ...filter, limit: ROWS });
    if (!found.ok) return sayNo(c, here, found.refusal);
    return send(c, <SessionsPage here={here} filter={filter} rows={found.value.items} more={found.value.cursor !== undefined} />);
  });

  routes.get('/sessions/new', async (c) => {
    const here = await hereOf(c, deps);
    if (!mayPlan(here.staff)) return sayNo(c, here, { code: 'NOT_YOURS', data: {} });
    const form: FormState = { words: here.words, typed: freshPlan(here.today), mistakes: [] };
    return send(c, <PlanPage here={here} once={once()} form={form} />);
  });

  routes.post('/sessions', async (c) => {
    const here = await hereOf(c, deps);
    if (!mayPlan(here.staff)) return sayNo(c, here, { code: 'NOT_YOURS', data: {} });
    const typed = await readTyped(c);
    const refused = (refusal: Refusal) => {
      const mistakes = mistakesOf(refusal, {
        lang: here.lang,
        boxOf: ({ path }) => path,
        labelOf: (box) => planLabel(here, box),
        order: PLAN_BOXES,
      });
      const sentence = mistakes.length === 0 ? sessionSentence(refusal, here.words) : undefined;
      const form = { words: here.words, typed, mistakes };
      return send(c, <PlanPage here={here} once={once()} form={form} sentence={sentence} />, REFUSALS[refusal.code]);
    };
    const plan = readSessionPlan(planBody(typed));
    if (!plan.ok) return refused(plan.refusal);
    const done = await planSession(deps, { staff: here.staff }, plan.value, formKey(typed, 'POST /sessions', plan.value));
    return done.ok ? c.redirect(sessionPath(done.value.session.sessionId), 303) : refused(done.refusal);
  });

  routes.get('/sessions/:id', async (c) => {
    const opened = await openedFor(c, deps);
    if (opened instanceof Response) return opened;
    return send(c, <SessionPage here={opened.here} file={opened.file} once={once} />);
  });

  routes.get('/sessions/:id/print', async (c) => {
    const opened = await openedFor(c, deps);
    if (opened instanceof Response) return opened;
    const { here, file, id } = opened;
    if (!file.names) return sayNo(c, here, { code: 'NOT_YOURS', data: {} }, id);
    const [people, qr] = await Promise.all([
      peopleOfIds(deps, { staff: here.staff }, sheetPersonIds(file)),
      qrCode(`${deps.publicUrl}${sessionPath(id)}/door`),
    ]);
    return send(c, <SignInSheetPage here={here} file={file} people={people} qr={qr} />);
  });

  routes.route('/', sessionEnrolRoutes(deps));
  routes.route('/', sessionCommandRoutes(deps));
  return routes;
};
