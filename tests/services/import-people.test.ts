// The roll from a file: a verdict for every row, nothing doubled however often or in however many pieces it is taken.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FieldError } from '../../functions/domain/result.ts';
import type { Deps } from '../../functions/services/deps.ts';
import { peopleImport } from '../../functions/services/import-kinds/people.ts';
import { giveRollCommand } from '../../functions/services/people-changes.ts';
import { openPerson, peopleOf, searchPeople } from '../../functions/services/people.ts';
import { listTownships } from '../../functions/services/staff.ts';
import { readTable } from '../../functions/services/table.ts';
import { FIELD_MESSAGES } from '../../functions/web/schema/messages.ts';
import { freshBureau, valueOf, type TestBureau } from '../support/bureau.ts';
import { halfYearFile } from '../support/half-year.ts';
import { billed } from '../support/meter.ts';
import { idNumberOf, rollRow, smallRoll, tableRows, takeRoll, type Cells } from '../support/roll.ts';

let bureau: TestBureau;
let deps: Deps;
const keeper = () => bureau.callerOf('R01');
const take = (rows: readonly Cells[], given = {}) => takeRoll(deps, keeper(), rows, given);
const verdictsOf = async (rows: readonly Cells[], given = {}) => (await take(rows, given)).verdicts.map(({ verdict }) => verdict);
const open = async (personId: string) => valueOf(await openPerson(deps, keeper(), personId));

beforeAll(async () => {
  bureau = await freshBureau();
  deps = bureau.deps;
});
afterAll(() => bureau.stop());

const times = <T>(count: number, what: T): T[] => Array.from({ length: count }, () => what);

describe('A roll from a file', () => {
  it('has the columns of the bureau’s own file', async () => {
    const file = readFileSync(halfYearFile('people-2013.csv'), 'utf8');
    expect(peopleImport.columns.join(',')).toBe(file.slice(0, file.indexOf('\n')).trim());
    expect((await readTable(Buffer.from(file), peopleImport.columns)).ok).toBe(true);
  });

  it('comes in once: the same file again changes nothing, as another import or as the same one resumed', async () => {
    const rows = smallRoll();
    const importId = 'a'.repeat(24);
    expect(await verdictsOf(rows, { importId })).toEqual(times(rows.length, 'created'));
    const before = await open('P00001');
    expect(await verdictsOf(rows)).toEqual(times(rows.length, 'unchanged'));
    expect(await verdictsOf(rows, { importId })).toEqual(times(rows.length, 'created'));
    expect(await open('P00001')).toEqual(before);
    expect(before.events).toEqual([]);
  });

  it('foretold by a dry run is what the run does, and writes nothing', async () => {
    const rows = [rollRow(100), rollRow(101, { sex: '?' }), rollRow(1, { ...smallRoll()[0], phone: '10010010001' })];
    const dry = await take(rows, { dryRun: true });
    expect((await openPerson(deps, keeper(), 'P00100')).ok).toBe(false);
    expect((await take(rows)).verdicts).toEqual(dry.verdicts);
    expect(dry.verdicts.map(({ verdict }) => verdict)).toEqual(['created', 'rejected', 'updated']);
  });

  it('takes a stop between batches, and goes on where the next attempt finds it', async () => {
    const rows = Array.from({ length: 250 }, (_, n) => rollRow(1000 + n));
    const importId = 'b'.repeat(24);
    let asked = 0;
    const first = await take(rows, { importId, timeUp: () => (asked += 1) > 1 });
    expect(first.end).toBe('paused');
    expect(first.verdicts).toHaveLength(100);
    const second = await take(rows, { importId });
    expect(second.end).toBe('done');
    expect(second.verdicts.map(({ verdict }) => verdict)).toEqual(times(250, 'created'));
    expect(second.verdicts.map(({ row }) => row)).toEqual(rows.map((_row, index) => index + 2));
  });

  it('costs one read and one write for a hundred people', async () => {
    const fresh = await freshBureau();
    const rows = Array.from({ length: 100 }, (_, n) => rollRow(2000 + n, { household: '' }));
    const townships = await listTownships(fresh.deps);
    const bill = await billed(fresh.deps.db.doc, () => takeRoll(fresh.deps, fresh.callerOf('R01'), rows));
    await fresh.stop();
    expect(bill.calls).toMatchObject({ BatchGetItem: 1, TransactWriteItems: 1 });
    // Once a file: the directory, and whether anybody is on the roll yet, township by township.
    expect(bill.calls['Query'] ?? 0).toBeLessThanOrEqual(3 + 2 * townships.length);
  });
});

describe('A row that says something new of somebody', () => {
  it('changes what it says, as one line of history, and takes nothing away that it leaves blank', async () => {
    await take([rollRow(300, { phone: '10033330001' })]);
    const { verdicts } = await take([rollRow(300, { phone: '', village: '望江村', birthDate: '' })]);
    expect(verdicts[0]).toMatchObject({ verdict: 'updated' });
    const file = await open('P00300');
    expect(file.person).toMatchObject({ village: '望江村', birthDate: '1961-08-07', version: 2 });
    expect(file.tails.phone).toBe('0001');
    expect(file.events).toMatchObject([{ type: 'imported', seq: 2, changes: [{ field: 'village', from: '竹溪村', to: '望江村' }] }]);
  });

  it('removes whom it says has left, and does not bring them back when it no longer says so', async () => {
    await take([rollRow(301)]);
    expect(await verdictsOf([rollRow(301, { removedOn: '2013-02-03', removedReason: 'DEATH' })])).toEqual(['updated']);
    expect((await open('P00301')).person).toMatchObject({ removedOn: '2013-02-03', removedReason: 'DEATH' });
    expect(await verdictsOf([rollRow(301, { resettlementType: '小水库' })])).toEqual(['updated']);
    expect((await open('P00301')).person).toMatchObject({ removedOn: '2013-02-03', resettlementType: '小水库' });
  });

  it('resumed is told as what it was, an update', async () => {
    await take([rollRow(302)]);
    const changed = [rollRow(302, { village: '沙湾村' })];
    const importId = 'c'.repeat(24);
    expect(await verdictsOf(changed, { importId })).toEqual(['updated']);
    expect(await verdictsOf(changed, { importId })).toEqual(['updated']);
    expect(await verdictsOf(changed)).toEqual(['unchanged']);
    expect((await open('P00302')).person.version).toBe(2);
  });

  it('does not undo by an old file what was changed by hand since', async () => {
    const rows = [rollRow(303)];
    await take(rows);
    const order = { personId: 'P00303', version: 1, command: { name: 'change', data: { village: '望江村' } } } as const;
    valueOf(await giveRollCommand(deps, keeper(), order));
    expect(await verdictsOf(rows)).toEqual(['unchanged']);
    expect((await open('P00303')).person.village).toBe('望江村');
  });
});

describe('A row that cannot be right', () => {
  it.each<[string, Cells, string]>([
    ['without a number', { personId: '' }, 'personId personId'],
    ['with a number that is no key', { personId: 'P#1' }, 'personId personId'],
    ['without a name', { name: ' ' }, 'name required'],
    ['without a village', { village: '' }, 'village required'],
    ['of a township that is not ours', { township: '990581999' }, 'township unknownTownship'],
    ['of a township of endless length', { township: '9'.repeat(3000) }, 'township unknownTownship'],
    ['of an unknown sex', { sex: 'x' }, 'sex unknownCode'],
    ['with a day that never was', { birthDate: '1961-02-30' }, 'birthDate notADay'],
    ['with a birthday to come', { birthDate: '2030-01-01', idNumber: '' }, 'birthDate notAfter'],
    ['with half an ID number', { idNumber: '990581' }, 'idNumber idNumber'],
    ['with an unknown reason', { removedOn: '2013-02-03', removedReason: 'GONE' }, 'removedReason unknownCode'],
    ['with a reason and no day', { removedReason: 'DEATH' }, 'removedOn required'],
    ['with a removal to come', { removedOn: '2030-01-01' }, 'removedOn notAfter'],
    ['with control characters', { name: '罗\u0007强' }, 'name controlCharacters'],
    ['with half a character', { name: '罗\ud800' }, 'name unreadableText'],
    ['that is far too long', { village: '村'.repeat(61) }, 'village tooLong'],
  ])('is rejected by itself: %s', async (_what, cells, error) => {
    const { verdicts } = await take([rollRow(400, cells), rollRow(401)]);
    expect(verdicts[0]).toMatchObject({ row: 2, verdict: 'rejected' });
    expect(verdicts[0]?.errors?.map(({ path, message }) => `${path} ${message}`)).toContain(error);
    expect(['created', 'unchanged']).toContain(verdicts[1]?.verdict);
    for (const { message } of verdicts[0]?.errors ?? []) expect(FIELD_MESSAGES).toHaveProperty(message);
    expect(JSON.stringify(verdicts)).not.toMatch(/罗|\d{11}/);
  });

  it('with more cells than the header has is rejected', async () => {
    const [row] = tableRows([rollRow(402)]);
    const { verdicts } = await takeRoll(deps, keeper(), [{ ...row!, surplus: true }]);
    expect(verdicts).toEqual([{ row: 2, verdict: 'rejected', errors: [{ path: '', message: 'tooManyCells' }] }]);
  });

  it('about somebody who stands in the file already is rejected, unless it says the same', async () => {
    const rows = [rollRow(403), rollRow(403), rollRow(403, { village: '望江村' })];
    expect(await verdictsOf(rows)).toEqual(['created', 'unchanged', 'rejected']);
    expect((await open('P00403')).person.village).toBe('竹溪村');
  });
});

describe('A row that is taken with a doubt', () => {
  it('is one whose ID number does not check, or says another birthday', async () => {
    const { idNumber = '' } = rollRow(404);
    const wrong = idNumber.slice(0, 17) + (idNumber.endsWith('1') ? '2' : '1');
    const { verdicts } = await take([rollRow(404, { idNumber: wrong }), rollRow(405, { birthDate: '1961-08-08' })]);
    expect(verdicts).toMatchObject([
      { verdict: 'created', warnings: [{ path: 'idNumber', message: 'idNumberCheck' }] },
      { verdict: 'created', warnings: [{ path: 'birthDate', message: 'notAsIdNumber' }] },
    ]);
    expect(valueOf(await searchPeople(deps, keeper(), { q: wrong }))).toHaveLength(1);
  });
});

describe('One ID number of two people', () => {
  const sharedBy = ({ warnings = [] }: { warnings?: readonly FieldError[] }) =>
    warnings.flatMap(({ message, data }) => (message === 'idNumberShared' ? [data?.['people']] : []));
  const alike = (nth: number, more: Cells = {}) =>
    rollRow(nth, { idNumber: idNumberOf('1957-03-04', 777), birthDate: '1957-03-04', ...more });

  it('is taken, and either row names the other, in a check as in the import', async () => {
    const rows = [alike(600), rollRow(601, { idNumber: '' }), alike(602)];
    const dry = await take(rows, { dryRun: true });
    const importId = 'd'.repeat(24);
    const first = await take(rows, { importId });
    expect(first.verdicts.map(({ verdict }) => verdict)).toEqual(['created', 'created', 'created']);
    for (const { verdicts } of [dry, first, await take(rows, { importId })])
      expect(verdicts.map(sharedBy)).toEqual([['P00602'], [], ['P00600']]);
    expect(JSON.stringify(first.verdicts)).not.toMatch(/\d{15}/);
  });

  it('is told of somebody who is on the roll already, in any township', async () => {
    const { verdicts } = await take([alike(603, { township: '990581103', birthDate: '' })]);
    expect(verdicts).toMatchObject([{ verdict: 'created' }]);
    expect(verdicts.map(sharedBy)).toEqual([['P00600, P00602']]);
    expect((await take([rollRow(601, { idNumber: idNumberOf('1957-03-04', 777), birthDate: '' })])).verdicts.map(sharedBy)).toEqual([
      ['P00600, P00602, P00603'],
    ]);
  });
});

describe('A row about somebody who has left, that says nothing of it', () => {
  it('tells that the person stays removed, whether it changes anything or not', async () => {
    await take([rollRow(610)]);
    await take([rollRow(610, { removedOn: '2013-02-03', removedReason: 'DEATH' })]);
    const warnings = [{ path: 'removedOn', message: 'staysRemoved', data: { day: '2013-02-03' } }];
    expect((await take([rollRow(610)])).verdicts).toEqual([{ row: 2, verdict: 'unchanged', warnings }]);
    expect((await take([rollRow(610, { phone: '10033330610' })])).verdicts).toEqual([{ row: 2, verdict: 'updated', warnings }]);
    expect((await open('P00610')).person.removedOn).toBe('2013-02-03');
  });

  it('tells it too where the very row was taken before', async () => {
    await take([rollRow(611)]);
    const order = { personId: 'P00611', version: 1, command: { name: 'remove', data: { on: '2013-02-03', reason: 'MOVED' } } } as const;
    valueOf(await giveRollCommand(deps, keeper(), order));
    expect((await take([rollRow(611)])).verdicts).toMatchObject([{ verdict: 'unchanged', warnings: [{ message: 'staysRemoved' }] }]);
  });
});

describe('The head of a household', () => {
  const household = (nth: number, name: string, more: Cells = {}) => rollRow(nth, { name, household: 'H-1', village: '白果村', ...more });
  const headOf = async (personId: string) => (await open(personId)).person.householder;

  it('is the first of it in the file, or whom the file names', async () => {
    await take([
      household(500, '罗当家'),
      household(501, '罗小妹'),
      rollRow(502, { name: '王某', household: 'H-2', householder: '王当家' }),
    ]);
    expect(await headOf('P00500')).toBe('罗当家');
    expect(await headOf('P00501')).toBe('罗当家');
    expect(await headOf('P00502')).toBe('王当家');
  });

  it('is whom the roll names already, for somebody who joins it by a later file', async () => {
    await take([household(503, '罗新生')]);
    expect(await headOf('P00503')).toBe('罗当家');
    const members = valueOf(await peopleOf(deps, keeper(), { township: '990581101', village: '白果村' })).items;
    expect(members.map(({ name }) => name)).toEqual(['罗当家', '罗小妹', '罗新生']);
  });
});

describe('A head of a household who is renamed', () => {
  const member = (nth: number, name: string, more: Cells = {}) => rollRow(nth, { name, household: 'H-9', village: '黄桷村', ...more });
  const far = Array.from({ length: 120 }, (_, n) => rollRow(5000 + n));
  const family = (head: string): Cells[] => [member(620, '王小妹'), ...far, member(621, head), member(622, '王幺弟')];
  const heads = async () => Promise.all(['P00620', 'P00621', 'P00622'].map(async (id) => (await open(id)).person.householder));

  it('is called so in every row of the household that the file holds, wherever it stands, and in a new one', async () => {
    await take(family('王当家').map((row) => ('household' in row && row['household'] === 'H-9' ? { ...row, householder: '王当家' } : row)));
    expect(await heads()).toEqual(['王当家', '王当家', '王当家']);
    const renamed = [...family('王大富'), member(623, '王新生')];
    const dry = await take(renamed, { dryRun: true });
    const { verdicts } = await take(renamed);
    expect(verdicts).toEqual(dry.verdicts);
    expect(verdicts.filter(({ verdict }) => verdict === 'updated').map(({ row }) => row)).toEqual([2, 123, 124]);
    expect(await heads()).toEqual(['王大富', '王大富', '王大富']);
    expect((await open('P00623')).person.householder).toBe('王大富');
    expect((await open('P00620')).events).toMatchObject([
      { type: 'imported', changes: [{ field: 'householder', from: '王当家', to: '王大富' }] },
    ]);
    expect((await take(renamed)).verdicts.every(({ verdict }) => verdict === 'unchanged')).toBe(true);
  });

  it('is so too where the other rows say nothing new at all', async () => {
    const rows = (head: string) => [630, 631].map((nth) => rollRow(nth, { household: 'H-10', name: nth === 630 ? head : '李小妹' }));
    await take(rows('李当家'));
    expect(await verdictsOf(rows('李大富'))).toEqual(['updated', 'updated']);
    expect((await open('P00631')).person.householder).toBe('李大富');
  });

  it('keeps the old name with the others where the row cannot be taken', async () => {
    const rows = (head: Cells) => [640, 641].map((nth) => rollRow(nth, { household: 'H-11', ...(nth === 640 && head) }));
    await take(rows({ name: '赵当家' }));
    expect(await verdictsOf(rows({ name: '赵大富', removedOn: '2030-01-01' }))).toEqual(['rejected', 'unchanged']);
    expect((await open('P00641')).person.householder).toBe('赵当家');
  });
});

describe('Two imports at once', () => {
  it('of the same people leave each of them once, and no row without a verdict', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => rollRow(3000 + n));
    const [one, two] = await Promise.all([take(rows), take(rows)]);
    for (const [at] of rows.entries()) {
      const both = [one.verdicts[at]?.verdict, two.verdicts[at]?.verdict].sort();
      expect(both).toEqual(['created', 'unchanged']);
    }
    expect((await open('P03000')).person.version).toBe(1);
  });
});
