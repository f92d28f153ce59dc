// What must outlive every deployment: the tables, the attachments and the mail received, and the keys they are encrypted under.
// It must not know what stands in the rows; keys and indexes come from the plain table data that the local engine reads too.
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { TABLES, TTL_ATTRIBUTE, type IndexSpec, type TableName, type TableSpec } from '../../../functions/store/tables.ts';
import type { Config } from '../config.ts';
import { buckets } from '../constructs/buckets.ts';
import { MAIL_PREFIX } from '../names.ts';

export interface DataStackProps extends StackProps {
  readonly config: Config;
}

const text = (name: string): { name: string; type: AttributeType } => ({ name, type: AttributeType.STRING });

/** Three keys, because those who may use them differ: rows, fields within rows that only two functions open, and files. */
export interface Keys {
  readonly tables: Key;
  readonly vault: Key;
  readonly files: Key;
}

/** Four tables, one a context; two buckets; the stacks that grant access to them take them from here. */
export class DataStack extends Stack {
  readonly tables: Readonly<Record<TableName, Table>>;
  readonly keys: Keys;
  readonly blobs: Bucket;
  /** Mail as it was received; none where mail is not taken in by SES. */
  readonly mails: Bucket | undefined;

  constructor(scope: Construct, id: string, { config, ...props }: DataStackProps) {
    super(scope, id, props);
    const removalPolicy = config.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    // Keys of our own and not AWS's, so that their policies and their log say who could read petitions, and when.
    const key = (name: string, description: string): Key => new Key(this, name, { description, enableKeyRotation: true, removalPolicy });
    this.keys = {
      tables: key('TablesKey', 'Tables of Shoufang'),
      vault: key('VaultKey', 'Wraps the keys of single fields: numbers of people, query codes'),
      files: key('FilesKey', 'Attachments and received mail of Shoufang'),
    };

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
        encryptionKey: this.keys.tables,
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

    const { blobs, mails } = buckets(this, { config, key: this.keys.files, removalPolicy });
    this.blobs = blobs;
    this.mails = mails;

    new CfnOutput(this, 'Bureau', { description: 'Begins every key; cannot be changed later', value: config.bureau });
    new CfnOutput(this, 'DirectoryTable', { description: 'Where the staff are entered', value: this.tables.directory.tableArn });
    for (const [name, { tableName }] of Object.entries(this.tables)) new CfnOutput(this, `${name}TableName`, { value: tableName });
    if (mails) new CfnOutput(this, 'MailBucket', { description: `Mail as it was received, under ${MAIL_PREFIX}`, value: mails.bucketName });
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
