// Words of Today and of the worklists.
// It must not know how the rows were chosen.

export const today = {
  scope: { mine: '我的信访件', bureau: '全局在办信访件', area: '本辖区信访件' },
  workday: '工作日',
  restDay: '休息日',
  switchWork: (day: string) => `${day}补班`,
  switchRest: (day: string) => `${day}起放假`,
  figures: { dueToday: '今日到期', overdue: '已超期', toAcknowledge: '待我签收', contactsThisMonth: '本月来信来访' },
  desk: '接访登记',
  deskHint: '姓名加一句话就能保存。谁登记，谁就是首访责任人。',
  deskGo: '登记一件',
  byNumber: '看别的',
  all: '看全部',
  emptyTitle: '今天没有要办的信访件',
  empty: '有人来反映情况，点“登记一件”；要找以前的，在上面输入编号。',
} as const;

export const lists = {
  title: '信访件',
  views: { mine: '我负责的', area: '按乡镇', overdue: '已超期', month: '按月登记' },
  viewsLabel: '换一种看法',
  columns: { light: '进度', due: '目标日', number: '编号', subject: '事项', place: '地点', owner: '首访责任人', state: '状态' },
  contactColumns: {
    receivedOn: '收到日期',
    contact: '登记号',
    petition: '信访件',
    channel: '渠道',
    place: '地点',
    category: '类别',
    first: '初次或重复',
    headcount: '人数',
  },
  area: '乡镇（街道）',
  allAreas: '全部',
  month: '月份',
  show: '查看',
  count: (rows: number, more: boolean) => (more ? `本页 ${rows} 件，后面还有` : `共 ${rows} 件`),
  countContacts: (rows: number, more: boolean) => (more ? `本页 ${rows} 批次，后面还有` : `共 ${rows} 批次`),
  group: '集体访',
  hidden: '受限事项，不列明细',
  first: '初次',
  repeat: '重复',
  light: { OVERDUE: '超期', TODAY: '到期', SOON: '临期', ON_TRACK: '正常', NONE: '无期限' },
  empty: {
    mine: '没有由您负责的在办信访件。',
    area: '这个范围里没有在办信访件。换一个乡镇看看。',
    overdue: '没有超期的信访件。',
    month: '这个月没有登记。换一个月份，或者去登记一件。',
  },
  emptyTitle: '这里是空的',
} as const;

export const find = {
  title: '按编号查找',
  notNumber: '这里只查编号，例如 XF-2026-0041；只写后面的数字也可以，按今年的查。为了保密，姓名和电话不能在这里查。',
} as const;
