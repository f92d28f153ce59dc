// The room of imports: the form for a list, what each list must hold, and what was brought before.
// It must not know how a list is read.
import type { ImportKindName } from '../../domain/staff/rooms.ts';
import type { ImportJob } from '../../services/import-jobs.ts';
import { IMPORTS } from '../../services/import-kinds/index.ts';
import type { Page as Slice } from '../../services/shapes.ts';
import type { TemplateColumn } from '../../services/annotated-workbook.ts';
import { Choices, ErrorSummary, Hidden, Send, type FormState } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import { Badge, Empty, type Tone } from '../look/pieces.tsx';
import { momentText } from '../words/dates.ts';
import type { Words } from '../words/index.ts';
import { nameOf, type Here } from './here.ts';

interface ImportsProps {
  readonly here: Here;
  readonly once: string;
  readonly kinds: readonly ImportKindName[];
  readonly form: FormState;
  readonly past: Slice<ImportJob>;
}

export const ImportsPage = ({ here, once, kinds, form, past }: ImportsProps) => {
  const { words } = here;
  return (
    <Page {...here.frame} title={words.imports.title} active="imports">
      <h1>{words.imports.title}</h1>
      <p class="lead">{words.imports.lead}</p>
      <div class="import-two">
        <form class="sheet form" action="/imports" method="post" enctype="multipart/form-data">
          <h2>{words.imports.formTitle}</h2>
          <ErrorSummary form={form} />
          <Hidden token={here.token} once={once} />
          <Choices
            form={form}
            name="kind"
            label={words.imports.kindLabel}
            stack
            choices={kinds.map((kind) => ({ value: kind, label: words.imports.kind[kind] }))}
          />
          <FileBox form={form} />
          <Send label={words.imports.check} />
        </form>
        <section>
          <h2>{words.imports.aboutTitle}</h2>
          <p class="soft">{words.imports.about}</p>
          <div class="gap-small">
            {kinds.map((kind) => (
              <ColumnsOf words={words} kind={kind} />
            ))}
          </div>
        </section>
      </div>
      <Past here={here} past={past} />
    </Page>
  );
};

const FileBox = ({ form }: { form: FormState }) => {
  const { words } = form;
  const mistake = form.mistakes.find(({ field }) => field === 'file');
  return (
    <div class={mistake ? 'field wrong' : 'field'}>
      <label for="file">
        {words.imports.file}
        <span class="hint" id="file-hint">{` ${words.imports.fileHint}`}</span>
      </label>
      {mistake && (
        <span class="error" id="file-error">
          <span class="aside-only">{`${words.frame.errorPrefix}: `}</span>
          {mistake.sentence}
        </span>
      )}
      <input
        class="box"
        type="file"
        id="file"
        name="file"
        accept=".csv,.xlsx"
        aria-invalid={mistake ? 'true' : undefined}
        aria-describedby={mistake ? 'file-hint file-error' : 'file-hint'}
      />
    </div>
  );
};

const textOf = (labels: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(labels, name) ? (labels[name] ?? name) : name;

/** What a column is called by people; its own name where nobody gave it another. */
export const columnLabel = (words: Words, name: string): string => textOf(words.imports.column, name);

/** The columns of a kind of list, those it must have first. */
export const columnsOf = (words: Words, kind: ImportKindName): TemplateColumn[] => {
  const { columns, optional = [] } = IMPORTS[kind];
  const about = (name: string) => ({ name, label: columnLabel(words, name), hint: textOf(words.imports.hint, name) });
  return [
    ...columns.map(about),
    ...optional.map(about).map(({ hint, ...column }) => ({ ...column, hint: `${hint}${words.frame.brackets(words.imports.optional)}` })),
  ];
};

const ColumnsOf = ({ words, kind }: { words: Words; kind: ImportKindName }) => {
  const { columnHeads: heads } = words.imports;
  return (
    <details class="more columns-of">
      <summary>{words.imports.kind[kind]}</summary>
      <p>
        <a class="button" href={`/imports/templates/${kind}`}>
          {words.imports.template(words.imports.kind[kind])}
        </a>
      </p>
      <table class="ledger">
        <thead>
          <tr>
            <th scope="col">{heads.name}</th>
            <th scope="col">{heads.label}</th>
            <th scope="col">{heads.hint}</th>
          </tr>
        </thead>
        <tbody>
          {columnsOf(words, kind).map(({ name, label, hint }) => (
            <tr>
              <td>
                <code>{name}</code>
              </td>
              <td>{label}</td>
              <td>{hint}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
};

const TONES: Readonly<Record<ImportJob['state'], Tone>> = { WAITING: 'ink', RUNNING: 'amber', DONE: 'green', FAILED: 'red' };

const outcomeOf = ({ imports }: Words, { state, done, rows, created, updated, unchanged, rejected }: ImportJob): string => {
  if (state === 'DONE') return imports.summary(created, updated, unchanged, rejected);
  return state === 'RUNNING' ? imports.progress(done, rows) : imports.rows(rows);
};

const Past = ({ here, past }: { here: Here; past: Slice<ImportJob> }) => {
  const { words } = here;
  const { pastHeads: heads } = words.imports;
  if (past.items.length === 0) return <Empty title={words.imports.emptyTitle}>{words.imports.empty}</Empty>;
  return (
    <section>
      <table class="ledger entries">
        <caption>{words.imports.pastTitle}</caption>
        <thead>
          <tr>
            <th scope="col">{heads.when}</th>
            <th scope="col">{heads.kind}</th>
            <th scope="col">{heads.file}</th>
            <th scope="col">{heads.by}</th>
            <th scope="col">{heads.result}</th>
            <th scope="col">{heads.state}</th>
          </tr>
        </thead>
        <tbody>
          {past.items.map((job) => (
            <tr>
              <td class="number">
                <a href={`/imports/${job.id}`}>
                  <time datetime={job.acceptedAt}>{momentText(here.lang, job.acceptedAt, here.today)}</time>
                </a>
              </td>
              <td>{`${words.imports.kind[job.kind]}${job.dryRun ? words.frame.brackets(words.imports.checked) : ''}`}</td>
              <td class="wide">
                <span class="subject">{job.name || words.imports.nameless}</span>
              </td>
              <td class="no-wrap late">{nameOf(here, job.by)}</td>
              <td class="late">{outcomeOf(words, job)}</td>
              <td class="end">
                <Badge tone={TONES[job.state]}>{words.imports.state[job.state]}</Badge>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {past.cursor !== undefined && (
        <p class="pager">
          <a class="button" rel="next" href={`/imports?cursor=${encodeURIComponent(past.cursor)}`}>
            {words.frame.next}
          </a>
        </p>
      )}
    </section>
  );
};
