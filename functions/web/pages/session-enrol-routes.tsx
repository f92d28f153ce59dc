// Routes of who is to come and what is handed out: find people, enrol them, let them withdraw, note handouts.
// They must not decide: seats and states are the services'. Names travel in bodies, never in an address.
import { Hono, type Context } from 'hono';
import { REFUSALS } from '../../domain/result.ts';
import type { Deps } from '../../services/deps.ts';
import { enrol, withdraw } from '../../services/enrolment.ts';
import { issueHandouts } from '../../services/handouts.ts';
import { searchPeople, type FoundPerson } from '../../services/people.ts';
import type { Enrolled } from '../../services/session-shapes.ts';
import { PERSON_TICK, ticked } from '../forms/session-ticks.ts';
import { formKey, given, numberOrText, present, readTyped } from '../forms/typed.ts';
import { send } from '../look/send.ts';
import { fieldSentence } from '../schema/messages.ts';
import { readHandouts } from '../schema/sessions.ts';
import type { WebEnv } from '../session.ts';
import type { Here } from './here.ts';
import { onceOf } from './once.ts';
import { sessionPath, sessionSentence } from './session-bits.tsx';
import { EnrolPage } from './session-enrol.tsx';
import { openedToDo, sayNo } from './session-open.tsx';
import { SessionPage } from './session.tsx';

const HITS = 25;

export const sessionEnrolRoutes = (deps: Deps): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();
  const once = () => onceOf(deps);
  const found = async (here: Here, q: string): Promise<readonly FoundPerson[]> => {
    const hits = await searchPeople(deps, { staff: here.staff }, { q, limit: HITS });
    return hits.ok ? hits.value : [];
  };

  const enrolPage = async (
    c: Context<WebEnv>,
    shown: Omit<Parameters<typeof EnrolPage>[0], 'here' | 'file' | 'once'>,
    status: 200 | 409 | 422 = 200,
  ) => {
    const opened = await openedToDo(c, deps, 'enrol');
    if (opened instanceof Response) return opened;
    return send(c, <EnrolPage here={opened.here} file={opened.file} once={once} {...shown} />, status);
  };

  routes.post('/sessions/:id/enrol/search', async (c) => {
    const opened = await openedToDo(c, deps, 'enrol');
    if (opened instanceof Response) return opened;
    const { here, file } = opened;
    const q = given(await readTyped(c), 'find') ?? '';
    const hits = q === '' ? undefined : await found(here, q);
    return send(c, <EnrolPage here={here} file={file} once={once} q={q} hits={hits} />);
  });

  routes.post('/sessions/:id/enrol', async (c) => {
    const opened = await openedToDo(c, deps, 'enrol');
    if (opened instanceof Response) return opened;
    const { here, id } = opened;
    const typed = await readTyped(c);
    const q = given(typed, 'q') ?? '';
    const hits = await found(here, q);
    const people = ticked(typed, PERSON_TICK);
    const said = here.words.training.refusal;
    if (people.length === 0) return enrolPage(c, { q, hits, sentence: said.noneTicked }, 422);
    const done = await enrol(deps, { staff: here.staff }, id, { people });
    // The same form sent twice finds the person enrolled by the first.
    if (!done.ok && done.refusal.code === 'ENROLLED') return c.redirect(`${sessionPath(id)}#enrolments`, 303);
    if (!done.ok) {
      const field = done.refusal.data.fields?.[0];
      const sentence = field ? fieldSentence(field, here.lang) : sessionSentence(done.refusal, here.words);
      return enrolPage(c, { q, hits, typed, sentence }, REFUSALS[done.refusal.code] === 409 ? 409 : 422);
    }
    if (done.value.refused.length === 0) return c.redirect(`${sessionPath(id)}#enrolments`, 303);
    return enrolPage(c, { q, hits, added: done.value.enrolled.length, refused: refusedOnes(here, done.value, hits) });
  });

  routes.post('/sessions/:id/withdraw', async (c) => {
    const opened = await openedToDo(c, deps, 'withdraw');
    if (opened instanceof Response) return opened;
    const { here, id } = opened;
    const person = given(await readTyped(c), 'person');
    const done = await withdraw(deps, { staff: here.staff }, id, { people: person === undefined ? [] : [person] });
    return done.ok ? c.redirect(`${sessionPath(id)}#enrolments`, 303) : sayNo(c, here, done.refusal, id);
  });

  routes.post('/sessions/:id/handouts', async (c) => {
    const opened = await openedToDo(c, deps, 'issueHandouts');
    if (opened instanceof Response) return opened;
    const { here, file, id } = opened;
    const typed = await readTyped(c);
    const read = readHandouts(present({ item: given(typed, 'item'), quantity: numberOrText(given(typed, 'quantity')) }));
    if (!read.ok) {
      const w = here.words.training.file.handouts;
      const field = read.refusal.data.fields?.[0];
      const said = field
        ? `${field.path === 'item' ? w.item : w.quantity}: ${fieldSentence(field, here.lang)}`
        : sessionSentence(read.refusal, here.words);
      return send(c, <SessionPage here={here} file={file} once={once} wrong={said} typed={typed} />, 422);
    }
    const done = await issueHandouts(
      deps,
      { staff: here.staff },
      id,
      read.value,
      formKey(typed, `POST /sessions/${id}/handouts`, read.value),
    );
    return done.ok ? c.redirect(`${sessionPath(id)}#handouts`, 303) : sayNo(c, here, done.refusal, id);
  });

  return routes;
};

const refusedOnes = (here: Here, { refused }: Enrolled, hits: readonly FoundPerson[]): { name: string; why: string }[] => {
  const { FULL, ENROLLED, UNKNOWN_PERSON, NOT_ON_ROLL, other } = here.words.training.refusal;
  const said: Readonly<Record<string, string>> = { FULL, ENROLLED, UNKNOWN_PERSON, NOT_ON_ROLL };
  return refused.map(({ personId, reason }) => ({
    name: hits.find((one) => one.personId === personId)?.name ?? personId,
    why: said[reason] ?? other,
  }));
};
