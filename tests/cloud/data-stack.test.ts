// The template of the data stack, held against the table data that it is made from.
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { TABLES, TTL_ATTRIBUTE, type TableName, type TableSpec } from '../../functions/store/tables.ts';
import { config } from '../../lib/cloud/config.ts';
import { DataStack } from '../../lib/cloud/stacks/data.ts';
import { cdkContext } from './templates/synthesised.ts';

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const CloudTable = z.object({
  DeletionPolicy: z.string(),
  UpdateReplacePolicy: z.string(),
  Properties: z.object({
    AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
    BillingMode: z.string(),
    DeletionProtectionEnabled: z.boolean(),
    GlobalSecondaryIndexes: z
      .array(
        z.object({
          IndexName: z.string(),
          KeySchema,
          Projection: z.object({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
        }),
      )
      .optional(),
    KeySchema,
    PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: z.boolean(), RecoveryPeriodInDays: z.number() }),
    SSESpecification: z.object({ SSEEnabled: z.boolean(), SSEType: z.string(), KMSMasterKeyId: z.unknown() }),
    StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
    TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }),
  }),
});

const synthesised = (stage: string): { stack: DataStack; template: Template } => {
  const stack = new DataStack(new App({ context: cdkContext() }), 'data', { config: config(stage) });
  return { stack, template: Template.fromStack(stack) };
};

const NAMES = Object.keys(TABLES) as TableName[];
const { stack, template } = synthesised('prod');
const resources = template.findResources('AWS::DynamoDB::Table');
const cloudTable = (name: TableName): z.infer<typeof CloudTable> => {
  const child = stack.tables[name].node.defaultChild;
  if (!(child instanceof CfnTable)) throw new Error(`${name} is no table`);
  return CloudTable.parse(resources[String(stack.resolve(child.logicalId))]);
};
const keys = (pk: string, sk: string): z.infer<typeof KeySchema> => [
  { AttributeName: pk, KeyType: 'HASH' },
  { AttributeName: sk, KeyType: 'RANGE' },
];

describe('the data stack', () => {
  it('has exactly the tables of the plain data', () => {
    expect(Object.keys(resources)).toHaveLength(NAMES.length);
  });

  describe.each(NAMES)('table %s', (name) => {
    const spec: TableSpec = TABLES[name];
    const { Properties: made, ...policies } = cloudTable(name);

    it('has every index, with exactly its columns', () => {
      const indexes = (made.GlobalSecondaryIndexes ?? []).map((index) => [
        index.IndexName,
        { keys: index.KeySchema, type: index.Projection.ProjectionType, columns: index.Projection.NonKeyAttributes ?? [] },
      ]);
      const wanted = Object.entries(spec.indexes).map(([index, { pk, sk, columns }]) => [
        index,
        { keys: keys(pk, sk), type: columns.length === 0 ? 'KEYS_ONLY' : 'INCLUDE', columns },
      ]);
      expect(Object.fromEntries(indexes)).toEqual(Object.fromEntries(wanted));
    });

    it('stays within what AWS allows: twenty indexes, and a hundred columns carried by all of them together', () => {
      const indexes = made.GlobalSecondaryIndexes ?? [];
      expect(indexes.length).toBeLessThanOrEqual(20);
      expect(indexes.flatMap((index) => index.Projection.NonKeyAttributes ?? []).length).toBeLessThanOrEqual(100);
    });

    it('has keys of text only', () => {
      expect(made.KeySchema).toEqual(keys('pk', 'sk'));
      expect(new Set(made.AttributeDefinitions.map((attribute) => attribute.AttributeType))).toEqual(new Set(['S']));
    });

    it('streams both images if and only if somebody reads the stream', () => {
      expect(made.StreamSpecification?.StreamViewType).toBe(spec.stream ? 'NEW_AND_OLD_IMAGES' : undefined);
    });

    it('is paid by use, forgets by itself what has a date for it, and is encrypted under our key', () => {
      expect(made.BillingMode).toBe('PAY_PER_REQUEST');
      expect(made.TimeToLiveSpecification).toEqual({ AttributeName: TTL_ATTRIBUTE, Enabled: true });
      expect(made.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
    });

    it('can be wound back 35 days, refuses to be deleted, and stays when its stack goes', () => {
      expect(made.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 });
      expect(made.DeletionProtectionEnabled).toBe(true);
      expect(policies).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    });
  });

  it('keeps the key as long as the tables, and turns it over every year', () => {
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
  });

  it('leaves nothing behind on a stage to try things on', () => {
    synthesised('trial').template.allResources('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Delete',
      Properties: { DeletionProtectionEnabled: false },
    });
  });
});
