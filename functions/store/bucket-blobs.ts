// The bytes of attachments and imported files in a bucket, each under its own id.
// It must not know what a file is, or who may see it.
import { BLOB_ID, type Blobs } from './blobs.ts';
import type { Bucket } from './bucket.ts';

const keyOf = (id: string): string => `blobs/${id}`;

/** @example bucketBlobs('shoufang-prod-blobs', 'ap-southeast-1') */
export const bucketBlobs = (name: string, region: string): Blobs => {
  let opened: Bucket | undefined;
  const bucket = async (): Promise<Bucket> => {
    const { openBucket } = await import('./bucket.ts');
    return (opened ??= openBucket(name, region));
  };
  return {
    put: async (id, bytes) => {
      if (!BLOB_ID.test(id)) throw new Error('a blob is named by 32 hexadecimal digits');
      await (await bucket()).put(keyOf(id), bytes);
    },
    get: async (id) => (BLOB_ID.test(id) ? (await bucket()).get(keyOf(id)) : undefined),
    delete: async (id) => {
      if (BLOB_ID.test(id)) await (await bucket()).delete(keyOf(id));
    },
  };
};
