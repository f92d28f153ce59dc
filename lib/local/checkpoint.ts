// How far one consumer has come in a stream, kept in a file: the only memory a consumer has over a crash.
// It must not know what is consumed; whoever moves it has finished the record first.
import * as z from 'zod';
import { readIfThere, writeDurably } from './durable-files.ts';

const Position = z.object({
  /** A stream made anew under the same table name starts from its beginning. */
  stream: z.string(),
  /** Last finished sequence number of each shard, or {@link END}. */
  shards: z.record(z.string(), z.string()),
});
export type Position = Readonly<z.infer<typeof Position>>;

/** Stands for a shard that was closed and read to its end. */
export const END = 'END';

export interface Checkpoint {
  position(): Position;
  /** Forgets positions of another stream. */
  reset(stream: string): void;
  /** Resolves when this position, or a later one, is on the disk. */
  move(shard: string, sequence: string): Promise<void>;
}

export const readPosition = async (file: string): Promise<Position | undefined> => {
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  try {
    return Position.parse(JSON.parse(text));
  } catch {
    return undefined; // unreadable: everything still in the stream is delivered again, which consumers bear
  }
};

export const openCheckpoint = async (file: string): Promise<Checkpoint> => {
  let position: Position = (await readPosition(file)) ?? { stream: '', shards: {} };
  let queued: Promise<void> | undefined;
  let running: Promise<void> = Promise.resolve();
  const save = (): Promise<void> => {
    // However many moves arrive while one write runs, one more write covers them all.
    queued ??= running.then(() => {
      queued = undefined;
      running = writeDurably(file, JSON.stringify(position));
      return running;
    });
    return queued;
  };
  return {
    position: () => position,
    reset: (stream) => {
      position = { stream, shards: {} };
    },
    move: (shard, sequence) => {
      position = { ...position, shards: { ...position.shards, [shard]: sequence } };
      return save();
    },
  };
};
