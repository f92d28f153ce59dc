// Contacts and petitions of the API: register, read, command, history. Each route is read → ask the service → show.
// It must not know any rule; refusals come back from the services and are shown as they are.
import { Hono } from 'hono';
import type { Deps } from '../../services/deps.ts';
import { monthOf, shanghaiDay } from '../../domain/calendar/days.ts';
import { PETITION_NUMBER } from '../../domain/ids.ts';
import { refuse, type Result } from '../../domain/result.ts';
import { giveCommand, openCase, registerContact, verifyHistory } from '../../services/petitions.ts';
import { contactsOf, worklist } from '../../services/worklists.ts';
import { problem, turnedAway } from '../problem.ts';
import { readJson, requestKey } from '../request-body.ts';
import { isCommandName, readCommand } from '../schema/commands.ts';
import { readContact } from '../schema/contact.ts';
import { WORKLIST_DEFAULTS, worklistQuery } from '../schema/queries.ts';
import { readWith } from '../schema/read.ts';
import type { WebEnv } from '../session.ts';
import { pageView, verifyAnswer } from './answers.ts';
import { caseView, registeredView } from './case-view.ts';
import { historyView } from './event-views.ts';
import { contactListAnswer, contactRowView, listRowView, worklistAnswer } from './row-views.ts';

/** Anything that cannot be a number gets the same answer as a number that is hidden or not there. */
const numbered = async <Value>(number: string, ask: (number: string) => Promise<Result<Value>>): Promise<Result<Value>> =>
  PETITION_NUMBER.test(number) ? ask(number) : refuse('NOT_FOUND');

export const petitionRoutes = (deps: Deps): Hono<WebEnv> => {
  const api = new Hono<WebEnv>();

  api.post('/contacts', async (c) => {
    const raw = await readJson(c);
    if (!raw.ok) return problem(c, raw.refusal);
    const input = readContact(raw.value);
    if (!input.ok) return problem(c, input.refusal);
    const key = requestKey(c, 'POST /contacts', raw.value);
    if (!key.ok) return problem(c, key.refusal);
    const done = await registerContact(deps, c.var.session, input.value, key.value);
    return done.ok ? c.json(registeredView(done.value, c.var.lang), 201) : problem(c, done.refusal);
  });

  api.get('/petitions', async (c) => {
    const query = readWith(worklistQuery, { ...WORKLIST_DEFAULTS, ...c.req.query() });
    if (!query.ok) return problem(c, query.refusal);
    if (query.value.view === 'month') {
      const { month = monthOf(deps.now()), ...rest } = query.value;
      const page = await contactsOf(deps, c.var.session, { month, ...rest });
      return page.ok ? c.json(pageView(contactListAnswer, page.value, contactRowView)) : problem(c, page.refusal);
    }
    const page = await worklist(deps, c.var.session, query.value);
    return page.ok ? c.json(pageView(worklistAnswer, page.value, listRowView)) : problem(c, page.refusal);
  });

  api.get('/petitions/:number', async (c) => {
    const file = await numbered(c.req.param('number'), (number) => openCase(deps, c.var.session, number));
    return file.ok ? c.json(caseView(file.value, c.var.lang)) : problem(c, file.refusal);
  });

  api.get('/petitions/:number/events', async (c) => {
    const file = await numbered(c.req.param('number'), (number) => openCase(deps, c.var.session, number));
    return file.ok ? c.json(historyView(file.value.events)) : problem(c, file.refusal);
  });

  api.get('/petitions/:number/verify', async (c) => {
    const verdict = await numbered(c.req.param('number'), (number) => verifyHistory(deps, c.var.session, number));
    return verdict.ok ? c.json(verifyAnswer.parse(verdict.value)) : problem(c, verdict.refusal);
  });

  api.post('/petitions/:number/:command', async (c) => {
    const name = c.req.param('command');
    if (!isCommandName(name)) return turnedAway(c, 'UNKNOWN');
    const raw = await readJson(c);
    if (!raw.ok) return problem(c, raw.refusal);
    const read = readCommand(name, raw.value, shanghaiDay(deps.now()));
    if (!read.ok) return problem(c, read.refusal);
    const { command, version } = read.value;
    const number = c.req.param('number');
    const key = requestKey(c, `POST /petitions/${number}/${name}`, raw.value);
    if (!key.ok) return problem(c, key.refusal);
    const file = await numbered(number, () => giveCommand(deps, c.var.session, number, command, version, key.value));
    return file.ok ? c.json(caseView(file.value, c.var.lang)) : problem(c, file.refusal);
  });

  return api;
};

/** What each address takes; a command's address is known by its command, so it is not here. */
export const METHODS_OF_PETITIONS: Readonly<Record<string, string>> = {
  '/contacts': 'POST',
  '/petitions': 'GET, HEAD',
  '/petitions/:number': 'GET, HEAD',
  '/petitions/:number/events': 'GET, HEAD',
  '/petitions/:number/verify': 'GET, HEAD',
};
