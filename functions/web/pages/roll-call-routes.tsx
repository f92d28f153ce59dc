// Routes of the roll-call: everybody ticked signs in as on paper, in one batch whose ids make a second sending change nothing.
// They must not decide: the services give the verdicts.
import { Hono, type Context } from 'hono';
import { personWho } from '../../domain/training/who.ts';
import { signIn } from '../../services/attendance.ts';
import type { Deps } from '../../services/deps.ts';
import type { SessionFile, Verdict } from '../../services/session-shapes.ts';
import { PERSON_TICK, ticked, writtenIn } from '../forms/session-ticks.ts';
import { given, readTyped } from '../forms/typed.ts';
import type { FormState } from '../look/form.tsx';
import { send } from '../look/send.ts';
import type { WebEnv } from '../session.ts';
import { signedRow } from './door-search.tsx';
import type { Here } from './here.ts';
import { onceOf } from './once.ts';
import { RollCallPage, type RollCallOutcome } from './roll-call.tsx';
import { sessionPath } from './session-bits.tsx';
import { eventKey, openedToDo, sayNo, slotNow, slotOf, type Opened } from './session-open.tsx';

const DEVICE = 'roll-call';
/** Beyond this it is no count of people in a room. */
const COUNT = /^\d{1,4}$/;

export const rollCallRoutes = (deps: Deps): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();

  const show = (
    c: Context<WebEnv>,
    { here, file }: Opened,
    shown: { slot: number; form?: FormState; outcome?: RollCallOutcome | undefined },
    status: 200 | 422 = 200,
  ) => {
    const { slot, form = { words: here.words, typed: {}, mistakes: [] }, outcome } = shown;
    const page = (
      <RollCallPage
        here={here}
        file={file}
        slot={slot}
        once={onceOf(deps)}
        form={form}
        outcome={outcome}
        again={form.mistakes.length > 0}
      />
    );
    return send(c, page, status);
  };

  routes.get('/sessions/:id/roll-call', async (c) => {
    const opened = await openedToDo(c, deps, 'signIn');
    if (opened instanceof Response) return opened;
    const slot = slotOf(c.req.query('slot'), opened.file) ?? slotNow(opened.file, deps.now());
    const [recorded = '', duplicate = ''] = [c.req.query('recorded'), c.req.query('duplicate')];
    const saved = COUNT.test(recorded) && COUNT.test(duplicate);
    return show(c, opened, {
      slot,
      outcome: saved ? { recorded: Number(recorded), duplicate: Number(duplicate), refused: [] } : undefined,
    });
  });

  routes.post('/sessions/:id/roll-call', async (c) => {
    const opened = await openedToDo(c, deps, 'signIn');
    if (opened instanceof Response) return opened;
    const { here, file, id } = opened;
    const typed = await readTyped(c);
    const w = here.words.training.rollCall;
    const slot = slotOf(given(typed, 'slot'), file) ?? 1;
    const { people, mistakes } = writtenIn(typed, { label: w.walkInName, nameMissing: w.missingName });
    if (mistakes.length > 0) return show(c, opened, { slot, form: { words: here.words, typed, mistakes } }, 422);

    const key = eventKey(deps, typed);
    const chosen = ticked(typed, PERSON_TICK);
    const common = { slot, at: deps.now(), method: 'PAPER', device: DEVICE };
    // Whoever came in at the door while the page was open is not signed a second time: it would outlive an undo of the first.
    const events = [
      ...chosen
        .filter((personId) => {
          const row = signedRow(file, personWho(personId), slot);
          return row === undefined || row.event === `${key}.${personId}`;
        })
        .map((personId) => ({ eventId: `${key}.${personId}`, personId, ...common })),
      ...people.map(({ line, name, village }) => ({ eventId: `${key}.line-${String(line)}`, walkIn: { name, village }, ...common })),
    ];
    const taken = await signIn(deps, { staff: here.staff }, id, events);
    if (!taken.ok) return sayNo(c, here, taken.refusal, id);
    const outcome = outcomeOf(
      here,
      file,
      taken.value.verdicts,
      people.map(({ line, name }) => ({ eventId: `${key}.line-${String(line)}`, name })),
    );
    const already = outcome.duplicate + chosen.length + people.length - events.length;
    if (outcome.refused.length > 0) {
      const after = await openedToDo(c, deps, 'signIn');
      return after instanceof Response ? after : show(c, after, { slot, outcome: { ...outcome, duplicate: already } });
    }
    const query = new URLSearchParams({ recorded: String(outcome.recorded), duplicate: String(already), slot: String(slot) });
    return c.redirect(`${sessionPath(id)}/roll-call?${query.toString()}`, 303);
  });

  return routes;
};

const outcomeOf = (
  here: Here,
  { enrolments }: SessionFile,
  verdicts: readonly Verdict[],
  written: readonly { readonly eventId: string; readonly name: string }[],
): RollCallOutcome => {
  const nameOf = (eventId: string): string =>
    written.find((one) => one.eventId === eventId)?.name ??
    enrolments.find(({ personId }) => eventId.endsWith(`.${personId}`))?.name ??
    here.words.training.file.columns.name;
  const count = (kind: Verdict['verdict']): number => verdicts.filter(({ verdict }) => verdict === kind).length;
  return {
    recorded: count('recorded'),
    duplicate: count('duplicate'),
    refused: verdicts
      .filter(({ verdict }) => verdict === 'refused')
      .map(({ eventId, reason = 'BUSY', session }) => ({
        name: nameOf(eventId),
        why: [here.words.door.refusal[reason], ...(session === undefined ? [] : [session])].join(' '),
      })),
  };
};
