// Every sentence of `npm run directory`, in Chinese and English: what is wrong in a file, and what was or would be changed.
// It must not know how either is found out.
import type { Language } from '../../lib/local/words.ts';

const WORDS = {
  // The command line.
  usage: {
    zh: `用法：npm run directory -- [选项]

把人员、乡镇和工作日历写入已部署的名录。以 AWS 凭据运行；先用 --dry-run 看看。

  --stage 名称        部署的阶段（默认 prod）
  --staff 文件        人员表，CSV（UTF-8）或 .xlsx
  --townships 文件    乡镇表，CSV（UTF-8）或 .xlsx
  --calendar 文件     新公布年份的工作日历，JSON
  --published         不给文件，只写入已公布年份的工作日历
  --remove            移除文件中没有的人员和乡镇
  --accounts          为每个邮箱在用户池中开账户
  --invite            开账户时由 Cognito 发信告知
  --dry-run           只说将做什么，什么也不写
  --outputs 文件      cdk deploy --outputs-file 写出的文件（默认 cdk-outputs.json），表、局代码和用户池由此而来
  --table 表          改用此表：ARN，或表名加 --region
  --bureau 代码       改用此局代码，六位数字
  --user-pool 编号    改用此用户池
  --region 区域       --table 只给表名时所在的区域
  --help              显示本说明`,
    en: `Usage: npm run directory -- [options]

Writes staff, townships and work calendars into the directory of a deployment. Runs with your AWS credentials; look first, with --dry-run.

  --stage name        which deployment (prod, unless said otherwise)
  --staff file        the staff, CSV in UTF-8 or .xlsx
  --townships file    the townships, CSV in UTF-8 or .xlsx
  --calendar file     the work calendar of a year published since, JSON
  --published         without a file: the published work calendars alone
  --remove            removes staff and townships that the file does not name
  --accounts          makes an account in the user pool for each mail address
  --invite            lets Cognito write to each new account
  --dry-run           says what would be done, and writes nothing
  --outputs file      what cdk deploy --outputs-file wrote (cdk-outputs.json): table, bureau and user pool are read from it
  --table table       this table instead: an ARN, or a name with --region
  --bureau code       this bureau instead, six digits
  --user-pool id      this user pool instead
  --region region     of a --table given by name alone
  --help              shows this`,
  },
  badOption: { zh: '参数有误：{value}', en: 'Wrong option: {value}' },
  nothingGiven: {
    zh: '请至少给出 --staff、--townships、--calendar 之一；不给文件时用 --published 只写入已公布的工作日历。',
    en: 'Give at least one of --staff, --townships and --calendar; without a file, --published writes the published work calendars alone.',
  },
  noTable: {
    zh: '不知道写到哪张表：用 --table 给出表的 ARN，或用 cdk deploy --outputs-file {file} 部署后再运行。',
    en: 'Which table? Give its ARN by --table, or deploy with cdk deploy --outputs-file {file} first.',
  },
  noStage: {
    zh: '{file} 中没有名为 {stage} 的部署；有：{there}。',
    en: '{file} holds no deployment called {stage}; there are: {there}.',
  },
  noBureau: {
    zh: '不知道是哪个局：用 --bureau 给出六位代码，或用 cdk deploy --outputs-file {file} 部署后再运行。',
    en: 'Which bureau? Give its six digits by --bureau, or deploy with cdk deploy --outputs-file {file} first.',
  },
  badBureau: { zh: '局代码应为六位数字，而不是“{value}”。', en: 'The code of a bureau is six digits, not "{value}".' },
  badTable: {
    zh: '“{value}”不是 DynamoDB 表的 ARN；若只给表名，还须给出 --region。',
    en: '"{value}" is not the ARN of a DynamoDB table; a bare name needs --region too.',
  },
  noPool: {
    zh: '输出中没有用户池（StaffPool）；用 --user-pool 给出它的编号，使用自备身份源的部署不需要它。',
    en: 'The outputs name no user pool (StaffPool); give its id by --user-pool. A stage with an issuer of its own needs none.',
  },
  noFile: { zh: '读不到文件 {file}（{code}）。', en: 'The file {file} cannot be read ({code}).' },

  // A file as a whole.
  notUtf8: { zh: '{file}：不是 UTF-8 文本；请另存为“CSV UTF-8”或 .xlsx。', en: '{file}: not UTF-8; save it as "CSV UTF-8" or as .xlsx.' },
  notTable: { zh: '{file}：不是表格。', en: '{file}: not a table.' },
  columnMissing: { zh: '{file}：缺少列 {column}。', en: '{file}: the column {column} is missing.' },
  columnUnknown: { zh: '{file}：不认识列 {column}；可用：{known}。', en: '{file}: there is no column {column}; known are {known}.' },
  noRows: { zh: '{file}：没有任何一行。', en: '{file}: not one row.' },
  notCalendar: {
    zh: '{file}：应为 {"2027": {"rest": ["2027-01-01", …], "makeUp": [ … ]}} 这样的 JSON。',
    en: '{file}: must be JSON such as {"2027": {"rest": ["2027-01-01", …], "makeUp": [ … ]}}.',
  },

  // One row.
  surplus: {
    zh: '{file} 第 {row} 行：单元格比列多；含逗号的内容须加引号。',
    en: '{file}, row {row}: more cells than columns; quote what has a comma in it.',
  },
  badId: {
    zh: '{file} 第 {row} 行：编号“{value}”应为一个大写字母加 1 至 15 个大写字母或数字，如 F01。',
    en: '{file}, row {row}: the id "{value}" must be a capital letter and 1 to 15 capitals or digits, such as F01.',
  },
  empty: { zh: '{file} 第 {row} 行：{column} 为空。', en: '{file}, row {row}: {column} is empty.' },
  badRole: {
    zh: '{file} 第 {row} 行：没有角色“{value}”；可用：{known}。',
    en: '{file}, row {row}: there is no role "{value}"; known are {known}.',
  },
  noRole: { zh: '{file} 第 {row} 行：至少要有一个角色。', en: '{file}, row {row}: at least one role is needed.' },
  badEmail: { zh: '{file} 第 {row} 行：“{value}”不是邮箱地址。', en: '{file}, row {row}: "{value}" is not a mail address.' },
  badLanguage: {
    zh: '{file} 第 {row} 行：语言应为 zh 或 en，而不是“{value}”。',
    en: '{file}, row {row}: the language is zh or en, not "{value}".',
  },
  badPhone: {
    zh: '{file} 第 {row} 行：电话里没有一个数字。',
    en: '{file}, row {row}: the telephone has not one digit.',
  },
  badDay: {
    zh: '{file} 第 {row} 行：“{value}”不是日期（如 2026-12-31）。',
    en: '{file}, row {row}: "{value}" is not a day (such as 2026-12-31).',
  },
  badTownship: {
    zh: '{file} 第 {row} 行：乡镇代码“{value}”应为以 {bureau} 开头的九位数字。',
    en: '{file}, row {row}: the township code "{value}" must be nine digits that begin with {bureau}.',
  },
  twice: {
    zh: '{file} 第 {row} 行：{column}“{value}”与第 {other} 行重复。',
    en: '{file}, row {row}: {column} "{value}" stands in row {other} already.',
  },

  // Rows against each other, and against what is in the table.
  emailTaken: {
    zh: '{id} 与 {other} 的邮箱相同：凭邮箱登录，须各不相同。',
    en: '{id} and {other} have the same mail address: people sign in by it, so each needs their own.',
  },
  clientTaken: { zh: '程序“{value}”同时列在 {id} 和 {other} 名下。', en: 'The program "{value}" stands under both {id} and {other}.' },
  areaUnknown: { zh: '{id}：没有乡镇 {value}。', en: '{id}: there is no township {value}.' },
  areaMissing: { zh: '{id}：乡镇专干须写明所辖乡镇。', en: '{id}: a township officer needs a township.' },
  areaRemoved: {
    zh: '乡镇 {value} 将被移除，而 {id} 仍辖该乡镇。',
    en: 'Township {value} would be removed, and {id} still answers for it.',
  },
  badYear: { zh: '{file}：“{value}”不是年份。', en: '{file}: "{value}" is not a year.' },
  dayElsewhere: {
    zh: '{file}：{value} 既不是日期，也不在 {year} 年（或上一年 12 月）。',
    en: '{file}: {value} is not a day of {year}, or of the December before.',
  },
  dayBoth: { zh: '{file}：{value} 既列为休息又列为上班。', en: '{file}: {value} is listed both as rest and as work.' },
  makeUpWeekday: {
    zh: '{file}：{value} 本是工作日，不能列为调休上班。',
    en: '{file}: {value} is a weekday, and cannot be worked in exchange.',
  },
  wrongOne: { zh: '发现 1 处问题，什么也没有写入。', en: 'One thing is wrong; nothing was written.' },
  wrong: { zh: '发现 {n} 处问题，什么也没有写入。', en: '{n} things are wrong; nothing was written.' },

  // What is there afterwards.
  nobodyPETITION_ROOM: {
    zh: '提示：没有人担任 PETITION_ROOM，受理、办结无人可做。',
    en: 'Note: nobody is PETITION_ROOM, so nobody can accept or close.',
  },
  nobodyDUTY_DESK: {
    zh: '提示：没有人担任 DUTY_DESK，送不到的邮件无人处理。',
    en: 'Note: nobody is DUTY_DESK, so nobody sees to mail that reached nobody.',
  },
  nobodyHEAD: {
    zh: '提示：没有人担任 HEAD，延期、改派无人可批。',
    en: 'Note: nobody is HEAD, so nobody can extend a limit or change an owner.',
  },
  nobodyADMIN: {
    zh: '提示：没有人担任 ADMIN，导入和人员无人可管。',
    en: 'Note: nobody is ADMIN, so nobody can import or see to the staff.',
  },
  noYear: {
    zh: '提示：{year} 年的工作日历尚未写入，届时按周一至周五推算并注明。',
    en: 'Note: there is no work calendar for {year}; its days are reckoned Monday to Friday, and say so.',
  },

  // Changes.
  ADDED: { zh: '新增 {kind} {id}', en: 'new: {kind} {id}' },
  CHANGED: { zh: '更改 {kind} {id}（{fields}）', en: 'changed: {kind} {id} ({fields})' },
  REMOVED: { zh: '移除 {kind} {id}', en: 'removed: {kind} {id}' },
  LEFT: {
    zh: '保留 {kind} {id}：文件中没有（用 --remove 移除）',
    en: 'left as it is: {kind} {id}, not in the file (--remove would remove it)',
  },
  staff: { zh: '人员', en: 'staff' },
  township: { zh: '乡镇', en: 'township' },
  year: { zh: '日历', en: 'calendar' },
  counted: {
    zh: '新增 {added}，更改 {changed}，未变 {same}，保留 {left}，移除 {removed}。',
    en: '{added} new, {changed} changed, {same} the same, {left} left, {removed} removed.',
  },
  written: { zh: '已写入 {table}，一分钟内生效。', en: 'Written to {table}; in force within a minute.' },
  dryRun: { zh: '试运行：什么也没有写入。', en: 'Dry run: nothing was written.' },
  accountMade: { zh: '新开账户 {id}', en: 'account made: {id}' },
  accountToMake: { zh: '将新开账户 {id}', en: 'account to be made: {id}' },
  accounts: { zh: '账户：新开 {made}，已有 {there}。', en: 'Accounts: {made} made, {there} there already.' },
  refused: { zh: 'AWS 拒绝了请求（{code}）。', en: 'AWS refused ({code}).' },
} as const satisfies Record<string, Record<Language, string>>;

export type Word = keyof typeof WORDS;
export type Data = Readonly<Record<string, string | number | Finding>>;

/** A sentence still without a language. */
export interface Finding {
  readonly word: Word;
  readonly data: Data;
}

export const finding = (word: Word, data: Data = {}): Finding => ({ word, data });

export const say = ({ word, data }: Finding, language: Language): string =>
  WORDS[word][language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = data[name];
    if (value === undefined) return whole;
    return typeof value === 'object' ? say(value, language) : String(value);
  });
