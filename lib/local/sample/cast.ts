// The fictional bureau of Qingyi (清宜市): its staff and townships. Nobody in it is real: division code 990581 is unassigned,
// telephones begin with 100, and mail ends in .example.
import type { Role, Staff } from '../../../functions/domain/staff/staff.ts';

type Line = readonly [id: string, name: string, unit: string, roles: readonly Role[], area?: string];

const VILLAGES = ['柑林村', '沙湾村', '石桥村', '望江村', '竹溪村', '白果村'];

export const TOWNSHIPS = [
  { code: '990581101', name: '柏坝镇' },
  { code: '990581102', name: '红溪镇' },
  { code: '990581103', name: '枫城镇' },
  { code: '990581104', name: '窑店镇' },
  { code: '990581001', name: '绿城街道' },
  { code: '990581201', name: '青林乡' },
].map((township) => ({ ...township, villages: VILLAGES }));

const LINES: readonly Line[] = [
  ['F01', '向明华', '信访室', ['OFFICER', 'PETITION_ROOM', 'DEPARTMENT_HEAD']],
  ['F02', '覃志明', '后扶科', ['OFFICER', 'DEPARTMENT_HEAD']],
  ['F03', '陈桂兰', '后扶科', ['OFFICER']],
  ['F04', '刘建平', '规划科', ['OFFICER', 'DEPARTMENT_HEAD']],
  ['F05', '周晓红', '计财科', ['OFFICER', 'DEPARTMENT_HEAD']],
  ['F06', '田永强', '外迁科', ['OFFICER', 'DEPARTMENT_HEAD']],
  ['P01', '黄秀芳', '信访室', ['OFFICER', 'PETITION_ROOM']],
  ['P02', '严立春', '信访室', ['PETITION_ROOM', 'ARCHIVIST', 'DUTY_DESK']],
  ['T01', '郑国栋', '培训科', ['ORGANISER', 'DEPARTMENT_HEAD']],
  ['T02', '许文英', '培训科', ['ORGANISER', 'DOOR_CHECKER']],
  ['R01', '秦家福', '后扶科', ['ROLL_KEEPER']],
  ['L01', '局长', '局领导', ['HEAD']],
  ['L02', '副局长（信访）', '局领导', ['LEADER', 'PETITIONS_LEADER']],
  ['L03', '副局长（培训）', '局领导', ['LEADER']],
  ...TOWNSHIPS.map(({ code, name }, index): Line => [`Z0${String(index + 1)}`, `${name}移民专干`, name, ['TOWNSHIP'], code]),
  ['J01', '督导员', '督导组', ['INSPECTOR']],
  ['A01', '审计员', '审计组', ['AUDITOR']],
  ['S01', '系统管理员', '办公室', ['ADMIN']],
];

export const STAFF: readonly Staff[] = LINES.map(([id, name, unit, roles, area], index) => ({
  id,
  name,
  unit,
  roles,
  areas: area === undefined ? [] : [area],
  email: `${id.toLowerCase()}@ymj.example`,
  phone: `1000717${String(1001 + index)}`,
  language: 'zh',
}));
