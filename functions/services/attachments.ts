// Files that come with a contact: taken in as opaque bytes, named by the contact that carries them, handed out to its readers only.
import { createHash } from 'node:crypto';
import type { Attachment } from '../domain/petitions/petition.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import { canBeFirstContact } from '../domain/staff/staff.ts';
import { putBlobRow, readBlobRows } from '../store/blobs.ts';
import { caseFileFor } from './case-file.ts';
import type { Deps } from './deps.ts';
import type { Caller } from './shapes.ts';
import { circumstancesOf } from './staff.ts';

export const ATTACHMENTS_AT_MOST = 20;
const NAME_LENGTH = 120;
// What a file system or a header could take for more than a name; bidirectional marks can make one name look like another.
const UNSAFE = /[\p{Cc}\p{Cf}/\\:*?"<>|]/gu;

/**
 * Keeps an uploaded file until a contact names it.
 * @returns its id, or NOT_YOURS, or INVALID for an empty file
 */
export const keepAttachment = async (
  deps: Deps,
  { staff }: Caller,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<Result<{ id: string }>> => {
  if (!canBeFirstContact(staff)) return refuse('NOT_YOURS', { who: 'OFFICER' });
  if (bytes.length === 0) return refuse('INVALID', { fields: [{ path: 'file', message: 'required' }] });
  // The same file from the same hands has the same id: a form sent twice is one request.
  const id = createHash('sha256').update(`${staff.id}\n${name}\n`).update(bytes).digest('hex').slice(0, 32);
  await deps.blobs.put(id, bytes);
  await putBlobRow(deps.db, { id, name: plainName(name), size: bytes.length, by: staff.id });
  return ok({ id });
};

const plainName = (name: string): string => [...name.replace(UNSAFE, '_').trim()].slice(0, NAME_LENGTH).join('') || 'file';

/** The attachments a new contact names: they must be there, and the caller must have brought them. */
export const namedAttachments = async (
  deps: Pick<Deps, 'db'>,
  { staff }: Caller,
  ids: readonly string[],
): Promise<Result<Attachment[]>> => {
  if (ids.length === 0) return ok([]);
  if (ids.length > ATTACHMENTS_AT_MOST)
    return refuse('INVALID', { fields: [{ path: 'attachments', message: 'tooMany', data: { most: ATTACHMENTS_AT_MOST } }] });
  const rows = (await readBlobRows(deps.db, ids)).filter(({ by }) => by === staff.id);
  const fields = ids.flatMap((id, index) =>
    rows.some((row) => row.id === id) ? [] : [{ path: `attachments.${String(index)}`, message: 'unknownAttachment' }],
  );
  return fields.length > 0 ? refuse('INVALID', { fields }) : ok(rows.map(({ id, name, size }) => ({ id, name, size })));
};

/** A file of a petition, for whoever may read the petition: NOT_FOUND for everything else. */
export const openAttachment = async (
  deps: Deps,
  caller: Caller,
  number: string,
  id: string,
): Promise<Result<Attachment & { bytes: Uint8Array }>> => {
  const file = await caseFileFor(deps, number, await circumstancesOf(deps, caller));
  if (!file.ok) return file;
  const attachment = file.value.contacts.flatMap(({ attachments }) => attachments).find((one) => one.id === id);
  const bytes = attachment && (await deps.blobs.get(id));
  return attachment && bytes ? ok({ ...attachment, bytes }) : refuse('NOT_FOUND');
};
