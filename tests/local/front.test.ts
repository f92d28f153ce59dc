// Who answers which path, what is logged, and which names of this machine are answered at all.
import { describe, expect, it } from 'vitest';
import { frontDoor } from '../../lib/local/front.ts';

const open = (more: { loopbackOnly?: boolean } = {}) => {
  const logged: string[] = [];
  const settled: string[] = [];
  const handedIn: string[] = [];
  const front = frontDoor({ loopbackOnly: more.loopbackOnly ?? true, log: (line) => logged.push(line) });
  const part = (name: string) => (request: Request) => new Response(`${name} ${settled.length}`, { headers: { 'x-url': request.url } });
  const start = () =>
    front.open({
      console: part('console'),
      public: part('public'),
      local: part('local'),
      healthy: () => Promise.resolve(true),
      settled: () => Promise.resolve(settled.push('waited')),
      handedIn: () => handedIn.push('file'),
    });
  const get = async (path: string, host = 'localhost:3000', method = 'GET') => {
    const response = await front.fetch(new Request(`http://${host}${path}`, { method }));
    return { status: response.status, text: await response.text() };
  };
  return { front, start, get, logged, handedIn };
};

describe('the front door', () => {
  it.each([
    ['/', 'console'],
    ['/api/v1/petitions', 'console'],
    ['/api/publications', 'console'],
    ['/990581', 'console'],
    ['/990581/archive', 'console'],
    ['/9905811/a/x', 'console'],
    ['/990581/a/token', 'public'],
    ['/990581/a', 'public'],
    ['/990581/status', 'public'],
    ['/990581/open/procedures', 'public'],
    ['/api/public/status', 'public'],
    ['/sign-in', 'local'],
    ['/sign-out', 'console'],
    ['/mailbox', 'local'],
    ['/mailbox/1', 'local'],
    ['/mailboxes', 'console'],
  ])('%s is answered by %s', async (path, part) => {
    const { start, get } = open();
    start();
    expect((await get(path)).text).toBe(`${part} 0`);
  });

  it('waits for the totals before a report, and for nothing else', async () => {
    const { start, get } = open();
    start();
    expect((await get('/api/v1/reports/2013-H1')).text).toBe('console 1');
    expect((await get('/reports?period=2013')).text).toBe('console 2');
    expect((await get('/reportsx')).text).toBe('console 2');
  });

  it('tells at once when a file was handed in, by the API or on the page, and not when one looks at imports', async () => {
    const { start, get, handedIn } = open();
    start();
    await get('/imports');
    await get('/api/v1/imports/1');
    await get('/importance', undefined, 'POST');
    expect(handedIn).toHaveLength(0);
    await get('/imports', undefined, 'POST');
    await get('/api/v1/imports/people', undefined, 'POST');
    expect(handedIn).toHaveLength(2);
  });

  it('says that it is starting until its parts are there', async () => {
    const { start, get } = open();
    expect((await get('/')).status).toBe(503);
    expect(await get('/healthz')).toEqual({ status: 503, text: '{"ok":false}' });
    start();
    expect(await get('/healthz')).toEqual({ status: 200, text: '{"ok":true}' });
  });

  it('logs method, path, status and time; no query and no action token', async () => {
    const { start, get, logged } = open();
    start();
    await get('/petitions?q=secret');
    await get('/990581/a/s3cr3t-token');
    expect(logged[0]).toMatch(/^GET \/petitions 200 \d+ms$/);
    expect(logged[1]).toMatch(/^GET \/990581\/a\/… 200 \d+ms$/);
  });

  it('turns a bug into a plain 500 and logs no words of it', async () => {
    const { front, logged } = open();
    front.open({
      console: () => Promise.reject(new RangeError('陈桂兰')),
      public: () => new Response(),
      local: () => new Response(),
      healthy: () => Promise.resolve(true),
      settled: () => Promise.resolve(),
      handedIn: () => undefined,
    });
    const response = await front.fetch(new Request('http://localhost/'));
    expect(response.status).toBe(500);
    expect(logged[0]).toBe('front: RangeError');
    expect(await response.text()).not.toContain('陈桂兰');
  });

  it.each([
    ['localhost:3000', 200],
    ['127.0.0.1:3000', 200],
    ['[::1]:3000', 200],
    ['evil.example:3000', 421],
  ])('on loopback the name %s gets %i: a foreign name that leads here belongs to somebody else', async (host, status) => {
    const { start, get } = open();
    start();
    expect((await get('/healthz', host)).status).toBe(status);
    const wide = open({ loopbackOnly: false });
    wide.start();
    expect((await wide.get('/healthz', host)).status).toBe(200);
  });
});
