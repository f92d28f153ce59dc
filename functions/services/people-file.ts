// A line of the roll as spreadsheets have it, read into what it says of a person. Plain strings in, field errors out.
// It must not know what is stored.
import { isDay } from '../domain/calendar/days.ts';
import { foldedNumber } from '../domain/people/id-number.ts';
import { PERSON_LIMITS as MOST } from '../domain/people/limits.ts';
import { foldedName } from '../domain/people/names.ts';
import { completed, isRemovalReason, type ImportedPerson, type PersonFacts } from '../domain/people/roll.ts';
import type { FieldError } from '../domain/result.ts';
import { WHO_ID } from '../domain/training/who.ts';
import type { TableRow } from './table.ts';

export const PEOPLE_COLUMNS = [
  ...['personId', 'name', 'sex', 'birthDate', 'idNumber', 'phone', 'township', 'townshipName', 'village'],
  ...['household', 'resettlementType', 'removedOn', 'removedReason'],
];
export const PEOPLE_OPTIONAL = ['householder', 'addedOn'];

export interface RollLine {
  readonly personId: string;
  readonly says: ImportedPerson;
  /** Everything the line says, for telling whether it says anything new. */
  readonly cells: readonly string[];
}

const SEXES: Readonly<Record<string, 'M' | 'F'>> = { M: 'M', F: 'F', 男: 'M', 女: 'F' };
const TOWNSHIP_AT_MOST = 20;
const CONTROL = /\p{Cc}/u;
const LENGTHS = ['name', 'idNumber', 'phone', 'village', 'household', 'householder', 'resettlementType'] as const;
const DAYS = ['birthDate', 'addedOn', 'removedOn'] as const;
const ALL = [...PEOPLE_COLUMNS, ...PEOPLE_OPTIONAL];

/** @returns the line, or every cell that cannot be right whatever is stored */
export const readRollLine = ({ cells, surplus }: Pick<TableRow, 'cells' | 'surplus'>): { line: RollLine } | { errors: FieldError[] } => {
  const cell = (name: string): string => cells[name] ?? '';
  const sex = SEXES[cell('sex').toUpperCase()];
  const reason = cell('removedReason');
  const rules: readonly (readonly [boolean, FieldError])[] = [
    [surplus, { path: '', message: 'tooManyCells' }],
    [!WHO_ID.test(cell('personId')), { path: 'personId', message: 'personId' }],
    [foldedName(cell('name')) === '', { path: 'name', message: 'required' }],
    [cell('village') === '', { path: 'village', message: 'required' }],
    [cell('township') === '', { path: 'township', message: 'required' }],
    [cell('township').length > TOWNSHIP_AT_MOST, { path: 'township', message: 'unknownTownship' }],
    [cell('sex') !== '' && sex === undefined, { path: 'sex', message: 'unknownCode' }],
    [reason !== '' && !isRemovalReason(reason), { path: 'removedReason', message: 'unknownCode' }],
    ...DAYS.map((path): [boolean, FieldError] => [cell(path) !== '' && !isDay(cell(path)), { path, message: 'notADay' }]),
    ...ALL.map((path): [boolean, FieldError] => [CONTROL.test(cell(path)), { path, message: 'controlCharacters' }]),
    ...ALL.map((path): [boolean, FieldError] => [!cell(path).isWellFormed(), { path, message: 'unreadableText' }]),
    ...LENGTHS.map((path): [boolean, FieldError] => [
      [...cell(path)].length > MOST[path],
      { path, message: 'tooLong', data: { most: MOST[path] } },
    ]),
  ];
  const errors = rules.filter(([wrong]) => wrong).map(([, error]) => error);
  if (errors.length > 0) return { errors };
  const text = <Name extends string>(name: Name, change = (value: string) => value): { [Key in Name]?: string } => {
    const value = change(cell(name));
    return (value === '' ? {} : { [name]: value }) as { [Key in Name]?: string };
  };
  const facts: PersonFacts = {
    name: cell('name'),
    township: cell('township'),
    village: cell('village'),
    resettlementType: cell('resettlementType'),
    ...(sex && { sex }),
    ...text('birthDate'),
    ...text('idNumber', foldedNumber),
    ...text('phone', foldedNumber),
    ...text('household'),
    ...text('householder'),
    ...text('addedOn'),
  };
  const removal = { ...text('removedOn'), ...(isRemovalReason(reason) && { removedReason: reason }) };
  return { line: { personId: cell('personId'), says: { facts: completed(facts), ...removal }, cells: ALL.map(cell) } };
};
