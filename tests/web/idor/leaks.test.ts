// Two bureaus that differ in one thing: in the one a stranger's matter was registered, in the other an accusation of F05, by the same hands,
// from the same place, in the same way. Whoever has no part in either must not be able to tell which bureau is theirs.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveCommand, registerContact } from '../../../functions/services/petitions.ts';
import { rebuild } from '../../../functions/store/recount.ts';
import { formToken } from '../../../functions/web/security.ts';
import { freshBureau, valueOf, visit, type TestBureau } from '../../support/bureau.ts';
import { visitors, type Visitor } from '../../support/visitor.ts';

const STRANGERS = ['F05', 'F04', 'F02', 'T02', 'Z01'] as const; // F05 is the accused
type Told = NonNullable<Parameters<typeof visit>[0]>;
const TOLD: Told = {
  channel: 'LETTER',
  township: '990581103',
  category: 'C40',
  story: '来信反映一件事。',
  petitioners: [{ name: '令狐冲', phone: '10051234567' }],
};
const ACCUSATION: Told = { kind: 'ACCUSATION', accused: { staff: 'F05' }, story: '来信反映周晓红收受礼品。' };

interface Side {
  readonly bureau: TestBureau;
  readonly people: Readonly<Record<string, Visitor>>;
}

/** A bureau in which this came in, was signed for, came in once more, and was counted. */
const sideWith = async (given: Told): Promise<Side> => {
  const bureau = await freshBureau();
  const { deps, callerOf } = bureau;
  await registerContact(deps, callerOf('F03'), visit({ township: '990581101' }));
  const { petition } = valueOf(await registerContact(deps, callerOf('F06'), visit({ ...TOLD, ...given })));
  const { owner } = petition;
  const signed = await giveCommand(deps, callerOf(owner), petition.number, { name: 'acknowledge', data: { via: 'page' } }, 1);
  valueOf(signed);
  valueOf(await registerContact(deps, callerOf(owner), visit({ ...TOLD, petition: petition.number })));
  await rebuild(deps.db);
  const { as } = visitors(bureau);
  return { bureau, people: Object.fromEntries(await Promise.all(STRANGERS.map(async (id) => [id, await as(id)] as const))) };
};

let ordinary: Side;
let restricted: Side;
beforeAll(async () => {
  [ordinary, restricted] = await Promise.all([sideWith({}), sideWith(ACCUSATION)]);
});
afterAll(() => Promise.all([ordinary.bureau.stop(), restricted.bureau.stop()]));

const NUMBER = 'XF-2026-0002';
const READ = [
  ...['/', '/petitions?view=mine', '/petitions?view=area', '/petitions?view=overdue', '/petitions?view=month&month=2026-09', '/mails'],
  ...['mine', 'area', 'overdue', 'month&month=2026-09', 'month&month=2026-09&limit=1'].map((view) => `/api/v1/petitions?view=${view}`),
  ...['/api/v1/mails', `/api/v1/petitions/${NUMBER}`, `/api/v1/petitions/${NUMBER}/verify`, `/petitions/${NUMBER}`],
  ...[`/petitions/${NUMBER}/slip`, `/petitions/${NUMBER}/note`, '/find?q=2', '/reports/2026-09', '/reports/2026-09/contacts'],
  ...['/api/v1/reports/2026-09', '/api/v1/reports/2026', '/sessions', '/imports', '/api/v1/imports'],
];

// The code of a slip and the nonce of a page are another in every bureau and at every rendering.
const RENDERED = [
  [/nonce="[^"]*"/g, 'nonce'],
  [/name="(?:idempotencyKey|token)" value="[^"]*"/g, 'form'],
] as const;

const everythingSeen = async ({ people }: Side, who: string): Promise<Readonly<Record<string, unknown>>> => {
  const visitor = people[who];
  if (!visitor) throw new Error(`${who} is not here`);
  const seen: Record<string, unknown> = {};
  for (const path of READ) {
    const { status, headers, text } = await visitor.get(path);
    const shown = RENDERED.reduce((page, [pattern, name]) => page.replace(pattern, name), text);
    seen[path] = { status, to: headers.get('location'), shown };
  }
  return seen;
};

describe('An accusation', () => {
  it.each(STRANGERS)('is to %s what any matter of strangers is, in every list, figure and answer', async (who) => {
    expect(await everythingSeen(restricted, who)).toEqual(await everythingSeen(ordinary, who));
  });

  it('is not suggested at the desk, where an ordinary matter of the same person is', async () => {
    const ask = async ({ people }: Side, name: string): Promise<string> => {
      const visitor = people['F05'];
      if (!visitor) throw new Error('F05 is not here');
      const body = new URLSearchParams({ token: formToken(visitor.cookie), name, township: '990581103' });
      return (await visitor.ask('/desk/earlier', { method: 'POST', headers: { origin: 'http://localhost:3000' }, body })).text;
    };
    expect(await ask(ordinary, '令狐冲')).toContain(NUMBER);
    expect(await ask(restricted, '令狐冲')).toBe(await ask(restricted, '从未来过'));
  });

  it('stands in the report like any other contact, so that its figures add up and tell nothing', async () => {
    const { json } = await restricted.people['F05']!.get('/api/v1/reports/2026-09');
    expect(json).toMatchObject({ petitions: { contacts: 3 } });
  });
});
