// What each mail says, in Chinese and English, as a typed catalogue: one row a code, and the few sentences all of them share.
// It must not know MIME or HTML; the facts it is handed hold no person and no story, so neither can a sentence.
import type { Day } from '../domain/calendar/days.ts';
import { explain, type Language } from '../domain/calendar/explain.ts';
import type { MailCode } from '../domain/mail/catalogue.ts';
import type { MailFacts } from '../domain/mail/facts.ts';
import { DEADLINES, type Deadline, type DeadlineCode } from '../domain/petitions/deadlines.ts';
import type { State } from '../domain/petitions/vocabulary.ts';

/** A mail in words: the same sentences stand in its plain text and in its HTML. */
export interface Letter {
  readonly subject: string;
  readonly opening: string;
  readonly state?: string;
  readonly due?: { readonly label: string; readonly day: string; readonly line: string; readonly why: string };
  readonly signBy?: string;
  readonly button: { readonly label: string; readonly url: string };
  readonly aboutLink: string;
  readonly closing: string;
}

interface About {
  readonly number: string;
  readonly count: number;
}

interface Row {
  /** The action, first words of the subject; the due date follows where there is one. */
  readonly action: (about: About) => string;
  readonly opening: (about: About) => string;
  readonly button: string;
}

interface Words {
  readonly mark: string;
  readonly marks: Readonly<Partial<Record<MailCode, string>>>;
  readonly rows: Readonly<Record<MailCode, Row>>;
  readonly states: Readonly<Record<State, string>>;
  readonly state: (state: string) => string;
  readonly limits: Readonly<Record<DeadlineCode, string>>;
  readonly bases: Readonly<Record<(typeof DEADLINES)[DeadlineCode]['basis'], string>>;
  readonly subjectDue: (label: string, due: Day, aim: string | undefined) => string;
  readonly day: (day: Day, aim: Day | undefined) => string;
  readonly line: (label: string, day: string) => string;
  readonly why: (sentences: readonly string[]) => string;
  readonly signBy: (day: Day) => string;
  readonly acting: (until: string) => string;
  readonly signIn: string;
  readonly closing: (number: string) => string;
}

const ZH: Words = {
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

const EN: Words = {
  mark: '[Petition]',
  marks: { E02: '[Petition, urgent]', E08: '[Restricted]' },
  rows: {
    E01: {
      action: ({ number }) => `Please sign for ${number}`,
      opening: ({ number }) => `You are the first-contact officer of ${number}. Please sign for it.`,
      button: 'Sign for it',
    },
    E02: {
      action: ({ number }) => `To be looked at today: ${number}`,
      opening: ({ number }) => `${number} is a group visit or urgent and needs a decision today.`,
      button: 'Open the petition',
    },
    E03: {
      action: ({ number }) => `Came again: ${number}`,
      opening: ({ number }) => `There is a further contact on ${number}. It stays with you; please take it up.`,
      button: 'Open the petition',
    },
    E04: {
      action: ({ number }) => `Accepted: ${number}`,
      opening: ({ number }) => `${number} has been accepted. Please conclude it and serve the reply in time.`,
      button: 'Open the petition',
    },
    E08: { action: () => 'You have a restricted matter', opening: () => 'You have a restricted matter.', button: 'Sign in' },
    E11: {
      action: ({ number }) => `Please serve the reply: ${number}`,
      opening: ({ number }) => `The opinion on ${number} has been issued. Please serve it on the petitioner.`,
      button: 'Record the service',
    },
    E14: {
      action: ({ number }) => `To be handled again: ${number}`,
      opening: ({ number }) => `${number} has been reopened. Please reply anew within the limit.`,
      button: 'Open the petition',
    },
    E16: {
      action: ({ number }) => `Closed: ${number}`,
      opening: ({ number }) => `${number} has been closed. Nothing more is to be done.`,
      button: 'Open the petition',
    },
    E18: {
      action: ({ number }) => `Officer changed: ${number}`,
      opening: ({ number }) => `The first-contact officer of ${number} has changed. It is no longer yours; please hand it over.`,
      button: 'Open the petition',
    },
    E41: {
      action: ({ number }) => `The officer asks: ${number}`,
      opening: ({ number }) => `The first-contact officer of ${number} has a question and has not signed. Please get in touch.`,
      button: 'Open the petition',
    },
    E40: {
      action: ({ count }) => `Ledger imported: live petitions now yours: ${String(count)}`,
      opening: ({ count }) =>
        `A ledger has been imported. Live petitions now yours: ${String(count)}. Please sign for each and mind its limit.`,
      button: 'Open my petitions',
    },
  },
  states: {
    REGISTERED: 'registered',
    ACCEPTED: 'accepted',
    HANDLING: 'being handled',
    OPINION_READY: 'opinion issued, to be served',
    SERVED: 'reply served',
    FOLLOW_UP: 'call-back',
    CLOSED: 'closed',
  },
  state: (state) => `State: ${state}`,
  limits: {
    'DL-ACK': 'sign by',
    'DL-NOTICE': 'notice due',
    'DL-HANDLE': 'reply due',
    'DL-REVIEW-RIGHT': 'review may be asked until',
    'DL-FOLLOWUP': 'call-back due',
    'DL-REWORK': 'new reply due',
  },
  bases: {
    HOUSE: 'rule of this bureau',
    'Art. 23': 'Regulation on Petition Work, Article 23',
    'Art. 34': 'Regulation on Petition Work, Article 34',
    'Art. 35': 'Regulation on Petition Work, Article 35',
  },
  subjectDue: (label, due, aim) => `, ${label} ${due}${aim === undefined ? '' : ` (aim for ${aim})`}`,
  day: (day, aim) => `${day}${aim === undefined ? '' : ` (aim for ${aim})`}`,
  line: (label, day) => `${label.charAt(0).toUpperCase()}${label.slice(1)}: ${day}`,
  why: (sentences) => `Why this day: ${sentences.join(' ')}`,
  signBy: (day) => `Sign by: ${day}`,
  acting: (until) => `No sign-in needed, valid until ${until}. Opening the link changes nothing; only choosing and submitting does.`,
  signIn: 'Needs sign-in. Names and stories are never written in a mail.',
  closing: (number) => `Mail ${number}. A second mail with this number is the same one. Sent automatically.`,
};

const WORDS: Readonly<Record<Language, Words>> = { zh: ZH, en: EN };

/**
 * Puts a mail into words in the reader's language. At most twelve lines of plain text come of it.
 * @param shownNumber the mail number as printed; a restricted mail prints one that does not tell the case
 */
export const letter = (facts: MailFacts, shownNumber: string): Letter => {
  const words = WORDS[facts.language];
  const row = words.rows[facts.code];
  const about = { number: facts.case?.number ?? '', count: facts.count ?? 0 };
  const { due, signBy, state } = facts.case ?? {};
  const { until, url } = facts.link;
  return {
    subject: `${words.marks[facts.code] ?? words.mark} ${row.action(about)}${due ? subjectDue(due, words) : ''}`,
    opening: row.opening(about),
    ...(state && { state: words.state(words.states[state]) }),
    ...(due && { due: dueInWords(due, facts.language, words) }),
    ...(signBy !== undefined && { signBy: words.signBy(signBy) }),
    button: { label: row.button, url },
    aboutLink: until === undefined ? words.signIn : words.acting(minute(until)),
    closing: words.closing(shownNumber),
  };
};

// Lateness is judged by the rolled date; the day to aim for is told with it where it is earlier.
const aimOf = ({ targetDue, rolledDue }: Deadline): Day | undefined => (targetDue === rolledDue ? undefined : targetDue);

const subjectDue = (due: Deadline, words: Words): string => {
  const aim = aimOf(due);
  return words.subjectDue(words.limits[due.code], due.rolledDue, aim?.slice(5));
};

const dueInWords = (due: Deadline, language: Language, words: Words): NonNullable<Letter['due']> => {
  const label = words.limits[due.code];
  const day = words.day(due.rolledDue, aimOf(due));
  return { label, day, line: words.line(label, day), why: words.why(explain(due, language, words.bases[DEADLINES[due.code].basis])) };
};

const minute = (instant: string): string => instant.slice(0, 16).replace('T', ' ');
