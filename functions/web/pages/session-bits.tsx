// Small pieces that every page of a session shows: its badge, its facts in words, the trail back, and why something was refused.
// They must not know any page.
import type { Refusal } from '../../domain/result.ts';
import type { HalfDay, SessionPlan } from '../../domain/training/session.ts';
import type { SessionState } from '../../domain/training/vocabulary.ts';
import { Page } from '../look/page.tsx';
import { Badge, type Tone } from '../look/pieces.tsx';
import { refusalSentence } from '../sentences.ts';
import { dayText, momentText, weekdayText } from '../words/dates.ts';
import type { Words } from '../words/index.ts';
import { placeOf, type Here } from './here.ts';

const STATE_TONES: Readonly<Record<SessionState, Tone>> = {
  PLANNED: 'ink',
  APPROVED: 'ink',
  OPEN: 'amber',
  READY: 'amber',
  IN_SESSION: 'ink',
  ENDED: 'amber',
  SEALED: 'green',
  VERIFIED: 'green',
  CLOSED: 'green',
  REJECTED_CHECK: 'red',
  POSTPONED: 'ink',
  CANCELLED: 'ink',
};

export const SessionBadge = ({ words, state }: { words: Words; state: SessionState }) => (
  <Badge tone={STATE_TONES[state]}>{words.training.states[state]}</Badge>
);

/** The time of day of an instant written with Shanghai's offset: 08:12. */
export const timeOf = (instant: string): string => instant.slice(11, 16);

/** 08:12, or 11月21日 08:12 where it was another day than that of the session. */
export const signedTime = ({ lang, today }: Here, at: string, date: string): string =>
  at.slice(0, 10) === date ? timeOf(at) : momentText(lang, at, today);

/** 11月22日 星期日 08:30，4 学时 */
export const whenText = (
  { words, lang, today }: Here,
  { date, startsAt, hours }: Pick<SessionPlan, 'date' | 'startsAt' | 'hours'>,
): string => words.training.file.at(`${dayText(lang, date, today)} ${weekdayText(lang, date)}`, startsAt, words.training.hours(hours));

/** 11月22日上午 */
export const halfDayLabel = ({ words, lang, today }: Here, n: number, { date, half }: HalfDay): string =>
  words.training.rollCall.slotOf(n, dayText(lang, date, today), words.training.halves[half]);

export const sessionPath = (sessionId: string): string => `/sessions/${sessionId}`;

/** Back to the session from a page of its own. */
export const SessionTrail = ({
  here,
  session,
}: {
  here: Here;
  session: Pick<SessionPlan, 'topic' | 'township' | 'village'> & { sessionId: string };
}) => (
  <p class="soft trail no-print">
    <a href={sessionPath(session.sessionId)}>{session.sessionId}</a>
    {` · ${session.topic} · ${placeOf(here, session)}`}
  </p>
);

/** Phrases of one line, with the comma of the language. */
export const phrases = ({ lang }: Here, ...parts: readonly string[]): string => parts.join(lang === 'zh' ? '，' : ', ');

/** A refusal of a session's services as a sentence about a session; what is no matter of sessions is said as everywhere. */
export const sessionSentence = (refusal: Refusal, words: Words): string => {
  const said = words.training.refusal;
  switch (refusal.code) {
    case 'WRONG_STATE':
      return said.WRONG_STATE(stateLabel(refusal.data['state'], words));
    case 'STALE':
    case 'NOT_YOURS':
    case 'NOT_FOUND':
    case 'FULL':
      return said[refusal.code];
    default:
      return refusalSentence(refusal, words);
  }
};

const stateLabel = (state: unknown, words: Words): string => {
  const labels: Readonly<Record<string, string>> = words.training.states;
  return typeof state === 'string' && Object.hasOwn(labels, state) ? (labels[state] ?? state) : '';
};

/** Says no in plain words and shows the way back to the session, or to the ledger. */
export const SessionRefused = ({ here, refusal, sessionId }: { here: Here; refusal: Refusal; sessionId?: string }) => {
  const { words } = here;
  const title = refusal.code === 'NOT_FOUND' ? words.refusals.notFoundTitle : words.refusals.title;
  const back = sessionId === undefined || refusal.code === 'NOT_FOUND' ? undefined : sessionId;
  return (
    <Page {...here.frame} title={title} active="sessions" narrow>
      <h1>{title}</h1>
      <p class="gap-small">{sessionSentence(refusal, words)}</p>
      <p class="actions gap-small">
        {back !== undefined && (
          <a class="button first" href={sessionPath(back)}>
            {back}
          </a>
        )}
        <a class={back === undefined ? 'button first' : 'button'} href="/sessions">
          {words.training.title}
        </a>
      </p>
    </Page>
  );
};
