// Beside the desk form: the category the words point to, and what this person brought before.
// It must not look anything up, and shows of a matter what the service handed over, nothing more.
import type { Category } from '../../domain/petitions/vocabulary.ts';
import type { ContactRow, ListRow } from '../../services/shapes.ts';
import { StateBadge } from '../look/pieces.tsx';
import { dayText } from '../words/dates.ts';
import { nameOf, placeOf, type Here } from './here.ts';

export interface Earlier {
  readonly contact: ContactRow;
  readonly petition?: ListRow;
}

interface EarlierProps {
  readonly here: Here;
  readonly earlier: readonly Earlier[] | undefined; // undefined: nothing to go by yet
  readonly suggestion?: Category | undefined;
  /** The form was sent and waits for a choice: offer the way to a new matter too. */
  readonly asked?: boolean;
}

/** One card a petition: its latest contact, and how often the person came. */
const matters = (earlier: readonly Earlier[]): { readonly petition: ListRow; readonly contact: ContactRow }[] => {
  const found = new Map<string, { petition: ListRow; contact: ContactRow }>();
  for (const { petition, contact } of earlier) {
    const before = petition && found.get(petition.number);
    if (petition && (!before || before.contact.receivedOn < contact.receivedOn)) found.set(petition.number, { petition, contact });
  }
  return [...found.values()];
};

/** The inside of the box beside the form; the script fetches it anew while somebody types, and moves the suggestion to its box. */
export const Beside = ({ here, earlier, suggestion, asked }: EarlierProps) => {
  const { words } = here;
  const found = matters(earlier ?? []);
  return (
    <>
      {suggestion !== undefined && (
        <p class="suggestion">
          {words.desk.suggestion(words.codes.category[suggestion])}{' '}
          <button class="button" type="button" value={suggestion}>
            {words.desk.useSuggestion}
          </button>
        </p>
      )}
      <h2>{asked ? words.desk.sameTitle : words.desk.aside}</h2>
      {asked && <p class="soft">{words.desk.sameLead}</p>}
      {found.length === 0 ? (
        <p class="soft">{earlier === undefined ? words.desk.asideWait : words.desk.asideNone}</p>
      ) : (
        <div class="cards">
          {found.map(({ petition, contact }) => {
            const owner = nameOf(here, petition.owner);
            return (
              <div class="card is-red">
                <p>
                  <b>{petition.number}</b> {petition.subject} <StateBadge words={words} state={petition.state} />
                </p>
                <p class="soft">
                  {`${dayText(here.lang, contact.receivedOn, here.today)} · ${words.codes.channel[contact.channel]} · ${placeOf(here, contact)}${here.lang === 'zh' ? '。' : '. '}${words.desk.sameRule(owner)}`}
                </p>
                <button class="button" type="submit" form="desk" name="petition" value={petition.number}>
                  {words.desk.joins}
                </button>
              </div>
            );
          })}
          {asked && (
            <button class="button first" type="submit" form="desk" name="sure" value="1">
              {words.desk.isNew}
            </button>
          )}
        </div>
      )}
    </>
  );
};
