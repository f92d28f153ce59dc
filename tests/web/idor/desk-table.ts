// Who receives petitioners, what the desk tells them, and which lists a matter stands in for whom.
// It must not know how it is checked. What is restricted stands in no list but its handler's, and is suggested to nobody.
import type { Row } from './row.ts';

// In a list stands what one answers for, or what one's township or office lets one read; a restricted matter in its handler's alone.
export const LISTS: readonly Row[] = [
  {
    what: '我的事项 what I answer for',
    routes: ['GET /api/v1/petitions', 'GET /petitions'],
    query: 'view=mine',
    names: 'petition',
    shows: ['number'],
    absent: 200,
    who: {
      own: '        ok  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in',
      accusation: ' bl  bl  ok  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in',
      ofTheRoom: '  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in',
    },
  },
  {
    what: '辖区的事项 the matters of a township, or of all',
    routes: ['GET /api/v1/petitions', 'GET /petitions'],
    query: 'view=area',
    names: 'petition',
    shows: ['number'],
    absent: 200,
    who: {
      own: '        ok  bl  ok  ok  ok  ok  bl  bl  bl  ok  ok  bl  bl  in',
      elsewhere: '  bl  ok  ok  ok  ok  bl  ok  bl  bl  ok  ok  bl  bl  in',
      accusation: ' bl  bl  ok  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in',
      ofTheRoom: '  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in',
      ofTheHead: '  bl  bl  ok  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in',
    },
  },
  {
    what: '指定乡镇的事项（接口） the matters of a township that is named, by the API: of another’s, as of none',
    routes: ['GET /api/v1/petitions'],
    query: 'view=area&area={township}',
    names: 'township',
    shows: ['number'],
    absent: 422,
    who: {
      own: '       --  --  ok  ok  ok  ok  --  --  --  ok  ok  --  --  in',
      elsewhere: ' --  --  ok  ok  ok  --  ok  --  --  ok  ok  --  --  in',
    },
  },
  {
    what: '指定乡镇的事项（页面） the same by the page',
    routes: ['GET /petitions'],
    query: 'view=area&area={township}',
    names: 'township',
    shows: ['number'],
    okToo: [422],
    who: {
      own: '       bl  bl  ok  ok  ok  ok  bl  bl  bl  ok  ok  bl  bl  in',
      elsewhere: ' bl  bl  ok  ok  ok  bl  ok  bl  bl  ok  ok  bl  bl  in',
    },
  },
  {
    what: '逾期事项 what is overdue: nothing of these is',
    routes: ['GET /api/v1/petitions', 'GET /petitions'],
    query: 'view=overdue',
    names: 'petition',
    shows: ['number'],
    absent: 200,
    who: { accusation: 'bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in' },
  },
  {
    what: '某月来访 the contacts of a month; of a restricted matter no more than that one came, and that to whoever reads all',
    routes: ['GET /api/v1/petitions', 'GET /petitions'],
    query: 'view=month&month=2026-09',
    names: 'petition',
    shows: ['number'],
    absent: 200,
    who: {
      own: '        ok  bl  ok  ok  ok  ok  bl  bl  bl  ok  ok  bl  bl  in',
      elsewhere: '  bl  ok  ok  ok  ok  bl  ok  bl  bl  ok  ok  bl  bl  in',
      accusation: ' bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in',
      ofTheRoom: '  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in',
    },
  },
  {
    what: '今日 today: leaders and those who look on see the bureau’s, a township officer the township’s, others their own',
    routes: ['GET /'],
    names: 'petition',
    shows: ['number'],
    absent: 200,
    who: {
      own: '        ok  bl  bl  bl  ok  ok  bl  bl  bl  ok  ok  bl  bl  in',
      accusation: ' bl  bl  ok  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in',
      ofTheRoom: '  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in',
      ofTheHead: '  bl  bl  ok  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in',
    },
  },
  {
    what: '邮件台账 the ledger of mails: one’s own, and the whole for its keepers; of an accusation to its handler and the head',
    routes: ['GET /api/v1/mails', 'GET /mails'],
    query: 'limit=100',
    names: 'petition',
    shows: ['mail'],
    absent: 200,
    who: {
      own: '        ok  bl  ok  ok  ok  bl  bl  bl  bl  bl  ok  ok  bl  in',
      accusation: ' bl  bl  ok  bl  ok  bl  bl  bl  bl  bl  bl  bl  bl  in',
      ofTheRoom: '  bl  bl  bl  bl  ok  bl  bl  bl  bl  bl  bl  bl  bl  in',
      ofTheHead: '  bl  bl  ok  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in',
      ofTheAdmin: ' bl  bl  ok  bl  ok  bl  bl  bl  bl  bl  bl  bl  bl  in',
    },
  },
  {
    what: '按编号查找 find by number: leads to where the answer is given, and tells nothing itself',
    routes: ['GET /find'],
    query: 'q={number}',
    names: 'petition',
    absent: 303,
    who: {
      own: '        ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  in',
      accusation: ' bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in',
    },
  },
];

const CONTACT = {
  channel: 'VISIT',
  township: '990581101',
  story: '再次反映同一事项。',
  petitioners: [{ name: '来访人' }],
};
const DESK = { channel: 'VISIT', township: '990581101', story: '再次反映同一事项。', name: '来访人', sure: '1' };

// Everybody who can receive a petitioner; inspectors, auditors and the administrator look on.
const RECEIVERS = 'ok  ok  ok  ok  ok  ok  ok  ok  ok  no  no  no  ok  in';

export const DESK_ROWS: readonly Row[] = [
  { what: '接待台 the desk', routes: ['GET /desk'], names: 'none', who: { it: RECEIVERS } },
  {
    what: '登记来访 register a visit',
    routes: ['POST /api/v1/contacts', 'POST /desk'],
    names: 'none',
    sends: CONTACT,
    form: DESK,
    who: { it: RECEIVERS },
  },
  {
    what: '登记到已有事项 register a visit on a matter there is: an ordinary one is everybody’s, a restricted one its handler’s and the head’s',
    routes: ['POST /api/v1/contacts', 'POST /desk'],
    names: 'petition',
    sends: { ...CONTACT, petition: '{number}' },
    form: { ...DESK, petition: '{number}' },
    absent: 422,
    who: {
      own: '        ok  ok  ok  ok  ok  ok  ok  ok  ok  no  no  no  ok  in',
      accusation: ' --  --  ok  --  ok  --  --  --  --  no  no  no  --  in',
      ofTheRoom: '  --  --  --  --  ok  --  --  --  --  no  no  no  --  in',
      ofTheHead: '  --  --  ok  --  --  --  --  --  --  no  no  no  --  in',
    },
  },
  {
    what: '登记时附上文件 register with a file: only with one’s own',
    routes: ['POST /api/v1/contacts', 'POST /desk'],
    names: 'attachment',
    sends: { ...CONTACT, attachments: ['{attachment}'] },
    form: { ...DESK, attached: '{attachment}' },
    absent: 422,
    who: { own: 'ok  --  --  --  --  --  --  --  --  no  no  no  --  in' },
  },
  {
    what: '上传文件 bring a file for a contact',
    routes: ['POST /api/v1/blobs'],
    names: 'none',
    file: { name: '说明.txt', text: '一份说明' },
    who: { it: RECEIVERS },
  },
  {
    what: '此人来过没有 has this person come before? Asked of the petitioner of an ordinary matter, and of the accusation’s',
    routes: ['POST /desk/earlier'],
    names: 'petition',
    form: { name: '{petitioner}', township: '{township}' },
    shows: ['number'],
    absent: 200,
    who: {
      own: '        ok  ok  ok  ok  ok  ok  ok  ok  ok  bl  bl  bl  ok  in',
      accusation: ' bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in',
      ofTheRoom: '  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in',
      ofTheHead: '  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  bl  in',
    },
  },
];
