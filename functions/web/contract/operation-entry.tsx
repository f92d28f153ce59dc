// One operation on the page of the contract: address, what it does and takes, what it answers and refuses, and how to ask for it.
// It must not know which operations there are.
import type { Language } from '../words/index.ts';
import type { DocsWords } from './docs-words.ts';
import { curlOf } from './curl.ts';
import { Marked } from './marked.tsx';
import { nameIn, saidOf, type AnswerRead, type Contract, type OperationRead, type ParameterRead } from './reading.ts';
import { ShapeLink, ShapeTable } from './shape-table.tsx';

export interface Told {
  readonly path: string;
  readonly method: string;
  readonly operation: OperationRead;
}

interface Props {
  readonly told: Told;
  readonly contract: Contract;
  readonly words: DocsWords;
  readonly lang: Language;
}

const isOwn = (parameter: OperationRead['parameters'][number]): parameter is ParameterRead => 'name' in parameter;

export const OperationEntry = ({ told, contract, words, lang }: Props) => {
  const { path, method, operation } = told;
  const own = operation.parameters.filter(isOwn);
  const responses = Object.entries(operation.responses);
  const refusals = responses.flatMap(([status, entry]) => {
    const refusal = '$ref' in entry ? contract.components.responses[nameIn(entry.$ref)] : undefined;
    return refusal
      ? saidOf(refusal, lang)
          .split('\n')
          .map((line) => ({ status, line }))
      : [];
  });
  return (
    <article class="operation" id={operation.operationId}>
      <h3>{lang === 'zh' ? operation['x-summary-zh'] : operation.summary}</h3>
      <p class="address">
        <b>{method}</b> <code>{path}</code>
        {operation.security?.length === 0 && <span class="tag">{words.open}</span>}
        {operation.parameters.length > own.length && <span class="tag">{words.once}</span>}
      </p>
      {saidOf(operation, lang) !== '' && (
        <p>
          <Marked text={saidOf(operation, lang)} />
        </p>
      )}
      {own.length > 0 && <Parameters parameters={own} words={words} lang={lang} />}
      <Body operation={operation} contract={contract} words={words} lang={lang} />
      <h4>{words.answers}</h4>
      <ul class="statuses">
        {responses.map(([status, entry]) => !('$ref' in entry) && <AnswerLine status={status} answer={entry} words={words} lang={lang} />)}
      </ul>
      {refusals.length > 0 && (
        <>
          <h4>{words.refusals}</h4>
          <ul class="statuses">
            {refusals.map(({ status, line }) => (
              <li>
                <b>{status}</b>
                <span>
                  <code>{line.slice(0, line.indexOf(':'))}</code> <Marked text={line.slice(line.indexOf(':') + 1)} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h4>{words.example}</h4>
      <pre class="curl">{curlOf(told)}</pre>
    </article>
  );
};

const AnswerLine = ({ status, answer, words, lang }: { status: string; answer: AnswerRead; words: DocsWords; lang: Language }) => (
  <li>
    <b>{status}</b>
    <span>
      {saidOf(answer, lang)}{' '}
      {Object.entries(answer.content).map(([type, { schema }]) =>
        schema?.$ref === undefined ? (
          <span class="soft">
            {words.file} <code>{type}</code>{' '}
          </span>
        ) : (
          <>
            <ShapeLink name={nameIn(schema.$ref)} />{' '}
          </>
        ),
      )}
    </span>
  </li>
);

const Parameters = ({ parameters, words, lang }: { parameters: readonly ParameterRead[]; words: DocsWords; lang: Language }) => (
  <>
    <h4>{words.parameters}</h4>
    <ShapeTable
      shape={{
        properties: Object.fromEntries(
          parameters.map((one) => [one.name, { ...one.schema, description: one.description, 'x-description-zh': one['x-description-zh'] }]),
        ),
        required: parameters.filter(({ required }) => required).map(({ name }) => name),
      }}
      words={words}
      lang={lang}
    />
  </>
);

const Body = ({ operation, contract, words, lang }: { operation: OperationRead; contract: Contract; words: DocsWords; lang: Language }) => {
  const content = operation.requestBody?.content;
  if (!content) return null;
  const name = content['application/json']?.schema?.$ref;
  const shape = name === undefined ? undefined : contract.components.schemas[nameIn(name)];
  return (
    <>
      <h4>{words.body}</h4>
      {shape ? (
        <ShapeTable shape={shape} words={words} lang={lang} />
      ) : (
        <p class="words">
          {Object.keys(content).map((type) => (
            <code>{type}</code>
          ))}
        </p>
      )}
    </>
  );
};
