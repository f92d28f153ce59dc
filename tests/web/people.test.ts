// The roll as programs and browsers see it: search, lists, one person, commands; what each role gets, and what bad input gets.
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { formToken } from '../../functions/web/security.ts';
import { freshBureau, type TestBureau } from '../support/bureau.ts';
import { rollRow, smallRoll, takeRoll } from '../support/roll.ts';
import { visitors, type Answer, type Visitor } from '../support/visitor.ts';

const API = '/api/v1';
const ROLL = smallRoll();
const CASTS = ['R01', 'F03', 'Z01', 'S01'] as const;

let bureau: TestBureau;
let people: Readonly<Record<(typeof CASTS)[number], Visitor>>;
let nobody: Visitor;

beforeAll(async () => {
  bureau = await freshBureau('2026-11-22T10:00:00.000+08:00');
  await takeRoll(bureau.deps, bureau.callerOf('R01'), ROLL);
  const { as } = visitors(bureau);
  people = Object.fromEntries(await Promise.all(CASTS.map(async (id) => [id, await as(id)] as const))) as typeof people;
  nobody = await as();
});
afterAll(() => bureau.stop());

// A failing request would be logged: nothing may be, least of all a name.
let logged: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  logged = vi.spyOn(console, 'error');
});
afterEach(() => {
  expect(logged).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

interface Item {
  readonly personId: string;
  readonly name: string;
}
const search = (q: unknown, who: Visitor = people.R01, more: object = {}) => who.post(`${API}/people/search`, { q, ...more });
const itemsOf = (answer: Answer): Item[] => {
  expect(answer.status).toBe(200);
  return (answer.json as unknown as { items: Item[] }).items;
};
const isProblem = (answer: Answer, status: number, code: string): Record<string, unknown> => {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.json).toMatchObject({ status, code });
  return answer.json;
};
const press = (path: string, fields: Record<string, string>, by = people.R01) =>
  by.ask(path, {
    method: 'POST',
    headers: { origin: 'http://localhost:3000', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token: formToken(by.cookie), ...fields }).toString(),
  });

let nth = 5000;
/** Somebody new for one test, from a file. */
const somebody = async (more: Record<string, string> = {}): Promise<string> => {
  nth += 1;
  await takeRoll(bureau.deps, bureau.callerOf('R01'), [rollRow(nth, { name: '试验人', ...more })]);
  return `P0${String(nth)}`;
};

describe('POST /people/search', () => {
  it('finds by characters, reading, initials and tails, and tells namesakes apart', async () => {
    const [first] = itemsOf(await search('罗先强'));
    expect(first).toEqual({
      personId: 'P00001',
      name: '罗先强',
      sex: 'M',
      birthYear: 1961,
      township: '990581101',
      townshipName: '柏坝镇',
      village: '竹溪村',
      household: '990581101-0000',
      householder: '罗先强',
      resettlementType: '原迁',
      onRoll: true,
    });
    const { idNumber = '', phone = '' } = ROLL[0]!;
    for (const q of ['先强', 'luoxianqiang', 'LXQ', idNumber.slice(-4), idNumber, phone.slice(-4), phone])
      expect(
        itemsOf(await search(q)).map(({ personId }) => personId),
        q,
      ).toContain('P00001');
  });

  it('keeps to the limit, and refuses what it does not know', async () => {
    expect(itemsOf(await search('罗', people.R01, { limit: 1 }))).toHaveLength(1);
    isProblem(await search('罗', people.R01, { limit: 0 }), 422, 'INVALID');
    isProblem(await search('罗', people.R01, { township: '990581101' }), 422, 'INVALID');
    isProblem(await search(5), 422, 'INVALID');
    isProblem(await people.R01.post(`${API}/people/search`, {}), 422, 'INVALID');
    isProblem(await people.R01.post(`${API}/people/search`, '{'), 400, 'UNREADABLE');
  });

  it('needs a session and our own origin', async () => {
    isProblem(await search('罗', nobody), 401, 'SIGN_IN');
    isProblem(await people.R01.post(`${API}/people/search`, { q: '罗' }, { origin: 'http://evil.example' }), 403, 'CROSS_ORIGIN');
    expect((await people.R01.get(`${API}/people/search?q=罗`)).status).toBe(404);
  });

  it('is not the administrator’s, and shows a township officer one township', async () => {
    isProblem(await search('罗', people.S01), 403, 'NOT_YOURS');
    const seen = itemsOf(await search('罗', people.Z01)) as (Item & { township: string })[];
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every(({ township }) => township === '990581101')).toBe(true);
  });

  it('never fails, whatever is looked for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), async (q) => {
        expect((await search(q)).status).toBe(200);
      }),
      { numRuns: 100 },
    );
    for (const q of ['罗'.repeat(5000), '%', '*', '#', '罗#', 'a'.repeat(60), '9'.repeat(18), '\u0000', '{"$gt":""}'])
      expect((await search(q)).status, q.slice(0, 9)).toBe(200);
  });
});

describe('GET /people', () => {
  it('is the officer’s own township where none is named, and nobody else’s', async () => {
    const own = await people.Z01.get(`${API}/people?limit=3`);
    expect(own.text).toBe((await people.Z01.get(`${API}/people?township=990581101&limit=3`)).text);
    expect(itemsOf(own)).toHaveLength(3);
    isProblem(await people.R01.get(`${API}/people?limit=3`), 422, 'INVALID');
    isProblem(await people.Z01.get(`${API}/people?township=990581102`), 422, 'INVALID');
  });

  it('reads a township page by page, on the roll or removed, or the removals of a month', async () => {
    const first = await people.R01.get(`${API}/people?township=990581101&limit=3`);
    expect(itemsOf(first)).toHaveLength(3);
    const cursor = String(first.json['cursor']);
    expect(cursor).toMatch(/^[\w-]+$/);
    const second = itemsOf(await people.R01.get(`${API}/people?township=990581101&limit=3&cursor=${cursor}`));
    expect(new Set([...itemsOf(first), ...second].map(({ personId }) => personId)).size).toBe(6);
    const gone = itemsOf(await people.R01.get(`${API}/people?township=990581101&status=removed`));
    expect(gone.every((person) => !(person as Item & { onRoll: boolean }).onRoll)).toBe(true);
    const month = await people.R01.get(`${API}/people?removed=2013-02`);
    expect(itemsOf(month)).toHaveLength(ROLL.filter(({ removedOn }) => removedOn !== '').length);
    expect(month.json['cursor']).toBeNull();
  });

  it.each([
    ['', 'township'],
    ['?township=990581999', 'township'],
    ['?township=990581101&status=dead', 'status'],
    ['?township=990581101&limit=0', 'limit'],
    ['?township=990581101&limit=1.5', 'limit'],
    ['?township=990581101&cursor=!', 'cursor'],
    ['?township=990581101&cursor=A', 'cursor'],
    ['?township=990581101&name=x', 'name'],
    ['?removed=2013-13', 'removed'],
    ['?removed=2013-02&township=990581101', 'township'],
  ])('says what is wrong with %s', async (query, path) => {
    const { errors } = isProblem(await people.R01.get(`${API}/people${query}`), 422, 'INVALID');
    expect((errors as { path: string }[]).map((error) => error.path)).toEqual([path]);
  });
});

describe('GET /people/{id}', () => {
  it('shows the person whole, and of the two numbers the last four, to the keeper too', async () => {
    for (const who of [people.R01, people.F03]) {
      const answer = await who.get(`${API}/people/P00001`);
      expect(answer.json).toMatchObject({ personId: 'P00001', version: 1, onRoll: true, history: [], training: [] });
      expect(answer.json['idTail']).toBe(ROLL[0]?.['idNumber']?.slice(-4));
      expect(answer.json['phoneTail']).toBe(ROLL[0]?.['phone']?.slice(-4));
      expect(answer.text).not.toContain(ROLL[0]?.['idNumber']);
      expect(answer.text).not.toContain(ROLL[0]?.['phone']);
    }
  });

  it('says the same of somebody hidden and of nobody', async () => {
    const answers = await Promise.all([
      people.Z01.get(`${API}/people/P00002`),
      people.Z01.get(`${API}/people/P99999`),
      people.S01.get(`${API}/people/P00001`),
      people.R01.get(`${API}/people/%E7%BD%97`),
      people.R01.get(`${API}/people/a%23b`),
    ]);
    const [first] = answers;
    for (const answer of answers) {
      isProblem(answer, 404, 'NOT_FOUND');
      expect(answer.text).toBe(first.text);
    }
  });
});

const FACTS = { name: '罗新来', township: '990581101', village: '竹溪村', resettlementType: '原迁' };

describe('The commands of the roll', () => {
  it('add, change, remove and restore somebody', async () => {
    const added = await people.R01.post(`${API}/people`, { ...FACTS, phone: '10088880001' });
    expect(added.status).toBe(201);
    const id = String(added.json['personId']);
    const steps = [
      ['change', { version: 1, village: '望江村', phone: null }, { version: 2, village: '望江村' }],
      [
        'remove',
        { version: 2, on: '2026-11-01', reason: 'DEATH' },
        { version: 3, onRoll: false, removedOn: '2026-11-01', removedReason: 'DEATH' },
      ],
      ['restore', { version: 3, reason: '同名误核减' }, { version: 4, onRoll: true }],
    ] as const;
    for (const [name, body, outcome] of steps) {
      const answer = await people.R01.post(`${API}/people/${id}/${name}`, body);
      expect(answer.status, name).toBe(200);
      expect(answer.json).toMatchObject(outcome);
    }
    const { history } = (await people.R01.get(`${API}/people/${id}`)).json;
    expect((history as { type: string }[]).map(({ type }) => type)).toEqual(['changed', 'removed', 'restored']);
    expect(JSON.stringify(history)).not.toContain('10088880001');
  });

  it('say which fields are wrong', async () => {
    const { errors } = isProblem(
      await people.R01.post(`${API}/people`, { name: '', township: '990581101', village: 5, birthDate: '2026-02-30', flag: true }),
      422,
      'INVALID',
    );
    expect((errors as { path: string }[]).map(({ path }) => path).sort()).toEqual([
      'birthDate',
      'flag',
      'name',
      'resettlementType',
      'village',
    ]);
    isProblem(await people.R01.post(`${API}/people`, { ...FACTS, idNumber: '990581195108075751' }), 422, 'INVALID');
    isProblem(await people.R01.post(`${API}/people/P00001/remove`, { version: 1, on: '2013-02-03', reason: 'GONE' }), 422, 'INVALID');
    isProblem(await people.R01.post(`${API}/people/P00001/change`, { village: '望江村' }), 422, 'INVALID');
    isProblem(await people.R01.post(`${API}/people/P00001/change`, { version: 1, name: null }), 422, 'INVALID');
    isProblem(await people.R01.post(`${API}/people/P00001/delete`, { version: 1 }), 404, 'UNKNOWN');
  });

  it('are refused to whoever does not keep the roll, and where somebody was faster', async () => {
    const id = await somebody();
    isProblem(await people.F03.post(`${API}/people`, FACTS), 403, 'NOT_YOURS');
    isProblem(await people.F03.post(`${API}/people/${id}/change`, { version: 1, village: '望江村' }), 403, 'NOT_YOURS');
    isProblem(await people.S01.post(`${API}/people/${id}/change`, { version: 1, village: '望江村' }), 404, 'NOT_FOUND');
    await people.R01.post(`${API}/people/${id}/change`, { version: 1, village: '望江村' });
    expect(isProblem(await people.R01.post(`${API}/people/${id}/change`, { version: 1, village: '沙湾村' }), 409, 'STALE')['version']).toBe(
      2,
    );
    const { detail } = isProblem(await people.R01.post(`${API}/people/${id}/restore`, { version: 2, reason: '—' }), 409, 'WRONG_STATE');
    expect(detail).toContain('“在册”，不能“恢复在册”');
  });

  it('are done once under one Idempotency-Key', async () => {
    const key = { 'idempotency-key': 'roll-1' };
    const [first, second] = [
      await people.R01.post(`${API}/people`, { ...FACTS, name: '罗一遍' }, key),
      await people.R01.post(`${API}/people`, { ...FACTS, name: '罗一遍' }, key),
    ];
    expect(second.text).toBe(first.text);
    expect(itemsOf(await search('罗一遍'))).toHaveLength(1);
    isProblem(await people.R01.post(`${API}/people`, { ...FACTS, name: '罗两遍' }, key), 422, 'KEY_REUSED');
  });

  it('stay unharmed by anything that is sent in place of a field', async () => {
    const id = await somebody();
    const values: unknown[] = [null, 7, true, [], {}, '\u0000', '\ud800', '<script>', 'x'.repeat(100_000), { toString: 1 }];
    const fields = [
      'name',
      'sex',
      'birthDate',
      'idNumber',
      'phone',
      'township',
      'village',
      'household',
      'version',
      'on',
      'reason',
      '__proto__',
    ];
    for (const name of ['change', 'remove', 'restore'])
      for (const field of fields)
        for (const value of values) {
          const answer = await people.R01.post(`${API}/people/${id}/${name}`, { version: 99, [field]: value });
          expect([404, 409, 422], `${name} ${field}`).toContain(answer.status);
        }
    expect((await people.R01.get(`${API}/people/${id}`)).json['version']).toBe(1);
  });
});

describe('The pages of the roll', () => {
  it('show a township, filter it, and turn pages, with no name in any address', async () => {
    const page = await people.R01.get('/people?township=990581101');
    expect(page.status).toBe(200);
    expect(page.text).toContain('罗先强');
    expect(page.text).toContain('href="/people/P00001"');
    expect(page.text).not.toMatch(/href="[^"]*(罗|%E7%BD%97)/i);
    expect((await people.R01.get('/people?township=990581101&status=removed')).text).toContain('已核减 2013年2月3日 · 死亡');
    expect((await people.R01.get('/people?township=nowhere&status=x&cursor=!&village=')).status).toBe(200);
    expect((await people.Z01.get('/people?township=990581102')).text).not.toContain('红溪镇');
    expect((await people.S01.get('/people')).status).toBe(403);
  });

  it('find somebody without a script, and say so where nobody is found', async () => {
    const found = await press('/people/search', { q: 'lxq' });
    expect(found.text).toContain('罗先强');
    expect(found.text).toContain('1961 年生');
    expect(found.text).toContain('value="lxq"');
    const none = await press('/people/search', { q: '"><script>alert(1)</script>' });
    expect(none.status).toBe(200);
    expect(none.text).toContain('没有找到这个人');
    expect(none.text).not.toContain('<script>alert');
    expect((await people.R01.get('/people/search')).headers.get('location')).toBe('/people');
  });

  it('lend a list to pick from to other pages', async () => {
    const list = await press('/people/suggest', { q: 'lxq' }, people.F03);
    expect(list.status).toBe(200);
    expect(list.text).toContain('name="personId" value="P00001"');
    expect(list.text).not.toContain('<html');
    expect((await press('/people/suggest', { q: 'lxq' }, people.S01)).status).toBe(403);
    expect((await press('/people/suggest', {}, people.F03)).status).toBe(200);
  });

  it('show one person with the last four of each number, and buttons only to the keeper', async () => {
    const { idNumber = '', phone = '' } = ROLL[0]!;
    for (const who of [people.R01, people.F03]) {
      const page = await who.get('/people/P00001');
      expect(page.text).toContain(`末四位 ${idNumber.slice(-4)}`);
      expect(page.text).not.toContain(idNumber);
      expect(page.text).not.toContain(phone);
    }
    expect((await people.R01.get('/people/P00001')).text).toContain('href="/people/P00001/remove"');
    expect((await people.F03.get('/people/P00001')).text).not.toContain('href="/people/P00001/remove"');
    expect((await people.F03.get('/people/P00001/change')).status).toBe(403);
    expect((await people.R01.get('/people/P00001/change')).text).toContain(idNumber);
    expect((await people.Z01.get('/people/P00002')).status).toBe(404);
    expect((await people.R01.get('/people/P00001/nothing')).status).toBe(404);
  });

  it('keep what was typed and point to the first wrong box', async () => {
    const answer = await press('/people/new', {
      name: '新人甲',
      idNumber: '990581195108075751',
      township: '990581101',
      village: '竹溪村',
      resettlementType: '原迁',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('value="新人甲"');
    expect(answer.text).toContain('href="#idNumber"');
    expect(answer.text).toMatch(/id="idNumber"[^>]*autofocus/);
    expect((await press('/people/new', {})).text.match(/class="field wrong/g)?.length).toBe(4);
  });

  it('add and change somebody; a form pressed twice counts once', async () => {
    const fields = {
      name: '新人乙',
      township: '990581101',
      village: '竹溪村',
      resettlementType: '原迁',
      idempotencyKey: 'a-key-of-a-rendering-1',
    };
    const [first, second] = [await press('/people/new', fields), await press('/people/new', fields)];
    expect([first.status, second.status]).toEqual([303, 303]);
    const path = first.headers.get('location') ?? '';
    expect(second.headers.get('location')).toBe(path);
    const changed = await press(`${path}/change`, { ...fields, version: '1', name: '新人丙', phone: '', household: 'H9' });
    expect(changed.status).toBe(303);
    expect((await people.R01.get(path)).text).toContain('姓名：新人乙 → 新人丙');
    const stale = await press(`${path}/change`, { ...fields, version: '1', name: '新人丁', idempotencyKey: 'a-key-of-a-rendering-2' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('value="新人丁"');
    expect(stale.text).toContain('name="version" value="2"');
  });

  it('remove and restore with a reason; what is done already is not offered again', async () => {
    const id = await somebody();
    expect((await press(`/people/${id}/remove`, { version: '1', on: '2026-11-01' })).text).toContain('href="#reason"');
    expect((await press(`/people/${id}/remove`, { version: '1', on: '2026-11-01', reason: 'DEATH' })).status).toBe(303);
    expect((await people.R01.get(`/people/${id}`)).text).toContain('已核减 11月1日 · 死亡');
    const again = await press(`/people/${id}/remove`, { version: '2', on: '2026-11-02', reason: 'MOVED' });
    expect(again.status).toBe(409);
    expect(again.text).toContain('这个人已在 11月1日 核减');
    expect((await press(`/people/${id}/restore`, { version: '2', reason: '' })).status).toBe(422);
    expect((await press(`/people/${id}/restore`, { version: '2', reason: '同名误核减' })).status).toBe(303);
    expect((await people.R01.get(`/people/${id}`)).text).toContain('同名误核减');
  });

  it('do not let a name act', async () => {
    const id = await somebody({ name: '<img src=x onerror=alert(1)>', village: '"><script>', household: "'-1" });
    for (const path of [`/people/${id}`, `/people/${id}/change`, '/people?township=990581101']) {
      const { text } = await people.R01.get(path);
      expect(text).not.toContain('<img src=x');
      expect(text).not.toContain('"><script>');
    }
  });

  it('need the token of their form', async () => {
    const answer = await press('/people/P00001/remove', { token: 'another', version: '1', on: '2026-11-01', reason: 'DEATH' });
    expect(answer.status).toBe(403);
    expect((await people.R01.get(`${API}/people/P00001`)).json['onRoll']).toBe(true);
  });

  it('say to an empty bureau that the roll is imported first, to whoever may', async () => {
    const empty = await freshBureau();
    try {
      const { as } = visitors(empty);
      const [keeper, officer] = [await as('R01'), await as('F03')];
      expect((await keeper.get('/people')).text).toContain('href="/imports"');
      expect((await officer.get('/people')).text).not.toContain('花名册要先导入');
      expect((await officer.get('/people')).status).toBe(200);
    } finally {
      await empty.stop();
    }
  });

  it('are there in English too', async () => {
    const { text } = await people.R01.get('/people/P00001', { 'accept-language': 'en' });
    expect(text).toContain('What can be done');
    expect(text).toContain('On the roll');
  });
});
