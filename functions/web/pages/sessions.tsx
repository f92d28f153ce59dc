// The ledger of training sessions, one month a page: what counts, what is still a draft, what is today and what is to come.
// It must not know how rows are found; month, township and kind stand in the address.
import { COUNTING_STATES, SESSION_KINDS, type SessionKind } from '../../domain/training/vocabulary.ts';
import { mayPlan } from '../../domain/training/transitions.ts';
import { monthOf } from '../../domain/calendar/days.ts';
import type { SessionRow } from '../../services/session-shapes.ts';
import { Select, type FormState } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import { Empty, Figure, Figures } from '../look/pieces.tsx';
import { dayText, shortRelative } from '../words/dates.ts';
import { placeOf, type Here } from './here.ts';
import { SessionBadge, sessionPath } from './session-bits.tsx';

/** What the address asks for; a filter that is not used is absent. */
export interface SessionFilter {
  readonly month: string;
  readonly township?: string;
  readonly kind?: SessionKind;
}

interface SessionsProps {
  readonly here: Here;
  readonly filter: SessionFilter;
  readonly rows: readonly SessionRow[];
  /** The month has more rows than these. */
  readonly more?: boolean;
}

/** @example sessionsPath({ month: '2026-11' }) // /sessions?month=2026-11 */
export const sessionsPath = ({ month, township, kind }: SessionFilter): string =>
  `/sessions?${new URLSearchParams({ month, ...(township && { township }), ...(kind && { kind }) }).toString()}`;

/** The month so many months later, or earlier. @example monthAfter('2026-12', 1) // 2027-01 */
export const monthAfter = (month: string, by: number): string => {
  const serial = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${String(Math.floor(serial / 12)).padStart(4, '0')}-${String((serial % 12) + 1).padStart(2, '0')}`;
};

const sum = (rows: readonly SessionRow[], figure: 'present' | 'handouts'): number => rows.reduce((total, row) => total + row[figure], 0);

const OFF = ['POSTPONED', 'CANCELLED'];

export const SessionsPage = ({ here, filter, rows, more = false }: SessionsProps) => {
  const { words } = here;
  const { ledger } = words.training;
  const counted = rows.filter(({ state }) => COUNTING_STATES.includes(state));
  const drafts = rows.filter(({ state }) => !COUNTING_STATES.includes(state) && !OFF.includes(state));
  return (
    <Page {...here.frame} title={words.training.title} active="sessions">
      <h1>{words.training.title}</h1>
      <p class="lead">{ledger.lead}</p>
      <Months here={here} filter={filter} />
      <FilterForm here={here} filter={filter} />
      <Figures>
        <Figure label={ledger.figures.sessions} value={counted.length} unit={ledger.units.sessions} />
        <Figure label={ledger.figures.personTimes} value={sum(counted, 'present')} unit={ledger.units.personTimes} />
        <Figure label={ledger.figures.handouts} value={sum(counted, 'handouts')} unit={ledger.units.handouts} />
        <Figure label={ledger.figures.drafts} value={drafts.length} unit={ledger.units.sessions} />
      </Figures>
      {rows.length === 0 ? <Nothing here={here} /> : <Rows here={here} filter={filter} rows={rows} />}
      {more && <p class="soft gap-small">{ledger.more}</p>}
    </Page>
  );
};

const monthText = ({ words }: Here, month: string): string =>
  `${words.reports.yearOf(Number(month.slice(0, 4)))} ${words.reports.month(Number(month.slice(5, 7)))}`;

const Months = ({ here, filter }: { here: Here; filter: SessionFilter }) => {
  const { ledger } = here.words.training;
  const to = (by: number): string => sessionsPath({ ...filter, month: monthAfter(filter.month, by) });
  return (
    <nav class="months" aria-label={ledger.month}>
      <a class="button" rel="prev" href={to(-1)}>
        {ledger.previous}
      </a>
      <p class="month">{monthText(here, filter.month)}</p>
      <a class="button" rel="next" href={to(1)}>
        {ledger.next}
      </a>
      {mayPlan(here.staff) && (
        <a class="button first" href="/sessions/new">
          {ledger.plan}
        </a>
      )}
    </nav>
  );
};

const FilterForm = ({ here, filter }: { here: Here; filter: SessionFilter }) => {
  const { words } = here;
  const { ledger, kinds } = words.training;
  const form: FormState = { words, typed: { township: filter.township ?? '', kind: filter.kind ?? '' }, mistakes: [] };
  return (
    <form class="bar filter session-filter" action="/sessions" method="get">
      <div class="field">
        <label for="month">{ledger.month}</label>
        <input class="box" type="month" id="month" name="month" value={filter.month} placeholder="2026-09" />
      </div>
      <Select
        form={form}
        name="township"
        label={ledger.township}
        none={ledger.all}
        choices={here.townships.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <Select
        form={form}
        name="kind"
        label={ledger.kind}
        none={ledger.all}
        choices={SESSION_KINDS.map((value) => ({ value, label: kinds[value] }))}
      />
      <button class="button" type="submit">
        {ledger.show}
      </button>
    </form>
  );
};

const Nothing = ({ here }: { here: Here }) => {
  const { ledger } = here.words.training;
  return mayPlan(here.staff) ? (
    <Empty title={ledger.emptyTitle} action={{ href: '/sessions/new', label: ledger.plan }}>
      {ledger.emptyOrganiser}
    </Empty>
  ) : (
    <Empty title={ledger.emptyTitle}>{ledger.emptyOther}</Empty>
  );
};

const Rows = ({ here, filter, rows }: { here: Here; filter: SessionFilter; rows: readonly SessionRow[] }) => {
  const { words, lang, today } = here;
  const { ledger } = words.training;
  const { columns } = ledger;
  return (
    <table class="ledger entries session-rows">
      <caption>{ledger.caption(monthText(here, filter.month), rows.length)}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.when}</th>
          <th scope="col">{columns.number}</th>
          <th scope="col">{columns.topic}</th>
          <th scope="col">{columns.place}</th>
          <th scope="col">{columns.kind}</th>
          <th scope="col" class="right">
            {columns.seats}
          </th>
          <th scope="col" class="right">
            {columns.present}
          </th>
          <th scope="col" class="right">
            {columns.handouts}
          </th>
          <th scope="col">{columns.state}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <td class="when">
              <time datetime={`${row.date}T${row.startsAt}`}>{`${dayText(lang, row.date, today)} ${row.startsAt}`}</time>
              {row.date >= today && !COUNTING_STATES.includes(row.state) && !OFF.includes(row.state) && (
                <span class={row.date === today ? 'amber' : 'soft'}>{` · ${shortRelative(lang, row.date, today)}`}</span>
              )}
            </td>
            <td class="number">
              <a href={sessionPath(row.sessionId)}>{row.sessionId}</a>
            </td>
            <td class="wide">
              <span class="subject">{row.topic}</span>
              {row.coOrganiser !== undefined && <span class="soft">{` · ${row.coOrganiser}`}</span>}
            </td>
            <td class="place late">{placeOf(here, row)}</td>
            <td class="late desk-only">{words.training.kinds[row.kind]}</td>
            <td class="count desk-only">{words.training.seats(row.enrolled, row.capacity)}</td>
            <td class="count desk-only">{row.present}</td>
            <td class="count desk-only">{row.handouts}</td>
            <td class="late phone-only">
              {row.present > 0 ? ledger.present(row.present) : ledger.enrolled(words.training.seats(row.enrolled, row.capacity))}
            </td>
            <td class="state">
              <SessionBadge words={words} state={row.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** The month of an address, or this month where it is none. */
export const monthAsked = (asked: string | undefined, today: string): string =>
  asked !== undefined && /^(19|20)\d{2}-(0[1-9]|1[0-2])$/.test(asked) ? asked : monthOf(today);
