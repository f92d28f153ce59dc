// The metric in CloudWatch behind each measure of the table of alarms.
// It must not know what is too much.
import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmRow, Measure } from '../alarms.ts';
import { OWN_METRICS } from '../names.ts';
import type { AppStack } from '../stacks/app.ts';
import type { DataStack } from '../stacks/data.ts';
import type { MailStack } from '../stacks/mail.ts';

export interface Watched {
  readonly data: DataStack;
  readonly mail: MailStack | undefined;
  readonly app: AppStack;
}

/** What the functions ask of DynamoDB. By operation, because its own errors are counted so only, and throttles of indexes are then among them. */
const OPERATIONS = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems'] as const;

const TABLE_METRICS = {
  throttled: ['ThrottledRequests', 'throttled'],
  failing: ['SystemErrors', 'failing'],
} as const;

/** A batch that went through in part is counted under the second name, and not under the first. */
const PIPE_FAILURES = ['ExecutionFailed', 'ExecutionPartiallyFailed'] as const;

type How = Pick<AlarmRow, 'statistic' | 'minutes'>;

export const metricOf = (measure: Measure, { statistic, minutes }: How, { data, mail, app }: Watched): IMetric => {
  const period = Duration.minutes(minutes);
  const metric = (namespace: string, metricName: string, dimensionsMap: Record<string, string>): Metric =>
    new Metric({ namespace, metricName, dimensionsMap, statistic, period });
  const sum = (label: string, parts: readonly Metric[]): MathExpression => {
    const usingMetrics = Object.fromEntries(parts.map((part, n) => [`m${String(n)}`, part] as const));
    const expression = Object.keys(usingMetrics)
      .map((id) => `FILL(${id}, 0)`)
      .join(' + ');
    return new MathExpression({ expression, usingMetrics, label, period });
  };

  switch (measure.of) {
    case 'function':
      return metric('AWS/Lambda', measure.metric, { FunctionName: app.functions[measure.name].functionName });
    case 'queue': {
      const queue = measure.name === 'owed' ? app.outbox?.queue : app.failures.get(measure.name);
      if (!queue) throw new Error(`this stage has no queue ${measure.name}`);
      return metric('AWS/SQS', measure.metric, { QueueName: queue.queueName });
    }
    case 'table': {
      const TableName = data.tables[measure.name].tableName;
      const [metricName, label] = TABLE_METRICS[measure.metric];
      return sum(
        `${measure.name} ${label}`,
        OPERATIONS.map((Operation) => metric('AWS/DynamoDB', metricName, { TableName, Operation })),
      );
    }
    case 'api':
      return metric('AWS/ApiGateway', measure.metric, { ApiId: app.api.apiId });
    case 'pipe': {
      if (!app.outbox) throw new Error('this stage has no pipe');
      const PipeName = app.outbox.pipe.ref;
      if (measure.metric !== 'failed') return metric('AWS/EventBridge/Pipes', measure.metric, { PipeName });
      return sum(
        'pipe failed',
        PIPE_FAILURES.map((name) => metric('AWS/EventBridge/Pipes', name, { PipeName })),
      );
    }
    case 'ses':
      if (!mail) throw new Error('this stage has no SES');
      return metric('AWS/SES', measure.metric, { 'ses:configuration-set': mail.configurationSet.configurationSetName });
    case 'schedules':
      return metric('AWS/Scheduler', measure.metric, { ScheduleGroup: app.schedules.ref });
    case 'own':
      return metric(OWN_METRICS, measure.metric, { FunctionName: app.functions.clock.functionName });
  }
};
