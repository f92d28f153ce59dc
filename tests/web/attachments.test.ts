// Files that come with a contact: inert on the way in and out, and no further than the readers of the case.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formToken } from '../../functions/web/security.ts';
import { freshBureau, type TestBureau } from '../support/bureau.ts';
import { visitors, type Visitor } from '../support/visitor.ts';

let bureau: TestBureau;
let officer: Visitor;
let colleague: Visitor;
beforeAll(async () => {
  bureau = await freshBureau();
  const { as } = visitors(bureau);
  [officer, colleague] = await Promise.all([as('F03'), as('F05')]);
});
afterAll(() => bureau.stop());

const ORIGIN = 'http://localhost:3000';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';

const bring = async (by: Visitor, name: string, text: string): Promise<string> => {
  const body = new FormData();
  body.set('file', new File([text], name, { type: 'image/svg+xml' }));
  const answer = await by.ask('/api/v1/blobs', { method: 'POST', headers: { origin: ORIGIN }, body });
  expect(answer.status).toBe(201);
  return String(answer.json['blobId']);
};

const register = (by: Visitor, attachments: string[]) =>
  by.post('/api/v1/contacts', {
    channel: 'LETTER',
    township: '990581102',
    story: '信里附了照片。',
    petitioners: [{ name: '某人' }],
    attachments,
  });

const numberOf = (answer: { json: Record<string, unknown> }): string => (answer.json['petition'] as { number: string }).number;

describe('an attachment', () => {
  it('is handed back byte for byte, to be saved and never opened, under its own name', async () => {
    const id = await bring(officer, '照片 一.svg', SVG);
    const number = numberOf(await register(officer, [id]));
    const file = await officer.get(`/api/v1/petitions/${number}/attachments/${id}`);
    expect([file.status, file.text]).toEqual([200, SVG]);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="attachment"; filename*=UTF-8''${encodeURIComponent('照片 一.svg')}`,
    );
    expect((await officer.get(`/petitions/${number}`)).text).toContain('照片 一.svg');
  });

  it('is nobody else’s: not to name, not to read', async () => {
    const id = await bring(officer, 'a.txt', '内容');
    const number = numberOf(await register(officer, [id]));
    expect((await register(colleague, [id])).status).toBe(422);
    const hidden = await colleague.get(`/api/v1/petitions/${number}/attachments/${id}`);
    const absent = await colleague.get(`/api/v1/petitions/XF-2026-9999/attachments/${id}`);
    expect([hidden.status, hidden.text]).toEqual([404, absent.text]);
  });

  it('must be there: an unknown id, a path and an empty file are refused', async () => {
    for (const id of ['0'.repeat(32), '../vault.key', 'x']) expect((await register(officer, [id])).status).toBe(422);
    const empty = await officer.ask('/api/v1/blobs', { method: 'POST', headers: { origin: ORIGIN }, body: '' });
    expect(empty.status).toBe(422);
  });

  it('is not lost when the desk form comes back with a mistake, and the same file twice is one', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ channel: 'LETTER', name: '某人', story: '', township: '990581102' }))
      form.set(name, value);
    form.set('token', formToken(officer.cookie));
    form.append('files', new File(['扫描件'], '来信.pdf'));
    form.append('files', new File(['扫描件'], '来信.pdf'));
    const answer = await officer.ask('/desk', { method: 'POST', headers: { origin: ORIGIN }, body: form });
    expect(answer.status).toBe(422);
    expect(/name="attached" value="([0-9a-f]{32})"/.exec(answer.text)).not.toBeNull();
  });
});
