// Secrets through the real client: read once, kept a while, and never spoken of.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readSecret } from '../functions/secrets.ts';
import { type FakeSecrets, fakeSecrets } from './support/fake-secrets.ts';

const ARN = 'arn:aws:secretsmanager:ap-southeast-1:111122223333:secret:relay-AbCdEf';
const URL = 'smtps://desk:correct-horse@relay.example:465';
let store: FakeSecrets;

beforeAll(async () => {
  store = await fakeSecrets({ [ARN]: URL });
  const access = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'ap-southeast-1' };
  for (const [name, value] of Object.entries({ ...store.env, ...access })) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  await store.stop();
});

it('a secret is read once however many need it at the same time, and again after a quarter of an hour', async () => {
  expect(await Promise.all([readSecret(ARN), readSecret(ARN), readSecret(ARN)])).toEqual([URL, URL, URL]);
  expect(store.asked).toEqual([ARN]);
  store.secrets.set(ARN, 'changed');
  const start = performance.now();
  const clock = vi.spyOn(performance, 'now').mockReturnValue(start + 14 * 60_000);
  expect(await readSecret(ARN)).toBe(URL);
  clock.mockReturnValue(start + 16 * 60_000);
  expect(await readSecret(ARN)).toBe('changed');
  clock.mockRestore();
});

it('a failed reading names its kind only, and is not kept', async () => {
  store.fail('AccessDeniedException');
  await expect(readSecret('other')).rejects.toThrow(/^a secret could not be read: AccessDeniedException$/);
  store.fail(undefined);
  await expect(readSecret('other')).rejects.toThrow(/^a secret could not be read: ResourceNotFoundException$/);
  store.secrets.set('other', 'here now');
  expect(await readSecret('other')).toBe('here now');
});

it('an empty secret is none', async () => {
  store.secrets.set('empty', '');
  await expect(readSecret('empty')).rejects.toThrow('holds no text');
});
