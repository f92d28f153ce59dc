// Adding people to a session: who was found, told apart by place, birth and householder, ticked and added in one go.
// It must not know how people are found.
import type { FoundPerson } from '../../services/people-shapes.ts';
import type { SessionFile } from '../../services/session-shapes.ts';
import { PERSON_TICK } from '../forms/session-ticks.ts';
import { Hidden, type Typed } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import { TellingApart } from './door-search.tsx';
import type { Here } from './here.ts';
import { sessionPath, SessionTrail } from './session-bits.tsx';
import { FindPeople } from './session-people.tsx';

interface EnrolProps {
  readonly here: Here;
  readonly file: SessionFile;
  readonly once: () => string;
  readonly q: string;
  readonly hits?: readonly FoundPerson[] | undefined;
  readonly typed?: Typed;
  readonly sentence?: string | undefined;
  /** Who was not added, with the reason in words. */
  readonly refused?: readonly { readonly name: string; readonly why: string }[];
  readonly added?: number;
}

export const EnrolPage = ({ here, file, once, q, hits, typed = {}, sentence, refused = [], added = 0 }: EnrolProps) => {
  const { words } = here;
  const w = words.training.file.add;
  const path = sessionPath(file.session.sessionId);
  return (
    <Page {...here.frame} title={`${w.title} ${file.session.sessionId}`} active="sessions" narrow>
      <SessionTrail here={here} session={file.session} />
      <h1>{w.title}</h1>
      <p class="lead">{`${words.training.file.counts.enrolled} ${words.training.seats(file.counts.enrolled, file.session.capacity)}`}</p>
      {added > 0 && (
        <p class="notice gap-small" role="status">
          {w.done(added)}
        </p>
      )}
      {refused.length > 0 && (
        <section class="errors gap-small" role="alert">
          <p>{w.refused(refused.length)}</p>
          <ul>
            {refused.map(({ name, why }) => (
              <li>
                <b>{name}</b> {why}
              </li>
            ))}
          </ul>
        </section>
      )}
      {sentence !== undefined && (
        <p class="errors gap-small" role="alert">
          {sentence}
        </p>
      )}
      <FindPeople here={here} action={`${path}/enrol/search`} once={once()} q={q} />
      {hits?.length === 0 && <p class="gap-small soft">{w.none}</p>}
      {hits && hits.length > 0 && (
        <form class="form gap-small" method="post" action={`${path}/enrol`}>
          <Hidden token={here.token} once={once()} />
          <input type="hidden" name="q" value={q} />
          <fieldset class="field">
            <legend>{w.found(hits.length)}</legend>
            <PickRows
              here={here}
              hits={hits}
              typed={typed}
              taken={new Set(file.enrolments.map(({ personId }) => personId))}
              takenLabel={w.enrolled}
            />
          </fieldset>
          <p class="actions">
            <button class="button first big" type="submit" data-main>
              {w.enrol}
            </button>
          </p>
        </form>
      )}
      <p class="gap-small">
        <a class="button" href={`${path}#enrolments`}>
          {words.training.print.open}
        </a>
      </p>
    </Page>
  );
};

interface PickProps {
  readonly here: Here;
  readonly hits: readonly FoundPerson[];
  readonly typed: Typed;
  /** Who is in already, and what that is called. */
  readonly taken: ReadonlySet<string>;
  readonly takenLabel: string;
}

/** People found, each with a box to tick. */
export const PickRows = ({ here, hits, typed, taken, takenLabel }: PickProps) => (
  <ul class="pick-rows">
    {hits.map((person) => (
      <li>
        <label class="pick">
          <input
            type="checkbox"
            name={`${PERSON_TICK}${person.personId}`}
            value="1"
            checked={typed[`${PERSON_TICK}${person.personId}`] === '1'}
            disabled={taken.has(person.personId)}
          />
          <span class="who">
            <b>{person.name}</b> {taken.has(person.personId) && <span class="tag">{takenLabel}</span>}{' '}
            {!person.onRoll && <span class="tag">{here.words.training.file.add.removed}</span>}{' '}
            <span class="soft">
              <TellingApart here={here} person={person} />
            </span>
          </span>
        </label>
      </li>
    ))}
  </ul>
);
