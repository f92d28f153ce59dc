// The API of sessions. Each route is read → ask the service → show.
// It must not know any rule; refusals come back from the services and are shown as they are.
import { Hono, type Context } from 'hono';
import { monthOf } from '../../domain/calendar/days.ts';
import { ok, refuse, type Result } from '../../domain/result.ts';
import { signIn } from '../../services/attendance.ts';
import type { Deps } from '../../services/deps.ts';
import { enrol, withdraw } from '../../services/enrolment.ts';
import { issueHandouts } from '../../services/handouts.ts';
import { answerOnce } from '../../services/kept-answers.ts';
import { giveSessionCommand, openSessionFile, planSession, sessionsOf, verifySessionHistory } from '../../services/sessions.ts';
import { problem, turnedAway } from '../problem.ts';
import { readJson, requestKey } from '../request-body.ts';
import { readWith } from '../schema/read.ts';
import {
  isSessionCommand,
  isSessionId,
  readAttendance,
  readHandouts,
  readPeople,
  readSessionCommand,
  readSessionPlan,
  sessionsQuery,
} from '../schema/sessions.ts';
import type { WebEnv } from '../session.ts';
import { pageView, verifyAnswer } from './answers.ts';
import { sessionHistoryView } from './session-event-views.ts';
import {
  enrolledAnswer,
  handoutsAnswer,
  sessionListAnswer,
  sessionRowView,
  sessionView,
  sheetView,
  verdictsView,
  withdrawnAnswer,
} from './session-views.ts';

/** Anything that cannot be an id gets the same answer as one that is not there. */
const identified = async <Value>(id: string, ask: (id: string) => Promise<Result<Value>>): Promise<Result<Value>> =>
  isSessionId(id) ? ask(id) : refuse('NOT_FOUND');

/** Reads a JSON body with the reader of its route. */
const bodyOf = async <Value>(c: Context, read: (raw: unknown) => Result<Value>): Promise<Result<{ raw: unknown; body: Value }>> => {
  const raw = await readJson(c);
  if (!raw.ok) return raw;
  const body = read(raw.value);
  return body.ok ? ok({ raw: raw.value, body: body.value }) : body;
};

const LEVELS = 5; // of a body with its events; what an event may hold is less

// Events are read one by one, so a body may hold anything, also data nested so deep that comparing it would never end.
const shallow = (value: unknown, levels = LEVELS): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return '';
  if (Array.isArray(value)) return value.map((entry) => shallow(entry, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, shallow(entry, levels - 1)]));
};

const answer = <Value>(c: Context<WebEnv>, result: Result<Value>, show: (value: Value) => object): Response =>
  result.ok ? c.json(show(result.value)) : problem(c, result.refusal);

export const sessionApi = (deps: Deps): Hono<WebEnv> => {
  const api = new Hono<WebEnv>();

  api.post('/sessions', async (c) => {
    const sent = await bodyOf(c, readSessionPlan);
    if (!sent.ok) return problem(c, sent.refusal);
    const key = requestKey(c, 'POST /sessions', sent.value.raw);
    if (!key.ok) return problem(c, key.refusal);
    const file = await planSession(deps, c.var.session, sent.value.body, key.value);
    return file.ok ? c.json(sessionView(file.value), 201) : problem(c, file.refusal);
  });

  api.get('/sessions', async (c) => {
    const query = readWith(sessionsQuery, c.req.query());
    if (!query.ok) return problem(c, query.refusal);
    const { month = monthOf(deps.now()), ...rest } = query.value;
    return answer(c, await sessionsOf(deps, c.var.session, { month, ...rest }), (page) =>
      pageView(sessionListAnswer, page, sessionRowView),
    );
  });

  // What many do at once carries no receipt in its transaction; under a key, its answer is kept.
  const askedOnce = async <Value>(
    c: Context<WebEnv>,
    action: string,
    read: (raw: unknown) => Result<Value>,
    act: (id: string, body: Value) => Promise<Result<object>>,
  ): Promise<Response> => {
    const sent = await bodyOf(c, read);
    if (!sent.ok) return problem(c, sent.refusal);
    const id = c.req.param('id') ?? '';
    const key = requestKey(c, `POST /sessions/${id}/${action}`, shallow(sent.value.raw));
    if (!key.ok) return problem(c, key.refusal);
    const done = await answerOnce(deps, c.var.session, key.value, async () => {
      const made = await identified(id, () => act(id, sent.value.body));
      return made.ok ? ok(JSON.stringify(made.value)) : made;
    });
    return done.ok ? c.body(done.value, 200, { 'Content-Type': 'application/json' }) : problem(c, done.refusal);
  };

  const opened = (c: Context<WebEnv>, id: string) => identified(id, () => openSessionFile(deps, c.var.session, id));

  api.get('/sessions/:id', async (c) => answer(c, await opened(c, c.req.param('id')), sessionView));
  api.get('/sessions/:id/attendance', async (c) => answer(c, await opened(c, c.req.param('id')), sheetView));
  api.get('/sessions/:id/events', async (c) => answer(c, await opened(c, c.req.param('id')), ({ events }) => sessionHistoryView(events)));

  // `POST …/verify` is the inspector's command, so the check of the history is read here.
  api.get('/sessions/:id/events/verify', async (c) => {
    const id = c.req.param('id');
    const verdict = await identified(id, () => verifySessionHistory(deps, c.var.session, id));
    return answer(c, verdict, (value) => verifyAnswer.parse(value));
  });

  api.post('/sessions/:id/attendance', (c) =>
    askedOnce(c, 'attendance', readAttendance, async (id, { events }) => {
      const done = await signIn(deps, c.var.session, id, events);
      return done.ok ? ok(verdictsView(done.value, c.var.lang)) : done;
    }),
  );

  api.post('/sessions/:id/handouts', async (c) => {
    const sent = await bodyOf(c, readHandouts);
    if (!sent.ok) return problem(c, sent.refusal);
    const id = c.req.param('id');
    const key = requestKey(c, `POST /sessions/${id}/handouts`, sent.value.raw);
    if (!key.ok) return problem(c, key.refusal);
    const done = await identified(id, () => issueHandouts(deps, c.var.session, id, sent.value.body, key.value));
    return answer(c, done, (issued) => handoutsAnswer.parse(issued));
  });

  api.post('/sessions/:id/enrol', (c) =>
    askedOnce(c, 'enrol', readPeople, async (id, wish) => {
      const done = await enrol(deps, c.var.session, id, wish);
      return done.ok ? ok(enrolledAnswer.parse(done.value)) : done;
    }),
  );

  api.post('/sessions/:id/withdraw', (c) =>
    askedOnce(c, 'withdraw', readPeople, async (id, wish) => {
      const done = await withdraw(deps, c.var.session, id, wish);
      return done.ok ? ok(withdrawnAnswer.parse(done.value)) : done;
    }),
  );

  api.post('/sessions/:id/:command', async (c) => {
    const name = c.req.param('command');
    if (!isSessionCommand(name)) return turnedAway(c, 'UNKNOWN');
    const sent = await bodyOf(c, (raw) => readSessionCommand(name, raw));
    if (!sent.ok) return problem(c, sent.refusal);
    const { command, version } = sent.value.body;
    const id = c.req.param('id');
    const key = requestKey(c, `POST /sessions/${id}/${name}`, sent.value.raw);
    if (!key.ok) return problem(c, key.refusal);
    const file = await identified(id, () => giveSessionCommand(deps, c.var.session, id, command, version, key.value));
    return answer(c, file, sessionView);
  });

  return api;
};

/** Addresses and the methods they take; a command's address is known by its command, so it is not here. */
export const METHODS_OF_SESSIONS: Readonly<Record<string, string>> = {
  '/sessions': 'GET, HEAD, POST',
  '/sessions/:id': 'GET, HEAD',
  '/sessions/:id/attendance': 'GET, HEAD, POST',
  '/sessions/:id/handouts': 'POST',
  '/sessions/:id/enrol': 'POST',
  '/sessions/:id/withdraw': 'POST',
  '/sessions/:id/events': 'GET, HEAD',
  '/sessions/:id/events/verify': 'GET, HEAD',
};
