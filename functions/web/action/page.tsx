// The page a mail leads to: the case in one glance, several answers of which none is chosen, and what the first press came to.
// It must not know tokens or cookies; it draws what it is handed.
import { explain } from '../../domain/calendar/explain.ts';
import { ACTION_OUTCOMES } from '../../domain/mail/action-outcomes.ts';
import { DEADLINES, type Deadline } from '../../domain/petitions/deadlines.ts';
import type { Refusal } from '../../domain/result.ts';
import type { LinkStanding, LinkView } from '../../services/action-links.ts';
import { Choices, ErrorSummary, Send, Tick, type FormState, type Mistake } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import { StateBadge } from '../look/pieces.tsx';
import { refusalSentence } from '../sentences.ts';
import { chineseNumeral, dayText, fullDay, momentText, relativeText, weekdayText } from '../words/dates.ts';
import { wordsFor, type Language } from '../words/index.ts';
import { actionWords } from './words.ts';

interface Frame {
  readonly lang: Language;
  readonly nonce: string;
  /** Clean address of the page; its forms post there. */
  readonly here: string;
}

export const ActionPage = ({ lang, nonce, here, view, refusal }: Frame & { view: LinkView; refusal?: Refusal | undefined }) => {
  const words = actionWords(lang);
  const common = wordsFor(lang);
  return (
    <Page title={words.title(view.case)} lang={lang} nonce={nonce} here={here} narrow>
      <header class="case-head">
        <p class="path">
          <span>{`${words.from} · ${words.until(momentText(lang, view.until, view.today))}`}</span>
        </p>
        <h1>{view.case}</h1>
        <p>
          <StateBadge words={common} state={view.state} />
        </p>
      </header>
      {view.due && <Due due={view.due} lang={lang} today={view.today} />}
      <Standing lang={lang} here={here} view={view} refusal={refusal} />
      <p class="gap">
        <a href={`/petitions/${view.case}`}>{words.openCase}</a>
      </p>
    </Page>
  );
};

const Due = ({ due, lang, today }: { due: Deadline; lang: Language; today: string }) => {
  const words = actionWords(lang);
  const common = wordsFor(lang);
  const { basis } = DEADLINES[due.code];
  const article = /\d+/.exec(basis)?.[0];
  const law = common.caseFile.basis;
  return (
    <section class="due">
      <h2 class="label">{common.codes.deadline[due.code]}</h2>
      <p class="date">
        <time datetime={due.rolledDue}>{dayText(lang, due.rolledDue, today)}</time>
        <span class="weekday">{weekdayText(lang, due.rolledDue)}</span>
      </p>
      <p>
        <span class="left">{relativeText(lang, due.rolledDue, today)}</span>
        {due.targetDue !== due.rolledDue && <span class="soft">{` · ${words.aim(fullDay(lang, due.targetDue))}`}</span>}
      </p>
      <details class="why">
        <summary>{words.why}</summary>
        {explain(due, lang, article === undefined ? law.HOUSE : law.article(articleText(lang, article))).map((sentence) => (
          <p>{sentence}</p>
        ))}
      </details>
    </section>
  );
};

const articleText = (lang: Language, article: string): string => (lang === 'zh' ? chineseNumeral(Number(article)) : article);

const Standing = ({ lang, here, view, refusal }: Pick<Frame, 'lang' | 'here'> & { view: LinkView; refusal: Refusal | undefined }) => {
  const words = actionWords(lang);
  const { standing } = view;
  if (standing.kind === 'REFUSED') return <p class="notice gap">{whyNot(standing.refusal, lang, view.today)}</p>;
  if (standing.kind === 'USED') return <Used lang={lang} here={here} view={view} standing={standing} refusal={refusal} />;
  const form = formState(lang, refusal, { field: 'outcome', label: words.legend, sentence: words.chooseFirst });
  return (
    <form class="sheet form gap" method="post" action={here}>
      <Problem form={form} lang={lang} refusal={refusal} />
      <p>{words.lead}</p>
      <input type="hidden" name="nonce" value={view.nonce} />
      <Choices
        form={form}
        name="outcome"
        label={words.legend}
        choices={ACTION_OUTCOMES.map((outcome) => ({ value: outcome, label: words.outcomes[outcome] }))}
        stack
      />
      <Send label={words.submit} />
    </form>
  );
};

const Used = ({
  lang,
  here,
  view,
  standing,
  refusal,
}: Pick<Frame, 'lang' | 'here'> & { view: LinkView; standing: Extract<LinkStanding, { kind: 'USED' }>; refusal: Refusal | undefined }) => {
  const words = actionWords(lang);
  const form = formState(lang, refusal, { field: 'sure', label: words.undo, sentence: words.tickFirst });
  return (
    <section class="gap">
      <p class="notice" role="status">
        {words.results[standing.outcome](momentText(lang, standing.at, view.today))}
      </p>
      <Problem form={form} lang={lang} refusal={refusal} />
      {standing.undoUntil !== undefined && (
        <form class="sheet form" method="post" action={`${here}/undo`}>
          <p>{words.undoUntil(standing.undoUntil.slice(11, 16))}</p>
          <input type="hidden" name="nonce" value={view.nonce} />
          <Tick form={form} name="sure" label={words.sure} />
          <p class="actions">
            <button class="button" type="submit">
              {words.undo}
            </button>
          </p>
        </form>
      )}
    </section>
  );
};

/** One page for every link that leads nowhere: it tells a wrong one from an old one to nobody. */
export const GonePage = ({ lang, nonce }: Omit<Frame, 'here'>) => {
  const { gone } = actionWords(lang);
  return (
    <Page title={gone.title} lang={lang} nonce={nonce} narrow>
      <section class="empty">
        <h1>{gone.title}</h1>
        <p>{gone.lead}</p>
        <p class="gap">
          <a class="button" href="/sign-in">
            {gone.signIn}
          </a>
        </p>
      </section>
    </Page>
  );
};

// Only a missing choice is a mistake of a field; every other reason concerns the page as a whole.
const formState = (lang: Language, refusal: Refusal | undefined, mistake: Mistake): FormState => ({
  words: wordsFor(lang),
  typed: {},
  mistakes: refusal?.code === 'INVALID' ? [mistake] : [],
});

const Problem = ({ form, lang, refusal }: { form: FormState; lang: Language; refusal: Refusal | undefined }) => (
  <ErrorSummary form={form} sentence={refusal && refusal.code !== 'INVALID' ? sentenceOf(refusal, lang) : undefined} />
);

const sentenceOf = (refusal: Refusal, lang: Language): string =>
  refusal.code === 'EXPIRED' ? actionWords(lang).stale : refusalSentence(refusal, wordsFor(lang));

const whyNot = (refusal: Refusal, lang: Language, today: string): string => {
  const words = actionWords(lang);
  const { on } = refusal.data;
  if (refusal.code === 'ALREADY_DONE' && typeof on === 'string') return words.alreadySigned(momentText(lang, on, today));
  if (refusal.code === 'NOT_YOURS') return words.notYours;
  return refusal.code === 'WRONG_STATE' ? words.closed : refusalSentence(refusal, wordsFor(lang));
};
