// A limit as people see it: the day in large type, why it is that day, the three dates, and all limits of a case.
// It must not reckon anything: the derivation comes with the limit.
import { yearOf } from '../../domain/calendar/days.ts';
import { explain } from '../../domain/calendar/explain.ts';
import { DEADLINES } from '../../domain/petitions/deadlines.ts';
import type { Petition } from '../../domain/petitions/petition.ts';
import type { LimitView } from '../../services/shapes.ts';
import { Light, shownDay, toneOf, type Running } from '../look/pieces.tsx';
import { chineseNumeral, dayText, relativeText, weekdayText } from '../words/dates.ts';
import type { Words } from '../words/index.ts';
import type { Here } from './here.ts';

const runningOf = ({ targetDue, rolledDue, light }: LimitView): Running => ({ due: targetDue, rolledDue, light });

/** 《信访工作条例》第二十三条; house rules say so. */
export const basisText = (words: Words, basis: string): string => {
  const article = /^Art\. (\d+)/.exec(basis)?.[1];
  if (article === undefined) return words.caseFile.basis.HOUSE;
  return words.caseFile.basis.article(words.lang === 'zh' ? chineseNumeral(Number(article)) : article);
};

const closedText = ({ words, lang, today }: Here, { on, reason }: NonNullable<Petition['closed']>): string =>
  reason === 'IMPORTED' ? words.caseFile.noNextImported : words.caseFile.noNextClosed(dayText(lang, on, today));

/** The next date, or that none runs. */
export const NextDate = ({ here, next, closed }: { here: Here; next: LimitView | undefined; closed?: Petition['closed'] | undefined }) => {
  const { words, lang, today } = here;
  if (!next) {
    return (
      <section class="sheet due">
        <p class="label">{words.caseFile.next}</p>
        <p class="song green">{closed === undefined ? words.caseFile.noNext : closedText(here, closed)}</p>
      </section>
    );
  }
  const running = runningOf(next);
  const day = shownDay(running, today) ?? next.targetDue;
  const tone = toneOf(running, today);
  return (
    <section class="sheet due" aria-labelledby="next-date">
      <h2 class="label" id="next-date">
        {words.codes.deadline[next.code]}
      </h2>
      <p class={yearOf(day) === yearOf(today) ? 'date' : 'date with-year'}>
        <time datetime={day}>{dayText(lang, day, today)}</time>
      </p>
      <p class={`left ${tone}`}>
        {relativeText(lang, day, today)}
        <span class="weekday">{weekdayText(lang, day)}</span>
      </p>
      <details class="why">
        <summary>{words.caseFile.why}</summary>
        {[
          `${words.codes.startsAt[DEADLINES[next.code].startsAt]}${lang === 'zh' ? '。' : '.'}`,
          ...explain(next, lang, basisText(words, next.basis)),
        ].map((sentence) => (
          <p>{sentence}</p>
        ))}
      </details>
      <dl class="pairs">
        {(['legalDue', 'rolledDue', 'targetDue'] as const).map((which) => (
          <div>
            <dt>{words.caseFile.dates[which]}</dt>
            <dd>
              <time datetime={next[which]}>{dayText(lang, next[which], today)}</time>
            </dd>
          </div>
        ))}
      </dl>
      {!next.calendarLoaded && <p class="amber">{words.caseFile.provisional}</p>}
    </section>
  );
};

/** Every limit of the case, running ones first. */
export const AllLimits = ({ here, limits }: { here: Here; limits: readonly LimitView[] }) => {
  const { words, lang, today } = here;
  if (limits.length === 0) return null; // history of an earlier year has none
  return (
    <section class="side">
      <h2>{words.caseFile.limits}</h2>
      <ul>
        {limits.map((limit) => (
          <li>
            <div class="pair">
              <span>{words.codes.deadline[limit.code]}</span>
              {limit.metAt === undefined ? (
                <Light words={words} running={runningOf(limit)} today={today} />
              ) : (
                <span class="light green">{words.codes.light.MET}</span>
              )}
            </div>
            <div class="small soft">
              {limit.metAt === undefined
                ? `${dayText(lang, limit.targetDue, today)} · ${basisText(words, limit.basis)}`
                : `${words.caseFile.met(dayText(lang, limit.metAt.slice(0, 10), today))} · ${basisText(words, limit.basis)}`}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
};
