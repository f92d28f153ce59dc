// The vault's keys where AWS keeps them: each wrapped by KMS in a row of its own, made by whoever first needs it, unwrapped into memory.
// It must not know what is sealed. Who may have which key is decided by KMS, from the use that is named in every request.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { KeyObject } from 'node:crypto';
import * as z from 'zod/mini';
import { monthOf, shanghaiDay } from '../domain/calendar/days.ts';
import type { Db } from './client.ts';
import { KEY, vaultPk } from './keys.ts';
import { type Vault, vaultOver } from './vault.ts';
import type { Use, Wrapping } from './wrapping.ts';

interface WrappedKey {
  readonly use: Use;
  /** Its row among those of the use: sealing keys are told apart by their month. */
  readonly sk: string;
}

export interface KmsVaultOptions {
  readonly db: Db;
  /** ARN of the key that wraps; what it wrapped can be had through no other. */
  readonly kmsKey: string;
  readonly region: string;
  /** The present instant: a new sealing key begins with each month of Shanghai. */
  readonly now: () => string;
}

const BLIND: WrappedKey = { use: 'blind', sk: KEY };
const CODE: WrappedKey = { use: 'code', sk: KEY };
const sealKey = (month: string): WrappedKey => ({ use: 'seal', sk: month });
const MONTH = /^\d{4}-\d{2}$/;

const row = z.object({ wrapped: z.base64() });

/**
 * A vault under KMS: a sealing key for each month, one key for the blind index and one for query codes.
 * The first use of each costs a read and a call of KMS, its making a write besides; later uses cost nothing.
 * Every use rejects where the role may not have its key, and the message names the use and nothing else.
 */
export const kmsVault = ({ db, kmsKey, region, now }: KmsVaultOptions): Vault => {
  const held = new Map<string, Promise<KeyObject>>();
  let opened: Wrapping | undefined;
  const wrapping = async (): Promise<Wrapping> => {
    const { openWrapping } = await import('./wrapping.ts'); // not at the start: many requests need no key
    return (opened ??= openWrapping({ kmsKey, region, bureau: db.bureau }));
  };

  const remembered = ({ use, sk }: WrappedKey, find: () => Promise<KeyObject>): Promise<KeyObject> => {
    const name = `${use} ${sk}`;
    const known = held.get(name);
    if (known) return known;
    const key = find();
    held.set(name, key);
    key.catch(() => held.delete(name)); // the next one asks again
    return key;
  };
  const existing = async (key: WrappedKey): Promise<KeyObject | undefined> => {
    const wrapped = await readRow(db, key);
    return wrapped === undefined ? undefined : (await wrapping()).unwrap(wrapped, key.use);
  };
  const made = async (key: WrappedKey): Promise<KeyObject> => {
    const { wrapped, plain } = await (await wrapping()).make(key.use);
    if (await putRow(db, key, { wrapped, at: now() })) return plain;
    // Somebody was faster, and may have used theirs already.
    const theirs = await existing(key);
    if (!theirs) throw new Error(`the vault's key "${key.use}" is gone`);
    return theirs;
  };
  const own = (key: WrappedKey): Promise<KeyObject> => remembered(key, async () => (await existing(key)) ?? (await made(key)));

  return vaultOver({
    sealing: async () => {
      const name = monthOf(shanghaiDay(now()));
      return { name, key: await own(sealKey(name)) };
    },
    opening: async (name) => {
      if (!MONTH.test(name)) throw new Error('sealed in another vault');
      const key = sealKey(name);
      // A key that is not there is never made here: it could not open anything.
      return remembered(key, async () => {
        const found = await existing(key);
        if (!found) throw new Error('the key this was sealed with is not there');
        return found;
      });
    },
    blinding: () => own(BLIND),
    coding: () => own(CODE),
  });
};

const readRow = async ({ doc, tables, bureau }: Db, { use, sk }: WrappedKey): Promise<Uint8Array | undefined> => {
  const { Item } = await doc.send(
    new GetCommand({ TableName: tables.directory, Key: { pk: vaultPk(bureau, use), sk }, ConsistentRead: true }),
  );
  return Item && Buffer.from(row.parse(Item).wrapped, 'base64');
};

/** Whether this row is the one that stands now. */
const putRow = async (
  { doc, tables, bureau }: Db,
  { use, sk }: WrappedKey,
  { wrapped, at }: { wrapped: Uint8Array; at: string },
): Promise<boolean> => {
  const Item = { pk: vaultPk(bureau, use), sk, wrapped: Buffer.from(wrapped).toString('base64'), at };
  try {
    await doc.send(new PutCommand({ TableName: tables.directory, Item, ConditionExpression: 'attribute_not_exists(pk)' }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
