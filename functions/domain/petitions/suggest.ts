// Suggests a category from what was said, by words of this field; it suggests and never decides.
// It must not know who spoke, or what becomes of the suggestion.
import { CATEGORIES, type Category } from './vocabulary.ts';

/** Words that point to a category. Long words weigh more than short ones, so 养老补贴 outweighs 补贴. */
const POINTERS: Readonly<Record<Exclude<Category, 'C99'>, readonly string[]>> = {
  C10: ['移民身份', '人口核定', '登记漏', '漏登', '错登', '核减', '户口', '花名册', '移民证'],
  C20: ['直补', '一卡通', '未到账', '没到账', '没有到账', '移民补助', '停发', '代领', '信用社', '存折'],
  C21: ['后扶项目', '后期扶持', '移民项目', '公示', '项目安排', '项目质量'],
  C30: ['调地', '耕地', '承包地', '林地', '田', '消落区', '水面', '土地', '果园'],
  C31: ['宅基地', '危房', '房屋', '房产证', '产权证', '建房', '住房'],
  C32: ['道路', '公路', '路基', '水毁', '饮水', '自来水', '灌溉', '渠道', '用电', '滑坡', '桥', '涵洞', '地灾'],
  C40: ['自谋职业养老', '养老补贴', '养老保险', '社会保障', '社保', '参保', '补贴对象', '首批认定'],
  C41: ['生产发展', '创业', '产业扶持', '自谋职业扶持', '贷款'],
  C42: ['淹没', '搬迁补偿', '实物漏登', '补偿标准', '补偿款', '兑付', '房屋补偿'],
  C50: ['低保', '残疾', '大病', '因病', '困难', '临时救助', '救济', '孤寡', '特困'],
  C60: ['培训', '培训班', '就业', '技能', '结业证', '招工', '学手艺'],
  C61: ['中职', '高职', '子女教育', '学费', '职业教育', '助学'],
  C70: ['吃拿卡要', '侵占', '挪用', '贪污', '收礼', '态度恶劣', '作风', '弄虚作假', '干部打人'],
  C80: ['库区', '三峡', '环境容量', '生态', '漂浮物', '库岸'],
  C90: ['咨询', '请问', '建议', '政策是什么', '怎么办理'],
};

/**
 * The category whose words the text uses most; undefined where it uses none, or two equally.
 * @example suggestCategory('上半年直补资金没有到一卡通') // 'C20'
 */
export const suggestCategory = (text: string): Category | undefined => {
  const weights = CATEGORIES.map((category) => ({ category, weight: weightOf(text, category) })).sort((a, b) => b.weight - a.weight);
  const [best, next] = weights;
  return best && best.weight > (next?.weight ?? 0) ? best.category : undefined;
};

const weightOf = (text: string, category: Category): number =>
  category === 'C99' ? 0 : POINTERS[category].reduce((sum, word) => (text.includes(word) ? sum + word.length : sum), 0);
