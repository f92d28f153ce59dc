// The form of one command: what it means, its boxes from the table of forms, and the case it belongs to beside.
// It must not know who may give it: it is shown only when it is allowed.
import type { CommandName } from '../../domain/petitions/commands.ts';
import { canBeFirstContact } from '../../domain/staff/staff.ts';
import type { CaseFile } from '../../services/shapes.ts';
import { COMMAND_FORMS, labelsOf, type Box } from '../forms/command-form.ts';
import { Area, Choices, ErrorSummary, Field, Hidden, Select, Submit, Tick, type FormState } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import { nameOf, type Here } from './here.ts';
import { NextDate } from './limits.tsx';

interface CommandProps {
  readonly here: Here;
  readonly file: CaseFile;
  readonly name: CommandName;
  readonly once: string;
  readonly form: FormState;
  readonly sentence?: string | undefined;
}

export const CommandPage = ({ here, file, name, once, form, sentence }: CommandProps) => {
  const { words } = here;
  const { petition } = file;
  const back = `/petitions/${petition.number}`;
  const label = words.codes.command[name];
  const boxes: readonly Box[] = COMMAND_FORMS[name];
  return (
    <Page {...here.frame} title={`${label} ${petition.number}`} active="petitions">
      <p class="soft trail">
        <a href={back}>{petition.number}</a>
        {` · ${petition.subject}`}
      </p>
      <h1>{label}</h1>
      <p class="lead">{words.command.lead[name]}</p>
      <div class="columns spaced">
        <form class="sheet form" method="post" action={`${back}/${name}`} data-keys novalidate>
          <Hidden token={here.token} once={once} version={petition.version} />
          <ErrorSummary form={form} sentence={sentence} />
          {boxes.map((box, index) => (
            <BoxField here={here} file={file} name={name} box={box} form={form} first={index === 0} />
          ))}
          <Submit words={words} label={label} back={back} keys />
        </form>
        <aside>
          <NextDate here={here} next={file.next} closed={petition.closed} />
          <LastStory here={here} file={file} />
        </aside>
      </div>
    </Page>
  );
};

interface BoxProps {
  readonly here: Here;
  readonly file: CaseFile;
  readonly name: CommandName;
  readonly box: Box;
  readonly form: FormState;
  readonly first: boolean;
}

const BoxField = ({ here, file, name, box, form, first }: BoxProps) => {
  const { words } = here;
  const labels = labelsOf(name, box, words);
  const hints: Readonly<Record<string, string>> = words.command.hints;
  const hint = [
    ...(box.optional && box.kind !== 'tick' ? [words.frame.optional] : []),
    ...(Object.hasOwn(hints, box.name) ? [hints[box.name]] : []),
  ].join(here.lang === 'zh' ? '，' : ', ');
  const common = { form, name: box.name, label: words.command.fields[box.name], first, ...(hint !== '' && { hint }) };
  const choices = (box.codes ?? []).map((value) => ({ value, label: labels[value] ?? value }));
  switch (box.kind) {
    case 'area':
      return <Area {...common} />;
    case 'low-area':
      return <Area {...common} low />;
    case 'day':
      return <Field {...common} type="date" max={here.today} />;
    case 'choices':
      return <Choices {...common} choices={choices} />;
    case 'stacked':
      return <Choices {...common} choices={choices} stack />;
    case 'select':
      return <Select {...common} choices={choices} none={words.frame.choose} />;
    case 'tick':
      return <Tick {...common} />;
    case 'yes-no':
      return (
        <Choices
          {...common}
          choices={[
            { value: '1', label: words.command.answers.yes },
            { value: '0', label: words.command.answers.no },
          ]}
        />
      );
    case 'colleague':
      return (
        <Select
          {...common}
          none={words.frame.choose}
          choices={here.colleagues
            .filter((one) => canBeFirstContact(one) && one.id !== file.petition.owner)
            .map(({ id, name: called, unit }) => ({ value: id, label: `${called} · ${unit}` }))}
        />
      );
  }
};

/** The words of the petitioner, in sight while the answer is written. */
const LastStory = ({ here, file }: { here: Here; file: CaseFile }) => {
  const latest = file.contacts.at(-1);
  if (!latest) return null;
  return (
    <section class="side gap">
      <h2>{here.words.desk.fields.story}</h2>
      <p class="story">{latest.story}</p>
      <p class="small soft">{here.words.caseFile.receivedBy(nameOf(here, latest.receivedBy))}</p>
    </section>
  );
};
