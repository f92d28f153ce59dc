// What is wrong with a field, and why a request was turned away at the door, in the reader's language; Chinese first.
// It must not know which field: the label stands beside it on a page, the path in an answer of the API.
import type { Language } from '../../domain/calendar/explain.ts';
import type { FieldError, RefusalCode } from '../../domain/result.ts';

type Sentence = Readonly<Record<Language, string>>;

/** `{name}` stands for a value of the error's data. */
export const FIELD_MESSAGES = {
  invalid: { zh: '这一项填得不对', en: 'This is not valid' },
  required: { zh: '请填写这一项', en: 'Fill this in' },
  notText: { zh: '这里要填文字', en: 'This must be text' },
  notANumber: { zh: '要填整数', en: 'This must be a whole number' },
  yesNo: { zh: '这里只能是 true 或 false', en: 'This must be true or false' },
  list: { zh: '这里应该是列表', en: 'This must be a list' },
  object: { zh: '这里应该是含有各字段的对象', en: 'This must be an object with fields' },
  notOneOf: { zh: '只能是以下之一：{values}', en: 'This must be one of: {values}' },
  unknown: { zh: '没有这一项，请核对名称', en: 'There is no such field; check its name' },
  tooLong: { zh: '太长了，最多{most}个字', en: 'Too long: at most {most} characters' },
  tooSmall: { zh: '不能小于{least}', en: 'This must not be less than {least}' },
  tooBig: { zh: '不能大于{most}', en: 'This must not be more than {most}' },
  tooMany: { zh: '太多了，最多{most}个', en: 'At most {most} entries' },
  controlCharacters: { zh: '含有看不见的控制字符，请删去', en: 'This contains control characters; remove them' },
  unreadableText: { zh: '含有残缺的字符，请重新输入', en: 'This contains broken characters; type it again' },
  notADay: { zh: '日期要写成 2026-03-02 这样，并且真有这一天', en: 'Write a day like 2026-03-02, one that exists' },
  month: { zh: '月份要写成 2026-03 这样', en: 'Write a month like 2026-03' },
  notBefore: { zh: '不能早于{day}', en: 'This must not be before {day}' },
  notAfter: { zh: '不能晚于{day}', en: 'This must not be after {day}' },
  unknownTownship: { zh: '没有这个乡镇（街道）', en: 'There is no such township' },
  unknownStaff: { zh: '没有这位可以负责的工作人员', en: 'Nobody of that name or number can answer for a petition' },
  unknownPetition: { zh: '没有这件信访，请核对编号', en: 'There is no such petition; check the number' },
  unknownAttachment: { zh: '没有这个附件', en: 'There is no such attachment' },
  onlyPetitionRoom: { zh: '只有信访室可以替别人登记', en: 'Only the petition room registers for somebody else' },
  nameOrAnonymous: { zh: '请写姓名；不愿留名的，选“不留姓名”', en: 'Give a name, or mark the contact as anonymous' },
  anonymousHasNoName: { zh: '选了“不留姓名”，就不要再写姓名', en: 'An anonymous contact carries no name' },
  fewerThanNamed: { zh: '人数不能少于写明的{named}人', en: 'Not fewer people than the {named} named' },
  representativesNeeded: {
    zh: '{from}人以上来访，要推选 1 至 5 名代表',
    en: 'A visit of {from} people or more elects 1 to 5 representatives',
  },
  representativesTooMany: { zh: '代表最多{most}人', en: 'At most {most} representatives' },
  staffOrUnit: { zh: '请写明被反映的人或单位', en: 'Name the accused person or unit' },
  nobodyLeft: {
    zh: '被反映的人和单位涉及所有可以办理的人，请直接报告局长',
    en: 'Everybody who could handle this is accused; report it to the head of the bureau',
  },
  accusationAlone: {
    zh: '检举控告要单独登记，不能并入已有的信访件',
    en: 'An accusation is registered on its own, not with an earlier petition',
  },
  sameOwner: { zh: '现在就是这位负责，请选别人', en: 'This person is answerable already; choose another' },
  formToken: { zh: '这张表放得太久了，请再提交一次', en: 'This form was open too long; send it again' },
  view: { zh: '只能是 mine、area、overdue、month 之一', en: 'This must be one of mine, area, overdue, month' },
  cursor: { zh: '翻页标记无效，请从第一页重新查看', en: 'This cursor is not valid; start again from the first page' },
  requestKey: { zh: '要用 1 至 200 个可见的英文字符', en: 'This takes 1 to 200 visible ASCII characters' },
  busy: {
    zh: '同时写入的人太多，这一行没有保存，请再导入一次',
    en: 'Too many were writing at once and this row was not saved; import it again',
  },
  columnMissing: { zh: '缺少这一列', en: 'This column is missing' },
  tooManyCells: {
    zh: '这一行的格子比表头多，可能是文字里的逗号没有加引号',
    en: 'This row has more cells than the header; perhaps a comma in the text is not in quotes',
  },
  importedDifferently: { zh: '这一行以前导入过，内容与这次不同', en: 'This row was imported before with other contents' },
  personId: { zh: '编号只能用字母、数字、“-”和“_”，最多40个', en: 'A number takes letters, digits, - and _, at most 40' },
  personTwice: { zh: '这个人在文件里出现了两次，内容不同', en: 'This person stands in the file twice, with different contents' },
  personExists: {
    zh: '花名册里已经有这个身份证号，请先查找',
    en: 'Somebody with this ID number is on the roll already; look them up first',
  },
  idNumber: { zh: '身份证号要写18位（老证15位）', en: 'An ID number has 18 characters (an old one 15)' },
  idNumberCheck: { zh: '身份证号的末位校验码不对，请核对', en: 'The check digit of this ID number is wrong; look at the card again' },
  notAsIdNumber: { zh: '与身份证号里的不一致，请核对', en: 'This differs from what the ID number says; please check' },
  idNumberShared: {
    zh: '与 {people} 的身份证号相同，请核对是不是同一个人',
    en: 'This is the ID number of {people} too; check whether they are one person',
  },
  staysRemoved: {
    zh: '这个人 {day} 起已核减，这一行不恢复；要恢复，请打开此人的页面，点“恢复在册”',
    en: 'Removed on {day}, and this row does not bring the person back; to do so, open the person’s page and choose “Restore to the roll”',
  },
  takenAsOther: { zh: '没有写原因，按“其他”记', en: 'No reason was given, so it counts as other' },
  notAClock: { zh: '时间要写成 08:30 这样', en: 'Write a time like 08:30' },
  notHours: { zh: '学时要填 0.5 至 80 的数', en: 'This must be a number of hours from 0.5 to 80' },
  notASlot: { zh: '要填从 1 起的整数', en: 'This must be a whole number from 1' },
  notHalfHours: { zh: '学时按半小时计，比如 2.5', en: 'Count in half-hours, such as 2.5' },
  unknownPerson: { zh: '花名册里没有这个人', en: 'There is nobody of that number on the roll' },
  notOnRoll: {
    zh: '培训当天这个人已不在册，专项资金的班不能报名',
    en: 'This person is not on the roll that day; a funded class takes only people who are',
  },
  notEnrolled: { zh: '这个人没有报名', en: 'This person is not enrolled' },
  onSheetAlready: { zh: '这个人已经在签到表上', en: 'This person is on the sheet already' },
  notOnSheet: { zh: '签到表上没有这个人', en: 'This person is not on the sheet' },
  halfDay: { zh: '同一个半天已在 {session} 签到', en: 'Signed in at {session} in the same half-day' },
  nothingToCorrect: { zh: '没有要更正的内容', en: 'There is nothing to correct' },
  unknownSession: { zh: '没有这个培训场次，请先导入场次', en: 'There is no such session; import the sessions first' },
  sessionSealed: {
    zh: '这个场次现在不能导入签到（还没开班，或签到表已封存）',
    en: 'This session takes no attendance now: it has not begun, or its sheet is sealed',
  },
  takenBack: { zh: '这一条签到已被撤销', en: 'This sign-in was taken back' },
  personOrWalkIn: { zh: 'personId 和 walkInId 要填一个，只填一个', en: 'Give a personId or a walkInId, and not both' },
  sessionId: { zh: '场次编号只能用字母、数字、“-”和“_”，最多40个', en: 'A session number takes letters, digits, - and _, at most 40' },
  twiceInFile: { zh: '这个编号在文件里出现了两次，内容不同', en: 'This number stands in the file twice, with different contents' },
  seriesTooFar: { zh: '编号太大，请核对', en: 'This number is too high; please check' },
  notACount: { zh: '人数要填 1 至 10000 的整数', en: 'Write a whole number of people from 1 to 10000' },
  notYesNo: { zh: '这里只能填 yes 或 no', en: 'Write yes or no here' },
  unknownCode: { zh: '没有这个代码', en: 'There is no such code' },
  fileType: {
    zh: '文件要以 text/csv、application/vnd.openxmlformats-officedocument.spreadsheetml.sheet、application/octet-stream 或 multipart/form-data 发送',
    en: 'Send a file as text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, application/octet-stream or multipart/form-data',
  },
  unreadableFile: { zh: '请把文件作为正文或表单字段 file 上传', en: 'Send the file as the body, or as the form field file' },
} as const satisfies Readonly<Record<string, Sentence>>;

/** Why a request was turned away before any rule of the bureau was asked. */
export const DOOR_MESSAGES = {
  UNKNOWN: { zh: '没有这个地址或操作。', en: 'There is no such address or command.' },
  METHOD_NOT_ALLOWED: { zh: '这个地址不支持这种请求方法。', en: 'This address does not take this method.' },
  CROSS_ORIGIN: { zh: '请求不是从本系统发出的，没有执行。', en: 'The request did not come from this system, so nothing was done.' },
} as const satisfies Readonly<Record<string, Sentence>>;

/** Refusals whose sentence on a page speaks of a form; a program has none. */
export const PROGRAM_MESSAGES: Readonly<Partial<Record<RefusalCode, Sentence>>> = {
  INVALID: { zh: '有些字段需要更正，见 errors 中的说明。', en: 'Some fields need correcting; see errors.' },
  STALE: {
    zh: '刚才有人先更新了它。请按 version 中的最新版本重新读取，再决定要不要继续。',
    en: 'Somebody changed this a moment ago. Read it again at the version given, then decide.',
  },
  COUNTS_DIFFER: {
    zh: '纸质签到表与系统人数不一致，请在 difference 中说明原因。',
    en: 'The paper sheet and the sheet kept here differ; say why in difference.',
  },
  KEY_REUSED: { zh: '这个 Idempotency-Key 已经用过，而这次的内容不同。', en: 'This Idempotency-Key was used before with another body.' },
  SIGN_IN: { zh: '需要先登录。', en: 'Sign in first.' },
  NOT_FOUND: { zh: '没有找到，或者您无权查看。', en: 'There is no such thing, or you may not see it.' },
  UNREADABLE: { zh: '收到的内容读不出来。', en: 'What arrived cannot be read.' },
};

const messageOf = (key: string): Sentence =>
  Object.hasOwn(FIELD_MESSAGES, key) ? FIELD_MESSAGES[key as keyof typeof FIELD_MESSAGES] : FIELD_MESSAGES.invalid;

/** A wrong field as a sentence; a key nobody wrote words for still gets a true one. */
export const fieldSentence = ({ message, data = {} }: FieldError, language: Language): string =>
  messageOf(message)[language].replace(/\{(\w+)\}/g, (_all, name: string) => String(data[name] ?? ''));
