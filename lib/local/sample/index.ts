// Fills a new data folder: the directory of the fictional bureau always, its live cases before the house is ready, the rest behind.
// It must not know what any part of the sample is.
import * as z from 'zod';
import { shanghaiDay } from '../../../functions/domain/calendar/days.ts';
import { PUBLISHED_YEARS } from '../../../functions/domain/calendar/published-years.ts';
import type { Deps } from '../../../functions/services/deps.ts';
import { replaceDirectory } from '../../../functions/services/staff.ts';
import { readIfThere, writeDurably } from '../durable-files.ts';
import { errorName, pause, pauseBefore, type RetryPolicy } from '../retry.ts';
import { type Language, say } from '../words.ts';
import type { Behind } from './behind.ts';
import { STAFF, TOWNSHIPS } from './cast.ts';
import { loadSample } from './play.ts';

export { loadSample };

/** Staff, townships and work calendar; rows that exist are replaced. */
export const seedDirectory = (deps: Pick<Deps, 'db'>): Promise<void> =>
  replaceDirectory(deps, { staff: STAFF, townships: TOWNSHIPS, years: PUBLISHED_YEARS });

export interface SampleOptions {
  readonly deps: Deps;
  /** Remembers how far a folder has been filled. */
  readonly file: string;
  readonly empty: boolean;
  readonly log: (line: string) => void;
  readonly language: Language;
  /** Tells the importer that there is a file. */
  readonly nudge: () => void;
}

export interface Sample {
  /** What must be there when the house is ready. */
  load(): Promise<void>;
  /** Begins with the rest, and returns at once. */
  loadBehind(): void;
  /** Is this import one of the sample's files? It tells about those itself. */
  brings(importId: string): boolean;
  stop(): Promise<void>;
}

const DONE = z.enum(['empty', 'sample']);
/** How far a first start has come whose rest is still to be loaded; `day` is the day it began, around which everything is played. */
const Filling = z.object({ day: z.string(), done: z.array(z.string()), imports: z.record(z.string(), z.string()) });
type Filling = z.infer<typeof Filling>;

/**
 * The sample is a gift for the first start: whoever has put it away does not want it back. A start that was cut off
 * goes on at the next one where it was.
 */
export const openSample = ({ deps, file, empty, log, language, nudge }: SampleOptions): Sample => {
  const stopping = new AbortController();
  let filling: Filling | undefined;
  let behind: Promise<void> = Promise.resolve();

  const save = async (next: Filling): Promise<void> => {
    filling = next;
    await writeDurably(file, `${JSON.stringify(next)}\n`);
  };
  const begin = async (): Promise<void> => {
    if (empty) return writeDurably(file, `${DONE.enum.empty}\n`);
    await loadSample(deps);
    await save({ day: shanghaiDay(deps.now()), done: [], imports: {} });
  };
  const rest = async (begun: Filling): Promise<void> => {
    const memory: Behind['memory'] = {
      day: begun.day,
      isDone: (name) => filling?.done.includes(name) ?? false,
      done: (name) => save({ ...(filling ?? begun), done: [...(filling ?? begun).done, name] }),
      importOf: (name) => filling?.imports[name],
      queued: (name, id) => save({ ...(filling ?? begun), imports: { ...(filling ?? begun).imports, [name]: id } }),
    };
    const { fillBehind } = await import('./behind.ts'); // after the first start nobody needs it
    await fillBehind({ deps, memory, nudge, signal: stopping.signal, tell: (word, data) => log(say(word, language, data)), language });
    await writeDurably(file, `${DONE.enum.sample}\n`);
  };

  return {
    load: async () => {
      const text = (await readIfThere(file))?.trim() ?? '';
      if (DONE.safeParse(text).success) return;
      filling = fillingIn(text);
      if (!filling) await begin();
    },
    loadBehind: () => {
      if (filling === undefined) return;
      const begun = filling;
      behind = patiently(() => rest(begun), stopping.signal).catch((error: unknown) => {
        if (!stopping.signal.aborted) log(say('sampleBroken', language, { reason: errorName(error) }));
      });
    },
    brings: (importId) => Object.values(filling?.imports ?? {}).includes(importId),
    stop: () => {
      stopping.abort();
      return behind;
    },
  };
};

// The engine may die and come back meanwhile; what was done by then is remembered.
const patiently = async (work: () => Promise<void>, signal: AbortSignal): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (tries >= RETRIES.attempts) throw error;
      await pause(pauseBefore(RETRIES, tries), signal);
    }
  }
};
const RETRIES: RetryPolicy = { attempts: 4, firstPauseMs: 2000 };

const fillingIn = (text: string): Filling | undefined => {
  try {
    return Filling.parse(JSON.parse(text));
  } catch {
    return undefined; // nothing yet
  }
};
