// Puts a function together from its environment: the tables, the vault, the files, the clock. Everything a use case needs, handed in.
import { composeBase } from './compose-base.ts';
import type { Deps } from './services/deps.ts';
import { readSettings, type Settings } from './settings.ts';
import { type Blobs, folderBlobs, noBlobs } from './store/blobs.ts';
import { bucketBlobs } from './store/bucket-blobs.ts';
import { kmsVault } from './store/kms-vault.ts';
import { bucketMail, folderMail, type ReceivedMail } from './store/received-mail.ts';
import { keyVault, noVault, type Vault } from './store/vault.ts';

/** @throws ZodError when a setting is missing or malformed */
export const compose = (env: NodeJS.ProcessEnv): Deps => {
  const settings = readSettings(env);
  const base = composeBase(settings);
  return {
    ...base,
    vault: vaultOf(settings, base),
    blobs: blobsOf(settings),
    ...receivedBy(settings),
    cookieSecure: settings.COOKIE_SECURE === 'yes',
    mailbox: settings.MAILBOX === 'yes',
    mailFrom: settings.MAIL_FROM,
  };
};

// A function that was given neither has no business with identity fields, or with files.
const vaultOf = ({ VAULT_KEY, VAULT_KMS_KEY, AWS_REGION }: Settings, { db, now }: Pick<Deps, 'db' | 'now'>): Vault => {
  if (VAULT_KMS_KEY !== undefined) return kmsVault({ db, kmsKey: VAULT_KMS_KEY, region: AWS_REGION, now });
  return VAULT_KEY === undefined ? noVault : keyVault(Buffer.from(VAULT_KEY, 'base64'));
};

const blobsOf = ({ BLOB_BUCKET, BLOB_FOLDER, AWS_REGION }: Settings): Blobs => {
  if (BLOB_BUCKET !== undefined) return bucketBlobs(BLOB_BUCKET, AWS_REGION);
  return BLOB_FOLDER === undefined ? noBlobs : folderBlobs(BLOB_FOLDER);
};

const receivedBy = ({ MAIL_BUCKET, MAIL_FOLDER, AWS_REGION }: Settings): { readonly received?: ReceivedMail } => {
  if (MAIL_BUCKET !== undefined) return { received: bucketMail(MAIL_BUCKET, AWS_REGION) };
  return MAIL_FOLDER === undefined ? {} : { received: folderMail(MAIL_FOLDER) };
};
