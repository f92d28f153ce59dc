// Words of the page a mail leads to. The rest (states, limits, refusals) is in the common catalogue.
// It must not know when a sentence is shown.
import type { ActionOutcome } from '../../domain/mail/action-outcomes.ts';
import type { Catalogue } from '../words/catalogue.ts';
import type { Language } from '../words/index.ts';

const zh = {
  title: (number: string) => `签收 ${number}`,
  from: '来自邮件',
  until: (moment: string) => `链接有效至 ${moment}`,
  lead: '您是这件信访的首访责任人。请选一项，再按下面的按钮；只打开本页不会改动任何内容。',
  legend: '您的答复',
  outcomes: {
    SIGN: '签收，由我负责到底',
    SIGN_CONTACTED: '签收，并且已经联系过信访人',
    DOUBT: '我有疑问，请信访室联系我（暂不签收）',
  } satisfies Record<ActionOutcome, string>,
  submit: '提交',
  chooseFirst: '请先选一项，再提交。',
  stale: '这一页打开得太久，刚才的选择没有提交。请看一下最新情况，再选一次。',
  results: {
    SIGN: (moment: string) => `您已于${moment}签收。`,
    SIGN_CONTACTED: (moment: string) => `您已于${moment}签收，并注明已联系信访人。`,
    DOUBT: (moment: string) => `您的疑问已于${moment}记入案卷。这件信访还没有签收。`,
  } satisfies Record<ActionOutcome, (moment: string) => string>,
  undo: '撤回签收',
  undoUntil: (time: string) => `按错了？${time} 以前可以撤回。`,
  sure: '是我按错了，请撤回这次签收',
  tickFirst: '要撤回，请先勾选，再按按钮。',
  openCase: '登录并打开信访件',
  why: '为什么是这一天',
  aim: (day: string) => `办理目标 ${day}`,
  alreadySigned: (moment: string) => `您已于${moment}签收过，不用重复。`,
  notYours: '首访责任人已经变更，这件信访不再由您签收。',
  closed: '这件信访已经办结销号，不用签收。',
  gone: {
    title: '链接不能用了',
    lead: '链接不对，或者已经过期，或者打开后过了十五分钟。请回到邮件重新打开；还不行，请登录后办理。',
    signIn: '去登录',
  },
} as const;

type ActionWords = Catalogue<typeof zh>;

const en: ActionWords = {
  title: (number) => `Sign for ${number}`,
  from: 'From a mail',
  until: (moment) => `Link valid until ${moment}`,
  lead: 'You are the first-contact officer of this petition. Choose one answer and press the button; opening this page changes nothing.',
  legend: 'Your answer',
  outcomes: {
    SIGN: 'I sign for it and see it through',
    SIGN_CONTACTED: 'I sign for it and have contacted the petitioner',
    DOUBT: 'I have a question: petition room, please contact me (not signed yet)',
  },
  submit: 'Submit',
  chooseFirst: 'Choose an answer first, then submit.',
  stale: 'This page was open too long and your choice was not submitted. See how things stand now and choose again.',
  results: {
    SIGN: (moment) => `You signed for it on ${moment}.`,
    SIGN_CONTACTED: (moment) => `You signed for it on ${moment} and said that the petitioner was contacted.`,
    DOUBT: (moment) => `Your question was recorded on ${moment}. The petition is not signed for yet.`,
  },
  undo: 'Withdraw the signature',
  undoUntil: (time) => `Pressed by mistake? You can withdraw it until ${time}.`,
  sure: 'I pressed by mistake; withdraw this signature',
  tickFirst: 'To withdraw it, tick the box first, then press.',
  openCase: 'Sign in and open the petition',
  why: 'Why this day',
  aim: (day) => `aim for ${day}`,
  alreadySigned: (moment) => `You signed for it on ${moment}; once is enough.`,
  notYours: 'The first-contact officer has changed; this petition is no longer yours to sign for.',
  closed: 'This petition is closed; it needs no signature.',
  gone: {
    title: 'This link does not work',
    lead: 'It is wrong, or expired, or was opened more than fifteen minutes ago. Open it again from the mail, or sign in.',
    signIn: 'Sign in',
  },
};

const CATALOGUES: Readonly<Record<Language, ActionWords>> = { zh, en };

export const actionWords = (language: Language): ActionWords => CATALOGUES[language];
