// The history of a petition as entries along a thread: events with the stories they brought, and the mails between them.
// It must not know who may read; what arrives here is the reader's to see.
import type { Child } from 'hono/jsx';
import { wantsPerson } from '../../domain/mail/reports.ts';
import type { ChainedEvent, EventData, EventType } from '../../domain/petitions/events.ts';
import type { Contact } from '../../domain/petitions/petition.ts';
import type { CaseFile, MailView } from '../../services/shapes.ts';
import { dayText, momentText } from '../words/dates.ts';
import { nameOf, type Here } from './here.ts';

interface Shown {
  readonly title: string;
  readonly by?: Child;
  readonly body?: Child;
  readonly mark?: 'is-contact' | 'is-done';
}

/** What an event may look up: the people here, and the contacts of the petition. */
interface Around {
  readonly here: Here;
  readonly contacts: readonly Contact[];
  readonly event: ChainedEvent;
}

type Telling = { readonly [Type in EventType]: (data: EventData[Type], around: Around) => Shown };

/** The label of a code, or the text itself where somebody wrote their own. */
export const labelOf = (labels: Readonly<Record<string, string>>, text: string): string =>
  Object.hasOwn(labels, text) ? (labels[text] ?? text) : text;

const by = ({ here, event }: Around): string => nameOf(here, event.by);

const contactShown = (number: string, { here, contacts, event }: Around, fallback: string): Shown => {
  const { words } = here;
  const contact = contacts.find((one) => one.number === number);
  if (!contact) return { title: fallback, by: nameOf(here, event.by), mark: 'is-contact' };
  const received =
    contact.receivedOn === event.at.slice(0, 10) ? [] : [words.caseFile.receivedOn(dayText(here.lang, contact.receivedOn, here.today))];
  const entered = contact.enteredBy === contact.receivedBy ? [] : [words.caseFile.enteredBy(nameOf(here, contact.enteredBy))];
  return {
    title: `${words.codes.channel[contact.channel]} · ${fallback}`,
    by: (
      <>
        {[
          ...received,
          words.caseFile.receivedBy(nameOf(here, contact.receivedBy)),
          ...entered,
          words.caseFile.headcount(contact.headcount),
        ].join(' · ')}
        {' · '}
        <span class="no-wrap">{contact.number}</span>
      </>
    ),
    body: (
      <>
        <p class="story">{contact.story}</p>
        {contact.attachments.length > 0 && (
          <p class="small">
            {`${words.caseFile.attachments} `}
            {contact.attachments.map(({ id, name }, index) => (
              <>
                {index > 0 && ' · '}
                <a href={`/api/v1/petitions/${contact.petition}/attachments/${id}`} download>
                  {name}
                </a>
              </>
            ))}
          </p>
        )}
      </>
    ),
    mark: 'is-contact',
  };
};

const TELLING: Telling = {
  registered: ({ contact }, around) => contactShown(contact, around, around.here.words.codes.event.registered),
  imported: ({ contact }, around) => contactShown(contact, around, around.here.words.codes.event.imported),
  contactAdded: ({ contact }, around) => contactShown(contact, around, around.here.words.codes.event.contactAdded),
  acknowledged: ({ via }, around) => ({
    title: around.here.words.codes.event.acknowledged,
    by: `${by(around)} ${around.here.words.caseFile.via[via]}`,
  }),
  acknowledgementUndone: (_data, around) => ({ title: around.here.words.codes.event.acknowledgementUndone, by: by(around) }),
  accepted: ({ legalRoute, category, noticeWay }, around) => {
    const { words } = around.here;
    const facts = [
      words.caseFile.route(legalRoute),
      words.caseFile.noticeWay(labelOf(words.codes.way, noticeWay)),
      ...(category ? [words.codes.category[category]] : []),
    ];
    return { title: words.codes.event.accepted, by: by(around), body: <p>{facts.join(' · ')}</p> };
  },
  handlingStarted: ({ plan }, around) => ({
    title: around.here.words.codes.event.handlingStarted,
    by: by(around),
    ...(plan !== undefined && { body: <p class="story">{around.here.words.caseFile.plan(plan)}</p> }),
  }),
  noted: ({ text }, around) => ({ title: around.here.words.codes.event.noted, by: by(around), body: <p class="story">{text}</p> }),
  opinionIssued: ({ outcome, ...parts }, around) => {
    const { caseFile, codes } = around.here.words;
    return {
      title: codes.event.opinionIssued,
      by: `${by(around)} · ${codes.outcome[outcome]}`,
      body: (
        <dl class="parts">
          {(['request', 'facts', 'opinion', 'basis'] as const).map((part) => (
            <div>
              <dt>{caseFile.opinionParts[part]}</dt>
              <dd>{parts[part]}</dd>
            </div>
          ))}
        </dl>
      ),
    };
  },
  served: ({ way, date, receiver }, around) => {
    const { words, lang, today } = around.here;
    const said = words.caseFile.served(labelOf(words.codes.way, way), dayText(lang, date, today), labelOf(words.codes.receiver, receiver));
    return { title: words.codes.event.served, by: by(around), body: <p>{said}</p>, mark: 'is-done' };
  },
  followedUp: ({ way, reached, satisfaction, remark }, around) => {
    const { caseFile, codes } = around.here.words;
    const facts = [
      labelOf(codes.way, way),
      reached ? caseFile.reached : caseFile.notReached,
      ...(satisfaction ? [caseFile.satisfaction(codes.satisfaction[satisfaction])] : []),
    ];
    return {
      title: codes.event.followedUp,
      by: by(around),
      body: (
        <>
          <p>{facts.join(' · ')}</p>
          {remark !== undefined && <p class="story">{remark}</p>}
        </>
      ),
    };
  },
  reopened: ({ reason }, around) => ({
    title: around.here.words.codes.event.reopened,
    by: by(around),
    body: <p class="story">{reason}</p>,
  }),
  ownerChanged: ({ from, to, reason }, around) => {
    const { here } = around;
    const { caseFile, codes } = here.words;
    const said = caseFile.ownerChange(nameOf(here, from), nameOf(here, to), labelOf(codes.ownerReason, reason));
    return { title: codes.event.ownerChanged, by: by(around), body: <p>{said}</p> };
  },
  closed: ({ reason, waived }, around) => {
    const { caseFile, codes } = around.here.words;
    const facts = [labelOf(codes.closeReason, reason), ...(waived ? [caseFile.waived] : [])];
    return { title: codes.event.closed, by: by(around), body: <p>{facts.join(' · ')}</p>, mark: 'is-done' };
  },
};

const tell = (around: Around): Shown => {
  // Type and data of one event go together, which the compiler cannot see across the union.
  const telling = TELLING[around.event.type] as (data: EventData[EventType], around: Around) => Shown;
  return telling(around.event.data, around);
};

type Entry = { readonly at: string; readonly event: ChainedEvent } | { readonly at: string; readonly mail: MailView };

/** Events and mails in the order of their instants; of one instant, the event first. */
const entriesOf = ({ events, mails }: Pick<CaseFile, 'events' | 'mails'>): Entry[] =>
  [...events.map((event): Entry => ({ at: event.at, event })), ...mails.map((mail): Entry => ({ at: mail.owedAt, mail }))].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at),
  );

const MailEntry = ({ here, mail }: { here: Here; mail: MailView }) => {
  const { codes, caseFile } = here.words;
  const failed = wantsPerson(mail.state);
  return (
    <p>
      <span class="soft">{`${caseFile.mails} ${mail.code} · ${labelOf(codes.mail, mail.code)} · ${caseFile.mailTo(nameOf(here, mail.recipient))}`}</span>{' '}
      <span class={failed ? 'red' : 'soft'}>{codes.mailState[mail.state]}</span>
    </p>
  );
};

export const History = ({ here, file }: { here: Here; file: CaseFile }) => (
  <ol class="line">
    {entriesOf(file).map((entry) => {
      const shown = 'event' in entry ? tell({ here, contacts: file.contacts, event: entry.event }) : undefined;
      return (
        <li class={['entry', shown ? shown.mark : 'is-mail'].filter(Boolean).join(' ')}>
          <time datetime={entry.at}>{momentText(here.lang, entry.at, here.today)}</time>
          <span class="thread" aria-hidden="true"></span>
          <div class="what">
            {shown && (
              <p>
                <b>{shown.title}</b>
                {shown.by !== undefined && <span class="by">{shown.by}</span>}
              </p>
            )}
            {shown?.body}
            {'mail' in entry && <MailEntry here={here} mail={entry.mail} />}
          </div>
        </li>
      );
    })}
  </ol>
);
