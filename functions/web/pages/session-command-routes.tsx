// Routes of the commands of a session: the forms they need, and the commands themselves.
// They must not decide: the services refuse or do, and the table of transitions draws the buttons.
import { Hono, type Context } from 'hono';
import { REFUSALS, type Refusal } from '../../domain/result.ts';
import type { SessionCommandName } from '../../domain/training/commands.ts';
import { SESSION_COMMANDS } from '../../domain/training/transitions.ts';
import type { Deps } from '../../services/deps.ts';
import { searchPeople, type FoundPerson } from '../../services/people.ts';
import { giveSessionCommand } from '../../services/sessions.ts';
import type { SessionFile } from '../../services/session-shapes.ts';
import { peopleOfIds } from '../../services/sheet-people.ts';
import { mistakesOf } from '../forms/mistakes.ts';
import { boxesOf, isBoxed, sessionCommandBody } from '../forms/session-command-form.ts';
import { formKey, given, readTyped } from '../forms/typed.ts';
import type { FormState, Mistake, Typed } from '../look/form.tsx';
import { send } from '../look/send.ts';
import { readSessionCommand } from '../schema/sessions.ts';
import type { WebEnv } from '../session.ts';
import type { Here } from './here.ts';
import { onceOf } from './once.ts';
import { sessionPath, sessionSentence } from './session-bits.tsx';
import { SessionCommandPage } from './session-command.tsx';
import { AT_ONCE } from './session-commands.tsx';
import { CorrectPage, tickedToAdd } from './session-correct.tsx';
import { openedFor, openedToDo, sayNo, type Opened } from './session-open.tsx';
import { SealPage } from './session-seal.tsx';

const HITS = 25;

const commandIn = (text: string | undefined): SessionCommandName | undefined => SESSION_COMMANDS.find((name) => name === text);

/** Where a command leads: to the door once it is open, to the wizard once the class is over, else back to the session. */
const nextOf = (name: SessionCommandName, { session, allowed }: SessionFile): string => {
  const path = sessionPath(session.sessionId);
  if (name === 'start') return `${path}/door`;
  return name === 'end' && allowed.includes('seal') ? `${path}/seal` : path;
};

const labelsOf = ({ words }: Here): Readonly<Record<string, string>> => ({
  ...words.training.commandFields,
  ...words.training.wizard.fields,
  handouts: words.training.correct.fields.handouts,
  walkInName: words.training.correct.addWalkIn,
  walkInVillage: words.door.walkIn.village,
});

/** The box that an error of a command belongs to: people to add and walk-ins have one each. */
const boxOf = (path: string): string =>
  /^add\.\d+\.walkIn\.village/.test(path)
    ? 'walkInVillage'
    : /^add\.\d+\.walkIn/.test(path)
      ? 'walkInName'
      : path === 'add' || path.startsWith('add.')
        ? 'find'
        : path;

export const sessionCommandRoutes = (deps: Deps): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();

  /** Whoever was looked for in a correction, and whoever is ticked already. */
  const hitsOf = async (here: Here, form: FormState): Promise<readonly FoundPerson[] | undefined> => {
    const caller = { staff: here.staff };
    const q = given(form.typed, 'find');
    const chosen = await peopleOfIds(deps, caller, tickedToAdd(form));
    if (q === undefined) return chosen.size === 0 ? undefined : [...chosen.values()];
    const found = await searchPeople(deps, caller, { q, limit: HITS });
    return [...new Map([...chosen, ...(found.ok ? found.value : []).map((one) => [one.personId, one] as const)]).values()];
  };

  const show = async (
    c: Context<WebEnv>,
    { here, file, id }: Opened,
    name: SessionCommandName,
    shown: { typed?: Typed; mistakes?: readonly Mistake[]; sentence?: string | undefined; refusal?: Refusal } = {},
  ) => {
    const { typed = {}, mistakes = [], sentence, refusal } = shown;
    const status = refusal ? REFUSALS[refusal.code] : 200;
    const props = { here, file, once: onceOf(deps), form: { words: here.words, typed, mistakes }, sentence };
    if (name === 'seal') return send(c, <SealPage {...props} />, status);
    if (name === 'correct') return send(c, <CorrectPage {...props} hits={await hitsOf(here, props.form)} />, status);
    if (isBoxed(name)) return send(c, <SessionCommandPage {...props} name={name} />, status);
    return sayNo(c, here, refusal ?? { code: 'NOT_FOUND', data: {} }, id);
  };

  routes.get('/sessions/:id/:command', async (c, next) => {
    const name = commandIn(c.req.param('command'));
    if (name === undefined || AT_ONCE.includes(name)) return next();
    const opened = await openedToDo(c, deps, name);
    return opened instanceof Response ? opened : show(c, opened, name);
  });

  routes.post('/sessions/:id/:command', async (c, next) => {
    const name = commandIn(c.req.param('command'));
    if (name === undefined) return next();
    const opened = await openedFor(c, deps);
    if (opened instanceof Response) return opened;
    const { here, file, id } = opened;
    const typed = await readTyped(c);
    if (name === 'correct' && typed['look'] === '1') return show(c, opened, name, { typed });

    const refused = (refusal: Refusal) => {
      // The form comes back with what was typed, as long as the command is still to be given.
      if (!file.allowed.includes(name)) return sayNo(c, here, refusal, id);
      const labels = labelsOf(here);
      const mistakes = mistakesOf(differing(refusal), {
        lang: here.lang,
        boxOf: ({ path }) => boxOf(path),
        labelOf: (box) => labels[box] ?? here.words.training.commands[name],
        order: boxesOf(name),
      });
      const sentence = mistakes.length === 0 || refusal.code === 'COUNTS_DIFFER' ? sessionSentence(refusal, here.words) : undefined;
      return show(c, opened, name, { typed, mistakes, sentence, refusal });
    };

    const body = sessionCommandBody(name, typed);
    const read = readSessionCommand(name, body);
    if (!read.ok) return refused(read.refusal);
    const { command, version } = read.value;
    const key = formKey(typed, `POST /sessions/${id}/${name}`, body);
    const done = await giveSessionCommand(deps, { staff: here.staff }, id, command, version, key);
    return done.ok ? c.redirect(nextOf(name, done.value), 303) : refused(done.refusal);
  });

  return routes;
};

/** Counts that differ are asked about in the box for the reason. */
const differing = (refusal: Refusal): Refusal =>
  refusal.code === 'COUNTS_DIFFER'
    ? { ...refusal, data: { ...refusal.data, fields: [{ path: 'difference', message: 'required' }] } }
    : refusal;
