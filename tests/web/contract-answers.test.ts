// Nothing is documented that cannot happen: every status and code of every operation is brought about once, on the real application.
// That nothing happens which is not documented is seen to by the judge in tests/support/contract.ts, here as in every other test.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { IMPORT_KINDS } from '../../functions/domain/staff/rooms.ts';
import { IMPORTS } from '../../functions/services/import-kinds/index.ts';
import { queryCodeOf } from '../../functions/services/query-code.ts';
import { TRIES } from '../../functions/services/status.ts';
import { BODY_BYTES } from '../../functions/web/security.ts';
import { OPERATIONS } from '../../functions/web/contract/document.ts';
import { freshBureau, type TestBureau } from '../support/bureau.ts';
import { enterRoll } from '../support/training.ts';
import type { Answer } from '../support/visitor.ts';
import { byId, contractWalk, type Ask } from './support/contract-walk.ts';

let bureau: TestBureau;
beforeAll(async () => {
  bureau = await freshBureau();
  await enterRoll(bureau, 3);
});
afterAll(() => bureau.stop());

const OF_A_TOWNSHIP: Ask = { query: 'township=990581102' };
const A_PERIOD: Ask = { query: 'start=2026-09-18&length=15&unit=day' };

type Walk = ReturnType<typeof contractWalk>;
let keys = 0;

const versionOf = (answer: Answer): number => Number(answer.json['version']);

/** Does it under a key, and then something else under the same key. */
const done = async (walk: Walk, id: string, given: Ask, other: unknown): Promise<Answer> => {
  const headers = { 'idempotency-key': `walk-${String((keys += 1))}` };
  const answer = await walk.ask(id, { ...given, headers });
  expect(answer.status, `${id}: ${answer.text}`).toBeLessThan(300);
  expect((await walk.ask(id, { ...given, headers, body: other })).status, id).toBe(422);
  return answer;
};

const refused = async (walk: Walk, id: string, given: Ask, code: string): Promise<void> => {
  expect((await walk.ask(id, given)).json['code'], id).toBe(code);
};

/** What any operation may answer, whatever it is about. */
const atTheDoor = async (walk: Walk): Promise<void> => {
  for (const { id, method, open, body, file, query, once, params = {} } of OPERATIONS) {
    if (open !== true) await refused(walk, id, { by: '' }, 'SIGN_IN');
    if (open !== true && method === 'post') await refused(walk, id, { origin: 'http://elsewhere.example' }, 'CROSS_ORIGIN');
    if (body) await refused(walk, id, { body: '{' }, 'UNREADABLE');
    if (body) await refused(walk, id, { body: { nonsense: 1 } }, 'INVALID');
    if (query) await refused(walk, id, { query: 'nonsense=1' }, 'INVALID');
    if (once) await refused(walk, id, { headers: { 'idempotency-key': 'two words' }, ...(file && { body: 'x' }) }, 'INVALID');
    if (body) await refused(walk, id, { body: ' '.repeat(BODY_BYTES.other + 1) }, 'TOO_LARGE');
    if (Object.values(params).some((name) => name !== 'period'))
      await refused(walk, id, params['id'] === 'person' ? { at: { id: 'P99999' } } : {}, 'NOT_FOUND');
  }
  const tooLarge = new Uint8Array(BODY_BYTES.import + 1);
  for (const { id, file } of OPERATIONS) if (file) await refused(walk, id, { body: tooLarge }, 'TOO_LARGE');
};

const petitions = async (walk: Walk): Promise<void> => {
  const example = byId('contact_register').example as object;
  const blob = await done(walk, 'blob_keep', { body: '照片' }, '另一张');
  await refused(walk, 'blob_keep', { by: 'A01', body: 'x' }, 'NOT_YOURS');
  await refused(walk, 'blob_keep', { body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=none' } }, 'UNREADABLE');
  await refused(walk, 'contact_register', { by: 'A01' }, 'NOT_YOURS');
  const attachments = [blob.json['blobId']];
  const opened = await done(walk, 'contact_register', { body: { ...example, attachments } }, { ...example, village: '别处' });
  const number = (opened.json['petition'] as { number: string }).number;
  const at = { number };
  await walk.ask('petition_attachment', { at: { number, id: String(attachments[0]) } });
  for (const id of ['petition_list', 'petition_read', 'petition_history', 'petition_verify', 'mail_list']) await walk.ask(id, { at });
  await refused(walk, 'mail_list', { query: 'case=XF-2026-9999' }, 'NOT_FOUND');

  let version = 1;
  const give = async (name: string, by: string, data: object = {}): Promise<void> => {
    const body = { ...(byId(`petition_${name}`).example as object), ...data, version };
    version = versionOf(await done(walk, `petition_${name}`, { at, by, body }, { ...body, version: version + 1000 }));
  };
  const cannot = (name: string, by: string, code: string, data: object = {}): Promise<void> =>
    refused(walk, `petition_${name}`, { at, by, body: { ...(byId(`petition_${name}`).example as object), ...data, version } }, code);

  await give('acknowledge', 'F03');
  await cannot('acknowledge', 'F03', 'ALREADY_DONE');
  await give('undoAcknowledge', 'F03');
  await cannot('undoAcknowledge', 'F03', 'TOO_LATE');
  await give('note', 'F03');
  await cannot('accept', 'P01', 'NEEDS_ROUTE_SIX', { legalRoute: 5 });
  await give('accept', 'P01');
  await give('startHandling', 'F03');
  await give('issueOpinion', 'F03');
  await give('serve', 'F03');
  await give('followUp', 'F03', { reached: false, satisfaction: undefined });
  await cannot('close', 'F01', 'NEEDS_CALL_BACK');
  await give('followUp', 'F03', { satisfaction: 'DISSATISFIED' });
  await cannot('close', 'F03', 'NEEDS_SECOND_PERSON');
  await cannot('close', 'F01', 'NEEDS_OUTCOME');
  await give('reopen', 'P01');
  await give('issueOpinion', 'F03');
  await give('serve', 'F03');
  await give('followUp', 'F03');
  await give('close', 'F01');
  const closed = { acknowledge: 'F03', undoAcknowledge: 'F03', accept: 'P01', startHandling: 'F03', note: 'F03', issueOpinion: 'F03' };
  const others = { serve: 'F03', followUp: 'F03', reopen: 'P01', reassignOwner: 'L01', close: 'F01' };
  for (const [name, by] of Object.entries({ ...closed, ...others })) {
    await cannot(name, by, 'WRONG_STATE');
    await cannot(name, 'A01', 'NOT_YOURS');
    await refused(walk, `petition_${name}`, { at, by, body: { ...(byId(`petition_${name}`).example as object), version: 99 } }, 'STALE');
  }
  const second = await walk.ask('contact_register', { body: example });
  const elsewhere = { number: (second.json['petition'] as { number: string }).number };
  const body = { ...(byId('petition_reassignOwner').example as object), version: 1 };
  await done(walk, 'petition_reassignOwner', { at: elsewhere, by: 'L01', body }, { ...body, version: 1001 });

  const code = await queryCodeOf(bureau.deps, number);
  await walk.ask('public_status', { body: { bureau: '990581', number, code } });
  const wrong = { body: { bureau: '990581', number, code: 'x' } };
  for (let tries = 0; tries < TRIES.NUMBER; tries += 1) await refused(walk, 'public_status', wrong, 'NOT_FOUND');
  await refused(walk, 'public_status', wrong, 'TOO_MANY');
};

// Who gives a command on a session, and what it takes.
const GIVEN: Readonly<Record<string, readonly [by: string, data?: object]>> = {
  approve: ['T01'],
  open: ['T02'],
  ready: ['T02'],
  start: ['T02'],
  end: ['T02'],
  seal: ['T02', { paperTotal: 0 }],
  verify: ['J01', { sample: 0, hits: 0 }],
  rejectCheck: ['J01', { findings: '三人未到场' }],
  close: ['T02'],
  postpone: ['T02', { reason: '暴雨' }],
  reschedule: ['T02', { date: '2026-10-09' }],
  cancel: ['T02', { reason: '人数不足' }],
  correct: ['T01', { reason: '漏登', handouts: 7 }],
};

const sessions = async (walk: Walk): Promise<void> => {
  const plan = { ...(byId('session_plan').example as object), date: bureau.deps.now().slice(0, 10), capacity: 1 };
  const planned = async (given: object = {}) => {
    const answer = await walk.ask('session_plan', { body: { ...plan, ...given } });
    const at = { id: String(answer.json['sessionId']) };
    let version = versionOf(answer);
    const body = (name: string, data: object) => ({ ...GIVEN[name]?.[1], version, ...data });
    return {
      at,
      give: async (name: string, data: object = {}): Promise<void> => {
        const other = { ...body(name, data), version: version + 1000 };
        version = versionOf(await done(walk, `session_${name}`, { at, by: GIVEN[name]![0], body: body(name, data) }, other));
      },
      cannot: (name: string, code: string, data: object = {}, by = GIVEN[name]![0]): Promise<void> =>
        refused(walk, `session_${name}`, { at, by, body: body(name, data) }, code),
    };
  };
  await done(walk, 'session_plan', { body: plan }, { ...plan, topic: '别的' });
  await refused(walk, 'session_plan', { by: 'F03' }, 'NOT_YOURS');

  const { at, give, cannot } = await planned();
  const OPEN_TO_MANY = ['attendance', 'handouts', 'enrol', 'withdraw'] as const;
  for (const name of OPEN_TO_MANY) {
    await refused(walk, `session_${name}`, { at, by: 'F03' }, 'NOT_YOURS');
    await refused(walk, `session_${name}`, { at }, 'WRONG_STATE');
  }
  await cannot('correct', 'WRONG_STATE');
  for (const name of ['approve', 'open', 'ready']) await give(name);
  await done(walk, 'session_enrol', { at, body: { personId: 'P00001' } }, { personId: 'P00003' });
  await refused(walk, 'session_enrol', { at, body: { personId: 'P00001' } }, 'ENROLLED');
  await refused(walk, 'session_enrol', { at, body: { personId: 'P00002' } }, 'FULL');
  await done(walk, 'session_withdraw', { at, body: { personId: 'P00001' } }, { personId: 'P00003' });
  await give('start');
  await done(walk, 'session_attendance', { at }, { events: [] });
  await done(walk, 'session_handouts', { at }, { quantity: 1 });
  await give('end');
  await cannot('seal', 'COUNTS_DIFFER', { paperTotal: 9 });
  for (const name of ['seal', 'verify', 'close', 'correct']) await give(name, name === 'seal' ? { paperTotal: 2 } : {});
  for (const id of ['session_read', 'session_sheet', 'session_history', 'session_historyVerify', 'session_list'])
    await walk.ask(id, { at });
  for (const name of Object.keys(GIVEN)) {
    if (name !== 'correct') await cannot(name, 'WRONG_STATE');
    await cannot(name, 'STALE', { version: 99 });
    await cannot(name, 'NOT_YOURS', {}, 'F03');
  }

  const later = await planned({ date: '2026-12-24' });
  for (const name of ['approve', 'open', 'ready']) await later.give(name);
  await later.cannot('start', 'TOO_EARLY');
  for (const name of ['postpone', 'reschedule', 'cancel']) await later.give(name);
  const doubted = await planned();
  for (const name of ['approve', 'open', 'ready', 'start', 'end', 'seal', 'rejectCheck']) await doubted.give(name);
};

const people = async (walk: Walk): Promise<void> => {
  await walk.ask('person_search');
  await walk.ask('person_list', OF_A_TOWNSHIP);
  await refused(walk, 'person_search', { by: 'S01' }, 'NOT_YOURS');
  await refused(walk, 'person_list', { ...OF_A_TOWNSHIP, by: 'S01' }, 'NOT_YOURS');
  await refused(walk, 'person_add', { by: 'F03' }, 'NOT_YOURS');
  const facts = byId('person_add').example as object;
  const added = await done(walk, 'person_add', { body: facts }, { ...facts, village: '别处' });
  const at = { id: String(added.json['personId']) };
  await walk.ask('person_read', { at });
  let version = 1;
  const bodyOf = (name: string) => ({
    ...(byId(`person_${name}`).example as object),
    version,
    ...(name === 'remove' && { on: '2026-09-17' }),
    ...(name === 'change' && { village: '望江村' }),
  });
  const give = async (name: string): Promise<void> => {
    const body = bodyOf(name);
    version = versionOf(await done(walk, `person_${name}`, { at, body }, { ...body, version: 99 }));
  };
  const cannot = (name: string, code: string, data: object = {}, by = 'R01'): Promise<void> =>
    refused(walk, `person_${name}`, { at, by, body: { ...bodyOf(name), ...data } }, code);
  for (const name of ['change', 'remove', 'restore']) {
    await cannot(name, 'NOT_YOURS', {}, 'F03');
    await cannot(name, 'STALE', { version: 99 });
  }
  await give('change');
  await cannot('restore', 'WRONG_STATE');
  await give('remove');
  await cannot('remove', 'ALREADY_DONE');
  await give('restore');
};

const imports = async (walk: Walk): Promise<void> => {
  const latin = Uint8Array.from([0xff, 0xfe, 0xfd]);
  for (const kind of IMPORT_KINDS) {
    const id = `import_${kind}`;
    await refused(walk, id, { body: latin }, 'UNREADABLE');
    await refused(walk, id, { by: 'F03', body: 'a,b' }, 'NOT_YOURS');
    const head = IMPORTS[kind].columns.join(',');
    const brought = await done(walk, id, { body: head }, `${head}\n`);
    expect(brought.json['rows'], id).toBe(0);
  }
  const listed = await walk.ask('import_list');
  const [first] = listed.json['items'] as { id: string }[];
  await walk.ask('import_read', { at: { id: first!.id } });
  await refused(walk, 'import_read', { at: { id: 'zzz' } }, 'UNKNOWN');
};

const theRest = async (walk: Walk): Promise<void> => {
  await walk.ask('report_read');
  await refused(walk, 'report_read', { at: { period: '2013-13' } }, 'UNKNOWN_PERIOD');
  await walk.ask('calendar_due', A_PERIOD);
  const tag = (await walk.ask('contract_read')).headers.get('etag') ?? '';
  await walk.ask('contract_read', { headers: { 'if-none-match': tag } });
};

/** The database is there no more; whoever waits and sends it again is served. */
const whenNothingAnswers = async (walk: Walk): Promise<void> => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const heads = Object.fromEntries(IMPORT_KINDS.map((kind) => [`import_${kind}`, { body: IMPORTS[kind].columns.join(',') }]));
  const asked: Readonly<Record<string, Ask>> = { person_list: OF_A_TOWNSHIP, calendar_due: A_PERIOD, blob_keep: { body: 'x' }, ...heads };
  for (const { id } of OPERATIONS) await walk.ask(id, asked[id]);
  // The work calendar is kept in memory, but who this is must be looked up.
  await walk.ask('calendar_due', { ...A_PERIOD, headers: { cookie: 'session=never-seen-before' } });
  log.mockRestore();
};

/** A bureau whose database can be taken away. */
const fragile = ({ deps, ...rest }: TestBureau): { bureau: TestBureau; takeAway: () => void } => {
  let there = true;
  const { doc } = deps.db;
  const send = (command: never): Promise<unknown> =>
    there ? doc.send(command) : Promise.reject(Object.assign(new Error('throttled'), { name: 'ThrottlingException' }));
  const db = { ...deps.db, doc: { send } as unknown as typeof doc };
  return { bureau: { ...rest, deps: { ...deps, db } }, takeAway: () => (there = false) };
};

// What takes twenty seconds to come about is waited for in tests/web/imports.test.ts, with less patience.
const ELSEWHERE = IMPORT_KINDS.map((kind) => `import_${kind} 202 OK`);

// Some eight hundred requests; two seconds of work, and a busy machine.
const MANY_REQUESTS_MS = 60_000;

it(
  'documents no answer that cannot come',
  async () => {
    const { bureau: asked, takeAway } = fragile(bureau);
    const walk = contractWalk(asked);
    await atTheDoor(walk);
    await petitions(walk);
    await sessions(walk);
    await people(walk);
    await imports(walk);
    await theRest(walk);
    takeAway();
    await whenNothingAnswers(walk);
    expect(walk.unseen()).toEqual(ELSEWHERE);
  },
  MANY_REQUESTS_MS,
);
