// The road of a mail owed, from the stream of the table to the mailer: a pipe that lets through new mails only, and the queue it fills.
// It must not know how a mail is sent. Should the road be closed, the mailer's sweep finds everything all the same.
import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { FUNCTION_SHAPES } from '../functions.ts';
import { workQueue } from './queues.ts';

const BATCH = 10;
const TIMES_TRIED = 5; // then the sweep's own, slower tries are left to it

/** What of the stream is a mail owed: a new row whose sort key begins so. */
const NEW_MAIL = { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'OUT#' }] } } } };

/**
 * Which row it is goes into the queue, never what stands in it. The filter lets births of rows through alone, so that word is written out;
 * the keys are an object, which a template takes without quotes.
 */
const NEWS = '{"eventName":"INSERT","dynamodb":{"Keys":<$.dynamodb.Keys>}}';

export interface OutboxProps {
  readonly streamArn: string;
  readonly tablesKeyArn: string;
  /** What the pipe cannot pass on. */
  readonly pipeFailed: IQueue;
  /** What the mailer gives back too often. */
  readonly owedFailed: IQueue;
}

export interface Outbox {
  readonly queue: Queue;
  readonly pipe: CfnPipe;
}

export const outbox = (scope: Construct, { streamArn, tablesKeyArn, pipeFailed, owedFailed }: OutboxProps): Outbox => {
  const queue = workQueue(scope, 'owed', {
    // Six times the mailer's time: a batch still being worked on is not handed out again.
    visibility: Duration.seconds(6 * FUNCTION_SHAPES.mailer.seconds),
    failures: { queue: owedFailed, maxReceiveCount: TIMES_TRIED },
  });
  const { account } = Stack.of(scope);
  const role = new Role(scope, 'OutboxRole', {
    assumedBy: new ServicePrincipal('pipes.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': account } } }),
    description: 'Carries mails owed from the stream to the queue',
    inlinePolicies: {
      outbox: new PolicyDocument({
        minimize: false,
        statements: [
          new PolicyStatement({
            actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
            resources: [streamArn],
          }),
          new PolicyStatement({ actions: ['kms:Decrypt', 'kms:DescribeKey'], resources: [tablesKeyArn] }),
          new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn, pipeFailed.queueArn] }),
        ],
      }),
    },
  });
  const pipe = new CfnPipe(scope, 'Outbox', {
    description: 'Mails just owed, to the mailer',
    roleArn: role.roleArn,
    source: streamArn,
    target: queue.queueArn,
    targetParameters: { inputTemplate: NEWS },
    sourceParameters: {
      filterCriteria: { filters: [{ pattern: JSON.stringify(NEW_MAIL) }] },
      dynamoDbStreamParameters: {
        startingPosition: 'TRIM_HORIZON',
        batchSize: BATCH,
        maximumRetryAttempts: 10,
        maximumRecordAgeInSeconds: Duration.hours(1).toSeconds(),
        onPartialBatchItemFailure: 'AUTOMATIC_BISECT',
        parallelizationFactor: 1,
        deadLetterConfig: { arn: pipeFailed.queueArn },
      },
    },
  });
  return { queue, pipe };
};

export const feedMailer = (scope: Construct, { queue }: Outbox, mailer: IFunction): void => {
  const mapping = new EventSourceMapping(scope, 'OwedToMailer', {
    target: mailer,
    eventSourceArn: queue.queueArn,
    batchSize: BATCH,
    maxConcurrency: 5, // SES takes fourteen mails a second of a new account
    reportBatchItemFailures: true,
  });
  acknowledge(mapping, {
    'Serverless-LambdaEventSourceMappingDestination': 'What a queue holds fails into the dead-letter queue of that queue.',
  });
};
