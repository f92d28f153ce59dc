// The pages of sessions and of the door, rendered without a database: what they must always have, and what must never get out of them.
import { describe, expect, it } from 'vitest';
import { SESSION_COMMANDS } from '../../functions/domain/training/transitions.ts';
import { SESSION_STATES } from '../../functions/domain/training/vocabulary.ts';
import type { Staff } from '../../functions/domain/staff/staff.ts';
import { freshPlan, planBody } from '../../functions/web/forms/session-plan-form.ts';
import { sessionCommandBody } from '../../functions/web/forms/session-command-form.ts';
import { ticked, writtenIn } from '../../functions/web/forms/session-ticks.ts';
import { pageScript, stylesheet } from '../../functions/web/look/assets.ts';
import { DoorPage } from '../../functions/web/pages/door.tsx';
import { verdictOf } from '../../functions/web/pages/door-routes.tsx';
import { inDoorOrder } from '../../functions/web/pages/door-search.tsx';
import type { Here } from '../../functions/web/pages/here.ts';
import { qrCode } from '../../functions/web/pages/qr-code.ts';
import { RollCallPage } from '../../functions/web/pages/roll-call.tsx';
import { SessionCommandPage } from '../../functions/web/pages/session-command.tsx';
import { AT_ONCE } from '../../functions/web/pages/session-commands.tsx';
import { CorrectPage } from '../../functions/web/pages/session-correct.tsx';
import { EnrolPage } from '../../functions/web/pages/session-enrol.tsx';
import { PlanPage } from '../../functions/web/pages/session-plan.tsx';
import { SealPage } from '../../functions/web/pages/session-seal.tsx';
import { SessionPage } from '../../functions/web/pages/session.tsx';
import { monthAfter, SessionsPage } from '../../functions/web/pages/sessions.tsx';
import { linesOf, SignInSheetPage } from '../../functions/web/pages/sign-in-sheet.tsx';
import { TodayPage } from '../../functions/web/pages/today.tsx';
import { slotNow } from '../../functions/web/pages/session-open.tsx';
import type { Language } from '../../functions/web/words/index.ts';
import { BOARD, hereAs, TODAY } from './support/bureau-views.ts';
import { enrolmentOf, foundOf, SEALED_EVENTS, sessionFileOf, sessionRowOf, signInOf } from './support/session-views.ts';

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
const as = (roles: Staff['roles'], lang: Language = 'zh'): Here => {
  const here = hereAs('F01', lang);
  return { ...here, staff: { ...here.staff, roles } };
};
const QR = await qrCode('http://localhost:3000/sessions/PX-2026-0007/door');
const HITS = [
  foundOf('P00001', '王试英'),
  foundOf('P00002', '王试英', { village: '石桥村', birthYear: 1971 }),
  foundOf('P00008', '王试艳', { onRoll: false }),
];
const LONG = { hours: 8 };
const NOW = `${TODAY}T08:30:00.000+08:00`;

const pagesIn = (lang: Language): Readonly<Record<string, string>> => {
  const here = as(['ORGANISER', 'DEPARTMENT_HEAD'], lang);
  const file = sessionFileOf();
  const form = formOf(here);
  const one = once();
  return {
    ledger: html(
      <SessionsPage here={here} filter={{ month: '2026-09' }} rows={[sessionRowOf(), sessionRowOf({ state: 'SEALED', present: 94 })]} />,
    ),
    'ledger, empty': html(<SessionsPage here={here} filter={{ month: '2026-09' }} rows={[]} />),
    plan: html(<PlanPage here={here} once={one} form={formOf(here, freshPlan(TODAY))} />),
    'session, open': html(
      <SessionPage
        here={here}
        file={sessionFileOf({ allowed: ['enrol', 'withdraw', 'ready'], sheet: [] }, { state: 'OPEN' })}
        once={once}
      />,
    ),
    'session, on': html(<SessionPage here={here} file={file} once={once} />),
    'session, sealed': html(
      <SessionPage
        here={here}
        file={sessionFileOf(
          { events: SEALED_EVENTS, allowed: ['correct'] },
          { state: 'SEALED', sealedAt: `${TODAY}T12:00:00.000+08:00`, sealedBy: 'F02' },
        )}
        once={once}
      />,
    ),
    door: html(<DoorPage here={here} file={file} once={once} now={NOW} state={{ slot: 1, q: 'wsy', hits: HITS }} />),
    'door, signed in': html(
      <DoorPage
        here={here}
        file={file}
        once={once}
        now={NOW}
        state={{ slot: 1, verdict: { kind: 'recorded', name: '王试英', why: '08:12', undoes: 'e' } }}
      />,
    ),
    'door of two half-days': html(<DoorPage here={here} file={sessionFileOf({}, LONG)} once={once} now={NOW} state={{ slot: 1 }} />),
    'roll-call': html(
      <RollCallPage
        here={here}
        file={file}
        slot={1}
        once={one}
        form={form}
        outcome={{ recorded: 3, duplicate: 1, refused: [{ name: '张试', why: '—' }] }}
      />,
    ),
    'sheet on paper': html(<SignInSheetPage here={here} file={file} people={new Map()} qr={QR} />),
    wizard: html(<SealPage here={here} file={sessionFileOf({}, { state: 'ENDED' })} once={one} form={form} />),
    correction: html(
      <CorrectPage
        here={here}
        file={sessionFileOf({}, { state: 'SEALED' })}
        once={one}
        form={formOf(here, { 'p.P00008': '1' })}
        hits={HITS}
      />,
    ),
    enrolment: html(<EnrolPage here={here} file={sessionFileOf({}, { state: 'OPEN' })} once={once} q="wsy" hits={HITS} />),
    ...Object.fromEntries(
      (['postpone', 'reschedule', 'cancel', 'verify', 'rejectCheck'] as const).map((name) => [
        `form of ${name}`,
        html(<SessionCommandPage here={here} file={file} name={name} once={one} form={form} />),
      ]),
    ),
    today: html(<TodayPage here={here} board={BOARD} sessions={[sessionRowOf({ state: 'READY' })]} />),
  };
};

const attributes = (text: string, name: string): string[] =>
  [...text.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map((match) => match[1] ?? '');

describe.each([...Object.entries(pagesIn('zh')), ...Object.entries(pagesIn('en')).map(([name, page]) => [`${name} (en)`, page] as const)])(
  '%s',
  (_name, page) => {
    it('has a title, one main landmark, one first heading, a skip link and a way back', () => {
      expect(page).toMatch(/<title>[^<]+ · (首访|Shoufang)<\/title>/);
      expect(page.match(/<main /g)).toHaveLength(1);
      expect(page.match(/<h1[ >]/g)).toHaveLength(1);
      expect(page).toContain('href="#main"');
      expect(page).toMatch(/<main[\s\S]*href="\/(sessions|desk)/);
    });

    it('keeps to the security policy: no style, no handler, no script of its own', () => {
      expect(page).not.toMatch(/\sstyle="|\son[a-z]+="|javascript:/i);
      expect([...page.matchAll(/<script[^>]*>([^<]*)<\/script>/g)].map(([, inside]) => inside)).toEqual(['']);
      expect(page).toContain(`src="${pageScript.path}"`);
      expect(page).toContain(`href="${stylesheet.path}"`);
    });

    it('names every box, and no two things alike', () => {
      const boxes = [...page.matchAll(/<(?:input|select|textarea)(?![^>]*type="(?:hidden|radio|checkbox)")[^>]*\sid="([^"]+)"/g)].map(
        ([, id]) => id,
      );
      const labels = attributes(page, 'for');
      expect(boxes.filter((box) => !labels.includes(box ?? ''))).toEqual([]);
      const ids = attributes(page, 'id');
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    });

    it('gives every form that changes something the token of the session and a key to count once', () => {
      for (const [form] of page.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g)) {
        expect(form).toContain('name="token" value="token-of-the-session"');
        if (!form.includes('action="/sign-out"')) expect(form).toContain(`name="idempotencyKey" value="${once()}"`);
      }
    });

    it('shows no code where a word belongs, and no name in an address', () => {
      const visible = page.replace(/<[^>]*>/g, ' ');
      expect(visible).not.toMatch(/\b(PRACTICAL|IN_SESSION|SEALED|HANDOUT_RATIO|HALF_DAY|PAPER|undefined|null|NaN|\[object)\b/);
      for (const address of [...attributes(page, 'href'), ...attributes(page, 'action')])
        expect(decodeURIComponent(address)).not.toMatch(/试/);
    });
  },
);

describe('the page of a session', () => {
  const path = /(?:href|action)="\/sessions\/PX-2026-0007\/([a-zA-Z]+)"/g;
  const buttons = (page: string): string[] =>
    [...page.matchAll(path)].map(([, name]) => name ?? '').filter((name) => SESSION_COMMANDS.some((one) => one === name));

  it.each(SESSION_COMMANDS)('shows a button for %s exactly when it is allowed', (name) => {
    const here = as(['ORGANISER']);
    const page = (allowed: readonly (typeof SESSION_COMMANDS)[number][]) =>
      html(<SessionPage here={here} file={sessionFileOf({ allowed })} once={once} />);
    expect(buttons(page([name]))).toEqual([name]);
    const others = SESSION_COMMANDS.filter((other) => other !== name);
    expect(buttons(page(others)).sort()).toEqual([...others].sort());
  });

  it('gives a command that asks nothing at once, with the version it was decided on', () => {
    const page = html(<SessionPage here={as(['ORGANISER'])} file={sessionFileOf({ allowed: ['end'] })} once={once} />);
    expect(AT_ONCE).toContain('end');
    expect(page).toMatch(/action="\/sessions\/PX-2026-0007\/end"[\s\S]*?name="version" value="5"/);
  });

  it('shows the administrator numbers and no name', () => {
    const page = html(<SessionPage here={as(['ADMIN'])} file={sessionFileOf({ names: false, enrolments: [] })} once={once} />);
    expect(page).not.toMatch(/王试英|赵试来|张试错/);
    expect(page).not.toContain('/print"');
    expect(page).toContain('系统管理员看不到姓名');
  });

  it('shows the stamp and the check code of the sheet as it was locked last', () => {
    const sealed = { state: 'SEALED', sealedAt: `${TODAY}T12:00:00.000+08:00`, sealedBy: 'F02' } as const;
    const page = html(
      <SessionPage here={as(['ORGANISER'])} file={sessionFileOf({ events: SEALED_EVENTS, allowed: [] }, sealed)} once={once} />,
    );
    expect(page).toContain('已封存');
    expect(page).toContain('ab12'.repeat(16));
    expect(page).not.toContain('0f3a9c'.repeat(10));
    expect(page).toContain('一人签了两行');
  });

  it('shows of an old ledger what counts, without a seal of ours or an enrolment', () => {
    const counted = {
      session: 'x',
      date: TODAY,
      group: 'PRACTICAL',
      topic: 'x',
      township: 'x',
      coOrganiser: '',
      handouts: 2,
      migrants: ['P.P1', 'P.P2'],
      others: [],
    } as const;
    const file = sessionFileOf({ enrolments: [], allowed: [], counted }, { state: 'CLOSED', imported: true });
    const page = html(<SessionPage here={as(['ORGANISER'])} file={file} once={once} />);
    expect(page).toContain('计入报告：移民 2 人');
    expect(page).not.toMatch(/已封存|报名名单/);
  });

  it('says of a sign-in that a file brought which row it was', () => {
    const brought = signInOf('P.P1', '张三', { device: `import-${'1a'.repeat(12)}-58` });
    const page = html(<SessionPage here={as(['ORGANISER'])} file={sessionFileOf({ sheet: [brought] }, { state: 'CLOSED' })} once={once} />);
    expect(page).toContain('导入表第 58 行');
    expect(page).not.toContain('>import-');
  });

  it('has words for every state and every finding', () => {
    for (const state of SESSION_STATES)
      expect(html(<SessionPage here={as(['ORGANISER'])} file={sessionFileOf({}, { state })} once={once} />)).not.toContain(`>${state}<`);
    const findings = [
      { code: 'LATE_SEAL', data: { workdays: 5, most: 2 } },
      { code: 'OUT_OF_PLAN', data: { planned: '2026-09-17', held: '2026-09-18' } },
    ] as const;
    const page = html(<SessionPage here={as(['ORGANISER'])} file={sessionFileOf({ findings })} once={once} />);
    expect(page).toContain('下课后 5 个工作日才封存');
    expect(page).toContain('计划 2026年9月17日 举办');
  });
});

describe('the ledger', () => {
  it('counts sealed sessions and tells drafts apart; what was called off is neither', () => {
    const rows = [
      sessionRowOf({ state: 'SEALED', present: 94, handouts: 106 }),
      sessionRowOf({ state: 'CLOSED', present: 6, handouts: 4 }),
      sessionRowOf({ state: 'ENDED', present: 50 }),
      sessionRowOf({ state: 'REJECTED_CHECK', present: 50 }),
      sessionRowOf({ state: 'CANCELLED' }),
    ];
    const page = html(<SessionsPage here={as(['ORGANISER'])} filter={{ month: '2026-09' }} rows={rows} />);
    const figures = [...page.matchAll(/<dd>(\d+)<small>/g)].map(([, figure]) => Number(figure));
    expect(figures).toEqual([2, 100, 110, 2]);
  });

  it('leads to the months beside it, over the new year too, and keeps the filter', () => {
    expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
    const page = html(<SessionsPage here={as(['ORGANISER'])} filter={{ month: '2026-12', kind: 'JOB' }} rows={[]} />);
    expect(page).toContain('href="/sessions?month=2027-01&amp;kind=JOB"');
  });

  it('offers planning to those who plan, and says to others what to do', () => {
    const ledger = (here: Here) => html(<SessionsPage here={here} filter={{ month: '2026-09' }} rows={[]} />);
    expect(ledger(as(['ORGANISER']))).toContain('href="/sessions/new"');
    expect(ledger(as(['INSPECTOR']))).not.toContain('href="/sessions/new"');
    expect(ledger(as(['INSPECTOR']))).toContain('换一个月份');
  });
});

describe('the door', () => {
  const door = (state: Partial<Parameters<typeof DoorPage>[0]['state']>, file = sessionFileOf()): string =>
    html(<DoorPage here={as(['DOOR_CHECKER'])} file={file} once={once} now={NOW} state={{ slot: 1, ...state }} />);

  it('tells namesakes apart by village, birth and householder, and marks who is in already', () => {
    const page = door({ q: 'wsy', hits: HITS });
    expect(page).toContain('红溪镇 石桥村');
    expect(page).toContain('1971 年生');
    expect(page).toContain('户主 王试国');
    expect(page).toContain('已签 08:12');
    expect(page).toContain('已核减');
  });

  it('puts whoever is expected first and whoever is in last', () => {
    expect(inDoorOrder(HITS, sessionFileOf(), 1).map(({ personId }) => personId)).toEqual(['P00002', 'P00008', 'P00001']);
  });

  it('finds a verdict again by the event in the address, and nothing by an event of nobody', () => {
    const here = as(['DOOR_CHECKER']);
    const file = sessionFileOf();
    expect(verdictOf(here, file, { event: 'event-of.P.P00001', undone: undefined })).toMatchObject({ kind: 'recorded', name: '王试英' });
    expect(verdictOf(here, file, { event: undefined, undone: 'event-of.P.P00009' })).toMatchObject({ kind: 'undone', name: '张试错' });
    expect(verdictOf(here, file, { event: 'nobody', undone: 'nobody' })).toBeUndefined();
  });

  it.each([
    ['PLANNED', '还没有开始签到'],
    ['READY', '可以开始签到'],
    ['ENDED', '签到已经结束'],
    ['SEALED', '签到表已经封存'],
    ['CANCELLED', '已取消'],
  ] as const)('says what to do where the session is %s', (state, sentence) => {
    const page = door({}, sessionFileOf({ allowed: state === 'READY' ? ['start'] : [] }, { state }));
    expect(page).toContain(sentence);
    expect(page.includes('/start"')).toBe(state === 'READY');
    expect(page).not.toContain('id="find"');
  });

  it('says a refusal in words, icon and colour together', () => {
    const page = door({ verdict: { kind: 'refused', name: '王试英', why: '同一个半天已在别的场次签到' } });
    expect(page).toMatch(/class="verdict refused" role="status"[\s\S]*<svg[\s\S]*没有签上[\s\S]*王试英[\s\S]*同一个半天/);
  });

  it('offers to undo for a quarter of an hour; after that the organiser does it', () => {
    const undoes = (here: Here): string[] => {
      const page = html(<DoorPage here={here} file={sessionFileOf()} once={once} now={NOW} state={{ slot: 1 }} />);
      return [...page.matchAll(/name="undoes" value="([^"]+)"/g)].map(([, event]) => event ?? '');
    };
    expect(undoes(as(['DOOR_CHECKER']))).toEqual(['event-of.W.W1@door']); // 08:20; the other signed at 08:12
    expect(undoes(as(['ORGANISER']))).toEqual(['event-of.W.W1@door', 'event-of.P.P00001@door']);
  });

  it('signs for the half-day that is on', () => {
    const file = sessionFileOf({}, LONG);
    expect(file.halfDays).toHaveLength(2);
    expect([`${TODAY}T08:00`, `${TODAY}T13:00`, `${TODAY}T20:00`, '2026-09-17T09:00'].map((now) => slotNow(file, now))).toEqual([
      1, 2, 2, 1,
    ]);
  });
});

describe('the sheet on paper', () => {
  const linesFor = (file = sessionFileOf()) => linesOf(hereAs(), file, new Map([['P00001', { birthYear: 1958, householder: '王试国' }]]));

  it('begins with whoever is enrolled, then who came besides, and leaves room for every seat in whole pages', () => {
    const lines = linesFor();
    expect(lines).toHaveLength(60);
    expect(lines[0]).toMatchObject({ name: '王试英', birthYear: '1958', householder: '王试国', signed: '08:12' });
    expect(lines[3]).toMatchObject({ name: '赵试来', birthYear: '', signed: '08:20' });
    expect(lines[4]?.name).toBe('');
  });

  it('has no more empty pages once it is sealed', () => {
    expect(linesFor(sessionFileOf({}, { state: 'SEALED' }))).toHaveLength(20);
  });

  it('repeats head, code and page number on every page', () => {
    const page = html(<SignInSheetPage here={as(['ORGANISER'])} file={sessionFileOf()} people={new Map()} qr={QR} />);
    expect(page.match(/class="paper"/g)).toHaveLength(3);
    expect(page.match(/<svg/g)).toHaveLength(3);
    expect(page).toContain('第 3 页，共 3 页');
  });
});

describe('a code of the door', () => {
  it('is one path with a quiet border of four modules', () => {
    expect(QR.path).toMatch(/^M4 4h7v1h-7z/); // the first finder pattern: seven dark modules
    expect(QR.size).toBeGreaterThan(25 + 8 - 1);
  });
});

describe('the forms', () => {
  it('make the JSON of a plan, times and hours as people write them', () => {
    expect(planBody({ ...freshPlan(TODAY), topic: '柑桔', startsAt: '8：30', hours: '２.５', township: '990581102', village: '' })).toEqual(
      {
        kind: 'PRACTICAL',
        date: TODAY,
        startsAt: '08:30',
        hours: 2.5,
        topic: '柑桔',
        township: '990581102',
        capacity: 100,
      },
    );
  });

  it('make the JSON of a seal and of a correction', () => {
    expect(sessionCommandBody('seal', { version: '7', paperTotal: '93', difference: '' })).toEqual({ version: 7, paperTotal: 93 });
    expect(
      sessionCommandBody('correct', {
        version: '8',
        reason: '漏签',
        'p.P00003': '1',
        'w.W.W1': '1',
        walkInName: '赵试',
        walkInVillage: '',
        handouts: '',
      }),
    ).toEqual({ version: 8, reason: '漏签', add: [{ personId: 'P00003' }, { walkIn: { name: '赵试', village: '' } }], remove: ['W.W1'] });
  });

  it('read ticks by name, and ask for the name of a walk-in that has only a village', () => {
    expect(ticked({ 'p.P1': '1', 'p.P2': '0', other: '1' }, 'p.')).toEqual(['P1']);
    const read = writtenIn(
      { walkIn1Name: '赵试', walkIn2Village: '石桥村' },
      { label: (line) => `第 ${String(line)} 位`, nameMissing: '写名' },
    );
    expect(read.people).toEqual([{ line: 1, name: '赵试', village: '' }]);
    expect(read.mistakes).toEqual([{ field: 'walkIn2Name', label: '第 2 位', sentence: '写名' }]);
  });
});

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>\u202e=cmd|' /C calc'!A0 \u{20BB7} javascript:alert(3)`;

describe('what people typed acts nowhere', () => {
  it('on any page of a session', () => {
    const here = as(['ORGANISER', 'DEPARTMENT_HEAD']);
    const file = sessionFileOf(
      {
        enrolments: [enrolmentOf('P00003', HOSTILE, HOSTILE)],
        sheet: [signInOf('W.W1', HOSTILE, { village: HOSTILE, device: HOSTILE })],
        handouts: [{ id: '1', item: HOSTILE, quantity: 1, by: HOSTILE, at: `${TODAY}T09:00:00.000+08:00` }],
      },
      { topic: HOSTILE, lecturer: HOSTILE, coOrganiser: HOSTILE, village: HOSTILE, reason: HOSTILE },
    );
    const hits = [foundOf('P00003', HOSTILE, { village: HOSTILE, householder: HOSTILE })];
    const form = formOf(here, { reason: HOSTILE, topic: HOSTILE, walkIn1Name: HOSTILE, find: HOSTILE });
    for (const page of [
      <SessionPage here={here} file={file} once={once} />,
      <DoorPage
        here={here}
        file={file}
        once={once}
        now={NOW}
        state={{ slot: 1, q: HOSTILE, hits, verdict: { kind: 'recorded', name: HOSTILE, why: HOSTILE } }}
      />,
      <RollCallPage here={here} file={file} slot={1} once={once()} form={form} />,
      <SignInSheetPage here={here} file={file} people={new Map()} qr={QR} />,
      <SealPage here={here} file={file} once={once()} form={form} />,
      <CorrectPage here={here} file={file} once={once()} form={form} hits={hits} />,
      <EnrolPage here={here} file={file} once={once} q={HOSTILE} hits={hits} />,
      <PlanPage here={here} once={once()} form={form} />,
      <SessionsPage
        here={here}
        filter={{ month: '2026-09' }}
        rows={[sessionRowOf({ topic: HOSTILE, village: HOSTILE, coOrganiser: HOSTILE })]}
      />,
    ]) {
      const text = html(page);
      expect(text).not.toContain('<script>alert');
      expect(text).not.toContain('<img');
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;');
    }
  });
});
