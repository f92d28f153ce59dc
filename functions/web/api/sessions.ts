// The API of sessions. Each route is read → ask the service → show.
// It must not know any rule; refusals come back from the services and are shown as they are.
import { Hono, type Context } from 'hono';
import { monthOf } from '../../domain/calendar/days.ts';
import { refuse, type Result } from '../../domain/result.ts';
import { signIn } from '../../services/attendance.ts';
import type { Deps } from '../../services/deps.ts';
import { enrol, withdraw } from '../../services/enrolment.ts';
import { issueHandouts } from '../../services/handouts.ts';
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
import { pageView } from './row-views.ts';
import { sessionEventView, sessionRowView, sessionView, sheetView } from './session-views.ts';

/** Anything that cannot be an id gets the same answer as one that is not there. */
const identified = async <Value>(id: string, ask: (id: string) => Promise<Result<Value>>): Promise<Result<Value>> =>
  isSessionId(id) ? ask(id) : refuse('NOT_FOUND');

/** Reads a JSON body with the reader of its route. */
const bodyOf = async <Value>(c: Context, read: (raw: unknown) => Result<Value>): Promise<Result<{ raw: unknown; body: Value }>> => {
  const raw = await readJson(c);
  if (!raw.ok) return raw;
  const body = read(raw.value);
  return body.ok ? { ok: true, value: { raw: raw.value, body: body.value } } : body;
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
    return answer(c, await sessionsOf(deps, c.var.session, { month, ...rest }), (page) => pageView(page, sessionRowView));
  });

  const opened = (c: Context<WebEnv>, id: string) => identified(id, () => openSessionFile(deps, c.var.session, id));

  api.get('/sessions/:id', async (c) => answer(c, await opened(c, c.req.param('id')), sessionView));
  api.get('/sessions/:id/attendance', async (c) => answer(c, await opened(c, c.req.param('id')), sheetView));
  api.get('/sessions/:id/events', async (c) =>
    answer(c, await opened(c, c.req.param('id')), ({ events }) => ({ items: events.map(sessionEventView), cursor: null })),
  );

  // `POST …/verify` is the inspector's command, so the check of the history is read here.
  api.get('/sessions/:id/events/verify', async (c) => {
    const id = c.req.param('id');
    const verdict = await identified(id, () => verifySessionHistory(deps, c.var.session, id));
    return answer(c, verdict, ({ ok, events, brokenAt }) => ({ ok, events, ...(brokenAt !== undefined && { brokenAt }) }));
  });

  api.post('/sessions/:id/attendance', async (c) => {
    const sent = await bodyOf(c, readAttendance);
    if (!sent.ok) return problem(c, sent.refusal);
    const id = c.req.param('id');
    const done = await identified(id, () => signIn(deps, c.var.session, id, sent.value.body.events));
    return answer(c, done, ({ verdicts }) => ({ verdicts }));
  });

  api.post('/sessions/:id/handouts', async (c) => {
    const sent = await bodyOf(c, readHandouts);
    if (!sent.ok) return problem(c, sent.refusal);
    const id = c.req.param('id');
    const key = requestKey(c, `POST /sessions/${id}/handouts`, sent.value.raw);
    if (!key.ok) return problem(c, key.refusal);
    const done = await identified(id, () => issueHandouts(deps, c.var.session, id, sent.value.body, key.value));
    return answer(c, done, ({ id: handout, item, quantity, handouts }) => ({ id: handout, item, quantity, handouts }));
  });

  api.post('/sessions/:id/enrol', async (c) => {
    const sent = await bodyOf(c, readPeople);
    if (!sent.ok) return problem(c, sent.refusal);
    const id = c.req.param('id');
    const done = await identified(id, () => enrol(deps, c.var.session, id, sent.value.body));
    return answer(c, done, ({ enrolled, refused }) => ({ enrolled, refused }));
  });

  api.post('/sessions/:id/withdraw', async (c) => {
    const sent = await bodyOf(c, readPeople);
    if (!sent.ok) return problem(c, sent.refusal);
    const id = c.req.param('id');
    const done = await identified(id, () => withdraw(deps, c.var.session, id, sent.value.body));
    return answer(c, done, ({ withdrawn, refused }) => ({ withdrawn, refused }));
  });

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
  '/sessions/:id/events': 'GET, HEAD',
  '/sessions/:id/events/verify': 'GET, HEAD',
};
