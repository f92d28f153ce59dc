// Looking people up and changing the roll, on the real engine: who finds whom, who sees what, and what is kept.
import fc from 'fast-check';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { pinyin } from 'pinyin-pro';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldedName, givenName, plainReading } from '../../functions/domain/people/names.ts';
import type { PersonFacts } from '../../functions/domain/people/roll.ts';
import { addPerson, giveRollCommand, type RollCommand } from '../../functions/services/people-changes.ts';
import { openPerson, peopleOf, removedIn, rollIsEmpty, searchPeople } from '../../functions/services/people.ts';
import type { Deps } from '../../functions/services/deps.ts';
import { replaceDirectory, listStaff, listTownships } from '../../functions/services/staff.ts';
import { freshBureau, valueOf, type TestBureau } from '../support/bureau.ts';
import { idNumberOf, rollRow, smallRoll, takeRoll, type Cells } from '../support/roll.ts';

const ROLL = smallRoll();
const NEIGHBOUR = '990582';

let bureau: TestBureau;
let deps: Deps;
const by = (id: string) => bureau.callerOf(id);
const found = async (q: string, who = 'R01', limit = 100) => valueOf(await searchPeople(deps, by(who), { q, limit }));
const idsOf = async (q: string, who = 'R01') => (await found(q, who)).map(({ personId }) => personId);

beforeAll(async () => {
  bureau = await freshBureau();
  deps = bureau.deps;
  await takeRoll(deps, by('R01'), ROLL);
});
afterAll(() => bureau.stop());

const readings = (name: string): string[] =>
  pinyin(foldedName(name), { toneType: 'none', surname: 'head', type: 'array', v: true, nonZh: 'consecutive' })
    .map(plainReading)
    .filter((syllable) => syllable !== '');

const prefixOf = (text: string, length: number): string => [...text].slice(0, 1 + (length % [...text].length)).join('');

describe('Everybody of the roll is found', () => {
  const somebody = fc.constantFrom(...ROLL);
  const always = (check: (person: Cells, length: number) => Promise<void>) =>
    fc.assert(fc.asyncProperty(somebody, fc.nat(40), check), { numRuns: 60 });

  it('by any beginning of the name, and of what follows the surname', () =>
    always(async ({ personId = '', name = '' }, length) => {
      expect(await idsOf(prefixOf(name, length))).toContain(personId);
      const given = givenName(name);
      if (given !== '') expect(await idsOf(prefixOf(given, length))).toContain(personId);
    }));

  it('by any beginning of the reading, and of the initials', () =>
    always(async ({ personId = '', name = '' }, length) => {
      const syllables = readings(name);
      expect(await idsOf(prefixOf(syllables.join(''), length))).toContain(personId);
      const initials = syllables.map((syllable) => syllable.slice(0, 1)).join('');
      expect(await idsOf(prefixOf(initials, length).toUpperCase())).toContain(personId);
    }));

  it('by any end of the ID number and of the telephone from four on', () =>
    always(async ({ personId = '', idNumber = '', phone = '' }, length) => {
      for (const number of [idNumber, phone]) {
        const tail = number.slice(-(4 + (length % (number.length - 3))));
        expect(await idsOf(tail), tail).toContain(personId);
        const all = (await idsOf(tail)).map((id) => ROLL.find((row) => row['personId'] === id));
        for (const row of all) expect([row?.['idNumber'], row?.['phone']].some((one) => one?.endsWith(tail))).toBe(true);
      }
    }));

  it('by their own number', () =>
    always(async ({ personId = '' }) => {
      expect(await idsOf(personId)).toEqual([personId]);
    }));

  it.each([
    ['tanzhiming', '覃志明'],
    ['qinzhiming', '覃志明'],
    ['tzm', '覃志明'],
    ['danchunfu', '单春富'],
    ['jiefang', '解放'],
    ['xf', '解放'],
    ['chou', '仇英'],
    ['di', '翟天'],
    ['gai', '盖世杰'],
    ['mou', '缪昌'],
    ['quxiaolan', '区小兰'],
    ['pu', '朴正花'],
    ['cha', '查三'],
    ['weichi', '尉迟恭'],
    ['changsun', '长孙无忌'],
    ['lvguang', '吕光林'],
    ['lüguang', '吕光林'],
    ['LYU', '吕布衣'],
    ['nielvye', '聂绿叶'],
    ['修文', '欧阳修文'],
    ['ouyangx', '欧阳修文'],
    ['xiangchangle', '向长乐'],
    ['古丽', undefined],
    ['阿依', '阿依·古丽'],
    ['𠮷田', '𠮷田村'],
    ['𠮷强', '罗𠮷强'],
    ['罗xq', '罗先强'],
    ['罗Xian', '罗先强'],
    ['罗先q', '罗先强'],
    ['欧阳xw', '欧阳修文'],
    ['罗 先强', '罗先强'],
    ['罗先强 竹溪村', '罗先强'],
    ['lxq　竹溪', '罗先强'],
    ['罗xq 柏坝镇', '罗先强'],
    ['P00001 竹溪村', '罗先强'],
    ['罗先强 沙湾村', undefined],
    ['P00001 沙湾村', undefined],
  ])('%s', async (q, name) => {
    const names = (await found(q)).map((person) => person.name);
    if (name === undefined) expect(names).toEqual([]);
    else expect(names).toContain(name);
  });
});

describe('What a search answers', () => {
  it('tells namesakes apart by place, year of birth and householder, an exact name first', async () => {
    const people = await found('罗先');
    expect(people.map(({ name }) => name)).toEqual(['罗先', '罗先强']);
    expect(people[0]).toEqual({
      personId: 'P00003',
      name: '罗先',
      sex: 'M',
      township: '990581103',
      townshipName: '枫城镇',
      village: '望江村',
      household: '990581103-0000',
      householder: '罗先',
      birthYear: 1961,
      resettlementType: '原迁',
      onRoll: true,
    });
  });

  it('names those who have left, with day and reason', async () => {
    expect((await found('单春富'))[0] ?? {}).not.toHaveProperty('removedOn');
    const gone = ROLL.find(({ removedOn }) => removedOn !== '');
    expect(await found(gone?.['name'] ?? '')).toEqual([
      expect.objectContaining({ onRoll: false, removedOn: '2013-02-03', removedReason: 'DEATH' }),
    ]);
  });

  it('never holds either number', async () => {
    for (const q of ['罗', 'l', ROLL[0]?.['idNumber'] ?? '']) expect(JSON.stringify(await found(q))).not.toMatch(/idNumber|phone|\d{11}/);
  });

  it('keeps to the limit', async () => {
    expect(await found('罗', 'R01', 2)).toHaveLength(2);
  });

  it('of what means nothing is nobody, and no error', async () => {
    for (const q of [
      '',
      '12',
      '☃',
      '罗z',
      '罗先 无此村',
      '竹溪村 罗☃',
      '\u0000',
      '%',
      '#',
      'z'.repeat(10_000),
      '\ud800',
      '990581199999999999',
      'P99999',
    ])
      expect(await found(q), q).toEqual([]);
  });
});

describe('Who may look', () => {
  it('is everybody but the administrator, who is told so for a search and nothing of a person', async () => {
    expect(await searchPeople(deps, by('S01'), { q: '罗' })).toMatchObject({ refusal: { code: 'NOT_YOURS' } });
    expect(await peopleOf(deps, by('S01'), { township: '990581101' })).toMatchObject({ refusal: { code: 'NOT_YOURS' } });
    expect(await removedIn(deps, by('S01'), { month: '2013-02' })).toMatchObject({ refusal: { code: 'NOT_YOURS' } });
    expect(await openPerson(deps, by('S01'), 'P00001')).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
    for (const id of ['F03', 'T02', 'J01', 'A01']) expect(await idsOf('罗先强', id)).toEqual(['P00001']);
  });

  it('a township officer looks into one township, whichever way is tried', async () => {
    const theirs = ROLL.filter(({ township }) => township === '990581101').map(({ personId }) => personId);
    for (const q of [
      '罗',
      'l',
      'lxq',
      ...ROLL.flatMap(({ personId = '', idNumber = '', phone = '' }) => [personId, idNumber, phone.slice(-4)]),
    ])
      for (const id of await idsOf(q, 'Z01')) expect(theirs, q).toContain(id);
    expect(await openPerson(deps, by('Z01'), 'P00002')).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
    expect(await peopleOf(deps, by('Z01'), { township: '990581102' })).toMatchObject({ refusal: { code: 'INVALID' } });
    expect(valueOf(await removedIn(deps, by('Z02'), { month: '2013-02' })).items.every(({ township }) => township === '990581102')).toBe(
      true,
    );
  });

  it('another bureau in the same tables finds nobody', async () => {
    const neighbour: Deps = { ...deps, bureau: NEIGHBOUR, db: { ...deps.db, bureau: NEIGHBOUR } };
    await replaceDirectory(neighbour, { staff: await listStaff(deps), townships: await listTownships(deps), years: {} });
    for (const { personId = '', name = '', idNumber = '', phone = '' } of ROLL) {
      for (const q of [personId, name, idNumber, phone, readings(name).join('')])
        expect(valueOf(await searchPeople(neighbour, by('R01'), { q }))).toEqual([]);
      expect((await openPerson(neighbour, by('R01'), personId)).ok).toBe(false);
    }
    expect(valueOf(await peopleOf(neighbour, by('R01'), { township: '990581101' })).items).toEqual([]);
    expect(await rollIsEmpty(neighbour, by('R01'))).toBe(true);
    expect(await rollIsEmpty(deps, by('R01'))).toBe(false);
  });
});

describe('A township’s roll', () => {
  const pages = async (ask: (cursor: string | undefined) => ReturnType<typeof peopleOf>): Promise<string[]> => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = valueOf(await ask(cursor));
      seen.push(...page.items.map(({ personId }) => personId));
      cursor = page.cursor;
    } while (cursor !== undefined);
    return seen;
  };
  const wanted = (township: string, on: boolean, village?: string): string[] =>
    ROLL.filter((row) => row['township'] === township && (row['removedOn'] === '') === on)
      .filter((row) => village === undefined || row['village'] === village)
      .map(({ personId = '' }) => personId)
      .sort();

  it.each([1, 3, 200])('is read through page by page, %i at a time, nobody twice and nobody left out', async (limit) => {
    for (const status of ['on', 'removed'] as const) {
      const seen = await pages((cursor) => peopleOf(deps, by('R01'), { township: '990581101', status, limit, cursor }));
      expect([...seen].sort()).toEqual(wanted('990581101', status === 'on'));
    }
    const village = await pages((cursor) => peopleOf(deps, by('R01'), { township: '990581101', village: '竹溪村', limit, cursor }));
    expect([...village].sort()).toEqual(wanted('990581101', true, '竹溪村'));
  });

  it('of a village does not run over into the next one', async () => {
    expect(valueOf(await peopleOf(deps, by('R01'), { township: '990581101', village: '竹溪' })).items).toEqual([]);
  });

  it('takes a cursor of another list or of nobody for the beginning or the end, never for an error', async () => {
    for (const cursor of ['AAAA', Buffer.from('\u0000').toString('base64url'), Buffer.from('望江村#').toString('base64url')])
      expect((await peopleOf(deps, by('R01'), { township: '990581101', village: '竹溪村', cursor })).ok).toBe(true);
  });

  it('of a month names who left in it, by day', async () => {
    const left = valueOf(await removedIn(deps, by('R01'), { month: '2013-02' })).items;
    expect(left.map(({ personId }) => personId).sort()).toEqual(
      ROLL.filter((row) => row['removedOn'] !== '').map((row) => row['personId']),
    );
    expect(valueOf(await removedIn(deps, by('R01'), { month: '2013-03' })).items).toEqual([]);
  });
});

describe('One person', () => {
  it('comes with household, training and where they came from; numbers by their last four', async () => {
    const { db } = deps;
    const put = (Item: Record<string, unknown>) => db.doc.send(new PutCommand({ TableName: db.tables.training, Item }));
    await put({ pk: '990581#ATT#P.P00001', sk: '2013-03-02#AM', session: 'PX-2013-0012' });
    await put({ pk: '990581#ATT#P.P00001', sk: '2013-05-11#PM', session: 'PX-2013-0040' });
    await put({ pk: '990581#ATT#P.P00001', sk: 'a row of another kind' });
    await put({ pk: '990581#SES#PX-2013-0012', sk: 'HEAD', topic: '柑橘春季管理' });
    const file = valueOf(await openPerson(deps, by('F03'), 'P00001'));
    expect(file.tails).toEqual({ idNumber: ROLL[0]?.['idNumber']?.slice(-4), phone: ROLL[0]?.['phone']?.slice(-4) });
    expect(file.identity).toBeUndefined();
    expect(file.allowed).toEqual([]);
    expect(file.household.map(({ personId }) => personId)).toEqual(['P00004']);
    expect(file.training).toEqual([
      { session: 'PX-2013-0040', date: '2013-05-11', half: 'PM' },
      { session: 'PX-2013-0012', date: '2013-03-02', half: 'AM', topic: '柑橘春季管理' },
    ]);
    expect(file.entered).toMatchObject({ by: 'R01', imported: true });
    expect(valueOf(await openPerson(deps, by('R01'), 'P00001'))).toMatchObject({
      identity: { idNumber: ROLL[0]?.['idNumber'], phone: ROLL[0]?.['phone'] },
      allowed: ['change', 'remove'],
    });
  });

  it('is not there under a number that is none', async () => {
    for (const id of ['', '#', 'P00001#', 'x'.repeat(41), '罗先强', '..', 'P99999'])
      expect(await openPerson(deps, by('R01'), id), id).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
  });
});

const FACTS: PersonFacts = { name: '罗新来', township: '990581101', village: '竹溪村', resettlementType: '原迁' };
let nth = 500;
const fresh = async (more: Partial<PersonFacts> = {}) => {
  nth += 1;
  return valueOf(await addPerson(deps, by('R01'), { ...FACTS, idNumber: idNumberOf('1975-05-05', nth), ...more }));
};
const give = (personId: string, version: number, command: RollCommand, key?: { key: string; body?: string }, who = 'R01') =>
  giveRollCommand(
    deps,
    by(who),
    { personId, version, command },
    key && { route: `POST /people/${personId}/${command.name}`, key: key.key, body: key.body ?? 'body' },
  );

describe('Changing the roll', () => {
  it('puts somebody on it under a new number, with what the ID number says, and finds them at once', async () => {
    const file = await fresh({ phone: ' 100-7777 0001 ' });
    expect(file.person).toMatchObject({
      personId: expect.stringMatching(/^N-[0-9A-Z]{7}$/) as string,
      birthDate: '1975-05-05',
      version: 1,
    });
    expect(file.identity?.phone).toBe('10077770001');
    expect(file.entered).toEqual({ at: deps.now(), by: 'R01', imported: false });
    expect(await idsOf('77770001')).toEqual([file.person.personId]);
  });

  it('does not put anybody on it twice under one ID number', async () => {
    const { identity } = await fresh();
    const again = await addPerson(deps, by('R01'), { ...FACTS, idNumber: ` ${identity?.idNumber?.toLowerCase() ?? ''}` });
    expect(again).toMatchObject({ refusal: { code: 'INVALID', data: { fields: [{ path: 'idNumber', message: 'personExists' }] } } });
  });

  it('changes, removes and restores, each with its line of history', async () => {
    const { person } = await fresh({ household: 'H1' });
    const id = person.personId;
    valueOf(await give(id, 1, { name: 'change', data: { village: '望江村', household: null, phone: '10077770002' } }));
    valueOf(await give(id, 2, { name: 'remove', data: { on: '2026-09-01', reason: 'MOVED' } }));
    const file = valueOf(await give(id, 3, { name: 'restore', data: { reason: '又迁回来了' } }));
    expect(file.person).toEqual({ ...person, village: '望江村', household: undefined, version: 4 });
    expect(file.person).not.toHaveProperty('removedOn');
    expect(file.events.map(({ type, seq }) => `${String(seq)} ${type}`)).toEqual(['2 changed', '3 removed', '4 restored']);
    expect(JSON.stringify(file.events)).not.toContain('10077770002');
    expect(await idsOf('10077770002')).toEqual([id]);
  });

  it('is the roll keeper’s alone; others see the person and are told so', async () => {
    const { person } = await fresh();
    for (const who of ['F01', 'L01', 'Z01', 'T01'])
      expect(await give(person.personId, 1, { name: 'remove', data: { on: '2026-09-01', reason: 'DEATH' } }, undefined, who)).toMatchObject(
        {
          refusal: { code: 'NOT_YOURS' },
        },
      );
    for (const who of ['S01', 'Z02'])
      expect(await give(person.personId, 1, { name: 'remove', data: { on: '2026-09-01', reason: 'DEATH' } }, undefined, who)).toMatchObject(
        {
          refusal: { code: 'NOT_FOUND' },
        },
      );
    expect(await addPerson(deps, by('F01'), FACTS)).toMatchObject({ refusal: { code: 'NOT_YOURS' } });
  });

  it('of what somebody else changed meanwhile is refused with the version there is now', async () => {
    const { person } = await fresh();
    valueOf(await give(person.personId, 1, { name: 'change', data: { village: '望江村' } }));
    expect(await give(person.personId, 1, { name: 'change', data: { village: '沙湾村' } })).toMatchObject({
      refusal: { code: 'STALE', data: { version: 2 } },
    });
  });

  it('has one winner where many give the same command at once', async () => {
    const { person } = await fresh();
    const villages = ['望江村', '沙湾村', '石桥村', '白果村', '柑林村'];
    const done = await Promise.all(villages.map((village) => give(person.personId, 1, { name: 'change', data: { village } })));
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    const file = valueOf(await openPerson(deps, by('R01'), person.personId));
    expect(file.person.version).toBe(2);
    expect(file.events).toHaveLength(1);
  });

  it('asked twice under one key is done once; under the same key with another body it is refused', async () => {
    const key = { route: 'POST /people', key: 'add-1', body: 'one' };
    const facts = { ...FACTS, name: '罗一次' };
    const [one, two] = await Promise.all([addPerson(deps, by('R01'), facts, key), addPerson(deps, by('R01'), facts, key)]);
    expect(valueOf(one).person.personId).toBe(valueOf(two).person.personId);
    expect(await idsOf('罗一次')).toHaveLength(1);
    expect(await addPerson(deps, by('R01'), facts, { ...key, body: 'two' })).toMatchObject({ refusal: { code: 'KEY_REUSED' } });

    const id = valueOf(one).person.personId;
    const remove: RollCommand = { name: 'remove', data: { on: '2026-09-01', reason: 'DEATH' } };
    const first = valueOf(await give(id, 1, remove, { key: 'k1' }));
    expect(valueOf(await give(id, 1, remove, { key: 'k1' }))).toEqual(first);
    expect(await give(id, 1, remove, { key: 'k1', body: 'other' })).toMatchObject({ refusal: { code: 'KEY_REUSED' } });
    expect(await give(id, 2, remove)).toMatchObject({ refusal: { code: 'ALREADY_DONE', data: { on: '2026-09-01', by: 'R01' } } });
  });

  it('of nothing leaves no trace', async () => {
    const { person } = await fresh();
    const file = valueOf(await give(person.personId, 1, { name: 'change', data: { village: '竹溪村' } }));
    expect(file.person.version).toBe(1);
    expect(file.events).toEqual([]);
  });
});

describe('A person from a file', () => {
  it('is the same person to a form', async () => {
    await takeRoll(deps, by('R01'), [rollRow(700, { name: '罗导入' })]);
    const file = valueOf(await give('P00700', 1, { name: 'change', data: { idNumber: null } }));
    expect(file.tails).not.toHaveProperty('idNumber');
    expect(await idsOf(rollRow(700)['idNumber'] ?? '')).toEqual([]);
  });
});
