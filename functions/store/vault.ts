// Seals identity fields and makes the two keyed hashes: the blind index (has this person come before) and the query code of a slip.
// It must not know whose fields they are; the row's key goes in as associated data, so a sealed field cannot be moved to another row.
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';

export interface Vault {
  /** AES-256-GCM, base64url behind the key's name and a dot where keys have names; bound to `row`. */
  readonly seal: (text: string, row: string) => Promise<string>;
  /** @throws when the text was altered or belongs to another row */
  readonly open: (sealed: string, row: string) => Promise<string>;
  /** Keyed hash, 32 hex characters: equal texts give equal hashes, and only the vault can make them. */
  readonly blind: (text: string) => Promise<string>;
  /** Ten characters of Crockford base32 (50 bits) for a text: the same every time, stored nowhere. */
  readonly queryCode: (text: string) => Promise<string>;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

/** The keys that a vault works with, each for one use alone. */
export interface VaultKeys {
  /** What to seal with now. A sealed text carries the name; it has no dot, and is empty where there is only ever one key. */
  readonly sealing: () => Promise<{ readonly name: string; readonly key: KeyObject }>;
  /** The key of that name. @throws when there is none */
  readonly opening: (name: string) => Promise<KeyObject>;
  readonly blinding: () => Promise<KeyObject>;
  readonly coding: () => Promise<KeyObject>;
}

const NAMED = /^(?:(?<name>[^.]+)\.)?(?<body>[^.]*)$/;

/** The vault over these keys, wherever they come from. */
export const vaultOver = (keys: VaultKeys): Vault => ({
  seal: async (text, row) => {
    const { name, key } = await keys.sealing();
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(row));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    const sealed = Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    return name === '' ? sealed : `${name}.${sealed}`;
  },
  open: async (sealed, row) => {
    const { name = '', body: text = '' } = NAMED.exec(sealed)?.groups ?? {};
    const key = await keys.opening(name);
    const bytes = Buffer.from(text, 'base64url');
    const [nonce, tag] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)];
    // The length of the tag is said, or a few bytes of one would do.
    const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(row)).setAuthTag(tag);
    const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  },
  blind: async (text) =>
    createHmac('sha256', await keys.blinding())
      .update(text)
      .digest('hex')
      .slice(0, 32),
  queryCode: async (text) => {
    const bytes = createHmac('sha256', await keys.coding())
      .update(text)
      .digest();
    return Array.from({ length: 10 }, (_, at) => CROCKFORD[(bytes[at] ?? 0) % 32] ?? '0').join('');
  },
});

/** A vault under one 32-byte key; each use has a key of its own derived from it (RFC 5869). */
export const keyVault = (key: Uint8Array): Vault => {
  if (key.length !== 32) throw new Error('the vault key must be 32 bytes');
  const derive = (use: string): KeyObject => createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `shoufang ${use}`, 32)));
  const [sealing, blinding, coding] = [derive('seal'), derive('blind'), derive('code')];
  return vaultOver({
    sealing: () => Promise.resolve({ name: '', key: sealing }),
    opening: (name) => (name === '' ? Promise.resolve(sealing) : Promise.reject(new Error('sealed in another vault'))),
    blinding: () => Promise.resolve(blinding),
    coding: () => Promise.resolve(coding),
  });
};

const closed = (): Promise<never> => Promise.reject(new Error('this function has no key to the vault'));

/** For functions that may not read identity fields at all. */
export const noVault: Vault = { seal: closed, open: closed, blind: closed, queryCode: closed };
