// Correcting a sealed sheet: who was not there after all, who was, how many handouts, and why. Nothing is rewritten.
// It must not know who may correct: it is shown to those who may.
import type { FoundPerson } from '../../services/people-shapes.ts';
import type { SessionFile } from '../../services/session-shapes.ts';
import { personWho } from '../../domain/training/who.ts';
import { PERSON_TICK, ticked, WHO_TICK } from '../forms/session-ticks.ts';
import { Area, ErrorSummary, Field, Hidden, Submit, type FormState } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import type { Here } from './here.ts';
import { phrases, sessionPath, SessionTrail } from './session-bits.tsx';
import { PickRows } from './session-enrol.tsx';

interface CorrectProps {
  readonly here: Here;
  readonly file: SessionFile;
  readonly once: string;
  readonly form: FormState;
  readonly sentence?: string | undefined;
  /** People found so far: what was just looked for, and whoever is ticked already. */
  readonly hits?: readonly FoundPerson[] | undefined;
}

export const CorrectPage = ({ here, file, once, form, sentence, hits }: CorrectProps) => {
  const { words } = here;
  const { session } = file;
  const w = words.training.correct;
  const { add } = words.training.file;
  const path = sessionPath(session.sessionId);
  const present = distinct(file);
  const gone = new Set(ticked(form.typed, WHO_TICK));
  return (
    <Page {...here.frame} title={`${w.title} ${session.sessionId}`} active="sessions" narrow>
      <SessionTrail here={here} session={session} />
      <h1>{w.title}</h1>
      <p class="lead">{w.lead}</p>
      <form class="sheet form gap-small" method="post" action={`${path}/correct`} novalidate>
        <Hidden token={here.token} once={once} version={session.version} />
        <ErrorSummary form={form} sentence={sentence} />
        <Area form={form} name="reason" label={w.fields.reason} low first />
        <fieldset class="field">
          <legend>
            {w.add} <span class="hint">{w.addHint}</span>
          </legend>
          <div class="find-people">
            <div class="field">
              <label for="find">
                {add.label}
                <span class="hint">{` ${add.hint}`}</span>
              </label>
              <input class="box" id="find" name="find" type="search" autocomplete="off" maxlength={60} value={form.typed['find'] ?? ''} />
            </div>
            <button class="button" type="submit" name="look" value="1">
              {add.go}
            </button>
          </div>
          {hits?.length === 0 && <p class="soft">{add.none}</p>}
          {hits && hits.length > 0 && (
            <PickRows
              here={here}
              hits={hits}
              typed={form.typed}
              taken={
                new Set(
                  hits.filter(({ personId }) => present.some(({ who }) => who === personWho(personId))).map(({ personId }) => personId),
                )
              }
              takenLabel={words.training.file.sheet}
            />
          )}
        </fieldset>
        <div class="row">
          <Field form={form} name="walkInName" label={w.addWalkIn} hint={words.door.walkIn.name} maxlength={60} />
          <Field form={form} name="walkInVillage" label={words.door.walkIn.village} maxlength={60} />
          <Field
            form={form}
            name="handouts"
            type="number"
            label={w.fields.handouts}
            hint={phrases(here, words.training.copies(session.handouts), w.handoutsHint)}
            maxlength={6}
          />
        </div>
        {present.length > 0 && (
          <fieldset class="field">
            <legend>{w.remove}</legend>
            <ul class="roll">
              {present.map(({ who, name, village }, index) => (
                <li>
                  <label class="pick">
                    <input type="checkbox" name={`${WHO_TICK}${who}`} value="1" checked={gone.has(who)} />
                    <span class="who gone">
                      <b>{`${String(index + 1)}. ${name}`}</b> <span class="soft">{village}</span>
                    </span>
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
        )}
        <Submit words={words} label={w.submit} back={path} />
      </form>
    </Page>
  );
};

/** Each person once, however many half-days they signed. */
const distinct = ({ sheet }: SessionFile): SessionFile['sheet'] =>
  sheet.filter(({ who }, index) => sheet.findIndex((row) => row.who === who) === index);

/** Boxes that were ticked for people to add. */
export const tickedToAdd = (form: FormState): string[] => ticked(form.typed, PERSON_TICK);
