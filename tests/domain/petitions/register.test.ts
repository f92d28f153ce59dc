// Registration: who becomes answerable, which clocks start, who is written to, and which entries are refused.
import { describe, expect, it } from 'vitest';
import type { ContactInput } from '../../../functions/domain/petitions/commands.ts';
import { addContact, register, subjectOf } from '../../../functions/domain/petitions/register.ts';
import { isGroupVisit } from '../../../functions/domain/petitions/vocabulary.ts';
import { STAFF } from '../../../lib/local/sample/cast.ts';
import { valueOf, visit } from '../../support/bureau.ts';
import { at, NUMBERS, opened, somebody, staffOf, TODAY } from '../../support/desk.ts';

const errorsOf = (given: Partial<ContactInput>, circumstances = at('F03')): string[] => {
  const result = register(visit(given), NUMBERS, circumstances);
  return result.ok ? [] : (result.refusal.data.fields ?? []).map(({ path, message }) => `${path} ${message}`);
};
const people = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `代表${n + 1}` }));
const mailsOf = (given: Partial<ContactInput>, by = 'F03') =>
  opened(given, at(by)).mails.map(({ code, recipient }) => `${code} ${recipient}`);

describe('The first-contact rule', () => {
  it('makes whoever receives the petitioner answerable for the matter', () => {
    const { after, contact } = opened();
    expect(after).toMatchObject({ state: 'REGISTERED', owner: 'F03', handler: 'F03', receivedBy: 'F03', assignedOn: TODAY, version: 1 });
    expect(contact).toMatchObject({ first: true, receivedBy: 'F03', enteredBy: 'F03' });
  });

  it('lets the petition room enter for another, who then is answerable, and keeps who entered it', () => {
    const { after, contact } = opened({ receiver: 'F02' }, at('P01'));
    expect(after).toMatchObject({ owner: 'F02', receivedBy: 'F02' });
    expect(contact).toMatchObject({ receivedBy: 'F02', enteredBy: 'P01' });
  });

  it('lets nobody else enter for another', () => {
    expect(errorsOf({ receiver: 'F02' })).toEqual(['receiver onlyPetitionRoom']);
    expect(errorsOf({ receiver: 'F03' })).toEqual([]);
  });

  it('names no inspector, auditor, administrator or stranger as answerable', () => {
    for (const receiver of ['J01', 'A01', 'S01', 'X99']) {
      expect(errorsOf({ receiver }, at('P01')), receiver).toEqual(['receiver unknownStaff']);
    }
    expect(errorsOf({}, at('J01'))).toEqual(['receiver unknownStaff']);
  });
});

describe('Art. 23: clocks at registration', () => {
  it('start with the officer’s signature and the written notice', () => {
    const { deadlines, after } = opened();
    expect(deadlines.set.map(({ code, start, targetDue }) => [code, start, targetDue])).toEqual([
      ['DL-ACK', TODAY, '2026-09-20'],
      ['DL-NOTICE', TODAY, '2026-09-30'],
    ]);
    expect(Object.keys(after.limits)).toEqual(['DL-ACK', 'DL-NOTICE']);
  });

  it('count the notice from the day of receipt and the signature from the day of entry', () => {
    const { deadlines } = opened({ receivedOn: '2026-09-10' });
    expect(deadlines.set.map(({ code, start }) => [code, start])).toEqual([
      ['DL-ACK', TODAY],
      ['DL-NOTICE', '2026-09-10'],
    ]);
  });

  it('owe no notice to the anonymous', () => {
    expect(opened({ anonymous: true }).deadlines.set.map(({ code }) => code)).toEqual(['DL-ACK']);
  });
});

describe('A contact’s fields', () => {
  it('need a township of the bureau', () => {
    expect(errorsOf({ township: '110101001' })).toEqual(['township unknownTownship']);
  });

  it('need a name or the word anonymous, and not both', () => {
    expect(errorsOf({ petitioners: [] })).toEqual(['petitioners nameOrAnonymous']);
    expect(errorsOf({ anonymous: true, petitioners: [{ name: '龚世芬' }] })).toEqual(['petitioners anonymousHasNoName']);
  });

  it('know no day after today', () => {
    expect(errorsOf({ receivedOn: '2026-09-19' })).toEqual(['receivedOn notAfter']);
    expect(errorsOf({ source: { organ: '市信访局', number: '转1', receivedOn: '2026-09-19' } })).toEqual(['source.receivedOn notAfter']);
  });

  it('count at least the people they name', () => {
    expect(errorsOf({ petitioners: people(3), headcount: 2 })).toEqual(['headcount fewerThanNamed']);
    expect(errorsOf({ petitioners: people(3), headcount: 3 })).toEqual([]);
  });

  it('count the named people, and one for the anonymous, where nobody counted', () => {
    expect(opened({ petitioners: people(3) }).contact.headcount).toBe(3);
    expect(opened({ anonymous: true }).contact.headcount).toBe(1);
  });

  it('name an accused who works here, or only a unit', () => {
    expect(errorsOf({ accused: { staff: 'X99' } })).toEqual(['accused.staff unknownStaff']);
    expect(errorsOf({ accused: { unit: '某村委会' } })).toEqual([]);
  });

  it('are all told at once when several are wrong', () => {
    expect(errorsOf({ township: '1', petitioners: [], receivedOn: '2027-01-01' })).toHaveLength(3);
  });

  it('take their subject from the first thirty characters of the story, whatever bytes a character has', () => {
    expect(subjectOf({ story: '𠮷'.repeat(40) })).toBe('𠮷'.repeat(30));
    expect(subjectOf({ story: '一\n 二\t三' })).toBe('一 二 三');
    expect(subjectOf({ subject: '  ', story: '故事' })).toBe('故事');
    expect(subjectOf({ subject: '题目', story: '故事' })).toBe('题目');
  });
});

describe('Art. 20: a group visit', () => {
  it('is five people or more at the desk', () => {
    expect(isGroupVisit({ channel: 'VISIT', headcount: 5 })).toBe(true);
    expect(isGroupVisit({ channel: 'VISIT', headcount: 4 })).toBe(false);
    expect(isGroupVisit({ channel: 'LETTER', headcount: 50 })).toBe(false);
  });

  it('elects one to five representatives', () => {
    expect(errorsOf({ headcount: 5 })).toEqual(['representatives representativesNeeded']);
    expect(errorsOf({ headcount: 5, representatives: people(1) })).toEqual([]);
    expect(errorsOf({ headcount: 12, representatives: people(5) })).toEqual([]);
    expect(errorsOf({ headcount: 12, representatives: people(6) })).toEqual(['representatives representativesTooMany']);
    expect(errorsOf({ headcount: 4 })).toEqual([]);
  });

  it('is made known the same day to the leader in charge and the head of the petition room', () => {
    expect(mailsOf({ headcount: 5, representatives: people(2) })).toEqual(['E01 F03', 'E02 F01', 'E02 L02']);
  });

  it('is not told twice to the head of the petition room who received it', () => {
    expect(mailsOf({ headcount: 5, representatives: people(2) }, 'F01')).toEqual(['E01 F01', 'E02 L02']);
  });

  it('is not what a joint letter is, however many signed it', () => {
    const letter = { channel: 'LETTER' as const, jointLetter: true, headcount: 7 };
    expect(errorsOf(letter)).toEqual([]);
    expect(mailsOf(letter)).toEqual(['E01 F03']);
    expect(opened(letter).after.group).toBe(false);
  });
});

describe('Arts. 30 and 46: an accusation', () => {
  const accusation = { kind: 'ACCUSATION' as const };

  it('goes to a named person of the petition room, its head first, whoever received it', () => {
    const { after, contact } = opened({ ...accusation, accused: { staff: 'F02' } });
    expect(after).toMatchObject({ restricted: true, owner: 'F01', handler: 'F01', receivedBy: 'F03' });
    expect(contact.restricted).toBe(true);
  });

  it('is also what names an accused under another kind', () => {
    expect(opened({ accused: { staff: 'F02' } }).after).toMatchObject({ restricted: true, owner: 'F01' });
  });

  it('never goes to the accused', () => {
    expect(opened({ accused: { staff: 'F01' } }).after.owner).not.toBe('F01');
  });

  it('never goes to anybody in the unit of the accused', () => {
    for (const { id } of STAFF) {
      const { owner } = opened({ ...accusation, accused: { staff: id } }, at('F03')).after;
      expect(staffOf(owner).unit, `handler of an accusation of ${id}`).not.toBe(staffOf(id).unit);
    }
  });

  it('never goes to anybody in an accused unit', () => {
    for (const unit of new Set(STAFF.map((person) => person.unit))) {
      expect(staffOf(opened({ ...accusation, accused: { unit } }).after.owner).unit).not.toBe(unit);
    }
  });

  it('goes to the leader in charge where the whole petition room is accused', () => {
    expect(opened({ accused: { unit: '信访室' } }).after.owner).toBe('L02');
  });

  it('is refused where nobody is left to handle it', () => {
    expect(errorsOf({ accused: { unit: '信访室' } }, at('F03', undefined, [staffOf('F03'), staffOf('F01')]))).toEqual([
      'accused nobodyLeft',
    ]);
  });

  it('writes to its handler that there is a restricted matter, and nothing to anybody else', () => {
    expect(mailsOf(accusation)).toEqual(['E08 F01']);
    expect(mailsOf({ ...accusation, headcount: 9, representatives: people(2) })).toEqual(['E08 F01']);
  });
});

describe('A repeat contact', () => {
  const numbers = { ...NUMBERS, contact: 'LX-2026-0053' };

  it('goes back to the first-contact officer, whoever received it', () => {
    const repeat = valueOf(addContact(opened().after, visit(), numbers, at('P02')));
    expect(repeat.after).toMatchObject({ owner: 'F03', contacts: 2 });
    expect(repeat.contact).toMatchObject({ first: false, receivedBy: 'P02', petition: NUMBERS.petition });
    expect(repeat.mails).toEqual([{ code: 'E03', recipient: 'F03' }]);
  });

  it('moves no clock and no state', () => {
    const before = opened().after;
    const repeat = valueOf(addContact(before, visit(), numbers, at('F03', '2026-11-02')));
    expect(repeat.after.limits).toEqual(before.limits);
    expect(repeat.after.state).toBe(before.state);
    expect(repeat.deadlines).toEqual({ set: [], met: [] });
  });

  it('takes over the category of its matter', () => {
    const { category: _none, ...bare } = visit();
    expect(valueOf(addContact(opened().after, bare, numbers, at('F03'))).contact.category).toBe('C20');
  });

  it('received before the one known as first becomes the first, and that one a repeat', () => {
    const repeat = valueOf(addContact(opened().after, visit({ receivedOn: '2026-09-01' }), numbers, at('F03')));
    expect(repeat.contact.first).toBe(true);
    expect(repeat.after.firstContact).toEqual({ number: 'LX-2026-0053', receivedOn: '2026-09-01' });
    expect(repeat.contactChanges).toEqual([{ number: 'LX-2026-0052', first: false }]);
  });

  it('keeps the rules of every contact', () => {
    const refused = addContact(opened().after, visit({ headcount: 6 }), numbers, at('F03'));
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'INVALID' } });
  });

  it('that makes a group visit of the matter is made known like any group visit', () => {
    const repeat = valueOf(addContact(opened().after, visit({ headcount: 6, representatives: people(2) }), numbers, at('F03')));
    expect(repeat.after.group).toBe(true);
    expect(repeat.mails.map(({ code, recipient }) => `${code} ${recipient}`)).toEqual(['E03 F03', 'E02 F01', 'E02 L02']);
  });

  it('that accuses somebody does not join a matter that others read', () => {
    for (const accusing of [{ kind: 'ACCUSATION' as const }, { accused: { staff: 'F02' } }]) {
      const refused = addContact(opened().after, visit(accusing), numbers, at('F03'));
      expect(refused).toMatchObject({ ok: false, refusal: { data: { fields: [{ path: 'petition' }] } } });
    }
  });

  it('that accuses somebody else does not join an accusation either: nothing would be kept from them', () => {
    const restricted = opened({ accused: { staff: 'F02' } }).after;
    const join = (accused: { staff?: string; unit?: string }) =>
      addContact(restricted, visit({ kind: 'ACCUSATION', accused }), numbers, at('F01'));
    expect(join({ staff: 'F02' }).ok).toBe(true);
    for (const accused of [{ staff: 'L01' }, { unit: '信访室' }, { staff: 'F02', unit: '信访室' }])
      expect(join(accused)).toMatchObject({ ok: false, refusal: { data: { fields: [{ message: 'accusationAlone' }] } } });
  });

  it('on a restricted matter is refused to whoever may not read it, as if there were none', () => {
    const restricted = opened({ accused: { staff: 'F02' } }).after;
    for (const by of ['F02', 'F03', 'P01']) {
      const refused = addContact(restricted, visit(), numbers, at(by));
      expect(refused, by).toMatchObject({ ok: false, refusal: { data: { fields: [{ path: 'petition', message: 'unknownPetition' }] } } });
    }
  });

  it('on a restricted matter is told to its handler without a word more', () => {
    const restricted = opened({ accused: { staff: 'F02' } }).after;
    const repeat = valueOf(addContact(restricted, visit(), numbers, at('F01')));
    expect(repeat.mails).toEqual([{ code: 'E08', recipient: 'F01' }]);
    expect(repeat.contact.restricted).toBe(true);
  });

  it('is taken by anybody who can receive a petitioner', () => {
    expect(
      addContact(opened().after, visit(), numbers, at(somebody('N01', 'OFFICER'), undefined, [...STAFF, somebody('N01', 'OFFICER')])).ok,
    ).toBe(true);
  });
});
