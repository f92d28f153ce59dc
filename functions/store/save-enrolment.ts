// Writes enrolments and handouts: a row each, and the counter of the session in the same transaction.
// It must not know who may enrol; that a seat is free is the condition of the write, so no race takes one twice.
import type { SessionState } from '../domain/training/vocabulary.ts';
import { personWho } from '../domain/training/who.ts';
import type { Db } from './client.ts';
import * as keys from './keys.ts';
import { put, staked, write, type SessionStake } from './save-session.ts';
import { receiptItem } from './session-receipts.ts';
import type { Write, Written } from './transact.ts';
import type { Enrolment, Handout } from './training.ts';
import type { SessionReceipt } from './training-schema.ts';

interface Open {
  readonly session: string;
  /** States in which the session takes it. */
  readonly states: readonly SessionState[];
}

/** Takes a seat for each of these people; fails as a whole when there are not as many. One transaction: 2 + 2 a person WCU. */
export const saveEnrolments = (
  db: Db,
  { session, states, capacity, people }: Open & { readonly capacity: number; readonly people: readonly Enrolment[] },
): Promise<Written<SessionStake>> =>
  write(db, [
    ...staked('HEAD', [
      counter(db, {
        session,
        states,
        name: 'enrolled',
        by: people.length,
        bound: { text: ' AND #count <= :room', value: capacity - people.length },
      }),
    ]),
    ...staked(
      'ROWS',
      people.map((person) =>
        put(db, { pk: keys.trainingPk(db.bureau, session), sk: keys.enrolmentSk(personWho(person.personId)), ...person }, true),
      ),
    ),
  ]);

/** Gives seats back; fails as a whole when one of them is not taken. */
export const saveWithdrawals = (
  db: Db,
  { session, states, people }: Open & { readonly people: readonly string[] },
): Promise<Written<SessionStake>> =>
  write(db, [
    ...staked('HEAD', [counter(db, { session, states, name: 'enrolled', by: -people.length })]),
    ...staked(
      'ROWS',
      people.map((person) => ({
        Delete: {
          TableName: db.tables.training,
          Key: { pk: keys.trainingPk(db.bureau, session), sk: keys.enrolmentSk(personWho(person)) },
          ConditionExpression: 'attribute_exists(pk)',
        },
      })),
    ),
  ]);

/** Adds copies to what was issued; fails when others were issued since `before` was read. */
export const saveHandout = (
  db: Db,
  {
    session,
    states,
    handout,
    before,
    receipt,
  }: Open & { readonly handout: Handout; readonly before: number; readonly receipt?: SessionReceipt },
): Promise<Written<SessionStake>> =>
  write(db, [
    ...staked('HEAD', [
      counter(db, { session, states, name: 'handouts', by: handout.quantity, bound: { text: ' AND #count = :room', value: before } }),
      put(db, { pk: keys.trainingPk(db.bureau, session), sk: keys.handoutSk(handout.id), ...handout }, true),
    ]),
    ...(receipt ? staked('KEY', [put(db, receiptItem(receipt, handout.at), true)]) : []),
  ]);

interface Count extends Open {
  readonly name: 'enrolled' | 'handouts';
  readonly by: number;
  readonly bound?: { readonly text: string; readonly value: number };
}

const counter = ({ tables, bureau }: Db, { session, states, name, by, bound }: Count): Write => ({
  Update: {
    TableName: tables.training,
    Key: { pk: keys.trainingPk(bureau, session), sk: keys.HEAD },
    UpdateExpression: 'ADD #count :by',
    ConditionExpression: `#state IN (${states.map((_, index) => `:s${String(index)}`).join(', ')})${bound?.text ?? ''}`,
    ExpressionAttributeNames: { '#state': 'state', '#count': name },
    ExpressionAttributeValues: {
      ':by': by,
      ...Object.fromEntries(states.map((state, index) => [`:s${String(index)}`, state])),
      ...(bound && { ':room': bound.value }),
    },
  },
});
