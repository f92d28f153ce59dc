// Routes of one petition: its file, the check of its history, and the forms of its commands.
// They must not decide: the services refuse or do, and the table of transitions draws the buttons.
import { Hono } from 'hono';
import type { CommandName } from '../../domain/petitions/commands.ts';
import { suggestCategory } from '../../domain/petitions/suggest.ts';
import { obstacle } from '../../domain/petitions/transitions.ts';
import { REFUSALS, type Refusal } from '../../domain/result.ts';
import type { Deps } from '../../services/deps.ts';
import { giveCommand, openCase, verifyHistory } from '../../services/petitions.ts';
import type { CaseFile } from '../../services/shapes.ts';
import { COMMAND_FORMS, commandBody } from '../forms/command-form.ts';
import { mistakesOf } from '../forms/mistakes.ts';
import { formKey, readTyped } from '../forms/typed.ts';
import type { Mistake, Typed } from '../look/form.tsx';
import { send } from '../look/send.ts';
import { isCommandName, readCommand } from '../schema/commands.ts';
import { refusalSentence } from '../sentences.ts';
import type { WebEnv } from '../session.ts';
import { CasePage } from './case.tsx';
import { CommandPage } from './command.tsx';
import { hereOf, nameOf, type Here } from './here.ts';
import { onceOf } from './once.ts';
import { RefusalPage } from './plain.tsx';

/** What a fresh form of a command holds: what is known already, and what is nearly always true. */
const freshCommand = (name: CommandName, { petition, contacts }: CaseFile, { today }: Here): Typed => {
  const category = petition.category ?? suggestCategory(contacts.map(({ story }) => story).join('\n'));
  const fresh: Partial<Record<CommandName, Typed>> = {
    accept: { noticeWay: 'IN_PERSON', ...(category && { category }) },
    serve: { way: 'IN_PERSON', date: today, receiver: 'SELF' },
    followUp: { way: 'PHONE' },
  };
  return fresh[name] ?? {};
};

const fieldLabel = ({ words }: Here, box: string): string => {
  const { fields } = words.command;
  return Object.hasOwn(fields, box) ? fields[box as keyof typeof fields] : words.refusals.title;
};

/** Names instead of ids, so that the sentence can say who was there before. */
const readable = (refusal: Refusal, here: Here): Refusal => {
  const { by, on } = refusal.data;
  return {
    ...refusal,
    data: {
      ...refusal.data,
      ...(typeof by === 'string' && { by: nameOf(here, by) }),
      ...(typeof on === 'string' && { on: on.slice(0, 16).replace('T', ' ') }),
    },
  };
};

export const caseRoutes = (deps: Deps): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();
  const once = () => onceOf(deps);

  routes.get('/petitions/:number', async (c) => {
    const here = await hereOf(c, deps);
    const file = await openCase(deps, { staff: here.staff }, c.req.param('number'));
    if (!file.ok) return send(c, <RefusalPage frame={here.frame} refusal={file.refusal} />, REFUSALS[file.refusal.code]);
    return send(c, <CasePage here={here} file={file.value} once={once} />);
  });

  routes.get('/petitions/:number/verify', async (c) => {
    const here = await hereOf(c, deps);
    const number = c.req.param('number');
    const [file, verified] = await Promise.all([
      openCase(deps, { staff: here.staff }, number),
      verifyHistory(deps, { staff: here.staff }, number),
    ]);
    if (!file.ok) return send(c, <RefusalPage frame={here.frame} refusal={file.refusal} />, REFUSALS[file.refusal.code]);
    if (!verified.ok) return send(c, <RefusalPage frame={here.frame} refusal={verified.refusal} />, REFUSALS[verified.refusal.code]);
    return send(c, <CasePage here={here} file={file.value} once={once} verified={verified.value} />);
  });

  routes.get('/petitions/:number/:command', async (c, next) => {
    const name = c.req.param('command');
    if (!isCommandName(name)) return next();
    const here = await hereOf(c, deps);
    const number = c.req.param('number');
    const file = await openCase(deps, { staff: here.staff }, number);
    if (!file.ok) return send(c, <RefusalPage frame={here.frame} refusal={file.refusal} />, REFUSALS[file.refusal.code]);
    const refusal = obstacle(file.value.petition, name, { actor: here.staff, now: deps.now(), today: here.today });
    if (refusal) {
      const page = (
        <RefusalPage frame={here.frame} refusal={readable(refusal, here)} back={{ href: `/petitions/${number}`, label: number }} />
      );
      return send(c, page, REFUSALS[refusal.code]);
    }
    const form = { words: here.words, typed: freshCommand(name, file.value, here), mistakes: [] };
    return send(c, <CommandPage here={here} file={file.value} name={name} once={once()} form={form} />);
  });

  routes.post('/petitions/:number/:command', async (c, next) => {
    const name = c.req.param('command');
    if (!isCommandName(name)) return next();
    const here = await hereOf(c, deps);
    const number = c.req.param('number');
    const back = `/petitions/${number}`;
    const typed = await readTyped(c);

    const refused = async (refusal: Refusal) => {
      const file = await openCase(deps, { staff: here.staff }, number);
      if (!file.ok) return send(c, <RefusalPage frame={here.frame} refusal={file.refusal} />, REFUSALS[file.refusal.code]);
      const mistakes: Mistake[] = mistakesOf(refusal, {
        lang: here.lang,
        boxOf: ({ path }) => path,
        labelOf: (box) => fieldLabel(here, box),
        order: COMMAND_FORMS[name].map((box) => box.name),
      });
      const sentence = mistakes.length === 0 ? refusalSentence(readable(refusal, here), here.words) : undefined;
      // The form comes back with what was typed, as long as there is a form and the command is still to be given.
      if (COMMAND_FORMS[name].length === 0 || !file.value.allowed.includes(name)) {
        return send(
          c,
          <RefusalPage frame={here.frame} refusal={readable(refusal, here)} back={{ href: back, label: number }} />,
          REFUSALS[refusal.code],
        );
      }
      const form = { words: here.words, typed, mistakes };
      return send(
        c,
        <CommandPage here={here} file={file.value} name={name} once={once()} form={form} sentence={sentence} />,
        REFUSALS[refusal.code],
      );
    };

    const body = commandBody(name, typed);
    const read = readCommand(name, body, here.today);
    if (!read.ok) return refused(read.refusal);
    const { command, version } = read.value;
    const done = await giveCommand(
      deps,
      { staff: here.staff },
      number,
      command,
      version,
      formKey(typed, `POST /petitions/${number}/${name}`, body),
    );
    return done.ok ? c.redirect(back, 303) : refused(done.refusal);
  });

  return routes;
};
