// The plain pages around signing in, in both languages; Chinese first.
// They must not tell which addresses the directory knows, nor what the issuer answered.
import type { Language } from '../../domain/calendar/explain.ts';

interface PageWords {
  readonly title: string;
  readonly sentence: string;
  readonly way: string; // the button
}

export const SIGN_IN_WORDS = {
  unknown: {
    zh: {
      title: '账号已经识别，但不在本局名册里',
      sentence:
        '统一登录平台认得您，可是本局名册里没有与您的邮箱对应的工作人员，或者账号已经到期。请联系系统管理员核对名册，然后重新登录。',
      way: '换一个账号',
    },
    en: {
      title: 'Your account is known, but it is not on the bureau’s list',
      sentence:
        'The sign-in service knows you, but no member of staff on the bureau’s list goes with your e-mail address, or the account has run out. Ask the system administrator to check the list, then sign in again.',
      way: 'Use another account',
    },
  },
  refused: {
    zh: {
      title: '这次没有登录成功',
      sentence: '登录被取消，或者等得太久、同时开了几个登录页。什么也没有丢失，请从头再来一次。',
      way: '重新登录',
    },
    en: {
      title: 'Signing in did not work this time',
      sentence: 'It was cancelled, took too long, or several sign-in pages were open at once. Nothing is lost; please begin again.',
      way: 'Begin again',
    },
  },
  unreachable: {
    zh: {
      title: '统一登录平台暂时连不上',
      sentence: '不是您的账号有问题。请过几分钟再试；一直不行，请告诉系统管理员。',
      way: '再试一次',
    },
    en: {
      title: 'The sign-in service cannot be reached',
      sentence: 'Nothing is wrong with your account. Try again in a few minutes; if it goes on, tell the system administrator.',
      way: 'Try again',
    },
  },
  again: {
    zh: {
      title: '登录已经到期',
      sentence: '刚才提交的内容没有保存。请先登录，再返回原来的页面重新提交。',
      way: '登录',
    },
    en: {
      title: 'Your sign-in has ended',
      sentence: 'What you just sent was not saved. Sign in, then go back to the page and send it again.',
      way: 'Sign in',
    },
  },
  leaving: {
    zh: { title: '正在退出', sentence: '本系统已经退出，正在退出统一登录平台。', way: '继续' },
    en: { title: 'Signing out', sentence: 'You are signed out here; now signing out of the sign-in service.', way: 'Continue' },
  },
  out: {
    zh: { title: '已经退出', sentence: '用的是公用电脑，请关闭浏览器窗口。', way: '重新登录' },
    en: { title: 'You are signed out', sentence: 'On a shared computer, close the browser window as well.', way: 'Sign in again' },
  },
} as const satisfies Record<string, Readonly<Record<Language, PageWords>>>;

export type PlainPage = keyof typeof SIGN_IN_WORDS;
