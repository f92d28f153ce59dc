// The frame of every list behind a figure of a report: its heading, what narrows it, how many there are, and the turning of its pages.
// It must not know what its rows are.
import type { Child } from 'hono/jsx';
import type { ReportPeriod } from '../../domain/reports/period.ts';
import type { Rows } from '../../services/report-rows.ts';
import { Empty } from '../look/pieces.tsx';
import { Page } from '../look/page.tsx';
import { periodTitle } from '../report-files/titles.ts';
import type { Here } from './here.ts';
import { reportPath } from './report-paths.ts';

/** Which rows stand here, and how their pages are addressed. */
export interface Listing {
  readonly here: Here;
  readonly title: string;
  /** What narrows them, in words: 来访 · 3 月. */
  readonly narrowed: readonly string[];
  /** The address of page n. */
  readonly pagePath: (page: number) => string;
}

/** Which page this is, in words, and where its neighbours stand. */
export interface Turn {
  readonly position: string;
  readonly previous?: string | undefined;
  readonly next?: string | undefined;
}

export interface ListProps {
  readonly listing: Pick<Listing, 'here' | 'title' | 'narrowed'>;
  readonly period: ReportPeriod;
  /** How many there are, in words; absent where there is nothing. */
  readonly says: string | undefined;
  readonly turn?: Turn | undefined;
  readonly children?: Child;
}

export const ReportList = ({ listing: { here, title, narrowed }, period, says, turn, children }: ListProps) => {
  const { words } = here;
  const { rows } = words.reports;
  const heading = `${periodTitle(words, period)}${words.lang === 'zh' ? ' ' : ': '}${title}`;
  const back = { href: reportPath(period.label), label: rows.back };
  return (
    <Page {...here.frame} title={heading} active="reports">
      <p class="no-print">
        <a href={back.href}>{back.label}</a>
      </p>
      <h1>{heading}</h1>
      {narrowed.length > 0 && <p class="lead">{narrowed.join(' · ')}</p>}
      {says === undefined ? (
        <Empty title={rows.empty} action={back}>
          {rows.emptyHint}
        </Empty>
      ) : (
        <>
          <p class="gap-small">
            <b>{says}</b>
          </p>
          {children}
          {turn && (
            <p class="pager">
              <span class="soft">{turn.position}</span>
              {turn.previous !== undefined && (
                <a class="button" rel="prev" href={turn.previous}>
                  {rows.previous}
                </a>
              )}
              {turn.next !== undefined && (
                <a class="button" rel="next" href={turn.next}>
                  {rows.next}
                </a>
              )}
            </p>
          )}
        </>
      )}
    </Page>
  );
};

/** Rows that were all counted, whichever page of them is shown. */
export const Listed = <Row,>({ listing, found, children }: { listing: Listing; found: Rows<Row>; children?: Child }) => {
  const { rows } = listing.here.words.reports;
  const { count, page, pages, period } = found;
  const turn: Turn = {
    position: rows.page(page, pages),
    ...(page > 1 && { previous: listing.pagePath(page - 1) }),
    ...(page < pages && { next: listing.pagePath(page + 1) }),
  };
  return (
    <ReportList listing={listing} period={period} says={count === 0 ? undefined : rows.count(count)} turn={pages > 1 ? turn : undefined}>
      {children}
    </ReportList>
  );
};

export const Somebody = ({ name, id, linked }: { name: string | undefined; id: string; linked: boolean }) => (
  <>
    {linked ? <a href={`/people/${id}`}>{name ?? id}</a> : (name ?? '—')} <span class="soft small">{id}</span>
  </>
);
