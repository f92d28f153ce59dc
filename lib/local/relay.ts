// EventBridge Pipe and SQS queue in one: newly owed mails go from the stream to the mailer, each retried by itself.
// It must not know what a mail says or how it is sent.
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { createHash, randomUUID } from 'node:crypto';
import { type Checkpoint, END } from './checkpoint.ts';
import { appendDurably } from './durable-files.ts';
import type { Portion } from './follow-stream.ts';
import { errorName, pause, pauseBefore, QUEUE_RETRIES, type RetryPolicy } from './retry.ts';
import type { StreamRecord } from './stream-records.ts';

/** What functions/mailer exports. */
export type QueueHandler = (event: SQSEvent) => Promise<SQSBatchResponse | void>;

export interface RelayOptions {
  readonly handler: QueueHandler;
  readonly checkpoint: Checkpoint;
  /** Messages given up after the last receive, one JSON object a line. */
  readonly deadLetterFile: string;
  readonly ready: () => Promise<void>;
  readonly log: (line: string) => void;
  readonly retries?: RetryPolicy;
  /** Unfinished messages at most; reading the stream waits above it. */
  readonly capacity?: number;
}

/** The pipe's filter: a row of the outbox was inserted. */
export const isOwedMail = (record: StreamRecord): boolean =>
  record.eventName === 'INSERT' && (record.dynamodb.NewImage?.['sk']?.S ?? '').startsWith('OUT#');

interface Message {
  readonly id: string;
  readonly body: string;
  readonly since: number;
  receives: number;
  visibleAt: number;
}

/** One stream record between reading and finishing; only a finished prefix moves the checkpoint. */
interface Slot {
  readonly sequence: string;
  finished: boolean;
}

const CALL_SIZE = 10;

export const openRelay = (options: RelayOptions) => {
  const { handler, checkpoint, deadLetterFile, ready, log, retries = QUEUE_RETRIES, capacity = 1000 } = options;
  const stopping = new AbortController();
  const slots = new Map<string, Slot[]>();
  const queue = new Map<string, { message: Message; shard: string; slot: Slot }>();
  let rouse: () => void = () => undefined;

  const finish = async (shard: string, slot?: Slot): Promise<void> => {
    if (slot) slot.finished = true;
    const line = slots.get(shard) ?? [];
    let last: Slot | undefined;
    while (line[0]?.finished) last = line.shift();
    if (last) await checkpoint.move(shard, last.sequence);
  };

  const consume = async ({ shard, records, ended }: Portion, signal: AbortSignal): Promise<void> => {
    while (queue.size >= capacity) await pause(50, signal);
    const line = slots.get(shard) ?? [];
    slots.set(shard, line);
    for (const record of records) {
      const slot: Slot = { sequence: record.dynamodb.SequenceNumber, finished: !isOwedMail(record) };
      // The reader begins again at the checkpoint after trouble: what is in hand already is not taken twice.
      if (line.some((known) => known.sequence === slot.sequence)) continue;
      line.push(slot);
      if (slot.finished) continue;
      const message = { id: randomUUID(), body: JSON.stringify(record), since: Date.now(), receives: 0, visibleAt: 0 };
      queue.set(message.id, { message, shard, slot });
    }
    if (ended) line.push({ sequence: END, finished: true });
    rouse();
    await finish(shard);
  };

  const handleVisible = async (): Promise<void> => {
    const now = Date.now();
    const visible = [...queue.values()].filter(({ message }) => message.visibleAt <= now).slice(0, CALL_SIZE);
    if (visible.length === 0) {
      await sleepUntil(Math.min(...[...queue.values()].map(({ message }) => message.visibleAt)));
      return;
    }
    for (const { message } of visible) message.receives += 1;
    const { failed, reason } = await attempt(
      handler,
      visible.map(({ message }) => toSqsRecord(message)),
    );
    for (const { message, shard, slot } of visible) {
      if (failed(message.id) && message.receives < retries.attempts) {
        log(`relay: a mail was not taken (${reason}), receive ${message.receives} of ${retries.attempts}`);
        message.visibleAt = Date.now() + pauseBefore(retries, message.receives);
        continue;
      }
      if (failed(message.id)) {
        await appendDurably(
          deadLetterFile,
          JSON.stringify({ reason, receives: message.receives, messageId: message.id, body: message.body }),
        );
        log('relay: gave up one mail, see the failures folder');
      }
      queue.delete(message.id);
      await finish(shard, slot);
    }
    if (reason !== '') await ready();
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await handleVisible();
      } catch (error) {
        // A full disk, for instance: the message stays in the queue and is received again.
        log(`relay: ${errorName(error)}`);
        await sleepUntil(Date.now() + retries.firstPauseMs);
      }
    }
  };

  const sleepUntil = (time: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = Number.isFinite(time) ? setTimeout(resolve, Math.max(1, time - Date.now())) : undefined;
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const running = run();

  return {
    consume,
    /** Messages read and not finished. */
    pending: () => queue.size,
    stop: async () => {
      stopping.abort();
      rouse();
      await running;
    },
  };
};

const attempt = async (handler: QueueHandler, records: SQSRecord[]): Promise<{ failed: (id: string) => boolean; reason: string }> => {
  try {
    const failures = new Set(((await handler({ Records: records }))?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
    const known = records.map(({ messageId }) => messageId);
    if (failures.size === 0) return { failed: () => false, reason: '' };
    // As in Lambda, an identifier that is not in the batch fails all of it.
    const all = [...failures].some((id) => !known.includes(id));
    return { failed: (id) => all || failures.has(id), reason: 'batchItemFailures' };
  } catch (error) {
    return { failed: () => true, reason: errorName(error) };
  }
};

const toSqsRecord = ({ id, body, receives, since }: Message): SQSRecord => ({
  messageId: id,
  receiptHandle: `${id}#${receives}`,
  body,
  attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: String(since),
    SenderId: 'pipe',
    ApproximateFirstReceiveTimestamp: String(since),
  },
  messageAttributes: {},
  md5OfBody: createHash('md5').update(body).digest('hex'),
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:local:000000000000:shoufang-mail',
  awsRegion: 'local',
});
