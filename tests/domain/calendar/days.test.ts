// Civil days and instants against the platform's own calendar, in every time zone a machine may be set to.
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  addDays,
  compare,
  daysBetween,
  epochOf,
  isDay,
  lastDayOf,
  monthOf,
  shanghaiDay,
  shanghaiInstant,
  weekday,
} from '../../../functions/domain/calendar/days.ts';

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const FIRST = Date.UTC(1900, 0, 1) / 86_400_000;
const LAST = Date.UTC(2199, 11, 31) / 86_400_000;
const platformDay = (serial: number): string => new Date(serial * 86_400_000).toISOString().slice(0, 10);
const serials = fc.integer({ min: FIRST, max: LAST });

describe('A day', () => {
  it('exists or is refused', () => {
    for (const real of ['2024-02-29', '2000-02-29', '1900-01-01', '2199-12-31', '2026-11-22']) expect(isDay(real), real).toBe(true);
    for (const unreal of [
      '2026-02-29',
      '2100-02-29',
      '2026-02-30',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '2026-4-1',
      '2026-04-00',
      '',
      '20260401',
      '2026-04-01T00:00',
      ' 2026-04-01',
      '2026-04-01\n',
      '1899-12-31',
      '2200-01-01',
      '0000-00-00',
      '２０２６-04-01',
    ])
      expect(isDay(unreal), unreal).toBe(false);
  });

  it('agrees with the platform in addition, difference, weekday, month and order', () => {
    fc.assert(
      fc.property(serials, fc.integer({ min: -4000, max: 4000 }), (serial, count) => {
        const day = platformDay(serial);
        expect(isDay(day)).toBe(true);
        expect(addDays(day, count)).toBe(platformDay(serial + count));
        expect(daysBetween(day, platformDay(serial + count))).toBe(count);
        expect(weekday(day)).toBe(new Date(serial * 86_400_000).getUTCDay() || 7);
        expect(monthOf(day)).toBe(day.slice(0, 7));
        expect(compare(day, addDays(day, count))).toBe(count > 0 ? -1 : count < 0 ? 1 : 0);
      }),
    );
  });

  it('knows the end of each month', () => {
    expect(['2026-02', '2024-02', '2026-12', '2026-04', '2100-02'].map(lastDayOf)).toEqual([
      '2026-02-28',
      '2024-02-29',
      '2026-12-31',
      '2026-04-30',
      '2100-02-28',
    ]);
  });
});

describe('An instant', () => {
  it('falls on the Shanghai day, wherever it was written', () => {
    expect(shanghaiDay('2026-11-21T16:00:00Z')).toBe('2026-11-22');
    expect(shanghaiDay('2026-11-21T15:59:59.999Z')).toBe('2026-11-21');
    expect(shanghaiDay('2026-11-22T00:00:00+08:00')).toBe('2026-11-22');
    expect(shanghaiDay('2026-11-21T11:30:00-05:00')).toBe('2026-11-22');
    expect(shanghaiDay('2026-12-31T23:59+05:30')).toBe('2027-01-01');
  });

  it('without an offset is a bug', () => {
    for (const text of ['2026-11-22T10:00:00', '2026-11-22', 'now', '2026-11-22 10:00Z'])
      expect(() => shanghaiDay(text)).toThrow(RangeError);
  });

  it('is written with +08:00 and read back unchanged, in any TZ of the machine', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1992, 0, 1), max: Date.UTC(2150, 0, 1) }),
        fc.constantFrom('UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati'),
        (ms, tz) => {
          process.env['TZ'] = tz;
          const text = shanghaiInstant(ms);
          expect(text).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+08:00$/);
          expect(epochOf(text)).toBe(ms);
          expect(Date.parse(text)).toBe(ms);
          expect(shanghaiDay(text)).toBe(text.slice(0, 10));
          expect(epochOf(new Date(ms).toISOString())).toBe(ms);
        },
      ),
    );
  });
});
