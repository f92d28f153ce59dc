// The bytes of mail that came in, as they came: objects of a bucket in the cloud, files of a folder on one machine. Read, never written.
// It must not know what is in a mail; what it hands out is not to be believed by anybody.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bucket } from './bucket.ts';
import { isHeldId } from './held-mail.ts';

export interface ReceivedMail {
  /** undefined where there is no such mail any more. */
  readonly read: (id: string) => Promise<Uint8Array | undefined>;
}

/** `<id>.eml` in a folder. */
export const folderMail = (folder: string): ReceivedMail => ({
  read: async (id) => {
    if (!isHeldId(id)) return undefined;
    try {
      return await readFile(join(folder, `${id}.eml`));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  },
});

/** `raw/<id>` in the bucket that the receipt rule writes. What is not there is an error, not an absence, without the right to list. */
export const bucketMail = (bucket: string, region: string): ReceivedMail => {
  let opened: Bucket | undefined;
  return {
    read: async (id) => {
      if (!isHeldId(id)) return undefined;
      const { openBucket } = await import('./bucket.ts'); // hardly any request reads a mail
      return (opened ??= openBucket(bucket, region)).get(`raw/${id}`);
    },
  };
};
