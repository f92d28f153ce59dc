// Routes of people pages: the roll and its search, one person, and the forms that change them.
// They must not decide: they read the address or the form, ask the services, and choose the page.
import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ROLL_COMMANDS, type RollCommandName } from '../../domain/people/roll.ts';
import { REFUSALS, type Refusal } from '../../domain/result.ts';
import { keepsRoll } from '../../domain/staff/rooms.ts';
import type { Deps } from '../../services/deps.ts';
import { addPerson, giveRollCommand } from '../../services/people-changes.ts';
import { openPerson, peopleOf, rollIsEmpty, searchPeople, type FoundPerson, type PersonFile } from '../../services/people.ts';
import { mistakesOf } from '../forms/mistakes.ts';
import { PERSON_BOXES, personBody, rollBody } from '../forms/person-form.ts';
import { formKey, readTyped } from '../forms/typed.ts';
import type { Mistake, Typed } from '../look/form.tsx';
import { send } from '../look/send.ts';
import { isPeopleCursor, personSchema, readRollCommand } from '../schema/people.ts';
import { readWith } from '../schema/read.ts';
import type { WebEnv } from '../session.ts';
import { hereOf, type Here } from './here.ts';
import { onceOf } from './once.ts';
import { PeoplePage, STATUSES, townshipsOf, type RollFilter } from './people.tsx';
import { AddPersonPage, RollCommandPage } from './person-form.tsx';
import { PeopleSuggested } from './person-rows.tsx';
import { RollRefusedPage, rollSentence } from './person-refused.tsx';
import { factLabel, PersonPage } from './person.tsx';

const FOUND_ROWS = 50;
const SUGGESTED_ROWS = 8;
const TYPED_AT_MOST = 200;

/** The filter of an address; whatever in it is not a filter is left aside. */
const filterOf = (c: Context<WebEnv>, here: Here): RollFilter | undefined => {
  const [first, ...others] = townshipsOf(here);
  if (!first) return undefined;
  const township = [first, ...others].find(({ code }) => code === c.req.query('township')) ?? first;
  const village = c.req.query('village')?.trim().slice(0, 60);
  const cursor = c.req.query('cursor');
  return {
    township: township.code,
    status: STATUSES.find((one) => one === c.req.query('status')) ?? 'on',
    ...(village !== undefined && village !== '' && { village }),
    ...(cursor !== undefined && isPeopleCursor(cursor) && { cursor }),
  };
};

const boxLabel = ({ words }: Here, name: RollCommandName | 'add', box: string): string => {
  const { fields } = words.people;
  if (box === 'on') return fields.on;
  if (box === 'reason') return name === 'restore' ? fields.restoreReason : fields.reason;
  return factLabel(words, box);
};

const mistakesIn = (refusal: Refusal, here: Here, name: RollCommandName | 'add'): Mistake[] =>
  mistakesOf(refusal, {
    lang: here.lang,
    boxOf: ({ path }) => path,
    labelOf: (box) => boxLabel(here, name, box),
    order: ['on', 'reason', ...PERSON_BOXES],
  });

/** What a fresh form holds: everything that is known, the two numbers in full for whoever keeps the roll. */
const factsTyped = ({ person, identity }: PersonFile): Typed =>
  Object.fromEntries(
    Object.entries({ ...person, ...identity }).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
  );

export const peopleRoutes = (deps: Deps): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();

  const refusedPage = (c: Context<WebEnv>, here: Here, refusal: Refusal, back?: { href: string; label: string }) =>
    send(c, <RollRefusedPage here={here} refusal={refusal} {...(back && { back })} />, REFUSALS[refusal.code]);

  routes.get('/people', async (c) => {
    const here = await hereOf(c, deps);
    const filter = filterOf(c, here);
    if (!filter) return send(c, <PeoplePage here={here} />);
    const page = await peopleOf(deps, { staff: here.staff }, filter);
    if (!page.ok) return refusedPage(c, here, page.refusal);
    const fresh = page.value.items.length === 0 && (await rollIsEmpty(deps, { staff: here.staff }));
    return send(c, <PeoplePage here={here} roll={{ filter, page: page.value, fresh }} />);
  });

  // The language switch comes back by address, and what was looked for does not stand in it.
  routes.get('/people/search', (c) => c.redirect('/people', 303));

  routes.post('/people/search', async (c) => {
    const here = await hereOf(c, deps);
    const typed = (await readTyped(c))['q']?.slice(0, TYPED_AT_MOST) ?? '';
    const found = await searchPeople(deps, { staff: here.staff }, { q: typed, limit: FOUND_ROWS });
    if (!found.ok) return refusedPage(c, here, found.refusal);
    return send(c, <PeoplePage here={here} typed={typed} found={{ people: found.value, most: FOUND_ROWS }} />);
  });

  // Asked by other pages' scripts while somebody types; names travel in the body, never in an address.
  routes.post('/people/suggest', async (c) => {
    const here = await hereOf(c, deps);
    const typed = (await readTyped(c))['q']?.slice(0, TYPED_AT_MOST) ?? '';
    const found = await searchPeople(deps, { staff: here.staff }, { q: typed, limit: SUGGESTED_ROWS });
    const people: readonly FoundPerson[] = found.ok ? found.value : [];
    return c.html(<PeopleSuggested here={here} people={people} />, found.ok ? 200 : REFUSALS[found.refusal.code]);
  });

  routes.get('/people/new', async (c) => {
    const here = await hereOf(c, deps);
    if (!keepsRoll(here.staff)) return refusedPage(c, here, { code: 'NOT_YOURS', data: {} });
    const form = { words: here.words, typed: { township: '' }, mistakes: [] };
    return send(c, <AddPersonPage here={here} once={onceOf(deps)} form={form} />);
  });

  routes.post('/people/new', async (c) => {
    const here = await hereOf(c, deps);
    if (!keepsRoll(here.staff)) return refusedPage(c, here, { code: 'NOT_YOURS', data: {} });
    const typed = await readTyped(c);
    const again = (refusal: Refusal) => {
      const mistakes = mistakesIn(refusal, here, 'add');
      const form = { words: here.words, typed, mistakes };
      const sentence = mistakes.length === 0 ? rollSentence(refusal, here) : undefined;
      return send(c, <AddPersonPage here={here} once={onceOf(deps)} form={form} sentence={sentence} />, REFUSALS[refusal.code]);
    };
    const body = personBody(typed);
    const facts = readWith(personSchema, body);
    if (!facts.ok) return again(facts.refusal);
    const done = await addPerson(deps, { staff: here.staff }, facts.value, formKey(typed, 'POST /people', body));
    return done.ok ? c.redirect(`/people/${done.value.person.personId}`, 303) : again(done.refusal);
  });

  routes.get('/people/:id', async (c) => {
    const here = await hereOf(c, deps);
    const file = await openPerson(deps, { staff: here.staff }, c.req.param('id'));
    return file.ok ? send(c, <PersonPage here={here} file={file.value} />) : refusedPage(c, here, file.refusal);
  });

  const showForm = (
    c: Context<WebEnv>,
    here: Here,
    shown: { name: RollCommandName; file: PersonFile; typed: Typed; refusal?: Refusal },
  ) => {
    const { name, file, typed, refusal } = shown;
    const mistakes = refusal ? mistakesIn(refusal, here, name) : [];
    const sentence = refusal && mistakes.length === 0 ? rollSentence(refusal, here) : undefined;
    const status: ContentfulStatusCode = refusal ? REFUSALS[refusal.code] : 200;
    const form = { words: here.words, typed, mistakes };
    return send(c, <RollCommandPage here={here} file={file} name={name} once={onceOf(deps)} form={form} sentence={sentence} />, status);
  };

  routes.get('/people/:id/:command', async (c, next) => {
    const name = ROLL_COMMANDS.find((one) => one === c.req.param('command'));
    if (!name) return next();
    const here = await hereOf(c, deps);
    const file = await openPerson(deps, { staff: here.staff }, c.req.param('id'));
    if (!file.ok) return refusedPage(c, here, file.refusal);
    const { person, allowed } = file.value;
    if (!allowed.includes(name)) return refusedPage(c, here, cannot(file.value, name), backTo(file.value));
    const typed: Typed = name === 'change' ? factsTyped(file.value) : name === 'remove' ? { on: here.today } : {};
    return showForm(c, here, { name, file: file.value, typed: { ...typed, personId: person.personId } });
  });

  routes.post('/people/:id/:command', async (c, next) => {
    const name = ROLL_COMMANDS.find((one) => one === c.req.param('command'));
    if (!name) return next();
    const here = await hereOf(c, deps);
    const personId = c.req.param('id');
    const typed = await readTyped(c);
    const again = async (refusal: Refusal) => {
      const file = await openPerson(deps, { staff: here.staff }, personId);
      if (!file.ok) return refusedPage(c, here, file.refusal);
      // The form comes back with what was typed, as long as the command is still to be given.
      if (!file.value.allowed.includes(name)) return refusedPage(c, here, cannot(file.value, name), backTo(file.value));
      return showForm(c, here, { name, file: file.value, typed, refusal });
    };
    const body = rollBody(name, typed);
    const read = readRollCommand(name, body);
    if (!read.ok) return again(read.refusal);
    const order = { personId, ...read.value };
    const done = await giveRollCommand(deps, { staff: here.staff }, order, formKey(typed, `POST /people/${personId}/${name}`, body));
    return done.ok ? c.redirect(`/people/${personId}`, 303) : again(done.refusal);
  });

  return routes;
};

const backTo = ({ person }: PersonFile) => ({ href: `/people/${person.personId}`, label: person.name });

/** Why a command that exists is not offered now. */
const cannot = ({ person, allowed }: PersonFile, name: RollCommandName): Refusal => {
  if (allowed.length === 0) return { code: 'NOT_YOURS', data: {} };
  return name === 'restore' ? { code: 'WRONG_STATE', data: {} } : { code: 'ALREADY_DONE', data: { on: person.removedOn } };
};
