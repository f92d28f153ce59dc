// How the mailbox looks: the list of mails, newest first, and one mail as plain text with pressable links.
// It must not know where mails are kept or who may look.
import type { MailEntry } from './mail-folder.ts';
import { splitLinks } from './links.ts';
import { type Language, say } from './words.ts';

export const MailboxList = ({
  sent,
  older,
  waiting,
  lang,
}: {
  sent: readonly MailEntry[];
  older: string | undefined;
  waiting: readonly MailEntry[];
  lang: Language;
}) => (
  <div class="form">
    <h1>{say('mailbox', lang)}</h1>
    {sent.length === 0 ? (
      <div class="empty">
        <p>{say('noMails', lang)}</p>
      </div>
    ) : (
      <Ledger caption={say('sent', lang)} mails={sent} whose="recipient" lang={lang} />
    )}
    {older !== undefined && (
      <p class="pager">
        <a class="button" href={`/mailbox?before=${older}`}>
          {say('older', lang)}
        </a>
      </p>
    )}
    <section class="notes">
      <h2>{say('waiting', lang)}</h2>
      {waiting.length === 0 ? <p>{say('noneWaiting', lang)}</p> : <Ledger caption="" mails={waiting} whose="sender" lang={lang} />}
    </section>
  </div>
);

const Ledger = ({
  caption,
  mails,
  whose,
  lang,
}: {
  caption: string;
  mails: readonly MailEntry[];
  whose: 'recipient' | 'sender';
  lang: Language;
}) => (
  <table class="ledger entries">
    {caption !== '' && <caption>{caption}</caption>}
    <thead>
      <tr>
        <th scope="col">{say('subject', lang)}</th>
        <th scope="col">{say(whose, lang)}</th>
        <th scope="col" class="right">
          {say('time', lang)}
        </th>
      </tr>
    </thead>
    <tbody>
      {mails.map((mail) => (
        <tr>
          <td class="wide">
            <a href={`/mailbox/${mail.id}`}>
              <bdi>{mail.subject || say('noSubject', lang)}</bdi>
            </a>
          </td>
          <td>
            <bdi>{whose === 'sender' ? mail.from : mail.to.join(', ')}</bdi>
          </td>
          <td class="right end">
            <Time at={mail.at} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

export const MailView = ({ mail, text, lang }: { mail: MailEntry; text: string | undefined; lang: Language }) => (
  <div class="form">
    <p>
      <a href="/mailbox">{say('back', lang)}</a>
    </p>
    <h1>
      <bdi>{mail.subject || say('noSubject', lang)}</bdi>
    </h1>
    <p class="hint">
      {say('sender', lang)} <bdi>{mail.from}</bdi> · {say('recipient', lang)} <bdi>{mail.to.join(', ')}</bdi> · <Time at={mail.at} />
    </p>
    <article class="sheet cards" dir="auto">
      {text === undefined || text.trim() === '' ? <p>{say('noText', lang)}</p> : paragraphs(text)}
    </article>
    <p class="pager">
      <a class="button" href={`/mailbox/${mail.id}/raw`} download={`${mail.id}.eml`}>
        {say('raw', lang)}
      </a>
    </p>
  </div>
);

const paragraphs = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => (
      <p>
        {paragraph.split('\n').map((line, index) => (
          <>
            {index > 0 && <br />}
            {splitLinks(line).map((part) =>
              'link' in part ? (
                <a href={part.link} rel="noreferrer">
                  {part.link}
                </a>
              ) : (
                part.text
              ),
            )}
          </>
        ))}
      </p>
    ));

const SHOWN = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

const Time = ({ at }: { at: Date }) => <time datetime={at.toISOString()}>{SHOWN.format(at)}</time>;
