// What is done by the clock: jobs by name, how often, and by which function.
// It must not know what a job does.
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { FunctionName } from '../bundle.ts';
import type { Config } from '../config.ts';

interface Job {
  readonly function: FunctionName;
  readonly every: string;
  /** What the function is handed; written out, for it is a contract. */
  readonly input: { readonly job: string; readonly minutes?: number };
}

/** Without a pipe the sweep is the only road, so it goes each minute and takes up everything. */
export const jobs = ({ pipe }: Pick<Config, 'pipe'>): Readonly<Record<string, Job>> => ({
  'sweep-mail': pipe
    ? { function: 'mailer', every: 'rate(5 minutes)', input: { job: 'sweep-mail' } }
    : { function: 'mailer', every: 'rate(1 minute)', input: { job: 'sweep-mail', minutes: 0 } },
  imports: { function: 'importer', every: 'rate(1 minute)', input: { job: 'imports' } },
  stock: { function: 'clock', every: 'rate(15 minutes)', input: { job: 'stock' } },
});

export interface SchedulesProps {
  readonly config: Config;
  readonly functions: Readonly<Record<FunctionName, IFunction>>;
  readonly failed: IQueue;
}

export const schedules = (scope: Construct, { config, functions, failed }: SchedulesProps): CfnScheduleGroup => {
  const group = new CfnScheduleGroup(scope, 'Schedules', { name: `shoufang-${config.stage}` });
  const rows = Object.entries(jobs(config));
  const called = [...new Set(rows.map(([, job]) => job.function))];
  const role = new Role(scope, 'SchedulesRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account, 'aws:SourceArn': group.attrArn } },
    }),
    description: 'Calls the functions that work by the clock',
    inlinePolicies: {
      schedules: new PolicyDocument({
        minimize: false,
        statements: [
          new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: called.map((name) => functions[name].functionArn) }),
          new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failed.queueArn] }),
        ],
      }),
    },
  });
  for (const [name, job] of rows) {
    new CfnSchedule(scope, `Schedule-${name}`, {
      name,
      groupName: group.ref,
      scheduleExpression: job.every,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: functions[job.function].functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify(job.input),
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 300 }, // the next turn does what this one missed
        deadLetterConfig: { arn: failed.queueArn },
      },
    });
  }
  return group;
};
