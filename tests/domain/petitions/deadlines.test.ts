// Which command starts and ends which limit; and that nothing else ever moves a date.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../functions/domain/calendar/days.ts';
import type { CommandName } from '../../../functions/domain/petitions/commands.ts';
import { DEADLINES, deadline, isDuty } from '../../../functions/domain/petitions/deadlines.ts';
import type { Petition } from '../../../functions/domain/petitions/petition.ts';
import { CODES, ENDS, STARTS } from '../../support/clock-rules.ts';
import { after, calendar, caseIn, given, opened, TODAY, type Step } from '../../support/desk.ts';
import { lives } from '../../support/walks.ts';

const clocks = (petition: Petition, step: Step) => {
  const { set, met } = given(petition, step).deadlines;
  return { set: set.map(({ code, start, legalDue }) => `${code} ${start} ${legalDue}`), met };
};

describe('The catalogue of limits', () => {
  it('gives each its length, its days and its article', () => {
    const rows = Object.entries(DEADLINES).map(([code, { length, unit, basis, startsAt }]) =>
      [code, length, unit, basis, startsAt].join(' '),
    );
    expect(rows).toEqual([
      'DL-ACK 1 workday HOUSE ASSIGNED',
      'DL-NOTICE 15 day Art. 23 RECEIVED',
      'DL-HANDLE 60 day Art. 34 ACCEPTED',
      'DL-REVIEW-RIGHT 30 day Art. 35 SERVED',
      'DL-FOLLOWUP 30 day HOUSE SERVED',
      'DL-REWORK 15 day HOUSE REOPENED',
    ]);
  });

  it('holds the petitioner’s right to a review to be nobody’s duty', () => {
    expect(CODES.filter((code) => !isDuty(code))).toEqual(['DL-REVIEW-RIGHT']);
  });

  it('keeps all three dates of a limit with its derivation', () => {
    const handle = deadline('DL-HANDLE', '2026-08-04', calendar);
    expect(handle).toMatchObject({ legalDue: '2026-10-03', rolledDue: '2026-10-08', targetDue: '2026-09-30', calendarLoaded: true });
    expect(handle.steps.length).toBeGreaterThan(1);
  });
});

describe('Each command', () => {
  const unhappy = (): Petition => after(caseIn('SERVED'), { name: 'followUp', by: 'F03', data: { satisfaction: 'DISSATISFIED' } });

  it('acknowledge ends the limit for signing', () => {
    expect(clocks(caseIn('REGISTERED'), { name: 'acknowledge', by: 'F03' })).toEqual({ set: [], met: ['DL-ACK'] });
  });

  it('undoAcknowledge starts it again from the day of assignment, so that undoing gains nobody a day', () => {
    const signed = after(opened().after, { name: 'acknowledge', by: 'F03', on: '2026-09-18T23:55:00.000+08:00' });
    expect(clocks(signed, { name: 'undoAcknowledge', by: 'F03', on: '2026-09-19T00:04:00.000+08:00' })).toEqual({
      set: [`DL-ACK ${TODAY} 2026-09-20`],
      met: [],
    });
  });

  it('accept ends the notice and starts the sixty days from acceptance', () => {
    expect(clocks(caseIn('REGISTERED'), { name: 'accept', by: 'P01', on: '2026-09-21' })).toEqual({
      set: [`DL-HANDLE 2026-09-21 ${addDays('2026-09-21', 60)}`],
      met: ['DL-NOTICE'],
    });
  });

  it('serve ends the sixty days and starts the review right and the call-back from the day of service', () => {
    expect(clocks(caseIn('OPINION_READY'), { name: 'serve', by: 'F03', on: '2026-10-20', data: { date: '2026-10-15' } })).toEqual({
      set: ['DL-REVIEW-RIGHT 2026-10-15 2026-11-14', 'DL-FOLLOWUP 2026-10-15 2026-11-14'],
      met: ['DL-HANDLE'],
    });
  });

  it('issueOpinion does not end the sixty days: an opinion counts when it is served', () => {
    expect(clocks(caseIn('HANDLING'), { name: 'issueOpinion', by: 'F03' })).toEqual({ set: [], met: [] });
  });

  it('followUp ends the call-back when the petitioner is reached, or at the third try', () => {
    const missed: Step = { name: 'followUp', by: 'F03', data: { reached: false, satisfaction: undefined } };
    expect(clocks(caseIn('SERVED'), { name: 'followUp', by: 'F03' }).met).toEqual(['DL-FOLLOWUP']);
    expect(clocks(caseIn('SERVED'), missed).met).toEqual([]);
    expect(clocks(after(caseIn('SERVED'), missed), missed).met).toEqual([]);
    expect(clocks(after(caseIn('SERVED'), missed, missed), missed).met).toEqual(['DL-FOLLOWUP']);
  });

  it('reopen starts the fifteen days of the rework, which the next service ends', () => {
    expect(clocks(unhappy(), { name: 'reopen', by: 'F03', on: '2026-09-25' })).toEqual({
      set: ['DL-REWORK 2026-09-25 2026-10-10'],
      met: ['DL-REVIEW-RIGHT'],
    });
    const again = after(unhappy(), { name: 'reopen', by: 'F03' }, { name: 'issueOpinion', by: 'F03' });
    expect(clocks(again, { name: 'serve', by: 'F03' }).met).toEqual(['DL-REWORK']);
  });

  it('reassignOwner gives the new officer a working day to sign, and leaves every other date', () => {
    expect(clocks(caseIn('HANDLING'), { name: 'reassignOwner', by: 'L01', on: '2026-09-30' })).toEqual({
      set: ['DL-ACK 2026-09-30 2026-10-08'],
      met: [],
    });
  });

  it('close ends whatever still runs', () => {
    expect(after(caseIn('FOLLOW_UP'), { name: 'close', by: 'P01' }).limits).toEqual({});
  });

  it('startHandling and note touch no clock', () => {
    const quiet: readonly (readonly [Petition['state'], CommandName])[] = [
      ['ACCEPTED', 'startHandling'],
      ['HANDLING', 'note'],
    ];
    for (const [state, name] of quiet) {
      expect(clocks(caseIn(state), { name, by: 'F03', on: '2026-12-01' }), name).toEqual({ set: [], met: [] });
    }
  });
});

describe('No clock moves unless a rule moves it', () => {
  it('through any life of a petition, repeat contacts, notes and undoings included', () => {
    fc.assert(
      fc.property(lives, ({ decisions }) => {
        for (const { before, after: petition, events } of decisions) {
          const [event] = events;
          const starts = STARTS[event!.type] ?? [];
          const ends = ENDS[event!.type] ?? [];
          for (const code of CODES) {
            const [then, now] = [before?.limits[code], petition.limits[code]];
            if (starts.includes(code)) continue;
            if (now) expect(now, `${event!.type} moved ${code}`).toEqual(then);
            else if (then) expect(ends, `${event!.type} ended ${code}`).toContain(code);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
