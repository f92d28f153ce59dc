// A name as it is kept and looked for: one spelling, the part after the surname, and readings in plain letters.
// It must not know how a character is read; whoever writes a row hands the syllables in.

/** Surnames of two characters; a name of three or more that begins with one is cut after it. */
const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 ' +
    '钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 ' +
    '百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 ' +
    '东里 东宫 仲长 子书 子桑 即墨 达奚 褚师 纳兰 完颜 叶赫 耶律 贺兰 尔朱'
  ).split(' '),
);

/**
 * A name in its one spelling: compatible characters folded (NFKC), no spaces, one form of the dot of names like 阿依·古丽.
 * @example foldedName(' 罗 先强 ') // 罗先强
 */
export const foldedName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/[•‧・⋅∙]/gu, '·');

/** What stands after the surname; '' for a name of one character. @example givenName('欧阳修文') // 修文 */
export const givenName = (name: string): string => {
  const characters = [...foldedName(name)];
  const compound = characters.length > 2 && COMPOUND_SURNAMES.has(characters.slice(0, 2).join(''));
  return characters.slice(compound ? 2 : 1).join('');
};

/**
 * A reading in the letters a-z: no tones, no case, ü written v (also where lyu was typed).
 * @example plainReading('Lǚ Bù') // lvbu
 */
export const plainReading = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/u\u0308/g, 'v')
    .replace(/[^a-z]/g, '')
    .replace(/lyu/g, 'lv')
    .replace(/^nyu/, 'nv');

/** A surname that is read in more than one way, and every reading of it. */
export interface Readings {
  readonly surname: string;
  readonly readings: readonly string[];
}

// Which reading is right depends on the family and the county: 覃 is qin here and tan two valleys on. Whoever looks for somebody may
// know either, so a typed reading is looked for under every other one of that surname too.
export const SURNAME_READINGS: readonly Readings[] = [
  { surname: '覃', readings: ['qin', 'tan', 'xun'] },
  { surname: '单', readings: ['shan', 'dan', 'chan'] },
  { surname: '曾', readings: ['zeng', 'ceng'] },
  { surname: '解', readings: ['xie', 'jie', 'hai'] },
  { surname: '仇', readings: ['qiu', 'chou'] },
  { surname: '翟', readings: ['zhai', 'di'] },
  { surname: '盖', readings: ['ge', 'gai'] },
  { surname: '缪', readings: ['miao', 'mou', 'mu'] },
  { surname: '区', readings: ['ou', 'qu'] },
  { surname: '朴', readings: ['piao', 'pu'] },
  { surname: '查', readings: ['zha', 'cha'] },
  { surname: '尉迟', readings: ['yuchi', 'weichi'] },
  { surname: '长孙', readings: ['zhangsun', 'changsun'] },
  { surname: '万俟', readings: ['moqi', 'wansi'] },
  { surname: '澹台', readings: ['tantai', 'dantai'] },
  { surname: '冼', readings: ['xian', 'sheng'] },
  { surname: '员', readings: ['yun', 'yuan'] },
  { surname: '秘', readings: ['mi', 'bi'] },
  { surname: '召', readings: ['shao', 'zhao'] },
  { surname: '乐', readings: ['yue', 'le'] },
  { surname: '折', readings: ['she', 'zhe'] },
  { surname: '黑', readings: ['hei', 'he'] },
  { surname: '牟', readings: ['mou', 'mu'] },
  { surname: '隗', readings: ['wei', 'kui'] },
  { surname: '郗', readings: ['xi', 'chi'] },
  { surname: '晁', readings: ['chao', 'zhao'] },
  { surname: '种', readings: ['zhong', 'chong'] },
  { surname: '石', readings: ['shi', 'dan'] },
  { surname: '那', readings: ['na', 'nuo'] },
  { surname: '洗', readings: ['xi', 'xian'] },
  { surname: '逄', readings: ['pang', 'feng'] },
  { surname: '俞', readings: ['yu', 'shu'] },
  { surname: '卜', readings: ['bu', 'bo'] },
  { surname: '柏', readings: ['bai', 'bo'] },
  { surname: '薄', readings: ['bo', 'bao'] },
  { surname: '谌', readings: ['chen', 'shen'] },
  { surname: '车', readings: ['che', 'ju'] },
  { surname: '句', readings: ['gou', 'ju'] },
  { surname: '盛', readings: ['sheng', 'cheng'] },
  { surname: '重', readings: ['chong', 'zhong'] },
  { surname: '阚', readings: ['kan', 'han'] },
  { surname: '祭', readings: ['zhai', 'ji'] },
  { surname: '尉', readings: ['wei', 'yu'] },
];
