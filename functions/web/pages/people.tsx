// The roll: one search box, and under it a township's people page by page.
// It must not know how people are found; what was looked for stands in the page and never in its address.
import { mayImport, keepsRoll, peopleAreas } from '../../domain/staff/rooms.ts';
import type { FoundPerson } from '../../services/people-shapes.ts';
import type { Page as Slice } from '../../services/shapes.ts';
import { Choices, Field, Select, type FormState } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import { Empty } from '../look/pieces.tsx';
import type { Here, Township } from './here.ts';
import { PeopleTable } from './person-rows.tsx';

export const STATUSES = ['on', 'removed'] as const;

/** What the address asks for. */
export interface RollFilter {
  readonly township: string;
  readonly village?: string;
  readonly status: (typeof STATUSES)[number];
  readonly cursor?: string;
}

export const rollPath = ({ township, village, status, cursor }: RollFilter): string => {
  const query = new URLSearchParams({
    township,
    ...(village && { village }),
    ...(status !== 'on' && { status }),
    ...(cursor && { cursor }),
  });
  return `/people?${query.toString()}`;
};

/** The townships this person may look into. */
export const townshipsOf = ({ staff, townships }: Here): readonly Township[] => {
  const areas = peopleAreas(staff);
  return areas === undefined ? townships : townships.filter(({ code }) => areas.includes(code));
};

export interface RollShown {
  readonly filter: RollFilter;
  readonly page: Slice<FoundPerson>;
  /** Nobody has come in yet, anywhere. */
  readonly fresh?: boolean;
}

/** `typed` is what stands in the search box; `found` what it found; `roll` a township's people. */
export const PeoplePage = ({
  here,
  typed = '',
  found,
  roll,
}: {
  here: Here;
  typed?: string;
  found?: { readonly people: readonly FoundPerson[]; readonly most: number };
  roll?: RollShown | undefined;
}) => {
  const { words } = here;
  return (
    <Page {...here.frame} title={words.people.title} active="people">
      <div class="people-head">
        <h1>{words.people.title}</h1>
        {keepsRoll(here.staff) && (
          <a class="button" href="/people/new">
            {words.people.add}
          </a>
        )}
      </div>
      <SearchBox here={here} typed={typed} />
      {found && <Found here={here} {...found} />}
      {roll && <Roll here={here} roll={roll} />}
    </Page>
  );
};

const SearchBox = ({ here, typed }: { here: Here; typed: string }) => {
  const { search } = here.words.people;
  return (
    <form class="people-search" role="search" method="post" action="/people/search">
      <input type="hidden" name="token" value={here.token} />
      <div class="field">
        <label for="who">
          {search.label}
          <span class="hint" id="who-hint">{` ${search.hint}`}</span>
        </label>
        <input
          class="box"
          id="who"
          name="q"
          type="search"
          value={typed}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxlength={60}
          aria-describedby="who-hint"
          autofocus
        />
      </div>
      <button class="button first big" type="submit">
        {search.go}
      </button>
    </form>
  );
};

const Found = ({ here, people, most }: { here: Here; people: readonly FoundPerson[]; most: number }) => {
  const { search } = here.words.people;
  if (people.length === 0) {
    return (
      <Empty title={search.noneTitle} action={{ href: '/people', label: search.back }}>
        {search.none}
      </Empty>
    );
  }
  return (
    <section>
      <h2>{search.title}</h2>
      <p class="soft" role="status">
        {people.length < most ? search.found(people.length) : search.atLeast(people.length)}
      </p>
      <PeopleTable here={here} people={people} />
      <p class="pager">
        <a class="button" href="/people">
          {search.back}
        </a>
      </p>
    </section>
  );
};

const Roll = ({ here, roll: { filter, page, fresh } }: { here: Here; roll: RollShown }) => {
  const { words } = here;
  const shown = page.items.length;
  const count = words.people.roll.count[page.cursor !== undefined ? 'part' : filter.cursor !== undefined ? 'last' : 'all'];
  return (
    <section class="people-roll">
      <h2>{words.people.roll.title}</h2>
      <FilterForm here={here} filter={filter} />
      {shown === 0 ? (
        <Nobody here={here} filter={filter} fresh={fresh === true} />
      ) : (
        <>
          <PeopleTable here={here} people={page.items} />
          <p class="pager">
            <span class="soft">{count(shown)}</span>
            {filter.cursor !== undefined && (
              <a class="button" href={rollPath({ ...filter, cursor: '' })}>
                {words.frame.firstPage}
              </a>
            )}
            {page.cursor !== undefined && (
              <a class="button" rel="next" href={rollPath({ ...filter, cursor: page.cursor })}>
                {words.frame.next}
              </a>
            )}
          </p>
        </>
      )}
    </section>
  );
};

// Somebody who may import is told how the roll comes in; everybody else, where to look.
const Nobody = ({ here, filter, fresh }: { here: Here; filter: RollFilter; fresh: boolean }) => {
  const { roll } = here.words.people;
  return fresh && mayImport(here.staff, 'people') ? (
    <Empty title={roll.emptyTitle} action={{ href: '/imports', label: roll.toImport }}>
      {roll.importFirst}
    </Empty>
  ) : (
    <Empty title={roll.emptyTitle}>{roll.empty[filter.status]}</Empty>
  );
};

const FilterForm = ({ here, filter }: { here: Here; filter: RollFilter }) => {
  const { words } = here;
  const { roll } = words.people;
  const form: FormState = {
    words,
    typed: { township: filter.township, village: filter.village ?? '', status: filter.status },
    mistakes: [],
  };
  return (
    <form class="bar filter" action="/people" method="get">
      <Select
        form={form}
        name="township"
        label={roll.township}
        choices={townshipsOf(here).map(({ code, name }) => ({ value: code, label: name }))}
      />
      <Field form={form} name="village" label={roll.village} hint={roll.villageHint} maxlength={60} />
      <Choices form={form} name="status" label={roll.status} choices={STATUSES.map((value) => ({ value, label: roll.statuses[value] }))} />
      <button class="button" type="submit">
        {roll.show}
      </button>
    </form>
  );
};
