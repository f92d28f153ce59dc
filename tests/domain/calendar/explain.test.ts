// A date explains itself: every date of the reckoning stands in its sentences, in both languages.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../functions/domain/calendar/days.ts';
import { dueDates, type DayUnit } from '../../../functions/domain/calendar/due.ts';
import { explain } from '../../../functions/domain/calendar/explain.ts';
import { PUBLISHED_YEARS } from '../../../functions/domain/calendar/published-years.ts';
import { workCalendar } from '../../../functions/domain/calendar/work-calendar.ts';

const calendar = workCalendar(PUBLISHED_YEARS);
const told = (start: string, length: number, unit: DayUnit, language: 'zh' | 'en', basis?: string) =>
  explain(dueDates({ start, length, unit }, calendar), language, basis);

describe('The derivation of a due date', () => {
  it('names the count, the holiday, the roll and the target', () => {
    expect(told('2026-08-04', 60, 'day', 'zh', '《信访工作条例》第三十四条')).toEqual([
      '依据：《信访工作条例》第三十四条。',
      '2026年8月4日是起始日，不计算在内；从次日数起，第60日是10月3日（星期六）。',
      '10月1日至10月7日是节假日，不上班。',
      '期限顺延到其后第一个工作日10月8日（星期四），逾期以此为准。',
      '办理目标提前到此前最后一个工作日9月30日（星期三）。',
    ]);
    expect(told('2026-08-04', 60, 'day', 'en')[2]).toBe(
      'The limit moves on to the next working day, Thursday 8 October; lateness is judged by that day.',
    );
  });

  it('says why a target was not moved back to the start', () => {
    expect(told('2026-02-14', 3, 'day', 'zh').at(-1)).toContain('不晚于起始日');
    expect(told('2026-02-14', 3, 'day', 'en').at(-1)).toContain('not after the day of the event');
  });

  it('names worked weekends and holidays inside a count of working days', () => {
    expect(told('2026-02-12', 10, 'workday', 'zh').slice(1)).toEqual([
      '2月14日（星期六）是调休上班日，按工作日计算。',
      '2月15日至2月23日是节假日，不上班。',
      '2月28日（星期六）是调休上班日，按工作日计算。',
    ]);
  });

  it('says provisional for a year to come and missing for a year gone by', () => {
    expect(told('2027-02-01', 15, 'day', 'zh').at(-1)).toMatch(/2027年.*暂定/);
    expect(told('2012-02-01', 15, 'day', 'zh').at(-1)).toMatch(/缺少2012年/);
    expect(told('2027-02-01', 15, 'day', 'en').at(-1)).toMatch(/2027.*provisional/);
    expect(told('2012-02-01', 15, 'day', 'en').at(-1)).toMatch(/2012 is missing/);
  });

  it('writes the year where it changes', () => {
    expect(told('2026-12-20', 15, 'day', 'zh')[0]).toContain('2027年1月4日');
  });

  it('mentions the rolled and target days of every period, and never an undefined word', () => {
    const starts = fc.integer({ min: 0, max: 365 * 3 }).map((n) => addDays('2025-01-01', n));
    fc.assert(
      fc.property(starts, fc.integer({ min: 0, max: 120 }), fc.constantFrom<DayUnit>('day', 'workday'), (start, length, unit) => {
        const due = dueDates({ start, length, unit }, calendar);
        const zh = explain(due, 'zh').join('');
        for (const day of [due.legalDue, due.rolledDue, due.targetDue])
          expect(zh).toContain(`${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`);
        expect(zh + explain(due, 'en').join('')).not.toMatch(/undefined|NaN|null/);
      }),
    );
  });
});
