// The API of people: search, lists, one person, and the commands of the roll. Each route is read → ask the service → show.
// It must not know any rule; refusals come back from the services and are shown as they are.
import { Hono } from 'hono';
import { ROLL_COMMANDS } from '../../domain/people/roll.ts';
import { peopleAreas } from '../../domain/staff/rooms.ts';
import type { Deps } from '../../services/deps.ts';
import { addPerson, giveRollCommand } from '../../services/people-changes.ts';
import { openPerson, peopleOf, removedIn, searchPeople } from '../../services/people.ts';
import { problem, turnedAway } from '../problem.ts';
import { readJson, requestKey } from '../request-body.ts';
import { personSchema, readRollCommand, removedQuery, rollQuery, searchBody } from '../schema/people.ts';
import { readWith } from '../schema/read.ts';
import type { WebEnv } from '../session.ts';
import { pageView } from './answers.ts';
import { foundAnswer, foundPersonView, peopleListAnswer, personView } from './person-views.ts';

export const peopleApi = (deps: Deps): Hono<WebEnv> => {
  const api = new Hono<WebEnv>();

  // A search is a POST so that no name stands in an address; it changes nothing.
  api.post('/people/search', async (c) => {
    const raw = await readJson(c);
    if (!raw.ok) return problem(c, raw.refusal);
    const body = readWith(searchBody, raw.value);
    if (!body.ok) return problem(c, body.refusal);
    const found = await searchPeople(deps, c.var.session, body.value);
    return found.ok ? c.json(foundAnswer.parse({ items: found.value.map(foundPersonView) })) : problem(c, found.refusal);
  });

  api.get('/people', async (c) => {
    const asked = c.req.query();
    if ('removed' in asked) {
      const query = readWith(removedQuery, asked);
      if (!query.ok) return problem(c, query.refusal);
      const { removed: month, ...rest } = query.value;
      const page = await removedIn(deps, c.var.session, { month, ...rest });
      return page.ok ? c.json(pageView(peopleListAnswer, page.value, foundPersonView)) : problem(c, page.refusal);
    }
    const [own, ...others] = peopleAreas(c.var.session.staff) ?? [];
    const query = readWith(rollQuery, own === undefined || others.length > 0 ? asked : { township: own, ...asked });
    if (!query.ok) return problem(c, query.refusal);
    const page = await peopleOf(deps, c.var.session, query.value);
    return page.ok ? c.json(pageView(peopleListAnswer, page.value, foundPersonView)) : problem(c, page.refusal);
  });

  api.post('/people', async (c) => {
    const raw = await readJson(c);
    if (!raw.ok) return problem(c, raw.refusal);
    const facts = readWith(personSchema, raw.value);
    if (!facts.ok) return problem(c, facts.refusal);
    const key = requestKey(c, 'POST /people', raw.value);
    if (!key.ok) return problem(c, key.refusal);
    const file = await addPerson(deps, c.var.session, facts.value, key.value);
    return file.ok ? c.json(personView(file.value), 201) : problem(c, file.refusal);
  });

  api.get('/people/:id', async (c) => {
    const file = await openPerson(deps, c.var.session, c.req.param('id'));
    return file.ok ? c.json(personView(file.value)) : problem(c, file.refusal);
  });

  api.post('/people/:id/:command', async (c) => {
    const name = ROLL_COMMANDS.find((one) => one === c.req.param('command'));
    if (!name) return turnedAway(c, 'UNKNOWN');
    const raw = await readJson(c);
    if (!raw.ok) return problem(c, raw.refusal);
    const command = readRollCommand(name, raw.value);
    if (!command.ok) return problem(c, command.refusal);
    const personId = c.req.param('id');
    const key = requestKey(c, `POST /people/${personId}/${name}`, raw.value);
    if (!key.ok) return problem(c, key.refusal);
    const file = await giveRollCommand(deps, c.var.session, { personId, ...command.value }, key.value);
    return file.ok ? c.json(personView(file.value)) : problem(c, file.refusal);
  });

  return api;
};

/** Addresses and the methods they take. */
export const METHODS_OF_PEOPLE: Readonly<Record<string, string>> = {
  '/people': 'GET, HEAD, POST',
  '/people/search': 'POST',
  '/people/:id': 'GET, HEAD',
};
