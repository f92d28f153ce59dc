// The environment of a function, parsed once at cold start, so that a bad deployment fails at once and says which setting is wrong.
import * as z from 'zod';
import { TABLES, type TableName } from './store/tables.ts';

const schema = z.object({
  SHOUFANG_BUREAU: z
    .string()
    .regex(/^\d{6}$/)
    .default('990581'),
  TABLE_PETITIONS: z.string().min(1).default('shoufang-petitions'),
  TABLE_TRAINING: z.string().min(1).default('shoufang-training'),
  TABLE_DIRECTORY: z.string().min(1).default('shoufang-directory'),
  TABLE_REPORTS: z.string().min(1).default('shoufang-reports'),
  DYNAMODB_ENDPOINT: z.url().optional(),
  AWS_REGION: z.string().min(1).default('ap-southeast-1'),
  PUBLIC_URL: z.url().default('http://localhost:3000'),
  MAIL_FROM: z.string().min(3).default('shoufang@ymj.example'),
  VAULT_KEY: z.base64().optional(), // 32 bytes; only where no KMS is
  VAULT_KMS_KEY: z.string().min(1).optional(), // ARN of the key that wraps the vault's keys
  BLOB_FOLDER: z.string().min(1).optional(), // attachments; only where no bucket is
  BLOB_BUCKET: z.string().min(1).optional(),
  MAIL_BUCKET: z.string().min(1).optional(), // where SES puts received mail
  MAIL_TRANSPORT: z.enum(['ses', 'smtp']).default('ses'),
  SES_CONFIGURATION_SET: z.string().min(1).optional(), // tells what became of each mail
  SMTP_URL: z.string().min(1).optional(), // smtps://user:password@host:port; only where no secret store is
  SMTP_SECRET: z.string().min(1).optional(), // ARN of the secret that holds such a URL
  OIDC_ISSUER: z.url().optional(), // none: the front door signs people in by itself
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(), // ARN of a secret; a public client with PKCE has none
  OIDC_API_CLIENTS: z.string().default(''), // client ids of programs, with commas between
  COOKIE_SECURE: z.enum(['yes', 'no']).default('no'),
  MAILBOX: z.enum(['yes', 'no']).default('no'), // the local front door shows a mailbox
});

export interface Settings extends z.infer<typeof schema> {
  readonly tables: Readonly<Record<TableName, string>>;
}

export const readSettings = (env: NodeJS.ProcessEnv): Settings => {
  const settings = schema.parse(env);
  const names = Object.keys(TABLES) as TableName[];
  const tables = Object.fromEntries(names.map((name) => [name, settings[`TABLE_${name.toUpperCase()}` as keyof typeof settings]]));
  return { ...settings, tables: z.record(z.enum(['petitions', 'training', 'directory', 'reports']), z.string()).parse(tables) };
};
