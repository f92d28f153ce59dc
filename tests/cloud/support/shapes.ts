// The shapes in which AWS hands news to a function, with the parts that a function may look at.
// It must not know who gets them.
import type { SQSRecord } from 'aws-lambda';
import { hash, randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from './lambda-host.ts';

export interface QueueMessage {
  readonly id: string;
  readonly body: string;
  readonly since: number;
  readonly receives: number;
}

const now = (): string => new Date().toISOString();

/** A notification of S3 itself (event version 2.1); the key is written as in a query string. */
export const objectCreated = (bucket: string, key: string, size: number) => ({
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: REGION,
      eventTime: now(),
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: `AWS:${ACCOUNT}` },
      requestParameters: { sourceIPAddress: '203.0.113.7' },
      responseElements: { 'x-amz-request-id': randomUUID(), 'x-amz-id-2': randomUUID() },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'notification',
        bucket: { name: bucket, ownerIdentity: { principalId: 'A3NL1KOZZKExample' }, arn: `arn:aws:s3:::${bucket}` },
        object: { key: encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+'), size, eTag: 'etag', sequencer: '00' },
      },
    },
  ],
});

/** The same by way of EventBridge. */
export const objectCreatedNews = (bucket: string, key: string, size: number) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account: ACCOUNT,
  time: now(),
  region: REGION,
  resources: [`arn:aws:s3:::${bucket}`],
  detail: {
    version: '0',
    bucket: { name: bucket },
    object: { key, size, etag: 'etag', sequencer: '00' },
    'request-id': randomUUID(),
    requester: ACCOUNT,
    'source-ip-address': '203.0.113.7',
    reason: 'PutObject',
  },
});

/** A message of a topic. */
export const topicNews = (topic: string, subscription: string, message: unknown) => ({
  Records: [
    {
      EventVersion: '1.0',
      EventSubscriptionArn: `${topic}:${subscription}`,
      EventSource: 'aws:sns',
      Sns: {
        Type: 'Notification',
        MessageId: randomUUID(),
        TopicArn: topic,
        Subject: 'Amazon SES Email Event Notification',
        Message: JSON.stringify(message),
        Timestamp: now(),
        SignatureVersion: '1',
        Signature: 'EXAMPLE',
        SigningCertUrl: 'EXAMPLE',
        UnsubscribeUrl: 'EXAMPLE',
        MessageAttributes: {},
      },
    },
  ],
});

/** A message as the queue hands it over. */
export const queueRecord = (queue: string, { id, body, receives, since }: QueueMessage): SQSRecord => ({
  messageId: id,
  receiptHandle: `${id}#${receives}`,
  body,
  attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: String(since),
    SenderId: 'AROAEXAMPLE:pipe',
    ApproximateFirstReceiveTimestamp: String(since),
  },
  messageAttributes: {},
  md5OfBody: hash('md5', body),
  eventSource: 'aws:sqs',
  eventSourceARN: queue,
  awsRegion: REGION,
});
