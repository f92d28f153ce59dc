// Every sentence of the local front door, in Chinese and English: the sign-in chooser, the mailbox, the command line.
// It must not know where they are shown.

export type Language = 'zh' | 'en';

/** Why the program cannot start. `{name}` is filled from the refusal's data. */
const REFUSALS = {
  badOption: {
    zh: '启动参数有误（{value}）；可用：--port --data --empty --host --smtp-port --functions。',
    en: 'Wrong option ({value}); known are --port, --data, --empty, --host, --smtp-port and --functions.',
  },
  badPort: { zh: '{flag} 应为 0 至 65535 的整数，而不是“{value}”。', en: '{flag} must be a whole number from 0 to 65535, not "{value}".' },
  badHost: { zh: '--host 应为主机名或 IP 地址，而不是“{value}”。', en: '--host must be a host name or an address, not "{value}".' },
  badData: { zh: '--data 应为一个文件夹的路径。', en: '--data must be the path of a folder.' },
  badFunctions: {
    zh: '--functions 应为打包好的函数所在的文件夹，而在“{folder}”中没有找到它们。',
    en: '--functions must be a folder of bundled functions, and there are none in "{folder}".',
  },
  folderTaken: {
    zh: '数据文件夹 {folder} 已被另一个首访程序（进程 {pid}）使用，请先停止它或换一个文件夹。',
    en: 'The data folder {folder} is in use by another Shoufang (process {pid}); stop that one first or choose another folder.',
  },
  folderUnusable: { zh: '数据文件夹 {folder} 无法使用（{code}）。', en: 'The data folder {folder} cannot be used ({code}).' },
  badVaultKey: {
    zh: '密钥文件 {file} 已损坏；没有它就读不出已加密的内容，请从备份恢复。',
    en: 'The key file {file} is damaged; encrypted fields cannot be read without it, so restore it from a backup.',
  },
  portTaken: {
    zh: '端口 {port} 已被占用或不允许使用（{code}），请用 --port 换一个（0 为任选）。',
    en: 'Port {port} is taken or not allowed ({code}); choose another one (--port 0 picks a free one).',
  },
  noEngine: {
    zh: '内置数据库只支持 linux-x64；请用 DYNAMODB_ENDPOINT 指定一个 DynamoDB 地址（如 DynamoDB Local）后再启动。',
    en: 'The embedded database runs on linux-x64 only; name a DynamoDB endpoint (for instance DynamoDB Local) in DYNAMODB_ENDPOINT and start again.',
  },
  engineSilent: { zh: '数据库 {endpoint} 没有应答。', en: 'The database at {endpoint} does not answer.' },
} as const satisfies Record<string, Record<Language, string>>;

export type RefusalKey = keyof typeof REFUSALS;

const WORDS = {
  signInTitle: { zh: '选择登录人员', en: 'Choose who signs in' },
  signInHint: {
    zh: '本机演示不设密码：点一个名字即以此人身份进入。正式部署时改用单位的统一登录。',
    en: 'On this machine there is no password: press a name to enter as that person. A deployment signs in through the office identity provider.',
  },
  signInUnknown: { zh: '没有这位工作人员，请从名单中选择。', en: 'There is no such member of staff; choose one from the list.' },
  signInOrigin: { zh: '请在本站的登录页上登录。', en: 'Sign in from the sign-in page of this site.' },
  noStaff: { zh: '名单是空的。', en: 'The list is empty.' },
  name: { zh: '姓名', en: 'Name' },
  unit: { zh: '单位', en: 'Unit' },
  roles: { zh: '角色', en: 'Roles' },
  mailbox: { zh: '本机邮箱', en: 'Mailbox of this machine' },
  sent: { zh: '系统发出的邮件', en: 'Mails sent by the system' },
  waiting: { zh: '已收到，待归档', en: 'Received, waiting to be filed' },
  noMails: {
    zh: '还没有邮件。登记一次来访后，首接责任人的邮件会出现在这里。',
    en: 'No mail yet. Register a visit, and the mail to its first-contact officer appears here.',
  },
  noneWaiting: { zh: '没有待归档的来信。', en: 'Nothing is waiting.' },
  subject: { zh: '主题', en: 'Subject' },
  recipient: { zh: '收件人', en: 'To' },
  sender: { zh: '发件人', en: 'From' },
  time: { zh: '时间', en: 'Time' },
  noSubject: { zh: '（无主题）', en: '(no subject)' },
  noText: { zh: '这封邮件没有文字部分。', en: 'This mail has no text part.' },
  raw: { zh: '下载原件 (.eml)', en: 'Download the original (.eml)' },
  older: { zh: '更早的邮件', en: 'Older mails' },
  back: { zh: '返回邮箱', en: 'Back to the mailbox' },
  noSuchMail: { zh: '没有这封邮件。', en: 'There is no such mail.' },
  starting: { zh: '正在启动，请稍候再试。', en: 'Starting; try again in a moment.' },
  wrongHost: { zh: '此地址不由本程序应答。', en: 'This address is not served here.' },
  broken: { zh: '出了差错，已记入日志。', en: 'Something went wrong; it has been logged.' },
  sampleProgress: { zh: '样例：{what} {done}/{rows}', en: 'sample: {what} {done} of {rows}' },
  sampleDone: { zh: '样例数据已全部载入，用时 {seconds} 秒。', en: 'sample: all of it is in, after {seconds} s' },
  sampleRefused: { zh: '样例：{what} 未能载入（{reason}）。', en: 'sample: {what} could not be taken in ({reason})' },
  sampleBroken: { zh: '样例：中断（{reason}），下次启动继续。', en: 'sample: broke off ({reason}); the next start goes on' },
  importProgress: { zh: '导入：{what} {done}/{rows}', en: 'import: {what} {done} of {rows}' },
  importDone: {
    zh: '导入：{what} 完成，共 {rows} 行，新增 {created}，未收 {rejected}',
    en: 'import: {what} done, {rows} rows, {created} created, {rejected} rejected',
  },
  importFailed: { zh: '导入：{what} 未能载入', en: 'import: {what} could not be taken in' },
  contacts: { zh: '信访台账', en: 'contacts' },
  contacts2012: { zh: '2012年信访台账', en: 'contacts 2012' },
  contacts2013: { zh: '2013年信访台账', en: 'contacts 2013' },
  people: { zh: '移民名册', en: 'people' },
  recentSessions: { zh: '近期培训', en: 'sessions around today' },
  sessions: { zh: '培训场次', en: 'sessions' },
  attendance: { zh: '培训签到', en: 'attendance' },
  otherSessions: { zh: '其他培训场次', en: 'other sessions' },
  otherAttendance: { zh: '其他培训签到', en: 'other attendance' },
  hostWarning: {
    zh: '警告：--host {host} 让其他机器也能访问，而登录页不要密码；仅在可信网络中使用。',
    en: 'Warning: --host {host} lets other machines in, and the sign-in page asks for no password; use it on a trusted network only.',
  },
} as const satisfies Record<string, Record<Language, string>>;

export type Word = keyof typeof WORDS;

type Data = Readonly<Record<string, string | number>>;

export const say = (word: Word, language: Language, data: Data = {}): string => fill(WORDS[word][language], data);
export const sayRefusal = (key: RefusalKey, language: Language, data: Data = {}): string => fill(REFUSALS[key][language], data);

/** 9868 → 9,868 */
export const figure = (n: number): string => n.toLocaleString('en-US');

/** Language of a terminal: Chinese where the locale says so. */
export const terminalLanguage = (env: Readonly<Record<string, string | undefined>>): Language =>
  /^zh/i.test(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ? 'zh' : 'en';

const fill = (sentence: string, data: Data): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(data, name) ? String(data[name]) : whole));
