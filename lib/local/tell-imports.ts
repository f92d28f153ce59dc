// How far files being imported have come, as plain lines for whoever watches the terminal. Kinds and numbers alone: names of files may name people.
// It must not know how files are imported.
import type { ImportKindName } from '../../functions/domain/staff/rooms.ts';
import type { Deps } from '../../functions/services/deps.ts';
import { type ImportJob, importsOf } from '../../functions/services/import-jobs.ts';
import { callerOf } from './sample/stage.ts';
import { figure, type Language, say, type Word } from './words.ts';

const ADMIN = 'S01'; // may bring files of every kind, so sees all of them
const LOOKED_AT = 10; // the latest; more do not run within one look

const KIND: Readonly<Record<ImportKindName, Word>> = {
  contacts: 'contacts',
  people: 'people',
  sessions: 'sessions',
  attendance: 'attendance',
};

export interface TellOptions {
  readonly deps: Deps;
  readonly language: Language;
  readonly log: (line: string) => void;
  /** Imports that somebody else tells about. */
  readonly isToldElsewhere: (id: string) => boolean;
}

/** To be called now and then: a line for each import that moved since, and one when it is over. */
export const importTeller = ({ deps, language, log, isToldElsewhere }: TellOptions): (() => Promise<void>) => {
  const since = deps.now();
  const told = new Map<string, string>();
  const lineOf = ({ kind, state, done, rows, created, rejected }: ImportJob): string => {
    const what = say(KIND[kind], language);
    if (state === 'FAILED') return say('importFailed', language, { what });
    if (state !== 'DONE') return say('importProgress', language, { what, done: figure(done), rows: figure(rows) });
    return say('importDone', language, { what, rows: figure(rows), created: figure(created), rejected: figure(rejected) });
  };
  return async () => {
    const { items } = await importsOf(deps, callerOf(ADMIN), { limit: LOOKED_AT });
    for (const job of items.toReversed()) {
      const over = job.state === 'DONE' || job.state === 'FAILED';
      // A check changes nothing, and what was over before this start is nobody's news.
      if (job.dryRun || isToldElsewhere(job.id) || (over && (job.finishedAt ?? '') < since) || (!over && job.done === 0)) continue;
      const line = lineOf(job);
      if (told.get(job.id) !== line) log(line);
      told.set(job.id, line);
    }
  };
};
