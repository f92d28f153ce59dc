// The clock engine against the checked vectors, and the laws that hold for every start and length.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { addDays, daysBetween, weekday } from '../../../functions/domain/calendar/days.ts';
import { dueDates, type DayUnit } from '../../../functions/domain/calendar/due.ts';
import { PUBLISHED_YEARS } from '../../../functions/domain/calendar/published-years.ts';
import { workCalendar } from '../../../functions/domain/calendar/work-calendar.ts';

const calendar = workCalendar(PUBLISHED_YEARS);
const due = (start: string, length: number, unit: DayUnit) => dueDates({ start, length, unit }, calendar);

const Vector = z.object({
  start: z.string(),
  length: z.number(),
  unit: z.enum(['day', 'workday']),
  due: z.string().optional(),
  legal: z.string().optional(),
  rolled: z.string().optional(),
  target: z.string().optional(),
});
const vectors = z.array(Vector).parse(JSON.parse(readFileSync(new URL('../../fixtures/deadline-vectors.json', import.meta.url), 'utf8')));

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe('The work calendar', () => {
  it('works Monday to Friday without rest days, and make-up days', () => {
    const worked = {
      '2026-02-13': true,
      '2026-02-14': true,
      '2026-02-16': false,
      '2026-02-28': true,
      '2026-03-01': false,
      '2013-04-07': true,
      '2025-01-26': true,
      '2025-02-04': false,
    };
    for (const [day, expected] of Object.entries(worked)) expect(calendar.isWorkday(day), day).toBe(expected);
  });

  it('holds only days of the year they stand under, and works only weekends as make-up', () => {
    for (const [year, { rest, makeUp }] of Object.entries(PUBLISHED_YEARS)) {
      for (const day of [...rest, ...makeUp]) expect(day.slice(0, 4)).toBe(year);
      for (const day of makeUp) expect(weekday(day)).toBeGreaterThan(5);
      expect(new Set([...rest, ...makeUp]).size).toBe(rest.length + makeUp.length);
    }
  });

  it('tells a year that is not out yet from one that is missing', () => {
    expect([2012, 2013, 2024, 2025, 2026, 2027].map(calendar.standing)).toEqual([
      'MISSING',
      'LOADED',
      'MISSING',
      'LOADED',
      'LOADED',
      'PROVISIONAL',
    ]);
    expect(workCalendar({}).standing(2026)).toBe('MISSING');
  });
});

describe('Checked vectors', () => {
  it.each(vectors)('$start + $length $unit', ({ start, length, unit, due: day, legal, rolled, target }) => {
    const found = due(start, length, unit);
    expect([found.legalDue, found.rolledDue, found.targetDue]).toEqual([legal ?? day, rolled ?? day, target ?? day]);
    expect(found).toMatchObject({ calendarLoaded: true, missingYears: [] });
  });

  it('2026-02-14 + 3 days: rolling back would reach the start, so the target is the next working day', () => {
    expect(due('2026-02-14', 3, 'day')).toMatchObject({ legalDue: '2026-02-17', rolledDue: '2026-02-24', targetDue: '2026-02-24' });
    expect(due('2026-02-14', 3, 'day').steps.map((step) => step.kind)).toEqual(['COUNT', 'REST', 'ROLL', 'CLAMP']);
  });

  it('60 days and one extension of 30 is 90 days from the start', () => {
    expect(due('2026-08-04', 90, 'day').legalDue).toBe('2026-11-02');
    expect(due('2026-10-03', 30, 'day').legalDue).toBe('2026-11-02');
  });

  it('a length of nothing is the day itself, or the first working day after it', () => {
    expect(due('2026-11-20', 0, 'day')).toMatchObject({ legalDue: '2026-11-20', rolledDue: '2026-11-20', targetDue: '2026-11-20' });
    expect(due('2026-11-21', 0, 'day')).toMatchObject({ legalDue: '2026-11-21', rolledDue: '2026-11-23', targetDue: '2026-11-23' });
    expect(due('2026-11-21', 0, 'workday').rolledDue).toBe('2026-11-23');
  });
});

describe('A year that is not loaded is said, never guessed in silence', () => {
  it.each([
    ['2012-03-01', 5, 'workday', [2012]],
    ['2012-03-01', 2, 'day', [2012]],
    ['2027-02-01', 15, 'day', [2027]],
    ['2026-12-28', 5, 'workday', [2027]],
    ['2026-12-01', 60, 'day', [2027]],
    ['2012-12-27', 5, 'workday', [2012]],
    ['2026-12-30', 300, 'workday', [2027, 2028]],
  ] as const)('%s + %i %s', (start, length, unit, years) => {
    const found = due(start, length, unit);
    expect(found).toMatchObject({ calendarLoaded: false, missingYears: years });
    expect(found.steps.filter((step) => step.kind === 'UNLOADED').map((step) => step.year)).toEqual(years);
  });

  it('reckons it Monday to Friday', () => {
    expect(due('2012-01-20', 1, 'workday').rolledDue).toBe('2012-01-23'); // a Spring Festival day nobody loaded
  });

  it('is silent where the date does not lean on that year', () => {
    expect(due('2012-12-20', 15, 'day')).toMatchObject({ legalDue: '2013-01-04', calendarLoaded: true });
  });
});

describe('What cannot be reckoned is a bug of the caller', () => {
  it.each([
    ['2026-02-30', 1],
    ['tomorrow', 1],
    ['2026-02-02', -1],
    ['2026-02-02', 1.5],
    ['2026-02-02', 3661],
    ['2026-02-02', Number.NaN],
  ])('%s + %d', (start, length) => expect(() => due(start, length, 'day')).toThrow(RangeError));
});

const starts = fc.integer({ min: 0, max: 366 * 16 }).map((n) => addDays('2012-01-01', n));
const lengths = fc.integer({ min: 0, max: 400 });
const units = fc.constantFrom<DayUnit>('day', 'workday');

describe('Laws of every period', () => {
  it('a later start or a longer period is never due earlier', () => {
    fc.assert(
      fc.property(
        starts,
        lengths,
        units,
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 40 }),
        (start, length, unit, later, longer) => {
          const one = due(start, length, unit);
          for (const other of [due(addDays(start, later), length, unit), due(start, length + longer, unit)]) {
            expect(other.legalDue >= one.legalDue).toBe(true);
            expect(other.rolledDue >= one.rolledDue).toBe(true);
            expect(other.targetDue >= one.targetDue).toBe(true);
          }
        },
      ),
    );
  });

  it('rolled and target are working days; target <= legal <= rolled unless clamped; the target is after the start', () => {
    fc.assert(
      fc.property(starts, lengths, units, (start, length, unit) => {
        const found = due(start, length, unit);
        expect(calendar.isWorkday(found.rolledDue)).toBe(true);
        expect(calendar.isWorkday(found.targetDue)).toBe(true);
        expect(found.rolledDue >= found.legalDue).toBe(true);
        if (found.steps.some((step) => step.kind === 'CLAMP')) expect(found.targetDue).toBe(found.rolledDue);
        else expect(found.targetDue <= found.legalDue).toBe(true);
        if (length > 0) expect(found.targetDue > start).toBe(true);
      }),
    );
  });

  it('counts exactly what it says', () => {
    fc.assert(
      fc.property(starts, lengths, (start, length) => {
        expect(daysBetween(start, due(start, length, 'day').legalDue)).toBe(length);
        const { rolledDue } = due(start, length, 'workday');
        let worked = 0;
        for (let day = addDays(start, 1); day <= rolledDue; day = addDays(day, 1)) if (calendar.isWorkday(day)) worked += 1;
        if (length > 0) expect(worked).toBe(length);
      }),
    );
  });

  it('no time zone of the machine moves a date', () => {
    fc.assert(
      fc.property(
        starts,
        lengths,
        units,
        fc.constantFrom('UTC', 'Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati'),
        (start, length, unit, tz) => {
          const here = due(start, length, unit);
          process.env['TZ'] = tz;
          expect(due(start, length, unit)).toEqual(here);
        },
      ),
    );
  });
});
