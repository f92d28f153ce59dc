// The buckets: attachments and files to import, mail as it was received, and the log of who asked for them.
// It must not know what is in a file.
import { ArnFormat, Duration, Stack, type RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectOwnership, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { MAIL_PREFIX, receiptNames } from '../names.ts';

const NONCURRENT_DAYS = 30; // long enough to notice a mistake; short, because a file that was cleared away held people's data
const RAW_MAIL_DAYS = 400; // what was filed stands in the table; the raw mail settles a dispute about it within the year
const ABANDONED_DAYS = 7;

interface BucketsProps {
  readonly config: Config;
  readonly key: Key;
  readonly removalPolicy: RemovalPolicy;
}

export const buckets = (scope: Construct, { config, key, removalPolicy }: BucketsProps): { blobs: Bucket; mails: Bucket | undefined } => {
  const closed = {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    removalPolicy,
  } as const;
  const cleared = {
    abortIncompleteMultipartUploadAfter: Duration.days(ABANDONED_DAYS),
    noncurrentVersionExpiration: Duration.days(NONCURRENT_DAYS),
  };

  const accessLog = new Bucket(scope, 'AccessLog', {
    ...closed,
    encryption: BucketEncryption.S3_MANAGED, // S3 cannot deliver its log into a bucket under a key of our own
    lifecycleRules: [
      {
        abortIncompleteMultipartUploadAfter: Duration.days(ABANDONED_DAYS),
        noncurrentVersionExpiration: Duration.days(1),
        expiration: Duration.days(config.logDays),
      },
    ],
  });

  const files = (id: string, expiration?: Duration): Bucket => {
    const bucket = new Bucket(scope, id, {
      ...closed,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: accessLog as IBucket, // its optional parts are declared otherwise than the interface's
      serverAccessLogsPrefix: `${id.toLowerCase()}/`,
      lifecycleRules: [expiration === undefined ? { ...cleared, expiredObjectDeleteMarker: true } : { ...cleared, expiration }],
    });
    tellsEventBridge(bucket);
    return bucket;
  };
  const blobs = files('Blobs');
  if (config.mail.transport !== 'ses' || !config.mail.receive) return { blobs, mails: undefined };

  const mails = files('Mails', Duration.days(RAW_MAIL_DAYS));
  letSesWrite(mails, key, config.stage);
  return { blobs, mails };
};

// Set on the resource itself: the construct's own way deploys a further function that may change any bucket.
const tellsEventBridge = (bucket: Bucket): void => {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket)) throw new Error(`${bucket.node.id} is no bucket`);
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
};

// Named by text, because the rule stands in a later stack, which needs this bucket.
const letSesWrite = (bucket: Bucket, key: Key, stage: string): void => {
  const { set, rule } = receiptNames(stage);
  const stack = Stack.of(bucket);
  const ruleArn = stack.formatArn({
    service: 'ses',
    resource: 'receipt-rule-set',
    resourceName: `${set}:receipt-rule/${rule}`,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  const onlyOurRule = { StringEquals: { 'aws:SourceAccount': stack.account }, ArnEquals: { 'aws:SourceArn': ruleArn } };
  const ses = new ServicePrincipal('ses.amazonaws.com');
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals: [ses],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`${MAIL_PREFIX}*`)],
      conditions: onlyOurRule,
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [ses],
      actions: ['kms:GenerateDataKey', 'kms:Encrypt', 'kms:Decrypt'],
      resources: ['*'],
      conditions: onlyOurRule,
    }),
  );
};
