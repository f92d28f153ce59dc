// A class for tests: people of the roll, a plan, and the road from planning to any state.
// It must not know who may give which command.
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { shanghaiInstant } from '../../functions/domain/calendar/days.ts';
import type { SessionCommand, SessionCommandData, SessionCommandName } from '../../functions/domain/training/commands.ts';
import type { SessionPlan } from '../../functions/domain/training/session.ts';
import type { SessionState } from '../../functions/domain/training/vocabulary.ts';
import { signIn } from '../../functions/services/attendance.ts';
import type { SessionFile, Verdict } from '../../functions/services/session-shapes.ts';
import { giveSessionCommand, planSession } from '../../functions/services/sessions.ts';
import { HEAD, personPk } from '../../functions/store/keys.ts';
import { valueOf, type TestBureau } from './bureau.ts';

export const DAY = '2026-09-18'; // that of NOW

export const plan = (given: Partial<SessionPlan> = {}): SessionPlan => ({
  kind: 'PRACTICAL',
  date: DAY,
  startsAt: '09:30',
  hours: 3,
  topic: '柑桔',
  coOrganiser: '红溪镇农技中心',
  township: '990581102',
  village: '沙湾村',
  lecturer: '顾长才',
  capacity: 120,
  ...given,
});

export const personId = (n: number): string => `P${String(n).padStart(5, '0')}`;

/** Puts people on the roll: P00001 … of 红溪镇. `removed` of them left it before the day of the class. */
export const enterRoll = async ({ deps }: TestBureau, count: number, removed: readonly number[] = []): Promise<string[]> => {
  const people = Array.from({ length: count }, (_, index) => index + 1);
  const items = people.map((n) => ({
    pk: personPk(deps.bureau, personId(n)),
    sk: HEAD,
    personId: personId(n),
    name: `村民${n}`,
    township: '990581102',
    village: '沙湾村',
    resettlementType: '原迁',
    version: 1,
    ...(removed.includes(n) && { removedOn: '2026-02-01', removedReason: 'MOVED' }),
  }));
  for (let from = 0; from < items.length; from += 25) {
    const RequestItems = { [deps.db.tables.directory]: items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } })) };
    await deps.db.doc.send(new BatchWriteCommand({ RequestItems }));
  }
  return people.map(personId);
};

export const VALID_SESSION: SessionCommandData = {
  approve: {},
  open: {},
  ready: {},
  start: {},
  end: {},
  seal: {},
  verify: { sample: 0, hits: 0 },
  rejectCheck: { findings: '抽查两人未到场' },
  close: {},
  postpone: { reason: '暴雨' },
  reschedule: { date: '2026-10-09', startsAt: '14:30' },
  cancel: { reason: '人数不足' },
  correct: { reason: '漏登', add: [], remove: [], handouts: 7 },
};

export const sessionCommand = (name: SessionCommandName, data: object = {}): SessionCommand =>
  ({ name, data: { ...VALID_SESSION[name], ...data } }) as SessionCommand;

/** Commands that lead to each state, and who gives them. */
export const SESSION_ROAD: Readonly<Record<SessionState, readonly (readonly [string, SessionCommandName])[]>> = (() => {
  const main = [
    ['APPROVED', 'T01', 'approve'],
    ['OPEN', 'T02', 'open'],
    ['READY', 'T02', 'ready'],
    ['IN_SESSION', 'T02', 'start'],
    ['ENDED', 'T02', 'end'],
    ['SEALED', 'T02', 'seal'],
    ['VERIFIED', 'J01', 'verify'],
    ['CLOSED', 'T02', 'close'],
  ] as const;
  const upTo = (state: string) =>
    main.slice(0, main.findIndex(([reached]) => reached === state) + 1).map(([, by, name]) => [by, name] as const);
  const roads = Object.fromEntries(main.map(([state]) => [state, upTo(state)]));
  return {
    ...roads,
    PLANNED: [],
    POSTPONED: [['T02', 'postpone']],
    CANCELLED: [['T02', 'cancel']],
    REJECTED_CHECK: [...upTo('SEALED'), ['J01', 'rejectCheck']],
  } as unknown as Readonly<Record<SessionState, readonly (readonly [string, SessionCommandName])[]>>;
})();

export const give = async (
  { deps, callerOf }: TestBureau,
  by: string,
  file: SessionFile,
  name: SessionCommandName,
  data: object = {},
): Promise<SessionFile> =>
  valueOf(await giveSessionCommand(deps, callerOf(by), file.session.sessionId, sessionCommand(name, data), file.session.version));

/** A session of T02 in a state, with nobody in it. */
export const sessionIn = async (bureau: TestBureau, state: SessionState, given: Partial<SessionPlan> = {}): Promise<SessionFile> => {
  let file = valueOf(await planSession(bureau.deps, bureau.callerOf('T02'), plan(given)));
  for (const [by, name] of SESSION_ROAD[state]) file = await give(bureau, by, file, name);
  return file;
};

export interface SampleEvent {
  readonly eventId: string;
  readonly at: string;
  readonly device: string;
  readonly [field: string]: unknown;
}

let made = 0;
/** One person's signature as a device sends it. */
export const signature = (who: string | { id?: string; name: string; village: string }, given: object = {}): SampleEvent => ({
  eventId: `e${String((made += 1))}`,
  ...(typeof who === 'string' ? { personId: who } : { walkIn: who }),
  slot: 1,
  at: shanghaiInstant(Date.parse('2026-09-18T09:40:00.000+08:00') + made * 1000),
  method: 'NAME',
  device: 'phone-1',
  ...given,
});

export const undoOf = (event: SampleEvent, given: object = {}): SampleEvent => ({
  eventId: `u${String((made += 1))}`,
  undoes: event.eventId,
  at: event.at,
  device: event.device,
  ...given,
});

export const signAs = async (
  { deps, callerOf }: TestBureau,
  by: string,
  id: string,
  events: readonly unknown[],
): Promise<readonly Verdict[]> => valueOf(await signIn(deps, callerOf(by), id, events)).verdicts;
