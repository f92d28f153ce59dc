// The half-days somebody was present, from the rows under their own key in the training table, with the topic of each session.
// It must not know how a sign-in comes about; a row that it cannot read is passed over.
import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { isDay, type Day } from '../domain/calendar/days.ts';
import { HALVES, type Half } from '../domain/training/vocabulary.ts';
import { personWho } from '../domain/training/who.ts';
import type { Db } from './client.ts';
import * as keys from './keys.ts';

type Item = Record<string, unknown>;

const AT_MOST = 100;

const halfDayRow = z.object({ sk: z.string(), session: z.string() });
const SK = /^(\d{4}-\d{2}-\d{2})#([A-Z]+)$/;
const topicRow = z.object({ pk: z.string(), topic: z.string() });

export interface AttendedHalfDay {
  readonly session: string;
  readonly date: Day;
  readonly half: Half;
  readonly topic?: string;
}

/** At most a hundred half-days, newest first: one query, and one read for the topics. */
export const halfDaysOf = async (db: Db, personId: string): Promise<AttendedHalfDay[]> => {
  const { Items = [] } = await db.doc.send(
    new QueryCommand({
      TableName: db.tables.training,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.attendancePk(db.bureau, personWho(personId)) },
      ScanIndexForward: false,
      Limit: AT_MOST,
    }),
  );
  const days = Items.flatMap((item) => halfDay(item));
  const topics = await topicsOf(db, [...new Set(days.map(({ session }) => session))]);
  return days.map((day) => {
    const topic = topics.get(day.session);
    return { ...day, ...(topic !== undefined && { topic }) };
  });
};

const halfDay = (item: Item): AttendedHalfDay[] => {
  const row = halfDayRow.safeParse(item);
  const [, date = '', code] = SK.exec(row.data?.sk ?? '') ?? [];
  const half = HALVES.find((one) => one === code);
  return row.success && half && isDay(date) ? [{ session: row.data.session, date, half }] : [];
};

const topicsOf = async (db: Db, sessions: readonly string[]): Promise<Map<string, string>> => {
  if (sessions.length === 0) return new Map();
  const table = db.tables.training;
  const pks = new Map(sessions.map((session) => [keys.trainingPk(db.bureau, session), session]));
  const answer = await db.doc.send(
    new BatchGetCommand({
      RequestItems: { [table]: { Keys: [...pks.keys()].map((pk) => ({ pk, sk: keys.HEAD })), ProjectionExpression: 'pk, topic' } },
    }),
  );
  return new Map(
    (answer.Responses?.[table] ?? []).flatMap((item) => {
      const row = topicRow.safeParse(item);
      const session = row.success ? pks.get(row.data.pk) : undefined;
      return row.success && session !== undefined ? [[session, row.data.topic] as const] : [];
    }),
  );
};
