// A line of a contact ledger, as the bureau's spreadsheets have it, read into a contact. Plain strings in, field errors out.
import { isDay } from '../domain/calendar/days.ts';
import { parsePetitionNumber } from '../domain/ids.ts';
import type { ContactInput } from '../domain/petitions/commands.ts';
import { CATEGORIES, CHANNELS, KINDS } from '../domain/petitions/vocabulary.ts';
import type { FieldError } from '../domain/result.ts';

export const CONTACT_COLUMNS = [
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

/** A ledger line: the contact, and the number the file gave the line and the matter. */
export interface LedgerLine {
  readonly contactNo: string;
  readonly input: ContactInput & { readonly receivedOn: string; readonly receiver: string };
}

const YES = ['yes', 'true', '1', '是'];
const NO = ['', 'no', 'false', '0', '否'];
// Line breaks may stand in a story; nothing else that has no shape may stand anywhere.
const CONTROL = /[\p{Cc}--[\t\n\r]]/v;
const LONGEST = { story: 20_000, subject: 100, petitioner: 100, phone: 40, village: 60, representatives: 600 } as const;

// The series goes on after the highest number of a file: one typed with too many digits must not use up a year.
const HIGHEST_KEPT = 99_999;

const isKept = (number: string): boolean => (parsePetitionNumber(number)?.seq ?? Infinity) <= HIGHEST_KEPT;

export const readLedgerLine = (cells: Readonly<Record<string, string>>): { line: LedgerLine } | { errors: FieldError[] } => {
  const cell = (name: (typeof CONTACT_COLUMNS)[number]): string => cells[name] ?? '';
  const channel = CHANNELS.find((code) => code === cell('channel'));
  const kind = cell('kind') === '' ? 'REQUEST' : KINDS.find((code) => code === cell('kind'));
  const category = CATEGORIES.find((code) => code === cell('category'));
  const headcount = cell('headcount') === '' ? 1 : Number(cell('headcount'));
  const joint = cell('jointLetter').toLowerCase();
  const rules: readonly (readonly [boolean, FieldError])[] = [
    [!isDay(cell('receivedOn')), { path: 'receivedOn', message: 'notADay' }],
    [channel === undefined, { path: 'channel', message: 'unknownCode' }],
    [kind === undefined, { path: 'kind', message: 'unknownCode' }],
    [cell('category') !== '' && category === undefined, { path: 'category', message: 'unknownCode' }],
    [!Number.isInteger(headcount) || headcount < 1 || headcount > 10_000, { path: 'headcount', message: 'notACount' }],
    [!YES.includes(joint) && !NO.includes(joint), { path: 'jointLetter', message: 'notYesNo' }],
    [cell('petition') !== '' && !isKept(cell('petition')), { path: 'petition', message: 'unknownPetition' }],
    [cell('firstContactOfficer') === '', { path: 'firstContactOfficer', message: 'required' }],
    [cell('story') === '' && cell('subject') === '', { path: 'story', message: 'required' }],
    ...Object.entries(cells).map(([path, text]): [boolean, FieldError] => [CONTROL.test(text), { path, message: 'controlCharacters' }]),
    ...Object.entries(LONGEST).map(([path, most]): [boolean, FieldError] => [
      (cells[path] ?? '').length > most,
      { path, message: 'tooLong', data: { most } },
    ]),
  ];
  const errors = rules.filter(([wrong]) => wrong).map(([, error]) => error);
  if (errors.length > 0 || !channel || !kind) return { errors };
  const phone = cell('phone');
  const input = {
    channel,
    kind,
    township: cell('township'),
    story: cell('story') || cell('subject'),
    receivedOn: cell('receivedOn'),
    receiver: cell('firstContactOfficer'),
    headcount,
    anonymous: cell('petitioner') === '',
    petitioners: cell('petitioner') === '' ? [] : [{ name: cell('petitioner'), ...(phone !== '' && { phone }) }],
    representatives: cell('representatives')
      .split(/[、,，;；]/u)
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => ({ name })),
    jointLetter: YES.includes(joint),
    attachments: [],
    ...(category && { category }),
    ...(cell('village') !== '' && { village: cell('village') }),
    ...(cell('subject') !== '' && { subject: cell('subject') }),
    ...(cell('petition') !== '' && { petition: cell('petition') }),
  };
  return { line: { contactNo: cell('contactNo'), input } };
};
