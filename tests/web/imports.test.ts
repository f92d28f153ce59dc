// The room of imports, page by page: choose, check, apply, watch, and take the list back with its results.
import { readSheet } from 'read-excel-file/universal';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Hono } from 'hono';
import { workImports } from '../../functions/services/import-jobs.ts';
import { IMPORTS } from '../../functions/services/import-kinds/index.ts';
import { importApi } from '../../functions/web/api/imports.ts';
import { formToken } from '../../functions/web/security.ts';
import type { WebEnv } from '../../functions/web/session.ts';
import { wordsFor } from '../../functions/web/words/index.ts';
import { freshBureau, type TestBureau } from '../support/bureau.ts';
import { ledgerFile, workbookOf, type Line } from '../support/ledger-file.ts';
import { visitors, type Answer, type Visitor } from '../support/visitor.ts';
import { rowsOf } from '../support/whole-table.ts';

const bureaus: TestBureau[] = [];
let bureau: TestBureau;
let admin: Visitor;
beforeEach(async () => {
  bureau = await freshBureau();
  bureaus.push(bureau);
  admin = await visitors(bureau).as('S01');
});
afterAll(async () => {
  for (const one of bureaus) await one.stop();
});

const ORIGIN = { origin: 'http://localhost:3000' };
const keys = { next: 0 };
const freshKey = (): string => `form-key-of-a-test-${String((keys.next += 1))}`;

const form = (who: Visitor, fields: Readonly<Record<string, string | File>>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries({ token: formToken(who.cookie), idempotencyKey: freshKey(), ...fields }))
    data.set(name, value);
  return data;
};
const send = (who: Visitor, path: string, fields: Readonly<Record<string, string | File>>): Promise<Answer> =>
  who.ask(path, { method: 'POST', headers: ORIGIN, body: form(who, fields) });
describe('a file that a program sends', () => {
  const sentAs = (type: string): Promise<Answer> => {
    const headers = { ...ORIGIN, ...(type !== '' && { 'content-type': type }) };
    return admin.ask('/api/v1/imports/contacts?dryRun=true', { method: 'POST', headers, body: Uint8Array.from(ledgerFile([{}])) });
  };

  it.each(['', 'text/csv; charset=utf-8', 'TEXT/CSV', 'application/octet-stream', 'text/plain'])('as %j is read', async (type) => {
    expect((await sentAs(type)).status).toBe(200);
  });

  it.each(['application/x-www-form-urlencoded', 'application/json', 'image/png'])('as %s is refused, with what it may be', async (type) => {
    const { status, json } = await sentAs(type);
    expect([status, json['code']]).toEqual([422, 'INVALID']);
    const [wrong] = json['errors'] as { path: string; message: string }[];
    expect(wrong?.path).toBe('Content-Type');
    expect(wrong?.message).toContain('text/csv');
    expect(wrong?.message).toContain('multipart/form-data');
  });
});

const fileOf = (bytes: Uint8Array, name = '接访台账 2013.csv'): File => new File([Uint8Array.from(bytes)], name);
const check = async (lines: readonly Line[], name?: string): Promise<string> => {
  const answer = await send(admin, '/imports', { kind: 'contacts', file: fileOf(ledgerFile(lines), name) });
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
};
const work = () => workImports(bureau.deps, { timeUp: () => false });
const contacts = async () => (await rowsOf(bureau.deps.db)).filter((row) => String(row['sk']).startsWith('CT#')).length;
const bytesOf = async (who: Visitor, path: string) => {
  const { app } = visitors(bureau);
  const response = await app.request(`http://localhost:3000${path}`, {
    headers: { host: 'localhost:3000', cookie: `session=${who.cookie}` },
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { response, bytes, sheet: response.status === 200 ? await readSheet(new Blob([bytes]), { trim: false }) : [] };
};

const WRONG: Line[] = [
  { contactNo: '1' },
  { contactNo: '2', channel: 'PIGEON', petitioner: '=HYPERLINK("http://x","罗")' },
  { contactNo: '3' },
];

describe('The room of imports', () => {
  it('offers each person the lists that they may bring, and is closed to those who bring none', async () => {
    expect((await admin.get('/imports')).text).toContain('value="contacts"');
    const room = await visitors(bureau).as('P01');
    const page = await room.get('/imports');
    expect(page.text).toContain('value="contacts"');
    expect(page.text).not.toContain('value="people"');
    expect(page.text).toContain('还没有导入过');
    const officer = await visitors(bureau).as('F03');
    expect((await officer.get('/imports')).status).toBe(403);
    expect((await send(officer, '/imports', { kind: 'contacts', file: fileOf(ledgerFile(WRONG)) })).status).toBe(403);
  });

  it('keeps what was chosen and says what is wrong with a file', async () => {
    const answers = await Promise.all([
      send(admin, '/imports', { kind: 'contacts' }),
      send(admin, '/imports', { file: fileOf(ledgerFile([])) }),
      send(admin, '/imports', { kind: 'contacts', file: fileOf(Buffer.from('contactNo,story\n1,2\n')) }),
      send(admin, '/imports', { kind: 'contacts', file: fileOf(Buffer.from([0xff, 0xfe])) }),
    ]);
    for (const [at, sentence] of ['请选一个文件', '请选是哪一种表', '缺少这些列：receivedOn、channel', 'UTF-8 编码'].entries()) {
      expect([answers[at]?.status, answers[at]?.text.includes(sentence)], sentence).toEqual([422, true]);
    }
    expect(answers[0].text).toMatch(/value="contacts" checked/);
    expect((await rowsOf(bureau.deps.db, 'directory')).some((row) => String(row['pk']).includes('#IMPORTS'))).toBe(false);
  });

  it('says of every column of every list what it means and what to write, in both languages', () => {
    for (const { imports } of [wordsFor('zh'), wordsFor('en')])
      for (const { columns, optional = [] } of Object.values(IMPORTS))
        for (const name of [...columns, ...optional]) {
          expect(imports.column, name).toHaveProperty(name);
          expect(imports.hint, name).toHaveProperty(name);
        }
  });

  it('hands out an empty list for every kind, which names its columns', async () => {
    for (const [kind, { columns, optional = [] }] of Object.entries(IMPORTS))
      expect((await bytesOf(admin, `/imports/templates/${kind}`)).sheet, kind).toEqual([[...columns, ...optional]]);
    const { response } = await bytesOf(admin, '/imports/templates/contacts');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="contacts-template.xlsx"; filename*=UTF-8''${encodeURIComponent('接访台账-模板.xlsx')}`,
    );
    expect((await admin.get('/imports/templates/pigeons')).status).toBe(404);
  });
});

describe('A check', () => {
  it('shows that it waits, then every row that is wrong; and one button makes the rest true', async () => {
    const path = await check(WRONG);
    const waiting = await admin.get(path);
    expect(waiting.text).toContain('正在检查接访台账');
    expect(waiting.text).toContain(`data-poll="${path}/progress"`);
    expect(waiting.text).toContain('<noscript><meta http-equiv="refresh"');
    expect((await admin.get(`${path}/progress`)).text).toMatch(/^<p class="progress-count">排队中<\/p><progress/);
    await work();
    expect((await admin.get(`${path}/progress`)).status).toBe(204);
    const checked = await admin.get(path);
    expect(checked.text).toContain('接访台账检查结果');
    expect(checked.text).toMatch(/第 3 行.*不会收.*<code>channel<\/code>.*渠道：没有这个代码/s);
    expect(checked.text).not.toContain('HYPERLINK');
    expect(await contacts()).toBe(0);

    const applied = await send(admin, `${path}/apply`, {});
    expect(applied.status).toBe(303);
    await work();
    const done = await admin.get(applied.headers.get('location') ?? '');
    expect(done.text).toContain('接访台账导入结果');
    expect(done.text).toContain('XF-2013-0001');
    expect(await contacts()).toBe(2);
    const list = await admin.get('/imports');
    expect(list.text).toContain('新增 2 · 更新 0 · 不变 0 · 不收 1');
    expect(list.text).toContain('接访台账 2013.csv');
  });

  it('sent twice by the same form is one, and so is the button after it', async () => {
    const idempotencyKey = freshKey();
    const twice = await Promise.all(
      [1, 2].map(() => send(admin, '/imports', { kind: 'contacts', idempotencyKey, file: fileOf(ledgerFile(WRONG)) })),
    );
    const [path = '', again] = twice.map(({ headers }) => headers.get('location') ?? '');
    expect(again).toBe(path);
    await work();
    const pressed = await Promise.all([1, 2].map(() => send(admin, `${path}/apply`, { idempotencyKey: 'the-same-button-1' })));
    expect(new Set(pressed.map(({ headers }) => headers.get('location'))).size).toBe(1);
  });

  it('that finds nothing new offers no button', async () => {
    const first = await check([{ contactNo: '1' }]);
    await work();
    await send(admin, `${first}/apply`, {});
    await work();
    const again = await check([{ contactNo: '1' }]);
    await work();
    const page = await admin.get(again);
    expect(page.text).toContain('没有什么要写入的');
    expect(page.text).not.toContain('/apply');
  });

  it('is nobody else’s: the same answer as for one that is not there', async () => {
    const path = await check(WRONG);
    const officer = await visitors(bureau).as('R01');
    const none = `/imports/${'0'.repeat(24)}`;
    for (const rest of ['', '/progress', '/workbook']) {
      const [theirs, nothing] = [await officer.get(path + rest), await officer.get(none + rest)];
      const plain = (text: string) => text.replaceAll(/nonce="\w+"|here=\w+|[0-9a-f]{24}/g, '');
      expect([theirs.status, plain(theirs.text)]).toEqual([404, plain(nothing.text)]);
    }
    expect((await send(officer, `${path}/apply`, {})).status).toBe(404);
  });

  it('reads in English too', async () => {
    const path = await check(WRONG);
    await work();
    const page = await admin.ask(path, { headers: { cookie: `session=${admin.cookie}; lang=en` } });
    expect(page.text).toContain('Checked: ledger of contacts');
    expect(page.text).toContain('channel: There is no such code');
  });
});

describe('The same list back', () => {
  it('carries result and reason beside every row, and nothing in it acts', async () => {
    const hostile: Line[] = [
      { contactNo: '1', story: '=1+1', petitioner: '@SUM(A1)', subject: '+86' },
      { contactNo: '2', channel: 'PIGEON', story: '铃\u0007响', subject: '𠮷 <b>&' },
    ];
    const path = await check(hostile, '台账 (一)\u202e.csv');
    await work();
    const { response, sheet } = await bytesOf(admin, `${path}/workbook`);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="import-result.xlsx"; filename*=UTF-8''${encodeURIComponent('台账 ')}%28${encodeURIComponent('一')}%29${encodeURIComponent('-结果.xlsx')}`,
    );
    const [header = [], first = [], second = []] = sheet;
    expect(header.slice(-2)).toEqual(['结果', '原因']);
    const at = (name: string) => header.indexOf(name);
    expect([first[at('story')], first[at('petitioner')], first[at('subject')]]).toEqual(['=1+1', '@SUM(A1)', '+86']);
    expect(first.slice(-2)).toEqual(['会新增', null]);
    expect([second[at('story')], second[at('subject')]]).toEqual(['铃响', '𠮷 <b>&']);
    expect(second.slice(-2)).toEqual(['不会收', '渠道：没有这个代码；内容：含有看不见的控制字符，请删去']);
  });

  it('mended and brought again is taken, and its old results give way to new ones', async () => {
    const path = await check(WRONG);
    await work();
    const { bytes } = await bytesOf(admin, `${path}/workbook`);
    const again = await send(admin, '/imports', { kind: 'contacts', file: fileOf(bytes, '改好.xlsx') });
    await work();
    const { sheet } = await bytesOf(admin, `${again.headers.get('location') ?? ''}/workbook`);
    expect(sheet[0]?.filter((name) => name === '结果')).toHaveLength(1);
    expect(sheet.map((row) => row.at(-2))).toEqual(['结果', '会新增', '不会收', '会新增']);
  });

  it('keeps the rows of a workbook where they were', async () => {
    const bytes = await workbookOf(ledgerFile([{ contactNo: '1' }, { contactNo: '2' }]));
    const answer = await send(admin, '/imports', { kind: 'contacts', file: fileOf(bytes, 'a.xlsx') });
    await work();
    const { sheet } = await bytesOf(admin, `${answer.headers.get('location') ?? ''}/workbook`);
    expect(sheet[1]?.slice(0, 2)).toEqual(['1', '2013-03-04']);
  });

  it('is not there before the import is finished', async () => {
    const path = await check(WRONG);
    expect((await admin.get(`${path}/workbook`)).status).toBe(404);
  });
});

describe('The API', () => {
  /** The API alone, signed in as the administrator, and with no patience at all. */
  const impatient = () => {
    const session = { staff: bureau.callerOf('S01').staff, cookie: admin.cookie, lang: 'zh' } as const;
    const app = new Hono<WebEnv>();
    app.use(async (c, next) => {
      c.set('session', session);
      c.set('lang', 'zh');
      await next();
    });
    app.route('/', importApi(bureau.deps, 0));
    return app;
  };
  const post = (app: ReturnType<typeof impatient>, headers: Record<string, string> = {}) =>
    app.request('/imports/contacts', { method: 'POST', headers, body: Uint8Array.from(ledgerFile(WRONG)) });

  it('hands a file on when its patience is over, under a number that tells how far it is', async () => {
    const app = impatient();
    const answer = await post(app, { 'idempotency-key': 'k' });
    expect(answer.status).toBe(202);
    const { import: id } = (await answer.json()) as { import: string };
    const again = await post(app, { 'idempotency-key': 'k' });
    expect([again.status, await again.json()]).toEqual([202, { import: id }]);
    const before = (await (await app.request(`/imports/${id}`)).json()) as Record<string, unknown>;
    expect(before).toMatchObject({ id, kind: 'contacts', state: 'WAITING', rows: 3, done: 0 });
    expect(before).not.toHaveProperty('verdicts');
    await work();
    const after = (await (await app.request(`/imports/${id}`)).json()) as { verdicts: unknown[] };
    expect(after).toMatchObject({ state: 'DONE', created: 2, updated: 0, unchanged: 0, rejected: 1, done: 3 });
    expect(after.verdicts[1]).toEqual({ row: 3, verdict: 'rejected', errors: [{ path: 'channel', message: '没有这个代码' }] });
    const list = (await (await app.request('/imports?limit=5')).json()) as { items: Record<string, unknown>[]; cursor: null };
    expect(list.items.map((item) => item['id'])).toEqual([id]);
    expect(list.items[0]).not.toHaveProperty('name');
    expect(list.cursor).toBeNull();
  });

  it('answers at once where there is time, with all five counts', async () => {
    const answer = await admin.ask('/api/v1/imports/contacts', {
      method: 'POST',
      headers: ORIGIN,
      body: Uint8Array.from(ledgerFile(WRONG)),
    });
    expect([answer.status, answer.json]).toMatchObject([200, { rows: 3, created: 2, updated: 0, unchanged: 0, rejected: 1 }]);
  });

  it('says of an import that is not there, or not yours, that it is not there', async () => {
    const officer = await visitors(bureau).as('F03');
    const path = (await check(WRONG)).replace('/imports', '/api/v1/imports');
    expect([(await officer.get(path)).status, (await admin.get(`/api/v1/imports/${'0'.repeat(24)}`)).status]).toEqual([404, 404]);
    expect((await officer.get('/api/v1/imports')).json).toEqual({ items: [], cursor: null });
    expect((await admin.ask(path, { method: 'DELETE', headers: ORIGIN })).headers.get('allow')).toBe('GET, HEAD');
  });
});
