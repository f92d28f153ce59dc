// Who is told, and of what: an alarm for each row of the table, one topic, and a page of pictures.
// It must not know what is too much, or what to do about it.
import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Alarm, AlarmStatusWidget, ComparisonOperator, Dashboard, GraphWidget, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { alarmsOf, type Measure } from '../alarms.ts';
import type { Config } from '../config.ts';
import { metricOf, type Watched } from '../constructs/metrics.ts';
import { topicFor } from '../constructs/topic.ts';
import { RUNBOOK } from '../names.ts';

export interface WatchStackProps extends StackProps, Watched {
  readonly config: Config;
}

const OPERATORS = {
  '>=': ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  '<': ComparisonOperator.LESS_THAN_THRESHOLD,
};
const MISSING = { fine: TreatMissingData.NOT_BREACHING, alarm: TreatMissingData.BREACHING };

/** Figures that no alarm is set on are seen here too. */
const PICTURES: Readonly<Record<string, readonly Measure[]>> = {
  'Mails owed, failed, held': [
    { of: 'own', metric: 'OldestOwedMailMinutes' },
    { of: 'own', metric: 'MailsFailed' },
    { of: 'own', metric: 'HeldMails' },
  ],
  'Limits overdue, imports waiting': [
    { of: 'own', metric: 'LimitsOverdue' },
    { of: 'own', metric: 'OldestImportMinutes' },
  ],
  Pages: [
    { of: 'api', metric: 'Latency' },
    { of: 'api', metric: '5xx' },
  ],
};

// A run of the clock counts the limits of one past day, and a day of runs those of ninety-six: only their sum is a figure.
const pictured = (measure: Measure) =>
  measure.of === 'own' && measure.metric === 'LimitsOverdue'
    ? ({ statistic: 'Sum', minutes: 24 * 60 } as const)
    : ({ statistic: 'Maximum', minutes: 15 } as const);

export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, { config, data, mail, app, ...props }: WatchStackProps) {
    super(scope, id, props);
    const topic = topicFor(this, 'Alarms', { service: 'cloudwatch.amazonaws.com', displayName: `Shoufang ${config.stage}: alarms` });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    if (config.alarmEmail !== undefined) {
      acknowledge(topic.addSubscription(new EmailSubscription(config.alarmEmail)), {
        'Serverless-SNSRedrivePolicy':
          'A queue of alarms that no mailbox took would need an alarm itself, mailed to the same box; the dashboard shows every alarm all the same.',
      });
    }
    const tell = new SnsAction(topic);

    const alarms = alarmsOf(config).map(({ name, measure, periods, threshold, goesOff, missing, why, ...how }) => {
      const alarm = new Alarm(this, name, {
        alarmName: `shoufang-${config.stage}-${name}`,
        alarmDescription: `${why}. See ${RUNBOOK}#${name}`,
        metric: metricOf(measure, how, { data, mail, app }),
        threshold,
        evaluationPeriods: periods,
        comparisonOperator: OPERATORS[goesOff],
        treatMissingData: MISSING[missing],
      });
      alarm.addAlarmAction(tell);
      alarm.addOkAction(tell); // whoever was called out is told that it is over
      return alarm;
    });

    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName: `shoufang-${config.stage}`, defaultInterval: Duration.days(1) });
    dashboard.addWidgets(new AlarmStatusWidget({ title: 'Alarms', width: 24, height: 6, alarms }));
    dashboard.addWidgets(
      ...Object.entries(PICTURES).map(
        ([title, measures]) =>
          new GraphWidget({ title, width: 8, left: measures.map((measure) => metricOf(measure, pictured(measure), { data, mail, app })) }),
      ),
    );
  }
}
