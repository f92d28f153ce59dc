// The data folder: who holds it, what lies where in it, and the key that its encrypted fields need.
// It must not know how the engine or any other part works, only the names of their files.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { errorCode, readIfThere, UNFINISHED, writeDurably } from './durable-files.ts';
import { StartRefused } from './start-refused.ts';

export interface DataFolder {
  readonly path: string;
  readonly files: ReturnType<typeof filesOf>;
  /** Gives the folder up. The kernel does the same when the process dies in any way. */
  release(): void;
}

const filesOf = (path: string) => ({
  lock: join(path, 'lock'),
  pid: join(path, 'pid'),
  enginePid: join(path, 'engine.pid'),
  database: join(path, 'engine.db'),
  vaultKey: join(path, 'vault.key'),
  firstRun: join(path, 'first-run'),
  checkpoints: join(path, 'checkpoints'),
  failures: join(path, 'failures'),
  mailbox: join(path, 'mailbox'),
  inbound: join(path, 'inbound'),
  attachments: join(path, 'attachments'),
});

/**
 * Takes `path` for this process alone, making it where needed.
 *
 * The lock is a file lock of the operating system (held through an open SQLite transaction), so it can neither be
 * left behind by `kill -9` nor taken twice by two starts at the same instant; the file `pid` only serves the sentence.
 *
 * @throws StartRefused `folderTaken` or `folderUnusable`
 */
export const takeFolder = async (path: string): Promise<DataFolder> => {
  const files = filesOf(path);
  let lock: DatabaseSync | undefined;
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    lock = new DatabaseSync(files.lock, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    for (const folder of [path, files.checkpoints, files.failures, files.mailbox, files.inbound]) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      for (const name of readdirSync(folder)) if (name.startsWith(UNFINISHED)) rmSync(join(folder, name), { force: true });
    }
    writeFileSync(files.pid, `${process.pid}\n`);
  } catch (error) {
    lock?.close();
    if (isBusy(error)) throw new StartRefused('folderTaken', { folder: path, pid: (await readIfThere(files.pid))?.trim() ?? '?' });
    throw new StartRefused('folderUnusable', { folder: path, code: errorCode(error) ?? 'error' });
  }
  const held = lock;
  return {
    path,
    files,
    release: () => {
      rmSync(files.pid, { force: true });
      if (held.isOpen) held.close();
    },
  };
};

// SQLITE_BUSY is 5; node:sqlite hands it over as `errcode`.
const isBusy = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === 5;

/**
 * The vault key of this folder, base64 of 32 bytes; drawn once, kept in a file only its owner can read.
 *
 * @throws StartRefused `badVaultKey`: a new key in place of a damaged one would make encrypted fields unreadable for good.
 */
export const vaultKey = async (folder: DataFolder): Promise<string> => {
  const file = folder.files.vaultKey;
  const kept = (await readIfThere(file))?.trim();
  if (kept !== undefined) {
    const bytes = Buffer.from(kept, 'base64');
    if (bytes.length !== 32 || bytes.toString('base64') !== kept) throw new StartRefused('badVaultKey', { file });
    await chmod(file, 0o600);
    return kept;
  }
  const drawn = randomBytes(32).toString('base64');
  await writeDurably(file, `${drawn}\n`, 0o600);
  return drawn;
};
