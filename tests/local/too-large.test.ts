// A body that is refused for its size: the sender hears why, and the same connection goes on serving.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frontDoor } from '../../lib/local/front.ts';
import { listenOn, type Listening } from '../../lib/local/listen.ts';

let http: Listening;
let url: string;
beforeAll(async () => {
  const app = new Hono();
  app.use(bodyLimit({ maxSize: 1000, onError: (c) => c.text('too large', 413) }));
  app.post('/in', async (c) => c.text(String((await c.req.arrayBuffer()).byteLength)));
  app.get('/', (c) => c.text('here'));
  const fetch = (request: Request) => app.fetch(request);
  const front = frontDoor({ loopbackOnly: true, log: () => undefined });
  front.open({
    console: fetch,
    public: fetch,
    local: fetch,
    healthy: () => Promise.resolve(true),
    settled: () => Promise.resolve(),
    handedIn: () => undefined,
  });
  http = await listenOn(front.fetch, ['127.0.0.1'], 0);
  url = `http://127.0.0.1:${String(http.port)}`;
});
afterAll(() => http.close(0));

describe('a body that is too large', () => {
  it.each([300_000, 4_000_000, 12_000_000])('of %i bytes is answered with 413, and the next request is served', async (size) => {
    for (let round = 0; round < 3; round += 1) {
      const answer = await fetch(`${url}/in`, { method: 'POST', body: new Uint8Array(size) });
      expect([answer.status, await answer.text()]).toEqual([413, 'too large']);
      await new Promise((resolve) => setTimeout(resolve, round * 400)); // a cleaner that comes late would cut here
      expect(await (await fetch(url)).text()).toBe('here');
    }
  });

  it('sent without saying its length is refused too, and the next request is served', async () => {
    const body = new ReadableStream({
      start: (controller) => {
        for (let part = 0; part < 50; part += 1) controller.enqueue(new Uint8Array(10_000));
        controller.close();
      },
    });
    const answer = await fetch(`${url}/in`, { method: 'POST', body, duplex: 'half' });
    expect(answer.status).toBe(413);
    await answer.text();
    expect(await (await fetch(url)).text()).toBe('here');
  });
});
