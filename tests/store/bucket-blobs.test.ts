// Both keepers of files by the same sentences, the folder on this machine and the bucket through the real client; then what only a bucket does.
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Blobs, folderBlobs, noBlobs } from '../../functions/store/blobs.ts';
import { bucketBlobs } from '../../functions/store/bucket-blobs.ts';
import { type FakeS3, fakeS3 } from '../support/fake-s3.ts';

let s3: FakeS3;
let bucket: Blobs;
beforeAll(async () => {
  s3 = await fakeS3();
  const access = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  for (const [name, value] of Object.entries({ ...s3.env, ...access })) vi.stubEnv(name, value);
  bucket = bucketBlobs('kept', 'ap-southeast-1');
});
afterEach(() => s3.fail(undefined));
afterAll(async () => {
  vi.unstubAllEnvs();
  await s3.stop();
});

const anId = (): string => randomBytes(16).toString('hex');

describe.each([
  ['a folder', () => folderBlobs(mkdtempSync(join(tmpdir(), 'shoufang-blobs-')))],
  ['a bucket', () => bucket],
])('Files in %s', (_name, open) => {
  it.each([0, 1, 4096, 3_000_000])('come back byte for byte (%i)', async (size) => {
    const [blobs, id, bytes] = [open(), anId(), randomBytes(size)];
    await blobs.put(id, bytes);
    const back = await blobs.get(id);
    expect(back && Buffer.from(back).equals(bytes)).toBe(true);
  });

  it('are replaced by a second put', async () => {
    const [blobs, id] = [open(), anId()];
    await blobs.put(id, Buffer.from('一'));
    await blobs.put(id, Buffer.from('二'));
    expect(Buffer.from((await blobs.get(id))!).toString()).toBe('二');
  });

  it('are absent before they are put and after they are deleted, however often', async () => {
    const [blobs, id] = [open(), anId()];
    expect(await blobs.get(id)).toBeUndefined();
    await blobs.delete(id);
    await blobs.put(id, Buffer.from('x'));
    await blobs.delete(id);
    await blobs.delete(id);
    expect(await blobs.get(id)).toBeUndefined();
  });

  it('are asked for by an id only, never by a way to somewhere else', async () => {
    const blobs = open();
    for (const id of ['../secret', 'a/b', '', 'x'.repeat(32)]) {
      expect(await blobs.get(id)).toBeUndefined();
      await blobs.delete(id);
    }
  });
});

describe('A bucket', () => {
  it('holds each under blobs/, and is sent a checksum with it', async () => {
    const id = anId();
    await bucket.put(id, Buffer.from('x'));
    expect(s3.objects.get(`kept/blobs/${id}`)?.toString()).toBe('x');
    expect(s3.checked.has(`kept/blobs/${id}`)).toBe(true);
  });

  it('whose answer was spoilt on the way gives no file', async () => {
    const id = anId();
    await bucket.put(id, Buffer.from('x'));
    s3.fail('CORRUPT');
    await expect(bucket.get(id)).rejects.toThrow(/[Cc]hecksum/);
  });

  it('that forbids is not one that is empty', async () => {
    s3.fail('AccessDenied');
    await expect(bucket.get(anId())).rejects.toThrow('AccessDenied');
    await expect(bucket.put(anId(), Buffer.from('x'))).rejects.toThrow('AccessDenied');
  });

  it('takes no file under a name of its own', async () => {
    const before = s3.calls.length;
    await expect(bucket.put('../x', Buffer.from('x'))).rejects.toThrow('32 hexadecimal');
    expect(s3.calls.length).toBe(before);
  });
});

describe('A function without files', () => {
  it('keeps none and has none', async () => {
    await expect(noBlobs.put(anId(), Buffer.from('x'))).rejects.toThrow('keeps no files');
    expect(await noBlobs.get(anId())).toBeUndefined();
    await noBlobs.delete(anId());
  });
});
