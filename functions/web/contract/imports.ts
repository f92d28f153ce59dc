// The operations of imports, one row each.
// It must not know what the columns of a file mean.
import { IMPORT_KINDS, type ImportKindName } from '../../domain/staff/rooms.ts';
import { handedOnAnswer, importAnswer, jobAnswer, jobListAnswer } from '../api/import-views.ts';
import { importQuery, importsQuery } from '../schema/queries.ts';
import type { Both, Operation } from './operation.ts';

const NAMES: Readonly<Record<ImportKindName, Both>> = {
  contacts: ['Import contacts', '导入来访'],
  people: ['Import people of the roll', '导入花名册'],
  sessions: ['Import training sessions', '导入培训场次'],
  attendance: ['Import attendance', '导入签到'],
};

const TYPES = ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

const importRow = (kind: ImportKindName): Operation => ({
  method: 'post',
  path: `/v1/imports/${kind}`,
  id: `import_${kind}`,
  tag: 'imports',
  summary: NAMES[kind],
  about: [
    'A file up to 6 MB; behind API Gateway a binary or multipart file up to 4.4 MB, and there a 413 of the gateway itself is not problem+json. Each row gets a verdict. Imports are applied in the order accepted; the same file again changes nothing. `dryRun=true` only foretells.',
    '文件最大 6 MB；经 API Gateway 时，二进制或表单上传的文件最大 4.4 MB，网关自身答复的 413 不是 problem+json。逐行给出结果。按收到的先后导入；同一文件再导入不改变任何数据。dryRun=true 只作预演。',
  ],
  query: importQuery,
  file: { types: TYPES },
  answers: {
    200: { what: ['Done: a verdict for every row', '已完成，逐行给出结果'], schema: importAnswer },
    202: { what: ['Taken in; it goes on by itself', '已收下，继续在后台导入'], schema: handedOnAnswer },
  },
  refusals: ['NOT_YOURS'],
  once: true,
});

export const IMPORTS: readonly Operation[] = [
  ...IMPORT_KINDS.map(importRow),
  {
    method: 'get',
    path: '/v1/imports',
    id: 'import_list',
    tag: 'imports',
    summary: ['Imports, newest first', '历次导入'],
    about: ['Of the kinds the caller may bring.', '只列出本人有权导入的种类。'],
    query: importsQuery,
    answers: { 200: { what: ['A page of the list', '列表的一页'], schema: jobListAnswer } },
  },
  {
    method: 'get',
    path: '/v1/imports/{id}',
    id: 'import_read',
    tag: 'imports',
    summary: ['One import', '查看导入'],
    about: ['With its verdicts once it is done; they are kept for a week.', '完成后附逐行结果，保留一周。'],
    params: { id: 'import' },
    answers: { 200: { what: ['How far it has come', '进度与结果'], schema: jobAnswer } },
    refusals: ['UNKNOWN'],
  },
];
