// The door of a session on a phone: one box to find people with, a verdict that fills a third of the screen, the last few to undo.
// It must not decide who may sign in: it shows what the services said.
import type { SessionState } from '../../domain/training/vocabulary.ts';
import type { SessionFile } from '../../services/session-shapes.ts';
import { Hidden } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import { dayText } from '../words/dates.ts';
import { placeOf, type Here } from './here.ts';
import { Lasts, WalkIn } from './door-entries.tsx';
import { Search, type DoorProps } from './door-search.tsx';
import { VerdictCard } from './door-verdict.tsx';
import { halfDayLabel, sessionPath, whenText } from './session-bits.tsx';

/** Which box the page shows instead of, or above, the search. */
const NOTES: Readonly<Record<SessionState, 'before' | 'ready' | 'ended' | 'sealed' | 'off' | undefined>> = {
  PLANNED: 'before',
  APPROVED: 'before',
  OPEN: 'before',
  READY: 'ready',
  IN_SESSION: undefined,
  ENDED: 'ended',
  SEALED: 'sealed',
  VERIFIED: 'sealed',
  CLOSED: 'sealed',
  REJECTED_CHECK: 'sealed',
  POSTPONED: 'off',
  CANCELLED: 'off',
};

export const DoorPage = ({ here, file, state, once, now }: DoorProps) => {
  const { words } = here;
  const { session } = file;
  const path = sessionPath(session.sessionId);
  const open = file.allowed.includes('signIn');
  // Without the navigation: on a phone the verdict needs the room, and the way back stands on the page.
  const { signedIn: _signedIn, ...frame } = here.frame;
  return (
    <Page {...frame} title={words.door.titleOf(session.topic)}>
      <div class="door" id="door" data-here={`${path}/door`}>
        <header class="door-head">
          <a class="way" href={path}>
            {words.door.back}
          </a>
          <h1>{session.topic}</h1>
          <p class="path">{[placeOf(here, session), whenText(here, session), here.staff.name].join(' · ')}</p>
        </header>
        <p class="offline" role="alert" data-offline hidden>
          {words.door.offline}
        </p>
        <Tally here={here} file={file} />
        {state.verdict && <VerdictCard here={here} file={file} verdict={state.verdict} slot={state.slot} once={once()} />}
        <StateNote here={here} file={file} once={once} />
        {open && (
          <>
            <Slots here={here} file={file} slot={state.slot} />
            <Search here={here} file={file} state={state} once={once} />
            <WalkIn here={here} file={file} state={state} once={once()} />
            <Lasts here={here} file={file} state={state} once={once()} now={now} />
          </>
        )}
        <Ways here={here} file={file} once={once} />
      </div>
    </Page>
  );
};

const Tally = ({ here, file: { session, counts } }: { here: Here; file: SessionFile }) => {
  const w = here.words.door.counts;
  return (
    <dl class="tally">
      {(
        [
          [w.present, counts.present],
          [w.enrolled, counts.enrolled],
          [w.capacity, session.capacity],
        ] as const
      ).map(([label, value]) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};

const StateNote = ({ here, file, once }: Omit<DoorProps, 'state' | 'now'>) => {
  const { words, lang, today } = here;
  const { session, allowed } = file;
  const w = words.door.states;
  const path = sessionPath(session.sessionId);
  const note = NOTES[session.state];
  if (note === undefined) return allowed.includes('signIn') ? null : <p class="door-state">{w.notYours}</p>;
  const mayStart = allowed.includes('start');
  const hints: Readonly<Record<typeof note, string>> = {
    before: w.beforeHint,
    ready: mayStart ? w.readyHint : session.date > today ? w.notYet(dayText(lang, session.date, today)) : w.readyOther,
    ended: allowed.includes('seal') ? w.endedHint : w.endedOther,
    sealed: w.sealedHint,
    off: session.reason === undefined ? w.offHint : words.training.file.reason(session.reason),
  };
  return (
    <section class="door-state">
      <h2>{note === 'off' ? words.training.states[session.state] : w[note]}</h2>
      <p>{hints[note]}</p>
      {mayStart && (
        <form method="post" action={`${path}/start`} data-leave>
          <Hidden token={here.token} once={once()} version={session.version} />
          <button class="button first" type="submit">
            {words.training.commands.start}
          </button>
        </form>
      )}
      {note === 'ended' && allowed.includes('seal') && (
        <a class="button first" href={`${path}/seal`}>
          {words.training.commands.seal}
        </a>
      )}
    </section>
  );
};

const Slots = ({ here, file, slot }: { here: Here; file: SessionFile; slot: number }) =>
  file.halfDays.length < 2 ? null : (
    <nav class="views" aria-label={here.words.door.slot}>
      {file.halfDays.map((halfDay, index) => (
        <a
          href={`${sessionPath(file.session.sessionId)}/door?slot=${String(index + 1)}`}
          aria-current={slot === index + 1 ? 'page' : undefined}
        >
          {halfDayLabel(here, index + 1, halfDay)}
        </a>
      ))}
    </nav>
  );

const Ways = ({ here, file, once }: Omit<DoorProps, 'state' | 'now'>) => {
  const { words } = here;
  const { session, allowed } = file;
  const path = sessionPath(session.sessionId);
  return (
    <nav class="door-ways" aria-label={words.training.file.others}>
      {allowed.includes('signIn') && (
        <a class="button" href={`${path}/roll-call`}>
          {words.door.links.rollCall}
        </a>
      )}
      {allowed.includes('end') && (
        <form method="post" action={`${path}/end`} data-leave>
          <Hidden token={here.token} once={once()} version={session.version} />
          <button class="button" type="submit">
            {words.door.links.end}
          </button>
        </form>
      )}
      <a class="button" href={path}>
        {words.door.links.sheet}
      </a>
    </nav>
  );
};
