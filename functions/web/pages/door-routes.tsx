// Routes of the door of a session: find, sign in, walk in, take back; and the roll-call.
// They must not decide: the services give the verdicts. Names travel in bodies, never in an address.
import { Hono, type Context } from 'hono';
import { personWho } from '../../domain/training/who.ts';
import { METHODS } from '../../domain/training/vocabulary.ts';
import { signIn } from '../../services/attendance.ts';
import type { Deps } from '../../services/deps.ts';
import { searchPeople } from '../../services/people.ts';
import { openSessionFile } from '../../services/sessions.ts';
import type { AnnulledRow, SessionFile, Verdict } from '../../services/session-shapes.ts';
import { peopleOfIds } from '../../services/sheet-people.ts';
import { given, readTyped } from '../forms/typed.ts';
import { send } from '../look/send.ts';
import type { WebEnv } from '../session.ts';
import { signedRow, type DoorState } from './door-search.tsx';
import { DoorPage } from './door.tsx';
import { eventIdOf, eventKey, signatureName, signatureNamed } from './event-ids.ts';
import { placeOf, type Here } from './here.ts';
import { onceOf } from './once.ts';
import { rollCallRoutes } from './roll-call-routes.tsx';
import { sessionPath, signedTime } from './session-bits.tsx';
import { openedFor, sayNo, slotNow, slotOf, type Opened } from './session-open.tsx';

const DEVICE = 'door';
const HITS = 12;
const INDEX_MS = 300;

export const doorRoutes = (deps: Deps): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();
  const once = () => onceOf(deps);
  const show = (c: Context<WebEnv>, { here, file }: Opened, state: DoorState) =>
    send(c, <DoorPage here={here} file={file} state={state} once={once} now={deps.now()} />);
  /** Takes one event; `refused` where the whole request was. */
  const take = async (here: Here, id: string, event: object): Promise<Verdict | undefined> => {
    const taken = await signIn(deps, { staff: here.staff }, id, [event]);
    if (taken.ok) return taken.value.verdicts[0];
    return taken.refusal.code === 'WRONG_STATE' ? { eventId: '', verdict: 'refused', reason: 'WRONG_STATE' } : undefined;
  };
  const toDoor = (c: Context<WebEnv>, id: string, query: Record<string, string>) =>
    c.redirect(`${sessionPath(id)}/door?${new URLSearchParams(query).toString()}`, 303);

  routes.route('/', rollCallRoutes(deps));

  routes.get('/sessions/:id/door', async (c) => {
    const opened = await openedFor(c, deps);
    if (opened instanceof Response) return opened;
    const { here, id, file } = opened;
    const slot = slotOf(c.req.query('slot'), file) ?? slotNow(file, deps.now());
    const asked = { event: c.req.query('event'), undone: c.req.query('undone') };
    const verdict = verdictOf(here, file, asked);
    if (verdict || (asked.event === undefined && asked.undone === undefined)) return show(c, opened, { slot, verdict });
    // The sheet is read from an index, which may be a moment behind the sign-in that led here.
    await new Promise((resolve) => setTimeout(resolve, INDEX_MS));
    const again = await openSessionFile(deps, { staff: here.staff }, id);
    return again.ok
      ? show(c, { ...opened, file: again.value }, { slot, verdict: verdictOf(here, again.value, asked) })
      : show(c, opened, { slot });
  });

  routes.post('/sessions/:id/door/search', async (c) => {
    const opened = await openedFor(c, deps);
    if (opened instanceof Response) return opened;
    const { here, file, id } = opened;
    const typed = await readTyped(c);
    const slot = slotOf(given(typed, 'slot'), file) ?? 1;
    const q = given(typed, 'find') ?? '';
    const found = q === '' ? undefined : await searchPeople(deps, { staff: here.staff }, { q, limit: HITS });
    if (found && !found.ok) return sayNo(c, here, found.refusal, id);
    return show(c, opened, { slot, q, hits: found?.value });
  });

  routes.post('/sessions/:id/door/sign-in', async (c) => {
    const opened = await openedFor(c, deps);
    if (opened instanceof Response) return opened;
    const { here, file, id } = opened;
    const typed = await readTyped(c);
    const slot = slotOf(given(typed, 'slot'), file) ?? 1;
    const personId = given(typed, 'person') ?? '';
    const eventId = eventIdOf(eventKey(deps, typed), personId);
    // Whoever is in already is told so here: a second signature would outlive an undo of the first.
    const row = signedRow(file, personWho(personId), slot);
    if (row && row.event !== eventId) {
      const { name, village: place } = row;
      return show(c, opened, { slot, verdict: { kind: 'duplicate', name, place, why: before(here, row.at, file) } });
    }
    const method = METHODS.find((one) => one === typed['method']) ?? 'NAME';
    const verdict = await take(here, id, { eventId, personId, slot, at: deps.now(), method, device: DEVICE });
    if (!verdict) return sayNo(c, here, { code: 'NOT_YOURS', data: {} }, id);
    if (verdict.verdict !== 'refused') return toDoor(c, id, { event: eventId, slot: String(slot) });
    const person = (await peopleOfIds(deps, { staff: here.staff }, [personId])).get(personId);
    const why = await whyNot(here, verdict);
    const who = person && { name: person.name, place: placeOf(here, person) };
    return show(c, opened, { slot, verdict: { kind: 'refused', ...who, why } });
  });

  routes.post('/sessions/:id/door/walk-in', async (c) => {
    const opened = await openedFor(c, deps);
    if (opened instanceof Response) return opened;
    const { here, file, id } = opened;
    const typed = await readTyped(c);
    const slot = slotOf(given(typed, 'slot'), file) ?? 1;
    const [name, village] = [given(typed, 'name')?.trim(), given(typed, 'village')?.trim() ?? ''];
    if (name === undefined) return show(c, opened, { slot, walkIn: { name: '', village, wrong: true } });
    const eventId = eventIdOf(eventKey(deps, typed), 'walk-in');
    const event = { eventId, walkIn: { name, village }, slot, at: deps.now(), method: 'NAME', device: DEVICE };
    const verdict = await take(here, id, event);
    if (!verdict) return sayNo(c, here, { code: 'NOT_YOURS', data: {} }, id);
    if (verdict.verdict !== 'refused') return toDoor(c, id, { event: eventId, slot: String(slot) });
    const why = await whyNot(here, verdict);
    return show(c, opened, { slot, walkIn: { name, village, wrong: false }, verdict: { kind: 'refused', name, place: village, why } });
  });

  routes.post('/sessions/:id/door/undo', async (c) => {
    const opened = await openedFor(c, deps);
    if (opened instanceof Response) return opened;
    const { here, file, id } = opened;
    const typed = await readTyped(c);
    const slot = slotOf(given(typed, 'slot'), file) ?? slotNow(file, deps.now());
    const named = signatureNamed(given(typed, 'undoes') ?? '');
    const verdict = await take(here, id, { eventId: eventIdOf(eventKey(deps, typed), 'undo'), ...named, at: deps.now(), device: DEVICE });
    if (!verdict) return sayNo(c, here, { code: 'NOT_YOURS', data: {} }, id);
    if (verdict.verdict !== 'refused') {
      if (typed['from'] === 'sheet') return c.redirect(`${sessionPath(id)}#sheet`, 303);
      return toDoor(c, id, { undone: named.undoes, slot: String(slot) });
    }
    const row = file.sheet.find(({ event, device }) => event === named.undoes && device === (named.undoesDevice ?? device));
    const who = row && { name: row.name, place: row.village };
    return show(c, opened, { slot, verdict: { kind: 'refused', ...who, why: await whyNot(here, verdict) } });
  });

  /** Why somebody was refused; of another session its topic and place, because the door must be able to say where. */
  const whyNot = async (here: Here, { reason = 'BUSY', session }: Verdict): Promise<string> => {
    const { door } = here.words;
    const other = session === undefined ? undefined : await openSessionFile(deps, { staff: here.staff }, session);
    if (!other?.ok) return door.refusal[reason];
    const { topic, sessionId, ...where } = other.value.session;
    return door.elsewhere(`${placeOf(here, where)} ${topic} ${sessionId}`);
  };

  return routes;
};

const before = (here: Here, at: string, { session }: SessionFile): string =>
  here.words.door.verdict.before(signedTime(here, at, session.date));

// Of signatures with one id, the address means the one taken back just now; their devices have no business in it.
const later = (a: AnnulledRow | undefined, b: AnnulledRow): AnnulledRow => (a && a.undoneAt > b.undoneAt ? a : b);

/** The verdict that an address asks for again: what stands on the sheet under that event, or was taken back from it. */
export const verdictOf = (
  here: Here,
  file: SessionFile,
  { event, undone }: { readonly event: string | undefined; readonly undone: string | undefined },
): DoorState['verdict'] => {
  const { verdict } = here.words.door;
  const row = event === undefined ? undefined : file.sheet.find((one) => one.event === event);
  if (row) {
    return {
      kind: 'recorded',
      name: row.name,
      place: row.village,
      why: verdict.at(signedTime(here, row.at, file.session.date)),
      undoes: signatureName(row),
    };
  }
  const annulled = file.annulled.filter(({ event }) => event === undone).reduce<AnnulledRow | undefined>(later, undefined);
  if (!annulled) return undefined;
  const still = file.sheet.find(({ who }) => who === annulled.who);
  const why = still ? verdict.still(signedTime(here, still.at, file.session.date)) : verdict.undoneOf(annulled.name);
  return { kind: 'undone', name: annulled.name, why };
};
