// What wakes a function without being asked for: files that were laid down, news of mails, and the streams that become totals.
// It must not know what the functions make of it.
import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventSourceMapping, StartingPosition, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

const TRIES = { retryAttempts: 8, maxEventAge: Duration.hours(2) };

interface FileArrival {
  readonly bucket: Bucket;
  readonly prefix: string;
  readonly to: IFunction;
  readonly failed: IQueue;
}

/**
 * Over EventBridge rather than from the bucket itself, which stands in an earlier stack and cannot name a later function;
 * handed over in the shape that S3 itself would send.
 */
export const onFile = (scope: Construct, id: string, { bucket, prefix, to, failed }: FileArrival): Rule =>
  new Rule(scope, id, {
    eventPattern: {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix }] } },
    },
    targets: [
      new LambdaFunction(to, {
        deadLetterQueue: failed,
        ...TRIES,
        event: RuleTargetInput.fromObject({
          Records: [
            {
              eventSource: 'aws:s3',
              eventName: 'ObjectCreated:Put',
              eventTime: EventField.time,
              s3: {
                bucket: { name: EventField.fromPath('$.detail.bucket.name') },
                object: { key: EventField.fromPath('$.detail.object.key'), size: EventField.fromPath('$.detail.object.size') },
              },
            },
          ],
        }),
      }),
    ],
  });

export const onNews = (topic: ITopic, to: IFunction, failed: IQueue): void => {
  topic.addSubscription(new LambdaSubscription(to, { deadLetterQueue: failed }));
};

/** A stream is counted in its order, one batch at a time; a batch that fails is halved until the poison is alone, and goes to the queue. */
export const onStream = (
  scope: Construct,
  id: string,
  { streamArn, to, failed }: { streamArn: string; to: IFunction; failed: IQueue },
): EventSourceMapping =>
  new EventSourceMapping(scope, id, {
    target: to,
    eventSourceArn: streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    maxBatchingWindow: Duration.seconds(1),
    parallelizationFactor: 1,
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    retryAttempts: 10,
    maxRecordAge: Duration.hours(12), // half of what the stream keeps, so that a day off leaves half a day
    onFailure: new SqsDlq(failed),
  });
