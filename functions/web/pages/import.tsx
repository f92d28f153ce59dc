// One import: how far it is, what a check foretells and the button that makes it true, or what became of every row.
// It must not know how rows are taken; verdicts are handed in.
import { raw } from 'hono/html';
import { mayTakeBack, type ImportJob } from '../../services/import-jobs.ts';
import type { RowVerdict } from '../../services/import-kinds/kind.ts';
import { Hidden } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import { Figure, Figures } from '../look/pieces.tsx';
import { fieldSentence } from '../schema/messages.ts';
import { momentText } from '../words/dates.ts';
import { languageOf, type Words } from '../words/index.ts';
import { nameOf, type Here } from './here.ts';
import { columnLabel } from './imports.tsx';

const SHOWN_AT_MOST = 200;

interface ImportProps {
  readonly here: Here;
  readonly job: ImportJob;
  readonly verdicts: readonly RowVerdict[] | undefined;
  readonly once: string;
}

const titleOf = ({ imports }: Words, { kind, state, dryRun }: ImportJob): string => {
  const name = imports.kind[kind];
  if (state === 'FAILED') return imports.failedTitle(name);
  if (state === 'DONE') return dryRun ? imports.checkedTitle(name) : imports.importedTitle(name);
  return dryRun ? imports.checking(name) : imports.importing(name);
};

export const ImportPage = ({ here, job, verdicts, once }: ImportProps) => {
  const { words } = here;
  const title = titleOf(words, job);
  const facts = [
    job.name || words.imports.nameless,
    words.imports.rows(job.rows),
    nameOf(here, job.by),
    momentText(here.lang, job.acceptedAt, here.today),
  ];
  const running = job.state === 'WAITING' || job.state === 'RUNNING';
  return (
    <Page {...here.frame} title={title} active="imports">
      <h1>{title}</h1>
      <p class="import-facts">{facts.join(' · ')}</p>
      {running && <Running words={words} job={job} />}
      {job.state === 'FAILED' && <p class="notice gap-small">{words.imports.failure[job.failure ?? 'GIVEN_UP']}</p>}
      {job.state === 'DONE' && <Done here={here} job={job} verdicts={verdicts} once={once} />}
      {!running && (
        <p class="actions gap">
          {verdicts && mayTakeBack(here, job) && (
            <a class="button" href={`/imports/${job.id}/workbook`}>
              {words.imports.download}
            </a>
          )}
          <a class="button" href="/imports">
            {words.imports.another}
          </a>
        </p>
      )}
    </Page>
  );
};

// Without script the page itself is asked for again; a browser with script never reads what stands in there. As raw text, because the
// renderer would move it out into the head, where it would hold for everybody.
const NO_SCRIPT = raw('<noscript><meta http-equiv="refresh" content="3"></noscript>');

const Running = ({ words, job }: { words: Words; job: ImportJob }) => (
  <>
    {NO_SCRIPT}
    <section class="sheet gap-small" data-poll={`/imports/${job.id}/progress`} aria-live="polite">
      <Progress words={words} job={job} />
    </section>
    <p class="soft gap-small">{words.imports.mayLeave}</p>
  </>
);

/** What the page asks for again and again. */
export const Progress = ({ words, job }: { words: Words; job: ImportJob }) => (
  <>
    <p class="progress-count">{job.state === 'WAITING' ? words.imports.state.WAITING : words.imports.progress(job.done, job.rows)}</p>
    <progress class="progress" value={String(job.done)} max={String(Math.max(1, job.rows))} aria-label={titleOf(words, job)}></progress>
    {job.state === 'WAITING' && <p class="soft">{words.imports.waiting}</p>}
  </>
);

const Done = ({ here, job, verdicts, once }: ImportProps) => {
  const { words } = here;
  const labels = job.dryRun ? words.imports.foretold : words.imports.verdict;
  return (
    <>
      <Figures>
        <Figure label={labels.created} value={job.created} unit={words.imports.unit} />
        <Figure label={labels.updated} value={job.updated} unit={words.imports.unit} />
        <Figure label={labels.unchanged} value={job.unchanged} unit={words.imports.unit} />
        <Figure label={labels.rejected} value={job.rejected} unit={words.imports.unit} urgent={job.rejected > 0} />
      </Figures>
      {job.dryRun && verdicts && <Apply here={here} job={job} once={once} />}
      {verdicts ? <Verdicts words={words} job={job} verdicts={verdicts} /> : <p class="notice">{words.imports.cleared}</p>}
    </>
  );
};

const Apply = ({ here, job, once }: { here: Here; job: ImportJob; once: string }) => {
  const { imports } = here.words;
  const rows = job.created + job.updated;
  if (rows === 0) return <p class="notice">{imports.nothing}</p>;
  return (
    <form class="apply" action={`/imports/${job.id}/apply`} method="post">
      <Hidden token={here.token} once={once} />
      <p>{imports.applyLead(rows)}</p>
      <p class="actions gap-small">
        <button class="button first big" type="submit">
          {imports.apply}
        </button>
      </p>
    </form>
  );
};

const RANK: Readonly<Record<RowVerdict['verdict'], number>> = { rejected: 0, created: 2, updated: 2, unchanged: 3 };
const rank = ({ verdict, warnings }: RowVerdict): number => (warnings && verdict !== 'rejected' ? 1 : RANK[verdict]);

const Verdicts = ({ words, job, verdicts }: { words: Words; job: ImportJob; verdicts: readonly RowVerdict[] }) => {
  const { imports } = words;
  // A check is read for what is wrong; afterwards every row matters, those that are wrong first.
  const listed = job.dryRun ? verdicts.filter((one) => rank(one) < 2) : verdicts;
  const shown = listed.toSorted((a, b) => rank(a) - rank(b) || a.row - b.row).slice(0, SHOWN_AT_MOST);
  if (shown.length === 0) return job.dryRun && verdicts.length > 0 ? <p class="notice">{imports.nothingRejected}</p> : null;
  return (
    <section>
      <table class="ledger verdicts">
        <caption>{job.dryRun ? imports.rejectedTitle : imports.rowsTitle}</caption>
        <thead>
          <tr>
            <th scope="col">{imports.verdictHeads.row}</th>
            <th scope="col">{imports.verdictHeads.verdict}</th>
            <th scope="col">{imports.verdictHeads.reason}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <tr>
              <td class="no-wrap">{imports.rowOf(one.row)}</td>
              <td class={one.verdict === 'rejected' ? 'rejected no-wrap' : 'no-wrap'}>
                {(job.dryRun ? imports.foretold : imports.verdict)[one.verdict]}
              </td>
              <td>
                <Reasons words={words} verdict={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {listed.length > shown.length && <p class="soft gap-small">{imports.cut(shown.length, job.rows)}</p>}
    </section>
  );
};

const Reasons = ({ words, verdict }: { words: Words; verdict: RowVerdict }) => {
  const reasons = reasonsOf(words, verdict);
  const numbers = [verdict.number, verdict.petition].filter((one) => one !== undefined).join(' · ');
  return (
    <ul>
      {numbers !== '' && <li class="soft">{numbers}</li>}
      {reasons.map(({ column, sentence, warning }) => (
        <li class={warning ? 'warned' : undefined}>
          {column !== '' && (
            <>
              <code>{column}</code>{' '}
            </>
          )}
          {column === '' ? sentence : words.imports.reasonOf(columnLabel(words, column), sentence)}
        </li>
      ))}
    </ul>
  );
};

export interface Reason {
  /** Name of the column; '' where the row as a whole is meant. */
  readonly column: string;
  readonly sentence: string;
  readonly warning: boolean;
}

export const reasonsOf = (words: Words, { errors = [], warnings = [] }: RowVerdict): Reason[] => {
  const said = (warning: boolean) => (error: (typeof errors)[number]) => ({
    column: error.path,
    sentence: fieldSentence(error, languageOf(words)),
    warning,
  });
  return [...errors.map(said(false)), ...warnings.map(said(true))];
};
