// The history of a session as entries along a thread: what was decided, by whom, and why.
// It must not know who stood on the sheet: events carry counts and hashes, never names.
import type { ChainedSessionEvent, SessionEventData, SessionEventType } from '../../domain/training/events.ts';
import { momentText } from '../words/dates.ts';
import { nameOf, placeOf, type Here } from './here.ts';
import { whenText } from './session-bits.tsx';

type Telling = { readonly [Type in SessionEventType]?: (data: SessionEventData[Type], here: Here) => readonly string[] };

const locked = (
  { words }: Here,
  { present, walkIns, handouts }: { readonly present: number; readonly walkIns: number; readonly handouts: number },
): string => words.training.file.locked(present, walkIns, handouts);

const TELLING: Telling = {
  planned: (plan, here) => [`${whenText(here, plan)} · ${placeOf(here, plan)}`],
  imported: (plan, here) => [`${whenText(here, plan)} · ${placeOf(here, plan)}`],
  sealed: (data, here) => {
    const { file } = here.words.training;
    return [
      locked(here, data),
      ...(data.paperTotal === undefined ? [] : [file.paper(data.paperTotal)]),
      ...(data.difference === undefined ? [] : [file.difference(data.difference)]),
    ];
  },
  verified: ({ sample, hits, remark }, { words }) => [
    ...(sample === 0 ? [] : [words.training.file.sampled(sample, hits)]),
    ...(remark === undefined ? [] : [remark]),
  ],
  checkRejected: ({ findings }) => [findings],
  postponed: ({ reason }) => [reason],
  cancelled: ({ reason }) => [reason],
  rescheduled: ({ date, startsAt }, here) => [here.words.training.file.movedTo(`${date} ${startsAt}`)],
  corrected: ({ reason, added, removed, before, after }, here) => {
    const { file } = here.words.training;
    return [
      reason,
      ...(added.length + removed.length === 0 ? [] : [file.corrected(added.length, removed.length)]),
      ...(before.handouts === after.handouts ? [] : [file.correctedHandouts(before.handouts, after.handouts)]),
      locked(here, after),
    ];
  },
};

const DONE: readonly SessionEventType[] = ['sealed', 'verified', 'closed'];

const tell = (event: ChainedSessionEvent, here: Here): readonly string[] => {
  // Type and data of one event go together, which the compiler cannot see across the union.
  const telling = TELLING[event.type] as ((data: SessionEventData[SessionEventType], here: Here) => readonly string[]) | undefined;
  return telling?.(event.data, here) ?? [];
};

/** The hash of who stands on the sheet as it was locked last; undefined before the first seal. */
export const sealHash = (events: readonly ChainedSessionEvent[]): string | undefined => {
  for (const event of events.toReversed()) {
    if (event.type === 'corrected') return event.data.after.sheet;
    if (event.type === 'sealed') return event.data.sheet;
  }
  return undefined;
};

export const SessionHistory = ({ here, events }: { here: Here; events: readonly ChainedSessionEvent[] }) => (
  <ol class="line">
    {events.map((event) => (
      <li class={DONE.includes(event.type) ? 'entry is-done' : 'entry'}>
        <time datetime={event.at}>{momentText(here.lang, event.at, here.today)}</time>
        <span class="thread" aria-hidden="true"></span>
        <div class="what">
          <p>
            <b>{here.words.training.events[event.type]}</b>
            <span class="by">{nameOf(here, event.by)}</span>
          </p>
          {tell(event, here).map((line) => (
            <p class="story">{line}</p>
          ))}
        </div>
      </li>
    ))}
  </ol>
);
