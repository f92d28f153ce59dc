// Puts a function together from its environment: the tables, the vault, the clock. Everything a use case needs, handed in.
import { randomBytes } from 'node:crypto';
import { shanghaiInstant } from './domain/calendar/days.ts';
import type { Deps } from './services/deps.ts';
import { readSettings } from './settings.ts';
import { folderBlobs, noBlobs } from './store/blobs.ts';
import { connect } from './store/client.ts';
import { keyVault, noVault } from './store/vault.ts';

/** @throws ZodError when a setting is missing or malformed */
export const compose = (env: NodeJS.ProcessEnv): Deps => {
  const settings = readSettings(env);
  return {
    db: connect({
      tables: settings.tables,
      bureau: settings.SHOUFANG_BUREAU,
      region: settings.AWS_REGION,
      ...(settings.DYNAMODB_ENDPOINT && { endpoint: settings.DYNAMODB_ENDPOINT }),
    }),
    vault: settings.VAULT_KEY ? keyVault(Buffer.from(settings.VAULT_KEY, 'base64')) : noVault,
    cookieSecure: settings.COOKIE_SECURE === 'yes',
    mailbox: settings.MAILBOX === 'yes',
    mailFrom: settings.MAIL_FROM,
    blobs: settings.BLOB_FOLDER ? folderBlobs(settings.BLOB_FOLDER) : noBlobs,
    bureau: settings.SHOUFANG_BUREAU,
    publicUrl: settings.PUBLIC_URL,
    now: () => shanghaiInstant(Date.now()),
    random: (bytes) => randomBytes(bytes),
  };
};
