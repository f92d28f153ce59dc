// Reads what a program sent: JSON in UTF-8, a file, and the key of a request that may be repeated.
// It must not know what the data means.
import type { Context } from 'hono';
import { ok, refuse, type Result } from '../domain/result.ts';
import type { RequestKey } from '../services/shapes.ts';

/** The body as JSON, whatever content type it claims; UNREADABLE where it is not UTF-8 or not JSON. */
export const readJson = async (c: Context): Promise<Result<unknown>> => {
  const bytes = await c.req.arrayBuffer();
  try {
    const body: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return ok(body);
  } catch {
    return refuse('UNREADABLE');
  }
};

const KEY = /^[\x21-\x7e]{1,200}$/;

/** The same data in the same words: object keys sorted at every level. Only for data that a schema has passed, so of bounded depth. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
};

/**
 * The receipt asked for with the Idempotency-Key header, if any.
 * @returns INVALID where the header is there and is no key: a program that relies on it must not be left without
 */
export const requestKey = (c: Context, route: string, body: unknown): Result<RequestKey | undefined> => {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return ok(undefined);
  if (!KEY.test(key)) return refuse('INVALID', { fields: [{ path: 'Idempotency-Key', message: 'requestKey' }] });
  return ok({ route, key, body: canonical(body) });
};

/** A file as it was sent; `name` is the sender's, and empty where none was given. */
export interface SentFile {
  readonly bytes: Uint8Array;
  readonly name: string;
}

/** A file sent as the body, or as the field `file` of a multipart form. */
export const readFile = async (c: Context): Promise<Result<SentFile>> => {
  const type = c.req.header('content-type') ?? '';
  if (!type.toLowerCase().startsWith('multipart/form-data')) return ok({ bytes: new Uint8Array(await c.req.arrayBuffer()), name: '' });
  try {
    const { file } = await c.req.parseBody();
    return file instanceof File
      ? ok({ bytes: new Uint8Array(await file.arrayBuffer()), name: file.name })
      : refuse('INVALID', { fields: [{ path: 'file', message: 'unreadableFile' }] });
  } catch {
    return refuse('UNREADABLE'); // a boundary that does not fit
  }
};
