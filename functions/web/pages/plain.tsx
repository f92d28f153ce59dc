// Pages that say no in plain words and show the way back: refused, not there, something broke.
// They must not tell whether what was asked for exists.
import type { Refusal } from '../../domain/result.ts';
import type { PageProps } from '../look/page.tsx';
import { Page } from '../look/page.tsx';
import { refusalSentence } from '../sentences.ts';
import { wordsFor, type Words } from '../words/index.ts';

type Frame = Pick<PageProps, 'lang' | 'nonce' | 'signedIn' | 'here'>;
interface Way {
  readonly href: string;
  readonly label: string;
}

const Plain = ({ frame, title, sentence, ways }: { frame: Frame; title: string; sentence: string; ways: readonly Way[] }) => (
  <Page {...frame} title={title} narrow>
    <h1>{title}</h1>
    <p class="gap-small">{sentence}</p>
    <p class="actions gap-small">
      {ways.map(({ href, label }, index) => (
        <a class={index === 0 ? 'button first' : 'button'} href={href}>
          {label}
        </a>
      ))}
    </p>
  </Page>
);

const toToday = (words: Words): Way => ({ href: '/', label: words.frame.nav.today });

/** `back` is where the person came from, the case for instance; Today is always offered. */
export const RefusalPage = ({ frame, refusal, back }: { frame: Frame; refusal: Refusal; back?: Way }) => {
  const words = wordsFor(frame.lang);
  const title = refusal.code === 'NOT_FOUND' ? words.refusals.notFoundTitle : words.refusals.title;
  return (
    <Plain frame={frame} title={title} sentence={refusalSentence(refusal, words)} ways={back ? [back, toToday(words)] : [toToday(words)]} />
  );
};

/** Says nothing of what broke. */
export const BrokenPage = ({ frame }: { frame: Frame }) => {
  const words = wordsFor(frame.lang);
  return <Plain frame={frame} title={words.refusals.brokenTitle} sentence={words.refusals.broken} ways={[toToday(words)]} />;
};
