// Objects of one bucket, by key. Loaded when the first file is touched: the client is heavy, and few requests need it.
// It must not know what an object is. How objects are encrypted and how long they are kept is the bucket's business.
import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

export interface Bucket {
  /** S3 answers when the object is stored on several machines, with the checksum that was sent along. */
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
  /**
   * undefined where there is no such object. That needs the right to list the bucket: without it S3 answers that reading is
   * forbidden, which is an error here and never an absence.
   */
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
  readonly delete: (key: string) => Promise<void>;
}

export const openBucket = (name: string, region: string): Bucket => {
  const client = new S3Client({
    region,
    maxAttempts: 2,
    // Each try: long enough for the largest file a form takes, and both together shorter than a request may wait.
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 8_000, socketTimeout: 5_000, throwOnRequestTimeout: true },
    // Both are what the SDK does today; here they are a promise.
    requestChecksumCalculation: 'WHEN_SUPPORTED',
    responseChecksumValidation: 'WHEN_SUPPORTED',
  });
  return {
    put: async (key, bytes) => {
      await client.send(new PutObjectCommand({ Bucket: name, Key: key, Body: bytes }));
    },
    get: async (key) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: key }));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    delete: async (key) => {
      await client.send(new DeleteObjectCommand({ Bucket: name, Key: key }));
    },
  };
};
