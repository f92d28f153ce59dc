// What the template says of events: which stream, queue, topic, bucket and schedule calls which function, and on what terms.
// It must not know what any event means.
import * as z from 'zod';
import type { Resource, Synthesized } from './template.ts';

const filters = z
  .object({ Filters: z.array(z.object({ Pattern: z.string() })) })
  .transform(({ Filters }) => Filters.map(({ Pattern }) => asJson(Pattern)));
const destination = z.object({ Destination: z.string() });

const asJson = (text: string): unknown => JSON.parse(text);

const mappingSchema = z.object({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  BatchSize: z.number().default(10),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.number().default(-1),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: filters.default([]),
  DestinationConfig: z.object({ OnFailure: destination }).optional(),
});

const pipeSchema = z.object({
  Source: z.string(),
  SourceParameters: z.object({
    FilterCriteria: filters.default([]),
    DynamoDBStreamParameters: z.object({ MaximumRetryAttempts: z.number().default(-1), StartingPosition: z.string() }),
  }),
  Target: z.string(),
  TargetParameters: z.object({ InputTemplate: z.string().optional() }).default({}),
  RoleArn: z.string(),
});

const queueSchema = z.object({
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
});

const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.object({ Arn: z.string(), RoleArn: z.string(), Input: z.string() }),
});

const subscriptionSchema = z.object({ TopicArn: z.string(), Protocol: z.string(), Endpoint: z.string() });

const ruleSchema = z.object({
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  Targets: z
    .array(
      z.object({
        Arn: z.string(),
        Input: z.string().optional(),
        InputTransformer: z.object({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() }).optional(),
      }),
    )
    .default([]),
});

const carrierSchema = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.boolean().default(false),
    MatchingEventTypes: z.array(z.string()),
    SnsDestination: z.object({ TopicARN: z.string() }).optional(),
  }),
});

const bucketSchema = z.object({
  NotificationConfiguration: z
    .object({
      EventBridgeConfiguration: z.object({ EventBridgeEnabled: z.boolean().default(true) }).optional(),
      LambdaConfigurations: z
        .array(
          z.object({
            Event: z.string(),
            Function: z.string(),
            Filter: z.object({ S3Key: z.object({ Rules: z.array(z.object({ Name: z.string(), Value: z.string() })) }) }).optional(),
          }),
        )
        .default([]),
    })
    .default({ LambdaConfigurations: [] }),
});

const receiptSchema = z.object({
  Rule: z.object({
    Recipients: z.array(z.string()).default([]),
    Actions: z.array(z.object({ S3Action: z.object({ BucketName: z.string(), ObjectKeyPrefix: z.string().default('') }).optional() })),
  }),
});

const asynchronousSchema = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.number().default(2),
  DestinationConfig: z.object({ OnFailure: destination.optional() }).default({}),
});

const routeSchema = z.object({ ApiId: z.string(), RouteKey: z.string(), Target: z.string() });
const integrationSchema = z.object({
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  IntegrationType: z.literal('AWS_PROXY'),
});
const stageSchema = z.object({ StageName: z.literal('$default'), AutoDeploy: z.literal(true) });

export const sourcesOf = (cloud: Synthesized) => {
  const read = <T>(type: string, schema: z.ZodType<T>): (T & { readonly resource: Resource })[] =>
    cloud.resources(type).map((resource) => ({ ...schema.parse(resource.properties), resource }));
  const mappings = read('AWS::Lambda::EventSourceMapping', mappingSchema);
  // A stage of any other name would stand in the path of every page.
  read('AWS::ApiGatewayV2::Stage', stageSchema);
  return {
    streamMappings: mappings.filter(({ EventSourceArn }) => EventSourceArn.includes('/stream/')),
    queueMappings: mappings.filter(({ EventSourceArn }) => EventSourceArn.includes(':sqs:')),
    pipes: read('AWS::Pipes::Pipe', pipeSchema),
    queues: read('AWS::SQS::Queue', queueSchema),
    schedules: read('AWS::Scheduler::Schedule', scheduleSchema),
    subscriptions: read('AWS::SNS::Subscription', subscriptionSchema).filter(({ Protocol }) => Protocol === 'lambda'),
    carriers: read('AWS::SES::ConfigurationSetEventDestination', carrierSchema),
    rules: read('AWS::Events::Rule', ruleSchema),
    buckets: read('AWS::S3::Bucket', bucketSchema),
    receipts: read('AWS::SES::ReceiptRule', receiptSchema),
    asynchronous: read('AWS::Lambda::EventInvokeConfig', asynchronousSchema),
    routes: read('AWS::ApiGatewayV2::Route', routeSchema).map(({ ApiId, RouteKey, Target }) => {
      const integration = cloud.resources('AWS::ApiGatewayV2::Integration').find(({ ref }) => Target === `integrations/${ref}`);
      return { apiId: ApiId, key: RouteKey, function: integrationSchema.parse(integration?.properties).IntegrationUri };
    }),
  };
};

export type Sources = ReturnType<typeof sourcesOf>;
