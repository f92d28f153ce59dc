// The whole cloud is what we think it is: what may fail has somewhere to fail to, what waits ends before its caller does, nothing lies open.
// Templates only; that the functions work in it is shown elsewhere.
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { connect } from '../../../functions/store/client.ts';
import { FUNCTIONS } from '../../../lib/cloud/bundle.ts';
import { synthesised, type Resource } from './synthesised.ts';

const prod = synthesised('prod');
const mainland = synthesised('mainland');
const STAGES = [
  ['prod', prod],
  ['mainland', mainland],
] as const;

const text = (value: unknown): string => JSON.stringify(value);
const one = (resources: readonly Resource[], name: string): Resource => {
  const found = resources.find((resource) => resource.name === name);
  if (!found) throw new Error(`there is no ${name}; there are ${resources.map((resource) => resource.name).join(', ')}`);
  return found;
};
const arnOf = ({ id }: Resource): string => text({ 'Fn::GetAtt': [id, 'Arn'] });

const policySchema = z.object({
  PolicyDocument: z.object({
    Statement: z.array(z.object({ Effect: z.string(), Condition: z.unknown(), Principal: z.unknown(), Action: z.unknown() })),
  }),
});
/** Whether a policy of these refuses everybody who comes without TLS to the thing referred to. */
const refusesPlain = (policies: readonly Resource[], { id }: Resource): boolean =>
  policies.some(
    ({ properties }) =>
      text(properties).includes(`"Ref":"${id}"`) &&
      policySchema
        .parse(properties)
        .PolicyDocument.Statement.some(
          ({ Effect, Condition, Principal }) =>
            Effect === 'Deny' && text(Condition) === text({ Bool: { 'aws:SecureTransport': 'false' } }) && text(Principal).includes('*'),
        ),
  );

describe.each(STAGES)('on stage %s', (stage, cloud) => {
  const functions = cloud.all('AWS::Lambda::Function');
  const queues = cloud.all('AWS::SQS::Queue');
  const mappings = cloud.all('AWS::Lambda::EventSourceMapping');
  const seconds = (name: string): number => z.number().parse(one(functions, name).properties['Timeout']);

  it('has seven functions on the runtime of the settings, each logging in JSON to a log of its own', () => {
    expect(functions.map(({ name }) => name).sort()).toEqual([...FUNCTIONS].sort());
    expect(new Set(functions.map(({ properties }) => properties['Runtime']))).toEqual(new Set(['nodejs24.x']));
    expect(new Set(functions.map(({ properties }) => properties['Handler']))).toEqual(new Set(['index.handler']));
    expect(new Set(functions.map(({ properties }) => text(properties['Architectures'])))).toEqual(
      new Set([stage === 'prod' ? '["arm64"]' : '["x86_64"]']),
    );
    const logs = functions.map(({ properties }) =>
      z.object({ LogFormat: z.literal('JSON'), LogGroup: z.unknown() }).parse(properties['LoggingConfig']),
    );
    expect(new Set(logs.map(({ LogGroup }) => text(LogGroup))).size).toBe(FUNCTIONS.length);
  });

  it('keeps every log for a time and not for ever', () => {
    const groups = cloud.all('AWS::Logs::LogGroup');
    expect(groups).toHaveLength(FUNCTIONS.length + 1);
    for (const { properties } of groups) expect(properties['RetentionInDays']).toBe(180);
    expect(groups.flatMap(({ properties }) => properties['LogGroupName'] ?? [])).toEqual([`/aws/vendedlogs/shoufang-${stage}-access`]);
  });

  it('ends what waits before its caller does: table, then function, then gateway', async () => {
    const db = connect({ tables: { petitions: '', training: '', directory: '', reports: '' }, bureau: '990581', region: 'ap-southeast-1' });
    const attempts = await db.doc.config.maxAttempts();
    const handler: unknown = await Reflect.get(db.doc.config.requestHandler, 'configProvider');
    const { requestTimeout } = z.object({ requestTimeout: z.number() }).parse(handler);
    const gateway = cloud
      .all('AWS::ApiGatewayV2::Integration')
      .map(({ properties }) => z.number().parse(properties['TimeoutInMillis']) / 1000);
    expect(gateway).toHaveLength(2);
    for (const name of ['console', 'public']) {
      expect(seconds(name)).toBeGreaterThan((attempts * requestTimeout) / 1000);
      for (const limit of gateway) expect(seconds(name)).toBeLessThan(limit);
    }
    expect(Math.max(...gateway)).toBeLessThan(30); // where the service itself ends
  });

  it('reads every stream in pieces that can fail alone, so many times, and then into a queue', () => {
    const streams = mappings.filter(({ properties }) => text(properties['EventSourceArn']).includes('StreamArn'));
    expect(streams.map(({ name }) => name).sort()).toEqual(['directoryToProjector', 'petitionsToProjector', 'trainingToProjector']);
    for (const { properties } of streams) {
      expect(properties).toMatchObject({
        FunctionName: { Ref: one(functions, 'projector').id },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 10,
        MaximumRecordAgeInSeconds: 43_200,
        ParallelizationFactor: 1,
        StartingPosition: 'TRIM_HORIZON',
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [one(queues, 'projector-failed').id, 'Arn'] } } },
      });
    }
  });

  it('gives every queue a dead-letter queue or makes it the end of a road, sealed and by TLS only', () => {
    const everything = text([...cloud.templates.values()]);
    const policies = cloud.all('AWS::SQS::QueuePolicy');
    for (const queue of queues) {
      expect(queue.properties['SqsManagedSseEnabled']).toBe(true);
      expect(refusesPlain(policies, { ...queue, id: queue.id }) || text(policies).includes(queue.id)).toBe(true);
      if (queue.name.endsWith('-failed')) {
        expect(queue.properties['MessageRetentionPeriod']).toBe(14 * 86_400);
        expect(everything.split(arnOf(queue)).length, `${queue.name} is nobody's destination`).toBeGreaterThan(2);
      } else {
        expect(queue.properties['RedrivePolicy']).toMatchObject({ maxReceiveCount: 5 });
      }
    }
  });

  it('tries what nobody waits for three times at most, and then tells a queue', () => {
    const invokes = cloud.all('AWS::Lambda::EventInvokeConfig');
    const unattended = ['mailer', 'inbound', 'importer', 'clock'];
    expect(invokes).toHaveLength(unattended.length);
    for (const name of unattended) {
      const found = invokes.find(({ properties }) => text(properties['FunctionName']) === text({ Ref: one(functions, name).id }));
      expect(found?.properties).toMatchObject({
        MaximumRetryAttempts: 2,
        MaximumEventAgeInSeconds: 3_600,
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [one(queues, `${name}-failed`).id, 'Arn'] } } },
      });
    }
    const called = [...cloud.all('AWS::Events::Rule'), ...cloud.all('AWS::Scheduler::Schedule'), ...cloud.all('AWS::SNS::Subscription')];
    const targets = FUNCTIONS.filter((name) => called.some(({ properties }) => text(properties).includes(arnOf(one(functions, name)))));
    expect(unattended).toEqual(expect.arrayContaining([...targets]));
  });

  it('calls by the clock what is written in its jobs, and keeps what could not be called', () => {
    const jobs = cloud.all('AWS::Scheduler::Schedule').map(({ properties }) => {
      const { Target } = z
        .object({ Target: z.object({ Input: z.string(), DeadLetterConfig: z.unknown(), RetryPolicy: z.unknown() }) })
        .parse(properties);
      expect(Target.DeadLetterConfig).toEqual({ Arn: { 'Fn::GetAtt': [one(queues, 'schedules-failed').id, 'Arn'] } });
      expect(Target.RetryPolicy).toEqual({ MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 300 });
      return `${text(properties['ScheduleExpression'])} ${Target.Input}`;
    });
    expect(jobs.sort()).toEqual(
      [
        ...(stage === 'prod' ? [] : ['"rate(1 minute)" {"job":"sweep-mail","minutes":0}']),
        '"rate(1 minute)" {"job":"imports"}',
        '"rate(15 minutes)" {"job":"stock"}',
        ...(stage === 'prod' ? ['"rate(5 minutes)" {"job":"sweep-mail"}'] : []),
      ].sort(),
    );
  });

  it('leaves no bucket open, unversioned, unsealed, or growing for ever', () => {
    const policies = cloud.all('AWS::S3::BucketPolicy');
    const buckets = cloud.all('AWS::S3::Bucket');
    expect(buckets.map(({ name }) => name).sort()).toEqual(['AccessLog', 'Blobs', ...(stage === 'prod' ? ['Mails'] : [])]);
    for (const bucket of buckets) {
      expect(refusesPlain(policies, bucket), bucket.name).toBe(true);
      expect(bucket.kept).toBe('Retain');
      expect(bucket.properties).toMatchObject({
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      });
      const [rule] = z
        .object({ Rules: z.array(z.record(z.string(), z.unknown())) })
        .parse(bucket.properties['LifecycleConfiguration']).Rules;
      expect(Object.keys(rule ?? {})).toEqual(expect.arrayContaining(['AbortIncompleteMultipartUpload', 'NoncurrentVersionExpiration']));
      if (bucket.name === 'AccessLog') continue;
      expect(text(bucket.properties['BucketEncryption'])).toContain('"SSEAlgorithm":"aws:kms"');
      expect(bucket.properties).toMatchObject({ NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } });
      expect(text(bucket.properties['LoggingConfiguration'])).toContain('DestinationBucketName');
    }
  });

  it('seals every topic under a key of its own and takes nothing by plain HTTP', () => {
    const policies = cloud.all('AWS::SNS::TopicPolicy');
    const topics = cloud.all('AWS::SNS::Topic');
    expect(topics.map(({ name }) => name).sort()).toEqual(stage === 'prod' ? ['Alarms', 'Events'] : ['Alarms']);
    for (const topic of topics) {
      expect(topic.properties['KmsMasterKeyId']).toBeDefined();
      expect(refusesPlain(policies, topic), topic.name).toBe(true);
    }
    for (const { properties } of cloud.all('AWS::KMS::Key')) expect(properties['EnableKeyRotation']).toBe(true);
  });

  it('has no function behind a door of its own, no trace of X-Ray, and no machinery of the CDK', () => {
    const types = new Set([...cloud.templates.values()].flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type)));
    expect([...types].filter((type) => type === 'AWS::Lambda::Url' || type.startsWith('Custom::') || type.startsWith('AWS::XRay'))).toEqual(
      [],
    );
    expect(functions.filter(({ properties }) => properties['TracingConfig'] !== undefined)).toEqual([]);
  });
});

describe('mainland', () => {
  const templates = text([...mainland.templates.values()]);

  it('has nothing of Cognito and SES', () => {
    expect([...mainland.templates.keys()]).toEqual(['data', 'app', 'watch']);
    expect(templates).not.toMatch(/AWS::(Cognito|SES|Pipes)/i);
    expect(templates).not.toMatch(/cognito|ses:Send/i);
  });

  it('names no host and no ARN of the other partition', () => {
    expect(templates).not.toContain('arn:aws:');
    // What remains are the names by which roles and policies call services; those are the same everywhere.
    const hosts = [...templates.matchAll(/"([^"]*amazonaws\.com[^"]*)"/g)].map(([, host]) => host);
    expect(new Set(hosts)).toEqual(
      new Set(['apigateway', 'cloudwatch', 'events', 'lambda', 'logging.s3', 'scheduler'].map((service) => `${service}.amazonaws.com`)),
    );
  });

  it('tells the functions of issuer and relay instead', () => {
    const environment = (name: string) =>
      z
        .object({ Variables: z.record(z.string(), z.unknown()) })
        .parse(one(mainland.all('AWS::Lambda::Function'), name).properties['Environment']).Variables;
    expect(environment('console')).toMatchObject({
      OIDC_ISSUER: 'https://id.ymj.example',
      OIDC_CLIENT_ID: 'shoufang',
      OIDC_CLIENT_SECRET: 'arn:aws-cn:secretsmanager:cn-northwest-1:000000000000:secret:shoufang/oidc-000000',
    });
    const { MAIL_TRANSPORT: transport, SMTP_SECRET: secret } = environment('mailer');
    expect(transport).toBe('smtp');
    expect(secret).toMatch(/^arn:aws-cn:secretsmanager:/);
  });
});
