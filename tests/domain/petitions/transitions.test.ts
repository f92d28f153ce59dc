// The state machine: who may do what when, and why not; and that buttons and routes can never disagree.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/domain/petitions/decide.ts';
import type { Petition } from '../../../functions/domain/petitions/petition.ts';
import { allowed } from '../../../functions/domain/petitions/transitions.ts';
import { STATES, type State } from '../../../functions/domain/petitions/vocabulary.ts';
import { REFUSALS } from '../../../functions/domain/result.ts';
import { ROLES } from '../../../functions/domain/staff/staff.ts';
import { STAFF } from '../../../lib/local/sample/cast.ts';
import { after, at, caseIn, codeOf, given, opened, somebody, staffOf, TODAY } from '../../support/desk.ts';
import { COMMANDS, lives, validFor } from '../../support/walks.ts';

const may = (petition: Petition, by: string, now?: string): string => allowed(petition, at(by, now)).join(' ');

describe('Who may do what with a case of F03', () => {
  const EXPECTED: Record<State, Record<string, string>> = {
    REGISTERED: { F03: 'acknowledge note', P01: 'accept note', L02: 'note', L01: 'note reassignOwner' },
    ACCEPTED: { F03: 'acknowledge startHandling note', P01: 'note', L02: 'note', L01: 'note reassignOwner' },
    HANDLING: { F03: 'acknowledge note issueOpinion', P01: 'note', L02: 'note', L01: 'note reassignOwner' },
    OPINION_READY: { F03: 'acknowledge note serve', P01: 'note serve', L02: 'note', L01: 'note reassignOwner' },
    SERVED: { F03: 'acknowledge note followUp', P01: 'note', L02: 'note', L01: 'note reassignOwner' },
    FOLLOW_UP: { F03: 'acknowledge note followUp', P01: 'note close', L02: 'note close', L01: 'note reassignOwner close' },
    CLOSED: { F03: '', P01: '', L02: '', L01: '' },
  };

  for (const state of STATES) {
    it(`in ${state} is what the table says, and nobody else may do anything`, () => {
      const petition = caseIn(state);
      expect(petition.state).toBe(state);
      for (const { id } of STAFF) {
        const like = { F01: 'P01', P02: 'P01', L03: 'L02' }[id] ?? id;
        expect(may(petition, id), id).toBe(EXPECTED[state][like] ?? '');
      }
    });
  }

  it('in a call-back that left the petitioner dissatisfied includes taking it up again', () => {
    const petition = after(caseIn('SERVED'), { name: 'followUp', by: 'F03', data: { satisfaction: 'DISSATISFIED' } });
    expect(may(petition, 'F03')).toBe('acknowledge note followUp reopen');
    expect(may(petition, 'P01')).toBe('note reopen close');
  });

  it('on a restricted matter falls to its named handler and the head of the organ, never to a whole room', () => {
    const petition = opened({ kind: 'ACCUSATION' }).after;
    expect(STAFF.filter(({ id }) => may(petition, id) !== '').map(({ id }) => [id, may(petition, id)])).toEqual([
      ['F01', 'acknowledge note'],
      ['L01', 'note reassignOwner'],
    ]);
  });
});

describe('Every command in every state by every role', () => {
  const anybody = [...ROLES.map((role) => somebody(`N-${role}`, role)), ...STAFF];
  const petitions = [
    ...STATES.map((state) => caseIn(state)),
    opened({ accused: { staff: 'F02' } }).after,
    opened({ kind: 'SUGGESTION' }).after,
  ];

  it('is a row of the table or a refusal that says why', () => {
    for (const petition of petitions) {
      for (const name of COMMANDS) {
        for (const actor of anybody) {
          const result = decide(petition, validFor(petition, name, TODAY), at(actor));
          if (result.ok) expect(result.value.after.version).toBe(petition.version + 1);
          else expect(Object.keys(REFUSALS)).toContain(result.refusal.code);
        }
      }
    }
  });

  it('has a button exactly when the route accepts it', () => {
    fc.assert(
      fc.property(lives, fc.constantFrom(...anybody), fc.nat(40), ({ petition, now }, actor, days) => {
        const circumstances = at(actor, new Date(Date.parse(now) + days * 86_400_000).toISOString());
        const accepted = COMMANDS.filter((name) => decide(petition, validFor(petition, name, circumstances.today), circumstances).ok);
        expect(allowed(petition, circumstances)).toEqual(accepted);
      }),
      { numRuns: 400 },
    );
  });
});

describe('A refusal says why', () => {
  it('WRONG_STATE names the state and the command', () => {
    const refused = decide(caseIn('CLOSED'), validFor(caseIn('CLOSED'), 'serve', TODAY), at('F03'));
    expect(refused).toEqual({ ok: false, refusal: { code: 'WRONG_STATE', data: { state: 'CLOSED', command: 'serve' } } });
  });

  it('NOT_YOURS names whose command it is', () => {
    const refused = decide(caseIn('REGISTERED'), validFor(caseIn('REGISTERED'), 'accept', TODAY), at('F03'));
    expect(refused).toEqual({ ok: false, refusal: { code: 'NOT_YOURS', data: { who: 'PETITION_ROOM' } } });
  });

  it('to the accused only ever NOT_FOUND', () => {
    const petition = opened({ accused: { staff: 'F02' } }).after;
    for (const name of COMMANDS) expect(codeOf({ ...petition, owner: 'F02' }, { name, by: 'F02' }), name).toBe('NOT_FOUND');
  });
});

describe('acknowledge', () => {
  it('is the first-contact officer’s alone', () => {
    expect(codeOf(caseIn('REGISTERED'), { name: 'acknowledge', by: 'P01' })).toBe('NOT_YOURS');
  });

  it('is done once, and says by whom and when', () => {
    const petition = after(caseIn('REGISTERED'), { name: 'acknowledge', by: 'F03' });
    const again = decide(petition, validFor(petition, 'acknowledge', TODAY), at('F03', '2026-09-19'));
    expect(again).toEqual({ ok: false, refusal: { code: 'ALREADY_DONE', data: { by: 'F03', on: '2026-09-18T10:00:00.000+08:00' } } });
  });

  it('can be undone for ten minutes, to the minute', () => {
    const petition = after(caseIn('REGISTERED'), { name: 'acknowledge', by: 'F03' });
    expect(codeOf(petition, { name: 'undoAcknowledge', by: 'F03', on: '2026-09-18T10:10:00.000+08:00' })).toBe('OK');
    expect(codeOf(petition, { name: 'undoAcknowledge', by: 'F03', on: '2026-09-18T10:10:00.001+08:00' })).toBe('TOO_LATE');
    expect(codeOf(caseIn('REGISTERED'), { name: 'undoAcknowledge', by: 'F03' })).toBe('TOO_LATE');
  });

  it('can be done again after it was undone', () => {
    const undone = after(caseIn('REGISTERED'), { name: 'acknowledge', by: 'F03' }, { name: 'undoAcknowledge', by: 'F03' });
    expect(undone.acknowledged).toBeUndefined();
    expect(codeOf(undone, { name: 'acknowledge', by: 'F03' })).toBe('OK');
  });
});

describe('Art. 31(6): accept', () => {
  it('takes a request of route six into the sixty days, and no other route', () => {
    for (const legalRoute of [1, 2, 3, 4, 5, 7]) {
      expect(codeOf(caseIn('REGISTERED'), { name: 'accept', by: 'P01', data: { legalRoute } })).toBe('NEEDS_ROUTE_SIX');
    }
    expect(codeOf(caseIn('REGISTERED'), { name: 'accept', by: 'P01' })).toBe('OK');
  });

  it('takes no suggestion and no accusation', () => {
    expect(codeOf(opened({ kind: 'SUGGESTION' }).after, { name: 'accept', by: 'P01' })).toBe('WRONG_STATE');
    expect(codeOf(opened({ kind: 'ACCUSATION' }).after, { name: 'accept', by: 'F01' })).toBe('WRONG_STATE');
  });

  it('may bring the category that the desk left open, to every contact that waits for one', () => {
    const { category: _later, ...rest } = opened().after;
    const petition: Petition = { ...rest, uncategorised: ['LX-2026-0052', 'LX-2026-0060'] };
    const decision = given(petition, { name: 'accept', by: 'P01', data: { category: 'C31' } });
    expect(decision.contactChanges).toEqual([
      { number: 'LX-2026-0052', category: 'C31' },
      { number: 'LX-2026-0060', category: 'C31' },
    ]);
    expect(decision.after).toMatchObject({ category: 'C31', uncategorised: [] });
  });
});

describe('serve', () => {
  it('knows no day before the opinion and none after today', () => {
    const petition = caseIn('OPINION_READY');
    expect(codeOf(petition, { name: 'serve', by: 'F03', data: { date: '2026-09-17' } })).toBe('INVALID');
    expect(codeOf(petition, { name: 'serve', by: 'F03', data: { date: '2026-09-19' } })).toBe('INVALID');
    expect(codeOf(petition, { name: 'serve', by: 'F03', on: '2026-09-25', data: { date: '2026-09-20' } })).toBe('OK');
  });
});

describe('followUp', () => {
  it('asks whoever was reached how satisfied they are', () => {
    const reached = { way: '电话', reached: true, satisfaction: undefined };
    expect(codeOf(caseIn('SERVED'), { name: 'followUp', by: 'F03', data: reached })).toBe('INVALID');
    expect(codeOf(caseIn('SERVED'), { name: 'followUp', by: 'F03', data: { ...reached, reached: false } })).toBe('OK');
  });

  it('is made by the first-contact officer even where another did the work', () => {
    const petition = { ...caseIn('SERVED'), handler: 'F05' };
    expect(codeOf(petition, { name: 'followUp', by: 'F05' })).toBe('NOT_YOURS');
    expect(codeOf(petition, { name: 'followUp', by: 'F03' })).toBe('OK');
  });
});

describe('close', () => {
  const missed = { reached: false, satisfaction: undefined };

  it('needs a second person where the handler made the call-back', () => {
    expect(codeOf(caseIn('FOLLOW_UP'), { name: 'close', by: 'F03' })).toBe('NEEDS_SECOND_PERSON');
    expect(codeOf(caseIn('FOLLOW_UP'), { name: 'close', by: 'P01' })).toBe('OK');
  });

  it('is the first-contact officer’s where another did the work', () => {
    expect(codeOf({ ...caseIn('FOLLOW_UP'), handler: 'F05' }, { name: 'close', by: 'F03' })).toBe('OK');
  });

  it('needs the petitioner reached, or three tries', () => {
    const once = after(caseIn('SERVED'), { name: 'followUp', by: 'F03', data: missed });
    const twice = after(once, { name: 'followUp', by: 'F03', data: missed });
    expect(codeOf(twice, { name: 'close', by: 'P01' })).toBe('NEEDS_CALL_BACK');
    expect(codeOf(after(twice, { name: 'followUp', by: 'F03', data: missed }), { name: 'close', by: 'P01' })).toBe('OK');
  });

  it('needs satisfaction, or the right to a review waived or expired', () => {
    const petition = after(caseIn('SERVED'), { name: 'followUp', by: 'F03', data: { satisfaction: 'DISSATISFIED' } });
    const close = { name: 'close', by: 'P01', data: { waived: false } } as const;
    const { rolledDue } = petition.limits['DL-REVIEW-RIGHT']!; // 30 days after service, which falls on a Sunday
    expect(rolledDue).toBe('2026-10-19');
    expect(codeOf(petition, close)).toBe('NEEDS_OUTCOME');
    expect(codeOf(petition, { ...close, on: rolledDue })).toBe('NEEDS_OUTCOME');
    expect(codeOf(petition, { ...close, on: '2026-10-20' })).toBe('OK');
    expect(codeOf(petition, { ...close, data: { waived: true } })).toBe('OK');
  });

  it('needs nothing more from the satisfied', () => {
    for (const satisfaction of ['SATISFIED', 'BASICALLY_SATISFIED']) {
      const petition = after(caseIn('SERVED'), { name: 'followUp', by: 'F03', data: { satisfaction } });
      expect(codeOf(petition, { name: 'close', by: 'P01', data: { waived: false } })).toBe('OK');
    }
  });
});

describe('reopen', () => {
  it('takes a matter up again whose petitioner is not satisfied, and not a settled one', () => {
    const unhappy = after(caseIn('SERVED'), { name: 'followUp', by: 'F03', data: { satisfaction: 'DISSATISFIED' } });
    expect(codeOf(unhappy, { name: 'reopen', by: 'F03' })).toBe('OK');
    expect(codeOf(caseIn('FOLLOW_UP'), { name: 'reopen', by: 'F03' })).toBe('WRONG_STATE');
  });

  it('begins the call-back anew', () => {
    const unhappy = after(caseIn('SERVED'), { name: 'followUp', by: 'F03', data: { satisfaction: 'DISSATISFIED' } });
    expect(after(unhappy, { name: 'reopen', by: 'F03' })).toMatchObject({ state: 'HANDLING', owner: 'F03' });
    expect(after(unhappy, { name: 'reopen', by: 'F03' }).callBack).toBeUndefined();
  });
});

describe('Art. 28: reassignOwner', () => {
  const to = (petition: Petition, id: string) => codeOf(petition, { name: 'reassignOwner', by: 'L01', data: { to: id } });

  it('is the head’s alone, and tells both', () => {
    expect(codeOf(caseIn('HANDLING'), { name: 'reassignOwner', by: 'L02' })).toBe('NOT_YOURS');
    expect(given(caseIn('HANDLING'), { name: 'reassignOwner', by: 'L01' }).mails).toEqual([
      { code: 'E01', recipient: 'F05' },
      { code: 'E18', recipient: 'F03' },
    ]);
  });

  it('hands over the work with the answer for it, unless another does the work', () => {
    expect(after(caseIn('HANDLING'), { name: 'reassignOwner', by: 'L01' })).toMatchObject({ owner: 'F05', handler: 'F05' });
    expect(after({ ...caseIn('HANDLING'), handler: 'F06' }, { name: 'reassignOwner', by: 'L01' })).toMatchObject({
      owner: 'F05',
      handler: 'F06',
    });
  });

  it('asks the new officer to sign anew', () => {
    const signed = after(caseIn('HANDLING'), { name: 'acknowledge', by: 'F03' });
    expect(after(signed, { name: 'reassignOwner', by: 'L01' }).acknowledged).toBeUndefined();
  });

  it('names somebody who can answer for a petition, and somebody else', () => {
    expect(['X99', 'J01', 'A01', 'S01', 'F03'].map((id) => to(caseIn('HANDLING'), id))).toEqual(Array(5).fill('INVALID'));
    expect(to(caseIn('HANDLING'), 'P02')).toBe('OK');
  });

  it('never hands an accusation to the accused or anybody in their unit', () => {
    const petition = opened({ accused: { staff: 'F02' } }).after;
    expect(STAFF.filter(({ id }) => to(petition, id) === 'OK').map(({ unit }) => unit)).not.toContain(staffOf('F02').unit);
    expect(to(petition, 'P01')).toBe('OK');
  });

  it('of a restricted matter tells the new handler that there is one, and the old one nothing', () => {
    const petition = opened({ accused: { staff: 'F02' } }).after;
    expect(given(petition, { name: 'reassignOwner', by: 'L01', data: { to: 'P01' } }).mails).toEqual([{ code: 'E08', recipient: 'P01' }]);
  });
});

describe('Mails', () => {
  it('are owed by these commands to the first-contact officer, and by no other', () => {
    const owed = Object.fromEntries(
      COMMANDS.map((name) => {
        const decisions = STATES.flatMap((state) => {
          const unhappy = after(caseIn('SERVED'), { name: 'followUp', by: 'F03', data: { satisfaction: 'DISSATISFIED' } });
          const petition = state === 'FOLLOW_UP' ? unhappy : caseIn(state);
          const results = STAFF.map((person) => decide(petition, validFor(petition, name, TODAY), at(person)));
          return results.flatMap((result) => (result.ok ? [result.value] : []));
        });
        return [name, [...new Set(decisions.flatMap(({ mails }) => mails.map(({ code, recipient }) => `${code} ${recipient}`)))]];
      }),
    );
    expect(owed).toEqual({
      acknowledge: [],
      undoAcknowledge: [],
      accept: ['E04 F03'],
      startHandling: [],
      note: [],
      issueOpinion: ['E11 F03'],
      serve: [],
      followUp: [],
      reopen: ['E14 F03'],
      reassignOwner: ['E01 F05', 'E18 F03'],
      close: ['E16 F03'],
    });
  });
});
