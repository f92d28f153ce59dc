// What one line of a ledger becomes: wrong, taken before, a petition opened as history or as a live case, or a contact that joins one.
// It must not know files, batches or how anything is written.
import { yearOf } from '../domain/calendar/days.ts';
import { parsePetitionNumber } from '../domain/ids.ts';
import type { Circumstances } from '../domain/petitions/commands.ts';
import type { Contact, Decision, Petition } from '../domain/petitions/petition.ts';
import {
  contactOf,
  fieldErrors,
  importedHistory,
  joined,
  register,
  restrictedHandler,
  type Numbers,
} from '../domain/petitions/register.ts';
import { ok, refuse, type FieldError, type Result } from '../domain/result.ts';
import { claimKey, type ClaimedRow } from '../store/imports.ts';
import { sha256 } from '../store/keys.ts';
import type { LedgerLine } from './contact-file.ts';
import type { RowVerdict } from './import-kinds/kind.ts';

export interface LineResult {
  readonly verdict: Omit<RowVerdict, 'row'>;
  /** Who answers for it, when it is a matter of this year. */
  readonly owner?: string;
}

/** A line that may be taken: who it is, what it says, and which series its numbers come from. */
export interface ReadyLine {
  readonly row: number;
  readonly line: LedgerLine;
  readonly claim: string; // partition key of its claim
  readonly content: string; // hash of the whole line
  readonly year: number;
  readonly named?: { readonly number: string; readonly year: number };
  readonly history: boolean;
}

export const readyLine = (bureau: string, row: number, line: LedgerLine, today: string): ReadyLine => {
  const { input } = line;
  const named = input.petition === undefined ? undefined : parsePetitionNumber(input.petition);
  return {
    row,
    line,
    claim: claimKey(bureau, [
      line.contactNo,
      input.receivedOn,
      input.petition ?? '',
      input.township,
      input.petitioners[0]?.name ?? input.story,
    ]),
    content: sha256(JSON.stringify(line)),
    year: yearOf(input.receivedOn),
    ...(named && input.petition !== undefined && { named: { number: input.petition, year: named.year } }),
    history: yearOf(input.receivedOn) < yearOf(today),
  };
};

/** What is wrong with a line, whatever is stored. An old ledger need not name the representatives of a group; a case still to be worked must. */
export const lineErrors = ({ line, history }: ReadyLine, circumstances: Circumstances): FieldError[] =>
  fieldErrors({ ...line.input, attachments: [] }, circumstances)
    .filter(({ message }) => !(message === 'representativesNeeded' && history))
    .map((error) => (error.path === 'receiver' ? { ...error, path: 'firstContactOfficer' } : error));

/** The verdict on a line that was taken before: by this very import, cut off since, or by another file. Only the former tells its officer again. */
export const claimedBefore = (
  { contact: number, petition, owner, ...claimed }: ClaimedRow,
  { row, content }: Pick<ReadyLine, 'row' | 'content'>,
  importId: string,
): LineResult => {
  if (claimed.content !== content)
    return { verdict: { verdict: 'rejected', number, petition, errors: [{ path: 'contactNo', message: 'importedDifferently' }] } };
  const mine = claimed.importId === importId;
  const verdict = mine && claimed.row === row ? 'created' : 'unchanged';
  return { verdict: { verdict, number, petition }, ...(owner !== undefined && mine && { owner }) };
};

/** Decides a line under the numbers it would get. Nobody is owed a mail for it: the file as a whole owes one. */
export const decideLine = (
  { line: { input }, history }: ReadyLine,
  petition: Petition | undefined,
  numbers: Numbers,
  circumstances: Circumstances,
): Result<Decision & { contact: Contact }> => {
  // Art. 30: joined to a matter that others read, an accusation would reach the accused.
  if (petition && !petition.restricted && input.kind === 'ACCUSATION')
    return refuse('INVALID', { fields: [{ path: 'petition', message: 'accusationAlone' }] });
  const restricted = petition?.restricted ?? input.kind === 'ACCUSATION';
  const contact = contactOf(input, { number: numbers.contact, petition: numbers.petition, first: true, restricted }, circumstances);
  if (petition) return ok(joined(petition, contact, circumstances));
  if (history) {
    // Art. 30: old accusations are no more to be read by everybody than new ones.
    const owner = restricted ? restrictedHandler(input, circumstances.staff) : input.receiver;
    if (owner === undefined) return refuse('INVALID', { fields: [{ path: 'kind', message: 'nobodyLeft' }] });
    return ok(importedHistory(input, contact, owner, circumstances));
  }
  const decided = register(input, numbers, circumstances);
  return decided.ok ? ok({ ...decided.value, mails: [] }) : decided;
};
