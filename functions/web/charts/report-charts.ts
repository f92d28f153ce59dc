// The two charts of a report: contacts by month against the year before, and how often and for how many training was held.
// It must not draw; it says what is drawn and puts it in words.
import type { ReportPeriod } from '../../domain/reports/period.ts';
import type { Report } from '../../services/reports.ts';
import type { Words } from '../words/index.ts';
import { drawChart, type Chart } from './draw.ts';

export interface ReportCharts {
  readonly contacts?: string;
  readonly training?: string;
}

/** SVG texts; none for a single month, which has nothing to show a course of, and none where nothing came. */
export const reportCharts = async (
  words: Words,
  period: ReportPeriod,
  { petitions, training, before }: Pick<Report, 'petitions' | 'training' | 'before'>,
): Promise<ReportCharts> => {
  if (period.months.length < 2) return {};
  const { charts } = words.reports;
  const labels = period.months.map((month) => words.reports.shortMonth(Number(month.slice(5))));
  const says = (values: readonly number[]): string =>
    labels.map((label, n) => charts.point(label, values[n] ?? 0)).join(words.lang === 'zh' ? '、' : ', ');
  const contacts = period.months.map((month) => petitions.byMonth[month] ?? 0);
  const personTimes = period.months.map((month) => training.details.month.find(({ key }) => key === month)?.personTimes ?? 0);
  const wanted: Readonly<Record<keyof ReportCharts, Chart | undefined>> = {
    contacts:
      petitions.contacts === 0 && !before
        ? undefined
        : {
            id: 'chart-contacts',
            title: charts.contacts,
            says: charts.contactsSays(says(contacts)),
            labels,
            bars: { name: charts.now, values: contacts },
            line: before
              ? { name: charts.before, values: period.previous.months.map((month) => before.petitions.byMonth[month] ?? 0) }
              : undefined,
          },
    training:
      training.sessions === 0
        ? undefined
        : {
            id: 'chart-training',
            title: charts.training,
            says: charts.trainingSays(says(personTimes)),
            labels,
            bars: { name: words.reports.splitColumns.personTimes, values: personTimes },
            line: { name: words.reports.splitColumns.sessions, values: period.months.map((month) => training.byMonth[month] ?? 0) },
            ownScale: true,
          },
  };
  const [contactsSvg, trainingSvg] = await Promise.all([
    wanted.contacts && drawChart(wanted.contacts),
    wanted.training && drawChart(wanted.training),
  ]);
  return { ...(contactsSvg !== undefined && { contacts: contactsSvg }), ...(trainingSvg !== undefined && { training: trainingSvg }) };
};
