// The contract as a page: contents by subject, what holds everywhere, every operation, every shape. Read on screen, offline or on paper.
// It must not know any operation; the document does.
import { Page } from '../look/page.tsx';
import type { Language } from '../words/index.ts';
import { docsWords } from './docs-words.ts';
import { Marked } from './marked.tsx';
import { OperationEntry, type Told } from './operation-entry.tsx';
import { nameIn, saidOf, type Contract, type OperationRead, type Shape } from './reading.ts';
import { ShapeLink, ShapeTable } from './shape-table.tsx';

const toldIn = ({ paths }: Contract): readonly Told[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );

// What a request carries stands with its operation.
const bodyOf = ({ requestBody }: OperationRead): readonly string[] =>
  Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => (schema?.$ref === undefined ? [] : [nameIn(schema.$ref)]));

const namedWithin = (shape: Shape | undefined): readonly string[] =>
  [...JSON.stringify(shape ?? {}).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => nameIn(ref));

interface Frame {
  readonly lang: Language;
  readonly nonce: string;
  /** Address of this page and of the document. */
  readonly here: string;
  readonly document: string;
}

export const DocsPage = ({ contract, lang, nonce, here, document }: { contract: Contract } & Frame) => {
  const words = docsWords(lang);
  const { info, tags, components } = contract;
  const title = lang === 'zh' ? info['x-title-zh'] : info.title;
  const all = toldIn(contract);
  const sent = new Set(all.flatMap(({ operation }) => bodyOf(operation)));
  const nested = new Set([...sent].flatMap((name) => namedWithin(components.schemas[name])));
  const shapes = Object.entries(components.schemas).filter(([name]) => !sent.has(name));
  const groups = tags.map((tag) => ({
    name: tag.name,
    title: saidOf(tag, lang),
    told: all.filter(({ operation }) => operation.tags[0] === tag.name),
  }));
  return (
    <Page title={title} lang={lang} nonce={nonce} here={here}>
      <h1>{title}</h1>
      <p class="lead">{words.lead}</p>
      <p class="gap-small">
        <a class="button" href={document}>
          {words.document}
        </a>
      </p>
      <div class="docs">
        <nav class="docs-nav" id="contents" aria-label={words.contents}>
          <h2>{words.contents}</h2>
          <ul>
            <li>
              <a href="#general">{words.general}</a>
            </li>
          </ul>
          {groups.map((group) => (
            <details>
              <summary>{group.title}</summary>
              <ul>
                {group.told.map(({ operation }) => (
                  <li>
                    <a href={`#${operation.operationId}`}>{lang === 'zh' ? operation['x-summary-zh'] : operation.summary}</a>
                  </li>
                ))}
              </ul>
            </details>
          ))}
          <ul>
            <li>
              <a href="#shapes">{words.shapes}</a>
            </li>
          </ul>
        </nav>
        <div class="docs-rest">
          <section id="general">
            <h2>{words.general}</h2>
            {saidOf(info, lang)
              .split('\n\n')
              .map((sentence) => (
                <p>
                  <Marked text={sentence} />
                </p>
              ))}
          </section>
          {groups.map((group) => (
            <section id={`tag-${group.name}`}>
              <h2>{group.title}</h2>
              {group.told.map((told) => (
                <OperationEntry told={told} contract={contract} words={words} lang={lang} />
              ))}
            </section>
          ))}
          <section id="shapes">
            <h2>{words.shapes}</h2>
            <p class="words">
              {shapes.map(([name]) => (
                <ShapeLink name={name} />
              ))}
            </p>
            {shapes.map(([name, shape]) => (
              <article class="shape" id={`shape-${name}`}>
                <h3>{name}</h3>
                <ShapeTable shape={shape} words={words} lang={lang} told={!nested.has(name)} />
              </article>
            ))}
          </section>
          <p class="no-print">
            <a href="#contents">{words.top}</a>
          </p>
        </div>
      </div>
    </Page>
  );
};
