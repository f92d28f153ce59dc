// View data of a small made-up bureau, for rendering pages without a database.
// It must not know any page.
import { workCalendar } from '../../../functions/domain/calendar/work-calendar.ts';
import { deadline, DEADLINES, type DeadlineCode } from '../../../functions/domain/petitions/deadlines.ts';
import type { ChainedEvent, EventData, EventType } from '../../../functions/domain/petitions/events.ts';
import type { Contact, Petition } from '../../../functions/domain/petitions/petition.ts';
import type { Staff } from '../../../functions/domain/staff/staff.ts';
import type { Board, CaseFile, LimitView, ListRow } from '../../../functions/services/shapes.ts';
import type { Here } from '../../../functions/web/pages/here.ts';
import { wordsFor, type Language } from '../../../functions/web/words/index.ts';

export const TODAY = '2026-09-18';

const person = (id: string, name: string, unit: string, roles: Staff['roles']): Staff => ({
  id,
  name,
  unit,
  roles,
  areas: [],
  email: `${id}@ymj.example`,
  phone: '100-20260000',
  language: 'zh',
});

export const STAFF = [
  person('F01', '向明华', '信访室', ['OFFICER', 'PETITION_ROOM', 'DEPARTMENT_HEAD']),
  person('F02', '覃志明', '后扶科', ['OFFICER', 'DEPARTMENT_HEAD']),
  person('J01', '督查员', '督查组', ['INSPECTOR']),
] as const;

export const hereAs = (id = 'F02', lang: Language = 'zh'): Here => {
  const staff = STAFF.find((one) => one.id === id) ?? STAFF[1];
  return {
    words: wordsFor(lang),
    lang,
    today: TODAY,
    staff,
    token: 'token-of-the-session',
    colleagues: STAFF,
    townships: [
      { code: '990581101', name: '柏坝镇', villages: ['石桥村', '沙湾村'] },
      { code: '990581102', name: '红溪镇', villages: ['沙湾村'] },
    ],
    frame: { lang, nonce: 'n0nce', signedIn: { name: staff.name, unit: staff.unit, token: 'token-of-the-session' }, here: '/' },
  };
};

const calendar = workCalendar({
  '2026': { rest: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'], makeUp: ['2026-09-20'] },
});

export const limitOf = (code: DeadlineCode, start: string, rest: Partial<LimitView> = {}): LimitView => ({
  ...deadline(code, start, calendar),
  basis: DEADLINES[code].basis,
  light: 'ON_TRACK',
  ...rest,
});

export const rowOf = (rest: Partial<ListRow> = {}): ListRow => ({
  number: 'XF-2026-0041',
  subject: '组级道路被水毁，要求修复',
  state: 'HANDLING',
  township: '990581101',
  village: '石桥村',
  owner: 'F02',
  due: '2026-09-30',
  rolledDue: '2026-10-08',
  dueCode: 'DL-HANDLE',
  light: 'ON_TRACK',
  acknowledged: true,
  group: false,
  ...rest,
});

export const BOARD: Board = {
  today: TODAY,
  isWorkday: true,
  nextSwitch: { day: '2026-09-20', workday: true },
  scope: 'mine',
  dueToday: 2,
  overdue: 1,
  toAcknowledge: 3,
  contactsThisMonth: 14,
  rows: [rowOf()],
};

export const CONTACT: Contact = {
  number: 'LX-2026-0052',
  petition: 'XF-2026-0041',
  receivedOn: '2026-08-04',
  at: '2026-08-04T09:12:00.000+08:00',
  channel: 'VISIT',
  township: '990581101',
  village: '石桥村',
  first: true,
  headcount: 1,
  jointLetter: false,
  receivedBy: 'F02',
  enteredBy: 'F01',
  anonymous: false,
  restricted: false,
  subject: '组级道路被水毁，要求修复',
  story: '暴雨冲毁二组道路约 60 米。',
  petitioners: [{ name: '王试一', phone: '10000000001' }],
  representatives: [],
  attachments: [],
};

const PETITION: Petition = {
  number: 'XF-2026-0041',
  version: 3,
  state: 'HANDLING',
  kind: 'REQUEST',
  subject: CONTACT.subject,
  township: '990581101',
  village: '石桥村',
  restricted: false,
  anonymous: false,
  group: false,
  transferredIn: false,
  owner: 'F02',
  handler: 'F02',
  receivedBy: 'F02',
  assignedOn: '2026-08-04',
  firstContact: { number: CONTACT.number, receivedOn: '2026-08-04' },
  contacts: 1,
  uncategorised: [CONTACT.number],
  limits: {},
};

export const eventOf = <Type extends EventType>(seq: number, type: Type, data: EventData[Type]): ChainedEvent =>
  ({
    seq,
    at: `2026-08-${String(3 + seq).padStart(2, '0')}T09:12:00.000+08:00`,
    by: 'F02',
    type,
    data,
    set: [],
    met: [],
    prev: '',
    hash: '',
  }) as ChainedEvent;

export const fileOf = (rest: Partial<CaseFile> = {}, petition: Partial<Petition> = {}): CaseFile => ({
  petition: { ...PETITION, ...petition },
  contacts: [CONTACT],
  events: [
    eventOf(1, 'registered', {
      contact: CONTACT.number,
      receivedOn: '2026-08-04',
      channel: 'VISIT',
      headcount: 1,
      receivedBy: 'F02',
      categorised: false,
      number: 'XF-2026-0041',
      kind: 'REQUEST',
      subject: CONTACT.subject,
      township: '990581101',
      owner: 'F02',
      assignedOn: '2026-08-04',
      restricted: false,
      anonymous: false,
      transferredIn: false,
    }),
    eventOf(2, 'accepted', { legalRoute: 6, category: 'C32', noticeWay: 'IN_PERSON' }),
    eventOf(3, 'noted', { text: '到现场查看。' }),
  ],
  limits: [limitOf('DL-HANDLE', '2026-08-04'), limitOf('DL-ACK', '2026-08-04', { metAt: '2026-08-04T09:20:00.000+08:00', light: 'MET' })],
  mails: [
    {
      number: 'M-1',
      case: 'XF-2026-0041',
      code: 'E01',
      recipient: 'F02',
      state: 'accepted',
      at: '2026-08-04T09:13:00.000+08:00',
      owedAt: '2026-08-04T09:12:30.000+08:00',
      attempts: 1,
    },
  ],
  allowed: ['note', 'issueOpinion'],
  next: limitOf('DL-HANDLE', '2026-08-04'),
  ...rest,
});
