// Routes of the roll-call: everybody ticked signs in as on paper, in one batch whose ids make a second sending change nothing.
// They must not decide: the services give the verdicts.
import { Hono, type Context } from 'hono';
import { personWho } from '../../domain/training/who.ts';
import { signIn } from '../../services/attendance.ts';
import type { Deps } from '../../services/deps.ts';
import type { Verdict } from '../../services/session-shapes.ts';
import { PERSON_TICK, ticked, writtenIn } from '../forms/session-ticks.ts';
import { given, readTyped } from '../forms/typed.ts';
import type { FormState } from '../look/form.tsx';
import { send } from '../look/send.ts';
import type { WebEnv } from '../session.ts';
import { signedRow } from './door-search.tsx';
import { eventIdOf, eventKey } from './event-ids.ts';
import type { Here } from './here.ts';
import { onceOf } from './once.ts';
import { RollCallPage, type RollCallOutcome } from './roll-call.tsx';
import { sessionPath } from './session-bits.tsx';
import { openedToDo, sayNo, slotNow, slotOf, type Opened } from './session-open.tsx';

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
    const common = { slot, at: deps.now(), method: 'PAPER', device: DEVICE };
    const chosen = ticked(typed, PERSON_TICK).map((personId) => ({
      name: file.enrolments.find((one) => one.personId === personId)?.name ?? personId,
      row: signedRow(file, personWho(personId), slot),
      event: { eventId: eventIdOf(key, personId), personId, ...common },
    }));
    const calls = [
      // Whoever came in at the door while the page was open is not signed a second time: it would outlive an undo of the first.
      ...chosen.filter(({ row, event }) => row === undefined || row.event === event.eventId),
      ...people.map(({ line, name, village }) => ({
        name,
        event: { eventId: eventIdOf(key, `line ${String(line)}`), walkIn: { name, village }, ...common },
      })),
    ];
    const taken = await signIn(
      deps,
      { staff: here.staff },
      id,
      calls.map(({ event }) => event),
    );
    if (!taken.ok) return sayNo(c, here, taken.refusal, id);
    const outcome = outcomeOf(
      here,
      taken.value.verdicts,
      calls.map(({ name }) => name),
    );
    const already = outcome.duplicate + chosen.length + people.length - calls.length;
    if (outcome.refused.length > 0) {
      const after = await openedToDo(c, deps, 'signIn');
      return after instanceof Response ? after : show(c, after, { slot, outcome: { ...outcome, duplicate: already } });
    }
    const query = new URLSearchParams({ recorded: String(outcome.recorded), duplicate: String(already), slot: String(slot) });
    return c.redirect(`${sessionPath(id)}/roll-call?${query.toString()}`, 303);
  });

  return routes;
};

/** Counts the verdicts; they come in the order of the names. */
const outcomeOf = ({ words }: Here, verdicts: readonly Verdict[], names: readonly string[]): RollCallOutcome => {
  const count = (kind: Verdict['verdict']): number => verdicts.filter(({ verdict }) => verdict === kind).length;
  return {
    recorded: count('recorded'),
    duplicate: count('duplicate'),
    refused: verdicts.flatMap(({ verdict, reason = 'BUSY', session }, index) =>
      verdict === 'refused'
        ? [{ name: names[index] ?? '', why: [words.door.refusal[reason], ...(session === undefined ? [] : [session])].join(' ') }]
        : [],
    ),
  };
};
