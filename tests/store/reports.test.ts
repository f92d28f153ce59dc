// Totals are claimed: however often and in whatever order the stream delivers, they equal the rows, and a report costs the same.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Figures } from '../../functions/domain/reports/additions.ts';
import { incrementsOf, tally, type CountedContact, type Totals } from '../../functions/domain/reports/totals.ts';
import { project } from '../../functions/services/projection.ts';
import { report } from '../../functions/services/reports.ts';
import { connect, type Db } from '../../functions/store/client.ts';
import { rebuild } from '../../functions/store/recount.ts';
import { applyIncrements, readTotals } from '../../functions/store/reports.ts';
import { anyContact, fixture, ledger, numbered } from '../support/counted-contacts.ts';
import { withTables, type TestTables } from '../support/engine.ts';
import { metered } from '../support/meter.ts';
import { streamRecords } from '../support/petition-stream.ts';

let engine: TestTables;
beforeAll(async () => {
  engine = await withTables();
});
afterAll(() => engine.stop());

let bureaus = 100_000;
const freshBureau = (): Db => ({ doc: engine.client, tables: engine.tables, bureau: String((bureaus += 1)) });

const MONTHS = ['2012', '2013'].flatMap((year) => Array.from({ length: 12 }, (_, n) => `${year}-${String(n + 1).padStart(2, '0')}`));
const truthOf = (contacts: readonly CountedContact[]): Totals => tally(contacts.flatMap((contact) => incrementsOf(undefined, contact)));
// A figure that rose and fell again stays as 0, and a month may be empty: neither is a difference.
const counted = (totals: Totals) =>
  [...totals].flatMap(([month, counts]) => [...counts].filter(([, n]) => n !== 0).map(([cell, n]) => `${month} ${cell} ${n}`)).sort();

// A recount answers for every kind of row; here only petitions are there.
const petitionsIn = (figures: Figures): Totals =>
  new Map(
    [...figures].map(([partition, rows]) => [
      partition.replace('#petitions', ''),
      new Map(rows.map(({ cell, numbers }) => [cell, numbers['n'] ?? 0])),
    ]),
  );

const key = (db: Db, { petition, contact }: CountedContact) => ({ pk: `${db.bureau}#PET#${petition}`, sk: `CT#${contact}` });
const put = (db: Db, contact: CountedContact, more: Record<string, unknown> = {}) =>
  db.doc.send(
    new PutCommand({ TableName: db.tables.petitions, Item: { ...key(db, contact), ...contact, story: '反映组级道路损毁', ...more } }),
  );
const remove = (db: Db, contact: CountedContact) =>
  db.doc.send(new DeleteCommand({ TableName: db.tables.petitions, Key: key(db, contact) }));
const delivered = async (db: Db): Promise<DynamoDBRecord[]> =>
  (await streamRecords(engine, db.tables.petitions)).filter((record) => record.dynamodb?.Keys?.['pk']?.S?.startsWith(`${db.bureau}#`));

// A record as the stream would carry it, for volumes that need not pass through the petitions table.
const inserted = (db: Db, contact: CountedContact, eventID: string): DynamoDBRecord => ({
  eventID,
  eventName: 'INSERT',
  dynamodb: {
    SequenceNumber: eventID,
    Keys: { pk: { S: key(db, contact).pk }, sk: { S: key(db, contact).sk } },
    NewImage: {
      contact: { S: contact.contact },
      petition: { S: contact.petition },
      receivedOn: { S: contact.receivedOn },
      channel: { S: contact.channel },
      township: { S: contact.township },
      category: { S: contact.category },
      first: { BOOL: contact.first },
      headcount: { N: String(contact.headcount) },
      representatives: { L: [{ M: { name: { S: '沈素兰' } } }] },
    },
  },
});

describe('Totals equal the rows', () => {
  const change = fc.record({ who: fc.integer({ min: 1, max: 6 }), to: fc.option(anyContact, { nil: undefined, freq: 5 }) });

  it('after every record came one to five times, shuffled, in batches of any size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 14 }), fc.infiniteStream(fc.nat()), async (changes, dice) => {
        const db = freshBureau();
        const roll = (sides: number): number => (dice.next().value as number) % sides;
        const rows = new Map<number, CountedContact>();
        for (const { who, to } of changes) {
          const before = rows.get(who);
          const after = to && numbered(to, who);
          if (after) await put(db, after);
          else if (before) await remove(db, before);
          if (after) rows.set(who, after);
          else rows.delete(who);
        }
        const deliveries = (await delivered(db)).flatMap((record) => Array.from({ length: 1 + roll(5) }, () => record));
        for (let n = deliveries.length - 1; n > 0; n -= 1) {
          const other = roll(n + 1);
          [deliveries[n], deliveries[other]] = [deliveries[other]!, deliveries[n]!];
        }
        const late = [...deliveries];
        while (deliveries.length > 0) expect(await project(db, deliveries.splice(0, 1 + roll(30)))).toEqual({ batchItemFailures: [] });

        const truth = counted(truthOf([...rows.values()]));
        expect(counted(await readTotals(db, MONTHS))).toEqual(truth);
        expect(counted(petitionsIn(await rebuild(db)))).toEqual(truth);
        await project(db, late); // claims outlive a recount
        expect(counted(await readTotals(db, MONTHS))).toEqual(truth);
      }),
      { numRuns: 15 },
    );
  });

  it('when two deliveries of the same records run at once', async () => {
    const db = freshBureau();
    const contacts = ledger('contacts-2013-h1.csv');
    const records = contacts.map((contact, n) => inserted(db, contact, `race-${n}`));
    await Promise.all([project(db, records), project(db, [...records].reverse()), project(db, records.slice(10, 30))]);
    expect(counted(await readTotals(db, MONTHS))).toEqual(counted(truthOf(contacts)));
  });

  it('and rebuild mends totals that went wrong, without touching another bureau', async () => {
    const [db, neighbour] = [freshBureau(), freshBureau()];
    const row = ledger('contacts-2013-h1.csv')[0]!;
    await Promise.all([put(db, row), put(neighbour, row)]);
    await applyIncrements(neighbour, [{ eventId: 'one', increments: incrementsOf(undefined, row) }]);
    await applyIncrements(db, [
      { eventId: 'wrong', increments: [{ month: '2012-02', measure: 'people', dim: 'ALL', value: 'ALL', by: 9 }] },
    ]);
    await rebuild(db);
    expect(counted(await readTotals(db, MONTHS))).toEqual(counted(truthOf([row])));
    expect(counted(await readTotals(neighbour, MONTHS))).toEqual(counted(truthOf([row])));
  });
});

describe('The projector', () => {
  it('fails an unreadable contact alone, and counts the others', async () => {
    const db = freshBureau();
    const [one, two] = ledger('contacts-2013-h1.csv');
    const good = [inserted(db, one!, 'good-1'), inserted(db, two!, 'good-2')];
    const poison = inserted(db, { ...one!, contact: 'LX-2013-0099' }, 'poison');
    poison.dynamodb!.NewImage!['channel'] = { S: 'PIGEON' };
    const outcome = await project(db, [good[0]!, poison, good[1]!]);
    expect(outcome).toEqual({ batchItemFailures: [{ itemIdentifier: 'poison' }] });
    expect(counted(await readTotals(db, MONTHS))).toEqual(counted(truthOf([one!, two!])));
  });

  it('passes over rows that are no contacts, and changes that count nothing, without a call', async () => {
    const db = freshBureau();
    const row = ledger('contacts-2013-h1.csv')[0]!;
    await put(db, row);
    await put(db, row, { story: '补充材料' });
    await db.doc.send(
      new PutCommand({
        TableName: db.tables.petitions,
        Item: { pk: `${db.bureau}#PET#${row.petition}`, sk: 'EV#000001', kind: 'REGISTERED' },
      }),
    );
    const records = (await delivered(db)).slice(1);
    expect(records).toHaveLength(2);
    const { calls } = await metered(db.doc, () => project(db, records));
    expect(calls).toEqual({});
  });

  it('counts a contact for the bureau whose row it is', async () => {
    const [ours, theirs] = [freshBureau(), freshBureau()];
    const row = ledger('contacts-2013-h1.csv')[0]!;
    await project(ours, [inserted(theirs, row, 'theirs')]);
    expect(counted(await readTotals(ours, MONTHS))).toEqual([]);
    expect(counted(await readTotals(theirs, MONTHS))).toEqual(counted(truthOf([row])));
  });

  it('counts some sixty imported contacts in one transaction, and any number in several', async () => {
    const db = freshBureau();
    const contacts = Array.from({ length: 60 }, (_, n) =>
      numbered({ ...ledger('contacts-2013-h1.csv')[n % 6]!, headcount: 1 + (n % 7) }, n),
    );
    const records = contacts.map((contact, n) => inserted(db, contact, `import-${n}`));
    const once = await metered(db.doc, () => project(db, records));
    expect(once.calls).toEqual({ TransactWriteItems: 1 });
    const again = await metered(db.doc, () => project(db, records));
    expect(again.calls).toEqual({ TransactWriteItems: 1 }); // every claim is there: nothing is left to retry

    const more = Array.from({ length: 400 }, (_, n) => numbered({ ...ledger('contacts-2013-h1.csv')[n % 41]!, headcount: 1 }, 100 + n));
    await project(db, [...records, ...more.map((contact, n) => inserted(db, contact, `more-${n}`))]);
    expect(counted(await readTotals(db, MONTHS))).toEqual(counted(truthOf([...contacts, ...more])));
  });

  it('keeps a claim for a week', async () => {
    const db = freshBureau();
    await project(db, [inserted(db, ledger('contacts-2013-h1.csv')[0]!, 'claimed')]);
    const { Items } = await db.doc.send(
      new QueryCommand({
        TableName: db.tables.reports,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `${db.bureau}#SEEN#petitions#claimed` },
      }),
    );
    const [claim] = z
      .array(z.object({ sk: z.literal('SEEN'), expiresAt: z.number() }))
      .length(1)
      .parse(Items);
    expect(Math.abs(claim!.expiresAt - (Date.now() / 1000 + 7 * 86_400))).toBeLessThan(60);
  });

  it('answers as a Lambda entry, from its environment', async () => {
    Object.assign(process.env, engine.env);
    const { handler } = await import('../../functions/projector/index.ts');
    const db = freshBureau();
    const row = ledger('contacts-2012-h1.csv')[0]!;
    expect(await handler({ Records: [inserted(db, row, 'entry')] })).toEqual({ batchItemFailures: [] });
    expect(counted(await readTotals(db, MONTHS))).toEqual(counted(truthOf([row])));
  });
});

describe('A contended table', () => {
  // The engine never reports a conflict, so the client is made to.
  const conflicting = (times: number, code: string): { db: Db; tries: () => number } => {
    const db = { ...connect({ tables: engine.tables, bureau: String((bureaus += 1)), region: 'cn-local-1', endpoint: engine.endpoint }) };
    let tries = 0;
    db.doc.middlewareStack.add(
      (next) => (args) => {
        tries += 1;
        if (tries <= times)
          throw new TransactionCanceledException({
            message: 'cancelled',
            $metadata: {},
            CancellationReasons: [{ Code: 'None' }, { Code: code }],
          });
        return next(args);
      },
      { step: 'initialize', name: 'conflict' },
    );
    return { db, tries: () => tries };
  };
  const increments = incrementsOf(undefined, ledger('contacts-2013-h1.csv')[0]);

  it('is waited out', async () => {
    Object.assign(process.env, engine.env);
    const { db, tries } = conflicting(3, 'TransactionConflict');
    await applyIncrements(db, [{ eventId: 'patient', increments }]);
    expect(tries()).toBe(4);
    expect(counted(await readTotals(db, MONTHS))).toHaveLength(increments.length);
  });

  it('is given up after eight tries, so that the stream delivers again', async () => {
    const { db, tries } = conflicting(99, 'TransactionConflict');
    await expect(applyIncrements(db, [{ eventId: 'stubborn', increments }])).rejects.toBeInstanceOf(TransactionCanceledException);
    expect(tries()).toBe(8);
  });

  it('is not retried for a reason that waiting cannot mend', async () => {
    const { db, tries } = conflicting(99, 'ValidationError');
    await expect(applyIncrements(db, [{ eventId: 'broken', increments }])).rejects.toBeInstanceOf(TransactionCanceledException);
    expect(tries()).toBe(1);
  });
});

describe('A report', () => {
  const expected = z.object({ petitions: z.record(z.string(), z.unknown()) }).parse(JSON.parse(fixture('expected-2013-h1.json'))).petitions;
  const filled = async (): Promise<Db> => {
    const db = freshBureau();
    const contacts = [...ledger('contacts-2012-h1.csv'), ...ledger('contacts-2013-h1.csv')];
    await project(
      db,
      contacts.map((contact, n) => inserted(db, contact, `ledger-${n}`)),
    );
    return db;
  };

  it('of the half-year has every expected figure', async () => {
    const result = await report({ db: await filled() }, '2013-H1');
    if (!result.ok) throw new Error('refused');
    expect(result.value.petitions).toMatchObject(expected);
    expect(result.value).toMatchObject({ period: '2013-H1', from: '2013-01-01', to: '2013-06-30' });
    expect(result.value.narrative.zh).toContain('41批次');
  });

  it('of a half-year is one set of reads and at most 18 units, ten thousand contacts or forty', async () => {
    const db = await filled();
    const small = await metered(db.doc, () => report({ db }, '2013-H1'));
    expect(small.calls).toEqual({ Query: 27 }); // 12 of petitions, 8 of training, 7 of people
    expect(small.units).toBeLessThanOrEqual(18);

    const cells = [...truthOf(ledger('contacts-2013-h1.csv'))].flatMap(([month, counts]) => [...counts].map(([cell]) => ({ month, cell })));
    await applyIncrements(
      db,
      cells.map(({ month, cell }, n) => {
        const [measure, dim, value] = z
          .tuple([z.enum(['contacts', 'first', 'groupVisits', 'people']), z.enum(['ALL', 'CHANNEL', 'TOWNSHIP', 'CATEGORY']), z.string()])
          .parse(cell.split('#'));
        return { eventId: `bulk-${n}`, increments: [{ month, measure, dim, value, by: 10_000 }] };
      }),
    );
    const large = await metered(db.doc, () => report({ db }, '2013-H1'));
    expect(large).toEqual(small);
  });

  it('of any other period is read the same way; what is no period is refused without a read', async () => {
    const db = await filled();
    expect((await metered(db.doc, () => report({ db }, '2013-03'))).calls).toEqual({ Query: 6 });
    expect((await metered(db.doc, () => report({ db }, '2013'))).calls).toEqual({ Query: 51 });
    const refused = await metered(db.doc, async () =>
      expect(await report({ db }, '2013-Q9')).toMatchObject({ ok: false, refusal: { code: 'UNKNOWN_PERIOD' } }),
    );
    expect(refused.calls).toEqual({});
  });

  it('leaves no person in the totals', async () => {
    const db = await filled();
    const { Items } = await db.doc.send(new ScanCommand({ TableName: db.tables.reports }));
    expect(JSON.stringify(Items)).not.toMatch(/[\u4e00-\u9fff]/);
  });
});
