// The one box people are found with at the door, and who was found: told apart, marked, one tap each.
// It must not know how anybody is found.
import { personWho, type Who } from '../../domain/training/who.ts';
import type { FoundPerson } from '../../services/people-shapes.ts';
import type { SessionFile, SignInRow } from '../../services/session-shapes.ts';
import { Hidden } from '../look/form.tsx';
import type { ShownVerdict } from './door-verdict.tsx';
import { placeOf, type Here } from './here.ts';
import { sessionPath, signedTime } from './session-bits.tsx';

/** What is on the page besides the session itself. */
export interface DoorState {
  /** The half-day that is signed for, from 1. */
  readonly slot: number;
  readonly q?: string | undefined;
  readonly hits?: readonly FoundPerson[] | undefined;
  readonly verdict?: ShownVerdict | undefined;
  /** A walk-in that lacks a name: what was typed comes back. */
  readonly walkIn?: { readonly name: string; readonly village: string; readonly wrong: boolean } | undefined;
}

export interface DoorProps {
  readonly here: Here;
  readonly file: SessionFile;
  readonly state: DoorState;
  readonly once: () => string;
  /** The present instant: what is older than a quarter of an hour is no longer undone here. */
  readonly now: string;
}

const DIGITS = 9;

export const Search = ({ here, file, state, once }: Omit<DoorProps, 'now'>) => {
  const { words } = here;
  const w = words.door;
  const path = `${sessionPath(file.session.sessionId)}/door`;
  return (
    <>
      <form class="door-find" id="door-search" method="post" action={`${path}/search`} role="search">
        <Hidden token={here.token} once={once()} />
        <input type="hidden" name="slot" value={String(state.slot)} />
        <label for="find">
          {w.search}
          <span class="hint">{` ${w.searchHint}`}</span>
        </label>
        <input
          class="box"
          id="find"
          name="find"
          type="search"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxlength={60}
          value={state.q ?? ''}
          autofocus
        />
        <button class="button first" type="submit">
          {w.go}
        </button>
        <p class="keys small soft">{w.keys}</p>
      </form>
      <div id="hits" aria-live="polite">
        {state.hits && <Hits here={here} file={file} state={state} hits={state.hits} once={once()} />}
      </div>
    </>
  );
};

/** The line of the sheet that stands for this person in the half-day signed for. */
export const signedRow = ({ sheet, halfDays }: Pick<SessionFile, 'sheet' | 'halfDays'>, who: Who, slot: number): SignInRow | undefined => {
  const halfDay = halfDays[slot - 1];
  return sheet.find((row) => row.who === who && row.halfDay.date === halfDay?.date && row.halfDay.half === halfDay.half);
};

interface HitsProps {
  readonly here: Here;
  readonly file: SessionFile;
  readonly state: DoorState;
  readonly hits: readonly FoundPerson[];
  readonly once: string;
}

/** Whoever is expected first, whoever is in already last; otherwise as they were found. */
export const inDoorOrder = (hits: readonly FoundPerson[], file: SessionFile, slot: number): FoundPerson[] => {
  const enrolled = new Set(file.enrolments.map(({ personId }) => personId));
  const place = ({ personId }: FoundPerson): number => (signedRow(file, personWho(personId), slot) ? 2 : enrolled.has(personId) ? 0 : 1);
  return hits.toSorted((a, b) => place(a) - place(b));
};

const Hits = ({ here, file, state, hits, once }: HitsProps) => {
  const { words } = here;
  const w = words.door;
  const enrolled = new Set(file.enrolments.map(({ personId }) => personId));
  if (hits.length === 0) return <p class="hits soft">{w.none}</p>;
  return (
    <form class="hits" method="post" action={`${sessionPath(file.session.sessionId)}/door/sign-in`}>
      <Hidden token={here.token} once={once} />
      <input type="hidden" name="slot" value={String(state.slot)} />
      <input type="hidden" name="method" value={/\d/.test(state.q ?? '') ? 'TAIL' : 'NAME'} />
      <p class="said">{w.found(hits.length)}</p>
      <ul>
        {inDoorOrder(hits, file, state.slot).map((person, index) => {
          const row = signedRow(file, personWho(person.personId), state.slot);
          const look = row ? 'hit is-in' : person.onRoll ? 'hit' : 'hit is-off';
          return (
            <li>
              <button class={look} type="submit" name="person" value={person.personId} data-hit>
                <span class="digit" aria-hidden="true">
                  {index < DIGITS ? index + 1 : ''}
                </span>
                <span>
                  <span class="name">{person.name}</span>{' '}
                  {row ? (
                    <span class="tag">{w.signedAt(signedTime(here, row.at, file.session.date))}</span>
                  ) : (
                    enrolled.has(person.personId) && <span class="tag">{w.enrolled}</span>
                  )}{' '}
                  {!person.onRoll && <span class="tag">{w.removed}</span>}
                  <span class="facts">
                    <TellingApart here={here} person={person} />
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </form>
  );
};

/** What tells namesakes apart, none of it broken over two lines. */
export const TellingApart = ({ here, person }: { here: Here; person: FoundPerson }) => (
  <>
    {tellingApart(here, person).map((fact, at) => (
      <>
        {at > 0 && ' · '}
        <span class="no-wrap">{fact}</span>
      </>
    ))}
  </>
);

/** Place, year of birth, householder. */
const tellingApart = (here: Here, person: FoundPerson): string[] => [
  placeOf(here, person),
  ...(person.birthYear === undefined ? [] : [here.words.door.born(String(person.birthYear))]),
  ...(person.householder === undefined || person.householder === ''
    ? []
    : [person.householder === person.name ? here.words.door.isHouseholder : here.words.door.householder(person.householder)]),
];
