// Reads one table's stream for one consumer from its checkpoint on, forever: fast while there is something, else idle.
// It must not know what the consumer does; the consumer alone moves the checkpoint.
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import { type Checkpoint, END } from './checkpoint.ts';
import { type StreamRecord, toLambdaRecord } from './stream-records.ts';

export interface Portion {
  readonly shard: string;
  readonly records: readonly StreamRecord[];
  /** The shard is closed and this is its last portion: the consumer moves the checkpoint to END after it. */
  readonly ended: boolean;
}

export interface FollowOptions {
  readonly client: DynamoDBStreamsClient;
  readonly table: string;
  readonly checkpoint: Checkpoint;
  /** Resolves when reading may go on. A rejection makes the reader begin again at the checkpoint. */
  readonly consume: (portion: Portion, signal: AbortSignal) => Promise<void>;
  readonly log: (line: string) => void;
  /** Pause after an empty read, ms. */
  readonly idleMs?: number;
}

export interface Follower {
  /** Resolves true when all that was written before this call has been consumed, false after `timeoutMs`. */
  caughtUp(timeoutMs: number): Promise<boolean>;
  /** Resolves when the portion in hand is finished or given back. */
  stop(): Promise<void>;
}

const READ_LIMIT = 500;
const TROUBLE_PAUSE_MS = 250;

export const followStream = ({ client, table, checkpoint, consume, log, idleMs = 80 }: FollowOptions): Follower => {
  const stopping = new AbortController();
  const leaving = (): boolean => stopping.signal.aborted;
  const nap = napper();
  let waiters: { since: number; done: (caughtUp: boolean) => void }[] = [];
  let cycle = 0;
  let iterators = new Map<string, string>();
  let shards: readonly Shard[] = [];
  let stream = '';

  const open = async (): Promise<void> => {
    iterators = new Map();
    stream = await streamOf(client, table);
    if (checkpoint.position().stream !== stream) checkpoint.reset(stream);
    shards = await shardsOf(client, stream);
  };

  const readable = (): string[] => {
    const known = new Set(shards.map((shard) => shard.ShardId));
    const ended = (id: string | undefined) => id === undefined || !known.has(id) || checkpoint.position().shards[id] === END;
    return shards.flatMap(({ ShardId, ParentShardId }) =>
      ShardId !== undefined && !ended(ShardId) && ended(ParentShardId) ? [ShardId] : [],
    );
  };

  const iteratorOf = async (shard: string): Promise<string | undefined> => {
    const kept = iterators.get(shard);
    if (kept !== undefined) return kept;
    const after = checkpoint.position().shards[shard];
    const ask = { StreamArn: stream, ShardId: shard };
    try {
      const place =
        after === undefined
          ? ({ ShardIteratorType: 'TRIM_HORIZON' } as const)
          : ({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after } as const);
      return (await client.send(new GetShardIteratorCommand({ ...ask, ...place }))).ShardIterator;
    } catch (error) {
      if (!isNamed(error, 'TrimmedDataAccessException')) throw error;
      return (await client.send(new GetShardIteratorCommand({ ...ask, ShardIteratorType: 'TRIM_HORIZON' }))).ShardIterator;
    }
  };

  /** One read of every readable shard; true when one of them may hold more. */
  const readOnce = async (): Promise<boolean> => {
    if (stream === '') await open();
    let more = false;
    for (const shard of readable()) {
      if (leaving()) return false;
      const ShardIterator = await iteratorOf(shard);
      const answer = await client.send(new GetRecordsCommand({ ShardIterator, Limit: READ_LIMIT }));
      const records = (answer.Records ?? []).map((record) => toLambdaRecord(record, stream));
      const next = answer.NextShardIterator;
      const ended = next === undefined;
      if (records.length > 0 || ended) await consume({ shard, records, ended }, stopping.signal);
      if (ended)
        stream = ''; // its children are listed by now
      else iterators.set(shard, next);
      more ||= ended || records.length >= READ_LIMIT;
    }
    return more;
  };

  const run = async (): Promise<void> => {
    let silent = false;
    while (!leaving()) {
      cycle += 1;
      const thisCycle = cycle;
      try {
        const more = await readOnce();
        silent = false;
        if (leaving() || more) continue;
        const early = waiters.filter((waiter) => waiter.since < thisCycle);
        waiters = waiters.filter((waiter) => waiter.since >= thisCycle);
        for (const waiter of early) waiter.done(true);
        if (waiters.length === 0) await nap.sleep(idleMs);
      } catch (error) {
        stream = ''; // iterators expire, engines restart: begin again at the checkpoint
        if (!silent && !leaving()) log(`stream reading paused: ${error instanceof Error ? error.name : 'error'}`);
        silent = true;
        await nap.sleep(TROUBLE_PAUSE_MS);
      }
    }
  };
  const running = run();

  return {
    caughtUp: (timeoutMs) =>
      new Promise((resolve) => {
        const waiter = {
          since: cycle,
          done: (caughtUp: boolean) => {
            clearTimeout(timer);
            resolve(caughtUp);
          },
        };
        const timer = setTimeout(() => {
          waiters = waiters.filter((other) => other !== waiter);
          resolve(false);
        }, timeoutMs);
        waiters.push(waiter);
        nap.wake();
      }),
    stop: async () => {
      stopping.abort();
      nap.wake();
      await running;
      for (const waiter of waiters) waiter.done(false);
      waiters = [];
    },
  };
};

const streamOf = async (client: DynamoDBStreamsClient, table: string): Promise<string> => {
  const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: table }));
  const newest = Streams.filter((one) => one.TableName === table).sort((a, b) =>
    (a.StreamLabel ?? '') < (b.StreamLabel ?? '') ? 1 : -1,
  )[0];
  if (newest?.StreamArn === undefined) throw new Error(`table ${table} has no stream`);
  return newest.StreamArn;
};

const shardsOf = async (client: DynamoDBStreamsClient, stream: string): Promise<readonly Shard[]> => {
  const all: Shard[] = [];
  let from: string | undefined;
  do {
    const { StreamDescription } = await client.send(
      new DescribeStreamCommand({ StreamArn: stream, ...(from !== undefined && { ExclusiveStartShardId: from }) }),
    );
    all.push(...(StreamDescription?.Shards ?? []));
    from = StreamDescription?.LastEvaluatedShardId;
  } while (from !== undefined);
  return all;
};

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/** A sleep that can be cut short. */
const napper = () => {
  let rouse: () => void = () => undefined;
  return {
    sleep: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        rouse = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    wake: () => {
      rouse();
    },
  };
};
