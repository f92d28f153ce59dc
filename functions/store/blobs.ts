// Attachments as opaque bytes, and the row that says what each is. Nothing here looks inside a file, and nothing serves one by its type.
import { BatchGetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Db } from './client.ts';
import { blobPk, KEY } from './keys.ts';

/** Where the bytes lie: a folder on one machine, a bucket in the cloud. */
export interface Blobs {
  /** Durable once it resolves. */
  readonly put: (id: string, bytes: Uint8Array) => Promise<void>;
  readonly get: (id: string) => Promise<Uint8Array | undefined>;
  /** For good; one that is not there is as good as deleted. */
  readonly delete: (id: string) => Promise<void>;
}

/** How a blob is named: 128 bits in hex, which is also safe as the name of a file. */
export const BLOB_ID = /^[0-9a-f]{32}$/;

/** Written to one side, synced and renamed, so that a file is whole or not there. */
export const folderBlobs = (folder: string): Blobs => ({
  put: async (id, bytes) => {
    await mkdir(folder, { recursive: true });
    const aside = join(folder, `${id}.part`);
    const file = await open(aside, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, join(folder, id));
  },
  get: async (id) => {
    if (!BLOB_ID.test(id)) return undefined;
    return readFile(join(folder, id)).catch(() => undefined);
  },
  delete: async (id) => {
    if (BLOB_ID.test(id)) await rm(join(folder, id), { force: true });
  },
});

/** For functions that neither take nor hand out files. */
export const noBlobs: Blobs = {
  put: () => Promise.reject(new Error('this function keeps no files')),
  get: () => Promise.resolve(undefined),
  delete: () => Promise.resolve(),
};

const blobSchema = z.object({ id: z.string(), name: z.string(), size: z.number(), by: z.string() });
export type BlobRow = z.infer<typeof blobSchema>;

export const putBlobRow = async (db: Db, blob: BlobRow): Promise<void> => {
  await db.doc.send(new PutCommand({ TableName: db.tables.petitions, Item: { pk: blobPk(db.bureau, blob.id), sk: KEY, ...blob } }));
};

/** The rows of these attachments, in one round trip; unknown ones are left out. */
export const readBlobRows = async (db: Db, ids: readonly string[]): Promise<BlobRow[]> => {
  const known = [...new Set(ids)].filter((id) => BLOB_ID.test(id));
  if (known.length === 0) return [];
  const table = db.tables.petitions;
  const keys = known.map((id) => ({ pk: blobPk(db.bureau, id), sk: KEY }));
  const answer = await db.doc.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }));
  const rows = z.array(blobSchema).parse(answer.Responses?.[table] ?? []);
  return ids.flatMap((id) => rows.filter((row) => row.id === id));
};
