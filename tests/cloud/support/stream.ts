// A table's stream as the engine really keeps it, read to its end on demand and handed on in the way a mapping asks for.
// It must not know what a record means. Waiting is shortened: a retry comes at once.
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  type GetRecordsCommandOutput,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { type StreamRecord, toLambdaRecord } from '../../../lib/local/stream-records.ts';
import type { Outcome } from './lambda-host.ts';
import { failedOf } from './queue.ts';

/** Reads what has come since the last call. */
export type StreamReader = () => Promise<readonly StreamRecord[]>;

/** From the oldest record on (TRIM_HORIZON); the records say that they come from `arn`. */
export const streamReader = async (client: DynamoDBStreamsClient, table: string, arn: string): Promise<StreamReader> => {
  const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: table }));
  const StreamArn = Streams[0]?.StreamArn;
  if (StreamArn === undefined) throw new Error(`${table} has no stream`);
  const described = await client.send(new DescribeStreamCommand({ StreamArn }));
  const iterators: string[] = [];
  for (const { ShardId } of described.StreamDescription?.Shards ?? []) {
    const start = await client.send(new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }));
    if (start.ShardIterator !== undefined) iterators.push(start.ShardIterator);
  }
  return async () => {
    const read: StreamRecord[] = [];
    for (const [n, first] of iterators.entries()) {
      for (let iterator: string | undefined = first; iterator !== undefined;) {
        const answer: GetRecordsCommandOutput = await client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: 1000 }));
        const records = answer.Records ?? [];
        read.push(...records.map((record) => toLambdaRecord(record, arn)));
        iterators[n] = answer.NextShardIterator ?? iterator;
        iterator = records.length > 0 ? answer.NextShardIterator : undefined;
      }
    }
    return read;
  };
};

export interface StreamMapping {
  readonly batchSize: number;
  readonly partialFailures: boolean;
  readonly bisect: boolean;
  /** Retries after the first try; -1 for ever, which here is a mistake. */
  readonly retries: number;
  readonly invoke: (event: { readonly Records: readonly StreamRecord[] }) => Promise<Outcome>;
  /** Where a batch goes that was given up; undefined loses it. */
  readonly onFailure: ((records: readonly StreamRecord[]) => void) | undefined;
}

/**
 * Hands records on in order, as a mapping of Lambda does: a batch that failed is tried again from its first failed record on,
 * halved where the mapping says so, and given up after the last retry.
 */
export const deliver = async (mapping: StreamMapping, records: readonly StreamRecord[]): Promise<void> => {
  if (mapping.retries < 0) throw new Error('a mapping that retries for ever stops its shard at the first bad record');
  for (let at = 0; at < records.length; at += mapping.batchSize) {
    await deliverBatch(mapping, records.slice(at, at + mapping.batchSize), mapping.retries);
  }
};

const deliverBatch = async (mapping: StreamMapping, batch: readonly StreamRecord[], retries: number): Promise<void> => {
  const outcome = await mapping.invoke({ Records: batch });
  const failed = failedOf(
    outcome,
    batch.map(({ dynamodb }) => dynamodb.SequenceNumber),
    mapping.partialFailures,
  );
  if (failed.length === 0) return;
  const from = batch.findIndex(({ dynamodb }) => failed.includes(dynamodb.SequenceNumber));
  const rest = batch.slice(from);
  if (mapping.bisect && rest.length > 1) {
    // Halving does not count as a retry (Lambda, "Polling and batching streams").
    const half = Math.ceil(rest.length / 2);
    await deliverBatch(mapping, rest.slice(0, half), retries);
    await deliverBatch(mapping, rest.slice(half), retries);
  } else if (retries > 0) await deliverBatch(mapping, rest, retries - 1);
  else mapping.onFailure?.(rest);
};
