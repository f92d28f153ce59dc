// What each function is given to run with: memory, time, and which settings of the environment it may see.
// It must not know the resources behind the names.
import type { FunctionName } from './bundle.ts';
import type { FailureQueue } from './constructs/queues.ts';

/** Seconds a caller behind API Gateway waits at most; the service itself ends at thirty. */
export const GATEWAY_SECONDS = 29;

/** How often AWS repeats an invocation nobody waits for, and how long it keeps it, before it goes to the function's queue of failures. */
export const ASYNC_RETRIES = { attempts: 2, hours: 1 };

interface Shape {
  readonly memory: number; // MiB; the CPU grows with it, a whole one from 1769 on
  /** Above the twenty seconds that four attempts at a table can take, and below what calls it. */
  readonly seconds: number;
  readonly reserved?: number;
  /** Where a call goes that failed although nobody waited for it; those without are called by somebody who notices. */
  readonly failures?: FailureQueue;
  readonly env: readonly string[];
}

const EVERYBODY = [
  'SHOUFANG_BUREAU',
  'TABLE_PETITIONS',
  'TABLE_TRAINING',
  'TABLE_DIRECTORY',
  'TABLE_REPORTS',
  'PUBLIC_URL',
  'MAIL_FROM',
  'COOKIE_SECURE',
  'MAILBOX',
];
const OIDC = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_API_CLIENTS'];

export const FUNCTION_SHAPES: Readonly<Record<FunctionName, Shape>> = {
  console: { memory: 1769, seconds: 26, env: [...EVERYBODY, 'VAULT_KMS_KEY', 'BLOB_BUCKET', 'MAIL_BUCKET', ...OIDC] },
  public: { memory: 1024, seconds: 26, env: [...EVERYBODY, 'VAULT_KMS_KEY'] },
  // A batch of ten, or a hundred of a sweep; each mail has a lease of half a minute.
  mailer: {
    memory: 512,
    seconds: 240,
    failures: 'mailer-failed',
    env: [...EVERYBODY, 'MAIL_TRANSPORT', 'SES_CONFIGURATION_SET', 'SMTP_SECRET'],
  },
  inbound: { memory: 512, seconds: 60, failures: 'inbound-failed', env: EVERYBODY },
  // One at work on a file and one to answer the schedule meanwhile: files are worked off one after another anyway.
  importer: { memory: 1769, seconds: 900, reserved: 2, failures: 'importer-failed', env: [...EVERYBODY, 'VAULT_KMS_KEY', 'BLOB_BUCKET'] },
  projector: { memory: 512, seconds: 120, env: EVERYBODY },
  clock: { memory: 512, seconds: 60, failures: 'clock-failed', env: EVERYBODY },
};
