// The mail ledger: what arrived nowhere and waits for a person, then every mail with its state, newest first.
// It must not know who may see a mail; what arrives here is the reader's to see.
import { wantsPerson } from '../../domain/mail/reports.ts';
import { readsAll } from '../../domain/petitions/access.ts';
import { mayReadReceived } from '../../domain/staff/rooms.ts';
import type { MailDesk, MailTask } from '../../services/mail-desk.ts';
import type { MailView, Page as Slice } from '../../services/shapes.ts';
import { Page } from '../look/page.tsx';
import { Badge, Empty } from '../look/pieces.tsx';
import { momentText } from '../words/dates.ts';
import type { Words } from '../words/index.ts';
import { labelOf } from './history.tsx';
import { nameOf, type Here } from './here.ts';

interface MailsProps {
  readonly here: Here;
  /** Absent for those who do not see to mail. */
  readonly desk: MailDesk | undefined;
  readonly ledger: Slice<MailView>;
}

export const MailsPage = ({ here, desk, ledger }: MailsProps) => {
  const { words } = here;
  return (
    <Page {...here.frame} title={words.mail.title}>
      <h1>{words.mail.title}</h1>
      <p class="lead">{words.mail.lead}</p>
      {desk && (
        <section class="gap">
          <h2>{words.mail.tasksTitle}</h2>
          {desk.undelivered.length === 0 ? <p class="soft">{words.mail.noTasks}</p> : <Tasks here={here} tasks={desk.undelivered} />}
          {mayReadReceived(here.staff) && (
            <p class="actions gap-small">
              <a class="button" href="/held-mail">
                {words.mail.held(desk.held)}
              </a>
            </p>
          )}
        </section>
      )}
      <Ledger here={here} ledger={ledger} />
    </Page>
  );
};

const Tasks = ({ here, tasks }: { here: Here; tasks: readonly MailTask[] }) => {
  const { words } = here;
  return (
    <>
      <p class="soft">{words.mail.tasksHint}</p>
      <table class="ledger entries">
        <Heads here={here} last={words.mail.dealt} />
        <tbody>
          {tasks.map((task) => (
            <tr>
              <Cells here={here} mail={task} pressed />
              <td class="end">
                <form method="post" action={`/mails/${task.name}/dealt`}>
                  <input type="hidden" name="token" value={here.token} />
                  <button class="button" type="submit">
                    {words.mail.dealt}
                  </button>
                </form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};

const Ledger = ({ here, ledger }: { here: Here; ledger: Slice<MailView> }) => {
  const { words } = here;
  if (ledger.items.length === 0 && ledger.cursor === undefined) return <Empty title={words.mail.emptyTitle}>{words.mail.empty}</Empty>;
  return (
    <section class="gap">
      <table class="ledger entries">
        <caption>{words.mail.ledgerTitle}</caption>
        <Heads here={here} />
        <tbody>
          {ledger.items.map((mail) => (
            <tr>
              <Cells here={here} mail={mail} />
            </tr>
          ))}
        </tbody>
      </table>
      {ledger.cursor !== undefined && (
        <p class="pager">
          <a class="button" rel="next" href={`/mails?cursor=${encodeURIComponent(ledger.cursor)}`}>
            {words.frame.next}
          </a>
        </p>
      )}
    </section>
  );
};

const Heads = ({ here, last }: { here: Here; last?: string }) => {
  const { heads } = here.words.mail;
  return (
    <thead>
      <tr>
        <th scope="col">{heads.when}</th>
        <th scope="col">{heads.mail}</th>
        <th scope="col">{heads.to}</th>
        <th scope="col">{heads.about}</th>
        <th scope="col">{heads.state}</th>
        {last !== undefined && (
          <th scope="col">
            <span class="aside-only">{last}</span>
          </th>
        )}
      </tr>
    </thead>
  );
};

/** 对方邮箱不收（没有这个地址）; a reason nobody has words for is shown as it was kept. */
const reasonText = ({ mail, frame }: Words, reason: string): string => {
  const [what = '', why = ''] = reason.split(': ');
  const because = labelOf(mail.because, why);
  return labelOf(mail.reason, what) + (because === why ? '' : frame.brackets(because));
};

/** `pressed`: the row has a button of its own, so its link must not lie over the whole of it on a phone. */
const Cells = ({ here, mail, pressed = false }: { here: Here; mail: MailView; pressed?: boolean }) => {
  const { words, lang, today } = here;
  const bad = wantsPerson(mail.state);
  const opens = readsAll(here.staff) || mail.recipient === here.staff.id; // who only keeps the ledger opens no case
  return (
    <>
      <td class="late no-wrap">
        <time datetime={mail.owedAt}>{momentText(lang, mail.owedAt, today)}</time>
      </td>
      <td class="wide">
        <span class="subject">{labelOf(words.codes.mail, mail.code)}</span> <span class="soft no-wrap">{mail.number}</span>
      </td>
      <td class="late no-wrap">{nameOf(here, mail.recipient)}</td>
      <td class={pressed ? 'no-wrap' : 'number'}>
        {mail.case !== '' && (opens ? <a href={`/petitions/${mail.case}`}>{mail.case}</a> : mail.case)}
      </td>
      <td>
        <Badge tone={bad && !mail.dealt ? 'red' : mail.state === 'delivered' ? 'green' : 'ink'}>{words.codes.mailState[mail.state]}</Badge>
        {bad && mail.reason !== undefined && <span class="soft small">{` ${reasonText(words, mail.reason)}`}</span>}
        {mail.dealt && (
          <span class="soft small">{` ${words.mail.dealtBy(nameOf(here, mail.dealt.by), momentText(lang, mail.dealt.at, today))}`}</span>
        )}
      </td>
    </>
  );
};
