// The operations on the calendar, the mail ledger and attachments.
// It must not know how a date is counted.
import { blobAnswer } from '../api/answers.ts';
import { dueAnswer, mailListAnswer } from '../api/row-views.ts';
import { dueQuery, mailsQuery } from '../schema/queries.ts';
import type { Operation } from './operation.ts';

export const BUREAU: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/calendar/due',
    id: 'calendar_due',
    tag: 'bureau',
    summary: ['When a period of days ends', '期限推算'],
    about: [
      'The day of the event is not counted. Natural days have three dates: as counted, moved on to a working day, moved back to one; working days have one.',
      '当天不计。自然日给出三个日期：法定届满日、顺延后的工作日、提前到的工作日；工作日只有一个。',
    ],
    query: dueQuery,
    answers: { 200: { what: ['The dates, and how they came about', '日期及其推算过程'], schema: dueAnswer } },
  },
  {
    method: 'get',
    path: '/v1/mails',
    id: 'mail_list',
    tag: 'bureau',
    summary: ['The mail ledger', '邮件台账'],
    about: [
      'Newest first; of one `case`, or of the bureau. Keepers of the ledger see all of them, others their own.',
      '新的在前；可按 case 查一件信访件的，或全局的。台账管理人看全部，其他人看自己的。',
    ],
    query: mailsQuery,
    answers: { 200: { what: ['A page of the ledger', '台账的一页'], schema: mailListAnswer } },
    refusals: ['NOT_FOUND'],
  },
  {
    method: 'post',
    path: '/v1/blobs',
    id: 'blob_keep',
    tag: 'bureau',
    summary: ['Keep an attachment', '上传附件'],
    about: ['The id goes into `attachments` of a contact.', '把得到的编号写进来访的 attachments。'],
    file: { types: ['application/octet-stream'] },
    answers: { 201: { what: ['Kept', '已保存'], schema: blobAnswer } },
    refusals: ['NOT_YOURS'],
    once: true,
  },
];
