// Rooms are brought in when they are first asked for. No answer may show it: every address finds all the routes that fit it in its own room.
import fc from 'fast-check';
import { TrieRouter } from 'hono/router/trie-router';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../functions/services/staff.ts';
import { consoleApp, wholeConsole } from '../../functions/web/app.tsx';
import { roomAt, ROOMS, type Room, type RoomName } from '../../functions/web/rooms.ts';
import { formToken } from '../../functions/web/security.ts';
import { freshBureau, valueOf, type TestBureau } from '../support/bureau.ts';

const NAMES = Object.keys(ROOMS) as RoomName[];
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

interface Route {
  readonly method: string;
  readonly path: string;
}
const named = ({ method, path }: Route): string => `${method} ${path}`;

let bureau: TestBureau;
let cookie: string;
const routes = new Map<RoomName, readonly Route[]>();
const routers = new Map<RoomName, TrieRouter<string>>();

const fitting = (name: RoomName, method: string, path: string): string[] =>
  routers
    .get(name)!
    .match(method, path)[0]
    .map(([route]) => route);
const fittingAnywhere = (method: string, path: string): Set<string> => new Set(NAMES.flatMap((name) => fitting(name, method, path)));

beforeAll(async () => {
  bureau = await freshBureau();
  ({ cookie } = valueOf(await openSession(bureau.deps, 'F03')));
  for (const name of NAMES) {
    const room: Room = ROOMS[name];
    const { routes: inside, methods = {} } = await room.load();
    const under = room.under ?? '';
    const found = [
      ...inside.flatMap((each) =>
        each(bureau.deps).routes.map(({ method, path }) => ({ method, path: path === '/' && under ? under : `${under}${path}` })),
      ),
      ...Object.keys(methods).map((path) => ({ method: 'ALL', path: `${under}${path}` })),
    ];
    const router = new TrieRouter<string>();
    for (const route of found) router.add(route.method, route.path, named(route));
    routes.set(name, found);
    routers.set(name, router);
  }
});
afterAll(() => bureau.stop());

const SAMPLES: Readonly<Record<string, string>> = { number: 'XF-2026-0001', period: '2026H1', kind: 'contacts' };
/** An address that the pattern fits. */
const sample = (pattern: string): string =>
  pattern.replace(/:(\w+)(\{[^}]*\}+)?/g, (_all, name: string, expression?: string) =>
    expression === undefined ? (SAMPLES[name] ?? 'x') : 'a'.repeat(24),
  );

describe('A room', () => {
  it('is found by every address that one of its routes answers', () => {
    const lost = NAMES.flatMap((name) =>
      routes.get(name)!.flatMap((route) => {
        const home = roomAt(sample(route.path));
        return home !== undefined && routes.get(home)!.some((one) => named(one) === named(route)) ? [] : [named(route)];
      }),
    );
    expect(lost).toEqual([]);
    expect(routes.size).toBe(NAMES.length);
  });

  it('lacks no route that fits an address of its own, whatever the address', () => {
    const literals = [...new Set([...routes.values()].flat().flatMap(({ path }) => path.split('/')))].filter((part) => !part.includes(':'));
    const part = fc.constantFrom(...literals, 'api', 'v1', 'XF-2026-0001', 'a'.repeat(24), 'x', '..', '%2f', ' ');
    // An address of some room, with other words where its variables stand and now and then elsewhere.
    const patterns = [...new Set([...routes.values()].flat().map(({ path }) => path))];
    const address = fc
      .tuple(
        fc.constantFrom(...patterns),
        fc.array(fc.tuple(part, fc.nat(5)), { minLength: 8, maxLength: 8 }),
        fc.array(part, { maxLength: 1 }),
      )
      .map(([pattern, others, more]) =>
        [
          ...pattern.split('/').map((word, n) => (n > 0 && (word.includes(':') || others[n]![1] === 0) ? others[n]![0] : word)),
          ...more,
        ].join('/'),
      );
    fc.assert(
      fc.property(address, fc.constantFrom(...METHODS), (path, method) => {
        const home = roomAt(path);
        expect(new Set(home === undefined ? [] : fitting(home, method, path))).toEqual(fittingAnywhere(method, path));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('The console', () => {
  const ask = async (app: { request: ReturnType<typeof consoleApp>['request'] }, path: string, method: string) => {
    const host = 'localhost:3000';
    const answer = await app.request(`http://${host}${path}`, {
      method,
      headers: { host, origin: `http://${host}`, cookie: `session=${cookie}` },
    });
    const { status, headers } = answer;
    return { status, type: headers.get('content-type'), allow: headers.get('allow'), location: headers.get('location') };
  };

  it('answers as if all its rooms had always been there, in whatever order they are asked', async () => {
    const whole = await wholeConsole(bureau.deps);
    const app = consoleApp(bureau.deps);
    const paths = [...new Set([...routes.values()].flat().map(({ path }) => sample(path)))];
    const all = [...paths, ...paths.map((path) => `${path}/more`), '/nothing', '/api', '/api/v1', '/api/v1/nothing', '/petitions/'];
    for (const path of all.reverse()) {
      for (const method of ['GET', 'DELETE']) expect([path, await ask(app, path, method)]).toEqual([path, await ask(whole, path, method)]);
    }
  });

  it('leaves a posted form to its room whole, though the door has read it', async () => {
    const host = 'localhost:3000';
    const answer = await consoleApp(bureau.deps).request(`http://${host}/people/search`, {
      method: 'POST',
      headers: { host, origin: `http://${host}`, cookie: `session=${cookie}` },
      body: new URLSearchParams({ token: formToken(cookie), q: '覃' }),
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('覃');
  });

  it('says that it is well without knowing who asks, and nothing more', async () => {
    const answer = await consoleApp(bureau.deps).request('/healthz');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ok: true });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});
