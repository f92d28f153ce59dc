// The operations on people of the roll, one row each; every command is an operation of its own.
// It must not know how they are carried out. No name and no number of a person stands in an address.
import * as z from 'zod';
import type { RollCommandName } from '../../domain/people/roll.ts';
import type { RefusalCode } from '../../domain/result.ts';
import { foundAnswer, peopleListAnswer, personAnswer } from '../api/person-views.ts';
import { personSchema, removedQuery, rollCommandSchemas, rollQuery, searchBody } from '../schema/people.ts';
import type { Both, Operation } from './operation.ts';

const THE_PERSON = { what: ['The person as they stand on the roll now', '此人现状'], schema: personAnswer } as const;

interface CommandRow {
  readonly summary: Both;
  readonly about?: Both;
  readonly refusals?: readonly RefusalCode[];
  readonly example: Readonly<Record<string, unknown>>;
}

const COMMANDS: { readonly [Name in RollCommandName]: CommandRow } = {
  change: {
    summary: ['Change what is said of a person', '更改信息'],
    about: ['Fields that are absent stay; null takes back what was said.', '不写的字段不变；写 null 即删去。'],
    example: { version: 1, village: '青石村', phone: null },
  },
  remove: {
    summary: ['Take a person off the roll', '核减'],
    refusals: ['ALREADY_DONE'],
    example: { version: 1, on: '2026-11-20', reason: 'MOVED' },
  },
  restore: {
    summary: ['Bring a person back onto the roll', '恢复在册'],
    refusals: ['WRONG_STATE'],
    example: { version: 2, reason: '核减有误。' },
  },
};

const commandRow = ([name, row]: [string, CommandRow]): Operation => ({
  method: 'post',
  path: `/v1/people/{id}/${name}`,
  id: `person_${name}`,
  tag: 'people',
  params: { id: 'person' },
  body: rollCommandSchemas[name as RollCommandName],
  answers: { 200: THE_PERSON },
  once: true,
  ...row,
  refusals: ['NOT_YOURS', 'STALE', ...(row.refusals ?? [])],
});

export const PEOPLE: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/people/search',
    id: 'person_search',
    tag: 'people',
    summary: ['Look somebody up', '查找'],
    about: [
      'By name, pinyin, initials, the last digits of the ID number or of the telephone. A POST, so that no name stands in an address; it changes nothing.',
      '按姓名、拼音、首字母、身份证尾号或电话尾号查找。用 POST 是为了不让姓名出现在地址里；不改变任何数据。',
    ],
    body: searchBody,
    example: { q: 'zhang' },
    answers: { 200: { what: ['Who was found', '找到的人'], schema: foundAnswer } },
    refusals: ['NOT_YOURS'],
  },
  {
    method: 'get',
    path: '/v1/people',
    id: 'person_list',
    tag: 'people',
    summary: ['The roll of a township, or who left the roll in a month', '某乡镇的花名册，或某月的核减'],
    about: [
      'Either `township`, or `removed`: one of the two is required. An officer of a single township may leave it out.',
      'township 和 removed 必须写一个，也只写一个。只管一个乡镇的工作人员可以都不写。',
    ],
    query: z.union([rollQuery, removedQuery]),
    answers: { 200: { what: ['A page of the list', '列表的一页'], schema: peopleListAnswer } },
    refusals: ['NOT_YOURS'],
  },
  {
    method: 'post',
    path: '/v1/people',
    id: 'person_add',
    tag: 'people',
    summary: ['Add a person to the roll', '新增人员'],
    body: personSchema,
    example: { name: '张某某', sex: 'M', township: '990581101', village: '青石村', resettlementType: '原迁' },
    answers: { 201: { what: ['Added', '已新增'], schema: personAnswer } },
    refusals: ['NOT_YOURS'],
    once: true,
  },
  {
    method: 'get',
    path: '/v1/people/{id}',
    id: 'person_read',
    tag: 'people',
    summary: ['One person', '查看人员'],
    about: ['ID number and telephone by their last four digits only.', '身份证号和电话只给出末四位。'],
    params: { id: 'person' },
    answers: { 200: THE_PERSON },
  },
  ...Object.entries(COMMANDS).map(commandRow),
];
