// Small pieces that pages are made of: figures, badges, due dates, sheets, empty states, pairs.
// They must not know any page; words and values are handed in.
import type { Child } from 'hono/jsx';
import type { Day } from '../../domain/calendar/days.ts';
import type { DeadlineCode } from '../../domain/petitions/deadlines.ts';
import type { State } from '../../domain/petitions/vocabulary.ts';
import { dayText, shortRelative } from '../words/dates.ts';
import { languageOf, type Words } from '../words/index.ts';

export type Tone = 'red' | 'amber' | 'green' | 'ink';

const STATE_TONES: Readonly<Record<State, Tone>> = {
  REGISTERED: 'ink',
  ACCEPTED: 'ink',
  HANDLING: 'amber',
  OPINION_READY: 'amber',
  SERVED: 'ink',
  FOLLOW_UP: 'amber',
  CLOSED: 'green',
};

export const Badge = ({ tone, children }: { tone: Tone; children?: Child }) => <span class={`badge ${tone}`}>{children}</span>;

export const StateBadge = ({ words, state }: { words: Words; state: State }) => (
  <Badge tone={STATE_TONES[state]}>{words.codes.state[state]}</Badge>
);

/** A running limit as a list or a case shows it: lateness is judged by the rolled day, work is aimed at the target day. */
export interface Running {
  readonly due?: Day | undefined;
  readonly rolledDue?: Day | undefined;
  readonly light: 'ON_TRACK' | 'AT_RISK' | 'OVERDUE' | 'MET';
}

/** How near it is. The word stands on the page; the colour only repeats it. */
export type Nearness = 'OVERDUE' | 'TODAY' | 'SOON' | 'ON_TRACK' | 'NONE';

const NEARNESS_TONES: Readonly<Record<Nearness, Tone>> = { OVERDUE: 'red', TODAY: 'amber', SOON: 'amber', ON_TRACK: 'green', NONE: 'ink' };

export const nearness = ({ due, light }: Running, today: Day): Nearness => {
  if (due === undefined) return 'NONE';
  if (light === 'OVERDUE') return 'OVERDUE';
  return due === today ? 'TODAY' : light === 'AT_RISK' || due < today ? 'SOON' : 'ON_TRACK';
};

export const toneOf = (running: Running, today: Day): Tone => NEARNESS_TONES[nearness(running, today)];

/** The traffic light, as a word. */
export const Light = ({ words, running, today }: { words: Words; running: Running; today: Day }) => (
  <span class={`light ${toneOf(running, today)}`}>{words.lists.light[nearness(running, today)]}</span>
);

/** What is awaited next, in the colour of its urgency; the state where nothing is. */
export const DutyBadge = ({
  words,
  running,
  code,
  state,
  today,
}: {
  words: Words;
  running: Running;
  code: DeadlineCode | undefined;
  state: State;
  today: Day;
}) => {
  if (code === undefined) return <StateBadge words={words} state={state} />;
  const tone = toneOf(running, today);
  return <Badge tone={tone === 'green' ? 'ink' : tone}>{words.codes.duty[code]}</Badge>;
};

/** The day to aim for, or the last day allowed once that is past. */
export const shownDay = ({ due, rolledDue }: Running, today: Day): Day | undefined =>
  due !== undefined && due < today ? (rolledDue ?? due) : due;

/** 9月16日 · 超 2 天 */
export const DueDate = ({ words, running, today }: { words: Words; running: Running; today: Day }) => {
  const day = shownDay(running, today);
  if (day === undefined) return <span class="soft">—</span>;
  const lang = languageOf(words);
  const tone = toneOf(running, today);
  return (
    <time datetime={day} class={tone === 'green' ? 'no-wrap' : `${tone} no-wrap`}>
      {`${dayText(lang, day, today)} · ${shortRelative(lang, day, today)}`}
    </time>
  );
};

export const Figures = ({ children }: { children?: Child }) => <dl class="figures">{children}</dl>;

export const Figure = ({
  label,
  value,
  unit,
  against,
  urgent,
}: {
  label: string;
  value: number;
  unit?: string;
  against?: string;
  urgent?: boolean;
}) => (
  <div class={urgent ? 'figure is-red' : 'figure'}>
    {against !== undefined && <dd class="against">{against}</dd>}
    <dt>{label}</dt>
    <dd>
      {value}
      {unit !== undefined && unit !== '' && <small>{` ${unit}`}</small>}
    </dd>
  </div>
);

export const Sheet = ({ children }: { children?: Child }) => <section class="sheet">{children}</section>;

/** Nothing to show, and what to do next. */
export const Empty = ({
  title,
  children,
  action,
}: {
  title: string;
  children?: Child;
  action?: { readonly href: string; readonly label: string };
}) => (
  <section class="empty">
    <h2>{title}</h2>
    <p class="soft">{children}</p>
    {action && (
      <a class="button first" href={action.href}>
        {action.label}
      </a>
    )}
  </section>
);

/** A button that prints; shown by the script, because without one the browser's own menu prints. */
export const PrintButton = ({ label, first }: { label: string; first?: boolean }) => (
  <button type="button" class={first ? 'button first no-print' : 'button no-print'} data-print hidden>
    {label}
  </button>
);
