// People in a table and in a list to pick from: namesakes told apart by place, year of birth and householder.
// It must not know how they were found.
import type { FoundPerson } from '../../services/people-shapes.ts';
import { Badge } from '../look/pieces.tsx';
import { dayText } from '../words/dates.ts';
import { placeOf, type Here } from './here.ts';

/** 已核减 2013年2月3日 · 死亡 */
export const removalText = (
  { words, lang, today }: Here,
  { removedOn, removedReason }: Pick<FoundPerson, 'removedOn' | 'removedReason'>,
): string =>
  removedOn === undefined
    ? words.people.onRoll
    : words.people.removed(dayText(lang, removedOn, today), words.people.reason[removedReason ?? 'OTHER']);

const headText = ({ words }: Here, { name, householder }: FoundPerson): string =>
  householder === undefined ? '' : householder === name ? words.people.isHouseholder : words.people.householder(householder);

export const PeopleTable = ({ here, people, caption }: { here: Here; people: readonly FoundPerson[]; caption?: string }) => {
  const { words } = here;
  const { columns } = words.people;
  return (
    <table class="ledger entries people">
      {caption !== undefined && <caption>{caption}</caption>}
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col">{columns.place}</th>
          <th scope="col">{columns.household}</th>
          <th scope="col">{columns.birthYear}</th>
          <th scope="col">{columns.type}</th>
          <th scope="col">{columns.status}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr>
            <td class="number">
              <a href={`/people/${person.personId}`}>{person.name}</a>
            </td>
            <td class="place">{placeOf(here, person)}</td>
            <td>{headText(here, person)}</td>
            <td class="no-wrap">{person.birthYear === undefined ? '' : words.people.yearBorn(person.birthYear)}</td>
            <td>{person.resettlementType}</td>
            <td class="end">
              <Badge tone={person.onRoll ? 'green' : 'ink'}>{removalText(here, person)}</Badge>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/**
 * A list to pick from, for pages that look somebody up beside their own form: each button sends `personId`.
 * Fetched from `POST /people/suggest` and put inside the form that wants it.
 */
export const PeopleSuggested = ({ here, people }: { here: Here; people: readonly FoundPerson[] }) =>
  people.length === 0 ? (
    <p class="soft" role="status">
      {here.words.people.search.noneTitle}
    </p>
  ) : (
    <ol class="suggested">
      {people.map((person) => (
        <li>
          <button class="button" type="submit" name="personId" value={person.personId} data-name={person.name}>
            <b>{person.name}</b>
            <span class="soft">
              {[
                placeOf(here, person),
                ...(person.birthYear === undefined ? [] : [here.words.people.yearBorn(person.birthYear)]),
                ...(person.householder === undefined ? [] : [headText(here, person)]),
                ...(person.onRoll ? [] : [removalText(here, person)]),
              ].join(' · ')}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
