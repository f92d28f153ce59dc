// A file sent again under its Idempotency-Key: the same answer letter for letter, and never one that belongs to another request.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBureau, type TestBureau } from '../support/bureau.ts';
import { ledgerFile, workbookOf } from '../support/ledger-file.ts';
import { visitors, type Answer, type Visitor } from '../support/visitor.ts';
import { rowsOf } from '../support/whole-table.ts';

let bureau: TestBureau;
let admin: Visitor;
let room: Visitor;
beforeAll(async () => {
  bureau = await freshBureau();
  const { as } = visitors(bureau);
  [admin, room] = await Promise.all([as('S01'), as('P01')]);
});
afterAll(() => bureau.stop());

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const send = (by: Visitor, path: string, body: RequestInit['body'], key: string, type = 'text/csv; charset=utf-8'): Promise<Answer> =>
  by.ask(`/api/v1${path}`, {
    method: 'POST',
    headers: {
      origin: 'http://localhost:3000',
      'idempotency-key': key,
      ...(typeof body === 'string' || body instanceof Uint8Array ? { 'content-type': type } : {}),
    },
    body: body ?? null,
  });
const ledger = (n: number) => Uint8Array.from(ledgerFile([{ contactNo: `${String(n)}-1` }, { contactNo: `${String(n)}-2` }]));
const multipart = (bytes: Uint8Array<ArrayBuffer>, name: string): FormData => {
  const form = new FormData();
  form.set('file', new File([bytes], name));
  return form;
};
const code = ({ status, json }: Answer): string => `${String(status)} ${String(json['code'])}`;

describe('An import with an Idempotency-Key', () => {
  it('answers the same twice, as the body and as a form', async () => {
    const first = await send(admin, '/imports/contacts', ledger(1), 'a');
    expect(first.json).toMatchObject({ rows: 2, created: 2, unchanged: 0 });
    const again = await send(admin, '/imports/contacts', ledger(1), 'a');
    expect([again.status, again.text, again.headers.get('content-type')]).toEqual([200, first.text, first.headers.get('content-type')]);
    expect((await send(admin, '/imports/contacts', multipart(ledger(1), 'x.csv'), 'a')).text).toBe(first.text);
    expect((await send(admin, '/imports/contacts', ledger(1), 'a-2')).json).toMatchObject({ created: 0, unchanged: 2 });
  });

  it('refuses its key for other bytes, and for the real thing after a dry run', async () => {
    expect((await send(admin, '/imports/contacts?dryRun=true', ledger(2), 'b')).json).toMatchObject({ created: 2 });
    expect(code(await send(admin, '/imports/contacts?dryRun=true', ledger(3), 'b'))).toBe('422 KEY_REUSED');
    expect(code(await send(admin, '/imports/contacts', ledger(2), 'b'))).toBe('422 KEY_REUSED');
    expect((await send(admin, '/imports/contacts?dryRun=true', ledger(2), 'b')).json).toMatchObject({ created: 2 });
  });

  it('is one person’s own, and forgotten after a day', async () => {
    expect((await send(admin, '/imports/contacts', ledger(4), 'c')).json).toMatchObject({ created: 2 });
    expect((await send(room, '/imports/contacts', ledger(4), 'c')).json).toMatchObject({ unchanged: 2 });
    bureau.setNow('2026-09-19T10:00:01.000+08:00');
    expect((await send(admin, '/imports/contacts', ledger(4), 'c')).json).toMatchObject({ unchanged: 2 });
    expect(code(await send(admin, '/imports/contacts', ledger(5), 'c'))).toBe('422 KEY_REUSED');
    bureau.setNow('2026-09-18T10:00:00.000+08:00');
  });

  it('keeps no refusal, and takes only a key that is one', async () => {
    expect(code(await send(admin, '/imports/contacts', 'a,b\n', 'd'))).toBe('422 INVALID');
    expect((await send(admin, '/imports/contacts', ledger(6), 'd')).json).toMatchObject({ created: 2 });
    expect(code(await send(admin, '/imports/contacts', ledger(6), 'two words'))).toBe('422 INVALID');
  });

  it('answers the same where both come at once, and where the answer is too long for a row', async () => {
    const lines = Array.from({ length: 1_200 }, (_, n) => ({ contactNo: `7-${String(n)}`, township: '1' }));
    const wrong = Uint8Array.from(ledgerFile([...lines, { contactNo: '7-x' }]));
    const [one, two] = await Promise.all([send(admin, '/imports/contacts', wrong, 'e'), send(admin, '/imports/contacts', wrong, 'e')]);
    expect(one.json).toMatchObject({ created: 1, rejected: 1_200 });
    expect(one.text.length).toBeGreaterThan(100_000);
    expect(two.text).toBe(one.text);
    expect((await rowsOf(bureau.deps.db)).filter((row) => row['blob'] !== undefined)).toHaveLength(1);
  });
});

describe('An .xlsx ledger', () => {
  it('is taken as the body or as a form, whatever it is called, and a broken one gets a plain sentence', async () => {
    const bytes = Uint8Array.from(await workbookOf(ledger(8)));
    expect((await send(admin, '/imports/contacts', bytes, 'f', XLSX)).json).toMatchObject({ rows: 2, created: 2 });
    expect((await send(admin, '/imports/contacts', multipart(bytes, 'ledger.csv'), 'g')).json).toMatchObject({ unchanged: 2 });
    expect((await send(admin, '/imports/contacts', ledger(8), 'h', XLSX)).json).toMatchObject({ unchanged: 2 });
    const broken = await send(admin, '/imports/contacts', bytes.slice(0, 1_000), 'i', XLSX);
    expect(code(broken)).toBe('400 UNREADABLE');
    expect(broken.json['detail']).toMatch(/读不出来/);
  });
});

describe('An attachment with an Idempotency-Key', () => {
  it('gets one id, and no other file under the same key', async () => {
    const file = (text: string, name = '来信.pdf') => multipart(new TextEncoder().encode(text), name);
    const first = await send(room, '/blobs', file('一'), 'k');
    expect(first.status).toBe(201);
    const again = await send(room, '/blobs', file('一'), 'k');
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(code(await send(room, '/blobs', file('二'), 'k'))).toBe('422 KEY_REUSED');
    expect(code(await send(room, '/blobs', file('一', '别名.pdf'), 'k'))).toBe('422 KEY_REUSED');
    expect((await send(room, '/blobs', file('二'), 'k-2')).text).not.toBe(first.text);
  });
});
