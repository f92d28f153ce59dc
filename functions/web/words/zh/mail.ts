// Words of the mail ledger and of mail that came in.
// It must not know who may see a mail.

export const mail = {
  title: '邮件台账',
  lead: '系统发出的每一封邮件，发给谁、到了没有，都记在这里。',
  tasksTitle: '没有送到的邮件',
  tasksHint: '请改用电话等方式告知收件人，核对地址后按“已处理”。',
  noTasks: '没有要处理的邮件。',
  dealt: '已处理',
  dealtBy: (name: string, when: string) => `${name} ${when}已处理`,
  ledgerTitle: '全部邮件',
  heads: { when: '时间', mail: '邮件', to: '收件人', about: '信访件', state: '状态' },
  reason: {
    BOUNCED: '对方邮箱不收',
    COMPLAINED: '收件人当作垃圾邮件投诉',
    REJECTED: '邮件服务拒发',
    NOT_RENDERED: '邮件没有生成',
    MessageRejected: '邮件服务拒收',
    SMTP: '邮件服务器拒收',
    TOO_LARGE: '邮件超过邮件服务器的上限',
    UNREACHABLE: '邮件服务器连不上',
    NO_RELAY: '没有可用的邮件服务器设置',
    NO_ADDRESS: '没有可用的地址',
    NO_RECIPIENT: '收件人已不在名单上',
    NO_CASE: '信访件不存在',
    TOO_MANY_ATTEMPTS: '多次发送都没有成功',
  },
  because: { NoEmail: '没有这个地址', Suppressed: '地址在停发名单上', OnAccountSuppressionList: '地址在停发名单上' },
  emptyTitle: '还没有邮件',
  empty: '登记一件来访，给首访责任人的邮件就会记在这里。',
  held: (count: number) => (count === 0 ? '来信待归档' : `来信待归档（${String(count)}）`),
  onBoard: (count: number) => `有 ${String(count)} 封邮件没有送到`,
} as const;

export const heldMail = {
  title: '来信待归档',
  lead: '寄到本系统的邮件原样存放在这里。下载后登记或归档，再按“已处理”。邮件里的链接和附件不一定可靠，打开前请核实。',
  heads: { when: '收到时间', size: '大小', file: '原件', done: '处理' },
  size: (kilobytes: number) => `${String(kilobytes)} KB`,
  download: '下载原件',
  tooLarge: '太大，请系统管理员从存储桶取出',
  dealt: '已处理',
  count: (rows: number, more: boolean) => (more ? `先列出最早的 ${String(rows)} 封，后面还有` : `共 ${String(rows)} 封`),
  emptyTitle: '没有待归档的来信',
  empty: '有人往本系统的邮箱写信，信会先放在这里，等人归档。',
  doneTitle: '本月已处理',
  doneBy: (name: string, when: string) => `${name} · ${when}`,
} as const;
