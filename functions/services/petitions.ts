// The use cases of a petition: register a contact, give a command, open the file, verify the history.
// Each is load → decide → save; a race that was lost is read again and decided again, never overwritten.
import type { Deps } from './deps.ts';
import { yearOf, type Day } from '../domain/calendar/days.ts';
import { contactNumber, petitionNumber } from '../domain/ids.ts';
import { mayRead } from '../domain/petitions/access.ts';
import type { Circumstances, Command, ContactInput } from '../domain/petitions/commands.ts';
import { decide } from '../domain/petitions/decide.ts';
import type { Deadline } from '../domain/petitions/deadlines.ts';
import type { Decision, Petition } from '../domain/petitions/petition.ts';
import { notTheirs } from '../domain/petitions/transitions.ts';
import { addContact, register } from '../domain/petitions/register.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import { canBeFirstContact } from '../domain/staff/staff.ts';
import { brokenAt } from '../store/chain.ts';
import { itemsAfter, readCase, readRawEvents, type CaseItems } from '../store/cases.ts';
import { save } from '../store/save.ts';
import { load, type Loaded } from '../store/petitions.ts';
import { receiptKey, type Receipt } from '../store/receipts.ts';
import { namedAttachments } from './attachments.ts';
import { asOf, caseFile, caseFileFor, limitView, unitOf } from './case-file.ts';
import { inTurn, patiently } from './contention.ts';
import { queryCodeOf } from './query-code.ts';
import type { Caller, CaseFile, ContactRequest, Registered, RequestKey } from './shapes.ts';
import { circumstancesOf } from './staff.ts';

/**
 * Registers a contact: it opens a petition, or joins the one it names.
 * Two round trips: a strong read of the series (and the receipt, and the petition named), then one transaction.
 * @returns INVALID with fields, KEY_REUSED, or BUSY when the series stayed contended
 */
export const registerContact = async (
  deps: Deps,
  caller: Caller,
  request: ContactRequest,
  key?: RequestKey,
): Promise<Result<Registered>> => {
  if (!canBeFirstContact(caller.staff)) return refuse('NOT_YOURS', { who: 'OFFICER' });
  const attachments = await namedAttachments(deps, caller, request.attachments);
  if (!attachments.ok) return attachments;
  const input: ContactInput = { ...request, attachments: attachments.value };
  const circumstances = await circumstancesOf(deps, caller);
  const receipt = key && receiptKey(deps.bureau, caller.staff.id, key);
  const year = yearOf(input.receivedOn ?? circumstances.today);

  const attempt = async (): Promise<Result<Registered> | undefined> => {
    const loaded = await load(deps.db, {
      years: [year],
      ...(receipt && { receipt: receipt.pk }),
      ...(input.petition !== undefined && { petition: input.petition, limits: true }),
    });
    if (receipt && loaded.receipt)
      return sameKey(receipt, loaded.receipt) ? registeredBefore(deps, loaded.receipt, circumstances.today) : refuse('KEY_REUSED');
    const [before] = loaded.series;
    if (!before) throw new Error('the series was not read');
    const opens = input.petition === undefined;
    const after = { ...before, contacts: before.contacts + 1, petitions: before.petitions + (opens ? 1 : 0) };
    const numbers = { petition: petitionNumber(year, after.petitions), contact: contactNumber(year, after.contacts) };
    const decided = opens ? register(input, numbers, circumstances) : joining(loaded, input, numbers, circumstances);
    if (!decided.ok) return decided;

    const { after: petition, deadlines } = decided.value;
    const outcome = { petition: petition.number, version: petition.version, contact: numbers.contact };
    const saved = await save(
      deps.db,
      {
        decision: decided.value,
        ...(loaded.head && { lastHash: loaded.head.lastHash }),
        moves: [{ before, after }],
        ...(receipt && { receipt: { ...receipt, ...outcome } }),
      },
      deps.vault,
    );
    return saved.ok
      ? ok(await registered(deps, numbers.contact, petition, [...(loaded.running ?? []), ...deadlines.set], circumstances.today))
      : undefined;
  };
  return inTurn(`${deps.bureau} ${String(year)}`, () => patiently(attempt));
};

const registered = async (
  deps: Pick<Deps, 'vault' | 'bureau'>,
  contact: string,
  petition: Petition,
  limits: readonly Deadline[],
  today: Day,
): Promise<Registered> => ({
  contact: { number: contact },
  petition,
  limits: limits.map((limit) => limitView(limit, today)).sort((a, b) => (a.targetDue + a.code < b.targetDue + b.code ? -1 : 1)),
  queryCode: await queryCodeOf(deps, petition.number),
});

const sameKey = (asked: Pick<Receipt, 'bodyHash'>, stored: Receipt): boolean => asked.bodyHash === stored.bodyHash;

const registeredBefore = async (deps: Deps, { petition: number, version, contact }: Receipt, today: Day): Promise<Result<Registered>> => {
  const items = await readCase(deps.db, number, deps.vault);
  if (!items || contact === undefined) return refuse('NOT_FOUND');
  const { petition, deadlines } = asOf(items, version);
  const running = deadlines.filter(({ metAt }) => metAt === undefined);
  return ok(await registered(deps, contact, petition, running, today));
};

/** Has this very request been answered before? A form that was pressed twice is not asked again what it means. */
export const isRepeated = async ({ db, bureau }: Pick<Deps, 'db' | 'bureau'>, { staff }: Caller, key: RequestKey): Promise<boolean> =>
  (await load(db, { receipt: receiptKey(bureau, staff.id, key).pk })).receipt !== undefined;

const joining = (
  { head }: Loaded,
  input: ContactInput,
  numbers: { petition: string; contact: string },
  circumstances: Parameters<typeof addContact>[3],
) =>
  head
    ? addContact(head.petition, input, numbers, circumstances)
    : refuse('INVALID', { fields: [{ path: 'petition', message: 'unknownPetition' }] });

/**
 * Gives a command on a petition as read at `version`. Two round trips: the whole case, then one transaction; the answer is their sum.
 * @returns NOT_FOUND, STALE with the current version, KEY_REUSED, or the reason of the transition table
 */
export const giveCommand = async (
  deps: Deps,
  caller: Caller,
  number: string,
  command: Command,
  version: number,
  key?: RequestKey,
): Promise<Result<CaseFile>> => {
  const circumstances = await circumstancesOf(deps, caller);
  const receipt = key && receiptKey(deps.bureau, caller.staff.id, key);

  // A repeated request finds its version overtaken, or its receipt taken: only then is the receipt worth a read.
  const givenBefore = async (): Promise<Result<CaseFile> | undefined> => {
    const stored = receipt && (await load(deps.db, { receipt: receipt.pk })).receipt;
    if (!stored) return undefined;
    return sameKey(receipt, stored) ? caseFileFor(deps, number, circumstances, stored.version) : refuse('KEY_REUSED');
  };
  const attempt = async (): Promise<Result<CaseFile> | undefined> => {
    const items = await readCase(deps.db, number, deps.vault);
    const decided = decideOn(items, command, version, circumstances);
    if (!decided.ok) return (await givenBefore()) ?? decided;
    const { decision, before } = decided.value;
    const outcome = { petition: number, version: decision.after.version };
    const saved = await save(
      deps.db,
      { decision, lastHash: before.lastHash, ...(receipt && { receipt: { ...receipt, ...outcome } }) },
      deps.vault,
    );
    if (saved.ok) return ok(caseFile(itemsAfter(deps.db, before, decision), circumstances));
    return saved.lost === 'KEY' ? givenBefore() : undefined; // a lost race is read again, and then says STALE with the version that won
  };
  return patiently(attempt);
};

const decideOn = (
  items: CaseItems | undefined,
  command: Command,
  version: number,
  circumstances: Circumstances,
): Result<{ decision: Decision; before: CaseItems }> => {
  if (!items || !mayRead(items.petition, circumstances.actor, unitOf(circumstances.staff))) return refuse('NOT_FOUND');
  const refusal = notTheirs(items.petition, command.name, circumstances.actor);
  if (refusal) return refuse(refusal.code, refusal.data);
  if (items.petition.version !== version) return refuse('STALE', { version: items.petition.version });
  const decided = decide(items.petition, command, circumstances);
  return decided.ok ? ok({ decision: decided.value, before: items }) : decided;
};

/** The file of a petition, one round trip; NOT_FOUND also when it is hidden from the caller. */
export const openCase = async (deps: Deps, caller: Caller, number: string): Promise<Result<CaseFile>> =>
  caseFileFor(deps, number, await circumstancesOf(deps, caller));

export interface Verdict {
  readonly ok: boolean;
  readonly events: number;
  /** Number of the first event that does not fit the chain. */
  readonly brokenAt?: number;
}

/** Checks the chain of hashes of a petition's history against its head. */
export const verifyHistory = async (deps: Deps, caller: Caller, number: string): Promise<Result<Verdict>> => {
  const { actor, staff } = await circumstancesOf(deps, caller);
  const stored = await readRawEvents(deps.db, number);
  if (!stored || !mayRead(stored.head.petition, actor, unitOf(staff))) return refuse('NOT_FOUND');
  const broken = brokenAt(stored.events, { version: stored.head.petition.version, lastHash: stored.head.lastHash });
  return ok({ ok: broken === undefined, events: stored.events.length, ...(broken !== undefined && { brokenAt: broken }) });
};
