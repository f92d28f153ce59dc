// Files that are whole or absent, and still there after a crash: written aside, flushed, then renamed into place.
// It must not know what stands in them.
import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Prefix of a file that is still being written; whoever owns the folder removes leftovers at start. */
export const UNFINISHED = '.part-';

/** Resolves when content and name are on the disk. */
export const writeDurably = async (path: string, content: string | Uint8Array, mode = 0o600): Promise<void> => {
  const folder = dirname(path);
  const aside = join(folder, `${UNFINISHED}${randomUUID()}`);
  try {
    const file = await open(aside, 'wx', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  await syncFolder(folder);
};

/** Adds one line and resolves when it is on the disk. */
export const appendDurably = async (path: string, line: string): Promise<void> => {
  const file = await open(path, 'a', 0o600);
  try {
    await file.writeFile(`${line}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
};

export const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

export const isMissing = (error: unknown): boolean => errorCode(error) === 'ENOENT';

/** The system's code of an error (`EADDRINUSE`, `ENOENT` …), if it carries one. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

// A rename is durable only once the folder itself is flushed; some systems refuse to flush a folder, and need not.
const syncFolder = async (folder: string): Promise<void> => {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EINVAL', 'EACCES'].includes(errorCode(error) ?? '')) throw error;
  }
};
