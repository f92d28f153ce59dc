// Mails on disk, one file each, and the list of them in memory: what was accepted is there after any crash.
// It must not know how a mail arrived or who may look.
import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { isMissing, writeDurably } from './durable-files.ts';

export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

export interface MailEntry {
  /** 16 digits (microseconds since 1970 when accepted), a dash, 16 hex digits; ids sort by time. */
  readonly id: string;
  readonly at: Date;
  readonly from: string;
  readonly to: readonly string[];
  /** Decoded, whole, without control characters; '' when the mail has none. */
  readonly subject: string;
}

export interface MailFolder {
  /** Resolves with the id when the mail is on the disk. Raw bytes are kept as they came, after two lines of envelope. */
  add(raw: Uint8Array, envelope: Envelope): Promise<string>;
  /** Newest first; `before` an id, at most `limit`. */
  list(limit: number, before?: string): readonly MailEntry[];
  entry(id: string): MailEntry | undefined;
  /** The stored bytes; undefined when there is no such mail. */
  raw(id: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Of the stored file, bytes; 0 when there is no such mail. */
  size(id: string): Promise<number>;
}

const ID = /^\d{16}-[0-9a-f]{16}$/;
const HEADERS_AT_MOST = 64 * 1024;

export const openMailFolder = async (folder: string): Promise<MailFolder> => {
  const ids = (await readdir(folder)).filter((name) => name.endsWith('.eml')).map((name) => name.slice(0, -4));
  const known = ids.filter((id) => ID.test(id)).sort();
  const pathOf = (id: string): string => join(folder, `${id}.eml`);
  const entries: MailEntry[] = [];
  for (let from = 0; from < known.length; from += 64) {
    const some = known.slice(from, from + 64);
    entries.push(...(await Promise.all(some.map(async (id) => describe(id, await parseHead(await readStart(pathOf(id))))))));
  }
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  let lastStamp = 0;

  return {
    add: async (raw, envelope) => {
      const head = await parseHead(raw);
      lastStamp = Math.max(Date.now() * 1000, lastStamp + 1);
      const id = `${String(lastStamp).padStart(16, '0')}-${randomBytes(8).toString('hex')}`;
      const trace = [`Return-Path: <${oneLine(envelope.from)}>`, `X-Envelope-To: ${envelope.to.map(oneLine).join(', ')}`];
      await writeDurably(pathOf(id), Buffer.concat([Buffer.from(`${trace.join('\r\n')}\r\n`), raw]));
      const entry = { ...describe(id, head), from: envelope.from, to: envelope.to };
      // Two may finish out of order: the list stays sorted by id.
      const place = entries.findLastIndex((other) => other.id < id) + 1;
      entries.splice(place, 0, entry);
      byId.set(id, entry);
      return id;
    },
    list: (limit, before) => {
      const upTo = before === undefined ? entries.length : entries.findIndex(({ id }) => id >= before);
      const end = upTo === -1 ? entries.length : upTo;
      return entries.slice(Math.max(0, end - limit), end).reverse();
    },
    entry: (id) => byId.get(id),
    size: async (id) => {
      if (!byId.has(id)) return 0;
      try {
        return (await stat(pathOf(id))).size;
      } catch (error) {
        if (isMissing(error)) return 0;
        throw error;
      }
    },
    raw: async (id) => {
      if (!byId.has(id)) return undefined;
      try {
        return new Uint8Array(await readFile(pathOf(id)));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
  };
};

/** Parses a whole mail; undefined when a library built for hostile mail gives up on it. */
export const parseMail = async (raw: Uint8Array): Promise<Email | undefined> => {
  try {
    return await PostalMime.parse(raw);
  } catch {
    return undefined;
  }
};

/** Every plain address of a header field, groups opened. */
export const addressesOf = (fields: readonly (Address | undefined)[]): readonly string[] =>
  fields.flatMap((field) => (field?.group ?? [field]).flatMap((mailbox) => mailbox?.address || []));

const parseHead = async (start: Uint8Array): Promise<Email | undefined> => {
  const text = Buffer.from(start.buffer, start.byteOffset, Math.min(start.byteLength, HEADERS_AT_MOST)).toString('latin1');
  const end = /\r?\n\r?\n/.exec(text);
  return parseMail(Buffer.from(end ? text.slice(0, end.index + end[0].length) : text, 'latin1'));
};

const readStart = async (path: string): Promise<Uint8Array> => {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADERS_AT_MOST), 0, HEADERS_AT_MOST, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

const describe = (id: string, head: Email | undefined): MailEntry => {
  const envelopeTo = head?.headers.find(({ key }) => key === 'x-envelope-to')?.value;
  return {
    id,
    at: new Date(Math.floor(Number(id.slice(0, 16)) / 1000)),
    from: addressesOf([head?.from])[0] ?? '',
    to: envelopeTo === undefined ? addressesOf([...(head?.to ?? []), ...(head?.cc ?? [])]) : envelopeTo.split(', '),
    subject: oneLine(head?.subject ?? ''),
  };
};

// Control characters would start a new header line in a file, and garble a list.
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();
