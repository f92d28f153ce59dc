// Words of the page where a petitioner asks how things stand. Read by people who seldom read notices: short, plain, no terms of office.
// It must not know when a sentence is shown.
import type { Promised, Standing } from '../../services/status.ts';
import type { Catalogue } from '../words/catalogue.ts';
import type { Language } from '../words/index.ts';

const zh = {
  title: '查询办理情况',
  lead: '编号和查询码印在登记回执上。',
  fields: {
    number: '信访编号',
    code: '查询码',
  },
  numberHint: '如 XF-2026-0041',
  codeHint: '十位，大小写、空格都不要紧',
  submit: '查询',
  wrong: '编号或者查询码不对。请对照回执再输一次；回执丢了，请到信访室补打。',
  wait: (minutes: number) => `输错的次数太多了。请对照回执核对，${minutes} 分钟后再试；输对了随时可以查到。`,
  standings: {
    RECEIVED: '已收到',
    ACCEPTED: '已受理',
    IN_HAND: '正在办理',
    ANSWERED: '已有答复',
    CALLING_BACK: '已送达，正在回访',
    CLOSED: '已办结',
  } satisfies Record<Standing, string>,
  standing: '办到哪一步',
  next: '下一个日期',
  promises: {
    'DL-NOTICE': '最迟这一天书面告知您',
    'DL-HANDLE': '最迟这一天书面答复您',
    'DL-REWORK': '最迟这一天重新答复您',
    'DL-FOLLOWUP': '最迟这一天向您回访',
    'DL-REVIEW-RIGHT': '您对答复不满意，最迟这一天申请复查',
  } satisfies Record<Promised, string>,
  passed: '这一天已经过了，请打电话催问。',
  rightPassed: '这一天已经过了。',
  officer: '首访责任人',
  room: '信访室',
  phone: '办公电话',
  closedOn: '办结日期',
  asOf: (day: string) => `查询日期：${day}`,
  print: '打印',
  another: '再查一件',
} as const;

type StatusWords = Catalogue<typeof zh>;

const en: StatusWords = {
  title: 'How your petition stands',
  lead: 'The number and the query code are printed on your slip.',
  fields: {
    number: 'Petition number',
    code: 'Query code',
  },
  numberHint: 'such as XF-2026-0041',
  codeHint: 'ten characters; capitals and spaces do not matter',
  submit: 'Look it up',
  wrong: 'The number or the code is not right. Compare with your slip and try again; if you lost it, the petition room prints another.',
  wait: (minutes) =>
    `Too many wrong tries. Compare with your slip and try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}; the right code works at any time.`,
  standings: {
    RECEIVED: 'Received',
    ACCEPTED: 'Accepted',
    IN_HAND: 'Being handled',
    ANSWERED: 'Answer ready',
    CALLING_BACK: 'Answer delivered; we call back',
    CLOSED: 'Closed',
  },
  standing: 'How far it is',
  next: 'Next date',
  promises: {
    'DL-NOTICE': 'written notice to you by this day',
    'DL-HANDLE': 'written answer to you by this day',
    'DL-REWORK': 'new answer to you by this day',
    'DL-FOLLOWUP': 'we call you back by this day',
    'DL-REVIEW-RIGHT': 'if you disagree with the answer, ask for a review by this day',
  },
  passed: 'This day has passed: please call.',
  rightPassed: 'This day has passed.',
  officer: 'First-contact officer',
  room: 'Petition room',
  phone: 'Desk telephone',
  closedOn: 'Closed on',
  asOf: (day) => `As of ${day}`,
  print: 'Print',
  another: 'Look up another',
};

const CATALOGUES: Readonly<Record<Language, StatusWords>> = { zh, en };

export const statusWords = (language: Language): StatusWords => CATALOGUES[language];
