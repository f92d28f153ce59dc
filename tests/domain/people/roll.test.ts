// What may happen to a person of the roll, decided without any table.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../functions/domain/people/person.ts';
import {
  addPerson,
  changePerson,
  completed,
  doubtsAbout,
  factsIn,
  importPerson,
  possible,
  removePerson,
  restorePerson,
  type OnRoll,
  type PersonFacts,
} from '../../../functions/domain/people/roll.ts';
import type { Result } from '../../../functions/domain/result.ts';
import { valueOf } from '../../support/bureau.ts';
import { idNumberOf } from '../../support/roll.ts';

const HERE = { today: '2026-11-22', now: '2026-11-22T10:00:00.000+08:00', by: 'R01', townships: ['990581101', '990581102'] };
const ID = idNumberOf('1951-08-07', 575);
const WRONG_ID = ID.slice(0, 17) + (ID.endsWith('8') ? '1' : '8');
const FACTS: PersonFacts = {
  name: '罗先强',
  sex: 'M',
  birthDate: '1951-08-07',
  idNumber: ID,
  phone: '10049321807',
  township: '990581101',
  village: '竹溪村',
  household: '990581101-0001',
  resettlementType: '原迁',
};
const there = (facts: Partial<PersonFacts> = {}): OnRoll => valueOf(addPerson('P00001', { ...FACTS, ...facts }, HERE)).after;
const gone = (): OnRoll => valueOf(removePerson(there(), { on: '2013-02-03', reason: 'DEATH' }, HERE)).after;

const fieldsOf = (result: Result<unknown>): string[] =>
  result.ok ? [] : (result.refusal.data.fields ?? []).map(({ path, message }) => `${path} ${message}`);
const codeOf = (result: Result<unknown>): string => (result.ok ? 'OK' : result.refusal.code);

describe('Coming in', () => {
  it('begins at version 1, with the two numbers apart from the person', () => {
    const { person, identity } = there();
    expect(person).toMatchObject({ personId: 'P00001', name: '罗先强', version: 1 });
    expect(person).not.toHaveProperty('idNumber');
    expect(person).not.toHaveProperty('phone');
    expect(identity).toEqual({ idNumber: ID, phone: '10049321807' });
  });

  it.each<[string, Partial<PersonFacts>, string]>([
    ['a township that is not ours', { township: '990581999' }, 'township unknownTownship'],
    ['a birthday to come', { birthDate: '2026-11-23' }, 'birthDate notAfter'],
    ['a day of entry to come', { addedOn: '2026-11-23' }, 'addedOn notAfter'],
    ['half an ID number', { idNumber: '99058119' }, 'idNumber idNumber'],
    ['an ID number that does not check', { idNumber: WRONG_ID }, 'idNumber idNumberCheck'],
  ])('is refused with %s', (_what, facts, field) => {
    expect(fieldsOf(addPerson('P00001', { ...FACTS, ...facts }, HERE))).toEqual([field]);
  });

  it('takes birthday and sex from the ID number where nobody says them', () => {
    const { birthDate: _b, sex: _s, ...rest } = FACTS;
    expect(completed(rest)).toMatchObject({ birthDate: '1951-08-07', sex: 'M' });
    expect(completed({ ...rest, sex: 'F' })).toMatchObject({ sex: 'F' });
  });
});

describe('A change', () => {
  it('names what changed, and of the two numbers never what they were or are', () => {
    const { after, event } = valueOf(
      changePerson(there(), { ...FACTS, village: '沙湾村', phone: '10099999999', householder: '罗先强' }, HERE),
    );
    expect(after.person.version).toBe(2);
    expect(event).toEqual({
      type: 'changed',
      seq: 2,
      at: HERE.now,
      by: 'R01',
      changes: [{ field: 'phone' }, { field: 'village', from: '竹溪村', to: '沙湾村' }, { field: 'householder', to: '罗先强' }],
    });
    expect(JSON.stringify(event)).not.toMatch(/\d{11}/);
  });

  it('of nothing is no event and no new version', () => {
    expect(valueOf(changePerson(there(), FACTS, HERE))).toEqual({ after: there() });
  });

  it('leaves a number alone that did not check before, and asks about one that is new', () => {
    const before = valueOf(importPerson('P00001', undefined, { facts: { ...FACTS, idNumber: WRONG_ID } }, HERE)).after;
    expect(codeOf(changePerson(before, { ...FACTS, idNumber: WRONG_ID, village: '沙湾村' }, HERE))).toBe('OK');
    expect(fieldsOf(changePerson(there(), { ...FACTS, idNumber: WRONG_ID }, HERE))).toEqual(['idNumber idNumberCheck']);
  });

  it('does not bring anybody back who has left, and cannot let them come after they left', () => {
    expect(valueOf(changePerson(gone(), { ...FACTS, village: '沙湾村' }, HERE)).after.person).toMatchObject({
      removedOn: '2013-02-03',
      removedReason: 'DEATH',
    });
    expect(fieldsOf(changePerson(gone(), { ...FACTS, addedOn: '2013-02-04' }, HERE))).toEqual(['addedOn notAfter']);
  });
});

describe('A removal', () => {
  it('has a day and a reason, and happens once', () => {
    expect(gone().person).toMatchObject({ removedOn: '2013-02-03', removedReason: 'DEATH', version: 2 });
    const again = removePerson(gone(), { on: '2013-03-01', reason: 'MOVED' }, HERE);
    expect(again).toMatchObject({ refusal: { code: 'ALREADY_DONE', data: { on: '2013-02-03' } } });
  });

  it('lies neither ahead nor before the person came', () => {
    expect(fieldsOf(removePerson(there(), { on: '2026-11-23', reason: 'DEATH' }, HERE))).toEqual(['on notAfter']);
    expect(fieldsOf(removePerson(there({ addedOn: '2013-06-01' }), { on: '2013-05-31', reason: 'DEATH' }, HERE))).toEqual(['on notBefore']);
  });

  it('is taken back with a reason, which history keeps with the day it was', () => {
    const { after, event } = valueOf(restorePerson(gone(), { reason: '同名误核减' }, HERE));
    expect(after.person).toEqual({ ...there().person, version: 3 });
    expect(event).toMatchObject({ type: 'restored', reason: '同名误核减', was: '2013-02-03', seq: 3 });
    expect(codeOf(restorePerson(there(), { reason: '—' }, HERE))).toBe('WRONG_STATE');
  });

  it('decides which commands are offered', () => {
    expect(possible(there().person)).toEqual(['change', 'remove']);
    expect(possible(gone().person)).toEqual(['change', 'restore']);
  });
});

describe('A row of a file', () => {
  it('brings in whom a form would send back: a wrong check digit is on paper too', () => {
    const says = { facts: { ...FACTS, idNumber: WRONG_ID } };
    expect(codeOf(importPerson('P00001', undefined, says, HERE))).toBe('OK');
    expect(doubtsAbout(says)).toEqual([{ path: 'idNumber', message: 'idNumberCheck' }]);
  });

  it('that disagrees with its own ID number is doubted, not refused', () => {
    const says = { facts: { ...FACTS, sex: 'F', birthDate: '1951-08-08' } as const };
    expect(doubtsAbout(says).map(({ path }) => path)).toEqual(['birthDate', 'sex']);
  });

  it('may bring somebody in who has left; without a reason it is another one', () => {
    const says = { facts: FACTS, removedOn: '2013-02-03' };
    expect(valueOf(importPerson('P00001', undefined, says, HERE)).after.person).toMatchObject({ removedReason: 'OTHER', version: 1 });
    expect(doubtsAbout(says)).toEqual([{ path: 'removedReason', message: 'takenAsOther' }]);
    expect(fieldsOf(importPerson('P00001', undefined, { facts: FACTS, removedReason: 'DEATH' }, HERE))).toEqual(['removedOn required']);
  });

  it('removes whom it says has left, and is history', () => {
    const { after, event } = valueOf(
      importPerson('P00001', there(), { facts: FACTS, removedOn: '2013-02-03', removedReason: 'MOVED' }, HERE),
    );
    expect(after.person).toMatchObject({ removedOn: '2013-02-03', removedReason: 'MOVED', version: 2 });
    expect(event).toMatchObject({
      type: 'imported',
      changes: [
        { field: 'removedOn', to: '2013-02-03' },
        { field: 'removedReason', to: 'MOVED' },
      ],
    });
  });

  it('that says nothing of a removal takes none back', () => {
    expect(valueOf(importPerson('P00001', gone(), { facts: FACTS }, HERE))).toEqual({ after: gone() });
  });
});

describe('Whatever is done, one after the other', () => {
  const day = fc.integer({ min: 2010, max: 2020 }).map((year) => `${String(year)}-06-01`);
  const step = fc.oneof(
    fc.record({ does: fc.constant('change' as const), village: fc.constantFrom('竹溪村', '沙湾村', '望江村') }),
    fc.record({ does: fc.constant('remove' as const), on: day }),
    fc.record({ does: fc.constant('restore' as const) }),
    fc.record({ does: fc.constant('import' as const), removedOn: fc.option(day, { nil: undefined }) }),
  );

  it('versions and events go up together, and nobody has left without a day and a reason', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let now = there();
        let events = 0;
        for (const one of steps) {
          const done =
            one.does === 'change'
              ? changePerson(now, { ...factsIn(now), village: one.village }, HERE)
              : one.does === 'remove'
                ? removePerson(now, { on: one.on, reason: 'MOVED' }, HERE)
                : one.does === 'restore'
                  ? restorePerson(now, { reason: '—' }, HERE)
                  : importPerson('P00001', now, { facts: FACTS, ...(one.removedOn !== undefined && { removedOn: one.removedOn }) }, HERE);
          if (!done.ok) continue;
          if (done.value.event) events += 1;
          now = done.value.after;
          const { person }: { person: Person } = now;
          expect(person.version).toBe(1 + events);
          expect(done.value.event?.seq ?? person.version).toBe(person.version);
          expect(person.removedOn === undefined).toBe(person.removedReason === undefined);
          expect(now.identity).toEqual({ idNumber: ID, phone: '10049321807' });
        }
      }),
    );
  });
});
