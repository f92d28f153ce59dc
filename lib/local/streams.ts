// The pump: the real stream of every table that has one, followed for its consumers: the projector, and for petitions the mail relay.
// It must not know what either does with a record.
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { join } from 'node:path';
import { type TableName, TABLES } from '../../functions/store/tables.ts';
import { END, openCheckpoint, readPosition } from './checkpoint.ts';
import { deliverBatches, type StreamHandler } from './deliver-batches.ts';
import type { Consumed, TableNames } from './engine-tables.ts';
import { type Follower, followStream } from './follow-stream.ts';
import { openRelay, type QueueHandler } from './relay.ts';
import type { RetryPolicy } from './retry.ts';

export interface PumpOptions {
  readonly client: DynamoDBStreamsClient;
  readonly tables: TableNames;
  readonly projector: StreamHandler;
  readonly mailer: QueueHandler;
  readonly folders: { readonly checkpoints: string; readonly failures: string };
  /** Resolves when the database answers; asked before a retry. */
  readonly ready: () => Promise<void>;
  readonly log: (line: string) => void;
  readonly retries?: { readonly projector: RetryPolicy; readonly relay: RetryPolicy };
}

export interface Pump {
  /** True when the projector has consumed everything written to any table before the call, false after `timeoutMs`. */
  drained(timeoutMs: number): Promise<boolean>;
  /** As {@link Pump.drained}, for the relay: everything read, and every mail handled or put aside. */
  relayed(timeoutMs: number): Promise<boolean>;
  stop(): Promise<void>;
}

type Consumer = 'projector' | 'relay';

/** Who reads which stream, and from where: in the cloud one event source mapping and one pipe. */
const CONSUMERS: Readonly<Record<TableName, readonly Consumer[]>> = {
  petitions: ['projector', 'relay'],
  training: ['projector'],
  directory: ['projector'],
  reports: [],
};

const FOLLOWED = (Object.keys(TABLES) as TableName[]).filter((table) => TABLES[table].stream);

const checkpointFile = (folder: string, consumer: Consumer, table: string): string => join(folder, `${consumer}-${table}.json`);

export const startPump = async (options: PumpOptions): Promise<Pump> => {
  const { client, tables, folders, ready, log, retries } = options;
  const checkpointOf = (consumer: Consumer, table: TableName) =>
    openCheckpoint(checkpointFile(folders.checkpoints, consumer, tables[table]));
  const follow = async (table: TableName): Promise<Follower> => {
    const checkpoint = await checkpointOf('projector', table);
    const consume = deliverBatches({
      name: 'projector',
      handler: options.projector,
      checkpoint,
      failureFile: join(folders.failures, 'projector.jsonl'),
      ready,
      log,
      ...(retries && { retries: retries.projector }),
    });
    return followStream({ client, table: tables[table], checkpoint, consume, log });
  };
  const relayAt = await checkpointOf('relay', 'petitions');
  const relay = openRelay({
    handler: options.mailer,
    checkpoint: relayAt,
    deadLetterFile: join(folders.failures, 'mail.jsonl'),
    ready,
    log,
    ...(retries && { retries: retries.relay }),
  });
  const projecting = await Promise.all(FOLLOWED.map(follow));
  const relaying = followStream({ client, table: tables.petitions, checkpoint: relayAt, consume: relay.consume, log });
  return {
    drained: async (timeoutMs) => (await Promise.all(projecting.map((follower) => follower.caughtUp(timeoutMs)))).every(Boolean),
    relayed: async (timeoutMs) => {
      const until = Date.now() + timeoutMs;
      if (!(await relaying.caughtUp(timeoutMs))) return false;
      while (relay.pending() > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
      return relay.pending() === 0;
    },
    stop: async () => {
      await Promise.all([...projecting.map((follower) => follower.stop()), relaying.stop(), relay.stop()]);
    },
  };
};

/** Up to where every consumer of each table has finished, for the upkeep of the engine's records; nothing for a table they have not begun. */
export const consumedSoFar = async (checkpoints: string, tables: TableNames): Promise<Consumed> =>
  Object.fromEntries(
    (
      await Promise.all(
        FOLLOWED.map(async (table) => {
          const files = CONSUMERS[table].map((consumer) => checkpointFile(checkpoints, consumer, tables[table]));
          const upTo = Math.min(...(await Promise.all(files.map(finishedIn))));
          return Number.isSafeInteger(upTo) ? [[tables[table], upTo] as const] : [];
        }),
      )
    ).flat(),
  );

const finishedIn = async (file: string): Promise<number> => {
  const [sequence, ...others] = Object.values((await readPosition(file))?.shards ?? {});
  return sequence === undefined || sequence === END || others.length > 0 ? Number.NaN : Number(sequence);
};
