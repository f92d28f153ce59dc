// The vault under KMS, against an endpoint that wraps keys as KMS does and a real engine that keeps them.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect, type Db } from '../../functions/store/client.ts';
import { kmsVault } from '../../functions/store/kms-vault.ts';
import { keyVault, type Vault } from '../../functions/store/vault.ts';
import { type TestTables, withTables } from '../support/engine.ts';
import { type FakeKms, fakeKms } from '../support/fake-kms.ts';
import { type Row, rowsOf } from '../support/whole-table.ts';

const KEY = 'arn:aws:kms:ap-southeast-1:111122223333:key/vault';
let tables: TestTables;
let kms: FakeKms;
let now = '2026-11-22T10:00:00.000+08:00';
let bureaus = 990581;
let bureau: string;
let db: Db;

beforeAll(async () => {
  [tables, kms] = await Promise.all([withTables(), fakeKms()]);
  for (const [name, value] of Object.entries({ ...tables.env, ...kms.env })) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([tables.stop(), kms.stop()]);
});

// A bureau of its own for each test: no key has been made there yet.
beforeEach(() => {
  bureaus += 1;
  bureau = String(bureaus);
  db = connect({ tables: tables.tables, bureau, region: 'ap-southeast-1', endpoint: tables.endpoint });
  now = '2026-11-22T10:00:00.000+08:00';
  kms.permit(() => true);
  kms.calls.splice(0);
});

/** As each new Lambda environment has one. */
const freshVault = (kmsKey = KEY): Vault => kmsVault({ db, kmsKey, region: 'ap-southeast-1', now: () => now });

const keyRows = async (): Promise<Row[]> => (await rowsOf(db, 'directory')).filter(({ pk }) => String(pk).startsWith(`${bureau}#VAULT#`));

describe('A text sealed under KMS', () => {
  it('opens to what was sealed, in another environment too', async () => {
    const [one, other] = [freshVault(), freshVault()];
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string(), async (text, row) => {
        expect(await other.open(await one.seal(text, row), row)).toBe(text.toWellFormed());
      }),
      { numRuns: 50 },
    );
  });

  it('names the month of its key, and no other month, row or altered byte opens it', async () => {
    const vault = freshVault();
    const sealed = await vault.seal('10051234567', 'row');
    expect(sealed).toMatch(/^2026-11\.[\w-]+$/);
    now = '2026-12-01T00:00:00.000+08:00';
    await vault.seal('x', 'row'); // December has a key now
    for (const forged of [sealed.replace('2026-11', '2026-12'), sealed.slice(0, -2), sealed.replace('2026-11.', '')]) {
      await expect(vault.open(forged, 'row')).rejects.toThrow();
    }
    await expect(vault.open(sealed, 'other row')).rejects.toThrow();
    expect(await vault.open(sealed, 'row')).toBe('10051234567');
  });

  it('is sealed under a new key each month of Shanghai, and earlier months stay readable', async () => {
    now = '2026-11-30T23:59:59.999+08:00';
    const november = await freshVault().seal('一', 'row');
    now = '2026-11-30T16:00:00.000Z'; // midnight there
    const december = await freshVault().seal('二', 'row');
    expect([november, december].map((text) => text.slice(0, 7))).toEqual(['2026-11', '2026-12']);
    const vault = freshVault();
    expect(await vault.open(november, 'row')).toBe('一');
    expect(await vault.open(december, 'row')).toBe('二');
  });

  it('is not opened by a key made for the occasion: a month without one stays without', async () => {
    const sealed = await freshVault().seal('x', 'row');
    await expect(freshVault().open(sealed.replace('2026-11', '2020-01'), 'row')).rejects.toThrow('not there');
    expect((await keyRows()).map(({ pk, sk }) => [pk, sk])).toEqual([[`${bureau}#VAULT#seal`, '2026-11']]);
  });

  it('is no text of a key file, and the other way round', async () => {
    const local = keyVault(randomBytes(32));
    const [ours, theirs] = [await freshVault().seal('x', 'row'), await local.seal('x', 'row')];
    await expect(freshVault().open(theirs, 'row')).rejects.toThrow('another vault');
    await expect(local.open(ours, 'row')).rejects.toThrow('another vault');
  });
});

describe('The keys', () => {
  it('are made once, however many environments need them first', async () => {
    const vaults = Array.from({ length: 8 }, () => freshVault());
    const blinds = await Promise.all(vaults.map((vault) => vault.blind('龚世芬')));
    const codes = await Promise.all(vaults.map((vault) => vault.queryCode('XF-2026-0041')));
    const sealed = await Promise.all(vaults.map((vault) => vault.seal('x', 'row')));
    expect(new Set(blinds).size).toBe(1);
    expect(new Set(codes).size).toBe(1);
    for (const text of sealed) expect(await freshVault().open(text, 'row')).toBe('x');
    expect(await keyRows()).toHaveLength(3);
  });

  it('lie in the table wrapped, and cost KMS one call each', async () => {
    const vault = freshVault();
    await Promise.all(['a', 'b', 'c'].flatMap((text) => [vault.seal(text, 'row'), vault.blind(text), vault.queryCode(text)]));
    expect(kms.calls.map(({ operation, context }) => `${operation} ${String(context['use'])} ${String(context['bureau'])}`).sort()).toEqual(
      ['blind', 'code', 'seal'].map((use) => `GenerateDataKey ${use} ${bureau}`),
    );
    kms.calls.splice(0);
    const later = freshVault();
    await later.blind('a');
    await later.blind('b');
    expect(kms.calls).toMatchObject([{ operation: 'Decrypt', context: { use: 'blind', bureau } }]);
  });

  it('are bound to their bureau and use: the row of one serves no other', async () => {
    await freshVault().queryCode('x');
    const [code] = await keyRows();
    await db.doc.send(new PutCommand({ TableName: tables.tables.directory, Item: { ...code, pk: `${bureau}#VAULT#blind` } }));
    await expect(freshVault().blind('x')).rejects.toThrow('InvalidCiphertextException');
  });

  it('can be had through the key that wrapped them only', async () => {
    await freshVault().blind('x');
    await expect(freshVault('arn:aws:kms:ap-southeast-1:111122223333:key/other').blind('x')).rejects.toThrow('IncorrectKeyException');
  });

  it('hash and code as the key file does: shape for shape', async () => {
    const [cloud, local] = [freshVault(), keyVault(randomBytes(32))];
    for (const vault of [cloud, local]) {
      expect(await vault.blind('龚世芬')).toMatch(/^[0-9a-f]{32}$/);
      expect(await vault.queryCode('XF-2026-0041')).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/);
    }
  });
});

describe('A function that may not have a key', () => {
  it('makes query codes and opens nothing, where only that is allowed', async () => {
    const sealed = await freshVault().seal('10051234567', 'row');
    await freshVault().queryCode('x');
    kms.permit(({ context }) => context['use'] === 'code');
    const vault = freshVault();
    expect(await vault.queryCode('x')).toHaveLength(10);
    for (const ask of [() => vault.open(sealed, 'row'), () => vault.seal('10051234567', 'row'), () => vault.blind('10051234567')]) {
      const error = await ask().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(String(error)).toMatch(/^Error: this function may not use the vault's key "(seal|blind)"$/);
      expect(error).not.toHaveProperty('cause');
    }
  });

  it('asks again once it may', async () => {
    kms.permit(() => false);
    const vault = freshVault();
    await expect(vault.blind('x')).rejects.toThrow('may not use');
    kms.permit(() => true);
    expect(await vault.blind('x')).toHaveLength(32);
  });
});
