// Every setting of the environment that some function reads, with its value in this deployment; the table of functions says who sees which.
// It must not know what a function does with one.
import type { Config } from '../config.ts';
import type { DataStack } from '../stacks/data.ts';
import type { MailStack } from '../stacks/mail.ts';
import type { Identity } from './identity.ts';

export interface EnvironmentProps {
  readonly config: Config;
  readonly data: DataStack;
  readonly mail: MailStack | undefined;
  readonly identity: Identity;
  readonly url: string;
}

/** Undefined: this deployment has no such thing, and the function is not told of it. */
export const environmentOf = ({ config, data, mail, identity, url }: EnvironmentProps): Readonly<Record<string, string | undefined>> => ({
  SHOUFANG_BUREAU: config.bureau,
  TABLE_PETITIONS: data.tables.petitions.tableName,
  TABLE_TRAINING: data.tables.training.tableName,
  TABLE_DIRECTORY: data.tables.directory.tableName,
  TABLE_REPORTS: data.tables.reports.tableName,
  PUBLIC_URL: url,
  MAIL_FROM: config.mail.from,
  COOKIE_SECURE: 'yes',
  MAILBOX: 'no',
  VAULT_KMS_KEY: data.keys.vault.keyArn,
  BLOB_BUCKET: data.blobs.bucketName,
  MAIL_BUCKET: data.mails?.bucketName,
  MAIL_TRANSPORT: config.mail.transport,
  SES_CONFIGURATION_SET: mail?.configurationSet.configurationSetName,
  SMTP_SECRET: config.mail.transport === 'smtp' ? config.mail.secretArn : undefined,
  OIDC_ISSUER: identity.issuer,
  OIDC_CLIENT_ID: identity.clientId,
  OIDC_CLIENT_SECRET: identity.clientSecret,
  OIDC_API_CLIENTS: identity.apiClients.length === 0 ? undefined : identity.apiClients.join(','),
});
