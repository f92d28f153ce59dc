// What a period is called, on a page and in the name of a file.
// It must not know what is reported.
import type { ReportPeriod } from '../../domain/reports/period.ts';
import type { Words } from '../words/index.ts';

/** 2026年下半年 / Second half 2026 */
export const periodTitle = (words: Words, { kind, year, part }: Pick<ReportPeriod, 'kind' | 'year' | 'part'>): string => {
  const { parts } = words.reports;
  const names: Readonly<Record<ReportPeriod['kind'], string>> = {
    MONTH: words.reports.month(part),
    QUARTER: parts.quarter[part - 1] ?? '',
    HALF: parts.half[part - 1] ?? '',
    YEAR: words.lang === 'zh' ? parts.year : '',
  };
  const yearName = words.reports.yearOf(year).replace(' ', '');
  return words.lang === 'zh' ? `${yearName}${names[kind].replace(' ', '')}` : `${names[kind]} ${yearName}`.trim();
};
