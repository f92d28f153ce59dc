// The tables of the template made in the engine from the template's own words: keys, indexes, projections, streams, expiry.
// It must not know functions/store/tables.ts: that the two agree is what is being shown.
import { CreateTableCommand, DescribeTableCommand, type DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Resource, Synthesized } from './template.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const tableSchema = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  BillingMode: z.literal('PAY_PER_REQUEST'),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).exactOptional(),
        }),
      }),
    )
    .exactOptional(),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY']) })
    .transform((stream) => ({ ...stream, StreamEnabled: true }))
    .exactOptional(),
});
const expirySchema = z.object({ TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional() });

export const createCloudTables = async (client: DynamoDBClient, cloud: Synthesized): Promise<void> => {
  await Promise.all(cloud.resources('AWS::DynamoDB::Table').map((table) => create(client, table)));
};

const create = async (client: DynamoDBClient, { ref, properties }: Resource): Promise<void> => {
  await client.send(new CreateTableCommand({ TableName: ref, ...tableSchema.parse(properties) }));
  while ((await client.send(new DescribeTableCommand({ TableName: ref }))).Table?.TableStatus !== 'ACTIVE') await sleep(5);
  const { TimeToLiveSpecification } = expirySchema.parse(properties);
  if (TimeToLiveSpecification) await client.send(new UpdateTimeToLiveCommand({ TableName: ref, TimeToLiveSpecification }));
};
