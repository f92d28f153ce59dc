// What a function is put together from its environment: where the keys and the files lie, here and in the cloud.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { compose } from '../functions/compose.ts';
import { type TestTables, withTables } from './support/engine.ts';
import { type FakeKms, fakeKms } from './support/fake-kms.ts';
import { type FakeS3, fakeS3 } from './support/fake-s3.ts';

const ID = '0123456789abcdef0123456789abcdef';
let tables: TestTables;
let kms: FakeKms;
let s3: FakeS3;
beforeAll(async () => {
  [tables, kms, s3] = await Promise.all([withTables(), fakeKms(), fakeS3()]);
  for (const [name, value] of Object.entries({ ...tables.env, ...kms.env, ...s3.env })) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([tables.stop(), kms.stop(), s3.stop()]);
});

describe('A function', () => {
  it('of the cloud has its keys from KMS and its files in the bucket', async () => {
    const { vault, blobs } = compose({ ...tables.env, VAULT_KMS_KEY: 'arn:aws:kms:x:1:key/v', BLOB_BUCKET: 'files' });
    expect(kms.calls).toEqual([]); // nothing is asked for before it is needed
    expect(await vault.open(await vault.seal('10051234567', 'row'), 'row')).toBe('10051234567');
    await blobs.put(ID, Buffer.from('x'));
    expect(kms.calls).toMatchObject([{ context: { bureau: '990581', use: 'seal' } }]);
    expect([...s3.objects.keys()]).toEqual([`files/blobs/${ID}`]);
  });

  it('of this machine has them from a key and in a folder', async () => {
    const key = Buffer.alloc(32, 7).toString('base64');
    const { vault, blobs } = compose({ ...tables.env, VAULT_KEY: key, BLOB_FOLDER: mkdtempSync(join(tmpdir(), 'shoufang-compose-')) });
    const { calls } = kms;
    const before = calls.length;
    const sealed = await vault.seal('10051234567', 'row');
    expect(await compose({ ...tables.env, VAULT_KEY: key }).vault.open(sealed, 'row')).toBe('10051234567');
    await blobs.put(ID, Buffer.from('y'));
    expect(Buffer.from((await blobs.get(ID))!).toString()).toBe('y');
    expect([calls.length, s3.objects.get(`files/blobs/${ID}`)?.toString()]).toEqual([before, 'x']);
  });

  it('that was given neither opens nothing and keeps nothing', async () => {
    const { vault, blobs } = compose(tables.env);
    await expect(vault.seal('x', 'row')).rejects.toThrow('no key');
    await expect(blobs.put(ID, Buffer.from('x'))).rejects.toThrow('keeps no files');
  });
});
