// The worklists: mine, by township, overdue, a month's contacts; which one stands in the address.
// It must not know how rows are found.
import { CATEGORIES } from '../../domain/petitions/vocabulary.ts';
import { canBeFirstContact } from '../../domain/staff/staff.ts';
import type { ContactLine, ListRow, Page as Slice } from '../../services/shapes.ts';
import { Select, type FormState } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import { Empty } from '../look/pieces.tsx';
import { dayText } from '../words/dates.ts';
import type { Words } from '../words/index.ts';
import { placeOf, type Here } from './here.ts';
import { Rows } from './rows.tsx';

export const VIEWS = ['mine', 'area', 'overdue', 'month'] as const;
export type View = (typeof VIEWS)[number];

/** What the address asks for; a filter that is not used is absent. */
export interface Filter {
  readonly view: View;
  readonly area?: string;
  readonly month?: string;
  readonly cursor?: string;
}

export type Listed =
  { readonly kind: 'petitions'; readonly page: Slice<ListRow> } | { readonly kind: 'contacts'; readonly page: Slice<ContactLine> };

/** The address of a list. @example listPath({ view: 'month', month: '2026-09' }) // /petitions?view=month&month=2026-09 */
export const listPath = ({ view, area, month, cursor }: Filter): string => {
  const query = new URLSearchParams({ view, ...(area && { area }), ...(month && { month }), ...(cursor && { cursor }) });
  return `/petitions?${query.toString()}`;
};

/** `refusal` is a sentence in place of rows: somebody else's list, a month that is none. */
export const PetitionsPage = ({ here, filter, listed, refusal }: { here: Here; filter: Filter; listed?: Listed; refusal?: string }) => {
  const { words } = here;
  return (
    <Page {...here.frame} title={`${words.lists.title} ${words.lists.views[filter.view]}`} active="petitions">
      <h1>{words.lists.title}</h1>
      <nav class="views" aria-label={words.lists.viewsLabel}>
        {VIEWS.map((view) => (
          <a href={listPath({ view })} aria-current={view === filter.view ? 'page' : undefined}>
            {words.lists.views[view]}
          </a>
        ))}
      </nav>
      <FilterForm here={here} filter={filter} />
      {refusal !== undefined && <Empty title={words.lists.emptyTitle}>{refusal}</Empty>}
      {listed && <List here={here} filter={filter} listed={listed} />}
    </Page>
  );
};

const List = ({ here, filter, listed }: { here: Here; filter: Filter; listed: Listed }) => {
  const { words } = here;
  const rows = listed.page.items.length;
  const more = listed.page.cursor !== undefined;
  if (rows === 0 && !more) {
    return (
      <Empty
        title={words.lists.emptyTitle}
        {...(canBeFirstContact(here.staff) && { action: { href: '/desk', label: words.today.deskGo } })}
      >
        {words.lists.empty[filter.view]}
      </Empty>
    );
  }
  return (
    <>
      {listed.kind === 'contacts' ? (
        <Contacts here={here} rows={listed.page.items} />
      ) : (
        <Rows here={here} rows={listed.page.items} owners={filter.view !== 'mine'} lights />
      )}
      <p class="pager">
        <span class="soft">{listed.kind === 'contacts' ? words.lists.countContacts(rows, more) : words.lists.count(rows, more)}</span>
        {filter.cursor !== undefined && (
          <a class="button" href={listPath({ ...filter, cursor: '' })}>
            {words.frame.firstPage}
          </a>
        )}
        {listed.page.cursor !== undefined && (
          <a class="button" rel="next" href={listPath({ ...filter, cursor: listed.page.cursor })}>
            {words.frame.next}
          </a>
        )}
      </p>
    </>
  );
};

const FilterForm = ({ here, filter }: { here: Here; filter: Filter }) => {
  const { words } = here;
  if (filter.view !== 'area' && filter.view !== 'month') return null;
  const form: FormState = { words, typed: { area: filter.area ?? '', month: filter.month ?? '' }, mistakes: [] };
  return (
    <form class="bar filter" action="/petitions" method="get">
      <input type="hidden" name="view" value={filter.view} />
      {filter.view === 'area' ? (
        <Select
          form={form}
          name="area"
          label={words.lists.area}
          none={words.lists.allAreas}
          choices={here.townships.map(({ code, name }) => ({ value: code, label: name }))}
        />
      ) : (
        <div class="field">
          <label for="month">{words.lists.month}</label>
          <input class="box" type="month" id="month" name="month" value={filter.month ?? ''} placeholder="2026-09" />
        </div>
      )}
      <button class="button" type="submit">
        {words.lists.show}
      </button>
    </form>
  );
};

export const categoryLabel = (words: Words, category: string | undefined): string => {
  const known = CATEGORIES.find((code) => code === category);
  return known === undefined ? words.codes.uncategorised : words.codes.category[known];
};

export const Contacts = ({ here, rows }: { here: Here; rows: readonly ContactLine[] }) => {
  const { words } = here;
  const { contactColumns: columns } = words.lists;
  return (
    <table class="ledger entries">
      <thead>
        <tr>
          <th scope="col">{columns.receivedOn}</th>
          <th scope="col">{columns.contact}</th>
          <th scope="col">{columns.petition}</th>
          <th scope="col">{columns.channel}</th>
          <th scope="col">{columns.place}</th>
          <th scope="col">{columns.category}</th>
          <th scope="col">{columns.first}</th>
          <th scope="col" class="right">
            {columns.headcount}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) =>
          row === 'HIDDEN' ? (
            <tr>
              <td class="soft" colspan={8}>
                {words.lists.hidden}
              </td>
            </tr>
          ) : (
            <tr>
              <td>
                <time datetime={row.receivedOn} class="no-wrap">
                  {dayText(here.lang, row.receivedOn, here.today)}
                </time>
              </td>
              <td class="no-wrap">{row.contact}</td>
              <td class="number">
                <a href={`/petitions/${row.petition}`}>{row.petition}</a>
              </td>
              <td>{words.codes.channel[row.channel]}</td>
              <td class="place">{placeOf(here, row)}</td>
              <td class="wide">{categoryLabel(words, row.category)}</td>
              <td>{row.first ? words.lists.first : words.lists.repeat}</td>
              <td class="right">{words.caseFile.headcount(row.headcount)}</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
};
