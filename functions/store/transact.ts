// One transaction of rows that each have something at stake, and what was lost when it was cancelled.
// It must not know what any row holds.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Db } from './client.ts';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** The most rows that one transaction takes. */
export const WRITES_AT_MOST = 100;

export interface Staked<Stake extends string> {
  readonly lost: Stake;
  readonly write: Write;
}

export type Written<Stake extends string> = { readonly ok: true } | { readonly ok: false; readonly lost: Stake | 'CONTENDED' };

export const ABSENT = 'attribute_not_exists(pk)';

/**
 * Writes all of it or nothing.
 * @param order which loss is told of where several conditions failed
 */
export const transact = async <Stake extends string>(
  db: Pick<Db, 'doc'>,
  writes: readonly Staked<Stake>[],
  order: readonly Stake[],
): Promise<Written<Stake>> => {
  try {
    await db.doc.send(new TransactWriteCommand({ TransactItems: writes.map(({ write }) => write) }));
    return { ok: true };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    return { ok: false, lost: whatWasLost(error, writes, order) };
  }
};

// The SDK does not repeat a transaction that met another one on the same row; the caller does, from a fresh read.
const PASSING: ReadonlySet<string | undefined> = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

const whatWasLost = <Stake extends string>(
  error: TransactionCanceledException,
  writes: readonly Staked<Stake>[],
  order: readonly Stake[],
): Stake | 'CONTENDED' => {
  const reasons = error.CancellationReasons ?? [];
  const failed = new Set(reasons.flatMap(({ Code }, index) => (Code === 'ConditionalCheckFailed' ? (writes[index]?.lost ?? []) : [])));
  const first = order.find((stake) => failed.has(stake));
  if (first !== undefined) return first;
  if (reasons.some(({ Code }) => PASSING.has(Code))) return 'CONTENDED';
  throw error;
};
