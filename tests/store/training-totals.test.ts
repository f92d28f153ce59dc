// Training and the roll are counted like contacts: however often and in whatever order changes arrive, totals = recount = a naive count.
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountedPerson } from '../../functions/domain/people/person.ts';
import { parsePeriod } from '../../functions/domain/reports/period.ts';
import type { CountedSheet } from '../../functions/domain/training/sheet.ts';
import { project } from '../../functions/services/projection.ts';
import { report, type Report } from '../../functions/services/reports.ts';
import type { Db } from '../../functions/store/client.ts';
import { rebuild } from '../../functions/store/recount.ts';
import { anyPerson, anySheet, personKey, rollOfFile, sheetKey, sheetsOfFiles, streamed } from '../support/counted-rows.ts';
import { fixture, ledger } from '../support/counted-contacts.ts';
import { withTables, type TestTables } from '../support/engine.ts';
import { metered } from '../support/meter.ts';
import { naivePeople, naiveTraining } from '../support/naive-report.ts';

let engine: TestTables;
beforeAll(async () => {
  engine = await withTables();
});
afterAll(() => engine.stop());

let bureaus = 200_000;
const freshBureau = (): Db => ({ doc: engine.client, tables: engine.tables, bureau: String((bureaus += 1)) });

const reported = async (db: Db, label: string): Promise<Report> => {
  const made = await report({ db }, label);
  if (!made.ok) throw new Error('refused');
  return made.value;
};

const PERIODS = ['2013', '2013-H1', '2013-Q2', '2012-11'];

/** Hands the records over in batches of any size, in any order, each up to five times. */
const deliver = async (db: Db, records: readonly DynamoDBRecord[], roll: (sides: number) => number): Promise<DynamoDBRecord[]> => {
  const deliveries = records.flatMap((record) => Array.from({ length: 1 + roll(5) }, () => record));
  for (let n = deliveries.length - 1; n > 0; n -= 1) {
    const other = roll(n + 1);
    [deliveries[n], deliveries[other]] = [deliveries[other]!, deliveries[n]!];
  }
  const sent = [...deliveries];
  while (deliveries.length > 0) expect(await project(db, deliveries.splice(0, 1 + roll(25)))).toEqual({ batchItemFailures: [] });
  return sent;
};

const sheetOf = (who: number, sheet: Omit<CountedSheet, 'session'>): CountedSheet => ({ ...sheet, session: `PX-2013-000${who}` });
const personOf = (who: number, person: Omit<CountedPerson, 'personId'>): CountedPerson => ({ ...person, personId: `P0000${who}` });

describe('Totals of training and of the roll equal the rows', () => {
  const change = fc.oneof(
    fc.record({
      kind: fc.constant('sheet' as const),
      who: fc.integer({ min: 1, max: 5 }),
      to: fc.option(anySheet, { nil: undefined, freq: 6 }),
    }),
    fc.record({
      kind: fc.constant('person' as const),
      who: fc.integer({ min: 1, max: 5 }),
      to: fc.option(anyPerson, { nil: undefined, freq: 6 }),
    }),
  );

  it('after every record came one to five times, shuffled, in batches of any size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 16 }), fc.infiniteStream(fc.nat()), async (changes, dice) => {
        const db = freshBureau();
        const roll = (sides: number): number => (dice.next().value as number) % sides;
        const sheets = new Map<number, CountedSheet>();
        const people = new Map<number, CountedPerson>();
        const records = changes.flatMap((one, n) => {
          const rows: Map<number, object> = one.kind === 'sheet' ? sheets : people;
          const before = rows.get(one.who);
          const after = one.to && (one.kind === 'sheet' ? sheetOf(one.who, one.to) : personOf(one.who, one.to));
          if (after) rows.set(one.who, after);
          else rows.delete(one.who);
          const key =
            one.kind === 'sheet'
              ? sheetKey(db.bureau, { session: `PX-2013-000${one.who}` })
              : personKey(db.bureau, { personId: `P0000${one.who}` });
          return before || after ? [streamed(`e${n}`, key, { ...(before && { before }), ...(after && { after }) })] : [];
        });
        const sent = await deliver(db, records, roll);
        await Promise.all([
          ...[...sheets.values()].map((row) => put(db, 'training', { ...sheetKey(db.bureau, row), ...row })),
          ...[...people.values()].map((row) => put(db, 'directory', { ...personKey(db.bureau, row), ...row })),
        ]);

        const truth = () =>
          PERIODS.map((label) => ({
            training: naiveTraining(parsePeriod(label)!, [...sheets.values()]),
            people: naivePeople(parsePeriod(label)!, [...people.values()]),
          }));
        const told = async () => {
          const reports = await Promise.all(PERIODS.map((label) => reported(db, label)));
          return reports.map(({ training: { details: _details, ...training }, people: roll }) => ({ training, people: roll }));
        };
        expect(await told()).toEqual(truth());
        const streamedRows = await counted(db);
        await rebuild(db);
        expect(await counted(db)).toEqual(streamedRows);
        await project(db, sent); // claims outlive a recount
        expect(await counted(db)).toEqual(streamedRows);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 60_000);

  it('when three deliveries of the same sheets run at once, and rebuild mends what went wrong', async () => {
    const db = freshBureau();
    const sheets = sheetsOfFiles().slice(0, 12);
    const records = sheets.map((sheet, n) => streamed(`race-${n}`, sheetKey(db.bureau, sheet), { after: sheet }));
    await Promise.all([project(db, records), project(db, [...records].reverse()), project(db, records.slice(3, 9))]);
    await Promise.all(sheets.map((sheet) => put(db, 'training', { ...sheetKey(db.bureau, sheet), ...sheet })));
    const right = await counted(db);
    const { details: _details, ...training } = (await reported(db, '2013-H1')).training;
    expect(training).toEqual(naiveTraining(parsePeriod('2013-H1')!, sheets));
    await project(db, [
      streamed('ghost', sheetKey(db.bureau, sheets[0]!), { before: sheets[0]!, after: { ...sheets[1]!, handouts: 900 } }),
    ]);
    expect(await counted(db)).not.toEqual(right);
    await rebuild(db);
    expect(await counted(db)).toEqual(right);
  });
});

describe('The half-year of the files', () => {
  it('is counted from its ten thousand attendances and its roll, with every expected figure', async () => {
    const db = freshBureau();
    const sheets = sheetsOfFiles();
    // As an import lets it grow: every session first without anybody, then thirty names more each time.
    const grown = sheets.flatMap((sheet) => {
      const all = [
        ...sheet.migrants.map((who) => ({ who, to: 'migrants' as const })),
        ...sheet.others.map((who) => ({ who, to: 'others' as const })),
      ];
      const steps = Array.from({ length: Math.ceil(all.length / 30) + 1 }, (_, n) => {
        const part = all.slice(0, n * 30);
        return {
          ...sheet,
          migrants: part.filter(({ to }) => to === 'migrants').map(({ who }) => who),
          others: part.filter(({ to }) => to === 'others').map(({ who }) => who),
        };
      });
      return steps.map((after, n) =>
        streamed(`${sheet.session}-${n}`, sheetKey(db.bureau, sheet), { ...(n > 0 && { before: steps[n - 1]! }), after }),
      );
    });
    const roll = rollOfFile().map((person) => streamed(`roll-${person.personId}`, personKey(db.bureau, person), { after: person }));
    const contacts = [...ledger('contacts-2012-h1.csv'), ...ledger('contacts-2013-h1.csv')].map((contact) =>
      streamed(contact.contact, { pk: `${db.bureau}#PET#${contact.petition}`, sk: `CT#${contact.contact}` }, { after: contact }),
    );
    await project(db, contacts);
    const from = performance.now();
    for (const records of [grown, roll]) for (let n = 0; n < records.length; n += 100) await project(db, records.slice(n, n + 100));
    const seconds = (performance.now() - from) / 1000;
    const { training, people, narrative } = await reported(db, '2013-H1');
    const expected = JSON.parse(fixture('expected-2013-h1.json')) as { training: object; people: object };
    expect(training).toMatchObject(expected.training);
    expect(people).toMatchObject(expected.people);
    expect(training.previousYear).toBeNull();
    for (const figure of ['112场次', '10048人次', '11300份', '5348人', '4342人', '1006人', '9868人', '89人', '9779人']) {
      expect(narrative.zh).toContain(figure);
    }
    // What a report reads are its totals: ten thousand times the records are the same rows with longer numbers.
    const small = await metered(db.doc, () => report({ db }, '2013-H1'));
    await multiplied(db, 10_000);
    const large = await metered(db.doc, () => report({ db }, '2013-H1'));
    expect((await reported(db, '2013-H1')).training.personTimes).toBe(100_480_000);
    expect(large).toEqual(small);
    expect(small.units).toBeLessThanOrEqual(18);
    expect(seconds).toBeLessThan(40); // generous: other tests share the machine
  }, 90_000);
});

describe('The projector', () => {
  it('takes records of all tables in one batch, fails the unreadable alone, and passes over the rest without a call', async () => {
    const db = freshBureau();
    const sheet = sheetsOfFiles()[0]!;
    const person = rollOfFile()[0]!;
    const good = [
      streamed('s1', sheetKey(db.bureau, sheet), { after: sheet }),
      streamed('p1', personKey(db.bureau, person), { after: person }),
    ];
    const poison = [
      streamed('bad-1', sheetKey(db.bureau, sheet), { after: { ...sheet, migrants: ['罗先强'] } }),
      streamed('bad-2', personKey(db.bureau, person), { after: { ...person, removedOn: '2013-02-30' } }),
    ];
    const idle = [
      streamed('i1', { pk: `${db.bureau}#SES#PX-2013-0001`, sk: 'EV#000001' }, { after: { type: 'planned' } }),
      streamed('i2', { pk: `${db.bureau}#ATT#P.P00001`, sk: '2013-01-04#PM' }, { after: { session: 'PX-2013-0001' } }),
      streamed('i3', { pk: `${db.bureau}#STAFF`, sk: 'F01' }, { after: { id: 'F01' } }),
      streamed('i4', sheetKey(db.bureau, sheet), { before: sheet, after: sheet }),
    ];
    expect((await metered(db.doc, () => project(db, idle))).calls).toEqual({});
    expect(await project(db, [good[0]!, poison[0]!, ...idle, poison[1]!, good[1]!])).toEqual({
      batchItemFailures: [{ itemIdentifier: 'bad-1' }, { itemIdentifier: 'bad-2' }],
    });
    const { training, people } = await reported(db, '2013-H1');
    expect(training).toMatchObject({ sessions: 1, personTimes: sheet.migrants.length + sheet.others.length });
    expect(people.atEnd).toBe(1);
  });

  it('keeps no name and no topic in a key', async () => {
    const db = freshBureau();
    const sheet = sheetsOfFiles()[0]!;
    await project(db, [streamed('s1', sheetKey(db.bureau, sheet), { after: sheet })]);
    const { Items = [] } = await db.doc.send(
      new QueryCommand({
        TableName: db.tables.reports,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `${db.bureau}#TOT#${sheet.date.slice(0, 7)}#training` },
      }),
    );
    expect(Items.length).toBeGreaterThan(0);
    for (const { pk, sk } of Items) expect(`${String(pk)}${String(sk)}`).toMatch(/^[\x20-\x7e]+$/);
  });
});

const put = (db: Db, table: 'training' | 'directory', Item: Record<string, unknown>) =>
  db.doc.send(new PutCommand({ TableName: db.tables[table], Item }));

const periods = ['2012', '2013'].flatMap((year) => [
  ...Array.from({ length: 12 }, (_, n) => `${year}-${String(n + 1).padStart(2, '0')}`),
  ...['Q1', 'Q2', 'Q3', 'Q4', 'H1', 'H2'].map((part) => `${year}-${part}`),
  year,
]);
const PEOPLE = ['P.P1', 'P.P2', 'P.P3', 'P.P4', 'W.W1', 'W.W2'];

/** Every total of the bureau's half-year, times `factor`, written over itself. */
const multiplied = async (db: Db, factor: number): Promise<void> => {
  const partitions = [
    ...periods.flatMap((period) => ['petitions', 'training', 'people'].map((subject) => `TOT#${period}#${subject}`)),
    'TOT#ROLL#people',
  ];
  for (const partition of partitions) {
    const { Items = [] } = await db.doc.send(
      new QueryCommand({
        TableName: db.tables.reports,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `${db.bureau}#${partition}` },
      }),
    );
    for (const row of Items) {
      const Item = Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, typeof value === 'number' ? value * factor : (value as unknown)]),
      );
      await db.doc.send(new PutCommand({ TableName: db.tables.reports, Item }));
    }
  }
};

// Every stored total that is not 0, and how often each person was counted, by row; versions and zeroes are no difference.
const counted = async (db: Db): Promise<Record<string, object>> => {
  const partitions = [
    ...periods.flatMap((period) => [`TOT#${period}#training`, `TOT#${period}#people`]),
    'TOT#ROLL#people',
    ...PEOPLE.flatMap((who) => [`ONCE#2012#${who}`, `ONCE#2013#${who}`]),
  ];
  const rows = await Promise.all(
    partitions.map((partition) =>
      db.doc.send(
        new QueryCommand({
          TableName: db.tables.reports,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': `${db.bureau}#${partition}` },
        }),
      ),
    ),
  );
  const told = rows
    .flatMap(({ Items = [] }) => Items)
    .flatMap(({ pk, sk, v: _version, label, ...numbers }) => {
      const some = Object.entries(numbers).filter(([, value]) => !['0', '{}'].includes(JSON.stringify(value)));
      return some.length === 0 ? [] : [[`${String(pk)} ${String(sk)}`, { label: label as unknown, ...Object.fromEntries(some) }] as const];
    });
  return Object.fromEntries(told);
};
