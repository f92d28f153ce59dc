// Words of the frame around every page: brand, navigation, search, account, and what any page may say.
// It must not know what a page shows.

export const frame = {
  brand: '首访',
  brandMeaning: '首访负责到底',
  skip: '跳到正文',
  mainNav: '主导航',
  nav: {
    today: '今日',
    desk: '登记',
    petitions: '信访',
    sessions: '培训',
    people: '花名册',
    imports: '导入',
    reports: '报告',
    mailbox: '邮箱',
  },
  search: { label: '按编号查信访件', placeholder: '按编号查，如 XF-2026-0041', go: '查', key: '按 / 到此处' },
  account: '当前账号',
  signOut: '退出登录',
  otherLanguage: 'English',
  otherLanguageHint: '界面换成英文',
  optional: '可不填',
  choose: '请选择',
  cancel: '返回，不做改动',
  next: '下一页',
  firstPage: '回到第一页',
  errorTitle: '有几处需要改一下',
  errorPrefix: '错误',
  footer: '移民信访与培训',
  separator: '、',
  brackets: (text: string) => `（${text}）`,
} as const;
