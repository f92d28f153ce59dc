// Who sees a session and the names on its sheet, and who may do what with it.
// It must not know how it is checked. Sessions are everybody's to see; names are those of whoever answers for the township.
import { AT_ONCE } from '../../../functions/web/pages/session-commands.tsx';
import { commandRoutes, type Row } from './row.ts';

// running: of the township of Z01, people signing in · elsewhere: of the township of Z02, sealed · open: of Z01's, taking enrolments
//                 F03 F04 F01 P01 L01 Z01 Z02 T02 R01 J01 A01 S01 F05 nobody
const EVERYBODY = 'ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  in';
const NAMES = {
  running: '       ok  ok  ok  ok  ok  ok  bl  ok  ok  ok  ok  bl  ok  in',
  elsewhere: '     ok  ok  ok  ok  ok  bl  ok  ok  ok  ok  ok  bl  ok  in',
} as const;
const ORGANISER = 'no  no  no  no  no  no  no  ok  no  no  no  no  no  in';
const INSPECTOR = 'no  no  no  no  no  no  no  no  no  ok  no  no  no  in';
const LEADER = '   no  no  no  no  ok  no  no  no  no  no  no  no  no  in';

const STALE = 900_000;

const command = (name: string, what: string, line: string, data: Row['sends'] = {}): Row => ({
  what,
  routes: commandRoutes('/sessions/:id', name, { shown: !AT_ONCE.some((one) => one === name) }),
  names: 'session',
  sends: { version: STALE, ...data },
  okToo: [409],
  who: { running: line },
});

export const TRAINING: readonly Row[] = [
  {
    what: '培训台账、一期培训及其历史 the ledger, a session, its history and the check of it',
    routes: [
      'GET /api/v1/sessions/:id',
      'GET /api/v1/sessions/:id/events',
      'GET /api/v1/sessions/:id/events/verify',
      'GET /sessions/:id/door',
    ],
    names: 'session',
    who: { running: EVERYBODY, elsewhere: EVERYBODY },
  },
  { what: '培训台账 the ledger of a month', routes: ['GET /api/v1/sessions', 'GET /sessions'], names: 'none', who: { it: EVERYBODY } },
  {
    what: '签到表上的姓名 the names on the sheet',
    routes: ['GET /api/v1/sessions/:id/attendance', 'GET /sessions/:id'],
    names: 'session',
    shows: ['name', 'walkIn'],
    who: NAMES,
  },
  {
    what: '打印签到表 print the sheet',
    routes: ['GET /sessions/:id/print'],
    names: 'session',
    shows: ['name', 'walkIn'],
    who: {
      running: '   ok  ok  ok  ok  ok  ok  no  ok  ok  ok  ok  no  ok  in',
      elsewhere: ' ok  ok  ok  ok  ok  no  ok  ok  ok  ok  ok  no  ok  in',
    },
  },
  { what: '新培训计划 a new plan: the form', routes: ['GET /sessions/new'], names: 'none', who: { it: ORGANISER } },
  {
    what: '制定培训计划 plan a session',
    routes: ['POST /api/v1/sessions', 'POST /sessions'],
    names: 'none',
    sends: { kind: 'PRACTICAL', date: '2026-09-25', startsAt: '09:00', hours: 3, topic: '柑桔', township: '990581101', capacity: 30 },
    who: { it: ORGANISER },
  },
  command('approve', '批准 approve', LEADER),
  command('open', '开始报名 take enrolments', ORGANISER),
  command('ready', '准备就绪 ready', ORGANISER),
  command('start', '开始 begin', ORGANISER),
  command('end', '下课 end', ORGANISER),
  command('seal', '封存签到表 seal the sheet', ORGANISER, { paperTotal: 2 }),
  command('verify', '核验 check by sample', INSPECTOR, { sample: 0, hits: 0 }),
  command('rejectCheck', '核验不通过 fail the check', INSPECTOR, { findings: '抽查两人未到场' }),
  command('close', '归档 close', ORGANISER),
  command('postpone', '延期 put off', ORGANISER, { reason: '暴雨' }),
  command('reschedule', '改期 set another day', ORGANISER, { date: '2026-10-09', startsAt: '14:30' }),
  command('cancel', '取消 call off', ORGANISER, { reason: '人数不足' }),
  command('correct', '更正封存的表 correct a sealed sheet', LEADER, { reason: '漏登', handouts: 7 }),
];

// Organisers, the door and township officers enrol; a township officer finds only people of their own.
const ENROLLERS = 'no  no  no  no  no  ok  ok  ok  no  no  no  no  no  in';

const SIGNED = {
  eventId: 'idor-{person}',
  personId: '{personId}',
  slot: 1,
  at: '2026-09-18T09:41:00+08:00',
  method: 'NAME',
  device: 'idor',
};

export const DOOR: readonly Row[] = [
  {
    what: '报名、退出 enrol and withdraw: whom one may see',
    routes: ['POST /api/v1/sessions/:id/enrol', 'POST /api/v1/sessions/:id/withdraw'],
    at: { id: '{openSession}' },
    names: 'person',
    sends: { personId: '{personId}' },
    okToo: [409, 422],
    absent: 422,
    who: {
      own: '       no  no  no  no  no  ok  --  ok  no  no  no  no  no  in',
      elsewhere: ' no  no  no  no  no  --  ok  ok  no  no  no  no  no  in',
    },
  },
  {
    what: '报名页（表单） enrol, withdraw and look for people, by the page',
    routes: ['POST /sessions/:id/enrol', 'POST /sessions/:id/withdraw', 'POST /sessions/:id/enrol/search'],
    names: 'session',
    form: { find: '查无此人', person: 'P99999' },
    okToo: [422],
    who: { open: ENROLLERS },
  },
  {
    what: '签到 sign people in',
    routes: ['POST /api/v1/sessions/:id/attendance'],
    names: 'session',
    sends: { events: [SIGNED] },
    who: { running: ORGANISER },
  },
  {
    what: '点名 the roll-call',
    routes: ['GET /sessions/:id/roll-call', 'POST /sessions/:id/roll-call'],
    names: 'session',
    who: { running: ORGANISER },
  },
  {
    what: '签到台上查人 find somebody at the door: whoever keeps it',
    routes: ['POST /sessions/:id/door/search'],
    names: 'session',
    form: { find: '{personId}' },
    shows: ['name'],
    who: { running: 'bl  bl  bl  bl  bl  bl  bl  ok  bl  bl  bl  no  bl  in' },
  },
  {
    what: '签到台签到、登记未在册人员、撤销 sign in, walk in and undo at the door',
    routes: ['POST /sessions/:id/door/sign-in', 'POST /sessions/:id/door/walk-in', 'POST /sessions/:id/door/undo'],
    names: 'session',
    form: { person: '{newcomer}', name: '路过的人', village: '外村', undoes: 'nothing@door', slot: '1' },
    who: { running: ORGANISER },
  },
  {
    what: '发放资料 hand out materials',
    routes: ['POST /api/v1/sessions/:id/handouts', 'POST /sessions/:id/handouts'],
    names: 'session',
    sends: { item: '手册', quantity: 3 },
    who: { running: ORGANISER },
  },
];
