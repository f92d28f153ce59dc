// The mails in Chinese. The facts they are handed hold no person and no story, so neither can a sentence.
import type { Words } from './shape.ts';

export const zh: Words = {
  mark: '[信访]',
  marks: { E02: '[信访·紧急]', E08: '[受限]' },
  rows: {
    E01: {
      action: ({ number }) => `请签收：${number}`,
      opening: ({ number }) => `信访件 ${number} 由您首访负责，请签收。`,
      button: '去签收',
    },
    E02: {
      action: ({ number }) => `需当日研究：${number}`,
      opening: ({ number }) => `${number} 属集体来访或紧急事项，请当日研究处置。`,
      button: '查看信访件',
    },
    E03: {
      action: ({ number }) => `再次来访：${number}`,
      opening: ({ number }) => `信访人就 ${number} 再次反映，仍由您负责，请接续办理。`,
      button: '查看信访件',
    },
    E04: {
      action: ({ number }) => `已受理：${number}`,
      opening: ({ number }) => `${number} 已经受理，请在期限内办结并送达。`,
      button: '查看信访件',
    },
    E08: { action: () => '您有一件受限事项', opening: () => '您有一件受限事项。', button: '登录查看' },
    E11: {
      action: ({ number }) => `请送达答复：${number}`,
      opening: ({ number }) => `${number} 已出具处理意见，请及时送达信访人。`,
      button: '登记送达',
    },
    E14: {
      action: ({ number }) => `重新办理：${number}`,
      opening: ({ number }) => `${number} 已退回重新办理，请在期限内再作答复。`,
      button: '查看信访件',
    },
    E16: { action: ({ number }) => `已销号：${number}`, opening: ({ number }) => `${number} 已办结销号，无需再办。`, button: '查看信访件' },
    E18: {
      action: ({ number }) => `责任人变更：${number}`,
      opening: ({ number }) => `${number} 的首访责任人已经变更，您不再承担此件，请做好交接。`,
      button: '查看信访件',
    },
    E41: {
      action: ({ number }) => `责任人有疑问：${number}`,
      opening: ({ number }) => `${number} 的首访责任人对本件有疑问，还没有签收，请信访室与其联系。`,
      button: '查看信访件',
    },
    E40: {
      action: ({ count }) => `台账导入：您名下新增 ${String(count)} 件在办`,
      opening: ({ count }) => `台账导入完成，您名下新增 ${String(count)} 件在办信访件，请逐件签收并留意期限。`,
      button: '查看我的信访件',
    },
  },
  states: {
    REGISTERED: '已登记',
    ACCEPTED: '已受理',
    HANDLING: '办理中',
    OPINION_READY: '已出意见，待送达',
    SERVED: '已答复送达',
    FOLLOW_UP: '回访中',
    CLOSED: '已办结销号',
  },
  state: (state) => `目前状态：${state}`,
  limits: {
    'DL-ACK': '签收截止',
    'DL-NOTICE': '告知截止',
    'DL-HANDLE': '办结期限',
    'DL-REVIEW-RIGHT': '复查申请截止',
    'DL-FOLLOWUP': '回访期限',
    'DL-REWORK': '重办期限',
  },
  bases: {
    HOUSE: '本局规定',
    'Art. 23': '《信访工作条例》第二十三条',
    'Art. 34': '《信访工作条例》第三十四条',
    'Art. 35': '《信访工作条例》第三十五条',
  },
  subjectDue: (label, due, aim) => `，${label} ${due}${aim === undefined ? '' : `（目标 ${aim}）`}`,
  day: (day, aim) => `${day}${aim === undefined ? '' : `（目标 ${aim}）`}`,
  line: (label, day) => `${label}：${day}`,
  why: (sentences) => `为何是这一天：${sentences.join('')}`,
  signBy: (day) => `签收截止：${day}`,
  acting: (until) => `链接免登录，有效至 ${until}；打开链接不会改动任何内容，选择并提交后才生效。`,
  signIn: '登录后可见；邮件里不写姓名和事由。',
  closing: (number) => `邮件编号 ${number}。同一编号如收到两次，是同一件事。本邮件由系统自动发出。`,
};
