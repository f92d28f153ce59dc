// Takes stock of what lies about and says it in figures, as CloudWatch reads them from a line of log. Figures only: no name, no number.
// It must not decide what is too much: the alarms do.
import { addDays, daysBetween, epochOf, shanghaiDay, yearOf, type Day } from '../domain/calendar/days.ts';
import type { CalendarYears } from '../domain/calendar/work-calendar.ts';
import { isDuty } from '../domain/petitions/deadlines.ts';
import { directory } from '../store/directory.ts';
import { readMailTasks } from '../store/mail-tasks.ts';
import { oldestUnsent, oldestWaitingImport, unmetOfDay } from '../store/stock.ts';
import type { Deps } from './deps.ts';

/** CloudWatch knows no unit for minutes and days; their names say them. */
const UNITS = {
  OldestOwedMailMinutes: 'None', // 0 when nothing is owed
  MailsFailed: 'Count', //          mails that reached nobody and that no person has seen to yet
  OldestImportMinutes: 'None', //   0 when no file waits
  LimitsOverdue: 'Count', //        on the one day looked at in this run; see shareOf
  CalendarDaysLoaded: 'None', //    days from today on for which the State Council's notice is loaded; 0 when not even today
  HeldMails: 'Count', //            received and not filed
} as const satisfies Record<string, 'None' | 'Count'>;

type Figure = keyof typeof UNITS;
export type Stock = Readonly<Record<Figure, number>>;

const FIGURES = Object.keys(UNITS) as Figure[];
const NAMESPACE = 'Shoufang';
const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * The past day whose unmet limits this run counts. Limits are listed by day, and a query costs half a unit even where it finds nothing:
 * so each quarter of an hour looks at one day, and a day of runs at the last ninety-six. Their sum over a day is what is overdue.
 * @example shareOf('2026-11-22T00:20:00.000+08:00') // '2026-11-20': the second quarter looks at the day before yesterday
 */
export const shareOf = (now: string): Day => {
  const today = shanghaiDay(now);
  const sinceMidnight = epochOf(now) - epochOf(`${today}T00:00:00+08:00`);
  return addDays(today, -1 - Math.floor((sinceMidnight % DAY_MS) / QUARTER_MS));
};

/** Four queries, half a read unit each where nothing lies about, and the directory if it is not at hand. Writes nothing. */
export const takeStock = async ({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<Stock> => {
  const at = now();
  const today = shanghaiDay(at);
  const [owedAt, tasks, acceptedAt, limits, { years }] = await Promise.all([
    oldestUnsent(db),
    readMailTasks(db),
    oldestWaitingImport(db),
    unmetOfDay(db, shareOf(at)),
    directory(db),
  ]);
  const minutesSince = (instant: string | undefined): number =>
    instant === undefined ? 0 : Math.max(0, Math.floor((epochOf(at) - epochOf(instant)) / MINUTE_MS));
  return {
    OldestOwedMailMinutes: minutesSince(owedAt),
    MailsFailed: tasks.undelivered.length,
    OldestImportMinutes: minutesSince(acceptedAt),
    LimitsOverdue: limits.filter(isDuty).length,
    CalendarDaysLoaded: daysLoaded(today, years),
    HeldMails: tasks.held.length,
  };
};

const daysLoaded = (today: Day, years: CalendarYears): number => {
  let year = yearOf(today);
  while (Object.hasOwn(years, String(year))) year += 1;
  return Math.max(0, daysBetween(today, `${String(year)}-01-01`));
};

/**
 * The figures in CloudWatch's embedded metric format, one line. Each stage has a function of its own, so its name tells stages apart.
 * @param taken milliseconds since 1970, and who took stock
 */
export const metricLine = (stock: Stock, { epochMs, functionName }: { readonly epochMs: number; readonly functionName: string }): string =>
  JSON.stringify({
    _aws: {
      Timestamp: epochMs,
      CloudWatchMetrics: [
        { Namespace: NAMESPACE, Dimensions: [['FunctionName']], Metrics: FIGURES.map((Name) => ({ Name, Unit: UNITS[Name] })) },
      ],
    },
    FunctionName: functionName,
    ...stock,
  });
