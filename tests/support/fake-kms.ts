// Key management on loopback: real AES wrapping under master keys of its own, bound to the encryption context as KMS binds it.
// The SDK finds it by AWS_ENDPOINT_URL_KMS. It must not know what the keys are for.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { type Endpoint, endpoint, json, jsonError } from './fake-aws.ts';

export interface KmsCall {
  readonly operation: 'GenerateDataKey' | 'Decrypt';
  readonly context: Readonly<Record<string, string>>;
  /** Access key id of the caller. */
  readonly who: string;
}

export interface FakeKms extends Endpoint {
  /** What AWS_ENDPOINT_URL_KMS names. */
  readonly env: Readonly<Record<string, string>>;
  /** Every call that came, in order, allowed or not. */
  readonly calls: KmsCall[];
  /** From now on only what `allows` says is done; anything else is answered AccessDeniedException. */
  readonly permit: (allows: (call: KmsCall) => boolean) => void;
}

const Context = z.record(z.string(), z.string()).default({});
const Generate = z.object({ KeyId: z.string(), EncryptionContext: Context, KeySpec: z.literal('AES_256') });
const Decrypt = z.object({ CiphertextBlob: z.base64(), EncryptionContext: Context, KeyId: z.string().optional() });

const NONCE = 12;
const TAG = 16;

/**
 * ```ts
 * const kms = await fakeKms();
 * kms.permit(({ who, context }) => who !== 'public' || context['use'] === 'code');
 * ```
 * A master key comes into being when its id is first used.
 */
export const fakeKms = async (): Promise<FakeKms> => {
  const masters = new Map<string, Buffer>();
  const master = (id: string): Buffer => {
    const key = masters.get(id) ?? randomBytes(32);
    masters.set(id, key);
    return key;
  };
  const calls: KmsCall[] = [];
  let allows: (call: KmsCall) => boolean = () => true;

  const generate = (body: unknown) => {
    const { KeyId, EncryptionContext } = Generate.parse(body);
    const plain = randomBytes(32);
    return json({
      CiphertextBlob: wrap(plain, { id: KeyId, key: master(KeyId), context: EncryptionContext }).toString('base64'),
      Plaintext: plain.toString('base64'),
      KeyId,
    });
  };
  const decrypt = (body: unknown) => {
    const { CiphertextBlob, EncryptionContext, KeyId } = Decrypt.parse(body);
    const { id, wrapped } = split(Buffer.from(CiphertextBlob, 'base64'));
    if (KeyId !== undefined && KeyId !== id) return jsonError('IncorrectKeyException');
    const plain = unwrap(wrapped, { id, key: master(id), context: EncryptionContext });
    return plain ? json({ Plaintext: plain.toString('base64'), KeyId: id }) : jsonError('InvalidCiphertextException');
  };

  const { url, stop } = await endpoint(({ header, body, who }) => {
    const operation = header('x-amz-target')?.replace(/^TrentService\./, '');
    if (operation !== 'GenerateDataKey' && operation !== 'Decrypt') return jsonError('UnknownOperationException');
    const asked: unknown = JSON.parse(body.toString('utf8'));
    const call: KmsCall = { operation, context: z.object({ EncryptionContext: Context }).parse(asked).EncryptionContext, who };
    calls.push(call);
    // As verbose as the real one: its message names caller, action and key.
    if (!allows(call)) return jsonError('AccessDeniedException', `User: ${who} is not authorized to perform: kms:${operation}`);
    return operation === 'GenerateDataKey' ? generate(asked) : decrypt(asked);
  });
  return {
    url,
    stop,
    env: { AWS_ENDPOINT_URL_KMS: url },
    calls,
    permit: (rule) => {
      allows = rule;
    },
  };
};

interface Wrapping {
  readonly id: string;
  readonly key: Buffer;
  readonly context: Readonly<Record<string, string>>;
}

// Pairs in any order are the same context; one more, one less or another value is another.
const bound = ({ id, context }: Wrapping): Buffer =>
  Buffer.from(JSON.stringify([id, Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))]));

const wrap = (plain: Uint8Array, wrapping: Wrapping): Buffer => {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', wrapping.key, nonce).setAAD(bound(wrapping));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  const id = Buffer.from(wrapping.id);
  return Buffer.concat([Buffer.from([id.length]), id, nonce, cipher.getAuthTag(), body]);
};

const split = (blob: Buffer): { id: string; wrapped: Buffer } => {
  const length = blob[0] ?? 0;
  return { id: blob.subarray(1, 1 + length).toString(), wrapped: blob.subarray(1 + length) };
};

const unwrap = (wrapped: Buffer, wrapping: Wrapping): Buffer | undefined => {
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrapping.key, wrapped.subarray(0, NONCE), { authTagLength: TAG })
      .setAAD(bound(wrapping))
      .setAuthTag(wrapped.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(wrapped.subarray(NONCE + TAG)), decipher.final()]);
  } catch {
    return undefined;
  }
};
