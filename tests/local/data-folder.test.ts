// The data folder: one holder at a time, free after any kind of death, and a key that is drawn once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeFolder, vaultKey } from '../../lib/local/data-folder.ts';

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'shoufang-folder-')), 'data');
});
afterEach(() => {
  rmSync(join(path, '..'), { recursive: true, force: true });
});

describe('a data folder', () => {
  it('is refused while somebody holds it, with the holder’s process id, and free afterwards', async () => {
    const first = await takeFolder(path);
    await expect(takeFolder(path)).rejects.toMatchObject({
      key: 'folderTaken',
      exitCode: 1,
      data: { folder: path, pid: String(process.pid) },
    });
    first.release();
    (await takeFolder(path)).release();
  });

  it('is free again after its holder was killed, whoever has the process id by now', async () => {
    const holder = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import { takeFolder } from ${JSON.stringify(join(import.meta.dirname, '../../lib/local/data-folder.ts'))};
       await takeFolder(${JSON.stringify(path)}); console.log('held'); setInterval(() => {}, 1000);`,
    ]);
    await once(holder.stdout, 'data');
    await expect(takeFolder(path)).rejects.toMatchObject({ data: { pid: String(holder.pid) } });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    writeFileSync(join(path, 'pid'), `${process.pid}\n`);
    (await takeFolder(path)).release();
  });

  it('that cannot be made is refused with a reason', async () => {
    const file = join(path, '..', 'file');
    writeFileSync(file, '');
    await expect(takeFolder(join(file, 'data'))).rejects.toMatchObject({ key: 'folderUnusable', data: { code: 'ENOTDIR' } });
  });

  it('sheds files that were never finished', async () => {
    (await takeFolder(path)).release();
    const left = join(path, 'mailbox', '.part-1');
    writeFileSync(left, 'half a mail');
    (await takeFolder(path)).release();
    expect(() => statSync(left)).toThrow();
  });
});

describe('the vault key', () => {
  it('is 32 bytes, drawn once, readable by its owner alone', async () => {
    const folder = await takeFolder(path);
    const key = await vaultKey(folder);
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(await vaultKey(folder)).toBe(key);
    expect(statSync(folder.files.vaultKey).mode & 0o777).toBe(0o600);
    folder.release();
  });

  it('is never replaced when damaged: what it locked would be lost', async () => {
    const folder = await takeFolder(path);
    writeFileSync(folder.files.vaultKey, 'c2hvcnQ=\n');
    await expect(vaultKey(folder)).rejects.toMatchObject({ key: 'badVaultKey', exitCode: 1 });
    expect(readFileSync(folder.files.vaultKey, 'utf8')).toBe('c2hvcnQ=\n');
    folder.release();
  });
});
