// The sentence on the roll: how many at the start, who came and left and why, how many at the end.
// It must not reckon, and names nobody.
import { REMOVAL_REASONS, type RemovalReason } from '../people/person.ts';
import type { PeoplePart } from './people-part.ts';

const REASON_ZH: Readonly<Record<RemovalReason, string>> = {
  DEATH: '去世',
  HUKOU_CONVERTED: '转为非农业户口',
  STATE_EMPLOYED: '录用为国家工作人员',
  MOVED: '迁往外地',
  OTHER: '其他原因',
};
const REASON_EN: Readonly<Record<RemovalReason, string>> = {
  DEATH: 'deaths',
  HUKOU_CONVERTED: 'changes of household registration',
  STATE_EMPLOYED: 'entries into state employment',
  MOVED: 'removals elsewhere',
  OTHER: 'other reasons',
};

/** Empty where nobody ever stood on the roll. */
export const peopleSentence = ({ atStart, added, removed, atEnd, byReason }: PeoplePart): { readonly zh: string; readonly en: string } => {
  if (atStart === 0 && added === 0 && removed === 0) return { zh: '', en: '' };
  const reasons = REMOVAL_REASONS.map((reason) => ({ reason, count: byReason[reason] ?? 0 })).filter(({ count }) => count > 0);
  const whyZh = reasons.map(({ reason, count }) => `${REASON_ZH[reason]}${count}人`).join('、');
  const whyEn = reasons.map(({ reason, count }) => `${REASON_EN[reason]} ${count}`).join(', ');
  return {
    zh: `移民花名册期初${atStart}人，${added === 0 ? '' : `新增${added}人，`}${removed === 0 ? '没有核减' : `核减${removed}人（${whyZh}）`}，期末${atEnd}人。`,
    en: `The roll stood at ${atStart} at the start, ${added === 0 ? '' : `with ${added} added `}${removed === 0 ? 'nobody was removed' : `with ${removed} removed (${whyEn})`}, and stands at ${atEnd} at the end.`,
  };
};
