// People in the table: what a row gives away, what it costs, and which indexes it stands in.
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnRoll } from '../../functions/domain/people/roll.ts';
import { giveRollCommand } from '../../functions/services/people-changes.ts';
import { readRollLine } from '../../functions/services/people-file.ts';
import { readTable } from '../../functions/services/table.ts';
import { readPersons, readRecord, readRecords, writePeople } from '../../functions/store/people.ts';
import { findByName, findByTail } from '../../functions/store/person-find.ts';
import { contentOf, openRecord, personItem, type PersonRecord } from '../../functions/store/person-items.ts';
import { peopleByPlace, peopleRemovedIn } from '../../functions/store/person-lists.ts';
import { countedPersonRow, PERSON_KEY } from '../../functions/store/person-rows.ts';
import { TABLES } from '../../functions/store/tables.ts';
import { keyVault } from '../../functions/store/vault.ts';
import { freshBureau, valueOf, type TestBureau } from '../support/bureau.ts';
import { halfYearFile } from '../support/half-year.ts';
import { billed } from '../support/meter.ts';
import { smallRoll, takeRoll } from '../support/roll.ts';

let bureau: TestBureau;
beforeAll(async () => {
  bureau = await freshBureau();
  const { deps } = bureau;
  await takeRoll(deps, bureau.callerOf('R01'), smallRoll());
  const order = { personId: 'P00001', version: 1, command: { name: 'change', data: { phone: '10012340000' } } } as const;
  valueOf(await giveRollCommand(deps, bureau.callerOf('R01'), order, { route: 'r', key: 'k', body: 'b' }));
});
afterAll(() => bureau.stop());

const everything = async (): Promise<Record<string, unknown>[]> => {
  const { db } = bureau.deps;
  const rows: Record<string, unknown>[] = [];
  for (const table of Object.values(db.tables)) {
    let from: Record<string, unknown> | undefined;
    do {
      const page = await db.doc.send(new ScanCommand({ TableName: table, ...(from && { ExclusiveStartKey: from }) }));
      rows.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from);
  }
  return rows;
};

const record = (personId: string, identity: OnRoll['identity']): PersonRecord => ({
  person: { personId, name: '罗先强', township: '990581101', village: '竹溪村', resettlementType: '原迁', version: 1 },
  identity,
  entered: { at: '2026-11-22T10:00:00.000+08:00', by: 'R01' },
});

describe('The two numbers of a person', () => {
  it('stand nowhere in plain, nor any end of them, in no row of any table', async () => {
    const rows = await everything();
    const text = rows.filter(({ pk }) => !String(pk).includes('#STAFF')).map((row) => JSON.stringify(row));
    for (const { idNumber = '', phone = '' } of smallRoll()) {
      for (const secret of [idNumber, phone, idNumber.slice(-6), phone.slice(-6)])
        expect(
          text.filter((row) => row.includes(secret)),
          secret,
        ).toEqual([]);
    }
  });

  it('are sealed to their row and field: moved to another they do not open', async () => {
    const vault = keyVault(randomBytes(32));
    const { db } = bureau.deps;
    const one = await personItem(db.bureau, record('P90001', { idNumber: '990581195108075758', phone: '10049321807' }), vault);
    const other = await personItem(db.bureau, record('P90002', { phone: '10049321808' }), vault);
    expect((await openRecord(one, vault)).identity).toEqual({ idNumber: '990581195108075758', phone: '10049321807' });
    await expect(openRecord({ ...other, phone: one['phone'] }, vault)).rejects.toThrow();
    await expect(openRecord({ ...one, phone: one['idNumber'] }, vault)).rejects.toThrow();
  });

  it('that end alike are found apart: a telephone is no ID number', async () => {
    const { db, vault } = bureau.deps;
    const rows = [record('P90003', { phone: '10049329999' }), record('P90004', { idNumber: '990581195108079999' })];
    expect(
      await writePeople(
        db,
        rows.map((one) => ({ record: one })),
        vault,
      ),
    ).toEqual({ ok: true });
    const items = await Promise.all(rows.map((one) => personItem(db.bureau, one, vault)));
    expect(items[0]?.['phoneTailPk']).not.toContain(String(items[1]?.['idTailPk']).split('#')[2]);
    expect((await findByTail(db, '49329999', vault, { limit: 10 })).map(({ personId }) => personId)).toEqual(['P90003']);
  });

  it('and the hash of a row can only be made with the key', async () => {
    const cells = ['P1', '罗先强', '990581195108075758'];
    const [mine, others] = [keyVault(randomBytes(32)), keyVault(randomBytes(32))];
    expect(await contentOf(cells, mine)).toBe(await contentOf([...cells], mine));
    expect(await contentOf(cells, mine)).not.toBe(await contentOf(cells, others));
  });
});

describe('A person’s row', () => {
  it('keeps under a kilobyte, which is what a write is paid by', async () => {
    const table = valueOf(await readTable(readFileSync(halfYearFile('people-2013.csv')), []));
    const vault = keyVault(randomBytes(32));
    const sizes = await Promise.all(
      table.slice(0, 300).map(async (row) => {
        const read = readRollLine(row);
        if ('errors' in read) throw new Error('a row of the sample does not fit');
        const { personId, says, cells } = read.line;
        const { idNumber = '', phone = '', ...facts } = says.facts;
        const item = await personItem(
          '990581',
          {
            person: { personId, version: 1, householder: facts.name, removedOn: '2013-02-03', removedReason: 'HUKOU_CONVERTED', ...facts },
            identity: { idNumber, phone },
            entered: { at: '2026-11-22T10:00:00.000+08:00', by: 'R01' },
            imported: { id: 'a'.repeat(24), row: 9868, as: 'created', content: await contentOf(cells, vault) },
          },
          vault,
        );
        return sizeOf(item);
      }),
    );
    expect(Math.max(...sizes)).toBeLessThan(1024);
  });

  it('gives the totals what they count, and nothing it does not know for certain', async () => {
    const { db } = bureau.deps;
    const rows = (await everything()).filter(({ pk, sk }) => PERSON_KEY.test(String(pk)) && sk === 'HEAD');
    expect(rows.length).toBeGreaterThanOrEqual(smallRoll().length);
    const counted = countedPersonRow(rows.find(({ personId }) => personId === 'P00010'));
    expect(counted).toEqual({ personId: 'P00010', township: '990581101', removedOn: '2013-02-03', removedReason: 'DEATH' });
    expect(() => countedPersonRow({ personId: 'P1', township: '990581101', removedOn: '2013-02-30' })).toThrow();
    expect(() => countedPersonRow({ personId: 'P#1', township: '990581101' })).toThrow();
    expect(PERSON_KEY.exec(String(rows[0]?.['pk']))?.[1]).toBe(db.bureau);
  });

  it('shows in an index no more than lists need: neither number, nor sealed', async () => {
    const { db } = bureau.deps;
    for (const index of ['byName', 'byIdTail', 'byPhoneTail', 'byPlace', 'byRemoval'] as const) {
      const page = await db.doc.send(new ScanCommand({ TableName: db.tables.directory, IndexName: index }));
      const { pk, sk } = TABLES.directory.indexes[index];
      const allowed = new Set(['pk', 'sk', pk, sk, ...TABLES.directory.indexes[index].columns]);
      expect(page.Items?.length, index).toBeGreaterThan(0);
      for (const row of page.Items ?? []) for (const name of Object.keys(row)) expect(allowed.has(name), `${index} ${name}`).toBe(true);
    }
  });
});

describe('Reading people by number', () => {
  it('finds those who are there, whatever else is asked for, and more than a hundred at once', async () => {
    const { db } = bureau.deps;
    const ids = [...Array.from({ length: 250 }, (_, n) => `P${String(n).padStart(5, '0')}`), 'no', '#', '', 'P00001'];
    const found = await readPersons(db, ids);
    expect([...found.keys()].filter((id) => id < 'P9').sort()).toEqual(smallRoll().map(({ personId = '' }) => personId));
    expect(found.get('P00001')).toMatchObject({ name: '罗先强', version: 2 });
    expect(JSON.stringify([...found.values()])).not.toMatch(/idNumber|phone/);
    expect(await readPersons(db, [])).toEqual(new Map());
  });

  it('is one round trip for a hundred', async () => {
    const { db, vault } = bureau.deps;
    const ids = smallRoll().map(({ personId = '' }) => personId);
    expect((await billed(db.doc, () => readPersons(db, ids))).calls).toEqual({ BatchGetItem: 1 });
    expect((await billed(db.doc, () => readRecords(db, ids, vault))).calls).toEqual({ BatchGetItem: 1 });
  });
});

describe('Writing people', () => {
  it('all of them or none: one who is there already stops the others', async () => {
    const { db, vault } = bureau.deps;
    const done = await writePeople(db, [{ record: record('P91001', {}) }, { record: record('P00001', {}) }], vault);
    expect(done).toEqual({ ok: false, lost: 'PERSON' });
    expect(await readRecord(db, 'P91001', vault)).toBeUndefined();
  });

  it('loses to whoever was faster', async () => {
    const { db, vault } = bureau.deps;
    expect(await writePeople(db, [{ record: record('P00001', {}), before: 1 }], vault)).toEqual({ ok: false, lost: 'PERSON' });
    expect((await readRecord(db, 'P00001', vault))?.record.person.version).toBe(2);
  });

  it('moves the person in every index, so that nobody is found as who they were', async () => {
    const { db, vault } = bureau.deps;
    const one = record('P91002', { phone: '10012345678' });
    await writePeople(db, [{ record: one }], vault);
    const moved: PersonRecord = {
      ...one,
      person: { ...one.person, name: '聂绿叶', village: '望江村', removedOn: '2013-04-05', removedReason: 'MOVED', version: 2 },
      identity: { phone: '10012340001' },
    };
    await writePeople(db, [{ record: moved, before: 1 }], vault);
    const ids = (people: readonly { personId: string }[]): string[] => people.map(({ personId }) => personId);
    expect(ids(await findByName(db, '罗先强', { limit: 100 }))).not.toContain('P91002');
    expect(ids(await findByName(db, '聂绿', { limit: 100 }))).toContain('P91002');
    expect(await findByTail(db, '5678', vault, { limit: 10 })).toEqual([]);
    expect(ids(await findByTail(db, '0001', vault, { limit: 10 }))).toContain('P91002');
    const places = async (onRoll: boolean) => ids((await peopleByPlace(db, { township: '990581101', onRoll }, { limit: 500 })).people);
    expect(await places(true)).not.toContain('P91002');
    expect(await places(false)).toContain('P91002');
    expect(ids((await peopleRemovedIn(db, '2013-04', { limit: 100 })).people)).toEqual(['P91002']);
  });
});

describe('What a search reads', () => {
  it('is two queries of an index for a name, and half a unit each while few fit', async () => {
    const { db } = bureau.deps;
    const bill = await billed(db.doc, () => findByName(db, '罗先强', { limit: 25 }));
    expect(bill.calls).toEqual({ Query: 2 });
    expect(bill.read).toBeLessThanOrEqual(1.5);
  });

  it('does not grow with the townships that the reader may not see', async () => {
    const { db } = bureau.deps;
    const found = await findByName(db, '罗', { limit: 25, townships: ['990581102'] });
    expect(found.map(({ township }) => township)).toEqual(found.map(() => '990581102'));
    expect(await findByName(db, '罗', { limit: 25, townships: [] })).toEqual([]);
  });
});

/** Bytes as the table counts them, names and values; numbers by their digits, which is rather more than it takes. */
const sizeOf = (item: Record<string, unknown>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(String(value)), 0);
