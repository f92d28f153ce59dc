// The larger part of the sample, loaded while the house is already in use: a half-year of files through the importer, like anybody's files,
// and sessions around today. It must not know what the importer does with a file, or what a session is.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportKindName } from '../../../functions/domain/staff/rooms.ts';
import type { Deps } from '../../../functions/services/deps.ts';
import { acceptImport, openImport } from '../../../functions/services/import-jobs.ts';
import { figure, type Language, say, type Word } from '../words.ts';
import { playSessions, type Progress } from './play-sessions.ts';
import { callerOf, must } from './stage.ts';

export interface Behind {
  readonly deps: Deps;
  readonly memory: Progress & {
    /** The import a file was queued as. */
    importOf(file: string): string | undefined;
    queued(file: string, importId: string): Promise<void>;
  };
  readonly nudge: () => void;
  readonly signal: AbortSignal;
  readonly tell: (word: Word, data: Readonly<Record<string, string>>) => void;
  readonly language: Language;
}

type Part = { readonly what: Word } & ({ readonly kind: ImportKindName; readonly file: string } | { readonly play: 'sessions' });

/** In this order: sheets name people and sessions, and the people of today's sessions come from the roll. */
const PARTS: readonly Part[] = [
  { what: 'contacts2012', kind: 'contacts', file: 'contacts-2012-h1.csv' },
  { what: 'contacts2013', kind: 'contacts', file: 'contacts-2013-h1.csv' },
  { what: 'people', kind: 'people', file: 'people-2013.csv' },
  { what: 'recentSessions', play: 'sessions' },
  { what: 'sessions', kind: 'sessions', file: 'sessions-2013-h1.csv' },
  { what: 'attendance', kind: 'attendance', file: 'attendance-2013-h1.csv' },
  { what: 'otherSessions', kind: 'sessions', file: 'other-sessions-2013-h1.csv' },
  { what: 'otherAttendance', kind: 'attendance', file: 'other-attendance-2013-h1.csv' },
];

const ADMIN = 'S01';
const LOOK_EVERY_MS = 400;
const TELL_EVERY_MS = 2000;

/** Resolves when everything is in; rejects when it is told to stop, or when the database fails, and may simply be called again. */
export const fillBehind = async (behind: Behind): Promise<void> => {
  const { deps, memory, signal, tell, language } = behind;
  const started = performance.now();
  for (const part of PARTS) {
    signal.throwIfAborted();
    if (memory.isDone(part.what)) continue;
    if ('play' in part) {
      const rows = figure(await playSessions(deps, memory, signal));
      tell('sampleProgress', { what: say(part.what, language), done: rows, rows });
    } else await bring(behind, part);
    await memory.done(part.what);
  }
  tell('sampleDone', { seconds: figure(Math.round((performance.now() - started) / 1000)) });
};

// One file after the other, so that a file that somebody brings meanwhile waits for one of them and not for all.
const bring = async (behind: Behind, { what, kind, file }: Extract<Part, { file: string }>): Promise<void> => {
  const { deps, memory, nudge, signal, tell, language } = behind;
  const admin = callerOf(ADMIN);
  let id = memory.importOf(file);
  if (id === undefined) {
    const bytes = await readFile(new URL(`half-year/${file}`, import.meta.url));
    ({ id } = must(await acceptImport(deps, admin, { kind, bytes, name: file, dryRun: false })));
    await memory.queued(file, id);
    nudge();
  }
  let told = { at: 0, done: 0 };
  for (;;) {
    await sleep(LOOK_EVERY_MS, undefined, { signal });
    const { state, done, rows, failure } = must(await openImport(deps, admin, id));
    const over = state === 'DONE' || state === 'FAILED';
    if (over || (done !== told.done && performance.now() - told.at >= TELL_EVERY_MS)) {
      tell('sampleProgress', { what: say(what, language), done: figure(done), rows: figure(rows) });
      told = { at: performance.now(), done };
    }
    if (state === 'FAILED') tell('sampleRefused', { what: say(what, language), reason: failure ?? state });
    if (over) return;
  }
};
