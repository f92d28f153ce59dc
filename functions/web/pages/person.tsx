// One person of the roll: on it or not and why, what is known, household, training, what was changed; right only what is allowed.
// Of ID number and telephone only the last four stand here.
import type { RollCommandName, RollEvent } from '../../domain/people/roll.ts';
import type { PersonFile } from '../../services/people-shapes.ts';
import { Page } from '../look/page.tsx';
import { Badge } from '../look/pieces.tsx';
import { dayText, fullDay, momentText } from '../words/dates.ts';
import type { Words } from '../words/index.ts';
import { nameOf, placeOf, type Here } from './here.ts';
import { PeopleTable, removalText } from './person-rows.tsx';

export const PersonPage = ({ here, file }: { here: Here; file: PersonFile }) => {
  const { words } = here;
  const { person } = file;
  return (
    <Page {...here.frame} title={`${person.name} ${person.personId}`} active="people">
      <header class="case-head">
        <p class="path">
          <a href="/people">{words.people.file.trail}</a>
          {` · ${[person.personId, placeOf(here, person), person.resettlementType].filter(Boolean).join(' · ')}`}
        </p>
        <h1>{person.name}</h1>
        <p class="facts">
          <Badge tone={person.removedOn === undefined ? 'green' : 'ink'}>{removalText(here, person)}</Badge>
        </p>
      </header>
      <div class="case person">
        <div class="case-now">
          <Can here={here} file={file} />
        </div>
        <div class="case-file">
          <section aria-labelledby="household">
            <h2 id="household">{words.people.file.household}</h2>
            {file.household.length === 0 ? (
              <p class="soft">{words.people.file.alone}</p>
            ) : (
              <PeopleTable here={here} people={file.household} />
            )}
          </section>
          <section class="gap" aria-labelledby="training">
            <h2 id="training">{words.people.file.training}</h2>
            <Training here={here} file={file} />
          </section>
          <section class="gap" aria-labelledby="history">
            <h2 id="history">{words.people.file.history}</h2>
            <Changes here={here} file={file} />
          </section>
        </div>
        <aside class="case-rest">
          <About here={here} file={file} />
        </aside>
      </div>
    </Page>
  );
};

const Can = ({ here, file }: { here: Here; file: PersonFile }) => {
  const { words } = here;
  return (
    <section class="can" aria-labelledby="can">
      <h2 id="can">{words.people.file.can}</h2>
      {file.allowed.length === 0 ? (
        <p class="soft">{words.people.file.readOnly}</p>
      ) : (
        <ul>
          {file.allowed.map((name: RollCommandName) => (
            <li>
              <a class="button" href={`/people/${file.person.personId}/${name}`}>
                {words.people.command[name]}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

const About = ({ here, file: { person, tails } }: { here: Here; file: PersonFile }) => {
  const { words, lang } = here;
  const { facts } = words.people;
  const day = (value: string | undefined): string | undefined => value && fullDay(lang, value);
  const tail = (value: string | undefined): string | undefined => value && words.people.tail(value);
  const lines: readonly (readonly [string, string | undefined])[] = [
    [words.people.number, person.personId],
    [facts.sex, person.sex && words.people.sex[person.sex]],
    [facts.birthDate, day(person.birthDate)],
    [facts.idNumber, tail(tails.idNumber)],
    [facts.phone, tail(tails.phone)],
    [facts.household, person.household],
    [facts.householder, person.householder],
    [facts.addedOn, day(person.addedOn)],
  ];
  return (
    <section class="side">
      <h2>{words.people.file.about}</h2>
      <dl class="pairs">
        {lines.map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd class={value === undefined ? 'soft' : undefined}>{value ?? words.people.unknown}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};

const Training = ({ here, file }: { here: Here; file: PersonFile }) => {
  const { words } = here;
  if (file.training.length === 0) return <p class="soft">{words.people.file.noTraining}</p>;
  return (
    <ul class="plain-list">
      {file.training.map(({ session, date, half, topic }) => (
        <li>
          <a href={`/sessions/${session}`}>{`${dayText(here.lang, date, here.today)} ${words.people.half[half]} · ${topic ?? session}`}</a>
        </li>
      ))}
    </ul>
  );
};

const Changes = ({ here, file: { events, entered } }: { here: Here; file: PersonFile }) => {
  const { words } = here;
  return (
    <ol class="line">
      {[...events].reverse().map((event) => (
        <Entry here={here} at={event.at} by={event.by} what={words.people.event[event.type]} lines={linesOf(event, here)} />
      ))}
      <Entry here={here} at={entered.at} by={entered.by} what={words.people.entered[entered.imported ? 'imported' : 'byHand']} lines={[]} />
    </ol>
  );
};

const Entry = ({ here, at, by, what, lines }: { here: Here; at: string; by: string; what: string; lines: readonly string[] }) => (
  <li class="entry">
    <time datetime={at}>{momentText(here.lang, at, here.today)}</time>
    <span class="thread"></span>
    <div class="what">
      <p>
        <b>{what}</b>
        <span class="by">{nameOf(here, by)}</span>
      </p>
      {lines.map((line) => (
        <p class="soft">{line}</p>
      ))}
    </div>
  </li>
);

const linesOf = (event: RollEvent, here: Here): string[] => {
  const { words, lang } = here;
  switch (event.type) {
    case 'removed':
      return [removalText(here, { removedOn: event.on, removedReason: event.reason })];
    case 'restored':
      return [event.reason, words.people.was(fullDay(lang, event.was))];
    case 'changed':
    case 'imported':
      return event.changes.map(({ field, from, to }) => {
        const label = factLabel(words, field);
        if (from === undefined && to === undefined) return words.people.changedSecret(label);
        return words.people.change(label, valueText(here, field, from), valueText(here, field, to));
      });
  }
};

/** What a fact is called; the name it came with where nobody gave it a word. */
export const factLabel = (words: Words, field: string): string => {
  const { facts } = words.people;
  return Object.hasOwn(facts, field) ? facts[field as keyof typeof facts] : field;
};

const valueText = ({ words, townships }: Here, field: string, value: string | undefined): string => {
  if (value === undefined || value === '') return words.people.unknown;
  if (field === 'township') return townships.find(({ code }) => code === value)?.name ?? value;
  const labels: Readonly<Record<string, string>> =
    field === 'sex' ? words.people.sex : field === 'removedReason' ? words.people.reason : {};
  return labels[value] ?? value;
};
