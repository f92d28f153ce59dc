// Where what failed is kept until a person has looked at it: one queue for each way of failing, so that its name says what broke.
// It must not know what is in a message.
import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption, type DeadLetterQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { Config } from '../config.ts';

/** What lies in each. */
export const FAILURE_QUEUES = {
  'owed-failed': 'Mails owed that the mailer gave back too often',
  'pipe-failed': 'Mails owed that the pipe could not put into the queue',
  'mailer-failed': 'Sweeps of the mailer that failed to the end',
  'importer-failed': 'Calls of the importer that failed to the end',
  'inbound-failed': 'Received mails, and news of mails sent, that could not be filed',
  'clock-failed': 'Runs of the clock that failed to the end',
  'projector-failed': 'Stretches of a stream that could not be counted',
  'schedules-failed': 'Calls that the schedule could not make',
  'events-failed': 'News of files and mails that could not be handed over',
} as const;
export type FailureQueue = keyof typeof FAILURE_QUEUES;

const KEPT_DAYS = 14; // the most that SQS keeps

/** The queues of a stage; two of them stand behind the pipe, and only where there is one. */
export const failureQueuesOf = ({ pipe }: Pick<Config, 'pipe'>): readonly FailureQueue[] =>
  (Object.keys(FAILURE_QUEUES) as FailureQueue[]).filter((name) => pipe || (name !== 'owed-failed' && name !== 'pipe-failed'));

/** Under SQS's own key: several services of AWS put messages here, and none may use a key of ours. */
const SEALED = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } as const;

export const failureQueue = (scope: Construct, name: FailureQueue): Queue => {
  const queue = new Queue(scope, name, { ...SEALED, retentionPeriod: Duration.days(KEPT_DAYS) });
  const reason = `${FAILURE_QUEUES[name]}: what failed ends here, and an alarm goes off.`;
  acknowledge(queue, { 'Serverless-SQSRedrivePolicy': reason });
  // Another queue's dead-letter queue is known as one; the ends of other roads are not.
  if (name !== 'owed-failed') acknowledge(queue, { 'AwsSolutions-SQS3': reason });
  return queue;
};

export const workQueue = (
  scope: Construct,
  name: string,
  { visibility, failures }: { visibility: Duration; failures: DeadLetterQueue },
): Queue =>
  new Queue(scope, name, { ...SEALED, visibilityTimeout: visibility, retentionPeriod: Duration.days(4), deadLetterQueue: failures });
