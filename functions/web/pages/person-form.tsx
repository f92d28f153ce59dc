// The forms of the roll: somebody new, other facts, a removal, a restoration. What was typed comes back with what is wrong with it.
// They must not know who may send them: they are shown only to whoever may.
import { PERSON_LIMITS as MOST } from '../../domain/people/limits.ts';
import { REMOVAL_REASONS } from '../../domain/people/person.ts';
import type { RollCommandName } from '../../domain/people/roll.ts';
import type { PersonFile } from '../../services/people-shapes.ts';
import { Choices, ErrorSummary, Field, Hidden, Select, Submit, type FormState } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import { placeOf, type Here } from './here.ts';
import { removalText } from './person-rows.tsx';

interface FormProps {
  readonly here: Here;
  readonly once: string;
  readonly form: FormState;
  readonly sentence?: string | undefined;
}

export const AddPersonPage = ({ here, once, form, sentence }: FormProps) => {
  const { words } = here;
  return (
    <Page {...here.frame} title={words.people.add} active="people" narrow>
      <p class="soft trail">
        <a href="/people">{words.people.file.trail}</a>
      </p>
      <h1>{words.people.add}</h1>
      <p class="lead">{words.people.leads.add}</p>
      <form class="sheet form gap-small" method="post" action="/people/new" data-keys novalidate>
        <Hidden token={here.token} once={once} />
        <ErrorSummary form={form} sentence={sentence} />
        <Facts here={here} form={form} />
        <Submit words={here.words} keys label={words.people.add} back="/people" />
      </form>
    </Page>
  );
};

export const RollCommandPage = ({ here, once, form, sentence, file, name }: FormProps & { file: PersonFile; name: RollCommandName }) => {
  const { words } = here;
  const { person } = file;
  const back = `/people/${person.personId}`;
  const label = words.people.command[name];
  return (
    <Page {...here.frame} title={`${label} ${person.name}`} active="people" narrow>
      <p class="soft trail">
        <a href={back}>{person.name}</a>
        {` · ${placeOf(here, person)} · ${removalText(here, person)}`}
      </p>
      <h1>{label}</h1>
      <p class="lead">{words.people.leads[name]}</p>
      <form class="sheet form gap-small" method="post" action={`${back}/${name}`} data-keys novalidate>
        <Hidden token={here.token} once={once} version={person.version} />
        <ErrorSummary form={form} sentence={sentence} />
        {name === 'change' && <Facts here={here} form={form} />}
        {name === 'remove' && <Removal here={here} form={form} />}
        {name === 'restore' && <Field form={form} name="reason" label={words.people.fields.restoreReason} maxlength={MOST.reason} first />}
        <Submit words={here.words} keys label={name === 'change' ? words.people.save : label} back={back} />
      </form>
    </Page>
  );
};

const Removal = ({ here, form }: { here: Here; form: FormState }) => {
  const { people } = here.words;
  return (
    <>
      <Field form={form} name="on" type="date" label={people.fields.on} max={here.today} first />
      <Choices
        form={form}
        name="reason"
        label={people.fields.reason}
        stack
        choices={REMOVAL_REASONS.map((value) => ({ value, label: people.reason[value] }))}
      />
    </>
  );
};

const Facts = ({ here, form }: { here: Here; form: FormState }) => {
  const { words } = here;
  const { facts, fields } = words.people;
  const { optional } = words.frame;
  return (
    <>
      <div class="row">
        <Field form={form} name="name" label={facts.name} maxlength={MOST.name} first />
        <Field form={form} name="birthDate" type="date" label={facts.birthDate} hint={optional} max={here.today} />
      </div>
      <Choices
        form={form}
        name="sex"
        label={facts.sex}
        hint={optional}
        choices={(['M', 'F'] as const).map((value) => ({ value, label: words.people.sex[value] }))}
      />
      <div class="row">
        <Field form={form} name="idNumber" label={facts.idNumber} hint={fields.idHint} maxlength={MOST.idNumber} />
        <Field form={form} name="phone" type="tel" label={facts.phone} hint={optional} maxlength={MOST.phone} />
      </div>
      <div class="row">
        <Select
          form={form}
          name="township"
          label={facts.township}
          none={words.frame.choose}
          choices={here.townships.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Field form={form} name="village" label={facts.village} maxlength={MOST.village} />
      </div>
      <div class="row">
        <Field form={form} name="household" label={facts.household} hint={optional} maxlength={MOST.household} />
        <Field form={form} name="householder" label={facts.householder} hint={optional} maxlength={MOST.householder} />
      </div>
      <Field form={form} name="resettlementType" label={facts.resettlementType} hint={fields.typeHint} maxlength={MOST.resettlementType} />
      <Field form={form} name="addedOn" type="date" label={facts.addedOn} hint={fields.addedHint} max={here.today} />
    </>
  );
};
