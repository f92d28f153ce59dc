// Fifteen fictional matters as a script: who received them how many days ago, and what has been done since.
// Together they stand in every state, with something due, something late and something waiting for each officer.
import type { Command } from '../../../functions/domain/petitions/commands.ts';
import type { ContactRequest } from '../../../functions/services/shapes.ts';

type Day = string;

export type Step = { readonly days: number; readonly time: string; readonly by: string } & (
  { readonly command: Command | ((day: Day) => Command) } | { readonly again: (day: Day) => ContactRequest }
);

export interface SampleCase {
  readonly days: number; // ago
  readonly by: string;
  readonly contact: (receivedOn: Day) => ContactRequest;
  readonly steps: readonly Step[];
}

type Given = Omit<Partial<ContactRequest>, 'source'> &
  Pick<ContactRequest, 'channel' | 'township' | 'story'> & {
    readonly name?: string;
    readonly source?: { readonly organ: string; readonly number: string };
  };

const contact =
  ({ name, source, ...given }: Given) =>
  (receivedOn: Day): ContactRequest => ({
    anonymous: name === undefined,
    petitioners: name === undefined ? [] : [{ name }],
    representatives: [],
    jointLetter: false,
    attachments: [],
    receivedOn,
    ...given,
    ...(source && { source: { ...source, receivedOn } }),
  });

const acknowledge = (days: number, by: string): Step => ({
  days,
  time: '10:20',
  by,
  command: { name: 'acknowledge', data: { via: 'mail' } },
});
const accept = (days: number, by = 'P01'): Step => ({
  days,
  time: '10:40',
  by,
  command: { name: 'accept', data: { legalRoute: 6, noticeWay: 'IN_PERSON' } },
});
const start = (days: number, by: string, plan: string): Step => ({
  days,
  time: '11:05',
  by,
  command: { name: 'startHandling', data: { plan } },
});
const note = (days: number, by: string, text: string): Step => ({ days, time: '15:30', by, command: { name: 'note', data: { text } } });
const opine = (days: number, by: string, data: Extract<Command, { name: 'issueOpinion' }>['data']): Step => ({
  days,
  time: '16:00',
  by,
  command: { name: 'issueOpinion', data },
});
const serve = (days: number, by: string): Step => ({
  days,
  time: '16:40',
  by,
  command: (date) => ({ name: 'serve', data: { way: 'IN_PERSON', date, receiver: 'SELF' } }),
});
const callBack = (days: number, by: string, satisfaction: 'SATISFIED' | 'BASICALLY_SATISFIED' | 'DISSATISFIED'): Step => ({
  days,
  time: '09:40',
  by,
  command: { name: 'followUp', data: { way: 'PHONE', reached: true, satisfaction } },
});

const SUBSIDY = contact({
  channel: 'VISIT',
  township: '990581102',
  village: '沙湾村',
  name: '龚世芬',
  story: '上半年直补资金三百元没有到一卡通，信用社说没有收到这笔款，请查明原因。',
  subject: '直补资金未到一卡通',
  category: 'C20',
});

export const CASES: readonly SampleCase[] = [
  {
    days: 64,
    by: 'F02',
    contact: contact({
      channel: 'VISIT',
      township: '990581103',
      village: '望江村',
      name: '汤友顺',
      story: '安置时分的耕地离家远，土层薄，要求就近调整。',
      subject: '要求调整耕地',
      category: 'C30',
    }),
    steps: [
      acknowledge(63, 'F02'),
      accept(62),
      start(61, 'F02', '先到村里看地，再与村民小组商量调换。'),
      note(45, 'F02', '与村干部到现场看过，耕地距住处约三里，小组有两块机动地可以商量。'),
      {
        days: 20,
        time: '09:30',
        by: 'P01',
        again: contact({
          channel: 'VISIT',
          township: '990581103',
          village: '望江村',
          name: '汤友顺',
          story: '再次来问调地进展，希望春耕前定下来。',
        }),
      },
      note(12, 'F02', '村民小组会议同意调换其中一块，正在量面积。'),
    ],
  },
  {
    days: 52,
    by: 'F04',
    contact: contact({
      channel: 'LETTER',
      township: '990581101',
      village: '石桥村',
      name: '阮其昌',
      story: '夏天暴雨冲毁二组道路约六十米，农用车进不去，影响柑桔采收，要求修复。',
      subject: '组级道路被水毁',
      category: 'C32',
    }),
    steps: [
      acknowledge(51, 'F04'),
      accept(50),
      start(49, 'F04', '现场查看，列入水毁修复计划。'),
      note(30, 'F04', '路基外侧塌陷五十八米，已拍照，施工队下月进场。'),
      opine(2, 'F04', {
        request: '修复二组水毁道路。',
        facts: '现场查看，外侧塌陷五十八米属实，农用车无法通行。',
        opinion: '支持。列入水毁修复计划，年内完工。',
        outcome: 'RESOLVED_SUPPORTED',
        basis: '移民后期扶持项目管理规定',
      }),
    ],
  },
  {
    days: 47,
    by: 'F06',
    contact: contact({
      channel: 'VISIT',
      township: '990581201',
      village: '白果村',
      name: '尚桂珍',
      story: '丈夫去世，自己常年吃药，家里没有劳力，请求帮助。',
      subject: '因病致困请求救助',
      category: 'C50',
    }),
    steps: [
      acknowledge(46, 'F06'),
      accept(45),
      start(44, 'F06', '入户了解情况，联系民政。'),
      note(33, 'F06', '入户走访，收入和病历已核实，转介材料送交民政所。'),
      opine(14, 'F06', {
        request: '因病生活困难，请求救助。',
        facts: '一人户，长期用药，年收入低于低保线，情况属实。',
        opinion: '移民政策内没有此项补助，协助申请临时救助和低保，并由专干定期看望。',
        outcome: 'ASSISTED',
        basis: '《信访工作条例》第三十七条',
      }),
      serve(12, 'F06'),
    ],
  },
  {
    days: 58,
    by: 'F03',
    contact: contact({
      channel: 'VISIT',
      township: '990581102',
      village: '竹溪村',
      name: '江成富',
      story: '安置房墙体开裂，产权证也没有办下来，要求处理。',
      subject: '安置房开裂与产权证',
      category: 'C31',
    }),
    steps: [
      acknowledge(57, 'F03'),
      accept(56),
      start(55, 'F03', '请住建技术人员鉴定，再与不动产登记中心对接。'),
      opine(18, 'F03', {
        request: '一、修复墙体；二、办理产权证。',
        facts: '裂缝为温度缝，不影响结构安全；产权证缺少一份分户图。',
        opinion: '一、由村里统一抹缝；二、分户图补齐后集中办证，不另收费。',
        outcome: 'PARTLY_SUPPORTED',
        basis: '移民安置房屋管理办法',
      }),
      serve(16, 'F03'),
      callBack(6, 'F03', 'DISSATISFIED'),
    ],
  },
  {
    days: 40,
    by: 'F05',
    contact: SUBSIDY,
    steps: [
      acknowledge(40, 'F05'),
      accept(39),
      start(39, 'F05', '与信用社核对发放清册。'),
      opine(30, 'F05', {
        request: '查明直补资金未到账的原因。',
        facts: '银行卡号末位登记有误，款项被退回。',
        opinion: '支持。更正卡号，当月补发三百元。',
        outcome: 'RESOLVED_SUPPORTED',
        basis: '大中型水库移民后期扶持政策',
      }),
      serve(29, 'F05'),
      callBack(20, 'F05', 'SATISFIED'),
      { days: 19, time: '10:00', by: 'F01', command: { name: 'close', data: { reason: 'SATISFIED', waived: false } } },
    ],
  },
  {
    days: 33,
    by: 'F02',
    contact: contact({
      channel: 'CALL',
      township: '990581101',
      village: '白果村',
      name: '穆长根',
      story: '来电询问扶持生产发展人员核定什么时候公示，项目协议何时签。',
      subject: '生产发展扶持协议进度',
      category: 'C41',
    }),
    steps: [
      acknowledge(33, 'F02'),
      accept(32),
      start(32, 'F02', '向项目组核实进度。'),
      opine(21, 'F02', {
        request: '公示与签约时间。',
        facts: '人员核定已完成，公示期七天。',
        opinion: '本月底前公示，下月签约。',
        outcome: 'EXPLAINED',
        basis: '自谋职业移民扶持实施方案',
      }),
      serve(20, 'F02'),
      callBack(3, 'F02', 'BASICALLY_SATISFIED'),
    ],
  },
  {
    days: 20,
    by: 'F04',
    contact: contact({
      channel: 'CALL',
      township: '990581104',
      story: '来电人不愿说姓名，反映村口涵洞堵塞，下雨就漫水。',
      subject: '村口涵洞堵塞',
      category: 'C32',
    }),
    steps: [acknowledge(20, 'F04'), note(15, 'F04', '已告知镇里安排清淤，等天晴动工。')],
  },
  {
    days: 18,
    by: 'F06',
    contact: contact({
      channel: 'VISIT',
      township: '990581001',
      village: '白果村',
      name: '田家喜',
      story: '要求认定自谋职业安置移民身份，纳入养老补贴对象。',
      subject: '自谋职业养老补贴认定',
      category: 'C40',
    }),
    steps: [acknowledge(17, 'F06')],
  },
  {
    days: 13,
    by: 'F01',
    contact: contact({
      channel: 'LETTER',
      township: '990581103',
      village: '柑林村',
      name: '欧阳春',
      story: '市信访局转来：要求提高退休待遇，属人社部门职责的部分请一并答复。',
      subject: '上级转来的待遇问题',
      category: 'C99',
      source: { organ: '清宜市信访局', number: '清信转〔虚构〕17号' },
    }),
    steps: [acknowledge(12, 'F01')],
  },
  {
    days: 10,
    by: 'P01',
    contact: contact({
      channel: 'OUTREACH',
      township: '990581103',
      village: '沙湾村',
      name: '乐开明',
      story: '建议把水产养殖培训班放到晚上办，白天都在塘里走不开。',
      subject: '建议夜间办水产培训',
      category: 'C60',
      kind: 'SUGGESTION',
    }),
    steps: [acknowledge(10, 'P01')],
  },
  {
    days: 6,
    by: 'F03',
    contact: contact({
      channel: 'VISIT',
      township: '990581101',
      village: '望江村',
      name: '苗秀兰',
      story: '十二户代表来问养老补贴首批名单为什么没有他们，请求说明并补报。',
      subject: '养老补贴首批名单',
      category: 'C40',
      headcount: 12,
      representatives: [{ name: '苗秀兰' }, { name: '费天明' }, { name: '昌国芝' }],
    }),
    steps: [acknowledge(6, 'F03'), accept(5), start(4, 'F03', '对照档案逐户核对，五户一批。')],
  },
  {
    days: 5,
    by: 'F03',
    contact: contact({
      channel: 'LETTER',
      township: '990581001',
      name: '屈明理',
      story: '反映办事人员收受礼品，请组织核查。',
      subject: '反映作风问题',
      category: 'C70',
      kind: 'ACCUSATION',
      accused: { staff: 'F03' },
    }),
    steps: [],
  },
  {
    days: 4,
    by: 'Z05',
    contact: contact({
      channel: 'VISIT',
      township: '990581001',
      village: '石桥村',
      name: '聂小琴',
      story: '孩子读职业学校，询问教育资助怎么申请、要交哪些材料。',
      subject: '职业教育资助怎么申请',
      category: 'C61',
    }),
    steps: [acknowledge(4, 'Z05'), accept(3)],
  },
  {
    days: 2,
    by: 'F05',
    contact: contact({
      channel: 'ONLINE',
      township: '990581102',
      village: '柑林村',
      name: '盛丽',
      story: '市长信箱留言：后扶项目公示牌上的金额看不清，希望网上公开。',
      subject: '后扶项目公示不清',
      category: 'C21',
    }),
    steps: [],
  },
  {
    days: 0,
    by: 'F02',
    contact: contact({
      channel: 'VISIT',
      township: '990581104',
      village: '沙湾村',
      name: '冷志华',
      story: '淹没的三十棵柑桔树登记时漏了，要求补登并补偿。',
      subject: '实物漏登要求补偿',
      category: 'C42',
    }),
    steps: [],
  },
];
