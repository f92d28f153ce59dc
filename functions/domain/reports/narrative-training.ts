// The sentences on training: the three figures by topic, the four numbers of people told apart, what stands beside the headline, the year before.
// It must not reckon figures of its own beyond differences, and names nobody.
import type { Sums, TrainingPart } from './training-part.ts';

/** More topics than these make no sentence anybody reads; the rest is told as one sum. */
const TOPICS_TOLD = 8;

/** Empty where neither year held a session. */
export const trainingSentences = (part: TrainingPart): { readonly zh: string; readonly en: string } =>
  part.previousYear === null && Object.keys(part.byKind).length === 0 ? { zh: '', en: '' } : { zh: zh(part), en: en(part) };

const zh = (part: TrainingPart): string => {
  if (part.sessions === 0) return `没有已封存的实用技术培训。${beforeZh(part)}${asideZh(part)}`;
  const { told, rest } = topicsOf(part);
  const topics = told.map((topic) => `${named(topic.key)}${figuresZh(topic)}`);
  const others = rest === undefined ? [] : [`其余${rest.topics}个专题${figuresZh(rest)}`];
  return (
    `全局举办实用技术培训${part.sessions}场次，参训${part.personTimes}人次，发放技术资料${part.handouts}份；` +
    `按专题分，${[...topics, ...others].join('，')}。` +
    `按人计算，参训${part.distinctPersons}人，其中在册移民${part.distinctMigrants}人、其他人员${part.others}人，同一人参加几场只计一人。` +
    beforeZh(part) +
    asideZh(part)
  );
};

const ONLY_LETTERS = /^[\p{L}\p{M}]+$/u;

// Digits and signs of a topic would run into its figures: =1+1 held four times must not read as =1+14.
const named = (topic: string): string => (ONLY_LETTERS.test(topic) ? topic : `“${topic.replaceAll('“', '‘').replaceAll('”', '’')}”`);

const figuresZh = ({ sessions, personTimes, handouts }: Sums): string => `${sessions}场次、${personTimes}人次、${handouts}份`;

const beforeZh = ({ previousYear: before, ...now }: TrainingPart): string =>
  before === null
    ? ''
    : `上年同期培训${before.sessions}场次、${before.personTimes}人次，本期${movedZh(now.sessions - before.sessions, '场次')}、${movedZh(now.personTimes - before.personTimes, '人次')}。`;

const movedZh = (by: number, unit: string): string => (by === 0 ? `${unit}持平` : `${by > 0 ? '增加' : '减少'}${Math.abs(by)}${unit}`);

const asideZh = ({ byKind }: TrainingPart): string => {
  const aid = byKind['VILLAGE_AID'];
  return aid ? `另有驻村帮扶培训${aid.sessions}场次、${aid.personTimes}人次，不在上述数字之内。` : '';
};

const en = (part: TrainingPart): string => {
  if (part.sessions === 0) return ['No sealed practical training session.', beforeEn(part), asideEn(part)].filter(Boolean).join(' ');
  const { told, rest } = topicsOf(part);
  const topics = told.map((topic) => `${named(topic.key)} ${figuresEn(topic)}`);
  const others = rest === undefined ? [] : [`${rest.topics} more topics ${figuresEn(rest)}`];
  return [
    `Practical training: ${sessionsEn(part.sessions)}, ${part.personTimes} attendances, ${part.handouts} handouts; by topic ${[...topics, ...others].join(', ')}.`,
    `The attendances come from ${part.distinctPersons} different people: ${part.distinctMigrants} registered migrants and ${part.others} others, each counted once.`,
    beforeEn(part),
    asideEn(part),
  ]
    .filter(Boolean)
    .join(' ');
};

const figuresEn = ({ sessions, personTimes, handouts }: Sums): string => `${sessions}/${personTimes}/${handouts}`;

const beforeEn = ({ previousYear: before, ...now }: TrainingPart): string =>
  before === null
    ? ''
    : `The year before had ${sessionsEn(before.sessions)} (${signed(now.sessions - before.sessions)}) and ${before.personTimes} attendances (${signed(now.personTimes - before.personTimes)}).`;

const sessionsEn = (count: number): string => `${count} ${count === 1 ? 'session' : 'sessions'}`;

const signed = (by: number): string => (by === 0 ? 'no change' : by > 0 ? `+${by}` : `−${-by}`);

const asideEn = ({ byKind }: TrainingPart): string => {
  const aid = byKind['VILLAGE_AID'];
  return aid ? `Village-aid training stands apart: ${sessionsEn(aid.sessions)}, ${aid.personTimes} attendances.` : '';
};

const topicsOf = ({ details: { topic } }: TrainingPart) => {
  const told = topic.length > TOPICS_TOLD + 1 ? topic.slice(0, TOPICS_TOLD) : topic;
  const left = topic.slice(told.length);
  const sum = (of: (one: Sums) => number): number => left.reduce((all, one) => all + of(one), 0);
  const rest =
    left.length === 0
      ? undefined
      : {
          topics: left.length,
          sessions: sum((one) => one.sessions),
          personTimes: sum((one) => one.personTimes),
          handouts: sum((one) => one.handouts),
        };
  return { told, rest };
};
