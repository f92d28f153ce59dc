// The case: who answers for it, the next date in large type, what can be done now, and its history as a paper file.
// A button stands here exactly when the command is allowed; nothing else decides that.
import type { CommandName } from '../../domain/petitions/commands.ts';
import type { Contact, Person } from '../../domain/petitions/petition.ts';
import type { CaseFile } from '../../services/shapes.ts';
import { Page } from '../look/page.tsx';
import { Badge, PrintButton, StateBadge } from '../look/pieces.tsx';
import { Hidden } from '../look/form.tsx';
import { dayText } from '../words/dates.ts';
import { categoryLabel } from './petitions.tsx';
import { colleagueOf, nameOf, placeOf, type Here } from './here.ts';
import { History } from './history.tsx';
import { AllLimits, NextDate } from './limits.tsx';

/** Commands that ask nothing: their button is the deed. */
const AT_ONCE: readonly CommandName[] = ['acknowledge', 'undoAcknowledge'];
/** What carries the case forward is offered first, what is always possible last. */
const ORDER: readonly CommandName[] = [
  'acknowledge',
  'accept',
  'startHandling',
  'issueOpinion',
  'serve',
  'followUp',
  'close',
  'note',
  'reopen',
  'reassignOwner',
  'undoAcknowledge',
];

interface CaseProps {
  readonly here: Here;
  readonly file: CaseFile;
  /** A new idempotency key for each form of this rendering. */
  readonly once: () => string;
  /** Whole-file check, when it was asked for. */
  readonly verified?: { readonly ok: boolean; readonly events: number; readonly brokenAt?: number };
}

export const CasePage = ({ here, file, once, verified }: CaseProps) => {
  const { words } = here;
  const { petition } = file;
  return (
    <Page {...here.frame} title={`${petition.number} ${petition.subject}`} active="petitions">
      <CaseHead here={here} file={file} />
      {verified && (
        <p class="notice" role="status">
          {verified.ok ? words.caseFile.history.ok(verified.events) : words.caseFile.history.broken(verified.brokenAt ?? 0)}
        </p>
      )}
      <div class="case">
        <div class="case-now">
          <NextDate here={here} next={file.next} closed={petition.closed} />
          <Commands here={here} file={file} once={once} />
        </div>
        <section class="case-file" aria-labelledby="file">
          <h2 id="file">{words.caseFile.file}</h2>
          <History here={here} file={file} />
        </section>
        <aside class="case-rest">
          <People here={here} contacts={file.contacts} />
          <AllLimits here={here} limits={file.limits} />
          <section class="side no-print">
            <ul class="plain-list">
              <li>
                <a href={`/petitions/${petition.number}/slip`}>{words.caseFile.slip}</a>
              </li>
              <li>
                <a href={`/petitions/${petition.number}/verify`}>{words.caseFile.history.verify}</a>
              </li>
            </ul>
            <PrintButton label={words.caseFile.print} />
          </section>
        </aside>
      </div>
    </Page>
  );
};

const CaseHead = ({ here, file }: { here: Here; file: CaseFile }) => {
  const { words } = here;
  const { petition, contacts } = file;
  const first = contacts.find(({ number }) => number === petition.firstContact.number);
  const owner = colleagueOf(here, petition.owner);
  const tags = (['group', 'restricted', 'anonymous', 'transferredIn'] as const).filter((tag) => petition[tag]);
  return (
    <header class="case-head">
      <p class="path">
        {[
          petition.number,
          ...(first ? [words.codes.channel[first.channel]] : []),
          petition.contacts > 1 ? words.caseFile.contactsSoFar(petition.contacts) : words.caseFile.first,
          placeOf(here, petition),
          categoryLabel(words, petition.category),
        ].join(' · ')}
      </p>
      <h1>{petition.subject}</h1>
      <dl class="facts">
        <div>
          <dt>{words.caseFile.owner}</dt> <dd>{nameOf(here, petition.owner)}</dd>
          {owner?.phone !== undefined && <span class="soft">{` ${owner.phone}`}</span>}
        </div>
        {petition.handler !== petition.owner && (
          <div>
            <dt>{words.caseFile.handler}</dt> <dd>{nameOf(here, petition.handler)}</dd>
          </div>
        )}
        <div>
          <dt>{words.caseFile.state}</dt>{' '}
          <dd>
            <StateBadge words={words} state={petition.state} />
          </dd>
        </div>
        {tags.map((tag) => (
          <Badge tone={tag === 'restricted' ? 'red' : 'ink'}>{words.caseFile.tags[tag]}</Badge>
        ))}
      </dl>
    </header>
  );
};

const Commands = ({ here, file, once }: Omit<CaseProps, 'verified'>) => {
  const { words } = here;
  const offered = ORDER.filter((name) => file.allowed.includes(name));
  return (
    <section class="can" aria-labelledby="can">
      <h2 id="can">{words.caseFile.now}</h2>
      {offered.length === 0 ? (
        <p class="soft">
          {file.petition.closed ? words.caseFile.nothingMore : `${words.caseFile.nothingNow}${words.caseFile.nothingNowHint}`}
        </p>
      ) : (
        <ul>
          {offered.map((name, index) => {
            const look = index === 0 && name !== 'note' ? 'button first' : 'button';
            const path = `/petitions/${file.petition.number}/${name}`;
            return (
              <li>
                {AT_ONCE.includes(name) ? (
                  <form method="post" action={path}>
                    <Hidden token={here.token} once={once()} version={file.petition.version} />
                    <button class={look} type="submit">
                      {words.codes.command[name]}
                    </button>
                  </form>
                ) : (
                  <a class={look} href={path}>
                    {words.codes.command[name]}
                  </a>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
};

const namesOf = (people: readonly Person[]) => people.map(({ name, phone }) => (phone === undefined ? name : `${name} ${phone}`));

const People = ({ here, contacts }: { here: Here; contacts: readonly Contact[] }) => {
  const { words } = here;
  return (
    <section class="side">
      <h2>{words.caseFile.people}</h2>
      <ul>
        {contacts.map((contact) => (
          <li>
            {contact.anonymous ? <p class="soft">{words.caseFile.anonymous}</p> : namesOf(contact.petitioners).map((line) => <p>{line}</p>)}
            {contact.representatives.length > 0 && (
              <p>
                <span class="soft">{words.caseFile.representatives}</span> {namesOf(contact.representatives).join(words.frame.separator)}
              </p>
            )}
            <p class="small soft">
              {[
                dayText(here.lang, contact.receivedOn, here.today),
                words.codes.channel[contact.channel],
                words.caseFile.headcount(contact.headcount),
                ...(contact.jointLetter ? [words.caseFile.tags.jointLetter] : []),
                ...(contact.source ? [`${contact.source.organ} ${contact.source.number}`] : []),
              ].join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
};
