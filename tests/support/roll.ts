// A small roll for tests: made-up people as rows of a file, and the import of such rows without a job around it.
// It must not know what a test looks for.
import { checkDigit } from '../../functions/domain/people/id-number.ts';
import type { Deps } from '../../functions/services/deps.ts';
import { peopleImport } from '../../functions/services/import-kinds/people.ts';
import type { ImportRun, RowVerdict } from '../../functions/services/import-kinds/kind.ts';
import type { Caller } from '../../functions/services/shapes.ts';
import type { TableRow } from '../../functions/services/table.ts';

export type Cells = Readonly<Record<string, string>>;

/** An ID number that checks, of a division that nobody lives in. */
export const idNumberOf = (birthDate: string, nth: number): string => {
  const digits = `990581${birthDate.replaceAll('-', '')}${String(nth % 1000).padStart(3, '0')}`;
  return digits + checkDigit(digits);
};

/** A row of the roll; override what matters to the test. */
export const rollRow = (nth: number, given: Cells = {}): Cells => ({
  personId: `P${String(nth).padStart(5, '0')}`,
  name: '罗先强',
  sex: 'M',
  birthDate: '1961-08-07',
  idNumber: idNumberOf('1961-08-07', nth * 2 + 1),
  phone: `1000${String(4_000_000 + nth * 7919).slice(-7)}`,
  township: '990581101',
  townshipName: '柏坝镇',
  village: '竹溪村',
  household: `990581101-${String(nth).padStart(4, '0')}`,
  resettlementType: '原迁',
  removedOn: '',
  removedReason: '',
  ...given,
});

// Common and rare, of two characters to five, compound surnames, one beyond the BMP, readings with ü, the dot of other peoples' names.
export const NAMES = [
  ...['罗先强', '罗友才', '罗先', '覃志明', '覃玉霞', '吕布衣', '吕光林', '单春富', '曾宪忠', '仇英', '翟天', '盖世杰', '缪昌', '区小兰'],
  ...['朴正花', '查三', '解放', '欧阳修文', '欧阳春', '司马光明', '尉迟恭', '长孙无忌', '向长乐', '重阳', '任贤', '女娲', '聂绿叶'],
  ...['𠮷田村', '罗𠮷强', '阿依·古丽', '买买提·艾力', '诸葛明', '上官婉儿', '令狐冲', '王', '李大林', '李大', '张三丰', '赵云'],
];

const VILLAGES = ['竹溪村', '沙湾村', '望江村'];
const TOWNSHIPS = [
  ['990581101', '柏坝镇'],
  ['990581102', '红溪镇'],
  ['990581103', '枫城镇'],
] as const;

/** As many people as there are names, over three townships and three villages; every tenth has left. */
export const smallRoll = (): Cells[] =>
  NAMES.map((name, index) => {
    const [township, townshipName] = TOWNSHIPS[index % 3]!;
    return rollRow(index + 1, {
      name,
      township,
      townshipName,
      village: VILLAGES[index % VILLAGES.length]!,
      household: `${township}-${String(Math.floor(index / 6)).padStart(4, '0')}`,
      ...(index % 10 === 9 && { removedOn: '2013-02-03', removedReason: 'DEATH' }),
    });
  });

export const tableRows = (rows: readonly Cells[]): TableRow[] => rows.map((cells, index) => ({ row: index + 2, cells, surplus: false }));

export interface Taken {
  readonly end: 'done' | 'paused';
  readonly verdicts: readonly RowVerdict[]; // by row
}

let runs = 0;

/** Takes rows in as one import; a fresh one each time unless its id is given. */
export const takeRoll = async (
  deps: Deps,
  caller: Caller,
  rows: readonly Cells[] | readonly TableRow[],
  given: Partial<Omit<ImportRun, 'note'>> = {},
): Promise<Taken> => {
  runs += 1;
  const verdicts: RowVerdict[] = [];
  const run: ImportRun = {
    dryRun: false,
    importId: String(runs).padStart(24, '0'),
    timeUp: () => false,
    ...given,
    note: (news) => void verdicts.push(...news),
  };
  const end = await peopleImport.take(deps, caller, rows.every(isTableRow) ? rows : tableRows(rows), run);
  return { end, verdicts: verdicts.toSorted((a, b) => a.row - b.row) };
};

const isTableRow = (row: Cells | TableRow): row is TableRow => typeof row['cells'] === 'object';
