// Builds the file of one petition for one reader: what stands in it, which dates run, which commands are theirs now.
import type { Deps } from './deps.ts';
import type { Day } from '../domain/calendar/days.ts';
import { mayRead } from '../domain/petitions/access.ts';
import type { Circumstances } from '../domain/petitions/commands.ts';
import { DEADLINES, isDuty, lightOf, type Deadline } from '../domain/petitions/deadlines.ts';
import { fold } from '../domain/petitions/evolve.ts';
import { allowed } from '../domain/petitions/transitions.ts';
import { ok, refuse, type Result } from '../domain/result.ts';
import type { Staff } from '../domain/staff/staff.ts';
import { readCase, type CaseItems } from '../store/cases.ts';
import type { MailItem } from '../store/mail-schema.ts';
import type { CaseFile, LimitView, MailView } from './shapes.ts';

/**
 * Loads a petition for this reader: one round trip.
 * @returns NOT_FOUND alike when it is not there and when it is hidden from the reader
 */
export const caseFileFor = async (
  deps: Pick<Deps, 'db' | 'vault'>,
  number: string,
  circumstances: Circumstances,
  version?: number,
): Promise<Result<CaseFile>> => {
  const items = await readCase(deps.db, number, deps.vault);
  if (!items || !mayRead(items.petition, circumstances.actor, unitOf(circumstances.staff))) return refuse('NOT_FOUND');
  return ok(caseFile(version === undefined ? items : asOf(items, version), circumstances));
};

export const unitOf =
  (staff: readonly Staff[]) =>
  (id: string): string | undefined =>
    staff.find((person) => person.id === id)?.unit;

/**
 * The file as it stood at an earlier version, for the answer to a repeated request: the history up to there, folded.
 * A limit started again later shows its later dates; nothing else can differ.
 */
export const asOf = (items: CaseItems, version: number): CaseItems => {
  const events = items.events.slice(0, version);
  const petition = fold(events);
  if (!petition) return items;
  const contacts = new Set(events.flatMap((event) => ('contact' in event.data ? [event.data.contact] : [])));
  const started = new Set(events.flatMap((event) => event.set.map(({ code }) => code)));
  return {
    ...items,
    petition,
    events,
    contacts: items.contacts.filter(({ number }) => contacts.has(number)),
    deadlines: items.deadlines
      .filter(({ code }) => started.has(code))
      .map(({ metAt, ...deadline }) => (metAt === undefined || deadline.code in petition.limits ? deadline : { ...deadline, metAt })),
    mails: items.mails.filter(({ seq }) => seq <= version),
  };
};

export const caseFile = (items: CaseItems, circumstances: Circumstances): CaseFile => {
  const limits = items.deadlines.map((deadline) => limitView(deadline, circumstances.today)).sort(runningFirst);
  const next = limits.find((limit) => limit.metAt === undefined && isDuty(limit.code));
  return {
    petition: items.petition,
    contacts: [...items.contacts].sort((a, b) => (a.receivedOn + a.number < b.receivedOn + b.number ? -1 : 1)),
    events: items.events,
    limits,
    mails: items.mails.map(mailView),
    allowed: allowed(items.petition, circumstances),
    ...(next && { next }),
  };
};

const runningFirst = (a: LimitView, b: LimitView): number => (order(a) < order(b) ? -1 : 1);
const order = ({ metAt, targetDue }: LimitView): string => `${metAt === undefined ? '0' : '1'}${targetDue}`;

export const limitView = (deadline: Deadline & { readonly metAt?: string }, today: Day): LimitView => ({
  ...deadline,
  basis: DEADLINES[deadline.code].basis,
  light: deadline.metAt === undefined ? lightOf(deadline, today) : 'MET',
});

export const mailView = (mail: MailItem): MailView => ({
  number: mail.number,
  case: mail.case ?? '',
  code: mail.code,
  recipient: mail.recipient,
  state: mail.state,
  at: mail.at,
  owedAt: mail.owedAt,
  attempts: mail.attempts,
  ...(mail.reason !== undefined && { reason: mail.reason }),
  ...(mail.dealtBy !== undefined && mail.dealtAt !== undefined && { dealt: { by: mail.dealtBy, at: mail.dealtAt } }),
});
