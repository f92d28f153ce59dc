// What must have gone before for an operation to have anything to do: a case in a state, a session in a state, somebody on the roll, a file.
// It must not know what is asked afterwards.
import { giveCommand, registerContact } from '../../../functions/services/petitions.ts';
import { addPerson, giveRollCommand } from '../../../functions/services/people-changes.ts';
import { enrol } from '../../../functions/services/enrolment.ts';
import { keepAttachment } from '../../../functions/services/attachments.ts';
import { acceptImport, runImport } from '../../../functions/services/import-jobs.ts';
import type { State } from '../../../functions/domain/petitions/vocabulary.ts';
import type { SessionState } from '../../../functions/domain/training/vocabulary.ts';
import { valueOf, visit, type TestBureau } from '../../support/bureau.ts';
import { commandOf, workTo } from '../../support/case-work.ts';
import { fileOf } from '../../support/one-line-files.ts';
import { personId, sessionIn } from '../../support/training.ts';

/** What is there: parameters of the path, and values by the name of the field that means them. */
export interface Prior {
  readonly params: Readonly<Record<string, string>>;
  readonly known: Readonly<Record<string, readonly unknown[]>>;
}

export interface Scene {
  /** Who may do it. */
  readonly by: string;
  readonly set: (bureau: TestBureau) => Promise<Prior>;
  /** Fields that are optional by the schema, and without which the bureau can do nothing. */
  readonly wanted?: readonly string[];
}

const NOTHING: Prior = { params: {}, known: {} };

const registered = async ({ deps, callerOf }: TestBureau) => {
  const bytes = Buffer.from('一份说明');
  const attachment = valueOf(await keepAttachment(deps, callerOf('F03'), { name: '说明.txt', bytes }));
  const contact = { ...visit(), attachments: [attachment.id] };
  return { ...valueOf(await registerContact(deps, callerOf('F03'), contact)), attachment: attachment.id };
};

const caseIn =
  (state: State | 'REGISTERED') =>
  async (bureau: TestBureau): Promise<Prior> => {
    const { petition, queryCode, attachment } = await registered(bureau);
    const { number } = petition;
    const worked = state === 'REGISTERED' ? petition : (await workTo(bureau, number, petition.version, state)).petition;
    const known = { version: [worked.version], number: [number], code: [queryCode], petition: [number], attachments: [attachment] };
    return { params: { number, id: attachment }, known };
  };

const after =
  (state: State | 'REGISTERED', by: string, name: 'acknowledge' | 'followUp', data: object = {}) =>
  async (bureau: TestBureau): Promise<Prior> => {
    const before = await caseIn(state)(bureau);
    const { number = '' } = before.params;
    const command = commandOf(name, '2026-09-18', data);
    const file = valueOf(await giveCommand(bureau.deps, bureau.callerOf(by), number, command, Number(before.known['version']?.[0])));
    return { ...before, known: { ...before.known, version: [file.petition.version] } };
  };

const PEOPLE = Array.from({ length: 8 }, (_, n) => personId(n + 1));

const classIn =
  (state: SessionState, enrolled: readonly string[] = []) =>
  async (bureau: TestBureau): Promise<Prior> => {
    const { session } = await sessionIn(bureau, state);
    if (enrolled.length > 0) valueOf(await enrol(bureau.deps, bureau.callerOf('T02'), session.sessionId, { people: enrolled }));
    return { params: { id: session.sessionId }, known: { version: [session.version], sample: [0], hits: [0], paperTotal: [0] } };
  };

const somebody =
  (removed = false) =>
  async ({ deps, callerOf }: TestBureau): Promise<Prior> => {
    const facts = { name: '罗先强', township: '990581102', village: '沙湾村', resettlementType: '原迁' };
    const { person } = valueOf(await addPerson(deps, callerOf('R01'), facts));
    const order = {
      personId: person.personId,
      version: 1,
      command: { name: 'remove', data: { on: '2026-09-01', reason: 'MOVED' } },
    } as const;
    const now = removed ? valueOf(await giveRollCommand(deps, callerOf('R01'), order)).person : person;
    return { params: { id: person.personId }, known: { version: [now.version] } };
  };

const brought = async ({ deps, callerOf }: TestBureau): Promise<Prior> => {
  const file = { kind: 'people', name: 'people.csv', bytes: Buffer.from(fileOf('people')), dryRun: true } as const;
  const { id } = valueOf(await acceptImport(deps, callerOf('S01'), file));
  await runImport(deps, id, { timeUp: () => false });
  return { params: { id }, known: {} };
};

const nothing = () => Promise.resolve(NOTHING);
const period = () => Promise.resolve({ params: { period: '2026-09' }, known: {} });

/** A scene for every operation; one that is missing fails. */
export const SCENES: Readonly<Record<string, Scene>> = {
  contact_register: { by: 'F03', set: nothing, wanted: ['petitioners'] },
  petition_list: { by: 'L01', set: caseIn('REGISTERED') },
  petition_read: { by: 'F03', set: caseIn('FOLLOW_UP') },
  petition_history: { by: 'F03', set: caseIn('FOLLOW_UP') },
  petition_verify: { by: 'F03', set: caseIn('FOLLOW_UP') },
  petition_attachment: { by: 'F03', set: caseIn('REGISTERED') },
  petition_acknowledge: { by: 'F03', set: caseIn('REGISTERED') },
  petition_undoAcknowledge: { by: 'F03', set: after('REGISTERED', 'F03', 'acknowledge') },
  petition_accept: { by: 'P01', set: caseIn('REGISTERED') },
  petition_startHandling: { by: 'F03', set: caseIn('ACCEPTED') },
  petition_note: { by: 'F03', set: caseIn('HANDLING') },
  petition_issueOpinion: { by: 'F03', set: caseIn('HANDLING') },
  petition_serve: { by: 'F03', set: caseIn('OPINION_READY') },
  petition_followUp: { by: 'F03', set: caseIn('SERVED') },
  petition_reopen: { by: 'F03', set: after('SERVED', 'F03', 'followUp', { satisfaction: 'DISSATISFIED' }) },
  petition_reassignOwner: { by: 'L01', set: caseIn('REGISTERED') },
  petition_close: { by: 'F01', set: caseIn('FOLLOW_UP') },
  session_plan: { by: 'T02', set: nothing },
  session_list: { by: 'T02', set: nothing },
  session_read: { by: 'T02', set: classIn('OPEN', PEOPLE) },
  session_sheet: { by: 'T02', set: classIn('IN_SESSION') },
  session_attendance: { by: 'T02', set: classIn('IN_SESSION') },
  session_handouts: { by: 'T02', set: classIn('IN_SESSION') },
  session_enrol: { by: 'T02', set: classIn('OPEN') },
  session_withdraw: { by: 'T02', set: classIn('OPEN', PEOPLE) },
  session_history: { by: 'T02', set: classIn('SEALED') },
  session_historyVerify: { by: 'T02', set: classIn('SEALED') },
  session_approve: { by: 'T01', set: classIn('PLANNED') },
  session_open: { by: 'T02', set: classIn('APPROVED') },
  session_ready: { by: 'T02', set: classIn('OPEN') },
  session_start: { by: 'T02', set: classIn('READY') },
  session_end: { by: 'T02', set: classIn('IN_SESSION') },
  session_seal: { by: 'T02', set: classIn('ENDED') },
  session_verify: { by: 'J01', set: classIn('SEALED') },
  session_rejectCheck: { by: 'J01', set: classIn('SEALED') },
  session_close: { by: 'T02', set: classIn('VERIFIED') },
  session_postpone: { by: 'T02', set: classIn('PLANNED') },
  session_reschedule: { by: 'T02', set: classIn('POSTPONED') },
  session_cancel: { by: 'T02', set: classIn('PLANNED') },
  session_correct: { by: 'T01', set: classIn('SEALED'), wanted: ['add', 'handouts'] },
  person_search: { by: 'R01', set: nothing },
  person_list: { by: 'R01', set: nothing, wanted: ['township'] },
  person_add: { by: 'R01', set: nothing },
  person_read: { by: 'R01', set: somebody(true) },
  person_change: { by: 'R01', set: somebody() },
  person_remove: { by: 'R01', set: somebody() },
  person_restore: { by: 'R01', set: somebody(true) },
  import_contacts: { by: 'S01', set: nothing },
  import_people: { by: 'S01', set: nothing },
  import_sessions: { by: 'S01', set: nothing },
  import_attendance: { by: 'S01', set: nothing },
  import_list: { by: 'S01', set: brought },
  import_read: { by: 'S01', set: brought },
  report_read: { by: 'L01', set: period },
  calendar_due: { by: 'F03', set: nothing },
  mail_list: { by: 'S01', set: caseIn('REGISTERED') },
  blob_keep: { by: 'F03', set: nothing },
  public_status: { by: 'F03', set: caseIn('REGISTERED') },
  contract_read: { by: 'F03', set: nothing },
};

/** What exists in every scene, by the names of the fields that mean it. */
export const THERE: Readonly<Record<string, readonly unknown[]>> = {
  township: ['990581101', '990581102', '990581103'],
  area: ['990581101', '990581102'],
  receiver: ['F03'],
  to: ['F02', 'F06'],
  staff: ['F05', 'F04'],
  unit: ['规划科'],
  petition: ['XF-2026-0001', 'XF-2026-0002'],
  case: ['XF-2026-0001'],
  attachments: ['0123456789abcdef0123456789abcdef'],
  personId: PEOPLE,
  people: PEOPLE,
  remove: ['P.P00001', 'W.W1'],
  receivedOn: ['2026-09-18', '2026-09-01'],
  date: ['2026-09-18', '2026-09-25'],
  on: ['2026-09-01'],
  addedOn: ['2013-01-01'],
  birthDate: ['1961-08-07'],
  start: ['2026-09-18'],
  at: ['2026-09-18T09:41:00+08:00', '2026-09-18T01:42:00Z'],
  slot: [1],
  month: ['2026-09'],
  removed: ['2026-09'],
  headcount: [1, 2],
  legalRoute: [6],
  limit: [2, 25],
  bureau: ['990581'],
  idNumber: [''],
  phone: ['10051234567'],
  q: ['P00001', 'lxq', '罗'],
};
