// The environment of a function, parsed once at cold start, so that a bad deployment fails at once and says which setting is wrong.
import * as z from 'zod/mini';
import type { TableName } from './store/tables.ts';

const text = z.string().check(z.minLength(1));
const named = z.optional(text);
const url = z.url();
const noUnlessSaid = z._default(z.enum(['yes', 'no']), 'no');

const schema = z.object({
  SHOUFANG_BUREAU: z._default(z.string().check(z.regex(/^\d{6}$/)), '990581'),
  TABLE_PETITIONS: z._default(text, 'shoufang-petitions'),
  TABLE_TRAINING: z._default(text, 'shoufang-training'),
  TABLE_DIRECTORY: z._default(text, 'shoufang-directory'),
  TABLE_REPORTS: z._default(text, 'shoufang-reports'),
  DYNAMODB_ENDPOINT: z.optional(url),
  AWS_REGION: z._default(text, 'ap-southeast-1'),
  AWS_LAMBDA_FUNCTION_NAME: z._default(text, 'local'), // set by Lambda itself
  PUBLIC_URL: z._default(url, 'http://localhost:3000'),
  MAIL_FROM: z._default(z.string().check(z.minLength(3)), 'shoufang@ymj.example'),
  VAULT_KEY: z.optional(z.base64()), // 32 bytes; only where no KMS is
  VAULT_KMS_KEY: named, // ARN of the key that wraps the vault's keys
  BLOB_FOLDER: named, // attachments; only where no bucket is
  BLOB_BUCKET: named,
  MAIL_BUCKET: named, // where SES puts received mail
  MAIL_FOLDER: named, // received mail; only where no bucket is
  MAIL_TRANSPORT: z._default(z.enum(['ses', 'smtp']), 'ses'),
  SES_CONFIGURATION_SET: named, // tells what became of each mail
  SMTP_URL: named, // smtps://user:password@host:port; only where no secret store is
  SMTP_SECRET: named, // ARN of the secret that holds such a URL
  OIDC_ISSUER: z.optional(url), // none: the front door signs people in by itself
  OIDC_CLIENT_ID: named,
  OIDC_CLIENT_SECRET: named, // ARN of a secret; a public client with PKCE has none
  OIDC_API_CLIENTS: z._default(z.string(), ''), // client ids of programs, with commas between
  COOKIE_SECURE: noUnlessSaid,
  METRICS: z._default(z.enum(['yes', 'no']), 'yes'), // figures on standard output, for whoever collects them there
  MAILBOX: noUnlessSaid, // the local front door shows a mailbox
});

/** What a deployment says itself: a default would be a table of another name, a link to nowhere, or a cookie in the open. */
const SAID = [
  'SHOUFANG_BUREAU',
  'TABLE_PETITIONS',
  'TABLE_TRAINING',
  'TABLE_DIRECTORY',
  'TABLE_REPORTS',
  'PUBLIC_URL',
  'MAIL_FROM',
  'COOKIE_SECURE',
] as const satisfies readonly (keyof z.infer<typeof schema>)[];

export interface Settings extends z.infer<typeof schema> {
  readonly tables: Readonly<Record<TableName, string>>;
}

/** @throws when a setting is malformed, or on Lambda when one is missing, with its name */
export const readSettings = (env: NodeJS.ProcessEnv): Settings => {
  const unsaid = env['AWS_LAMBDA_FUNCTION_NAME'] === undefined ? [] : SAID.filter((name) => env[name] === undefined);
  if (unsaid.length > 0) throw new Error(`missing settings: ${unsaid.join(', ')}`);
  const settings = schema.parse(env);
  return {
    ...settings,
    tables: {
      petitions: settings.TABLE_PETITIONS,
      training: settings.TABLE_TRAINING,
      directory: settings.TABLE_DIRECTORY,
      reports: settings.TABLE_REPORTS,
    },
  };
};
