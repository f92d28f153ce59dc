// Eight fictional sessions around today, one in nearly every state, as a script that play-sessions.ts acts out. Nobody in them is real.
// It must not know who attends: people are taken from the roll of the place.
import type { SessionCommand } from '../../../functions/services/session-shapes.ts';
import type { SessionPlan } from '../../../functions/domain/training/session.ts';

/** Something done some days ago. `people` and `walkIns` say how many; who they are follows from the roll. */
export type SessionStep = { readonly days: number; readonly time: string; readonly by: string } & (
  | { readonly command: SessionCommand }
  | { readonly enrol: number }
  /** The first `people` of those enrolled, and then some who had not been; `ghost`: somebody who left the roll in 2013. */
  | { readonly signIn: { readonly people: number; readonly walkIns: readonly string[]; readonly ghost?: true } }
  | { readonly handouts: { readonly item: string; readonly quantity: number } }
  /** Tries to sign in one who sits in another session of this half-day: it is refused, and nothing is written. */
  | { readonly overlap: { readonly elsewhere: string } }
);

export interface SampleSession {
  readonly name: string; // for keys alone
  readonly days: number; // ago; below zero = ahead
  readonly planned: number; // days ago
  readonly plan: Omit<SessionPlan, 'date'>;
  readonly steps: readonly SessionStep[];
}

type Bare = 'approve' | 'open' | 'ready' | 'start' | 'end' | 'close';
const step = (days: number, time: string, by: string, name: Bare): SessionStep => ({ days, time, by, command: { name, data: {} } });

/** Approved by the head of training, opened and made ready by the organiser, with people enrolled by the township's officer. */
const prepared = (planned: number, township: string, enrolled: number): SessionStep[] => [
  step(planned, '11:00', 'T01', 'approve'),
  step(planned - 1, '09:00', 'T02', 'open'),
  { days: planned - 2, time: '10:30', by: township, enrol: enrolled },
];

const seal = (days: number, paperTotal: number, difference?: string): SessionStep => ({
  days,
  time: '17:20',
  by: 'T02',
  command: { name: 'seal', data: { paperTotal, ...(difference !== undefined && { difference }) } },
});

export const SESSIONS: readonly SampleSession[] = [
  {
    name: 'sealed-late',
    days: 41,
    planned: 52,
    plan: {
      kind: 'PRACTICAL',
      startsAt: '08:30',
      hours: 3,
      topic: '柑桔',
      coOrganiser: '红溪镇农技中心',
      township: '990581102',
      village: '沙湾村',
      lecturer: '顾长才',
      capacity: 60,
    },
    steps: [
      ...prepared(52, 'Z02', 26),
      step(42, '16:00', 'T02', 'ready'),
      step(41, '08:20', 'T02', 'start'),
      { days: 41, time: '08:35', by: 'T02', signIn: { people: 24, walkIns: ['汪明芳', '汪明芳', '蔡小虎'], ghost: true } },
      { days: 41, time: '09:10', by: 'T02', handouts: { item: '柑桔冬季管理手册', quantity: 30 } },
      step(41, '11:40', 'T02', 'end'),
      seal(20, 29, '纸质签到表多一人代签，已划去。'),
    ],
  },
  {
    name: 'closed',
    days: 8,
    planned: 19,
    plan: {
      kind: 'PRACTICAL',
      startsAt: '14:30',
      hours: 3,
      topic: '蔬菜',
      coOrganiser: '窑店镇',
      township: '990581104',
      village: '白果村',
      lecturer: '马宗华',
      capacity: 50,
    },
    steps: [
      ...prepared(19, 'Z04', 30),
      step(9, '16:00', 'T02', 'ready'),
      step(8, '14:20', 'T02', 'start'),
      { days: 8, time: '14:40', by: 'T02', signIn: { people: 33, walkIns: ['曹国秀', '蒋桂平'] } },
      { days: 8, time: '15:00', by: 'T02', handouts: { item: '大棚蔬菜栽培要点', quantity: 40 } },
      step(8, '17:10', 'T02', 'end'),
      seal(8, 35),
      { days: 5, time: '10:00', by: 'J01', command: { name: 'verify', data: { sample: 5, hits: 5, remark: '电话抽查五人，均到场。' } } },
      step(4, '09:30', 'T02', 'close'),
    ],
  },
  {
    name: 'sealed-yesterday',
    days: 1,
    planned: 12,
    plan: {
      kind: 'PRACTICAL',
      startsAt: '09:00',
      hours: 3,
      topic: '水产',
      coOrganiser: '市水产技术服务中心',
      township: '990581001',
      village: '石桥村',
      lecturer: '白凤贵',
      capacity: 40,
    },
    steps: [
      ...prepared(12, 'Z05', 22),
      step(2, '16:00', 'T02', 'ready'),
      step(1, '08:50', 'T02', 'start'),
      { days: 1, time: '09:05', by: 'T02', signIn: { people: 21, walkIns: ['任凤英'] } },
      { days: 1, time: '09:30', by: 'T02', handouts: { item: '池塘养殖病害防治', quantity: 24 } },
      step(1, '12:05', 'T02', 'end'),
      seal(1, 22),
    ],
  },
  {
    name: 'waits-for-its-seal',
    days: 1,
    planned: 11,
    plan: {
      kind: 'PRACTICAL',
      startsAt: '09:30',
      hours: 2,
      topic: '柑桔',
      coOrganiser: '枫城镇农业服务中心',
      township: '990581103',
      village: '柑林村',
      lecturer: '顾长才',
      capacity: 40,
    },
    steps: [
      ...prepared(11, 'Z03', 18),
      step(2, '16:10', 'T02', 'ready'),
      step(1, '09:20', 'T02', 'start'),
      { days: 1, time: '09:40', by: 'T02', signIn: { people: 16, walkIns: [] } },
      { days: 1, time: '09:50', by: 'T02', overlap: { elsewhere: 'sealed-yesterday' } },
      step(1, '11:35', 'T02', 'end'),
    ],
  },
  {
    name: 'next-week',
    days: -6,
    planned: 4,
    plan: {
      kind: 'INDUSTRY',
      startsAt: '08:30',
      hours: 6,
      topic: '中药材',
      coOrganiser: '青林乡',
      township: '990581201',
      village: '竹溪村',
      lecturer: '卓教员',
      capacity: 30,
      fundLine: 'VILLAGE_AID',
    },
    steps: prepared(4, 'Z06', 12),
  },
  {
    name: 'planned',
    days: -13,
    planned: 1,
    plan: {
      kind: 'JOB',
      startsAt: '09:00',
      hours: 8,
      topic: '家政服务',
      coOrganiser: '江南职业培训学校（虚构）',
      township: '990581101',
      village: '柑林村',
      capacity: 45,
      fundLine: 'PROJECT',
    },
    steps: [],
  },
  {
    name: 'postponed',
    days: -3,
    planned: 9,
    plan: {
      kind: 'PRACTICAL',
      startsAt: '14:00',
      hours: 3,
      topic: '蔬菜',
      coOrganiser: '柏坝镇农技中心',
      township: '990581101',
      village: '望江村',
      lecturer: '马宗华',
      capacity: 40,
    },
    steps: [
      step(9, '11:00', 'T01', 'approve'),
      { days: 2, time: '15:00', by: 'T02', command: { name: 'postpone', data: { reason: '讲师外出，另择日期。' } } },
    ],
  },
];

/** Held today from `startsAt` on: the one to try the door with. */
export const sessionOfToday = (startsAt: string): SampleSession => ({
  name: 'today',
  days: 0,
  planned: 10,
  plan: {
    kind: 'PRACTICAL',
    startsAt,
    hours: 3,
    topic: '柑桔',
    coOrganiser: '柏坝镇农技中心',
    township: '990581101',
    village: '竹溪村',
    lecturer: '马宗华',
    capacity: 60,
  },
  steps: [...prepared(10, 'Z01', 28), step(1, '16:30', 'T02', 'ready')],
});

/** What has happened at it once it has begun. */
export const begun = (startsAt: string): SessionStep[] => [
  step(0, startsAt, 'T02', 'start'),
  { days: 0, time: startsAt, by: 'T02', signIn: { people: 9, walkIns: ['邹小兰'] } },
];
