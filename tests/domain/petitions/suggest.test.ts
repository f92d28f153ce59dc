// Which category the desk suggests for what people say.
import { describe, expect, it } from 'vitest';
import { suggestCategory } from '../../../functions/domain/petitions/suggest.ts';

describe('a category is suggested from the words of a story', () => {
  it.each([
    ['上半年直补资金没有到一卡通，问了信用社说没有这笔。', 'C20'],
    ['7月暴雨冲毁二组道路约60米，农用车无法通行。', 'C32'],
    ['12人询问首批自谋职业养老补贴认定什么时候轮到。', 'C40'],
    ['因病致困，申请临时救助。', 'C50'],
    ['搬迁时房屋补偿款还有一笔没有兑付。', 'C42'],
    ['建议晚上办水产养殖培训班，白天要下田。', 'C60'],
  ] as const)('%s → %s', (story, category) => {
    expect(suggestCategory(story)).toBe(category);
  });

  it('stays silent where no word points anywhere', () => {
    expect(suggestCategory('想找领导谈谈')).toBeUndefined();
    expect(suggestCategory('')).toBeUndefined();
  });

  it('stays silent between two categories that weigh the same', () => {
    expect(suggestCategory('危房和社保')).toBeUndefined();
  });
});
