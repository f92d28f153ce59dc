// The desk form as the JSON of `POST /contacts`, and its errors back to the boxes they belong to.
// It must not check anything: the schema and the domain do.
import { REPRESENTATIVES_AT_MOST } from '../../domain/petitions/vocabulary.ts';
import type { FieldError } from '../../domain/result.ts';
import { given, numberOrText, present } from './typed.ts';
import type { Typed } from '../look/form.tsx';

export const SLOTS: readonly number[] = Array.from({ length: REPRESENTATIVES_AT_MOST }, (_, n) => n + 1);

/** The boxes from top to bottom. */
export const DESK_BOXES: readonly string[] = [
  ...['channel', 'name', 'phone', 'headcount', 'anonymous', 'story', 'township', 'village', 'category'],
  ...['receivedOn', 'receiver', 'kind', 'jointLetter'],
  ...SLOTS.flatMap((slot) => [`rep${slot}Name`, `rep${slot}Phone`]),
  ...['sourceOrgan', 'sourceNumber', 'sourceReceivedOn', 'files', 'accusedStaff', 'accusedUnit', 'petition'],
];

/** @example contactBody({ channel: 'CALL', name: '王秀英、李德友', story: '…', township: '990581101' }) */
export const contactBody = (typed: Typed): Record<string, unknown> => {
  const field = (name: string): string | undefined => given(typed, name);
  const ticked = (name: string): true | undefined => (field(name) === '1' ? true : undefined);
  return present({
    channel: field('channel'),
    petitioners: petitioners(field('name'), field('phone')),
    anonymous: ticked('anonymous'),
    headcount: numberOrText(field('headcount')),
    story: field('story'),
    township: field('township'),
    village: field('village'),
    category: field('category'),
    kind: field('kind'),
    receivedOn: field('receivedOn'),
    receiver: field('receiver'),
    jointLetter: ticked('jointLetter'),
    representatives: representatives(field),
    source: group({ organ: field('sourceOrgan'), number: field('sourceNumber'), receivedOn: field('sourceReceivedOn') }),
    accused: group({ staff: field('accusedStaff'), unit: field('accusedUnit') }),
    attachments: attached(typed),
    petition: field('petition')?.normalize('NFKC').trim().toUpperCase(),
  });
};

/** Ids of files that were kept when the form came first, carried along in a hidden box. */
export const attached = (typed: Typed): string[] | undefined => given(typed, 'attached')?.trim().split(/\s+/u);

// One box for the names: at a desk nobody opens a second form for the neighbour who came along.
const petitioners = (names: string | undefined, phone: string | undefined) => {
  const named = (names ?? '').split('、').filter((name) => name.trim() !== '');
  return named.length === 0 ? undefined : named.map((name, index) => present({ name, phone: index === 0 ? phone : undefined }));
};

const representatives = (field: (name: string) => string | undefined) => {
  const filled = SLOTS.map((slot) => ({ name: field(`rep${slot}Name`), phone: field(`rep${slot}Phone`) })).filter(
    ({ name, phone }) => name !== undefined || phone !== undefined,
  );
  return filled.length === 0 ? undefined : filled.map(present);
};

const group = (fields: Readonly<Record<string, string | undefined>>) =>
  Object.values(fields).some((value) => value !== undefined) ? present(fields) : undefined;

// Paths of the JSON → boxes of the form; whatever is not here has the same name in both.
const BOXES: readonly (readonly [RegExp, string])[] = [
  [/^petitioners(\.\d+\.phone)$/, 'phone'],
  [/^petitioners/, 'name'],
  [/^representatives\.(\d)\.phone$/, 'rep#Phone'],
  [/^representatives\.(\d)/, 'rep#Name'],
  [/^representatives/, 'rep1Name'],
  [/^source\.organ/, 'sourceOrgan'],
  [/^source\.number/, 'sourceNumber'],
  [/^source\.receivedOn/, 'sourceReceivedOn'],
  [/^attachments/, 'files'],
  [/^accused\.unit/, 'accusedUnit'],
  [/^accused/, 'accusedStaff'],
];

/** The box that an error of the contact belongs to. */
export const contactBox = ({ path }: FieldError): string => {
  for (const [pattern, box] of BOXES) {
    const match = pattern.exec(path);
    if (match) return box.replace('#', String(Math.min(Number(match[1] ?? 0), SLOTS.length - 1) + 1));
  }
  return path;
};
