// Words of the petitions report and of the plain pages: refused, not there, please sign in.
// It must not count.

export const reports = {
  title: (period: string) => `${period}信访情况`,
  picker: '换一个时间段',
  year: '年份',
  part: '时间段',
  show: '查看',
  parts: { year: '全年', half: ['上半年', '下半年'], quarter: ['第一季度', '第二季度', '第三季度', '第四季度'] },
  month: (n: number) => `${n} 月`,
  yearOf: (year: number) => `${year} 年`,
  narrative: '可直接粘贴的一段话',
  copy: '复制',
  copied: '已复制',
  figures: { contacts: '来信来访', petitions: '新增信访事项', repeat: '重复信访', groupVisits: '集体访' },
  units: { contact: '批次', matter: '件' },
  against: (count: number) => `上年同期 ${count}`,
  more: (by: number, percent: string) => `增 ${by}${percent === '' ? '' : `，${percent}`}`,
  less: (by: number, percent: string) => `减 ${by}${percent === '' ? '' : `，${percent}`}`,
  same: '持平',
  tables: { channel: '按渠道', township: '按乡镇', category: '按类别', month: '按月份' },
  columns: { item: '项目', now: '本期', before: '上年同期', change: '增减' },
  total: '合计',
  none: '未定类别',
  notes: {
    title: '口径说明',
    items: [
      '“批次”指每一次来访、来电、来信；同一件事再来一次，记一次重复信访。',
      '“信访事项”按首次反映的日期计入。',
      '五人以上为同一件事来访的是集体访；联名信不算。',
      '还没有定类别的，计入“未定类别”；受理时补定后自动归类。',
    ],
  },
  empty: '这个时间段没有登记。换一个时间段看看，或者请系统管理员导入以前的台账。',
  print: '打印报告',
  openRows: (label: string) => `看${label}的登记`,
} as const;
