// Sealed sheets and people of the roll to count: those of the half-year's files, and arbitrary ones for laws; and how the stream would carry them.
// It must not count.
import { readFileSync } from 'node:fs';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import * as z from 'zod';
import { addDays } from '../../functions/domain/calendar/days.ts';
import { isMigrantOn, REMOVAL_REASONS, type CountedPerson } from '../../functions/domain/people/person.ts';
import type { CountedSheet } from '../../functions/domain/training/sheet.ts';
import { personWho, walkInWho } from '../../functions/domain/training/who.ts';
import { halfYearFile } from './half-year.ts';

const rowsOf = <Row>(name: string, row: z.ZodType<Row>): Row[] =>
  z.array(row).parse(parse(readFileSync(halfYearFile(name), 'utf8'), { columns: true, bom: true }));

const day = z.string().transform((text) => (text === '' ? undefined : text));

/** The roll of people-2013.csv. */
export const rollOfFile = (): CountedPerson[] =>
  rowsOf(
    'people-2013.csv',
    z.object({
      personId: z.string(),
      township: z.string(),
      removedOn: day,
      removedReason: z.string().transform((text) => REMOVAL_REASONS.find((reason) => reason === text)),
    }),
  ).map(({ personId, township, removedOn, removedReason }) => ({
    personId,
    township,
    ...(removedOn !== undefined && { removedOn }),
    ...(removedReason !== undefined && { removedReason }),
  }));

/** The sheets of the half-year's files: everybody once a session, migrants those on the roll that day. */
export const sheetsOfFiles = (): CountedSheet[] => {
  const roll = new Map(rollOfFile().map((person) => [person.personId, person]));
  const present = new Map<string, Set<string>>();
  for (const row of rowsOf('attendance-2013-h1.csv', z.object({ sessionId: z.string(), personId: z.string(), walkInId: z.string() }))) {
    const who = row.personId === '' ? walkInWho(row.walkInId) : personWho(row.personId);
    present.set(row.sessionId, (present.get(row.sessionId) ?? new Set()).add(who));
  }
  return rowsOf(
    'sessions-2013-h1.csv',
    z.object({
      sessionId: z.string(),
      date: z.string(),
      topic: z.string(),
      coOrganiser: z.string(),
      township: z.string(),
      handouts: z.coerce.number(),
    }),
  ).map(({ sessionId, ...session }) => {
    const all = [...(present.get(sessionId) ?? [])];
    const isMigrant = (who: string): boolean => {
      const person = who.startsWith('P.') ? roll.get(who.slice(2)) : undefined;
      return person !== undefined && isMigrantOn(person, session.date);
    };
    return {
      ...session,
      session: sessionId,
      group: 'PRACTICAL',
      migrants: all.filter(isMigrant),
      others: all.filter((who) => !isMigrant(who)),
    };
  });
};

const days = fc.integer({ min: 0, max: 730 }).map((n) => addDays('2012-01-01', n));
const someone = fc.constantFrom('P.P1', 'P.P2', 'P.P3', 'P.P4', 'W.W1', 'W.W2');

/** Any sheet of 2012 and 2013, few people, so that they meet again and again. */
export const anySheet = fc
  .record({
    date: days,
    group: fc.constantFrom('PRACTICAL', 'PRACTICAL', 'VILLAGE_AID', 'CADRE'),
    topic: fc.constantFrom('柑桔', '水产', '__proto__', '=1+1', '柑桔#水产'),
    coOrganiser: fc.constantFrom('', '红溪镇农技中心', 'NONE'),
    township: fc.constantFrom('990581101', '990581102'),
    handouts: fc.integer({ min: 0, max: 200 }),
    present: fc.uniqueArray(fc.record({ who: someone, migrant: fc.boolean() }), { selector: ({ who }) => who, maxLength: 6 }),
    void: fc.boolean(),
  })
  .map(({ present, void: isVoid, ...sheet }): Omit<CountedSheet, 'session'> => ({
    ...sheet,
    migrants: present.filter(({ migrant }) => migrant).map(({ who }) => who),
    others: present.filter(({ migrant }) => !migrant).map(({ who }) => who),
    ...(isVoid && { void: true }),
  }));

/** Anybody of the roll. */
export const anyPerson = fc
  .record({
    township: fc.constantFrom('990581101', '990581102'),
    addedOn: fc.option(days, { nil: undefined }),
    removedOn: fc.option(days, { nil: undefined }),
    removedReason: fc.option(fc.constantFrom(...REMOVAL_REASONS), { nil: undefined }),
  })
  .map(({ township, addedOn, removedOn, removedReason }): Omit<CountedPerson, 'personId'> => ({
    township,
    ...(addedOn !== undefined && { addedOn }),
    ...(removedOn !== undefined && { removedOn, ...(removedReason !== undefined && { removedReason }) }),
  }));

export const sheetKey = (bureau: string, { session }: Pick<CountedSheet, 'session'>) => ({ pk: `${bureau}#SES#${session}`, sk: 'SHEET' });
export const personKey = (bureau: string, { personId }: Pick<CountedPerson, 'personId'>) => ({
  pk: `${bureau}#PERSON#${personId}`,
  sk: 'HEAD',
});

const attribute = (value: unknown): AttributeValue => {
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  return Array.isArray(value) ? { L: value.map(attribute) } : { S: String(value) };
};
const image = (row: object): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, attribute(value)]));

/** A change of a row as the stream would carry it, for volumes that need not pass through their table. */
export const streamed = (
  eventID: string,
  key: { pk: string; sk: string },
  change: { before?: object; after?: object },
): DynamoDBRecord => ({
  eventID,
  eventName: change.before ? (change.after ? 'MODIFY' : 'REMOVE') : 'INSERT',
  dynamodb: {
    SequenceNumber: eventID,
    Keys: image(key),
    ...(change.before && { OldImage: image(change.before) }),
    ...(change.after && { NewImage: image(change.after) }),
  },
});
