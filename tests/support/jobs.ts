// The jobs that have a budget of capacity units, each ready to be run once under a meter.
// It must not know how the bill is judged or shown.
import type { Petition } from '../../functions/domain/petitions/petition.ts';
import type { State } from '../../functions/domain/petitions/vocabulary.ts';
import { giveCommand, openCase, registerContact } from '../../functions/services/petitions.ts';
import { report } from '../../functions/services/reports.ts';
import { worklist } from '../../functions/services/worklists.ts';
import { putLink } from '../../functions/store/links.ts';
import { claimMail, markAccepted, unsentOlderThan } from '../../functions/store/mails.ts';
import { petitionPk } from '../../functions/store/keys.ts';
import { valueOf, visit, type TestBureau } from './bureau.ts';
import { enterRoll, sessionIn, signAs, signature } from './training.ts';
import { commandOf, workTo } from './case-work.ts';
import type { Bill } from './meter.ts';

export interface Job {
  readonly name: string;
  readonly measure: 'read' | 'written';
  /** Units: the physical minimum of the data model. */
  readonly most: number;
  readonly calls: Bill['calls'];
  /** Sets the scene; what it hands back is the job itself. */
  readonly prepare: (bureau: TestBureau) => Promise<() => Promise<unknown>>;
}

// A story of ordinary length: the rows of the budget are up to 1 KB.
export const STORY = '反映上半年直补资金没有到一卡通，多次询问信用社都说没有收到，要求查明原因并尽快补发。'.repeat(3);

export const registered = async ({ deps, callerOf }: TestBureau): Promise<Petition> =>
  valueOf(await registerContact(deps, callerOf('F03'), visit({ story: STORY }))).petition;

const workedTo = async (bureau: TestBureau, state: State): Promise<Petition> => {
  const { number, version } = await registered(bureau);
  return (await workTo(bureau, number, version, state)).petition;
};

let keys = 0;
const key = () => ({ route: 'POST /', key: `job-${String((keys += 1))}`, body: '{}' });

const HALF_YEAR = '2026-H2';
const SIGNATURES = 20;

export const JOBS: readonly Job[] = [
  {
    name: 'a contact that opens a petition',
    measure: 'written',
    most: 25,
    calls: { BatchGetItem: 1, TransactWriteItems: 1 },
    prepare:
      async ({ deps, callerOf }) =>
      async () =>
        valueOf(await registerContact(deps, callerOf('F03'), visit({ story: STORY }), key())),
  },
  {
    name: 'a repeat contact',
    measure: 'written',
    most: 16,
    calls: { BatchGetItem: 1, TransactWriteItems: 1 },
    prepare: async (bureau) => {
      const { number } = await registered(bureau);
      const { deps, callerOf } = bureau;
      return async () => valueOf(await registerContact(deps, callerOf('F01'), visit({ story: STORY, petition: number }), key()));
    },
  },
  {
    name: 'a change of state that owes a mail',
    measure: 'written',
    most: 12,
    calls: { Query: 1, TransactWriteItems: 1 },
    prepare: async (bureau) => {
      const { number, version } = await workedTo(bureau, 'HANDLING');
      const { deps, callerOf } = bureau;
      const command = commandOf('issueOpinion', deps.now().slice(0, 10));
      return async () => valueOf(await giveCommand(deps, callerOf('F03'), number, command, version, key()));
    },
  },
  {
    name: 'the life of a mail',
    measure: 'written',
    most: 4,
    calls: { UpdateItem: 2, PutItem: 1 },
    prepare: async (bureau) => {
      const { number } = await registered(bureau);
      const { db, now } = bureau.deps;
      const mail = { pk: petitionPk(db.bureau, number), sk: 'OUT#000001#1' };
      const until = `${now().slice(0, 8)}30T10:00:00.000+08:00`;
      return async () => {
        await claimMail(db, mail, { now: now(), leaseUntil: until });
        await putLink(db, `token of ${number}`, { case: number, officer: 'F03', purpose: 'acknowledge', until });
        await markAccepted(db, mail, { now: now(), messageId: '0101018f-1111-2222-3333-444444444444-000000' });
      };
    },
  },
  {
    name: 'a list of my 25 cases',
    measure: 'read',
    most: 1,
    calls: { Query: 1 },
    prepare: async (bureau) => {
      for (let n = 0; n < 26; n += 1) await registered(bureau);
      const { deps, callerOf } = bureau;
      return async () => {
        const { items } = valueOf(await worklist(deps, callerOf('F03'), { view: 'mine' }));
        if (items.length !== 25) throw new Error(`a page of ${String(items.length)} rows`);
      };
    },
  },
  {
    name: 'a case of 8 KB, strongly read',
    measure: 'read',
    most: 2,
    calls: { Query: 1 },
    prepare: async (bureau) => {
      const { number } = await workedTo(bureau, 'OPINION_READY');
      return async () => valueOf(await openCase(bureau.deps, bureau.callerOf('F03'), number));
    },
  },
  {
    name: 'the report of a half-year',
    measure: 'read',
    most: 18,
    calls: { Query: 27 },
    prepare:
      async ({ deps }) =>
      async () =>
        valueOf(await report(deps, HALF_YEAR)),
  },
  {
    name: `a door's batch of ${String(SIGNATURES)}`,
    measure: 'written',
    most: 3 * SIGNATURES + 2,
    calls: { BatchGetItem: 2, TransactWriteItems: 1 },
    prepare: async (bureau) => {
      const [first = '', ...others] = await enterRoll(bureau, SIGNATURES + 1);
      const { sessionId } = (await sessionIn(bureau, 'IN_SESSION')).session;
      await signAs(bureau, 'T02', sessionId, [signature(first)]); // from now on the process knows the session
      return async () => {
        const verdicts = await signAs(
          bureau,
          'T02',
          sessionId,
          others.map((id) => signature(id)),
        );
        if (verdicts.some(({ verdict }) => verdict !== 'recorded')) throw new Error('not everybody was signed in');
      };
    },
  },
  {
    name: 'a sweep with nothing due',
    measure: 'read',
    most: 1,
    calls: { Query: 1 },
    prepare:
      async ({ deps }) =>
      async () =>
        unsentOlderThan(deps.db, '2026-01-01T00:00:00.000+08:00', 1_000),
  },
];
