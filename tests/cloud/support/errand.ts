// One journey as a list of requests: a visit and a call are registered, signed for, worked, answered, closed and counted; a ledger is imported.
// It must not know which house answers: it has an address, a way to sign in, and a way to wait for what was set going.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { halfYearFile } from '../../support/half-year.ts';
import { type Address, type Client, clientOf, type Heard } from './client.ts';
import { comparable, withoutChance } from './sameness.ts';

export interface Letter {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

export interface Place {
  readonly address: Address;
  /** `name=value` of the session cookie. */
  readonly signIn: (staff: string) => Promise<string>;
  /** Gives what was set going the time, or the push, to happen. */
  readonly settled: () => Promise<void>;
  readonly letters: () => Promise<readonly Letter[]>;
}

/** What stands in the story: none of it may reach a log or a mail. */
export const MARKS = ['缪丹阳', '10098765432', '990581196003040017', '漏雨漏到床上', '苗木款拖了三年'] as const;
const [NAME, PHONE, ID_NUMBER, VISIT_STORY, CALL_STORY] = MARKS;

export interface Told {
  readonly step: string;
  readonly answer: unknown;
}

const POSTED_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 30;

/** How many mails a command owes. */
const OWES: Readonly<Record<string, number>> = { accept: 1, issueOpinion: 1, close: 1 };

const ledgerOf = z.object({ items: z.array(z.object({ number: z.string(), state: z.string() })) });
const registered = z.object({ petition: z.object({ number: z.string(), version: z.number() }), queryCode: z.string() });
const standing = z.object({ version: z.number() });
const blob = z.object({ blobId: z.string() });
const imported = z.object({ import: z.string() });

/** The body as it must be for the journey to go on. */
const told = <T>(schema: z.ZodType<T>, { status, text }: Heard): T => {
  const parsed = schema.safeParse(status < 300 ? JSON.parse(text) : undefined);
  if (!parsed.success) throw new Error(`answered ${status}: ${text.slice(0, 500)}`);
  return parsed.data;
};

const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

/** @returns every answer in order, fit to be compared */
export const runErrand = async ({ address, signIn, settled, letters }: Place): Promise<readonly Told[]> => {
  const all: Told[] = [];
  const note = (step: string, heard: Heard): Heard => {
    all.push({ step, answer: comparable(address, heard) });
    return heard;
  };
  const as = async (staff: string): Promise<Client> => clientOf(address, await signIn(staff));
  const [stranger, desk, officer, head, admin] = [clientOf(address), await as('P01'), await as('F03'), await as('F01'), await as('S01')];
  const get = async (who: Client, path: string): Promise<Heard> => note(`GET ${path}`, await who.get(path));

  /** Every mail owed has been sent, and its delivery told: what is shown from here on does not hang on who was faster. */
  const posted = async (mails: number): Promise<void> => {
    const until = Date.now() + POSTED_WITHIN_MS;
    for (;;) {
      await settled();
      const { items } = told(ledgerOf, await head.get('/api/v1/mails?limit=100'));
      if (items.length >= mails && items.every(({ state }) => state === 'delivered')) return;
      if (Date.now() > until) throw new Error(`the mails stand at ${JSON.stringify(items)}`);
      await sleep(LOOK_EVERY_MS);
    }
  };

  await get(stranger, '/');
  await get(stranger, '/petitions?view=mine');
  await get(stranger, '/api/v1/petitions');
  note('POST without a session', await stranger.json('/api/v1/contacts', {}));
  await get(stranger, '/api/public/nothing');
  await get(stranger, '/990581/open/timetable');

  // At the desk, by form, with a scan.
  note('HEAD /', await desk.send('HEAD', '/'));
  await get(desk, '/');
  const form = (await get(desk, '/desk')).text;
  const scan = new File(['%PDF-1.7 扫描件'], '来信.pdf', { type: 'application/pdf' });
  const entered = note(
    'the desk form',
    await desk.multipart('/desk', {
      token: hidden(form, 'token'),
      idempotencyKey: hidden(form, 'idempotencyKey'),
      channel: 'VISIT',
      township: '990581102',
      receiver: 'F03',
      name: NAME,
      phone: PHONE,
      idNumber: ID_NUMBER,
      story: VISIT_STORY,
      files: scan,
    }),
  );
  const slip = entered.headers['location'] ?? '';
  await get(desk, slip);
  const number = /XF-\d{4}-\d{4}/.exec(slip)?.[0] ?? '';
  note('the desk form without its token', await desk.form('/desk', { channel: 'VISIT' }));

  // By a program, with an attachment.
  const kept = note(
    'an attachment',
    await officer.multipart('/api/v1/blobs', { file: new File([new Uint8Array([0, 255, 254, 10])], '图.bin') }),
  );
  const { blobId } = told(blob, kept);
  const contact = {
    channel: 'CALL',
    township: '990581104',
    story: CALL_STORY,
    petitioners: [{ name: NAME, phone: PHONE, idNumber: ID_NUMBER }],
  };
  const called = note('a call, by the API', await officer.json('/api/v1/contacts', { ...contact, attachments: [blobId] }));
  const other = told(registered, called);
  await get(officer, `/api/v1/petitions/${other.petition.number}/attachments/${blobId}`);
  note('a wrong body', await officer.json('/api/v1/contacts', { channel: 'PIGEON' }));

  // The mail, and the link in it.
  await posted(2);
  const mail = (await letters()).find(({ text }) => text.includes(number));
  const link = /\/990581\/a\/\w{26}/.exec(mail?.text ?? '')?.[0] ?? '/990581/a/none';
  const reader = clientOf(address);
  note('HEAD of the link, as a mail filter asks', await reader.send('HEAD', link));
  note('the link', await reader.get(link));
  const action = (await get(reader, '/990581/a')).text;
  note('signed for', await reader.form('/990581/a', { outcome: 'SIGN', nonce: hidden(action, 'nonce') }));
  await get(reader, '/990581/a');
  note('a link that nobody sent', await reader.get(`/990581/a/${'0'.repeat(26)}`));

  // The petitioner asks.
  await get(stranger, '/990581/status');
  const question = { bureau: '990581', number: other.petition.number, code: other.queryCode };
  note('the status', await stranger.json('/api/public/status', question));
  note('the status with a wrong code', await stranger.json('/api/public/status', { ...question, code: '0000000000' }));

  // Worked to its end; whoever called back does not close.
  const read = async (who: Client): Promise<number> => told(standing, await get(who, `/api/v1/petitions/${number}`)).version;
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const steps: readonly (readonly [Client, string, Readonly<Record<string, unknown>>])[] = [
    [desk, 'accept', { legalRoute: 6, category: 'C31', noticeWay: '当面' }],
    [officer, 'startHandling', { plan: '先看现场，再请人修。' }],
    [officer, 'note', { text: '已看过现场，两处。' }],
    [
      officer,
      'issueOpinion',
      { request: '修好屋顶。', facts: '属实。', opinion: '支持，本月修好。', outcome: 'RESOLVED_SUPPORTED', basis: '安置房维修办法' },
    ],
    [officer, 'serve', { way: '当面', date: today, receiver: '本人' }],
    [officer, 'followUp', { way: '电话', reached: true, satisfaction: 'SATISFIED' }],
    [officer, 'close', { reason: 'SATISFIED' }],
    [head, 'close', { reason: 'SATISFIED' }],
  ];
  let mails = 2;
  for (const [who, command, data] of steps) {
    const version = await read(who);
    const done = note(command, await who.json(`/api/v1/petitions/${number}/${command}`, { ...data, version }));
    if (command in OWES && done.status === 200) await posted((mails += OWES[command] ?? 0));
  }
  note('a stale version', await officer.json(`/api/v1/petitions/${number}/note`, { text: '晚了一步。', version: 1 }));
  await get(head, `/api/v1/petitions/${number}/events`);
  await get(head, `/api/v1/petitions/${number}/verify`);
  await get(head, `/petitions/${number}`);
  await get(head, '/api/v1/petitions?view=area&limit=10');
  await get(head, '/petitions?view=month');

  // What was known beforehand is brought as a file.
  const ledger = { type: 'text/csv; charset=utf-8', bytes: readFileSync(halfYearFile('contacts-2013-h1.csv')) };
  for (const time of ['first', 'second'] as const) {
    const brought = await admin.send('POST', '/api/v1/imports/contacts', ledger);
    await settled();
    if (brought.status === 200) note(`the ledger, the ${time} time`, brought);
    else {
      const id = told(imported, brought).import;
      note(`the ledger, the ${time} time`, await admin.get(`/api/v1/imports/${id}`));
    }
  }
  note('people, as a form', await admin.multipart('/api/v1/imports/people', { file: new File(['personId,name\n'], 'people.csv') }));

  // And counted.
  await settled();
  await get(head, `/api/v1/reports/${today.slice(0, 7)}`);
  await get(head, '/api/v1/reports/2013-H1');
  await get(head, `/reports/${today.slice(0, 7)}`);
  await get(head, '/api/v1/reports/2013-H1?format=xlsx');
  await get(head, `/api/v1/mails?case=${number}`);

  all.push({
    step: 'every mail',
    answer: (await letters())
      .map(({ to, subject, text }) => ({ to, subject: withoutChance(address, subject), text: withoutChance(address, text) }))
      .sort((one, another) => (one.subject + one.to.join() < another.subject + another.to.join() ? -1 : 1)),
  });
  const page = (await desk.get('/')).text;
  note('signed out', await desk.form('/sign-out', { token: hidden(page, 'token') }));
  await get(desk, '/api/v1/petitions');
  return all;
};
