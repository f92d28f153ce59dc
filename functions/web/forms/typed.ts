// What a posted form holds, as plain text by field name, and the pieces every form is read with.
// It must not know any form.
import type { Context } from 'hono';
import type { RequestKey } from '../../services/shapes.ts';
import type { Typed } from '../look/form.tsx';
import { canonical } from '../request-body.ts';

/**
 * The text fields of a form; files are left out, and of a field sent twice the last one counts.
 * A body that is no form (a broken multipart boundary, say) is a form with nothing filled in.
 */
export const readTyped = async (c: Context): Promise<Typed> => {
  const entries = Object.entries(await c.req.parseBody().catch(() => ({})));
  return Object.fromEntries(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])));
};

/** The files of a form under one name; an empty file box sends one without a name. */
export const readFiles = async (c: Context, name: string): Promise<{ name: string; bytes: Uint8Array }[]> => {
  const body: Record<string, unknown> = await c.req.parseBody({ all: true }).catch(() => ({}));
  const files = [body[name]].flat().filter((one): one is File => one instanceof File && one.size > 0);
  return Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
};

/** A field's text; undefined for one that is blank or not there. */
export const given = (typed: Typed, name: string): string | undefined => {
  const value = Object.hasOwn(typed, name) ? typed[name] : undefined;
  return value === undefined || value.trim() === '' ? undefined : value;
};

/** A whole number where it is one (full-width digits too); else the text, so that the schema can say what is wrong with it. */
export const numberOrText = (text: string | undefined): number | string | undefined => {
  const plain = text?.normalize('NFKC').trim();
  return plain !== undefined && /^\d{1,9}$/.test(plain) ? Number(plain) : text;
};

/** Keys without a value are left out, as the JSON API expects it. */
export const present = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const KEY = /^[\w-]{16,64}$/;

/** The receipt of this very form: pressed twice, it counts once. `body` is what the schema made of the form. */
export const formKey = (typed: Typed, route: string, body: unknown): RequestKey | undefined => {
  const key = given(typed, 'idempotencyKey');
  return key !== undefined && KEY.test(key) ? { route, key, body: canonical(body) } : undefined;
};
