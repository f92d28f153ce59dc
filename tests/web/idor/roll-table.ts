// Who reads the roll and changes it, and who brings files and sees what became of them.
// It must not know how it is checked. A township officer's people are those of the township; the administrator reads nobody's file.
import type { ImportKindName } from '../../../functions/domain/staff/rooms.ts';
import { fileOf } from '../../support/one-line-files.ts';
import { commandRoutes, type Row } from './row.ts';

//                 F03 F04 F01 P01 L01 Z01 Z02 T02 R01 J01 A01 S01 F05 nobody
const EVERYBODY = 'ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  in';
const KEEPER = '   no  no  no  no  no  no  no  no  ok  no  no  no  no  in';

// own: on the roll of the township of Z01 · elsewhere: of Z02's
const READERS = {
  own: '           ok  ok  ok  ok  ok  ok  --  ok  ok  ok  ok  --  ok  in',
  elsewhere: '     ok  ok  ok  ok  ok  --  ok  ok  ok  ok  ok  --  ok  in',
} as const;
const CHANGERS = {
  own: '           no  no  no  no  no  no  --  no  ok  no  no  --  no  in',
  elsewhere: '     no  no  no  no  no  --  no  no  ok  no  no  --  no  in',
} as const;

const STALE = 900_000;
const order = (name: string, what: string, data: Row['sends']): Row => ({
  what,
  routes: commandRoutes('/people/:id', name),
  names: 'person',
  sends: { version: STALE, ...data },
  okToo: [409],
  who: CHANGERS,
});

const NEWCOMER = { name: '新来人', township: '990581101', village: '竹溪村', resettlementType: '原迁' };

export const ROLL: readonly Row[] = [
  { what: '看一个人 read a person', routes: ['GET /api/v1/people/:id', 'GET /people/:id'], names: 'person', who: READERS },
  {
    what: '查人 look people up: by name, and while somebody types',
    routes: ['POST /api/v1/people/search', 'POST /people/search', 'POST /people/suggest'],
    names: 'person',
    sends: { q: '{personId}' },
    shows: ['name'],
    absent: 200,
    who: {
      own: '       ok  ok  ok  ok  ok  ok  bl  ok  ok  ok  ok  no  ok  in',
      elsewhere: ' ok  ok  ok  ok  ok  bl  ok  ok  ok  ok  ok  no  ok  in',
    },
  },
  {
    what: '一个乡镇的名册（接口） the roll of a township, by the API',
    routes: ['GET /api/v1/people'],
    query: 'township={township}',
    names: 'township',
    shows: ['name'],
    absent: 422,
    who: {
      own: '       ok  ok  ok  ok  ok  ok  --  ok  ok  ok  ok  no  ok  in',
      elsewhere: ' ok  ok  ok  ok  ok  --  ok  ok  ok  ok  ok  no  ok  in',
    },
  },
  {
    what: '一个乡镇的名册（页面） the same by the page, which shows a township officer their own instead',
    routes: ['GET /people'],
    query: 'township={township}',
    names: 'township',
    shows: ['name'],
    absent: 200,
    who: {
      own: '       ok  ok  ok  ok  ok  ok  bl  ok  ok  ok  ok  no  ok  in',
      elsewhere: ' ok  ok  ok  ok  ok  bl  ok  ok  ok  ok  ok  no  ok  in',
    },
  },
  {
    what: '某月离册的人 who left the roll in a month',
    routes: ['GET /api/v1/people'],
    query: 'removed=2026-02&limit=200',
    names: 'township',
    shows: ['leaver'],
    absent: 200,
    who: {
      own: '       ok  ok  ok  ok  ok  ok  bl  ok  ok  ok  ok  no  ok  in',
      elsewhere: ' ok  ok  ok  ok  ok  bl  ok  ok  ok  ok  ok  no  ok  in',
    },
  },
  { what: '回到名册 back from a search', routes: ['GET /people/search'], names: 'none', who: { it: EVERYBODY } },
  { what: '新增人员（表单） add somebody: the form', routes: ['GET /people/new'], names: 'none', who: { it: KEEPER } },
  {
    what: '新增人员 add somebody',
    routes: ['POST /api/v1/people', 'POST /people/new'],
    names: 'none',
    sends: NEWCOMER,
    who: { it: KEEPER },
  },
  order('change', '更改信息 change what is known', { ...NEWCOMER, name: '改名人' }),
  order('remove', '移出名册 take off the roll', { on: '2026-09-01', reason: 'MOVED' }),
  order('restore', '恢复 put back', { reason: '录入有误' }),
];

// contacts: brought by P01 · people: by R01 · attendance: by T02. To those who bring no such files an import is not there.
const IMPORTERS = {
  contacts: '      --  --  ok  ok  --  --  --  --  --  --  --  ok  --  in',
  people: '        --  --  --  --  --  --  --  --  ok  --  --  ok  --  in',
  attendance: '    --  --  --  --  --  --  --  ok  --  --  --  ok  --  in',
} as const;
const BRINGERS = { it: 'no no ok  ok  no  no  no  ok  ok  no  no  ok  no  in' } as const;

// Only looked at: a check changes nothing.
const bringing = (kind: ImportKindName, line: string): Row => ({
  what: `导入 bring a file of ${kind}`,
  routes: [`POST /api/v1/imports/${kind}`],
  query: 'dryRun=true',
  names: 'none',
  file: { name: `${kind}.csv`, text: fileOf(kind) },
  who: { it: line },
});

export const FILES: readonly Row[] = [
  {
    what: '一次导入及其进度 an import and its progress',
    routes: ['GET /api/v1/imports/:id{[0-9a-f]{24}}', 'GET /imports/:id{[0-9a-f]{24}}', 'GET /imports/:id{[0-9a-f]{24}}/progress'],
    names: 'import',
    who: IMPORTERS,
  },
  {
    what: '结果表 the file with its results: to whoever brought it, for it holds names and stories',
    routes: ['GET /imports/:id{[0-9a-f]{24}}/workbook'],
    names: 'import',
    who: {
      contacts: '   --  --  --  ok  --  --  --  --  --  --  --  --  --  in',
      people: '     --  --  --  --  --  --  --  --  ok  --  --  --  --  in',
      attendance: ' --  --  --  --  --  --  --  ok  --  --  --  --  --  in',
    },
  },
  {
    what: '检查后导入 apply a file after its check: none of these was only a check, so whoever may hears 409',
    routes: ['POST /imports/:id{[0-9a-f]{24}}/apply'],
    names: 'import',
    okToo: [409],
    who: IMPORTERS,
  },
  { what: '导入模板 an empty template', routes: ['GET /imports/templates/:kind'], names: 'importKind', who: IMPORTERS },
  {
    what: '导入一览 imports of one’s own kinds',
    routes: ['GET /api/v1/imports'],
    names: 'import',
    shows: ['id'],
    absent: 200,
    who: {
      contacts: '   bl  bl  ok  ok  bl  bl  bl  bl  bl  bl  bl  ok  bl  in',
      people: '     bl  bl  bl  bl  bl  bl  bl  bl  ok  bl  bl  ok  bl  in',
      attendance: ' bl  bl  bl  bl  bl  bl  bl  ok  bl  bl  bl  ok  bl  in',
    },
  },
  { what: '导入页 the room of imports', routes: ['GET /imports'], names: 'none', who: BRINGERS },
  {
    what: '上传检查 bring a file by the page: a kind that is not one’s own is no kind',
    routes: ['POST /imports'],
    names: 'importKind',
    form: { kind: '{kind}' },
    file: { name: 'empty.csv', text: '' },
    okToo: [422],
    absent: 422,
    who: {
      contacts: '   no  no  ok  ok  no  no  no  --  --  no  no  ok  no  in',
      people: '     no  no  --  --  no  no  no  --  ok  no  no  ok  no  in',
      attendance: ' no  no  --  --  no  no  no  ok  --  no  no  ok  no  in',
    },
  },
  bringing('contacts', 'no  no  ok  ok  no  no  no  no  no  no  no  ok  no  in'),
  bringing('people', '  no  no  no  no  no  no  no  no  ok  no  no  ok  no  in'),
  bringing('sessions', 'no  no  no  no  no  no  no  ok  no  no  no  ok  no  in'),
  bringing('attendance', 'no no no  no  no  no  no  ok  no  no  no  ok  no  in'),
];
