// Changing the roll: somebody new, other facts, a removal, a restoration. Each is load → decide → save, on the version that was read.
// It must not know the rules; roll.ts decides.
import { shanghaiDay } from '../domain/calendar/days.ts';
import { foldedNumber, isCheckedIdNumber } from '../domain/people/id-number.ts';
import type { Identity, RemovalReason } from '../domain/people/person.ts';
import {
  addPerson as decideAdding,
  changePerson,
  completed,
  factsIn,
  removePerson,
  restorePerson,
  type Decided,
  type OnRoll,
  type PersonFacts,
  type RollCircumstances,
} from '../domain/people/roll.ts';
import { ok, refuse, type Refusal, type Result } from '../domain/result.ts';
import { keepsRoll } from '../domain/staff/rooms.ts';
import { directory } from '../store/directory.ts';
import { readReceipt, readRecord, writePeople, type PersonReceipt, type RecordFound } from '../store/people.ts';
import { findByTail } from '../store/person-find.ts';
import type { PersonRecord } from '../store/person-items.ts';
import { receiptKey } from '../store/receipts.ts';
import { inTurn, patiently } from './contention.ts';
import type { Deps } from './deps.ts';
import { maySee, openPerson } from './people.ts';
import type { PersonFile } from './people-shapes.ts';
import type { Caller, RequestKey } from './shapes.ts';

type ChangeDeps = Pick<Deps, 'db' | 'vault' | 'bureau' | 'now' | 'random'>;

/** Facts everybody on the roll has. */
type Required = 'name' | 'township' | 'village' | 'resettlementType';
/** Facts to be changed: absent ones stay, null ones are no longer known. */
export type FactChanges = Partial<Pick<PersonFacts, Required>> & {
  readonly [Fact in Exclude<keyof PersonFacts, Required>]?: PersonFacts[Fact] | null;
};

/** What can be ordered about one person. */
export type RollCommand =
  | { readonly name: 'change'; readonly data: FactChanges }
  | { readonly name: 'remove'; readonly data: { readonly on: string; readonly reason: RemovalReason } }
  | { readonly name: 'restore'; readonly data: { readonly reason: string } };

/** A command on one person as read at `version`. */
export interface RollOrder {
  readonly personId: string;
  readonly version: number;
  readonly command: RollCommand;
}

const NOT_THE_KEEPER = refuse('NOT_YOURS', { who: 'ROLL_KEEPER' });

/**
 * Puts somebody on the roll under a number of ours. Day of birth and sex are taken from the ID number where nobody says them.
 * @returns NOT_YOURS, INVALID with fields (`personExists`: somebody with this ID number is there already), KEY_REUSED
 */
export const addPerson = async (deps: ChangeDeps, caller: Caller, given: PersonFacts, key?: RequestKey): Promise<Result<PersonFile>> => {
  if (!keepsRoll(caller.staff)) return NOT_THE_KEEPER;
  const facts = completed(folded(given));
  const circumstances = await rollCircumstances(deps, caller);
  const receipt = key && receiptKey(deps.bureau, caller.staff.id, key);
  const done = await patiently(async (): Promise<Result<string> | undefined> => {
    const before = receipt && (await answeredBefore(deps, receipt));
    if (before) return before;
    const personId = newPersonId(deps);
    const decided = decideAdding(personId, facts, circumstances);
    if (!decided.ok) return decided;
    if (await isThere(deps, facts.idNumber)) return refuse('INVALID', { fields: [{ path: 'idNumber', message: 'personExists' }] });
    const record: PersonRecord = { ...decided.value.after, entered: { at: circumstances.now, by: circumstances.by } };
    const saved = await writePeople(deps.db, [{ record }], deps.vault, keeping(receipt, personId, circumstances));
    return saved.ok ? ok(personId) : undefined; // the number or the key was taken meanwhile: looked at afresh
  });
  return done.ok ? openPerson(deps, caller, done.value) : done;
};

/**
 * Changes, removes or restores a person as read at `version`.
 * @returns NOT_YOURS, NOT_FOUND, STALE with the current version, INVALID with fields, KEY_REUSED; ALREADY_DONE with the day for a second
 * removal, WRONG_STATE for the restoration of somebody who is on the roll
 */
export const giveRollCommand = async (
  deps: ChangeDeps,
  caller: Caller,
  { personId, version, command }: RollOrder,
  key?: RequestKey,
): Promise<Result<PersonFile>> => {
  const circumstances = await rollCircumstances(deps, caller);
  const receipt = key && receiptKey(deps.bureau, caller.staff.id, key);
  const done = await inTurn(`${deps.bureau} person ${personId}`, () =>
    patiently(async (): Promise<Result<string> | undefined> => {
      const found = await readRecord(deps.db, personId, deps.vault);
      if (!found || !maySee(caller.staff, found.record.person)) return refuse('NOT_FOUND');
      if (!keepsRoll(caller.staff)) return NOT_THE_KEEPER;
      const { record } = found;
      const current = record.person.version;
      const decided = current === version ? decide(record, command, circumstances) : refuse('STALE', { version: current });
      // A repeated request finds its version overtaken: only then is its receipt worth a read.
      if (!decided.ok) return (receipt && (await answeredBefore(deps, receipt))) ?? withWhom(decided.refusal, found);
      const { after, event } = decided.value;
      if (!event) return ok(personId);
      const write = { record: { ...record, ...after }, before: version, event };
      const saved = await writePeople(deps.db, [write], deps.vault, keeping(receipt, personId, circumstances));
      return saved.ok ? ok(personId) : undefined;
    }),
  );
  return done.ok ? openPerson(deps, caller, done.value) : done;
};

// Who removed a person is told with the day; those who came in removed, by whoever brought them.
const withWhom = (refusal: Refusal, { record, events }: RecordFound): Result<never> => {
  const by = events.findLast(({ type }) => type === 'removed' || type === 'imported')?.by ?? record.entered.by;
  return refuse(refusal.code, refusal.code === 'ALREADY_DONE' ? { ...refusal.data, by } : refusal.data);
};

const decide = (before: OnRoll, command: RollCommand, circumstances: RollCircumstances): Result<Decided> => {
  switch (command.name) {
    case 'change':
      return changePerson(before, folded(changed(factsIn(before), command.data)), circumstances);
    case 'remove':
      return removePerson(before, command.data, circumstances);
    case 'restore':
      return restorePerson(before, command.data, circumstances);
  }
};

// Absent changes nothing, null takes a fact away.
const changed = (before: PersonFacts, changes: FactChanges): PersonFacts => {
  const { name, township, village, resettlementType, ...optional } = { ...before, ...changes };
  const known = Object.entries(optional).filter(([, value]) => value !== null);
  return { name, township, village, resettlementType, ...(Object.fromEntries(known) as Partial<PersonFacts>) };
};

/** What a decision about the roll may know, now. */
export const rollCircumstances = async ({ db, now }: Pick<Deps, 'db' | 'now'>, { staff }: Caller): Promise<RollCircumstances> => {
  const instant = now();
  const { townships } = await directory(db);
  return { now: instant, today: shanghaiDay(instant), by: staff.id, townships: townships.map(({ code }) => code) };
};

const answeredBefore = async (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { pk, bodyHash }: Pick<PersonReceipt, 'pk' | 'bodyHash'>,
): Promise<Result<string> | undefined> => {
  const receipt = await readReceipt(db, pk, now());
  if (!receipt) return undefined;
  return receipt.bodyHash === bodyHash ? ok(receipt.person) : refuse('KEY_REUSED');
};

const keeping = (receipt: Pick<PersonReceipt, 'pk' | 'bodyHash'> | undefined, person: string, { now }: RollCircumstances) =>
  receipt && { receipt: { ...receipt, person }, now };

/** The two numbers in their one spelling; one that is nothing but hyphens is none. */
const folded = ({ idNumber, phone, ...facts }: PersonFacts): PersonFacts => ({
  ...facts,
  ...numberOf('idNumber', idNumber),
  ...numberOf('phone', phone),
});

const numberOf = (field: keyof Identity, number = ''): Identity => {
  const text = foldedNumber(number);
  return text === '' ? {} : { [field]: text };
};

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

// Drawn, not counted: a series would make every clerk wait for the other, and files bring numbers of their own.
const newPersonId = ({ random }: Pick<Deps, 'random'>): string =>
  `N-${[...random(7)].map((byte) => CROCKFORD[byte % CROCKFORD.length] ?? '0').join('')}`;

const isThere = async ({ db, vault }: Pick<Deps, 'db' | 'vault'>, idNumber: string | undefined): Promise<boolean> =>
  idNumber !== undefined && isCheckedIdNumber(idNumber) && (await findByTail(db, idNumber, vault, { limit: 100 })).length > 0;
