// A month's contacts page by page: pages are full, every line comes once, and no cursor names a contact that its reader was not shown.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerContact } from '../../functions/services/petitions.ts';
import { freshBureau, valueOf, visit, type TestBureau } from '../support/bureau.ts';
import { visitors, type Visitor } from '../support/visitor.ts';

type Line = Readonly<Record<string, unknown>>;
type Told = NonNullable<Parameters<typeof visit>[0]>;

const ACCUSATION: Told = { kind: 'ACCUSATION', accused: { staff: 'F05' }, story: '来信反映周晓红收受礼品。' };
const ELSEWHERE: Told = { township: '990581104' };

let bureau: TestBureau;
let hidden: readonly string[];
let own: readonly string[];
let people: Readonly<Record<'P01' | 'F03' | 'F05', Visitor>>;
beforeAll(async () => {
  bureau = await freshBureau();
  const came = async (by: string, told: Told): Promise<string> =>
    valueOf(await registerContact(bureau.deps, bureau.callerOf(by), visit(told))).contact.number;
  const restricted = [await came('P01', ACCUSATION), await came('P01', ACCUSATION)];
  await came('P01', ELSEWHERE);
  const mine = [await came('F03', {})];
  restricted.push(await came('P01', ACCUSATION), await came('P01', ACCUSATION), await came('P01', ACCUSATION));
  mine.push(await came('F03', {}));
  await came('P01', ELSEWHERE);
  restricted.push(await came('P01', ACCUSATION));
  [hidden, own] = [restricted, mine];
  const { as } = visitors(bureau);
  people = { P01: await as('P01'), F03: await as('F03'), F05: await as('F05') };
});
afterAll(() => bureau.stop());

const pagesOf = async (by: Visitor, limit: number): Promise<{ readonly pages: readonly Line[][]; readonly cursors: readonly string[] }> => {
  const pages: Line[][] = [];
  const cursors: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const from = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, json } = await by.get(`/api/v1/petitions?view=month&month=2026-09&limit=${String(limit)}${from}`);
    expect(status).toBe(200);
    const page = json as unknown as { readonly items: Line[]; readonly cursor: string | null };
    pages.push(page.items);
    cursor = page.cursor;
    if (cursor !== null) cursors.push(cursor);
  }
  return { pages, cursors };
};
const numbersOf = (lines: readonly Line[]): unknown[] => lines.flatMap(({ contact }) => (contact === undefined ? [] : [contact]));

describe.each([1, 2, 3, 5, 100])('In pages of %i', (limit) => {
  it('whoever reads all sees a line for each contact, and of a restricted one nothing, not even in a cursor', async () => {
    const { pages, cursors } = await pagesOf(people.P01, limit);
    const lines = pages.flat();
    expect(lines.filter((line) => line['hidden'] === true)).toEqual(hidden.map(() => ({ hidden: true })));
    expect(lines).toHaveLength(10);
    expect(new Set(numbersOf(lines)).size).toBe(4);
    expect(pages.slice(0, -1).map(({ length }) => length)).toEqual(pages.slice(1).map(() => limit));
    for (const number of hidden) expect(JSON.stringify([lines, cursors])).not.toContain(number);
  });

  it('an officer sees full pages of the officer’s own, and cursors name no others', async () => {
    const { pages, cursors } = await pagesOf(people.F03, limit);
    expect(numbersOf(pages.flat())).toEqual(own);
    expect(pages.map(({ length }) => length)).toEqual(limit === 1 ? [1, 1] : [2]);
    expect(cursors.every((cursor) => own.some((number) => cursor.endsWith(number)))).toBe(true);
  });

  it('whoever sees none of them is told of none', async () => {
    expect(await pagesOf(people.F05, limit)).toEqual({ pages: [[]], cursors: [] });
  });
});

it('a page that says it passes over more lines than there are is an empty one', async () => {
  const { status, json } = await people.P01.get('/api/v1/petitions?view=month&month=2026-09&cursor=2026-09-01~9999');
  expect([status, json]).toEqual([200, { items: [], cursor: null }]);
});

it('the page of the list shows restricted ones as bare lines', async () => {
  const { text } = await people.P01.get('/petitions?view=month&month=2026-09');
  for (const number of hidden) expect(text).not.toContain(number);
  expect(text.split('受限事项，不列明细')).toHaveLength(hidden.length + 1);
});
