// The pump: the petitions table's real stream, followed for its two consumers, the projector and the mail relay.
// It must not know what either does with a record.
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { join } from 'node:path';
import { END, openCheckpoint, readPosition } from './checkpoint.ts';
import { deliverBatches, type StreamHandler } from './deliver-batches.ts';
import type { Consumed } from './engine-tables.ts';
import { followStream } from './follow-stream.ts';
import { openRelay, type QueueHandler } from './relay.ts';
import type { RetryPolicy } from './retry.ts';

export interface PumpOptions {
  readonly client: DynamoDBStreamsClient;
  /** The table whose stream is followed. */
  readonly table: string;
  readonly projector: StreamHandler;
  readonly mailer: QueueHandler;
  readonly folders: { readonly checkpoints: string; readonly failures: string };
  /** Resolves when the database answers; asked before a retry. */
  readonly ready: () => Promise<void>;
  readonly log: (line: string) => void;
  readonly retries?: { readonly projector: RetryPolicy; readonly relay: RetryPolicy };
}

export interface Pump {
  /** True when the projector has consumed everything written before the call, false after `timeoutMs`. */
  drained(timeoutMs: number): Promise<boolean>;
  /** As {@link Pump.drained}, for the relay: everything read, and every mail handled or put aside. */
  relayed(timeoutMs: number): Promise<boolean>;
  stop(): Promise<void>;
}

const CONSUMERS = ['projector', 'relay'] as const;
const checkpointFile = (folder: string, consumer: (typeof CONSUMERS)[number], table: string): string =>
  join(folder, `${consumer}-${table}.json`);

export const startPump = async (options: PumpOptions): Promise<Pump> => {
  const { client, table, folders, ready, log, retries } = options;
  const projectorAt = await openCheckpoint(checkpointFile(folders.checkpoints, 'projector', table));
  const relayAt = await openCheckpoint(checkpointFile(folders.checkpoints, 'relay', table));
  const relay = openRelay({
    handler: options.mailer,
    checkpoint: relayAt,
    deadLetterFile: join(folders.failures, 'mail.jsonl'),
    ready,
    log,
    ...(retries && { retries: retries.relay }),
  });
  const deliver = deliverBatches({
    name: 'projector',
    handler: options.projector,
    checkpoint: projectorAt,
    failureFile: join(folders.failures, 'projector.jsonl'),
    ready,
    log,
    ...(retries && { retries: retries.projector }),
  });
  const projectorReader = followStream({ client, table, checkpoint: projectorAt, consume: deliver, log });
  const relayReader = followStream({ client, table, checkpoint: relayAt, consume: relay.consume, log });
  return {
    drained: (timeoutMs) => projectorReader.caughtUp(timeoutMs),
    relayed: async (timeoutMs) => {
      const until = Date.now() + timeoutMs;
      if (!(await relayReader.caughtUp(timeoutMs))) return false;
      while (relay.pending() > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
      return relay.pending() === 0;
    },
    stop: async () => {
      await Promise.all([projectorReader.stop(), relayReader.stop(), relay.stop()]);
    },
  };
};

/** Up to where both consumers have finished, for the upkeep of the engine's records; nothing for a table they have not begun. */
export const consumedSoFar = async (checkpoints: string, table: string): Promise<Consumed> => {
  const positions = await Promise.all(CONSUMERS.map((consumer) => readPosition(checkpointFile(checkpoints, consumer, table))));
  const finished = positions.map((position) => {
    const [sequence, ...others] = Object.values(position?.shards ?? {});
    return sequence === undefined || sequence === END || others.length > 0 ? Number.NaN : Number(sequence);
  });
  const upTo = Math.min(...finished);
  return Number.isSafeInteger(upTo) ? { [table]: upTo } : {};
};
