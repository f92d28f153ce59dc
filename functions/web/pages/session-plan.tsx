// The plan of a session as a form: what, when, where, for how many; it comes back with what was typed where something is wrong.
// It must not check anything.
import { FUND_LINES, SESSION_KINDS } from '../../domain/training/vocabulary.ts';
import { given } from '../forms/typed.ts';
import { Choices, ErrorSummary, Field, Hidden, Select, Submit, type FormState } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import { Sheet } from '../look/pieces.tsx';
import type { Here } from './here.ts';

interface PlanProps {
  readonly here: Here;
  readonly once: string;
  readonly form: FormState;
  /** What the form as a whole was refused for. */
  readonly sentence?: string | undefined;
}

export const PlanPage = ({ here, once, form, sentence }: PlanProps) => {
  const { words } = here;
  const { plan, kinds, funds } = words.training;
  return (
    <Page {...here.frame} title={plan.title} active="sessions">
      <p class="soft trail">
        <a href="/sessions">{words.training.title}</a>
      </p>
      <h1>{plan.title}</h1>
      <p class="lead">{plan.lead}</p>
      <div class="columns spaced">
        <form class="sheet form plan-form" method="post" action="/sessions" data-keys novalidate>
          <Hidden token={here.token} once={once} />
          <ErrorSummary form={form} sentence={sentence} />
          <Choices
            form={form}
            name="kind"
            label={plan.fields.kind}
            choices={SESSION_KINDS.map((value) => ({ value, label: kinds[value] }))}
          />
          <div class="row">
            <Field form={form} name="topic" label={plan.fields.topic} hint={plan.hints.topic} first maxlength={60} />
            <Field form={form} name="coOrganiser" label={plan.fields.coOrganiser} hint={words.frame.optional} maxlength={60} />
          </div>
          <div class="row">
            <Field form={form} name="date" type="date" label={plan.fields.date} />
            <Field form={form} name="startsAt" label={plan.fields.startsAt} hint={plan.hints.startsAt} maxlength={5} />
            <Field form={form} name="hours" label={plan.fields.hours} hint={plan.hints.hours} maxlength={4} />
          </div>
          <div class="row">
            <Select
              form={form}
              name="township"
              label={plan.fields.township}
              none={words.frame.choose}
              choices={here.townships.map(({ code, name }) => ({ value: code, label: name }))}
            />
            <Village here={here} form={form} hint={words.frame.optional} />
          </div>
          <div class="row">
            <Field form={form} name="lecturer" label={plan.fields.lecturer} hint={words.frame.optional} maxlength={60} />
            <Field form={form} name="capacity" type="number" label={plan.fields.capacity} hint={plan.hints.capacity} maxlength={5} />
          </div>
          <Choices
            form={form}
            name="fundLine"
            label={plan.fields.fundLine}
            hint={plan.hints.fundLine}
            choices={[{ value: '', label: plan.noFund }, ...FUND_LINES.map((value) => ({ value, label: funds[value] }))]}
          />
          <Submit words={words} label={plan.submit} back="/sessions" keys />
        </form>
        <aside>
          <Sheet>
            <h2>{plan.aside}</h2>
            <ol class="steps-list gap-small">
              {plan.steps.map((step) => (
                <li>{step}</li>
              ))}
            </ol>
          </Sheet>
        </aside>
      </div>
    </Page>
  );
};

// Before a township is chosen, the villages of all of them are offered: their names recur.
const Village = ({ here, form, hint }: { here: Here; form: FormState; hint: string }) => {
  const chosen = given(form.typed, 'township');
  const offered = here.townships.filter(({ code }) => chosen === undefined || code === chosen).flatMap(({ villages }) => villages);
  const { fields } = here.words.training.plan;
  const mistake = form.mistakes.find(({ field }) => field === 'village');
  return (
    <div class={mistake ? 'field wrong' : 'field'}>
      <label for="village">
        {fields.village}
        <span class="hint" id="village-hint">{` ${hint}`}</span>
      </label>
      {mistake && (
        <span class="error" id="village-error">
          {mistake.sentence}
        </span>
      )}
      <input
        class="box"
        id="village"
        name="village"
        list="villages"
        autocomplete="off"
        maxlength={40}
        value={form.typed['village'] ?? ''}
        aria-describedby={mistake ? 'village-hint village-error' : 'village-hint'}
        aria-invalid={mistake ? 'true' : undefined}
      />
      <datalist id="villages">
        {[...new Set(offered)].map((name) => (
          <option value={name}></option>
        ))}
      </datalist>
    </div>
  );
};
