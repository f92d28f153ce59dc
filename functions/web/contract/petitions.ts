// The operations on contacts and petitions, one row each; every command is an operation of its own.
// It must not know how they are carried out.
import * as z from 'zod';
import type { CommandName } from '../../domain/petitions/commands.ts';
import type { RefusalCode } from '../../domain/result.ts';
import { verifyAnswer } from '../api/answers.ts';
import { caseAnswer, registeredAnswer } from '../api/case-view.ts';
import { petitionHistoryAnswer } from '../api/event-views.ts';
import { contactListAnswer, worklistAnswer } from '../api/row-views.ts';
import { commandSchemas } from '../schema/commands.ts';
import { contactSchema } from '../schema/contact.ts';
import { WORKLIST_DEFAULTS, worklistQuery } from '../schema/queries.ts';
import type { Both, Operation } from './operation.ts';

const THE_CASE = { what: ['The petition as it stands now', '信访件现状'], schema: caseAnswer } as const;
export const petitionListAnswer = z.union([worklistAnswer, contactListAnswer]);

interface CommandRow {
  readonly summary: Both;
  readonly about?: Both;
  readonly refusals?: readonly RefusalCode[];
  readonly example?: Readonly<Record<string, unknown>>;
}

const COMMANDS: { readonly [Name in CommandName]: CommandRow } = {
  acknowledge: {
    summary: ['Sign for a petition', '签收'],
    about: ['By its first-contact officer; once.', '由首访责任人签收，只签一次。'],
    refusals: ['ALREADY_DONE'],
  },
  undoAcknowledge: {
    summary: ['Take the signature back', '撤销签收'],
    about: ['Within ten minutes.', '十分钟内有效。'],
    refusals: ['TOO_LATE'],
  },
  accept: {
    summary: ['Accept into handling', '受理'],
    about: [
      'Only the sixth route of Art. 31 leads into the 60 days here.',
      '只有《信访工作条例》第三十一条第六项的事项在此受理，期限60日。',
    ],
    refusals: ['NEEDS_ROUTE_SIX'],
    example: { version: 2, legalRoute: 6, category: 'C20', noticeWay: 'IN_PERSON' },
  },
  startHandling: { summary: ['Begin the work', '开始办理'], example: { version: 3, plan: '走访核实，一周内答复。' } },
  note: { summary: ['Write a note into the history', '写办理记录'], example: { version: 4, text: '已到村里核对名册。' } },
  issueOpinion: {
    summary: ['Issue the written opinion', '出具处理意见'],
    about: ['The four parts of Art. 32 and the outcome.', '按第三十二条写明诉求、事实、意见和依据，并选处理结果。'],
    example: {
      version: 5,
      request: '要求核对后期扶持资金。',
      facts: '经核对，漏发一个季度。',
      opinion: '予以补发。',
      outcome: 'RESOLVED_SUPPORTED',
      basis: '后期扶持资金管理办法',
    },
  },
  serve: {
    summary: ['Record that the opinion was served', '送达'],
    about: [
      'Not before the day of the opinion and not after today; today where no date is given.',
      '送达日期不早于出具意见之日，不晚于今天；不填即今天。',
    ],
    example: { version: 6, way: '直接送达', receiver: '本人' },
  },
  followUp: {
    summary: ['Record a call-back', '回访'],
    about: ['Whoever was reached said how satisfied they are.', '联系上的，必须写明满意程度。'],
    example: { version: 7, way: '电话', reached: true, satisfaction: 'SATISFIED' },
  },
  reopen: {
    summary: ['Open the work again', '重新办理'],
    about: ['Where the petitioner is not satisfied.', '回访不满意的。'],
    example: { version: 8, reason: '补发金额仍有出入。' },
  },
  reassignOwner: {
    summary: ['Name another first-contact officer', '变更首访责任人'],
    about: ['By the head of the bureau.', '由局长决定。'],
    example: { version: 2, to: 'F06', reason: '原责任人长期出差。' },
  },
  close: {
    summary: ['Close the petition', '办结'],
    about: [
      'After a call-back; not by whoever handled the matter and made the call-back. Unsettled matters need `waived`.',
      '回访之后办结；自办自访的，由他人办结。尚未了结的，须写明 waived。',
    ],
    refusals: ['NEEDS_SECOND_PERSON', 'NEEDS_CALL_BACK', 'NEEDS_OUTCOME'],
    example: { version: 8, reason: 'SETTLED' },
  },
};

const commandRow = ([name, row]: [string, CommandRow]): Operation => ({
  method: 'post',
  path: `/v1/petitions/{number}/${name}`,
  id: `petition_${name}`,
  tag: 'petitions',
  params: { number: 'petition' },
  body: commandSchemas[name as CommandName],
  answers: { 200: THE_CASE },
  once: true,
  ...row,
  example: row.example ?? { version: 1 },
  refusals: ['NOT_YOURS', 'WRONG_STATE', 'STALE', ...(row.refusals ?? [])],
});

export const PETITIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/contacts',
    id: 'contact_register',
    tag: 'petitions',
    summary: ['Register a contact', '登记来访'],
    about: [
      'Opens a petition, or joins the one named by `petition`. Either `petitioners` or `anonymous: true`; a visit of five people or more elects one to five `representatives`. The query code is told once, for the slip.',
      '新开一件信访件，或用 petition 并入已有的一件。写 petitioners，或写 anonymous: true；五人以上来访须推选 1 至 5 名代表。查询码只在此时给出，印在回执上。',
    ],
    body: contactSchema,
    example: {
      channel: 'VISIT',
      township: '990581101',
      village: '青石村',
      story: '后期扶持资金少发了一个季度，请核对。',
      category: 'C20',
      petitioners: [{ name: '张某某', phone: '10012345678' }],
    },
    answers: { 201: { what: ['Registered', '已登记'], schema: registeredAnswer } },
    refusals: ['NOT_YOURS'],
    once: true,
  },
  {
    method: 'get',
    path: '/v1/petitions',
    id: 'petition_list',
    tag: 'petitions',
    summary: ['Worklists', '工作列表'],
    about: [
      'Open cases by due day: `mine` (default), of an `area`, `overdue`; or with `view=month` the contacts received in a month. A list answers with the fields of its kind.',
      '未办结的信访件按期限排列：mine（默认）、area、overdue；view=month 则列出某月的来访。',
    ],
    query: worklistQuery,
    defaults: WORKLIST_DEFAULTS,
    answers: { 200: { what: ['A page of the list', '列表的一页'], schema: petitionListAnswer } },
  },
  {
    method: 'get',
    path: '/v1/petitions/{number}',
    id: 'petition_read',
    tag: 'petitions',
    summary: ['One petition', '查看信访件'],
    about: [
      'State, roles, deadlines with their derivation, contacts, and the commands allowed to the caller now.',
      '状态、责任人、各项期限及其推算、历次来访，以及当前可用的操作。',
    ],
    params: { number: 'petition' },
    answers: { 200: THE_CASE },
  },
  {
    method: 'get',
    path: '/v1/petitions/{number}/events',
    id: 'petition_history',
    tag: 'petitions',
    summary: ['The history of a petition', '信访件的历史'],
    about: ['Every event with the hash of the one before it; who is accused stays out.', '每条记录带有前一条的哈希值；被反映人不在其中。'],
    params: { number: 'petition' },
    answers: { 200: { what: ['The whole history as one page', '全部历史，一页'], schema: petitionHistoryAnswer } },
  },
  {
    method: 'get',
    path: '/v1/petitions/{number}/verify',
    id: 'petition_verify',
    tag: 'petitions',
    summary: ['Check the chain of the history', '核验历史是否完整'],
    params: { number: 'petition' },
    answers: { 200: { what: ['Whether the history is whole', '历史是否完整'], schema: verifyAnswer } },
  },
  {
    method: 'get',
    path: '/v1/petitions/{number}/attachments/{id}',
    id: 'petition_attachment',
    tag: 'petitions',
    summary: ['An attachment of a petition', '下载附件'],
    about: ['Always as bytes to be saved.', '一律作为文件下载。'],
    params: { number: 'petition', id: 'attachment' },
    answers: { 200: { what: ['The file', '文件'], files: ['application/octet-stream'] } },
  },
  ...Object.entries(COMMANDS).map(commandRow),
];
