// The fold: the head is nothing but its history, and every life keeps exactly one answerable person.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evolve, fold } from '../../../functions/domain/petitions/evolve.ts';
import { canBeFirstContact } from '../../../functions/domain/staff/staff.ts';
import { opened, given, caseIn, staffOf } from '../../support/desk.ts';
import { lives } from '../../support/walks.ts';

describe('The head of a petition', () => {
  it('is the fold of its events, also after they were stored as text', () => {
    fc.assert(
      fc.property(lives, ({ events, petition }) => {
        expect(fold(events)).toEqual(petition);
        expect(fold(JSON.parse(JSON.stringify(events)) as typeof events)).toEqual(petition);
      }),
      { numRuns: 300 },
    );
  });

  it('has as its version the number of events, each numbered one after the other', () => {
    fc.assert(
      fc.property(lives, ({ events, petition }) => {
        expect(petition.version).toBe(events.length);
        expect(events.map(({ seq }) => seq)).toEqual(events.map((_, n) => n + 1));
      }),
    );
  });

  it('names at all times exactly one answerable person, who can be answerable, until the end', () => {
    fc.assert(
      fc.property(lives, ({ decisions }) => {
        for (const { after } of decisions) expect(canBeFirstContact(staffOf(after.owner)), after.owner).toBe(true);
      }),
    );
  });

  it('is not changed in place by what happens next', () => {
    const petition = caseIn('HANDLING');
    const before = structuredClone(petition);
    given(petition, { name: 'issueOpinion', by: 'F03' });
    given(petition, { name: 'reassignOwner', by: 'L01' });
    expect(petition).toEqual(before);
  });

  it('begins with a registration: a history that begins otherwise is damaged and says so', () => {
    const [event] = given(opened().after, { name: 'note', by: 'F03' }).events;
    expect(() => evolve(undefined, event!)).toThrow('history begins with noted');
    expect(fold([])).toBeUndefined();
  });

  it('carries no name, telephone number or story of anybody', () => {
    const { after, events } = opened({
      petitioners: [{ name: '龚世芬', phone: '10051234567', idNumber: '990581190001010012' }],
      subject: '直补资金',
      story: '很长的故事',
    });
    const text = JSON.stringify([after, events]);
    for (const secret of ['龚世芬', '10051234567', '990581190001010012', '很长的故事']) expect(text).not.toContain(secret);
  });
});

describe('The lives that these tests try', () => {
  it('reach every state', () => {
    const states = new Set(fc.sample(lives, { numRuns: 300, seed: 1 }).map(({ petition }) => petition.state));
    expect([...states].sort()).toEqual(['ACCEPTED', 'CLOSED', 'FOLLOW_UP', 'HANDLING', 'OPINION_READY', 'REGISTERED', 'SERVED']);
  });
});
