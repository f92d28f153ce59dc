// The contract as it is read: the document and the page, without a sign-in, whole in both languages, with nothing from outside.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../functions/web/contract/document.ts';
import { freshBureau, type TestBureau } from '../support/bureau.ts';
import { faultOf } from '../support/contract.ts';
import { visitors, type Visitor } from '../support/visitor.ts';

let bureau: TestBureau;
let stranger: Visitor;
beforeAll(async () => {
  bureau = await freshBureau();
  stranger = await visitors(bureau).as();
});
afterAll(() => bureau.stop());

describe('/api/v1/openapi.json', () => {
  it('hands the document to anybody, with the headers of every page', async () => {
    const answer = await stranger.get('/api/v1/openapi.json');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(answer.json['openapi']).toBe('3.1.0');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('answers HEAD, and 405 to anything else', async () => {
    expect((await stranger.ask('/api/v1/openapi.json', { method: 'HEAD' })).status).toBe(200);
    const posted = await stranger.post('/api/v1/openapi.json', {});
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('/api/docs', () => {
  const pageIn = (lang: string) => stranger.get('/api/docs', { 'accept-language': lang });

  it.each(['zh-CN', 'en'])('shows every operation in %s', async (lang) => {
    const { status, text } = await pageIn(lang);
    expect(status).toBe(200);
    expect(text).toContain(`<html lang="${lang}">`);
    for (const { id, path, summary } of OPERATIONS) {
      expect(text).toContain(`id="${id}"`);
      expect(text).toContain(`<code>/api${path}</code>`);
      expect(text).toContain(summary[lang === 'en' ? 0 : 1]);
    }
  });

  it('leads every link of the page somewhere on it', async () => {
    const { text } = await pageIn('zh-CN');
    const places = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const lost = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id).filter((id) => !places.has(id));
    expect(lost).toEqual([]);
    expect(text).toContain('href="/api/v1/openapi.json"');
  });

  it('names nothing from outside', async () => {
    const { text } = await pageIn('en');
    expect([...text.matchAll(/(?:src|href)="(https?:|\/\/)/g)]).toEqual([]);
  });

  it('answers HEAD', async () => {
    expect((await stranger.ask('/api/docs', { method: 'HEAD' })).status).toBe(200);
  });
});

describe.each(['/api/v1/openapi.json', '/api/docs'])('%s', (path) => {
  it('may be kept, and is not sent again as long as it is the same', async () => {
    const first = await stranger.get(path);
    const tag = first.headers.get('etag') ?? '';
    expect([tag, first.headers.get('cache-control')]).toEqual([expect.stringMatching(/^W\/"[\w-]{22}"$/), 'no-cache']);
    const again = await stranger.get(path, { 'if-none-match': `"other", ${tag}` });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', tag]);
    expect((await stranger.get(path, { 'if-none-match': '"other"' })).status).toBe(200);
  });
});

describe('/api/docs/', () => {
  it('leads to the page, which is another in each language', async () => {
    const { status, headers } = await visitors(bureau).app.request('http://localhost:3000/api/docs/'); // no operation, so no judge
    expect([status, headers.get('location')]).toEqual([308, '/api/docs']);
    const tagIn = async (lang: string) => (await stranger.get('/api/docs', { 'accept-language': lang })).headers.get('etag');
    expect(await tagIn('en')).not.toBe(await tagIn('zh-CN'));
  });
});

describe('the judge of answers that the tests of the API stand before', () => {
  const seen = (given: object) => ({
    method: 'GET',
    path: '/api/v1/petitions/XF-2026-0001/verify',
    status: 200,
    type: 'application/json',
    text: '{"ok":true,"events":1}',
    ...given,
  });
  const problem = (status: number, code: string) => ({
    status,
    type: 'application/problem+json; charset=utf-8',
    text: JSON.stringify({ type: 'about:blank', title: 'x', status, code, detail: 'x' }),
  });

  it('lets through what is documented', () => {
    expect(faultOf(seen({}))).toBeUndefined();
    expect(faultOf(seen(problem(404, 'NOT_FOUND')))).toBeUndefined();
    expect(faultOf(seen({ method: 'DELETE', ...problem(405, 'METHOD_NOT_ALLOWED') }))).toBeUndefined();
    expect(faultOf(seen({ path: '/api/v1/nothing', ...problem(404, 'UNKNOWN') }))).toBeUndefined();
  });

  it.each([
    ['a field nobody wrote down', { text: '{"ok":true,"events":1,"story":"x"}' }],
    ['a field left out', { text: '{"ok":true}' }],
    ['a field of another type', { text: '{"ok":"yes","events":1}' }],
    ['a status nobody wrote down', { status: 201 }],
    ['a file where JSON is promised', { type: 'text/csv' }],
    ['a refusal that this operation does not make', problem(404, 'UNKNOWN')],
    ['a refusal under the status of another', problem(409, 'NOT_FOUND')],
    ['a fault of ours', problem(500, 'INTERNAL')],
    ['a success at an address that is none', { path: '/api/v1/nothing', text: '{"code":"x"}' }],
  ])('stops %s', (_what, given) => {
    expect(faultOf(seen(given))).toBeTypeOf('string');
  });
});
