// Lambda's event source mapping for a stream: batches, partial failures, bisection, bounded retries, a place for the rest.
// It must not know what the function does with a record.
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { type Checkpoint, END } from './checkpoint.ts';
import { appendDurably } from './durable-files.ts';
import type { Portion } from './follow-stream.ts';
import { errorName, pause, pauseBefore, type RetryPolicy, STREAM_RETRIES } from './retry.ts';
import type { StreamRecord } from './stream-records.ts';

/** What an entry such as functions/projector exports. */
export type StreamHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse | void>;

export interface DeliveryOptions {
  readonly name: string;
  readonly handler: StreamHandler;
  readonly checkpoint: Checkpoint;
  /** Records given up, one JSON object a line. */
  readonly failureFile: string;
  /** Resolves when the database answers: a try that fails because it is away says nothing about the record. */
  readonly ready: () => Promise<void>;
  readonly log: (line: string) => void;
  readonly retries?: RetryPolicy;
  readonly batchSize?: number;
}

/**
 * Delivers a portion in order. The checkpoint moves only after the function has succeeded (or a record was put aside),
 * so a crash in between delivers the same records again: at least once, never less.
 *
 * A thrown error halves the batch until the bad record stands alone; `batchItemFailures` goes on from the first failed
 * record; a record that fails alone is tried `retries.attempts` times, written to `failureFile`, and left behind.
 */
export const deliverBatches = (options: DeliveryOptions) => {
  const { name, handler, checkpoint, failureFile, ready, log, retries = STREAM_RETRIES, batchSize = 100 } = options;

  return async ({ shard, records, ended }: Portion, signal: AbortSignal): Promise<void> => {
    let rest = records;
    let size = batchSize;
    let tries = 0;
    const advance = async (count: number): Promise<void> => {
      const last = rest[count - 1];
      rest = rest.slice(count);
      size = batchSize;
      tries = 0;
      if (last !== undefined) await checkpoint.move(shard, last.dynamodb.SequenceNumber);
    };

    while (rest.length > 0) {
      signal.throwIfAborted();
      const batch = rest.slice(0, size);
      const { done, reason } = await attempt(handler, batch);
      if (done > 0) {
        await advance(done);
        continue;
      }
      if (batch.length > 1) {
        size = Math.ceil(batch.length / 2);
        continue;
      }
      tries += 1;
      log(`${name}: a record failed (${reason}), try ${tries} of ${retries.attempts}`);
      if (tries < retries.attempts) {
        await pause(pauseBefore(retries, tries), signal);
        await ready();
        continue;
      }
      await appendDurably(failureFile, JSON.stringify({ consumer: name, reason, tries, record: batch[0] }));
      log(`${name}: gave up one record, see the failures folder`);
      await advance(1);
    }
    if (ended) await checkpoint.move(shard, END);
  };
};

/** How many records from the front of the batch are done. */
const attempt = async (handler: StreamHandler, batch: readonly StreamRecord[]): Promise<{ done: number; reason: string }> => {
  try {
    const failures = (await handler({ Records: [...batch] }))?.batchItemFailures ?? [];
    if (failures.length === 0) return { done: batch.length, reason: '' };
    const failed = failures.map(({ itemIdentifier }) => batch.findIndex((record) => record.dynamodb.SequenceNumber === itemIdentifier));
    // As in Lambda, an identifier that is not in the batch fails all of it.
    return { done: Math.max(0, Math.min(...failed)), reason: 'batchItemFailures' };
  } catch (error) {
    return { done: 0, reason: errorName(error) };
  }
};
