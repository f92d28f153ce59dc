// Takes over a ledger of contacts. Rows of earlier years become closed history; this year's become live cases.
// Each row is one transaction that claims the row's identity: a file sent twice, or cut off half way, doubles nothing.
import type { Deps } from './deps.ts';
import { yearOf } from '../domain/calendar/days.ts';
import { contactNumber, parsePetitionNumber, petitionNumber } from '../domain/ids.ts';
import type { Circumstances } from '../domain/petitions/commands.ts';
import type { Contact, Decision } from '../domain/petitions/petition.ts';
import { contactOf, fieldErrors, importedHistory, joined, register } from '../domain/petitions/register.ts';
import { ok, refuse, type FieldError, type Result } from '../domain/result.ts';
import { has } from '../domain/staff/staff.ts';
import { claimItem, claimKey, oweImportMails, type ClaimedRow } from '../store/imports.ts';
import { save, type SeriesMove } from '../store/save.ts';
import { load, type Loaded } from '../store/petitions.ts';
import { sha256 } from '../store/keys.ts';
import { CONTACT_COLUMNS, readLedgerLine, type LedgerLine } from './contact-file.ts';
import { inTurn, patiently } from './contention.ts';
import { readCsv } from './csv.ts';
import type { Caller } from './shapes.ts';
import { circumstancesOf } from './staff.ts';

export interface RowVerdict {
  readonly row: number;
  readonly verdict: 'created' | 'unchanged' | 'rejected';
  /** The contact's number, once it has one. */
  readonly number?: string;
  readonly petition?: string;
  readonly errors?: readonly FieldError[];
}

export interface ImportReport {
  readonly rows: number;
  readonly created: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly verdicts: readonly RowVerdict[];
}

/**
 * Imports a contact ledger (.csv, UTF-8), oldest row first, with a verdict for every row.
 * The officers of this year's rows are owed one mail for the whole file.
 * @returns NOT_YOURS, UNREADABLE, INVALID naming missing columns; wrong rows are rejected one by one
 */
export const importContacts = async (
  deps: Deps,
  caller: Caller,
  { bytes, dryRun }: { readonly bytes: Uint8Array; readonly dryRun: boolean },
): Promise<Result<ImportReport>> => {
  if (!has(caller.staff, 'ADMIN', 'PETITION_ROOM')) return refuse('NOT_YOURS', { who: 'ADMIN PETITION_ROOM' });
  const table = readCsv(bytes, CONTACT_COLUMNS);
  if (!table.ok) return table;
  const circumstances = await circumstancesOf(deps, caller);
  const importId = sha256(Buffer.from(bytes).toString('base64'));
  // Files of one bureau are applied in the order accepted, or two could both think a row is theirs to number.
  return inTurn(`${deps.bureau} import`, async () => {
    const verdicts: RowVerdict[] = [];
    const live = new Map<string, Set<string>>(); // the cases each officer got, one however many rows it has
    const lines = table.value.map(({ row, cells, surplus }) => ({ row, read: surplus ? SHIFTED : readLedgerLine(cells) }));
    for (const { row, read } of inOrder(lines)) {
      if ('errors' in read) {
        verdicts.push({ row, verdict: 'rejected', errors: read.errors });
        continue;
      }
      const { verdict, owner } = await importLine(deps, read.line, { circumstances, importId, dryRun });
      verdicts.push({ row, ...verdict });
      if (owner !== undefined && verdict.petition !== undefined) live.set(owner, (live.get(owner) ?? new Set()).add(verdict.petition));
    }
    const counts = new Map([...live].map(([owner, cases]) => [owner, cases.size]));
    if (!dryRun) await oweImportMails(deps.db, importId, circumstances.now, counts);
    return ok(summary(verdicts));
  });
};

const SHIFTED = { errors: [{ path: '', message: 'tooManyCells' }] } as const;

type ReadLine = { readonly row: number; readonly read: ReturnType<typeof readLedgerLine> | typeof SHIFTED };

// The first contact of a matter is its earliest; rows of one day keep the order of the file.
const inOrder = (lines: readonly ReadLine[]): ReadLine[] =>
  lines.toSorted((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : a.row - b.row));
const dayOf = ({ read }: ReadLine): string => ('line' in read ? read.line.input.receivedOn : '');

const summary = (verdicts: readonly RowVerdict[]): ImportReport => {
  const count = (wanted: RowVerdict['verdict']): number => verdicts.filter(({ verdict }) => verdict === wanted).length;
  return {
    rows: verdicts.length,
    created: count('created'),
    unchanged: count('unchanged'),
    rejected: count('rejected'),
    verdicts: verdicts.toSorted((a, b) => a.row - b.row),
  };
};

interface Run {
  readonly circumstances: Circumstances;
  readonly importId: string;
  readonly dryRun: boolean;
}

interface LineResult {
  readonly verdict: Omit<RowVerdict, 'row'>;
  /** Who answers for it, when this file made it a live case. */
  readonly owner?: string;
}

const importLine = async (deps: Deps, line: LedgerLine, { circumstances, importId, dryRun }: Run): Promise<LineResult> => {
  const { input } = line;
  const errors = ledgerErrors(line, circumstances);
  if (errors.length > 0) return { verdict: { verdict: 'rejected', errors } };
  const year = yearOf(input.receivedOn);
  const named = input.petition === undefined ? undefined : parsePetitionNumber(input.petition);
  const claim = claimKey(deps.bureau, [
    line.contactNo,
    input.receivedOn,
    input.petition ?? '',
    input.township,
    input.petitioners[0]?.name ?? input.story,
  ]);
  const content = sha256(JSON.stringify(line));

  const attempt = async (): Promise<Result<LineResult> | undefined> => {
    const years = [...new Set([year, named?.year ?? year])];
    const loaded = await load(deps.db, { years, claim, ...(input.petition !== undefined && { petition: input.petition }) });
    if (loaded.claimed) return ok(claimedBefore(loaded.claimed, content, importId));
    const { numbers, moves } = numbered(loaded, year, input.petition);
    const decided = decideLine(line, loaded, numbers, circumstances);
    if (!decided.ok) return ok({ verdict: { verdict: 'rejected', errors: decided.refusal.data.fields ?? [] } });
    const { after } = decided.value;
    const owner = after.state === 'CLOSED' ? undefined : after.owner;
    const created: LineResult = {
      verdict: { verdict: 'created', ...(!dryRun && { number: numbers.contact, petition: numbers.petition }) },
      ...(owner !== undefined && { owner }),
    };
    if (dryRun) return ok(created);
    const row: ClaimedRow = {
      contact: numbers.contact,
      petition: numbers.petition,
      content,
      importId,
      ...(owner !== undefined && { owner }),
    };
    const saved = await save(
      deps.db,
      { decision: decided.value, moves, claim: claimItem(claim, row), ...(loaded.head && { lastHash: loaded.head.lastHash }) },
      deps.vault,
    );
    return saved.ok ? ok(created) : undefined;
  };
  const done = await inTurn(`${deps.bureau} ${String(year)}`, () => patiently(attempt));
  return done.ok ? done.value : { verdict: { verdict: 'rejected', errors: [{ path: '', message: 'busy' }] } };
};

const isHistory = (line: LedgerLine, { today }: Pick<Circumstances, 'today'>): boolean => yearOf(line.input.receivedOn) < yearOf(today);

// An old ledger need not name the representatives of a group; a case that is still to be worked must.
const ledgerErrors = (line: LedgerLine, circumstances: Circumstances): FieldError[] =>
  fieldErrors({ ...line.input, attachments: [] }, circumstances)
    .filter(({ message }) => !(message === 'representativesNeeded' && isHistory(line, circumstances)))
    .map((error) => (error.path === 'receiver' ? { ...error, path: 'firstContactOfficer' } : error));

const claimedBefore = (row: ClaimedRow, content: string, importId: string): LineResult => {
  const { contact: number, petition, owner } = row;
  if (row.content !== content)
    return { verdict: { verdict: 'rejected', number, petition, errors: [{ path: 'contactNo', message: 'importedDifferently' }] } };
  return { verdict: { verdict: 'unchanged', number, petition }, ...(owner !== undefined && row.importId === importId && { owner }) };
};

// A number that the file gives is kept, and the series goes on after the highest.
const numbered = ({ series, head }: Loaded, year: number, given: string | undefined) => {
  const named = given === undefined ? undefined : parsePetitionNumber(given);
  const own = series.find((one) => one.year === year);
  const number = given ?? petitionNumber(year, (own?.petitions ?? 0) + 1);
  const moves = series.map((before): SeriesMove => {
    const opened = head ? 0 : named ? (named.year === before.year ? named.seq : 0) : before.year === year ? before.petitions + 1 : 0;
    const contacts = before.contacts + (before.year === year ? 1 : 0);
    return { before, after: { ...before, contacts, petitions: Math.max(before.petitions, opened) } };
  });
  return { numbers: { petition: number, contact: contactNumber(year, (own?.contacts ?? 0) + 1) }, moves };
};

const decideLine = (
  line: LedgerLine,
  { head }: Loaded,
  numbers: { readonly petition: string; readonly contact: string },
  circumstances: Circumstances,
): Result<Decision & { contact: Contact }> => {
  const { input } = line;
  const restricted = head?.petition.restricted ?? input.kind === 'ACCUSATION';
  const contact = contactOf(input, { number: numbers.contact, petition: numbers.petition, first: true, restricted }, circumstances);
  if (head) return ok(joined(head.petition, contact, circumstances));
  if (isHistory(line, circumstances)) return ok(importedHistory(input, contact, input.receiver, circumstances));
  const decided = register(input, numbers, circumstances);
  return decided.ok ? ok({ ...decided.value, mails: [] }) : decided;
};
