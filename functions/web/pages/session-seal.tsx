// The closing wizard: who did not sign, does the paper agree, do the handouts agree; then the seal.
// It must not refuse anything: the rule about differing counts is the domain's.
import type { SessionFile } from '../../services/session-shapes.ts';
import { ErrorSummary, Field, Hidden, Submit, type FormState } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import type { Here } from './here.ts';
import { sessionPath, SessionTrail } from './session-bits.tsx';
import { notPresent } from './session-people.tsx';

interface SealProps {
  readonly here: Here;
  readonly file: SessionFile;
  readonly once: string;
  readonly form: FormState;
  readonly sentence?: string | undefined;
}

export const SealPage = ({ here, file, once, form, sentence }: SealProps) => {
  const { words } = here;
  const { session, counts } = file;
  const w = words.training.wizard;
  const path = sessionPath(session.sessionId);
  const absent = notPresent(file);
  return (
    <Page {...here.frame} title={`${w.title} ${session.sessionId}`} active="sessions" narrow>
      <SessionTrail here={here} session={session} />
      <h1>{w.title}</h1>
      <p class="lead">{w.lead}</p>
      <form class="form gap-small" method="post" action={`${path}/seal`} data-keys novalidate>
        <Hidden token={here.token} once={once} version={session.version} />
        <ErrorSummary form={form} sentence={sentence} />
        <section class="step">
          <h2>{w.one}</h2>
          {absent.length === 0 ? (
            <p class="green">{w.oneNone}</p>
          ) : (
            <>
              <p>{w.oneSome(absent.length)}</p>
              {file.names && <p class="soft">{absent.map(({ name, village }) => `${name} ${village}`).join(words.frame.separator)}</p>}
              {file.allowed.includes('signIn') && (
                <a class="plain-link" href={`${path}/roll-call`}>
                  {w.oneFix}
                </a>
              )}
            </>
          )}
        </section>
        <section class="step">
          <h2>{w.two}</h2>
          <p>{w.system(counts.present)}</p>
          <p class="soft">{w.twoHint}</p>
          <div class="row">
            <Field
              form={form}
              name="paperTotal"
              type="number"
              label={w.fields.paperTotal}
              hint={words.frame.optional}
              maxlength={5}
              first
            />
            <Field form={form} name="difference" label={w.fields.difference} hint={w.differenceHint} maxlength={200} class="wide-field" />
          </div>
        </section>
        <section class="step">
          <h2>{w.three}</h2>
          <p>{session.handouts === 0 ? w.threeNone : w.threeSome(session.handouts, counts.present)}</p>
          {file.allowed.includes('issueHandouts') && (
            <a class="plain-link" href={`${path}#handouts`}>
              {w.threeFix}
            </a>
          )}
        </section>
        <Submit words={words} label={w.submit} back={path} keys />
      </form>
    </Page>
  );
};
