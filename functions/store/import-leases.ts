// Who is working on an import until when: every word about its progress is taken only from whoever holds its lease.
// It must not know what is done with its rows.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Db } from './client.ts';
import { atHandKey, changing, jobKey, jobSchema, made, type ImportJob, type JobCounts } from './import-jobs.ts';

/** Takes an import to work on until `until`; undefined where somebody else is at it, or it is finished. */
export const leaseJob = async (
  db: Db,
  id: string,
  { by, now, until }: { readonly by: string; readonly now: string; readonly until: string },
): Promise<ImportJob | undefined> => {
  const { UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } = changing({
    state: 'RUNNING' satisfies ImportJob['state'],
    leaseBy: by,
    leaseUntil: until,
  });
  try {
    const { Attributes } = await db.doc.send(
      new UpdateCommand({
        TableName: db.tables.directory,
        Key: jobKey(db, id),
        UpdateExpression: `${UpdateExpression} ADD attempts :one`,
        ConditionExpression: '#state = :waiting OR (#state = :state AND #leaseUntil < :now)',
        ExpressionAttributeNames,
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ':waiting': 'WAITING', ':now': now, ':one': 1 },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return jobSchema.parse(Attributes);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};

interface Held {
  readonly id: string;
  readonly by: string; // the lease
}

// Without a lease among the fields it is given back.
const heldBy = (by: string, fields: Readonly<Record<string, unknown>>) => {
  const change = changing({ leaseBy: undefined, ...fields });
  return {
    ...change,
    ConditionExpression: '#leaseBy = :holder',
    ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':holder': by },
  };
};

/** How far it has come, and the lease for longer; false where the lease has gone to somebody else. */
export const saveProgress = (db: Db, { id, by }: Held, counts: JobCounts, until: string): Promise<boolean> =>
  made(
    db.doc.send(
      new UpdateCommand({
        TableName: db.tables.directory,
        Key: jobKey(db, id),
        ...heldBy(by, { ...counts, leaseBy: by, leaseUntil: until }),
      }),
    ),
  );

/** Stops in order: the next attempt may begin at once. */
export const releaseJob = (db: Db, { id, by }: Held, counts: JobCounts): Promise<boolean> =>
  made(
    db.doc.send(
      new UpdateCommand({
        TableName: db.tables.directory,
        Key: jobKey(db, id),
        ...heldBy(by, { ...counts, state: 'WAITING', attempts: 0, leaseUntil: undefined }),
      }),
    ),
  );

/** Takes an import out of hands that are known to be gone; the attempt they made still counts. */
export const forgetLease = (db: Db, id: string): Promise<boolean> => {
  const change = changing({ leaseBy: undefined, leaseUntil: undefined, state: 'WAITING' satisfies ImportJob['state'] });
  return made(
    db.doc.send(
      new UpdateCommand({
        TableName: db.tables.directory,
        Key: jobKey(db, id),
        ...change,
        ConditionExpression: '#state = :running',
        ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':running': 'RUNNING' satisfies ImportJob['state'] },
      }),
    ),
  );
};

/** The end of it; false where the lease has gone to somebody else, who will say so in turn. */
export const finishJob = (
  db: Db,
  { id, by }: Held,
  end: JobCounts & Pick<ImportJob, 'state' | 'rows' | 'finishedAt' | 'failure'>,
): Promise<boolean> => {
  const TableName = db.tables.directory;
  return made(
    db.doc.send(
      new TransactWriteCommand({
        TransactItems: [
          { Update: { TableName, Key: jobKey(db, id), ...heldBy(by, { ...end, leaseUntil: undefined }) } },
          { Update: { TableName, Key: atHandKey(db, id), ...changing({ waiting: false }) } },
        ],
      }),
    ),
  );
};
