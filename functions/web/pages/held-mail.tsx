// Mail that came in and waits to be filed: when and how large, the original to take away, and the button that says it is dealt with.
// It must not know what is in a mail: not a word of it stands on this page.
import { HANDED_OUT_BYTES, type HeldList } from '../../services/mail-desk.ts';
import { Page } from '../look/page.tsx';
import { Empty } from '../look/pieces.tsx';
import { momentText } from '../words/dates.ts';
import { nameOf, type Here } from './here.ts';

type Held = HeldList['waiting'][number];

export const HeldMailPage = ({ here, list }: { here: Here; list: HeldList }) => {
  const { words } = here;
  const { waiting, more, done } = list;
  return (
    <Page {...here.frame} title={words.heldMail.title}>
      <h1>{words.heldMail.title}</h1>
      <p class="lead">{words.heldMail.lead}</p>
      {waiting.length === 0 ? (
        <Empty title={words.heldMail.emptyTitle} action={{ href: '/mails', label: words.mail.title }}>
          {words.heldMail.empty}
        </Empty>
      ) : (
        <Table here={here} caption={words.heldMail.count(waiting.length, more)} mails={waiting} />
      )}
      {done.length > 0 && <Table here={here} caption={words.heldMail.doneTitle} mails={done} />}
    </Page>
  );
};

const Table = ({ here, caption, mails }: { here: Here; caption: string; mails: readonly Held[] }) => {
  const { words, lang, today } = here;
  const { heads } = words.heldMail;
  return (
    <section class="gap">
      <table class="ledger entries">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{heads.when}</th>
            <th scope="col" class="right">
              {heads.size}
            </th>
            <th scope="col">{heads.file}</th>
            <th scope="col">{heads.done}</th>
          </tr>
        </thead>
        <tbody>
          {mails.map((mail) => (
            <tr>
              <td class="no-wrap">
                <time datetime={mail.receivedAt}>{momentText(lang, mail.receivedAt, today)}</time>
              </td>
              <td class="right">{words.heldMail.size(Math.max(1, Math.round(mail.size / 1024)))}</td>
              <td>
                {mail.size > HANDED_OUT_BYTES ? (
                  <span class="soft">{words.heldMail.tooLarge}</span>
                ) : (
                  <a href={`/held-mail/${mail.id}/raw`} download={`${mail.id}.eml`}>
                    {words.heldMail.download}
                  </a>
                )}
              </td>
              <td class="end">
                <Dealt here={here} mail={mail} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

const Dealt = ({ here, mail }: { here: Here; mail: Held }) => {
  const { words, lang, today } = here;
  if (mail.doneBy !== undefined && mail.doneAt !== undefined) {
    return <span class="soft">{words.heldMail.doneBy(nameOf(here, mail.doneBy), momentText(lang, mail.doneAt, today))}</span>;
  }
  return (
    <form method="post" action={`/held-mail/${mail.id}/dealt`}>
      <input type="hidden" name="token" value={here.token} />
      <button class="button" type="submit">
        {words.heldMail.dealt}
      </button>
    </form>
  );
};
