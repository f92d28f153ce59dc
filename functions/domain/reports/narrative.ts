// The paragraph a leader can paste: every figure of the petitions part and how it moved against the year before, then training and the roll.
// It must not reckon figures of its own beyond differences and shares, and names no person and no place.
import { CHANNELS, type Channel } from '../petitions/vocabulary.ts';
import { peopleSentence } from './narrative-people.ts';
import { trainingSentences } from './narrative-training.ts';
import type { PeoplePart } from './people-part.ts';
import type { ReportPeriod } from './period.ts';
import type { PetitionsPart } from './report.ts';
import type { TrainingPart } from './training-part.ts';

export interface Narrative {
  readonly zh: string;
  readonly en: string;
}

/**
 * What has nothing to tell (no training, nobody on the roll) is left out.
 * @example narrative(parsePeriod('2013-H1')!, part).zh
 */
export const narrative = (
  period: ReportPeriod,
  part: PetitionsPart,
  more: { readonly training?: TrainingPart; readonly people?: PeoplePart } = {},
): Narrative => {
  const parts = [
    { zh: zh(period, part), en: en(period, part) },
    ...(more.training ? [trainingSentences(more.training)] : []),
    ...(more.people ? [peopleSentence(more.people)] : []),
  ];
  return {
    zh: parts.map((one) => one.zh).join(''),
    en: parts
      .map((one) => one.en)
      .filter((text) => text !== '')
      .join(' '),
  };
};

const CHANNEL_ZH: Readonly<Record<Channel, string>> = {
  VISIT: '来访',
  CALL: '来电',
  LETTER: '来信',
  ONLINE: '网上',
  FAX: '传真',
  OUTREACH: '下访',
};
const CHANNEL_EN: Readonly<Record<Channel, readonly [one: string, many: string]>> = {
  VISIT: ['visit', 'visits'],
  CALL: ['call', 'calls'],
  LETTER: ['letter', 'letters'],
  ONLINE: ['online message', 'online messages'],
  FAX: ['fax', 'faxes'],
  OUTREACH: ['outreach visit', 'outreach visits'],
};
const ORDINALS_ZH = ['一', '二', '三', '四'];
const ORDINALS_EN = ['first', 'second', 'third', 'fourth'];
const MONTHS_EN = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const zh = (period: ReportPeriod, part: PetitionsPart): string => {
  const sentences = [`${periodZh(period)}，${part.contacts === 0 ? '本局没有登记群众来信来访。' : countedZh(part)}`];
  const before = part.previousYear;
  if (!before) return [...sentences, '上年同期没有可比数据。'].join('');
  const channels = moved(part).map(
    ({ channel, by }) => `${CHANNEL_ZH[channel]}${by === 0 ? '持平' : `${by > 0 ? '多' : '少'}${Math.abs(by)}批次`}`,
  );
  sentences.push(
    `上年同期登记${before.contacts}批次，${changeZh(part.contacts, before.contacts, '批次')}${channels.length > 0 ? `，其中${channels.join('、')}` : ''}。`,
  );
  sentences.push(groupsZh(part.groupVisits, before.groupVisits));
  return sentences.join('');
};

const countedZh = (part: PetitionsPart): string => {
  const channels = occurring(part).map(({ channel, count }) => `${CHANNEL_ZH[channel]}${count}批次`);
  const how = channels.length === 1 ? `全部为${CHANNEL_ZH[occurring(part)[0]?.channel ?? 'VISIT']}` : `按渠道分，${channels.join('、')}`;
  const groups = part.previousYear ? '' : `集体访${part.groupVisits}批次。`; // with a year before it is told there, beside its change
  return `本局登记群众信访${part.contacts}批次、${part.headcount}人次，${how}。首次反映的信访事项${part.first}件，重复信访${part.repeat}批次。${groups}`;
};

const changeZh = (now: number, before: number, unit: string): string => {
  if (now === before) return '本期与之持平';
  const share = before === 0 ? '' : `，${now > before ? '上升' : '下降'}${percent(now, before)}%`;
  return `本期${now > before ? '增加' : '减少'}${Math.abs(now - before)}${unit}${share}`;
};

const groupsZh = (now: number, before: number): string => {
  if (now === 0 && before === 0) return '两年同期都没有集体访。';
  if (now === before) return `集体访${now}批次，与上年同期持平。`;
  return `集体访${now}批次，比上年同期的${before}批次${now > before ? '增加' : '减少'}${Math.abs(now - before)}批次。`;
};

const periodZh = ({ kind, year, part }: ReportPeriod): string => {
  const names: Readonly<Record<ReportPeriod['kind'], string>> = {
    MONTH: `${part}月`,
    QUARTER: `第${ORDINALS_ZH[part - 1] ?? ''}季度`,
    HALF: part === 1 ? '上半年' : '下半年',
    YEAR: '全年',
  };
  return `${year}年${names[kind]}`;
};

const en = (period: ReportPeriod, part: PetitionsPart): string => {
  const sentences = [part.contacts === 0 ? `No petition contact was registered in ${periodEn(period)}.` : countedEn(period, part)];
  const before = part.previousYear;
  if (!before) return [...sentences, 'There is no data for the same period of the year before.'].join(' ');
  const channels = moved(part).map(({ channel, by }) => `${CHANNEL_EN[channel][1]} ${by === 0 ? 'unchanged' : signed(by)}`);
  sentences.push(
    `The same period of the year before had ${counted(before.contacts, ['contact', 'contacts'])}: ${changeEn(part.contacts, before.contacts)}${channels.length > 0 ? ` (${channels.join(', ')})` : ''}.`,
    groupsEn(part.groupVisits, before.groupVisits),
  );
  return sentences.join(' ');
};

const countedEn = (period: ReportPeriod, part: PetitionsPart): string => {
  const channels = occurring(part).map(({ channel, count }) => counted(count, CHANNEL_EN[channel]));
  const groups = part.previousYear ? '' : ` ${part.groupVisits === 0 ? 'No group visit came.' : `Group visits: ${part.groupVisits}.`}`;
  return (
    `In ${periodEn(period)} the bureau registered ${counted(part.contacts, ['petition contact', 'petition contacts'])} (headcount ${part.headcount}): ${channels.join(', ')}. ` +
    `New matters: ${part.first}; repeat contacts: ${part.repeat}.${groups}`
  );
};

const changeEn = (now: number, before: number): string => {
  if (now === before) return 'no change';
  return `${now > before ? 'up' : 'down'} by ${Math.abs(now - before)}${before === 0 ? '' : `, or ${percent(now, before)}%`}`;
};

const groupsEn = (now: number, before: number): string => {
  if (now === 0 && before === 0) return 'Neither year had a group visit.';
  if (now === before) return `Group visits: ${now}, as many as the year before.`;
  return `Group visits: ${now}, ${now > before ? 'up' : 'down'} from ${before}.`;
};

const periodEn = ({ kind, year, part }: ReportPeriod): string => {
  const names: Readonly<Record<ReportPeriod['kind'], string>> = {
    MONTH: `${MONTHS_EN[part - 1] ?? ''} ${year}`,
    QUARTER: `the ${ORDINALS_EN[part - 1] ?? ''} quarter of ${year}`,
    HALF: `the ${ORDINALS_EN[part - 1] ?? ''} half of ${year}`,
    YEAR: `the year ${year}`,
  };
  return names[kind];
};

const occurring = (part: PetitionsPart): { channel: Channel; count: number }[] =>
  CHANNELS.map((channel) => ({ channel, count: part.byChannel[channel] ?? 0 })).filter(({ count }) => count > 0);

// Every channel that occurs in either year, so that one that fell to nothing is told too.
const moved = (part: PetitionsPart): { channel: Channel; by: number }[] =>
  CHANNELS.map((channel) => ({ channel, now: part.byChannel[channel] ?? 0, before: part.previousYear?.byChannel[channel] ?? 0 }))
    .filter(({ now, before }) => now > 0 || before > 0)
    .map(({ channel, now, before }) => ({ channel, by: now - before }));

const percent = (now: number, before: number): string => ((Math.abs(now - before) / before) * 100).toFixed(1).replace(/\.0$/, '');
const counted = (count: number, [one, many]: readonly [string, string]): string => `${count} ${count === 1 ? one : many}`;
const signed = (by: number): string => (by > 0 ? `+${by}` : `−${-by}`);
