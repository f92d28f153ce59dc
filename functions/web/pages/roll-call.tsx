// Roll-call: everybody who is enrolled and not here yet, all ticked; whoever is missing is unticked, others are written below; one save.
// It must not sign anybody in itself; a paper sheet is keyed in the same way.
import type { SessionFile } from '../../services/session-shapes.ts';
import { ErrorSummary, Hidden, Submit, type FormState } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import { personWho } from '../../domain/training/who.ts';
import { signedRow } from './door-search.tsx';
import { halfDayLabel, phrases, sessionPath, SessionTrail } from './session-bits.tsx';
import type { Here } from './here.ts';
import { PERSON_TICK, WALK_IN_LINES } from '../forms/session-ticks.ts';

/** What became of a roll-call that was saved. */
export interface RollCallOutcome {
  readonly recorded: number;
  readonly duplicate: number;
  /** Whoever could not be signed in, with the reason in words. */
  readonly refused: readonly { readonly name: string; readonly why: string }[];
}

interface RollCallProps {
  readonly here: Here;
  readonly file: SessionFile;
  readonly slot: number;
  readonly once: string;
  readonly form: FormState;
  readonly sentence?: string | undefined;
  readonly outcome?: RollCallOutcome | undefined;
  /** The form came back: ticks are as they were sent, not all of them. */
  readonly again?: boolean;
}

export const RollCallPage = ({ here, file, slot, once, form, sentence, outcome, again = false }: RollCallProps) => {
  const { words } = here;
  const w = words.training.rollCall;
  const path = sessionPath(file.session.sessionId);
  const awaited = file.enrolments.filter(({ personId }) => !signedRow(file, personWho(personId), slot));
  return (
    <Page {...here.frame} title={`${w.title} ${file.session.sessionId}`} active="sessions">
      <SessionTrail here={here} session={file.session} />
      <h1>{w.title}</h1>
      <p class="lead">{w.lead}</p>
      {outcome && <Outcome here={here} file={file} outcome={outcome} />}
      {file.halfDays.length > 1 && (
        <nav class="views" aria-label={w.slot}>
          {file.halfDays.map((halfDay, index) => (
            <a href={`${path}/roll-call?slot=${String(index + 1)}`} aria-current={slot === index + 1 ? 'page' : undefined}>
              {halfDayLabel(here, index + 1, halfDay)}
            </a>
          ))}
        </nav>
      )}
      <form class="sheet form gap-small" method="post" action={`${path}/roll-call`} novalidate>
        <Hidden token={here.token} once={once} />
        <input type="hidden" name="slot" value={String(slot)} />
        <ErrorSummary form={form} sentence={sentence} />
        {awaited.length === 0 ? (
          <p class="soft">{w.none}</p>
        ) : (
          <fieldset class="field">
            <legend>
              {w.all} <span class="hint">{phrases(here, words.training.people(awaited.length), w.allHint)}</span>
            </legend>
            <ul class="roll">
              {awaited.map(({ personId, name, village }, index) => (
                <li>
                  <label class="pick">
                    <input
                      type="checkbox"
                      name={`${PERSON_TICK}${personId}`}
                      value="1"
                      checked={!again || form.typed[`${PERSON_TICK}${personId}`] === '1'}
                    />
                    <span class="who">
                      <b>{`${String(index + 1)}. ${name === '' ? personId : name}`}</b> <span class="soft">{village}</span>
                    </span>
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
        )}
        <fieldset class="field">
          <legend>
            {w.walkIns} <span class="hint">{w.walkInsHint}</span>
          </legend>
          {WALK_IN_LINES.map((n) => (
            <WalkInLine here={here} form={form} n={n} />
          ))}
        </fieldset>
        <Submit words={words} label={w.save} back={path} />
      </form>
    </Page>
  );
};

const WalkInLine = ({ here, form, n }: { here: Here; form: FormState; n: number }) => {
  const w = here.words.training.rollCall;
  const [name, village] = [`walkIn${String(n)}Name`, `walkIn${String(n)}Village`];
  const mistake = form.mistakes.find(({ field }) => field === name);
  return (
    <div class="row walk-in-line">
      <div class={mistake ? 'field wrong' : 'field'}>
        <label for={name}>{w.walkInName(n)}</label>
        {mistake && (
          <span class="error" id={`${name}-error`}>
            {mistake.sentence}
          </span>
        )}
        <input
          class="box"
          id={name}
          name={name}
          autocomplete="off"
          maxlength={60}
          value={form.typed[name] ?? ''}
          aria-invalid={mistake ? 'true' : undefined}
          aria-describedby={mistake ? `${name}-error` : undefined}
        />
      </div>
      <div class="field">
        <label for={village}>{w.walkInVillage(n)}</label>
        <input class="box" id={village} name={village} autocomplete="off" maxlength={60} value={form.typed[village] ?? ''} />
      </div>
    </div>
  );
};

const Outcome = ({ here, file, outcome }: { here: Here; file: SessionFile; outcome: RollCallOutcome }) => {
  const { words } = here;
  const { recorded, duplicate, refused } = outcome;
  return (
    <section class="notice gap-small" role="status">
      <p>{words.training.rollCall.done(recorded, duplicate, refused.length)}</p>
      {refused.length > 0 && (
        <ul>
          {refused.map(({ name, why }) => (
            <li>
              <b>{name}</b> {why}
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={sessionPath(file.session.sessionId)}>{words.training.print.open}</a>
      </p>
    </section>
  );
};
