// Writes what a batch from the door, or of a file, changes of a sheet: the half-days, what was taken back, and the counts of the session.
// It must not know verdicts. The write holds only while the session takes signatures and every row is as it was read.
import type { Judged } from '../domain/training/judge.ts';
import type { CountedSheet } from '../domain/training/sheet.ts';
import type { SessionState } from '../domain/training/vocabulary.ts';
import type { Db } from './client.ts';
import * as keys from './keys.ts';
import { listedCounts, put, rowWrite, sheetGuard, staked, write, type SessionStake } from './save-session.ts';
import type { Write, Written } from './transact.ts';
import { annulledItem, sheetItem, type SessionHead } from './training-items.ts';

export interface SheetSaving {
  readonly head: SessionHead;
  readonly judged: Pick<Judged, 'changes' | 'annulments' | 'moved'>;
  /** The present instant. */
  readonly at: string;
  /** States in which the session takes them. */
  readonly states: readonly SessionState[];
  /** Nothing else may have moved since the head was read: where a person has several half-days, or the sheet counts at once. */
  readonly guarded: boolean;
  /** Replaces the sheet that counts. */
  readonly counted?: CountedSheet;
}

/** One transaction: a row each, two for one taken back, and one for the session; n signatures cost 3n + 2 WCU. */
export const saveSheet = (db: Db, saving: SheetSaving): Promise<Written<SessionStake>> => {
  const { judged, counted } = saving;
  return write(db, [
    ...staked('HEAD', [
      moveCounts(db, saving),
      ...(counted ? [put(db, sheetItem(db.bureau, counted))] : []),
      ...judged.annulments.map((annulment) => put(db, annulledItem(db.bureau, annulment), true)),
    ]),
    ...staked(
      'ROWS',
      judged.changes.map((change) => rowWrite(db, change)),
    ),
  ]);
};

/** Rows that a batch writes besides the session's own and the sheet that counts. */
export const rowsWritten = ({ changes, annulments }: Pick<Judged, 'changes' | 'annulments'>): number => changes.length + annulments.length;

const moveCounts = ({ tables, bureau }: Db, { head, judged, at, states, guarded, counted }: SheetSaving): Write => {
  const guard = guarded ? wholeGuard(head) : undoGuard(head);
  const { present, walkIns, annulled } = judged.moved;
  const listed = listedCounts(head, judged.moved); // closed history gets no command that would set them
  return {
    Update: {
      TableName: tables.training,
      Key: { pk: keys.trainingPk(bureau, head.session.sessionId), sk: keys.HEAD },
      UpdateExpression: `SET movedAt = :at${counted ? ', present = :listed, walkIns = :listedWalkIns' : ''} ADD nowPresent :present, nowWalkIns :walkIns, annulled :annulled`,
      ConditionExpression: `#state IN (${states.map((_, index) => `:s${String(index)}`).join(', ')})${guard.text}`,
      ExpressionAttributeNames: { '#state': 'state', ...guard.names },
      ExpressionAttributeValues: {
        ':at': at,
        ':present': present,
        ':walkIns': walkIns,
        ':annulled': annulled,
        ...(counted && { ':listed': listed['present'], ':listedWalkIns': listed['walkIns'] }),
        ...Object.fromEntries(states.map((state, index) => [`:s${String(index)}`, state])),
        ...guard.values,
      },
    },
  };
};

// Whoever took a signature back meanwhile must be heard before it is written once more.
const undoGuard = ({ counts }: SessionHead) => ({
  text: ' AND annulled = :readAnnulled',
  names: {},
  values: { ':readAnnulled': counts.annulled },
});

const wholeGuard = (head: SessionHead) => {
  const { text, values } = sheetGuard(head);
  return {
    text: ` AND #version = :version${text}`,
    names: { '#version': 'version' },
    values: { ...values, ':version': head.session.version },
  };
};
