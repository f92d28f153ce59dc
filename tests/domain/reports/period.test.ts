// Four ways to name a period, and nothing else.
import { describe, expect, it } from 'vitest';
import { parsePeriod } from '../../../functions/domain/reports/period.ts';

describe('A period', () => {
  it.each([
    ['2013-03', 'MONTH', 1, '2013-03-01', '2013-03-31', '2012-03'],
    ['2024-02', 'MONTH', 1, '2024-02-01', '2024-02-29', '2023-02'],
    ['2013-Q1', 'QUARTER', 3, '2013-01-01', '2013-03-31', '2012-Q1'],
    ['2013-Q4', 'QUARTER', 3, '2013-10-01', '2013-12-31', '2012-Q4'],
    ['2013-H1', 'HALF', 6, '2013-01-01', '2013-06-30', '2012-H1'],
    ['2013-H2', 'HALF', 6, '2013-07-01', '2013-12-31', '2012-H2'],
    ['2013', 'YEAR', 12, '2013-01-01', '2013-12-31', '2012'],
  ])('%s', (label, kind, months, from, to, before) => {
    const period = parsePeriod(label);
    expect(period).toMatchObject({
      label,
      kind,
      from,
      to,
      previous: { label: before, from: expect.stringMatching(/^20(12|23)/) as string },
    });
    expect(period?.months).toHaveLength(months);
    expect(period?.months[0]).toBe(from.slice(0, 7));
    expect(period?.months.at(-1)).toBe(to.slice(0, 7));
    expect(period?.previous.months.map((month) => month.slice(4))).toEqual(period?.months.map((month) => month.slice(4)));
  });

  it.each([
    '',
    '2013-00',
    '2013-13',
    '2013-3',
    '2013-Q0',
    '2013-Q5',
    '2013-H3',
    '2013-h1',
    '13-H1',
    '2013-H1 ',
    '2013/03',
    '2013-03-01',
    '0000',
    '1900',
    '2200',
    'H1',
    '２０１３',
    '2013-H1\n',
    '__proto__',
  ])('is not %j', (text) => {
    expect(parsePeriod(text)).toBeUndefined();
  });
});
