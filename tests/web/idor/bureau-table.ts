// Who reads reports and what stands behind their figures, and who sees to mail; and the doors that are everybody's.
// It must not know how it is checked. A figure is of the whole bureau; a row behind it is shown to whoever may see what it is about.
import type { Row } from './row.ts';

//                 F03 F04 F01 P01 L01 Z01 Z02 T02 R01 J01 A01 S01 F05 nobody
const EVERYBODY = 'ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  in';

// Of what happened in a month of this bureau.
const PERIOD = { period: '2026-09' } as const;

export const REPORTS: readonly Row[] = [
  {
    what: '报表的数字 the figures: of the whole bureau, without any person',
    routes: ['GET /api/v1/reports/:period', 'GET /reports', 'GET /reports/:period', 'GET /reports/:period/sessions'],
    at: PERIOD,
    names: 'none',
    who: { it: EVERYBODY },
  },
  {
    what: '报表文件 the figures as a file to keep',
    routes: ['GET /api/v1/reports/:period'],
    at: PERIOD,
    query: 'format=xlsx',
    names: 'none',
    who: { it: EVERYBODY },
  },
  {
    what: '数字背后的来访 the contacts behind a figure: whoever reads all; of a restricted matter no more than that one came',
    routes: ['GET /reports/:period/contacts'],
    at: PERIOD,
    names: 'petition',
    shows: ['number'],
    absent: 200,
    who: {
      own: '        no  no  ok  ok  ok  no  no  no  no  ok  ok  no  no  in',
      accusation: ' no  no  bl  bl  bl  no  no  no  no  bl  bl  no  no  in',
      ofTheRoom: '  no  no  bl  bl  bl  no  no  no  no  bl  bl  no  no  in',
    },
  },
  {
    what: '按乡镇、类别看背后的来访 the same, of one township and category',
    routes: ['GET /reports/:period/contacts'],
    at: PERIOD,
    query: 'township={township}&category=C40',
    names: 'petition',
    shows: ['number'],
    absent: 200,
    who: { accusation: 'no no bl bl bl no  no  no  no  bl  bl  no  no  in' },
  },
  {
    what: '数字背后的受训人员 the people behind a figure of training, with the names one may see',
    routes: ['GET /reports/:period/people-trained'],
    at: PERIOD,
    names: 'session',
    shows: ['name', 'walkIn'],
    absent: 200,
    who: { elsewhere: 'ok ok  ok  ok  ok  bl  ok  ok  ok  ok  ok  no  ok  in' },
  },
  {
    what: '数字背后的离册人员 the people behind a figure of the roll, with the names one may see',
    routes: ['GET /reports/:period/roll'],
    at: { period: '2026-02' },
    names: 'township',
    shows: ['leaver'],
    absent: 200,
    who: {
      own: '       ok  ok  ok  ok  ok  ok  bl  ok  ok  ok  ok  no  ok  in',
      elsewhere: ' ok  ok  ok  ok  ok  bl  ok  ok  ok  ok  ok  no  ok  in',
    },
  },
  {
    what: '期初、期末在册人员 who stood on the roll: whoever sees all of it',
    routes: ['GET /reports/:period/roll'],
    at: PERIOD,
    query: 'change=end',
    names: 'none',
    who: { it: '   ok  ok  ok  ok  ok  no  no  ok  ok  ok  ok  no  ok  in' },
  },
];

// Mail that came in may hold anybody's story: the petition room and the duty desk open it, the administrator does not.
const OPENERS = ' no  no  ok  ok  no  no  no  no  no  no  no  no  no  in';

export const MAIL: readonly Row[] = [
  {
    what: '退信已处理 a mail that reached nobody was seen to: the room, the duty desk, the head, the administrator; of a restricted matter whoever may know of it',
    routes: ['POST /mails/:name{[A-Za-z0-9_-]{1,140}}/dealt'],
    at: { name: '{task}' },
    names: 'petition',
    who: {
      own: '        no  no  ok  ok  ok  no  no  no  no  no  no  ok  no  in',
      accusation: ' no  no  ok  --  ok  no  no  no  no  no  no  --  no  in',
      ofTheHead: '  no  no  ok  --  --  no  no  no  no  no  no  --  no  in',
      ofTheAdmin: ' no  no  ok  --  ok  no  no  no  no  no  no  --  no  in',
    },
  },
  { what: '收到的邮件 mail that came in', routes: ['GET /held-mail'], names: 'none', who: { it: OPENERS } },
  {
    what: '打开、归档收到的邮件 take out a mail that came in, and say it is dealt with',
    routes: ['GET /held-mail/:id{[A-Za-z0-9-]{16,100}}/raw', 'POST /held-mail/:id{[A-Za-z0-9-]{16,100}}/dealt'],
    names: 'heldMail',
    who: { it: OPENERS },
  },
];

export const EVERYBODYS: readonly Row[] = [
  {
    what: '工作日历 the calendar',
    routes: ['GET /api/v1/calendar/due'],
    query: 'start=2026-09-18&length=15&unit=day',
    names: 'none',
    who: { it: EVERYBODY },
  },
];
