// Who reads a petition, its files, its mails and its slip, and who may give which command on it.
// It must not know how it is checked. A matter is told to its readers; to everybody else it is not there.
import { commandRoutes, type Row } from './row.ts';

// own: received by F03 at the township of Z01 · elsewhere: F04's, of the township of Z02 · accusation: of F05, which F03 received and F01
// handles · ofTheRoom: an accusation of P01, so nobody of the petition room handles it · ofTheHead: an accusation of L01
const READERS = {
  //           F03 F04 F01 P01 L01 Z01 Z02 T02 R01 J01 A01 S01 F05 nobody
  own: '        ok  --  ok  ok  ok  ok  --  --  --  ok  ok  --  --  in',
  elsewhere: '  --  ok  ok  ok  ok  --  ok  --  --  ok  ok  --  --  in',
  accusation: ' --  --  ok  --  ok  --  --  --  --  --  --  --  --  in',
  ofTheRoom: '  --  --  --  --  ok  --  --  --  --  --  --  --  --  in',
  ofTheHead: '  --  --  ok  --  --  --  --  --  --  --  --  --  --  in',
} as const;

// Whoever reads a matter and has not this part in it is told so; the others are told that it is not there.
const BY_OWNER = {
  own: '        ok  --  no  no  no  no  --  --  --  no  no  --  --  in',
  accusation: ' --  --  ok  --  no  --  --  --  --  --  --  --  --  in',
} as const;
const BY_THE_ROOM = {
  own: '        no  --  ok  ok  no  no  --  --  --  no  no  --  --  in',
  accusation: ' --  --  ok  --  no  --  --  --  --  --  --  --  --  in',
  ofTheRoom: '  --  --  --  --  no  --  --  --  --  --  --  --  --  in',
} as const;
const BY_OWNER_OR_ROOM = {
  own: '        ok  --  ok  ok  no  no  --  --  --  no  no  --  --  in',
  accusation: ' --  --  ok  --  no  --  --  --  --  --  --  --  --  in',
} as const;
const BY_OWNER_ROOM_OR_LEADER = {
  own: '        ok  --  ok  ok  ok  no  --  --  --  no  no  --  --  in',
  accusation: ' --  --  ok  --  ok  --  --  --  --  --  --  --  --  in',
} as const;
const BY_THE_HEAD = {
  own: '        no  --  no  no  ok  no  --  --  --  no  no  --  --  in',
  ofTheHead: '  --  --  no  --  --  --  --  --  --  --  --  --  --  in',
} as const;

// Given on a version long past, so that whoever may give the command hears "stale" (409) and nothing changes.
const STALE = 900_000;

const command = (name: string, what: string, who: Row['who'], data: Row['sends'] = {}): Row => ({
  what,
  routes: commandRoutes('/petitions/:number', name),
  names: 'petition',
  sends: { version: STALE, ...data },
  okToo: [409],
  who,
});

const OPINION = { request: '补发', facts: '卡号有误', opinion: '更正后补发', outcome: 'RESOLVED_SUPPORTED', basis: '后扶政策' };

export const PETITIONS: readonly Row[] = [
  {
    what: '看一件信访事项、它的历史和核验 read a matter, its history, the check of it',
    routes: [
      'GET /api/v1/petitions/:number',
      'GET /api/v1/petitions/:number/events',
      'GET /api/v1/petitions/:number/verify',
      'GET /petitions/:number',
      'GET /petitions/:number/verify',
    ],
    names: 'petition',
    who: READERS,
  },
  {
    what: '补打回执（有查询码） print the slip again, query code and all',
    routes: ['GET /petitions/:number/slip'],
    names: 'petition',
    who: READERS,
  },
  {
    what: '下载附件 take out a file that came with a matter',
    routes: ['GET /api/v1/petitions/:number/attachments/:id'],
    names: 'attachment',
    who: {
      own: READERS.own,
      accusation: READERS.accusation,
      // The file of one matter under the number of another, which its reader may read.
      acrossMatters: '--  --  --  --  --  --  --  --  --  --  --  --  --  in',
    },
  },
  {
    what: '查一件事项的邮件 the mails of one matter: its readers, and of an ordinary one who keeps the ledger',
    routes: ['GET /api/v1/mails'],
    query: 'case={number}',
    names: 'petition',
    who: {
      own: '        ok  --  ok  ok  ok  ok  --  --  --  ok  ok  ok  --  in',
      elsewhere: '  --  ok  ok  ok  ok  --  ok  --  --  ok  ok  ok  --  in',
      accusation: ' --  --  ok  --  ok  --  --  --  --  --  --  --  --  in',
      ofTheRoom: '  --  --  --  --  ok  --  --  --  --  --  --  --  --  in',
      ofTheHead: '  --  --  ok  --  --  --  --  --  --  --  --  --  --  in',
      ofTheAdmin: ' --  --  ok  --  ok  --  --  --  --  --  --  --  --  in',
    },
  },
  command('acknowledge', '签收 sign for a matter', BY_OWNER),
  command('undoAcknowledge', '撤回签收 take the signature back', BY_OWNER),
  command('accept', '受理 accept', BY_THE_ROOM, { legalRoute: 6, category: 'C20', noticeWay: 'IN_PERSON' }),
  command('startHandling', '开始办理 begin', BY_OWNER, { plan: '核对名单' }),
  command('note', '记录 note', BY_OWNER_ROOM_OR_LEADER, { text: '已与银行核对。' }),
  command('issueOpinion', '出具处理意见 issue the opinion', BY_OWNER, OPINION),
  command('serve', '送达 serve it', BY_OWNER_OR_ROOM, { way: 'IN_PERSON', date: '2026-09-18', receiver: 'SELF' }),
  command('followUp', '回访 call back', BY_OWNER, { way: 'PHONE', reached: true, satisfaction: 'SATISFIED' }),
  command('reopen', '重新办理 reopen', BY_OWNER_ROOM_OR_LEADER, { reason: '新的事实' }),
  command('reassignOwner', '更换首接责任人 give it another officer', BY_THE_HEAD, { to: 'F02', reason: 'LEAVE' }),
  command('close', '办结 close', BY_OWNER_ROOM_OR_LEADER, { reason: 'SATISFIED' }),
];
