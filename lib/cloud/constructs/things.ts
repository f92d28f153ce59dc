// What the names of the table of grants stand for in a deployment.
// It must not know who may do what.
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { TABLES, type TableName } from '../../../functions/store/tables.ts';
import type { Config } from '../config.ts';
import type { Thing } from '../grants.ts';
import { BLOB_PREFIX, MAIL_PREFIX } from '../names.ts';
import type { DataStack } from '../stacks/data.ts';
import type { MailStack } from '../stacks/mail.ts';

export interface ThingsProps {
  readonly config: Config;
  readonly data: DataStack;
  readonly mail: MailStack | undefined;
  readonly queues: ReadonlyMap<string, Queue>;
}

/** @throws where a table has no stream: nobody could read it */
export const streamOf = ({ tables }: DataStack, name: TableName): string => {
  const arn = tables[name].tableStreamArn;
  if (arn === undefined) throw new Error(`table ${name} has no stream`);
  return arn;
};

/** What each thing is here, by ARN: mostly one, and none where a deployment lacks it. */
export type Things = ReadonlyMap<Thing, readonly string[]>;

export const thingsOf = ({ config, data, mail, queues }: ThingsProps): Things => {
  const names = Object.keys(TABLES) as TableName[];
  const { mails } = data;
  const recipients = config.mail.transport === 'ses' ? config.mail.sandboxRecipients : [];
  // Exported here and not by the first use of them, so that their names are known when a finding about them is accepted.
  const arnOf = (bucket: Bucket): string => data.exportValue(bucket.bucketArn);
  const filesIn = (bucket: Bucket, prefix: string): string => `${arnOf(bucket)}/${prefix}*`;
  const entries: (readonly [Thing, string | undefined])[] = [
    ...names.map((name) => [name, data.tables[name].tableArn] as const),
    ...names.flatMap((name) =>
      Object.keys(TABLES[name].indexes).map((index) => [`${name}/index/${index}`, `${data.tables[name].tableArn}/index/${index}`] as const),
    ),
    ...names.flatMap((name) => (TABLES[name].stream ? [[`${name}/stream`, streamOf(data, name)] as const] : [])),
    ['key/tables', data.keys.tables.keyArn],
    ['key/vault', data.keys.vault.keyArn],
    ['key/files', data.keys.files.keyArn],
    ['blobs', arnOf(data.blobs)],
    [`blobs/${BLOB_PREFIX}*`, filesIn(data.blobs, BLOB_PREFIX)],
    ['mails', mails && arnOf(mails)],
    [`mails/${MAIL_PREFIX}*`, mails && filesIn(mails, MAIL_PREFIX)],
    ['ses/identity', mail?.identity.emailIdentityArn],
    ['ses/configuration-set', mail?.configurationSetArn],
    ['secret/smtp', config.mail.transport === 'smtp' ? config.mail.secretArn : undefined],
    ['secret/oidc', config.oidc?.clientSecretArn],
    ...[...queues].map(([name, queue]) => [`queue/${name}`, queue.queueArn] as const),
  ];
  return new Map<Thing, readonly string[]>([
    ...entries.map(([thing, arn]) => [thing, arn === undefined ? [] : [arn]] as const),
    ['ses/sandbox-recipients', recipients.map((resourceName) => data.formatArn({ service: 'ses', resource: 'identity', resourceName }))],
  ]);
};
