// Every alarm of a deployment, as a table: what is measured, from where on it is too much, and why anybody should care.
// It must not know how a metric is made. docs/runbook.md has a section for each row, under the same name, and repeats this table.
import { TABLES, type TableName } from '../../functions/store/tables.ts';
import { FUNCTIONS, type FunctionName } from './bundle.ts';
import type { Config } from './config.ts';
import { FAILURE_QUEUES, failureQueuesOf, type FailureQueue } from './constructs/queues.ts';
import { GATEWAY_SECONDS } from './functions.ts';

/** Figures that the clock takes every quarter of an hour. */
export type OwnFigure =
  'OldestOwedMailMinutes' | 'MailsFailed' | 'OldestImportMinutes' | 'LimitsOverdue' | 'CalendarDaysLoaded' | 'HeldMails';

export type Measure =
  | { readonly of: 'function'; readonly name: FunctionName; readonly metric: 'Errors' | 'Throttles' | 'IteratorAge' }
  | {
      readonly of: 'queue';
      readonly name: FailureQueue | 'owed';
      readonly metric: 'ApproximateNumberOfMessagesVisible' | 'ApproximateAgeOfOldestMessage';
    }
  | { readonly of: 'table'; readonly name: TableName; readonly metric: 'throttled' | 'failing' }
  | { readonly of: 'api'; readonly metric: '5xx' | 'Latency' }
  | { readonly of: 'pipe'; readonly metric: 'failed' | 'ExecutionTimeout' | 'ExecutionThrottled' }
  | { readonly of: 'ses'; readonly metric: 'Reputation.BounceRate' | 'Reputation.ComplaintRate' }
  | { readonly of: 'schedules'; readonly metric: 'TargetErrorCount' | 'InvocationDroppedCount' }
  | { readonly of: 'own'; readonly metric: OwnFigure };

export interface AlarmRow {
  /** Name, and anchor of its section in the runbook. */
  readonly name: string;
  readonly measure: Measure;
  readonly statistic: 'Sum' | 'Maximum' | 'Minimum' | 'Average' | 'SampleCount' | 'p95';
  readonly minutes: number;
  readonly periods: number;
  readonly goesOff: '>=' | '<';
  readonly threshold: number;
  /** What it means that nothing was measured: mostly that nothing happened, and of the clock that it stands still. */
  readonly missing: 'fine' | 'alarm';
  readonly why: string;
}

type Row = Pick<AlarmRow, 'name' | 'measure' | 'threshold' | 'why'> & Partial<AlarmRow>;
const row = (given: Row): AlarmRow => ({ statistic: 'Sum', minutes: 5, periods: 1, goesOff: '>=', missing: 'fine', ...given });

const QUARTER = 15; // as often as the clock takes stock
const HOUR = 60;

const FUNCTION_FAILS: Readonly<Record<FunctionName, string>> = {
  console: 'somebody at work was shown an error page',
  public: 'a petitioner or an officer with a link was shown an error page',
  mailer: 'a batch or a sweep of mails broke off',
  inbound: 'a received mail, or news of a mail sent, was not filed at once',
  importer: 'an import broke off',
  projector: 'a stretch of changes was not counted at once',
  clock: 'a look at what lies about broke off',
};

const functionRows = FUNCTIONS.flatMap((name) => [
  row({ name: `${name}-errors`, measure: { of: 'function', name, metric: 'Errors' }, threshold: 1, why: FUNCTION_FAILS[name] }),
  row({
    name: `${name}-throttles`,
    measure: { of: 'function', name, metric: 'Throttles' },
    threshold: 5,
    why: `${name} was called more often than the account allows at once`,
  }),
]);

const queueRows = (queues: readonly FailureQueue[]) =>
  queues.map((name) =>
    row({
      name: `${name}-not-empty`,
      measure: { of: 'queue', name, metric: 'ApproximateNumberOfMessagesVisible' },
      statistic: 'Maximum',
      threshold: 1,
      why: `${FAILURE_QUEUES[name].charAt(0).toLowerCase()}${FAILURE_QUEUES[name].slice(1)}`,
    }),
  );

const tableRows = (Object.keys(TABLES) as TableName[]).flatMap((name) => [
  row({
    name: `${name}-throttled`,
    measure: { of: 'table', name, metric: 'throttled' },
    threshold: 10,
    why: `DynamoDB slowed requests to ${name} down`,
  }),
  row({
    name: `${name}-failing`,
    measure: { of: 'table', name, metric: 'failing' },
    threshold: 5,
    why: `DynamoDB itself answered with errors for ${name}`,
  }),
]);

const pipeRows = [
  row({
    name: 'owed-waiting',
    measure: { of: 'queue', name: 'owed', metric: 'ApproximateAgeOfOldestMessage' },
    statistic: 'Maximum',
    threshold: 1800,
    why: 'a mail owed has waited half an hour in the queue (seconds)',
  }),
  row({
    name: 'pipe-failing',
    measure: { of: 'pipe', metric: 'failed' },
    threshold: 1,
    why: 'the pipe could not carry new mails to the queue, all or some of a batch',
  }),
  row({
    name: 'pipe-timing-out',
    measure: { of: 'pipe', metric: 'ExecutionTimeout' },
    threshold: 1,
    why: 'the pipe gave up waiting for the queue',
  }),
  row({
    name: 'pipe-throttled',
    measure: { of: 'pipe', metric: 'ExecutionThrottled' },
    threshold: 5,
    why: 'the pipe runs at the limit of the account',
  }),
];

const sesRows = [
  row({
    name: 'mail-bounces',
    measure: { of: 'ses', metric: 'Reputation.BounceRate' },
    statistic: 'Average',
    minutes: HOUR,
    threshold: 0.04,
    why: 'so many mails come back that SES will soon look at the account; at 0.05 it warns, at 0.1 it stops it',
  }),
  row({
    name: 'mail-complaints',
    measure: { of: 'ses', metric: 'Reputation.ComplaintRate' },
    statistic: 'Average',
    minutes: HOUR,
    threshold: 0.0008,
    why: 'so many call our mail spam that SES will soon look at the account; at 0.001 it warns',
  }),
];

const own = (metric: OwnFigure): Measure => ({ of: 'own', metric });

const commonRows = [
  row({
    name: 'projector-behind',
    measure: { of: 'function', name: 'projector', metric: 'IteratorAge' },
    statistic: 'Maximum',
    periods: 3,
    threshold: 300_000,
    why: 'one of the three streams is counted more than five minutes late (milliseconds)',
  }),
  row({ name: 'api-errors', measure: { of: 'api', metric: '5xx' }, threshold: 1, why: 'a request was answered with a server error' }),
  row({
    name: 'api-slow',
    measure: { of: 'api', metric: 'Latency' },
    statistic: 'p95',
    periods: 3,
    threshold: 3_000,
    why: `one page in twenty takes more than three seconds (milliseconds; the gateway gives up after ${String(GATEWAY_SECONDS)} seconds)`,
  }),
  row({
    name: 'schedules-failing',
    measure: { of: 'schedules', metric: 'TargetErrorCount' },
    minutes: QUARTER,
    threshold: 3,
    why: 'the schedule calls functions that do not take the call',
  }),
  row({
    name: 'schedules-dropped',
    measure: { of: 'schedules', metric: 'InvocationDroppedCount' },
    threshold: 1,
    why: 'the schedule gave a call up',
  }),
  row({
    name: 'owed-mail-old',
    measure: own('OldestOwedMailMinutes'),
    statistic: 'Maximum',
    minutes: QUARTER,
    periods: 2,
    threshold: 20,
    why: 'a mail has been owed for twenty minutes, by whatever road it should have gone',
  }),
  row({
    name: 'mails-failed',
    measure: own('MailsFailed'),
    statistic: 'Maximum',
    minutes: QUARTER,
    threshold: 1,
    why: 'a mail reached nobody and no person has seen to it',
  }),
  row({
    name: 'import-old',
    measure: own('OldestImportMinutes'),
    statistic: 'Maximum',
    minutes: QUARTER,
    threshold: 45,
    why: 'a file brought to be imported has waited three quarters of an hour',
  }),
  row({
    name: 'mail-held',
    measure: own('HeldMails'),
    statistic: 'Minimum',
    minutes: HOUR,
    periods: 24,
    threshold: 1,
    why: 'a received mail has lain unfiled for a whole day',
  }),
  row({
    name: 'calendar-ends',
    measure: own('CalendarDaysLoaded'),
    statistic: 'Minimum',
    minutes: HOUR,
    goesOff: '<',
    threshold: 15,
    why: 'in two weeks nobody will know which days are worked, and limits in working days cannot be counted',
  }),
  row({
    name: 'clock-silent',
    measure: own('CalendarDaysLoaded'),
    statistic: 'SampleCount',
    minutes: QUARTER,
    periods: 3,
    goesOff: '<',
    threshold: 1,
    missing: 'alarm',
    why: 'the clock has not taken stock for three quarters of an hour, so the alarms on its figures are blind',
  }),
];

/** The alarms of a stage; without pipe or SES there is nothing of them to watch. */
export const alarmsOf = (config: Pick<Config, 'pipe' | 'mail'>): readonly AlarmRow[] => [
  ...commonRows,
  ...(config.pipe ? pipeRows : []),
  ...(config.mail.transport === 'ses' ? sesRows : []),
  ...functionRows,
  ...queueRows(failureQueuesOf(config)),
  ...tableRows,
];
