// Half-years that the product has never seen: a ledger drawn at random from a seed, and its figures counted by plain loops.
import { chance, csvOf, twoDigits } from './draw.ts';

const COLUMNS = [
  'contactNo',
  'receivedOn',
  'channel',
  'township',
  'village',
  'category',
  'kind',
  'subject',
  'story',
  'petitioner',
  'phone',
  'headcount',
  'representatives',
  'jointLetter',
  'petition',
  'firstContactOfficer',
] as const;
const CHANNELS = ['VISIT', 'VISIT', 'VISIT', 'CALL', 'LETTER', 'ONLINE', 'FAX', 'OUTREACH'];
const TOWNSHIPS = ['990581101', '990581102', '990581103', '990581104', '990581001', '990581201'];
const CATEGORIES = ['C10', 'C20', 'C30', 'C42', 'C90', ''];
const OFFICERS = ['F01', 'F02', 'F04', 'F06', 'P02', 'Z03'];

interface Figures {
  contacts: number;
  petitions: number;
  first: number;
  repeat: number;
  groupVisits: number;
  byChannel: Record<string, number>;
  byTownship: Record<string, number>;
  byCategory: Record<string, number>;
  byMonth: Record<string, number>;
}

/** A ledger of `rows` contacts in the months given, some of them repeats, and what a report of it must say. */
export const drawLedger = (seed: number, months: readonly string[], rows: number): { csv: string; figures: Figures } => {
  const { next: random, pick, below } = chance(seed);
  const days = Array.from({ length: rows }, () => `${pick(months)}-${twoDigits(1 + below(28))}`).sort();
  const year = months[0]?.slice(0, 4) ?? '';
  const figures: Figures = {
    contacts: 0,
    petitions: 0,
    first: 0,
    repeat: 0,
    groupVisits: 0,
    byChannel: {},
    byTownship: {},
    byCategory: {},
    byMonth: {},
  };
  const opened: string[] = [];
  const firstCategory = new Map<string, string>();
  const lines = days.map((day, index) => {
    const repeats = opened.length > 0 && random() < 0.3;
    const petition = repeats ? pick(opened) : `XF-${year}-${String(opened.length + 1).padStart(4, '0')}`;
    if (!repeats) opened.push(petition);
    const [channel, township, category] = [pick(CHANNELS), pick(TOWNSHIPS), pick(CATEGORIES)];
    const headcount = random() < 0.2 ? 5 + Math.floor(random() * 9) : 1 + Math.floor(random() * 4);
    const group = channel === 'VISIT' && headcount >= 5;
    figures.contacts += 1;
    figures[repeats ? 'repeat' : 'first'] += 1;
    figures.petitions = opened.length;
    figures.groupVisits += group ? 1 : 0;
    count(figures.byChannel, channel);
    count(figures.byTownship, township);
    count(figures.byMonth, day.slice(0, 7));
    // A repeat without a category of its own counts with the category of its matter, whose first row may lack one too.
    const own = category === '' ? (repeats ? (firstCategory.get(petition) ?? 'NONE') : 'NONE') : category;
    if (!repeats) firstCategory.set(petition, own);
    count(figures.byCategory, own);
    const representatives = group ? '甲某、乙某' : '';
    return {
      contactNo: index + 1,
      receivedOn: day,
      channel,
      township,
      village: '石桥村',
      category,
      kind: 'REQUEST',
      subject: `事项${String(index)}`,
      story: `反映第${String(index)}件事，"请"答复。`,
      petitioner: `某${String(index)}`,
      headcount,
      representatives,
      jointLetter: channel === 'LETTER' && headcount > 4 ? 'yes' : 'no',
      petition,
      firstContactOfficer: pick(OFFICERS),
    };
  });
  return { csv: csvOf(COLUMNS, lines), figures };
};

const count = (table: Record<string, number>, key: string): void => {
  table[key] = (table[key] ?? 0) + 1;
};
