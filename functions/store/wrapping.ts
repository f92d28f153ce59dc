// Keys made, wrapped and unwrapped by KMS. Loaded when the first key is needed.
// It must not know where a wrapped key is kept, or what is done with one.
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { createSecretKey, type KeyObject } from 'node:crypto';

/** What a key is for; stands in the encryption context, so that a role's rights can be limited to it. */
export type Use = 'seal' | 'blind' | 'code';

export interface Wrapping {
  /** A new key of 32 bytes, and its wrapped form for keeping. */
  readonly make: (use: Use) => Promise<{ readonly wrapped: Uint8Array; readonly plain: KeyObject }>;
  /** Opens only for the bureau and the use it was made for. */
  readonly unwrap: (wrapped: Uint8Array, use: Use) => Promise<KeyObject>;
}

interface WrappingOptions {
  /** ARN of the key that wraps. */
  readonly kmsKey: string;
  readonly region: string;
  readonly bureau: string;
}

/** Both reject, with a message that names the use and nothing else, where the role may not have the key or KMS cannot be reached. */
export const openWrapping = ({ kmsKey, region, bureau }: WrappingOptions): Wrapping => {
  const client = new KMSClient({
    region,
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
  return {
    make: async (use) => {
      const command = new GenerateDataKeyCommand({ KeyId: kmsKey, KeySpec: 'AES_256', EncryptionContext: { bureau, use } });
      const { CiphertextBlob, Plaintext } = await client.send(command).catch(refusedFor(use));
      if (!CiphertextBlob) throw new Error(`the vault's key "${use}" came without its wrapping`);
      return { wrapped: CiphertextBlob, plain: secret(Plaintext, use) };
    },
    unwrap: async (CiphertextBlob, use) => {
      const command = new DecryptCommand({ KeyId: kmsKey, CiphertextBlob, EncryptionContext: { bureau, use } });
      return secret((await client.send(command).catch(refusedFor(use))).Plaintext, use);
    },
  };
};

const refusedFor =
  (use: Use) =>
  (error: unknown): never => {
    const name = error instanceof Error ? error.name : 'unknown failure';
    // The service's own message names the caller and the key; this one goes to logs.
    throw new Error(
      name === 'AccessDeniedException'
        ? `this function may not use the vault's key "${use}"`
        : `the vault's key "${use}" cannot be had: ${name}`,
    );
  };

const secret = (plain: Uint8Array | undefined, use: Use): KeyObject => {
  if (plain?.length !== 32) throw new Error(`the vault's key "${use}" is not 32 bytes`);
  const key = createSecretKey(plain);
  plain.fill(0);
  return key;
};
