// Every figure of a report opens its rows, and they are as many as the figure says; the same figures go out as JSON, page, workbook and document.
import fc from 'fast-check';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSheet } from 'read-excel-file/node';
import type { Person } from '../../functions/domain/people/person.ts';
import type { CountedSheet } from '../../functions/domain/training/sheet.ts';
import { reportApi } from '../../functions/web/api/reports.ts';
import { reportRoutes } from '../../functions/web/pages/report-routes.tsx';
import type { WebEnv } from '../../functions/web/session.ts';
import { freshBureau, type TestBureau } from '../support/bureau.ts';
import { anyContact, numbered } from '../support/counted-contacts.ts';
import { anyPerson, anySheet } from '../support/counted-rows.ts';
import { plant, type Planted } from '../support/planted-rows.ts';

const started: TestBureau[] = [];
const bureauWith = async (rows: Planted): Promise<TestBureau> => {
  const bureau = await freshBureau();
  started.push(bureau);
  await plant(bureau, rows);
  return bureau;
};
afterAll(() => Promise.all(started.map((bureau) => bureau.stop())));

/** The pages and the API of reports alone, signed in as somebody. */
const askerOf = ({ deps, callerOf }: TestBureau, staff: string, lang: 'zh' | 'en' = 'zh') => {
  const app = new Hono<WebEnv>();
  app.use(async (c, next) => {
    c.set('session', { staff: callerOf(staff).staff, cookie: 'cookie', lang });
    c.set('lang', lang);
    c.set('nonce', 'n0nce');
    await next();
  });
  app.route('/api/v1', reportApi(deps));
  app.route('/', reportRoutes(deps));
  return {
    raw: async (path: string) => app.request(path),
    page: async (path: string): Promise<string> => {
      const answer = await app.request(path);
      expect(answer.status, path).toBe(200);
      return answer.text();
    },
  };
};

const decoded = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<');
const linksIn = (page: string): { href: string; count: number }[] =>
  [...page.matchAll(/<a class="open-rows" href="([^"]+)"[^>]*>\D*(\d+)\D*<\/a>/g)].map(([, href = '', count = '']) => ({
    href: decoded(href),
    count: Number(count),
  }));

/** How many lines stand on all pages of a roll together. */
const linesFrom = async (asker: ReturnType<typeof askerOf>, href: string): Promise<number> => {
  const page = await asker.page(href);
  const next = /rel="next" href="([^"]+)"/.exec(page)?.[1];
  return (page.match(/<tr>/g) ?? []).length - 1 + (next === undefined ? 0 : await linesFrom(asker, decoded(next)));
};

/** Figures of a report's tables and headlines that lead nowhere; differences, shares and zeros have no rows. */
const deadFigures = (page: string): string[] =>
  [...page.matchAll(/<td class="right">(\d+)<\/td>|<dd>(\d+)(?:<small|<\/dd)|<dd class="against">\D*(\d+)\D*<\/dd>/g)]
    .map(([, cell, figure, against]) => cell ?? figure ?? against ?? '')
    .filter((count) => count !== '0');

const PLACES = ['990581101', '990581102', '990581001'];
const rowsDrawn = fc
  .record({
    contacts: fc.array(fc.tuple(anyContact, fc.boolean()), { minLength: 5, maxLength: 40 }),
    sheets: fc.array(anySheet, { minLength: 3, maxLength: 14 }),
    people: fc.array(anyPerson, { minLength: 2, maxLength: 12 }),
  })
  .map(({ contacts, sheets, people }): Planted => ({
    contacts: contacts.map(([contact, restricted], n) => ({ ...numbered(contact, n + 1), restricted })),
    sheets: sheets.map((sheet, n) => ({ ...sheet, session: `PX-2013-${String(n + 1).padStart(4, '0')}` })),
    people: people.map((person, n) => ({
      ...person,
      personId: `P${n + 1}`,
      name: `移民${n + 1}`,
      village: '竹溪村',
      resettlementType: '原迁',
      township: PLACES[n % 3]!,
      // Nobody leaves before they came.
      ...(person.addedOn !== undefined &&
        person.removedOn !== undefined &&
        person.removedOn < person.addedOn && { addedOn: person.removedOn, removedOn: person.addedOn }),
    })),
  }));

describe('Every figure opens its rows', () => {
  it('which are as many as it says, whatever was registered', async () => {
    await fc.assert(
      fc.asyncProperty(rowsDrawn, fc.constantFrom('2013-H1', '2013', '2012-Q4', '2013-05'), async (rows, label) => {
        const asker = askerOf(await bureauWith(rows), 'L01');
        const report = await asker.page(`/reports/${label}`);
        expect(deadFigures(report)).toEqual([]);
        const links = linksIn(report);
        expect(links.map(({ count }) => count)).not.toContain(0);
        for (const { href, count } of links) {
          const page = await asker.page(href);
          if (/change=(start|added|end)/.test(href)) {
            expect(await linesFrom(asker, href), href).toBe(count);
            expect(page).toContain(`到这里共列出 ${count} 人，与报告数字一致`);
          } else if (href.includes('/sessions')) expect(page, href).toMatch(new RegExp(`(?:共 |>| )${count} (?:行|场次|人次|份)`));
          else expect(page, href).toContain(`共 ${count} 行，与报告数字一致`);
          const shown = (page.match(/<tr>/g) ?? []).length - 1;
          expect(shown).toBeGreaterThan(0);
        }
      }),
      { numRuns: 5, endOnFailure: true },
    );
  }, 60_000);
});

describe('A report of a small bureau', () => {
  const sheet = (n: number, given: Partial<CountedSheet>): CountedSheet => ({
    session: `PX-2013-000${n}`,
    date: `2013-0${n}-12`,
    group: 'PRACTICAL',
    topic: '柑桔',
    township: '990581101',
    coOrganiser: '红溪镇农技中心',
    handouts: 10 * n,
    migrants: ['P.P1', 'P.P2'],
    others: ['W.W1'],
    ...given,
  });
  const person = (n: number, given: Partial<Person> = {}): Omit<Person, 'version'> => ({
    personId: `P${n}`,
    name: `罗先${n}`,
    township: PLACES[n % 2]!,
    village: '竹溪村',
    resettlementType: '原迁',
    ...given,
  });
  let bureau: TestBureau;
  beforeAll(async () => {
    bureau = await bureauWith({
      contacts: [
        numbered({ receivedOn: '2013-02-04', channel: 'VISIT', township: '990581101', category: 'C20', first: true, headcount: 6 }, 1),
        {
          ...numbered(
            { receivedOn: '2013-03-04', channel: 'CALL', township: '990581102', category: 'NONE', first: false, headcount: 1 },
            2,
          ),
          restricted: true,
        },
        numbered({ receivedOn: '2012-03-04', channel: 'CALL', township: '990581102', category: 'C40', first: true, headcount: 1 }, 3),
      ],
      sheets: [
        sheet(1, {}),
        sheet(2, { topic: '=1+1', migrants: ['P.P1'], others: ['W.W1', 'W.W2', 'P.P3'] }),
        sheet(3, { group: 'VILLAGE_AID', topic: '桑蚕' }),
        sheet(4, { void: true }),
      ],
      people: [person(1), person(2), person(3, { removedOn: '2013-01-31', removedReason: 'DEATH' }), person(4, { addedOn: '2013-05-02' })],
    });
  });

  it('says the same on the page, in JSON, in the workbook and in the document', async () => {
    const asker = askerOf(bureau, 'L01');
    const json = await (await asker.raw('/api/v1/reports/2013-H1')).json();
    expect(json).toMatchObject({
      period: '2013-H1',
      petitions: { contacts: 2, groupVisits: 1, previousYear: { contacts: 1 } },
      training: {
        sessions: 2,
        personTimes: 7,
        handouts: 30,
        distinctPersons: 5,
        distinctMigrants: 2,
        others: 3,
        byTopic: { 柑桔: 1, '=1+1': 1 },
        byKind: { VILLAGE_AID: { sessions: 1, personTimes: 3 } },
        previousYear: null,
      },
      people: { atStart: 3, added: 1, removed: 1, atEnd: 3, byReason: { DEATH: 1 } },
    });
    expect(json).not.toHaveProperty('before');
    const page = await asker.page('/reports/2013-H1');
    expect(page).toContain('驻村帮扶');
    expect(page).toContain('人数不能由各月、各季相加得出');

    const xlsx = await asker.raw('/api/v1/reports/2013-H1?format=xlsx');
    expect(xlsx.headers.get('content-disposition')).toBe(
      `attachment; filename="report-2013-H1.xlsx"; filename*=UTF-8''${encodeURIComponent('2013年上半年工作报告.xlsx')}`,
    );
    const bytes = Buffer.from(await xlsx.arrayBuffer());
    const sheets = await Promise.all(['摘要', '信访', '培训', '移民花名册', '培训场次', '信访登记'].map((name) => readSheet(bytes, name)));
    const training: unknown[][] = sheets[2] ?? [];
    expect(training).toContainEqual(expect.arrayContaining(['=1+1', 1, 4, 20]));
    const sessions: unknown[][] = sheets[4] ?? [];
    expect(sessions.slice(1).map((row) => row[5])).toEqual([3, 4]);
    expect(sessions.slice(1).map((row) => row[2])).toEqual(['柑桔', '=1+1']);
    expect(JSON.stringify(sheets[5])).toContain('受限事项');
    expect(JSON.stringify(sheets)).not.toMatch(/罗先|旁听/);

    const docx = await asker.raw('/api/v1/reports/2013-H1?format=docx');
    expect(docx.status).toBe(200);
    expect(
      Buffer.from(await docx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect((await asker.raw('/api/v1/reports/2013-H1?format=pdf')).status).toBe(422);
    expect((await asker.raw('/api/v1/reports/2013-H9?format=xlsx')).status).toBe(422);
  });

  it('draws its charts without a style of their own, named and described, beside tables with the same numbers', async () => {
    for (const lang of ['zh', 'en'] as const) {
      const page = await askerOf(bureau, 'L01', lang).page('/reports/2013-H1');
      const charts = [...page.matchAll(/<svg class="chart"[\s\S]*?<\/svg>/g)].map(([svg]) => svg);
      expect(charts).toHaveLength(2);
      expect(page).not.toMatch(/\sstyle=|<style|\son[a-z]+="/i);
      for (const svg of charts) {
        const names = /aria-labelledby="([^"]+)" aria-describedby="([^"]+)"/.exec(svg);
        expect(svg).toContain(`<title id="${names?.[1] ?? ''}">`);
        expect(svg).toContain(`<desc id="${names?.[2] ?? ''}">`);
      }
      const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('leads each reader only to rows that add up for them', async () => {
    const kinds = async (staff: string) =>
      new Set(linksIn(await askerOf(bureau, staff).page('/reports/2013-H1')).map(({ href }) => href.split(/[/?]/)[3]));
    expect(await kinds('L01')).toEqual(new Set(['contacts', 'sessions', 'people-trained', 'roll']));
    expect(await kinds('F04')).toEqual(new Set(['sessions', 'people-trained', 'roll']));
    expect(await kinds('S01')).toEqual(new Set(['sessions']));
    for (const path of ['contacts', 'people-trained', 'roll']) {
      expect((await askerOf(bureau, 'S01').raw(`/reports/2013-H1/${path}`)).status).toBe(403);
    }
    const xlsx = await askerOf(bureau, 'S01').raw('/api/v1/reports/2013-H1?format=xlsx');
    await expect(readSheet(Buffer.from(await xlsx.arrayBuffer()), '信访登记')).rejects.toThrow();
  });

  it('shows a line without details for what the reader may not see', async () => {
    const contacts = await askerOf(bureau, 'L01').page('/reports/2013-H1/contacts');
    expect(contacts).toContain('受限事项');
    expect(contacts).not.toContain('XF-2013-0002');
    // Narrowed by place or matter, the list would tell what the line leaves out.
    const narrowed = await askerOf(bureau, 'L01').page('/reports/2013-H1/contacts?township=990581102');
    expect(narrowed).toContain('共 1 行');
    expect(narrowed).toContain('受限事项');
    expect(narrowed).not.toMatch(/LX-2013-0002|XF-2013-0002|3月4日/);
    const township = bureau.callerOf('Z01').staff;
    expect(township.areas).toHaveLength(1);
    const trained = await askerOf(bureau, 'Z01').page('/reports/2013-H1/people-trained?count=persons');
    expect(trained).toContain('共 5 行');
    expect(trained).toContain('不在您的查看范围');
    const leader = await askerOf(bureau, 'L01').page('/reports/2013-H1/people-trained?count=others');
    for (const text of ['旁听W1', '旁听W2', '罗先3', '已不在册', '现场登记']) expect(leader).toContain(text);
    expect(await askerOf(bureau, 'L01').page('/reports/2013-H1/roll?change=removed&reason=DEATH')).toContain('罗先3');
  });

  it('shows the roll as it stood, page by page, township by township, to whoever sees every township', async () => {
    const crowd = await bureauWith({
      contacts: [],
      sheets: [],
      people: Array.from({ length: 230 }, (_, n) =>
        person(n + 1, {
          ...(n % 7 === 0 && { addedOn: '2013-03-02' }),
          ...(n % 5 === 0 && { removedOn: n % 2 === 0 ? '2013-06-30' : '2013-07-01', removedReason: 'MOVED' as const }),
          // Whoever comes or leaves on the first day does so within the period.
          ...((n === 7 || n === 14) && { addedOn: '2013-01-01' }),
          ...(n === 1 && { removedOn: '2013-01-01', removedReason: 'DEATH' as const }),
        }),
      ),
    });
    const asker = askerOf(crowd, 'L01');
    const links = linksIn(await asker.page('/reports/2013-H1')).filter(({ href }) => /change=(start|added|end)/.test(href));
    expect(links.map(({ count }) => count)).toEqual([197, 33, 206]);
    for (const { href, count } of links) expect(await linesFrom(asker, href)).toBe(count);
    const first = await asker.page('/reports/2013-H1/roll?change=end');
    expect(first).toContain('第 1–100 行');
    expect(first).toContain('2013年6月30日');
    const next = decoded(/rel="next" href="([^"]+)"/.exec(first)?.[1] ?? '');
    expect(next).not.toMatch(/%E7|竹溪/);
    expect(await asker.page(next)).toContain('第 101–200 行');
    const officer = askerOf(crowd, 'Z01');
    expect((await officer.raw('/reports/2013-H1/roll?change=end')).status).toBe(403);
    expect(await officer.page('/reports/2013-H1')).not.toMatch(/change=(start|added|end)/);
    expect((await askerOf(crowd, 'S01').raw('/reports/2013-H1/roll?change=end')).status).toBe(403);
    expect((await asker.raw('/reports/2013-H1/roll?change=end&from=nonsense')).status).toBe(200);
  });

  it('keeps a topic that an object would take for its own', async () => {
    const odd = await bureauWith({
      contacts: [],
      sheets: ['__proto__', 'constructor', 'toString', '=1+1'].map((topic, n) => sheet(n + 1, { topic, coOrganiser: topic })),
      people: [],
    });
    const text = await (await askerOf(odd, 'L01').raw('/api/v1/reports/2013-H1')).text();
    for (const name of ['byTopic', 'byOrganiser']) {
      const counts = new RegExp(`"${name}":(\\{[^}]*\\})`).exec(text)?.[1] ?? '';
      for (const topic of ['__proto__', 'constructor', 'toString', '=1+1']) expect(counts).toContain(`"${topic}":1`);
    }
    expect(text).toContain('“=1+1”1场次');
    const links = linksIn(await askerOf(odd, 'L01').page('/reports/2013-H1')).filter(({ href }) => href.includes('topic=__proto__'));
    expect(links.map(({ count }) => count)).toEqual([1, 3, 10]);
  });

  it('refuses what is no period, and says so where nothing is registered', async () => {
    const asker = askerOf(bureau, 'L01');
    for (const path of ['', '/contacts', '/sessions', '/people-trained', '/roll']) {
      expect((await asker.raw(`/reports/2013-Q7${path}`)).status).toBe(422);
    }
    expect(await asker.page('/reports/2013-H1/sessions?topic=%E4%B8%8D%E5%AD%98%E5%9C%A8')).toContain('没有符合的登记');
    expect((await asker.raw('/reports?year=2013&part=Q2')).headers.get('location')).toBe('/reports/2013-Q2');
  });
});
