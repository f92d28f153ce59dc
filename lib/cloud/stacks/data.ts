// What must outlive every deployment: the tables, and the key they are encrypted under.
// It must not know what stands in the rows; keys and indexes come from the plain table data that the local engine reads too.
import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { TABLES, TTL_ATTRIBUTE, type IndexSpec, type TableName, type TableSpec } from '../../../functions/store/tables.ts';
import type { Config } from '../config.ts';

export interface DataStackProps extends StackProps {
  readonly config: Config;
}

const text = (name: string): { name: string; type: AttributeType } => ({ name, type: AttributeType.STRING });

/** Four tables, one a context; the stacks that grant access to them take them from `tables`. */
export class DataStack extends Stack {
  readonly tables: Readonly<Record<TableName, Table>>;

  constructor(scope: Construct, id: string, { config, ...props }: DataStackProps) {
    super(scope, id, props);
    const removalPolicy = config.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    // A key of our own and not AWS's, so that its policy and its log say who could read petitions, and when.
    const key = new Key(this, 'TablesKey', { description: 'Tables of Shoufang', enableKeyRotation: true, removalPolicy });

    const table = (name: TableName): Table => {
      const spec: TableSpec = TABLES[name];
      const made = new Table(this, name, {
        partitionKey: text('pk'),
        sortKey: text('sk'),
        billingMode: BillingMode.PAY_PER_REQUEST,
        ...(spec.stream ? { stream: StreamViewType.NEW_AND_OLD_IMAGES } : {}),
        timeToLiveAttribute: TTL_ATTRIBUTE,
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: config.recoveryDays },
        deletionProtection: config.keepData,
        encryption: TableEncryption.CUSTOMER_MANAGED,
        encryptionKey: key,
        removalPolicy,
      });
      for (const [indexName, index] of Object.entries(spec.indexes)) addIndex(made, indexName, index);
      return made;
    };

    this.tables = {
      petitions: table('petitions'),
      training: table('training'),
      directory: table('directory'),
      reports: table('reports'),
    };
  }
}

const addIndex = (table: Table, indexName: string, { pk, sk, columns }: IndexSpec): void => {
  table.addGlobalSecondaryIndex({
    indexName,
    partitionKey: text(pk),
    sortKey: text(sk),
    ...(columns.length === 0
      ? { projectionType: ProjectionType.KEYS_ONLY }
      : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...columns] }),
  });
};
