// Half-days and slots, and what about a session is worth a look.
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../functions/domain/training/findings.ts';
import { halfDayOf, halfDays, halfDayText } from '../../../functions/domain/training/half-days.ts';
import type { Session } from '../../../functions/domain/training/session.ts';
import { calendar } from '../../support/desk.ts';
import { plan } from '../../support/training.ts';

describe('The half-days of a session', () => {
  for (const [startsAt, hours, expected] of [
    ['08:30', 3, ['2026-09-18#AM']],
    ['08:30', 4, ['2026-09-18#AM']],
    ['08:30', 7, ['2026-09-18#AM', '2026-09-18#PM']],
    ['11:59', 0.5, ['2026-09-18#AM']],
    ['12:00', 4, ['2026-09-18#PM']],
    ['14:30', 8, ['2026-09-18#PM', '2026-09-19#AM']],
    ['17:59', 1, ['2026-09-18#PM']],
    ['18:00', 3, ['2026-09-18#EVE']],
    ['19:00', 6, ['2026-09-18#EVE', '2026-09-19#AM']],
    ['09:00', 14, ['2026-09-18#AM', '2026-09-18#PM', '2026-09-19#AM', '2026-09-19#PM']],
  ] as const) {
    it(`from ${startsAt} for ${hours} hours are ${expected.join(', ')}`, () => {
      expect(halfDays({ date: '2026-09-18', startsAt, hours }).map(halfDayText)).toEqual(expected);
    });
  }

  it('of 80 hours are twenty, and a slot beyond the last lies in the last', () => {
    const days = halfDays({ date: '2026-09-18', startsAt: '08:00', hours: 80 });
    expect(days).toHaveLength(20);
    expect(halfDayOf(days, 1)).toBe(days[0]);
    expect(halfDayOf(days, 40)).toBe(days[19]);
    expect(() => halfDayOf(days, 0)).toThrow(RangeError);
  });
});

describe('Worth a look', () => {
  const session: Session = {
    ...plan(),
    sessionId: 'PX-2026-0001',
    state: 'SEALED',
    version: 7,
    organiser: 'T02',
    handouts: 90,
    imported: false,
    plannedAt: '2026-09-01T10:00:00.000+08:00',
    startedAt: '2026-09-18T09:20:00.000+08:00',
    endedAt: '2026-09-18T12:20:00.000+08:00',
    sealedAt: '2026-09-21T17:00:00.000+08:00',
    sealedBy: 'T02',
  };
  const counts = { enrolled: 80, present: 80, walkIns: 3, annulled: 0 };
  const codes = (change: Partial<Session> = {}, present = 80, today = '2026-09-30') =>
    findingsOf({ session: { ...session, ...change }, counts: { ...counts, present }, calendar, today }).map(({ code }) => code);

  it('is nothing about a session that went as it should', () => {
    expect(codes()).toEqual([]);
  });

  it('is a seal more than two working days after the end, with make-up days counted', () => {
    // Friday; Sunday the 20th is worked for the holiday, so Monday is the second working day.
    expect(codes({ sealedAt: '2026-09-22T08:00:00.000+08:00' })).toEqual(['LATE_SEAL']);
    const { sealedAt: _none, ...unsealed } = session;
    expect(findingsOf({ session: { ...unsealed, state: 'ENDED' }, counts, calendar, today: '2026-09-22' })).toMatchObject([
      { code: 'LATE_SEAL', data: { workdays: 3, most: 2 } },
    ]);
    expect(codes({ imported: true, sealedAt: '2027-01-01T08:00:00.000+08:00' })).toEqual([]);
  });

  it('is a beginning more than half an hour off, to either side, or on another day', () => {
    expect(codes({ startedAt: '2026-09-18T10:00:00.000+08:00' })).toEqual([]);
    expect(codes({ startedAt: '2026-09-18T10:01:00.000+08:00' })).toEqual(['OFF_WINDOW']);
    expect(codes({ startedAt: '2026-09-18T08:59:00.000+08:00' })).toEqual(['OFF_WINDOW']);
    expect(codes({ startedAt: '2026-09-19T09:30:00.000+08:00' })).toEqual(['OFF_WINDOW', 'OUT_OF_PLAN']);
  });

  it('is more people than seats, more than three copies for two people, and paper that says otherwise', () => {
    expect(codes({}, 121)).toEqual(['OVER_CAPACITY']);
    expect(codes({ handouts: 120 })).toEqual([]);
    expect(codes({ handouts: 121 })).toEqual(['HANDOUT_RATIO']);
    expect(codes({ paperTotal: 79 })).toEqual(['PAPER_DIFFERS']);
    expect(codes({ paperTotal: 80 })).toEqual([]);
  });
});
