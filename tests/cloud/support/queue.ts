// An SQS queue in memory with the redrive policy it was given, and the mapping that empties it into a function.
// It must not know what a message says. Waiting is shortened: a message that failed is visible again at once.
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Outcome } from './lambda-host.ts';
import { type QueueMessage, queueRecord } from './shapes.ts';

export interface Queue {
  readonly arn: string;
  readonly send: (body: string) => void;
  /** Bodies that wait or are in hand. */
  readonly bodies: () => readonly string[];
  /** Hands messages to `consume` from now on. */
  readonly drainInto: (mapping: QueueMapping) => void;
  /** Resolves when nothing waits and nothing is in hand. */
  readonly idle: () => Promise<void>;
}

export interface QueueMapping {
  readonly batchSize: number;
  /** The function says which messages failed; without this its answer is ignored, as Lambda ignores it. */
  readonly partialFailures: boolean;
  readonly invoke: (event: { readonly Records: readonly SQSRecord[] }) => Promise<Outcome>;
}

interface Message extends QueueMessage {
  receives: number;
}

const failuresSchema = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).default([]) });

/** The messages of a batch that the function did not finish. An answer that cannot be read, or names a stranger, fails all of it. */
export const failedOf = (outcome: Outcome, known: readonly string[], partialFailures: boolean): readonly string[] => {
  if (!outcome.ok) return known;
  if (!partialFailures || outcome.payload === null) return [];
  const answer = failuresSchema.safeParse(outcome.payload satisfies unknown);
  const named: SQSBatchResponse['batchItemFailures'] | undefined = answer.data?.batchItemFailures;
  if (named === undefined || named.some(({ itemIdentifier }) => !known.includes(itemIdentifier))) return known;
  return named.map(({ itemIdentifier }) => itemIdentifier);
};

/** @param redrive after how many receives a message goes where; without it a message that fails comes back for ever */
export const openQueue = (arn: string, redrive?: { readonly maxReceiveCount: number; readonly to: (body: string) => void }): Queue => {
  const waiting: Message[] = [];
  let inHand: Message[] = [];
  let mapping: QueueMapping | undefined;
  let working: Promise<void> = Promise.resolve();

  const work = async (): Promise<void> => {
    while (mapping && waiting.length > 0) {
      inHand = waiting.splice(0, mapping.batchSize);
      for (const message of inHand) message.receives += 1;
      const outcome = await mapping.invoke({ Records: inHand.map((message) => queueRecord(arn, message)) });
      const failed = failedOf(
        outcome,
        inHand.map(({ id }) => id),
        mapping.partialFailures,
      );
      const back = inHand.filter(({ id }) => failed.includes(id));
      inHand = [];
      for (const message of back) {
        if (redrive && message.receives >= redrive.maxReceiveCount) redrive.to(message.body);
        else waiting.push(message);
      }
    }
  };
  const rouse = (): void => {
    working = working.then(work);
  };

  return {
    arn,
    send: (body) => {
      waiting.push({ id: randomUUID(), body, since: Date.now(), receives: 0 });
      rouse();
    },
    bodies: () => [...inHand, ...waiting].map(({ body }) => body),
    drainInto: (next) => {
      mapping = next;
      rouse();
    },
    idle: () => working,
  };
};
