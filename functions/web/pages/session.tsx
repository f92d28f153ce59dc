// A session as a sheet: what and when, the counts, what can be done now, who is enrolled, who came, and its paper file.
// A button stands here exactly when the command is allowed; nothing else decides that.
import { mayReadPeople } from '../../domain/staff/rooms.ts';
import type { SessionFile } from '../../services/session-shapes.ts';
import type { Typed } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import { fullDay, momentText } from '../words/dates.ts';
import { nameOf, placeOf, type Here } from './here.ts';
import { SessionBadge, whenText } from './session-bits.tsx';
import { SessionCommands } from './session-commands.tsx';
import { Handouts } from './session-handouts.tsx';
import { SessionHistory, sealHash } from './session-history.tsx';
import { Annulled, Enrolments, SignIns } from './session-people.tsx';

interface SessionProps {
  readonly here: Here;
  readonly file: SessionFile;
  /** A new idempotency key for each form of this rendering. */
  readonly once: () => string;
  /** Why the handouts were not noted, and what was typed of them. */
  readonly wrong?: string | undefined;
  readonly typed?: Typed;
}

export const SessionPage = ({ here, file, once, wrong, typed = {} }: SessionProps) => {
  const { words } = here;
  const { session } = file;
  return (
    <Page {...here.frame} title={`${session.sessionId} ${session.topic}`} active="sessions">
      <p class="soft trail no-print">
        <a href={`/sessions?month=${session.date.slice(0, 7)}`}>{words.training.file.back}</a>
      </p>
      <Head here={here} file={file} />
      {wrong !== undefined && (
        <p class="errors" role="alert">
          <a href="#quantity">{wrong}</a>
        </p>
      )}
      <div class="case">
        <div class="case-now">
          <Seal here={here} file={file} />
          <SessionCommands here={here} file={file} once={once} />
        </div>
        <div class="case-file">
          <Counts here={here} file={file} />
          <Findings here={here} file={file} />
          {mayReadPeople(here.staff) && <Enrolments here={here} file={file} once={once} />}
          {file.names ? (
            <>
              <SignIns here={here} file={file} once={once} />
              <Annulled here={here} file={file} />
            </>
          ) : (
            <p class="soft session-part">{mayReadPeople(here.staff) ? words.training.file.noNamesHere : words.training.file.noNames}</p>
          )}
          <Handouts here={here} file={file} once={once} typed={typed} />
          <section class="session-part" aria-labelledby="history">
            <h2 id="history">{words.training.file.history}</h2>
            <SessionHistory here={here} events={file.events} />
          </section>
        </div>
      </div>
    </Page>
  );
};

const Head = ({ here, file: { session } }: { here: Here; file: SessionFile }) => {
  const { words } = here;
  const { file } = words.training;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [file.when, whenText(here, session)],
    [file.where, placeOf(here, session)],
    [file.lecturer, session.lecturer],
    [file.coOrganiser, session.coOrganiser],
    [file.organiser, nameOf(here, session.organiser)],
    [file.fund, session.fundLine && words.training.funds[session.fundLine]],
  ];
  return (
    <header class="case-head">
      <p class="path">{[session.sessionId, words.training.kinds[session.kind]].join(' · ')}</p>
      <h1>{session.topic}</h1>
      <dl class="facts">
        {facts.map(([label, value]) =>
          value === undefined ? null : (
            <div>
              <dt>{label}</dt> <dd>{value}</dd>
            </div>
          ),
        )}
        <div>
          <dt>{file.state}</dt>{' '}
          <dd>
            <SessionBadge words={words} state={session.state} />
          </dd>
        </div>
      </dl>
      {session.reason !== undefined && <p class="gap-small">{file.reason(session.reason)}</p>}
    </header>
  );
};

const Counts = ({ here, file: { session, counts } }: { here: Here; file: SessionFile }) => {
  const { file } = here.words.training;
  return (
    <dl class="counts">
      <div>
        <dt>{file.counts.enrolled}</dt>
        <dd>
          {counts.enrolled} <small>{file.ofCapacity(session.capacity)}</small>
        </dd>
      </div>
      <div>
        <dt>{file.counts.present}</dt>
        <dd>{counts.present}</dd>
      </div>
      <div>
        <dt>{file.counts.walkIns}</dt>
        <dd>{counts.walkIns}</dd>
      </div>
      <div>
        <dt>{file.counts.handouts}</dt>
        <dd>{session.handouts}</dd>
      </div>
    </dl>
  );
};

const Findings = ({ here, file }: { here: Here; file: SessionFile }) => {
  const { words, lang } = here;
  if (file.findings.length === 0) return null;
  const shown = (value: string | number): string | number =>
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? fullDay(lang, value) : value;
  return (
    <section class="findings" aria-labelledby="findings">
      <h2 id="findings">{words.training.file.findings}</h2>
      <ul>
        {file.findings.map(({ code, data }) => (
          <li>{words.training.finding[code](Object.fromEntries(Object.entries(data).map(([name, value]) => [name, shown(value)])))}</li>
        ))}
      </ul>
    </section>
  );
};

const Seal = ({ here, file }: { here: Here; file: SessionFile }) => {
  const { words, lang, today } = here;
  const { session, counted } = file;
  const hash = sealHash(file.events);
  const w = words.training.file;
  const figures = counted && <p class="small">{counted.void ? w.notCounted : w.counted(counted.migrants.length, counted.others.length)}</p>;
  // A session of an old ledger counts without a seal of ours.
  if (session.sealedAt === undefined || hash === undefined) return counted ? <section class="sheet seal-box">{figures}</section> : null;
  return (
    <section class="sheet seal-box">
      <p>
        <span class="seal-stamp">{w.sealed}</span>
      </p>
      <p class="small">{w.sealedBy(nameOf(here, session.sealedBy ?? ''), momentText(lang, session.sealedAt, today))}</p>
      {figures}
      <p class="small soft">{w.sealHint}</p>
      <p class="small">
        {w.sealHash} <span class="hash">{hash}</span>
      </p>
    </section>
  );
};
