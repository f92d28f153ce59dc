// The form of one command of a session: what it means, its few boxes, and the way back.
// It must not know who may give it: it is shown only when it is allowed.
import type { SessionFile } from '../../services/session-shapes.ts';
import { SESSION_FORMS, type BoxedCommand, type SessionBox } from '../forms/session-command-form.ts';
import { Area, ErrorSummary, Field, Hidden, Submit, type FormState } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import type { Here } from './here.ts';
import { sessionPath, SessionTrail, whenText } from './session-bits.tsx';

interface CommandProps {
  readonly here: Here;
  readonly file: SessionFile;
  readonly name: BoxedCommand;
  readonly once: string;
  readonly form: FormState;
  readonly sentence?: string | undefined;
}

export const SessionCommandPage = ({ here, file, name, once, form, sentence }: CommandProps) => {
  const { words } = here;
  const { session } = file;
  const path = sessionPath(session.sessionId);
  const label = words.training.commands[name];
  const boxes: readonly SessionBox[] = SESSION_FORMS[name];
  return (
    <Page {...here.frame} title={`${label} ${session.sessionId}`} active="sessions" narrow>
      <SessionTrail here={here} session={session} />
      <h1>{label}</h1>
      <p class="lead">{words.training.commandLead[name]}</p>
      <p class="gap-small">{whenText(here, session)}</p>
      <form class="sheet form gap-small" method="post" action={`${path}/${name}`} data-keys novalidate>
        <Hidden token={here.token} once={once} version={session.version} />
        <ErrorSummary form={form} sentence={sentence} />
        {boxes.map((box, index) => (
          <BoxField here={here} box={box} form={form} first={index === 0} />
        ))}
        <Submit words={words} label={label} back={path} keys />
      </form>
    </Page>
  );
};

const BoxField = ({ here, box, form, first }: { here: Here; box: SessionBox; form: FormState; first: boolean }) => {
  const { words } = here;
  const hint = box.optional ? words.frame.optional : box.kind === 'time' ? words.training.plan.hints.startsAt : undefined;
  const common = { form, name: box.name, label: words.training.commandFields[box.name], first, hint };
  switch (box.kind) {
    case 'area':
      return <Area {...common} />;
    case 'low-area':
      return <Area {...common} low />;
    case 'day':
      return <Field {...common} type="date" min={here.today} />;
    case 'time':
      return <Field {...common} maxlength={5} />;
    case 'number':
      return <Field {...common} type="number" maxlength={5} />;
  }
};
