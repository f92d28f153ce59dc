// The pages, rendered without a database: what they must always have, and what must never get out of them.
import { Script } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { narrative } from '../../functions/domain/reports/narrative.ts';
import { peoplePart } from '../../functions/domain/reports/people-part.ts';
import { parsePeriod } from '../../functions/domain/reports/period.ts';
import type { PetitionsPart } from '../../functions/domain/reports/report.ts';
import { trainingPart } from '../../functions/domain/reports/training-part.ts';
import type { CommandName } from '../../functions/domain/petitions/commands.ts';
import { TRANSITIONS } from '../../functions/domain/petitions/transitions.ts';
import { COMMAND_FORMS } from '../../functions/web/forms/command-form.ts';
import { assetRoutes, pageScript, stylesheet } from '../../functions/web/look/assets.ts';
import { CasePage } from '../../functions/web/pages/case.tsx';
import { CommandPage } from '../../functions/web/pages/command.tsx';
import { DeskPage, freshDesk } from '../../functions/web/pages/desk.tsx';
import { FindPage } from '../../functions/web/pages/find.tsx';
import { PetitionsPage } from '../../functions/web/pages/petitions.tsx';
import { BrokenPage, RefusalPage } from '../../functions/web/pages/plain.tsx';
import { ReportPage } from '../../functions/web/pages/reports.tsx';
import { SlipPage } from '../../functions/web/pages/slip.tsx';
import { TodayPage } from '../../functions/web/pages/today.tsx';
import type { Here } from '../../functions/web/pages/here.ts';
import type { Language } from '../../functions/web/words/index.ts';
import { BOARD, CONTACT, eventOf, fileOf, hereAs, limitOf, rowOf } from './support/bureau-views.ts';

const once = () => 'AAAAAAAAAAAAAAAAAAAAAA';
const html = (page: { toString: () => string }): string => page.toString();
const formOf = (
  here: Here,
  typed: Readonly<Record<string, string>> = {},
  mistakes: { field: string; label: string; sentence: string }[] = [],
) => ({
  words: here.words,
  typed,
  mistakes,
});
const COMMANDS = Object.keys(TRANSITIONS) as CommandName[];

const PERIOD = parsePeriod('2013-H1')!;
const PART: PetitionsPart = {
  contacts: 41,
  byChannel: { VISIT: 27, CALL: 8, LETTER: 6 },
  petitions: 33,
  first: 33,
  repeat: 8,
  groupVisits: 3,
  headcount: 70,
  byTownship: { '990581101': 30, '990581109': 11 },
  byCategory: { C20: 21, NONE: 20 },
  byMonth: { '2013-01': 41 },
  previousYear: null,
};

const pagesIn = (lang: Language): Readonly<Record<string, string>> => {
  const here = hereAs('F01', lang);
  const nothing = new Map();
  const training = trainingPart(PERIOD, nothing);
  const people = peoplePart(PERIOD, nothing);
  const report = {
    here,
    period: PERIOD,
    report: { petitions: PART, training, people, before: null },
    charts: {},
    paragraph: narrative(PERIOD, PART, { training, people })[lang],
  };
  return {
    today: html(<TodayPage here={here} board={BOARD} />),
    'today, nothing to do': html(<TodayPage here={here} board={{ ...BOARD, rows: [] }} />),
    desk: html(<DeskPage here={here} once={once()} form={formOf(here, freshDesk(here))} promised="2026-10-08" />),
    slip: html(
      <SlipPage
        here={here}
        slip={{ number: 'XF-2026-0041', owner: 'F02', receivedOn: '2026-09-18', queryCode: 'ABCDE12345' }}
        statusPage="http://localhost:3000/990581/status"
        justNow
      />,
    ),
    case: html(<CasePage here={here} file={fileOf()} once={once} />),
    ...Object.fromEntries(
      COMMANDS.filter((name) => COMMAND_FORMS[name].length > 0).map((name) => [
        `form of ${name}`,
        html(<CommandPage here={here} file={fileOf()} name={name} once={once()} form={formOf(here)} />),
      ]),
    ),
    petitions: html(<PetitionsPage here={here} filter={{ view: 'area' }} listed={{ kind: 'petitions', page: { items: [rowOf()] } }} />),
    'petitions, none': html(<PetitionsPage here={here} filter={{ view: 'mine' }} listed={{ kind: 'petitions', page: { items: [] } }} />),
    find: html(<FindPage here={here} />),
    report: html(<ReportPage {...report} />),
    refused: html(<RefusalPage frame={here.frame} refusal={{ code: 'STALE', data: {} }} />),
    broken: html(<BrokenPage frame={here.frame} />),
  };
};

const attributes = (text: string, name: string): string[] =>
  [...text.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map((match) => match[1] ?? '');
const formsIn = (text: string): string[] => [...text.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g)].map(([form]) => form);

describe.each([...Object.entries(pagesIn('zh')), ...Object.entries(pagesIn('en')).map(([name, page]) => [`${name} (en)`, page] as const)])(
  '%s',
  (_name, page) => {
    it('says its language, and has a title, one main landmark, one first heading and a skip link to it', () => {
      expect(page).toMatch(/^<html lang="(zh-CN|en)">/);
      expect(page).toMatch(/<title>[^<]+ · (首访|Shoufang)<\/title>/);
      expect(page.match(/<main /g)).toHaveLength(1);
      expect(page.match(/<h1[ >]/g)).toHaveLength(1);
      expect(page).toContain('href="#main"');
    });

    it('keeps to the security policy: no style, no handler, no script of its own', () => {
      expect(page).not.toMatch(/\sstyle="|\son[a-z]+="|javascript:/i);
      expect([...page.matchAll(/<script[^>]*>([^<]*)<\/script>/g)].map(([, inside]) => inside)).toEqual(['']);
      expect(page).toContain(`src="${pageScript.path}"`);
      expect(page).toContain(`href="${stylesheet.path}"`);
    });

    it('names every box, and no two things alike', () => {
      const boxes = [...page.matchAll(/<(?:input|select|textarea)(?![^>]*type="(?:hidden|radio|checkbox)")[^>]*\sid="([^"]+)"/g)].map(
        (match) => match[1],
      );
      const labels = attributes(page, 'for');
      expect(boxes.filter((box) => !labels.includes(box ?? ''))).toEqual([]);
      const ids = attributes(page, 'id');
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    });

    it('gives every form that changes something the token of the session; beyond signing out also a key to count once', () => {
      for (const form of formsIn(page)) {
        expect(form).toContain('name="token" value="token-of-the-session"');
        if (!form.includes('action="/sign-out"')) expect(form).toContain(`name="idempotencyKey" value="${once()}"`);
      }
    });

    it('shows no code where a word belongs', () => {
      const visible = page.replace(/<[^>]*>/g, ' ');
      expect(visible).not.toMatch(/\b(REGISTERED|HANDLING|DL-[A-Z]+|OVERDUE|ON_TRACK|undefined|null|NaN|\[object)\b/);
    });
  },
);

describe('the case page', () => {
  const buttons = (page: string): string[] =>
    [...page.matchAll(/(?:href|action)="\/petitions\/XF-2026-0041\/([a-zA-Z]+)"/g)]
      .map((match) => match[1] ?? '')
      .filter((name) => name in TRANSITIONS);

  it.each(COMMANDS)('shows a button for %s exactly when it is allowed', (name) => {
    const here = hereAs();
    expect(buttons(html(<CasePage here={here} file={fileOf({ allowed: [name] })} once={once} />))).toEqual([name]);
    const others = COMMANDS.filter((other) => other !== name);
    const page = html(<CasePage here={here} file={fileOf({ allowed: others })} once={once} />);
    expect(buttons(page).sort()).toEqual([...others].sort());
  });

  it('says so where nothing is allowed', () => {
    expect(html(<CasePage here={hereAs()} file={fileOf({ allowed: [] })} once={once} />)).toContain('现在没有需要您做的');
  });

  it('shows the next date with its derivation and its three days', () => {
    const page = html(<CasePage here={hereAs()} file={fileOf()} once={once} />);
    expect(page).toContain('<time datetime="2026-09-30">9月30日</time>');
    for (const day of ['2026-10-03', '2026-10-08']) expect(page).toContain(`datetime="${day}"`);
    expect(page).toContain('《信访工作条例》第三十四条');
    expect(page).toContain('还剩 12 天');
  });

  it('counts lateness from the last day allowed, not from the day aimed for', () => {
    const next = limitOf('DL-HANDLE', '2026-07-14', { light: 'OVERDUE' }); // by law and rolled 09-12 → 09-14, aimed for 09-11
    expect(html(<CasePage here={hereAs()} file={fileOf({ next })} once={once} />)).toContain('超 4 天');
    const inTime = limitOf('DL-HANDLE', '2026-07-21', { light: 'AT_RISK' }); // by law Saturday 09-19; the make-up Sunday is worked
    expect(html(<CasePage here={hereAs()} file={fileOf({ next: inTime })} once={once} />)).not.toContain('超 ');
  });

  it('tells the whole history, events and mails in the order of time', () => {
    const file = fileOf({
      events: [
        ...fileOf().events,
        eventOf(4, 'opinionIssued', { request: '诉求一', facts: '事实二', opinion: '意见三', outcome: 'EXPLAINED', basis: '依据四' }),
        eventOf(5, 'served', { way: 'POST', date: '2026-08-08', receiver: 'FAMILY' }),
        eventOf(6, 'followedUp', { way: 'PHONE', reached: true, satisfaction: 'SATISFIED', remark: '认可' }),
        eventOf(7, 'ownerChanged', { from: 'F02', to: 'F01', reason: 'RECUSAL' }),
        eventOf(8, 'closed', { reason: 'SATISFIED', waived: true }),
      ],
    });
    const page = html(<CasePage here={hereAs()} file={file} once={once} />);
    const places = [
      '暴雨冲毁',
      '邮件 E01',
      '告知方式：当面',
      '到现场查看',
      '诉求一',
      '同住家属代收',
      '满意度：满意',
      '依法回避',
      '不申请复查',
    ].map((text) => page.indexOf(text, page.indexOf('class="line"')));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });
});

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>\u202e=cmd|' /C calc'!A0 \u{20BB7} javascript:alert(3)`;

describe('what people typed acts nowhere', () => {
  const inert = (page: string) => {
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;');
  };

  it('in a case', () => {
    const person = { name: HOSTILE, phone: HOSTILE };
    const contacts = [
      {
        ...CONTACT,
        story: HOSTILE,
        subject: HOSTILE,
        petitioners: [person],
        representatives: [person],
        source: { organ: HOSTILE, number: HOSTILE, receivedOn: '2026-08-01' },
      },
    ];
    const events = [
      eventOf(1, 'noted', { text: HOSTILE }),
      eventOf(2, 'served', { way: HOSTILE, date: '2026-08-08', receiver: HOSTILE }),
      eventOf(3, 'closed', { reason: HOSTILE, waived: false }),
    ];
    inert(
      html(
        <CasePage
          here={hereAs()}
          file={fileOf({ contacts, events }, { subject: HOSTILE, village: HOSTILE, owner: HOSTILE })}
          once={once}
        />,
      ),
    );
  });

  it('in lists and on Today', () => {
    const rows = [rowOf({ subject: HOSTILE, village: HOSTILE, owner: HOSTILE })];
    inert(html(<PetitionsPage here={hereAs()} filter={{ view: 'area' }} listed={{ kind: 'petitions', page: { items: rows } }} />));
    inert(html(<TodayPage here={hereAs()} board={{ ...BOARD, rows }} />));
  });

  it('in a form that comes back, where every character is still there', () => {
    const here = hereAs('F01');
    const typed = Object.fromEntries(
      ['name', 'phone', 'story', 'village', 'headcount', 'petition', 'rep1Name', 'sourceOrgan', 'accusedUnit', 'idempotencyKey'].map(
        (name) => [name, HOSTILE],
      ),
    );
    const page = html(
      <DeskPage here={here} once={once()} form={formOf(here, typed, [{ field: 'name', label: '姓名', sentence: '请填写这一项。' }])} />,
    );
    inert(page);
    const decoded = page
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
    expect(decoded.split(HOSTILE).length - 1).toBe(9); // the key of the form that failed is not used again
  });

  it('on the slip', () => {
    inert(
      html(
        <SlipPage
          here={hereAs()}
          slip={{ number: 'XF-2026-0041', owner: HOSTILE, receivedOn: '2026-09-18', queryCode: 'ABCDE12345', subject: HOSTILE }}
          statusPage="http://localhost:3000/990581/status"
          justNow={false}
        />,
      ),
    );
  });
});

describe('a form that comes back', () => {
  const here = hereAs('F01');
  const mistakes = [
    { field: 'township', label: '乡镇', sentence: '请填写这一项。' },
    { field: 'rep1Name', label: '代表 1 姓名', sentence: '要有代表。' },
  ];
  const page = html(
    <DeskPage here={here} once={once()} form={formOf(here, { name: '王试一', story: '第一行\n第二行', channel: 'CALL' }, mistakes)} />,
  );

  it('keeps what was typed', () => {
    expect(page).toContain('value="王试一"');
    expect(page).toContain('第一行\n第二行</textarea>');
    expect(page).toMatch(/value="CALL" checked/);
  });

  it('puts the cursor into the first wrong box, and links every mistake to its box', () => {
    expect(page.match(/autofocus/g)).toHaveLength(1);
    expect(page).toMatch(/<select[^>]*id="township"[^>]*autofocus/);
    expect(page).toContain('href="#township"');
    expect(page).toContain('href="#rep1Name"');
    expect(page).toContain('aria-describedby="township-error"');
  });

  it('opens the folded part that has a mistake', () => {
    expect(page).toMatch(/id="more-representatives" open/);
    expect(page).not.toMatch(/id="more-source" open/);
  });
});

describe('who came before', () => {
  it('is offered as the same matter or a new one, by the same form', () => {
    const here = hereAs('F01');
    const earlier = [{ contact: { ...CONTACT, contact: CONTACT.number }, petition: rowOf() }];
    const page = html(<DeskPage here={here} once={once()} form={formOf(here, { name: '王试一' })} earlier={earlier} />);
    expect(page).toContain('form="desk" name="petition" value="XF-2026-0041"');
    expect(page).toContain('form="desk" name="sure" value="1"');
  });
});

describe('a list of 25 rows', () => {
  it('fits the first window of a connection: at most 14,600 bytes compressed', () => {
    // Rows as different as real ones: what repeats compresses too well to prove anything.
    const items = Array.from({ length: 25 }, (_, n) =>
      rowOf({
        number: `XF-2026-${String(1000 + n * 37)}`,
        subject: String.fromCodePoint(...Array.from({ length: 30 }, (_unused, at) => 0x4e00 + ((n * 7919 + at * 104_729) % 20_000))),
        village: String.fromCodePoint(0x5000 + n, 0x6751),
        due: `2026-10-${String((n % 28) + 1).padStart(2, '0')}`,
        owner: 'F02',
      }),
    );
    const page = html(
      <PetitionsPage here={hereAs()} filter={{ view: 'area' }} listed={{ kind: 'petitions', page: { items, cursor: 'x'.repeat(200) } }} />,
    );
    expect(gzipSync(page).byteLength).toBeLessThanOrEqual(14_600);
  });
});

describe('who may use the desk', () => {
  it('only those who can receive are led there', () => {
    expect(html(<TodayPage here={hereAs('J01')} board={{ ...BOARD, scope: 'bureau' }} />)).not.toContain(
      'class="button first big" href="/desk"',
    );
    expect(html(<TodayPage here={hereAs('F02')} board={BOARD} />)).toContain('class="button first big" href="/desk"');
  });

  it('only the petition room enters for somebody else', () => {
    const desk = (here: Here) => html(<DeskPage here={here} once={once()} form={formOf(here, freshDesk(here))} />);
    expect(desk(hereAs('F01'))).toContain('name="receiver"');
    expect(desk(hereAs('F02'))).not.toContain('name="receiver"');
  });
});

describe('the stylesheet and the script', () => {
  it('are kept for ever, under names made of their content', async () => {
    for (const { path, type } of [stylesheet, pageScript]) {
      expect(path).toMatch(/^\/assets\/[0-9a-f]{12}\.(css|js)$/);
      const answer = await assetRoutes().request(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe(type);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
  });

  it('knows neither shadow nor gradient', () => {
    expect(stylesheet.body).not.toMatch(/box-shadow|text-shadow|gradient/);
  });

  it('is a script that parses', () => {
    expect(() => new Script(pageScript.body)).not.toThrow();
  });
});
