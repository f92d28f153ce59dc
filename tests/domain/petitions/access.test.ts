// Who may read a petition: first by part, then as a matrix of the whole cast, and the accused never.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAccused, mayRead } from '../../../functions/domain/petitions/access.ts';
import type { Petition } from '../../../functions/domain/petitions/petition.ts';
import { allowed } from '../../../functions/domain/petitions/transitions.ts';
import { ROLES } from '../../../functions/domain/staff/staff.ts';
import { STAFF } from '../../../lib/local/sample/cast.ts';
import { after, at, opened, somebody, staffOf } from '../../support/desk.ts';

const unitOf = (id: string): string | undefined => STAFF.find((person) => person.id === id)?.unit;
const readers = (petition: Petition): string[] => STAFF.filter((person) => mayRead(petition, person, unitOf)).map(({ id }) => id);

const ordinary = opened({ township: '990581102' }).after; // received by F03 of 后扶科, in 红溪镇
const restricted = opened({ kind: 'ACCUSATION', accused: { staff: 'F02' } }).after;

describe('An ordinary petition', () => {
  it('is read by its officer, that officer’s department head, the township, the petition room, leaders and those who look on', () => {
    expect(readers(ordinary)).toEqual(['F01', 'F02', 'F03', 'P01', 'P02', 'L01', 'L02', 'L03', 'Z02', 'J01', 'A01']);
  });

  it('is not read by the head of another department', () => {
    expect(mayRead(ordinary, staffOf('F04'), unitOf)).toBe(false);
  });

  it('is not read by another township', () => {
    expect(mayRead(ordinary, staffOf('Z01'), unitOf)).toBe(false);
  });

  it('is never read by the system administrator', () => {
    expect(mayRead(ordinary, staffOf('S01'), unitOf)).toBe(false);
  });

  it('goes on being read by whoever received it when another becomes answerable', () => {
    const moved = after(ordinary, { name: 'reassignOwner', by: 'L01', data: { to: 'F05' } });
    expect(readers(moved)).toContain('F03');
    expect(readers(moved)).toContain('F05');
    expect(readers(moved)).not.toContain('F02'); // head of a department that has nothing to do with it any more
  });
});

describe('A restricted petition', () => {
  it('is read by its named handler and the head of the organ alone', () => {
    expect(readers(restricted)).toEqual(['F01', 'L01']);
  });

  it('is lost to the officer who received it the moment it is saved', () => {
    expect(restricted.receivedBy).toBe('F03');
    expect(mayRead(restricted, staffOf('F03'), unitOf)).toBe(false);
  });

  it('is hidden from the head of the organ where the head is accused', () => {
    expect(readers(opened({ accused: { staff: 'L01' } }).after)).toEqual(['F01']);
  });
});

describe('The accused', () => {
  it('are a person or everybody of a unit', () => {
    expect(isAccused({ staff: 'F02' }, { id: 'F02', unit: '后扶科' })).toBe(true);
    expect(isAccused({ staff: 'F02' }, { id: 'F03', unit: '后扶科' })).toBe(false);
    expect(isAccused({ unit: '后扶科' }, { id: 'F03', unit: '后扶科' })).toBe(true);
    expect(isAccused({}, { id: 'F03', unit: '后扶科' })).toBe(false);
    expect(isAccused(undefined, { id: 'F03', unit: '后扶科' })).toBe(false);
  });

  it('read nothing and may do nothing, whatever their roles and whatever part they play', () => {
    fc.assert(
      fc.property(fc.subarray([...ROLES]), fc.boolean(), fc.constantFrom('OWNER', 'HANDLER', 'RECEIVER', 'NONE'), (roles, byUnit, part) => {
        const person = somebody('N01', ...roles);
        const petition: Petition = {
          ...restricted,
          accused: byUnit ? { unit: person.unit } : { staff: person.id },
          ...(part === 'OWNER' && { owner: person.id }),
          ...(part === 'HANDLER' && { handler: person.id }),
          ...(part === 'RECEIVER' && { receivedBy: person.id }),
        };
        expect(mayRead(petition, person, unitOf)).toBe(false);
        expect(mayRead({ ...petition, restricted: false }, person, unitOf)).toBe(false);
        expect(allowed(petition, at(person))).toEqual([]);
      }),
    );
  });
});

describe('Whoever only looks on', () => {
  it('reads every ordinary petition and may do nothing with it', () => {
    for (const id of ['J01', 'A01']) {
      expect(mayRead(ordinary, staffOf(id), unitOf), id).toBe(true);
      expect(allowed(ordinary, at(id)), id).toEqual([]);
    }
  });
});
