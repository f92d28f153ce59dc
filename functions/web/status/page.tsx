// The page where a petitioner asks: two boxes, or the answer in large type, on screen and on paper.
// It must not know codes or petitions; it draws what it is handed.
import type { Day } from '../../domain/calendar/days.ts';
import type { PetitionStatus } from '../../services/status.ts';
import { ErrorSummary, Field, Send, type Mistake, type Typed } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import { PrintButton } from '../look/pieces.tsx';
import { fullDay, weekdayText } from '../words/dates.ts';
import { wordsFor, type Language } from '../words/index.ts';
import { statusWords } from './words.ts';

interface Frame {
  readonly lang: Language;
  readonly nonce: string;
  /** Address of the page; its form posts there. */
  readonly here: string;
}

/** Longest number or code that is read, in characters. */
export const TYPED_AT_MOST = 40;

export const AskPage = ({
  lang,
  nonce,
  here,
  typed = {},
  mistakes = [],
  sentence,
}: Frame & { typed?: Typed; mistakes?: readonly Mistake[]; sentence?: string | undefined }) => {
  const words = statusWords(lang);
  const form = { words: wordsFor(lang), typed, mistakes };
  return (
    <Page title={words.title} lang={lang} nonce={nonce} here={here} narrow>
      <div class="ask">
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <form class="sheet form" method="post" action={here} novalidate>
          <ErrorSummary form={form} sentence={sentence} />
          <Field form={form} name="number" label={words.fields.number} hint={words.numberHint} first maxlength={TYPED_AT_MOST} />
          <Field form={form} name="code" label={words.fields.code} hint={words.codeHint} maxlength={TYPED_AT_MOST} />
          <Send label={words.submit} />
        </form>
      </div>
    </Page>
  );
};

export const AnswerPage = ({
  lang,
  nonce,
  here,
  number,
  status,
  today,
}: Frame & { number: string; status: PetitionStatus; today: Day }) => {
  const words = statusWords(lang);
  const { standing, officer, nextDate, closedOn } = status;
  return (
    <Page title={words.title} lang={lang} nonce={nonce} here={here} narrow>
      <div class="slip">
        <div class="sheet">
          <h1>{words.title}</h1>
          <dl>
            <div>
              <dt>{words.fields.number}</dt>
              <dd>{number}</dd>
            </div>
            <div>
              <dt>{words.standing}</dt>
              <dd class="code">{words.standings[standing]}</dd>
            </div>
            {nextDate && (
              <div>
                <dt>{words.next}</dt>
                <dd>
                  <time datetime={nextDate.day}>{dayLine(lang, nextDate.day)}</time>
                  <small>{words.promises[nextDate.code]}</small>
                  {nextDate.day < today && (
                    <small class="red">{nextDate.code === 'DL-REVIEW-RIGHT' ? words.rightPassed : words.passed}</small>
                  )}
                </dd>
              </div>
            )}
            {closedOn !== undefined && (
              <div>
                <dt>{words.closedOn}</dt>
                <dd>
                  <time datetime={closedOn}>{dayLine(lang, closedOn)}</time>
                </dd>
              </div>
            )}
            <div>
              <dt>{words.officer}</dt>
              <dd>{officer.name ?? words.room}</dd>
            </div>
            {officer.phone !== undefined && (
              <div>
                <dt>{words.phone}</dt>
                <dd>
                  <a class="call" href={`tel:${officer.phone}`}>
                    {officer.phone}
                  </a>
                </dd>
              </div>
            )}
          </dl>
          <p class="foot-note">{words.asOf(fullDay(lang, today))}</p>
        </div>
        <p class="slip-actions no-print">
          <PrintButton label={words.print} />
          <a class="button" href={here}>
            {words.another}
          </a>
        </p>
      </div>
    </Page>
  );
};

const dayLine = (lang: Language, day: Day): string => `${fullDay(lang, day)} ${weekdayText(lang, day)}`;
