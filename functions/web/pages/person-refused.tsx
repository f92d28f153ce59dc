// What a refusal means where it is about the roll, as a sentence and as a page with the way back.
// It must not decide, and it does not tell whether what was asked for exists.
import type { Refusal } from '../../domain/result.ts';
import { mayReadPeople } from '../../domain/staff/rooms.ts';
import { Page } from '../look/page.tsx';
import { refusalSentence } from '../sentences.ts';
import { dayText } from '../words/dates.ts';
import type { Here } from './here.ts';

/** The sentence of a refusal; those that speak of petitions elsewhere speak of people here. */
export const rollSentence = (refusal: Refusal, { words, lang, today, staff }: Here): string => {
  const { refusal: own } = words.people;
  const { on } = refusal.data;
  switch (refusal.code) {
    case 'STALE':
      return own.stale;
    case 'ALREADY_DONE':
      return own.done(typeof on === 'string' ? dayText(lang, on, today) : '');
    case 'WRONG_STATE':
      return own.notRemoved;
    case 'NOT_YOURS':
      return mayReadPeople(staff) ? own.notKeeper : own.notReader;
    case 'BUSY':
      return own.busy;
    default:
      return refusalSentence(refusal, words);
  }
};

/** `back` is the person it was about; without one, the roll or, for whoever has no business there, Today. */
export const RollRefusedPage = ({ here, refusal, back }: { here: Here; refusal: Refusal; back?: { href: string; label: string } }) => {
  const { words } = here;
  const title = refusal.code === 'NOT_FOUND' ? words.refusals.notFoundTitle : words.refusals.title;
  const roll = mayReadPeople(here.staff)
    ? { href: '/people', label: words.people.search.back }
    : { href: '/', label: words.frame.nav.today };
  const way = back ?? roll;
  return (
    <Page {...here.frame} title={title} narrow>
      <h1>{title}</h1>
      <p class="gap-small">{rollSentence(refusal, here)}</p>
      <p class="actions gap-small">
        <a class="button first" href={way.href}>
          {way.label}
        </a>
      </p>
    </Page>
  );
};
