// Training that the product has never seen: a roll, sessions and sheets drawn at random, as rows and as the three files a bureau would send.
// It must not know how anything is counted; training-count.ts counts the same rows by plain loops.
import { chance, csvOf, twoDigits, type Chance } from './draw.ts';

export interface DrawnPerson {
  readonly personId: string;
  readonly township: string;
  readonly village: string;
  readonly removedOn: string;
  readonly removedReason: string;
}
export interface DrawnSession {
  readonly sessionId: string;
  readonly kind: string;
  readonly fundLine: string;
  readonly date: string;
  readonly startsAt: string;
  readonly hours: number;
  readonly topic: string;
  readonly coOrganiser: string;
  readonly township: string;
  readonly handouts: number;
}
export interface DrawnSignIn {
  readonly sessionId: string;
  readonly personId: string;
  readonly walkInId: string;
  readonly slot: number;
}
export interface DrawnTraining {
  readonly people: readonly DrawnPerson[];
  readonly sessions: readonly DrawnSession[];
  readonly signIns: readonly DrawnSignIn[];
  readonly files: { readonly people: string; readonly sessions: string; readonly attendance: string };
}

const TOWNSHIPS = ['990581101', '990581102', '990581103', '990581104', '990581001', '990581201'];
const VILLAGES = ['高岩村', '双河村', '老街社区', '石桥村'];
const TOPICS = ['茶叶', '电商', '中华蜂, 养殖', '“家政”服务', 'Goats'];
const ORGANISERS = ['', '清宜市供销社', '柏坝镇农技中心', '某某职校（虚构）'];
const SURNAMES = ['覃', '单', '解', '欧阳', '乐', '王'];
const REASONS = ['DEATH', 'HUKOU_CONVERTED', 'STATE_EMPLOYED', 'MOVED', 'OTHER'];
/** Practical ones most often, as in life; the other kinds stand apart in the report. */
const KINDS: readonly (readonly [kind: string, fundLine: string])[] = [
  ['PRACTICAL', ''],
  ['PRACTICAL', 'BUREAU'],
  ['PRACTICAL', 'PROJECT'],
  ['PRACTICAL', ''],
  ['PRACTICAL', 'VILLAGE_AID'],
  ['INDUSTRY', 'VILLAGE_AID'],
  ['CADRE', ''],
  ['STAFF_TALK', 'BUREAU'],
  ['JOB', 'PROJECT'],
];

const PEOPLE_COLUMNS = [
  'personId',
  'name',
  'sex',
  'birthDate',
  'idNumber',
  'phone',
  'township',
  'townshipName',
  'village',
  'household',
  'resettlementType',
  'removedOn',
  'removedReason',
] as const;
const SESSION_COLUMNS = [
  'sessionId',
  'kind',
  'date',
  'startsAt',
  'hours',
  'topic',
  'coOrganiser',
  'township',
  'village',
  'lecturer',
  'capacity',
  'handouts',
  'fundLine',
] as const;
const SIGN_IN_COLUMNS = ['sessionId', 'personId', 'walkInId', 'walkInName', 'walkInVillage', 'slot', 'method'] as const;

interface Size {
  /** Each on a day of its own, over the two years. */
  readonly sessions: number;
  readonly people: number;
}

/** Two years, so that the second one can be compared with the first; some people leave the roll in between and come all the same. */
export const drawTraining = (seed: number, [first, second]: readonly [number, number], size: Size): DrawnTraining => {
  const luck = chance(seed);
  const people = drawPeople(luck, second, size.people);
  const sessions = drawSessions(luck, [first, second], size.sessions);
  const signIns = sessions.flatMap((session) => drawSheet(luck, session, people));
  return {
    people,
    sessions,
    signIns,
    files: {
      people: csvOf(
        PEOPLE_COLUMNS,
        people.map((person, n) => ({ ...person, ...particulars(luck, n) })),
      ),
      sessions: csvOf(
        SESSION_COLUMNS,
        sessions.map((session) => ({
          ...session,
          village: luck.pick(VILLAGES),
          lecturer: luck.pick(['常老师', '外聘专家']),
          capacity: 60,
        })),
      ),
      attendance: csvOf(
        SIGN_IN_COLUMNS,
        signIns.map((signIn) => ({
          ...signIn,
          ...(signIn.walkInId !== '' && { walkInName: '王芳', walkInVillage: luck.pick(VILLAGES) }), // one name for all: it identifies nobody
          method: luck.pick(['QR', 'NAME', 'TAIL', 'PAPER']),
        })),
      ),
    },
  };
};

const drawPeople = (luck: Chance, year: number, count: number): DrawnPerson[] =>
  Array.from({ length: count }, (_, n) => {
    const gone = luck.next() < 0.15;
    return {
      personId: `D${String(spaced(n)).padStart(5, '0')}`,
      township: luck.pick(TOWNSHIPS),
      village: luck.pick(VILLAGES),
      removedOn: gone
        ? `${String(luck.next() < 0.2 ? year - 1 : year)}-${twoDigits(1 + luck.below(12))}-${twoDigits(1 + luck.below(28))}`
        : '',
      removedReason: gone ? luck.pick(REASONS) : '',
    };
  });

// Ids need not be gapless.
const spaced = (n: number): number => 7 + 3 * n;

const particulars = (luck: Chance, n: number): Partial<Record<(typeof PEOPLE_COLUMNS)[number], string>> => {
  const birthDate = `${String(1930 + luck.below(80))}-${twoDigits(1 + luck.below(12))}-${twoDigits(1 + luck.below(28))}`;
  return {
    name: `${luck.pick(SURNAMES)}${luck.pick(['小', '大', ''])}${luck.pick(['梅', '强', '贵', '禾'])}`,
    sex: luck.pick(['M', 'F']),
    birthDate,
    idNumber: luck.next() < 0.9 ? idNumber(`990581${birthDate.replaceAll('-', '')}${String(n % 1000).padStart(3, '0')}`) : '',
    phone: luck.next() < 0.7 ? `100${String(10_000_000 + n * 37)}` : '',
    household: `H-${String(Math.floor(n / 3))}`,
    resettlementType: luck.pick(['原迁', '小水库', '自谋职业安置']),
  };
};

/** Seventeen digits and the check digit of GB 11643. */
const idNumber = (digits: string): string => {
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0);
  return digits + ('10X98765432'[sum % 11] ?? '');
};

const drawSessions = (luck: Chance, years: readonly number[], count: number): DrawnSession[] => {
  const days = years.flatMap((year) =>
    Array.from({ length: 12 * 28 }, (_, n) => `${String(year)}-${twoDigits(1 + Math.floor(n / 28))}-${twoDigits(1 + (n % 28))}`),
  );
  const chosen = new Set<string>();
  while (chosen.size < count) chosen.add(luck.pick(days));
  const numbers = new Map<string, number>();
  return [...chosen].sort().map((date) => {
    const year = date.slice(0, 4);
    numbers.set(year, (numbers.get(year) ?? 0) + 1);
    const [kind, fundLine] = luck.pick(KINDS);
    const hours = luck.pick([2, 3, 6, 7.5]);
    return {
      sessionId: `PX-${year}-${String(numbers.get(year)).padStart(4, '0')}`,
      kind,
      fundLine,
      date,
      startsAt: hours > 4 ? '08:30' : luck.pick(['08:30', '14:30', '19:00']),
      hours,
      topic: luck.pick(TOPICS),
      coOrganiser: luck.pick(ORGANISERS),
      township: luck.pick(TOWNSHIPS),
      handouts: luck.below(80),
    };
  });
};

const drawSheet = (luck: Chance, { sessionId, hours }: DrawnSession, people: readonly DrawnPerson[]): DrawnSignIn[] => {
  const present = new Set<string>();
  for (let n = luck.below(40); n > 0; n -= 1) present.add(luck.next() < 0.8 ? luck.pick(people).personId : `w${String(luck.below(60))}`);
  return [...present].flatMap((id) => {
    const walkIn = id.startsWith('w');
    const slots = hours > 4 ? luck.pick([[1], [1, 2], [2]]) : [1];
    return slots.map((slot) => ({ sessionId, personId: walkIn ? '' : id, walkInId: walkIn ? id : '', slot }));
  });
};
