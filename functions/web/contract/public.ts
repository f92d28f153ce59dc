// What is answered without signing in: the petitioner's own question, and this contract.
// It must not know who is answered.
import { statusAnswer, statusBody } from '../status/shapes.ts';
import type { Operation } from './operation.ts';

export const PUBLIC: readonly Operation[] = [
  {
    method: 'post',
    path: '/public/status',
    id: 'public_status',
    tag: 'public',
    summary: ['How a petition stands', '查询信访件'],
    about: [
      'For the holder of a slip: number and query code travel in the body only. A wrong code, an unknown number and another bureau get the same answer; too many wrong ones have to wait.',
      '凭回执上的编号和查询码查询，两者只写在正文里。查询码不对、没有这个编号、不是本局，答复一样；错得太多，要等一会儿。',
    ],
    body: statusBody,
    example: { bureau: '990581', number: 'XF-2026-0041', code: '7k3m9-2xq4p' },
    answers: { 200: { what: ['How far it is, who answers for it, what comes next', '进度、责任人、下一个日期'], schema: statusAnswer } },
    refusals: ['NOT_FOUND', 'TOO_MANY'],
    open: true,
  },
  {
    method: 'get',
    path: '/v1/openapi.json',
    id: 'contract_read',
    tag: 'public',
    summary: ['This document', '本文件'],
    answers: {
      200: { what: ['OpenAPI 3.1', 'OpenAPI 3.1'], files: ['application/json'] },
      304: { what: ['As `If-None-Match` has it already', '与 If-None-Match 所指的一样'] },
    },
    open: true,
  },
];
