// Writes a decision on a session with everything of it, or nothing. The write enforces the state machine: a head of another version,
// a sheet that has moved meanwhile, a half-day taken elsewhere, a number or a key used before cancels all of it.
import type { Session, SessionCounts } from '../domain/training/session.ts';
import type { RowChange } from '../domain/training/judge.ts';
import type { SessionDecision } from '../domain/training/decide.ts';
import type { Begun } from '../domain/training/plan.ts';
import { emptySheet } from '../domain/training/seal.ts';
import type { CountsMoved } from '../domain/training/sign-in.ts';
import { chain, GENESIS } from './chain.ts';
import type { Db } from './client.ts';
import * as keys from './keys.ts';
import { receiptItem } from './session-receipts.ts';
import { ABSENT, transact, type Staked, type Write, type Written } from './transact.ts';
import {
  annulledItem,
  eventItem,
  headAttributes,
  headItem,
  PASSING_ATTRIBUTES,
  sheetItem,
  signInItem,
  signInKey,
  type ImportSource,
  type SessionHead,
} from './training-items.ts';
import type { SessionReceipt } from './training-schema.ts';

type Item = Record<string, unknown>;
export type SessionStake = 'HEAD' | 'ROWS' | 'SERIES' | 'KEY';
const ORDER: readonly SessionStake[] = ['KEY', 'HEAD', 'ROWS', 'SERIES'];

/** How far one year's series of sessions goes on. */
export interface SessionSeriesMove {
  readonly year: number;
  readonly before: number;
  readonly after: number;
}

export const write = (db: Db, writes: readonly Staked<SessionStake>[]): Promise<Written<SessionStake>> => transact(db, writes, ORDER);

export const staked = (lost: SessionStake, writes: readonly Write[]): Staked<SessionStake>[] => writes.map((one) => ({ lost, write: one }));

export const put = ({ tables }: Db, item: Item, mustBeNew = false): Write => ({
  Put: { TableName: tables.training, Item: item, ...(mustBeNew && { ConditionExpression: ABSENT }) },
});

/** Writes a session that begins, with the number it takes. */
export const saveBegun = (
  db: Db,
  begun: Begun,
  { move, receipt }: { readonly move: SessionSeriesMove; readonly receipt?: SessionReceipt },
): Promise<Written<SessionStake>> =>
  write(db, [
    ...begunWrites(db, begun),
    ...staked('SERIES', [moveSessionSeries(db, move)]),
    ...(receipt ? staked('KEY', [put(db, receiptItem(receipt, begun.after.plannedAt), true)]) : []),
  ]);

/** The rows of a session that begins; one of a file begins with its sheet. */
export const begunWrites = (db: Db, { after, events }: Begun, source?: ImportSource): Staked<SessionStake>[] => {
  const chained = chain(events, GENESIS);
  return staked('HEAD', [
    put(db, headItem(db.bureau, after, chained.at(-1)?.hash ?? GENESIS, source), true),
    ...chained.map((event) => put(db, eventItem(db.bureau, after.sessionId, event), true)),
    ...(after.imported ? [put(db, sheetItem(db.bureau, emptySheet(after)))] : []),
  ]);
};

export interface SessionSaving {
  readonly head: SessionHead;
  readonly decision: SessionDecision;
  readonly receipt?: SessionReceipt;
}

/** Writes a command on a session: 2 rows, with the sheet 3 and every half-day it changes. */
export const saveSession = (db: Db, { head, decision, receipt }: SessionSaving): Promise<Written<SessionStake>> => {
  const { after, events, counted, changes, annulments, moved } = decision;
  const chained = chain(events, head.lastHash);
  const lastHash = chained.at(-1)?.hash ?? head.lastHash;
  const at = events.at(-1)?.at ?? '';
  return write(db, [
    ...staked('HEAD', [
      commandHead(db, { head, after, at, lastHash, moved, guarded: counted !== undefined }),
      ...chained.map((event) => put(db, eventItem(db.bureau, after.sessionId, event), true)),
      ...(counted ? [put(db, sheetItem(db.bureau, counted))] : []),
      ...annulments.map((annulment) => put(db, annulledItem(db.bureau, annulment), true)),
    ]),
    ...staked(
      'ROWS',
      changes.map((change) => rowWrite(db, change)),
    ),
    ...(receipt ? staked('KEY', [put(db, receiptItem(receipt, at), true)]) : []),
  ]);
};

interface HeadChange {
  readonly head: SessionHead;
  readonly after: Session;
  readonly at: string;
  readonly lastHash: string;
  readonly moved: CountsMoved;
  /** The sheet is locked with it: nothing of it may have moved since it was read. */
  readonly guarded: boolean;
}

// Sets what the events make and leaves the counts to whoever signs in meanwhile; where the sheet is locked, nobody did.
const commandHead = ({ tables, bureau }: Db, { head, after, at, lastHash, moved, guarded }: HeadChange): Write => {
  const attributes: Item = {
    ...headAttributes(bureau, after, lastHash),
    ...listedCounts(head, moved),
    ...(guarded && { handouts: after.handouts, movedAt: at }),
  };
  const gone = PASSING_ATTRIBUTES.filter((name) => !(name in attributes));
  const names = [...Object.keys(attributes), ...gone];
  const guards = guarded ? sheetGuard(head) : { text: '', values: {} };
  return {
    Update: {
      TableName: tables.training,
      Key: { pk: keys.trainingPk(bureau, after.sessionId), sk: keys.HEAD },
      UpdateExpression: [
        `SET ${Object.keys(attributes)
          .map((name) => `#${name} = :${name}`)
          .join(', ')}`,
        gone.length > 0 ? `REMOVE ${gone.map((name) => `#${name}`).join(', ')}` : '',
        guarded ? 'ADD nowPresent :addPresent, nowWalkIns :addWalkIns, annulled :addAnnulled' : '',
      ].join(' '),
      ConditionExpression: `#version = :read${guards.text}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value])),
        ':read': head.session.version,
        ...guards.values,
        ...(guarded && { ':addPresent': moved.present, ':addWalkIns': moved.walkIns, ':addAnnulled': moved.annulled }),
      },
    },
  };
};

/** The counts for the list of the month. */
export const listedCounts = ({ counts }: Pick<SessionHead, 'counts'>, moved: CountsMoved): Item => ({
  present: counts.present + moved.present,
  walkIns: counts.walkIns + moved.walkIns,
});

/** Holds when nobody has signed, been taken back or been counted since the head was read: each of them moves one of these. */
export const sheetGuard = ({ session, counts }: { session: Pick<Session, 'handouts'>; counts: SessionCounts }) => ({
  text: ' AND nowPresent = :readPresent AND annulled = :readAnnulled AND handouts = :readHandouts',
  values: { ':readPresent': counts.present, ':readAnnulled': counts.annulled, ':readHandouts': session.handouts },
});

/** Writes one half-day as it is now; fails when it is not as it was read. */
export const rowWrite = ({ tables, bureau }: Db, { before, after }: RowChange): Write => {
  const asRead =
    before === undefined
      ? { ConditionExpression: ABSENT }
      : {
          ConditionExpression: 'v = :read AND #session = :session',
          ...SESSION_NAME,
          ExpressionAttributeValues: { ':read': before.v, ':session': before.session },
        };
  if (after) {
    const item = signInItem(bureau, { ...after, v: (before?.v ?? 0) + 1 });
    return { Put: { TableName: tables.training, Item: item, ...asRead } };
  }
  if (!before) throw new Error('a change of nothing into nothing');
  return { Delete: { TableName: tables.training, Key: signInKey(bureau, before), ...asRead } };
};
const SESSION_NAME = { ExpressionAttributeNames: { '#session': 'session' } };

export const moveSessionSeries = ({ tables, bureau }: Db, { year, before, after }: SessionSeriesMove): Write => ({
  Update: {
    TableName: tables.training,
    Key: { pk: keys.trainingSeriesPk(bureau, year), sk: keys.SEQ },
    UpdateExpression: 'SET #last = :after',
    // A year's first number finds no row; later ones must find what was read.
    ConditionExpression: before === 0 ? 'attribute_not_exists(#last)' : '#last = :before',
    ExpressionAttributeNames: { '#last': 'last' },
    ExpressionAttributeValues: { ':after': after, ...(before > 0 && { ':before': before }) },
  },
});
