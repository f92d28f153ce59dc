// What may happen to a person of the roll: come in, be changed, leave it with a reason, come back with one; and what history says of it.
// It must not know how a person is stored. History names the fields that changed, and of the two numbers never what they were.
import type { Day } from '../calendar/days.ts';
import type { AreaCode } from '../ids.ts';
import { ok, refuse, type FieldError, type Result } from '../result.ts';
import { factsOf, isCheckedIdNumber, isIdNumber } from './id-number.ts';
import { REMOVAL_REASONS, type Identity, type Person, type RemovalReason } from './person.ts';

/** Everything that can be said of a person, the two numbers included; what is absent is not known. */
export type PersonFacts = Omit<Person, 'personId' | 'version' | 'removedOn' | 'removedReason'> & Identity;

export const FACTS: readonly (keyof PersonFacts)[] = [
  ...(['name', 'sex', 'birthDate', 'idNumber', 'phone', 'township', 'village'] as const),
  ...(['household', 'householder', 'resettlementType', 'addedOn'] as const),
];

const SECRET: readonly string[] = ['idNumber', 'phone'] satisfies (keyof Identity)[];

/** A person with the two numbers open, as a decision needs them. */
export interface OnRoll {
  readonly person: Person;
  readonly identity: Identity;
}

export interface FieldChange {
  readonly field: string;
  /** Absent where there was nothing, where there is nothing now, and always for the two numbers. */
  readonly from?: string;
  readonly to?: string;
}

interface Happened {
  readonly seq: number; // the person's version after it
  readonly at: string;
  readonly by: string; // staff id
}

export type RollEvent = Happened &
  (
    | { readonly type: 'changed'; readonly changes: readonly FieldChange[] }
    | { readonly type: 'imported'; readonly changes: readonly FieldChange[] }
    | { readonly type: 'removed'; readonly on: Day; readonly reason: RemovalReason }
    | { readonly type: 'restored'; readonly reason: string; readonly was: Day }
  );

export interface RollCircumstances {
  readonly today: Day;
  readonly now: string;
  readonly by: string;
  readonly townships: readonly AreaCode[];
}

export interface Decided {
  readonly after: OnRoll;
  /** Absent where nothing is different, and for somebody new: a first row is its own history. */
  readonly event?: RollEvent;
}

export const ROLL_COMMANDS = ['change', 'remove', 'restore'] as const;
export type RollCommandName = (typeof ROLL_COMMANDS)[number];

/** What can be done about this person now, whoever may do it. */
export const possible = ({ removedOn }: Pick<Person, 'removedOn'>): readonly RollCommandName[] =>
  removedOn === undefined ? ['change', 'remove'] : ['change', 'restore'];

/** Somebody new. @returns INVALID with fields */
export const addPerson = (personId: string, facts: PersonFacts, circumstances: RollCircumstances): Result<Decided> => {
  const errors = wrongFacts(facts, circumstances);
  if (errors.length > 0) return refuse('INVALID', { fields: errors });
  return ok({ after: onRoll({ personId, version: 1 }, facts) });
};

/** Other facts about a person; `facts` is all of them. Nothing different is no refusal and no event. @returns INVALID with fields */
export const changePerson = (before: OnRoll, facts: PersonFacts, circumstances: RollCircumstances): Result<Decided> => {
  const { person } = before;
  const errors = wrongFacts(facts, circumstances, before.identity);
  if (facts.addedOn !== undefined && person.removedOn !== undefined && facts.addedOn > person.removedOn)
    errors.push({ path: 'addedOn', message: 'notAfter', data: { day: person.removedOn } });
  if (errors.length > 0) return refuse('INVALID', { fields: errors });
  const changes = changesBetween(factsIn(before), facts);
  if (changes.length === 0) return ok({ after: before });
  const after = onRoll({ ...kept(person), version: person.version + 1 }, facts);
  return ok({ after, event: { ...happened(after, circumstances), type: 'changed', changes } });
};

/** Off the roll from that day on. @returns ALREADY_DONE with the day, INVALID with fields */
export const removePerson = (
  { person, identity }: OnRoll,
  { on, reason }: { readonly on: Day; readonly reason: RemovalReason },
  circumstances: RollCircumstances,
): Result<Decided> => {
  if (person.removedOn !== undefined) return refuse('ALREADY_DONE', { on: person.removedOn });
  const errors = wrongRemoval({ ...person, removedOn: on }, circumstances);
  if (errors.length > 0) return refuse('INVALID', { fields: errors.map((error) => ({ ...error, path: 'on' })) });
  const after = { person: { ...person, removedOn: on, removedReason: reason, version: person.version + 1 }, identity };
  return ok({ after, event: { ...happened(after, circumstances), type: 'removed', on, reason } });
};

/** Back on the roll as if never removed; history keeps the day it was. @returns WRONG_STATE for somebody who is on it */
export const restorePerson = (
  { person, identity }: OnRoll,
  { reason }: { readonly reason: string },
  circumstances: RollCircumstances,
): Result<Decided> => {
  const { removedOn, removedReason: _reason, ...rest } = person;
  if (removedOn === undefined) return refuse('WRONG_STATE', { state: 'ON_ROLL', command: 'restore' });
  const after = { person: { ...rest, version: person.version + 1 }, identity };
  return ok({ after, event: { ...happened(after, circumstances), type: 'restored', reason, was: removedOn } });
};

/** What a row of a file says of a person. */
export interface ImportedPerson {
  readonly facts: PersonFacts;
  readonly removedOn?: Day;
  readonly removedReason?: RemovalReason;
}

/**
 * A row of a file about somebody new or known. A row that says nothing of a removal takes none back: that needs a reason.
 * @returns INVALID with fields
 */
export const importPerson = (
  personId: string,
  before: OnRoll | undefined,
  { facts, removedOn, removedReason }: ImportedPerson,
  circumstances: RollCircumstances,
): Result<Decided> => {
  const removal = removedOn === undefined ? kept(before?.person ?? { personId }) : { removedOn, removedReason: removedReason ?? 'OTHER' };
  const errors = [
    ...wrongFacts(facts, circumstances, facts),
    ...wrongRemoval({ ...facts, ...removal }, circumstances),
    ...(removedOn === undefined && removedReason !== undefined ? [{ path: 'removedOn', message: 'required' }] : []),
  ];
  if (errors.length > 0) return refuse('INVALID', { fields: errors });
  const version = (before?.person.version ?? 0) + 1;
  const after = onRoll({ personId, version, ...removal }, facts);
  if (!before) return ok({ after });
  const changes = [...changesBetween(factsIn(before), facts), ...changesIn(before.person, after.person, ['removedOn', 'removedReason'])];
  if (changes.length === 0) return ok({ after: before });
  return ok({ after, event: { ...happened(after, circumstances), type: 'imported', changes } });
};

/** What somebody should look at although it was taken; `path` is the fact. */
export const doubtsAbout = ({ facts, removedOn, removedReason }: ImportedPerson): FieldError[] => {
  const { idNumber } = facts;
  const says = idNumber === undefined ? {} : factsOf(idNumber);
  const rules: readonly (readonly [boolean, FieldError])[] = [
    [idNumber !== undefined && !isCheckedIdNumber(idNumber), { path: 'idNumber', message: 'idNumberCheck' }],
    [differs(says.birthDate, facts.birthDate), { path: 'birthDate', message: 'notAsIdNumber' }],
    [differs(says.sex, facts.sex), { path: 'sex', message: 'notAsIdNumber' }],
    [removedOn !== undefined && removedReason === undefined, { path: 'removedReason', message: 'takenAsOther' }],
  ];
  return rules.filter(([doubtful]) => doubtful).map(([, error]) => error);
};

const differs = (a: string | undefined, b: string | undefined): boolean => a !== undefined && b !== undefined && a !== b;

/** Day of birth and sex filled in from the ID number where nothing is said of them. */
export const completed = (facts: PersonFacts): PersonFacts => ({ ...(facts.idNumber !== undefined && factsOf(facts.idNumber)), ...facts });

export const factsIn = ({ person, identity }: OnRoll): PersonFacts => {
  const { personId: _id, version: _version, removedOn: _on, removedReason: _reason, ...facts } = person;
  return { ...facts, ...identity };
};

// A number that stands as it stood is not asked about again: what is on paper may be wrong on paper too.
const wrongFacts = (facts: PersonFacts, { today, townships }: RollCircumstances, before: Identity = {}): FieldError[] => {
  const { birthDate, addedOn, idNumber, township } = facts;
  const known = idNumber === undefined || idNumber === before.idNumber;
  const rules: readonly (readonly [boolean, FieldError])[] = [
    [idNumber !== undefined && !isIdNumber(idNumber), { path: 'idNumber', message: 'idNumber' }],
    [!known && isIdNumber(idNumber) && !isCheckedIdNumber(idNumber), { path: 'idNumber', message: 'idNumberCheck' }],
    [birthDate !== undefined && birthDate > today, { path: 'birthDate', message: 'notAfter', data: { day: today } }],
    [!townships.includes(township), { path: 'township', message: 'unknownTownship' }],
    [addedOn !== undefined && addedOn > today, { path: 'addedOn', message: 'notAfter', data: { day: today } }],
  ];
  return rules.filter(([wrong]) => wrong).map(([, error]) => error);
};

const wrongRemoval = (
  { removedOn, addedOn }: Pick<Person, 'removedOn' | 'addedOn'>,
  { today }: Pick<RollCircumstances, 'today'>,
): FieldError[] => {
  if (removedOn === undefined) return [];
  if (removedOn > today) return [{ path: 'removedOn', message: 'notAfter', data: { day: today } }];
  return addedOn !== undefined && removedOn < addedOn ? [{ path: 'removedOn', message: 'notBefore', data: { day: addedOn } }] : [];
};

type Standing = Pick<Person, 'personId'> & Partial<Pick<Person, 'version' | 'removedOn' | 'removedReason'>>;

const kept = ({ personId, removedOn, removedReason }: Standing): Omit<Standing, 'version'> => ({
  personId,
  ...(removedOn !== undefined && { removedOn }),
  ...(removedReason !== undefined && { removedReason }),
});

const onRoll = (standing: Standing & { version: number }, { idNumber, phone, ...facts }: PersonFacts): OnRoll => ({
  person: { ...facts, ...standing },
  identity: { ...(idNumber !== undefined && { idNumber }), ...(phone !== undefined && { phone }) },
});

const happened = ({ person }: OnRoll, { now, by }: RollCircumstances): Happened => ({ seq: person.version, at: now, by });

const changesBetween = (before: PersonFacts, after: PersonFacts): FieldChange[] => changesIn(before, after, FACTS);

const changesIn = <T extends object>(before: T, after: T, fields: readonly (keyof T & string)[]): FieldChange[] =>
  fields.flatMap((field) => {
    const [from, to] = [before[field], after[field]];
    if (from === to) return [];
    if (SECRET.includes(field)) return [{ field }];
    return [{ field, ...(typeof from === 'string' && { from }), ...(typeof to === 'string' && { to }) }];
  });

export const isRemovalReason = (text: string): text is RemovalReason => REMOVAL_REASONS.some((reason) => reason === text);
