// Sending what is owed, on the real engine with a carrier that does everything wrong a carrier can do.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { shanghaiInstant } from '../../functions/domain/calendar/days.ts';
import type { Sent } from '../../functions/domain/mail/facts.ts';
import type { Command } from '../../functions/domain/petitions/commands.ts';
import { crockford, deliver, MAX_ATTEMPTS, sweep } from '../../functions/services/mailing.ts';
import { relay } from '../../functions/services/mail-relay.ts';
import { giveCommand, registerContact } from '../../functions/services/petitions.ts';
import { importPk } from '../../functions/store/keys.ts';
import { readMail, type MailKey } from '../../functions/store/mails.ts';
import { mailItem } from '../../functions/store/petition-items.ts';
import type { Staff } from '../../functions/domain/staff/staff.ts';
import { BUREAU, contact, GROUP, must, openMailBureau, readMails, STAFF, type MailBureau } from '../support/mail-bureau.ts';

let bureau: MailBureau;
beforeAll(async () => {
  bureau = await openMailBureau();
});
afterAll(() => bureau.stop());
afterEach(() => {
  bureau.carry();
  bureau.taken();
});

const command = async (number: string, by: Staff, given: Command) =>
  must(await giveCommand(bureau.deps, { staff: by }, number, given, (await bureau.petition(number)).petition.version));
const sign: Command = { name: 'acknowledge', data: { via: 'page' } };
const state = async (key: MailKey) => (await readMail(bureau.deps.db, key))!;
const only = async (number: string): Promise<MailKey> => (await bureau.keys(number))[0]!;

describe('a mail owed', () => {
  it('is sent to its officer, with a link that acts and the number of the mail', async () => {
    const number = await bureau.register();
    expect(await deliver(bureau.mailing, await only(number))).toBe('ACCEPTED');
    const [mail] = await readMails(bureau.taken());
    expect(mail?.to?.[0]?.address).toBe('f03@ymj.example');
    expect(mail?.subject).toContain(number);
    expect(mail?.text).toMatch(new RegExp(`http://localhost:3000/${BUREAU}/a/[0-9a-hjkmnp-tv-z]{26}\\n`));
    expect(mail?.text).toContain(`${number}-M1.1`);
    expect(await state(await only(number))).toMatchObject({ state: 'accepted', attempts: 1 });
  });

  it('is sent once when it is delivered again', async () => {
    const key = await only(await bureau.register());
    await deliver(bureau.mailing, key);
    expect(await deliver(bureau.mailing, key)).toBe('SETTLED');
    expect(bureau.taken()).toHaveLength(1);
  });

  it('is written in the language of whoever reads it', async () => {
    const number = await bureau.register({}, STAFF.F04);
    await deliver(bureau.mailing, await only(number));
    expect((await readMails(bureau.taken()))[0]?.subject).toMatch(/^\[Petition\] Please sign for XF-/);
  });

  it('leads to the case after sign-in where there is nothing to sign', async () => {
    const number = await bureau.register(GROUP);
    const [, alert] = await bureau.keys(number);
    await deliver(bureau.mailing, alert!);
    const [mail] = await readMails(bureau.taken());
    expect(mail?.subject).toContain('紧急');
    expect(mail?.text).toContain(`http://localhost:3000/petitions/${number}\n`);
  });

  it('tells after an import how many live cases came', async () => {
    const db = bureau.deps.db;
    const pk = importPk(BUREAU, 'i-1');
    const owed = { pk, number: 'IMP-i-1-M1.1', seq: 1, n: 1, owedAt: bureau.deps.now(), count: 12 };
    await db.doc.send(
      new PutCommand({
        TableName: db.tables.petitions,
        Item: { ...mailItem(BUREAU, { code: 'E40', recipient: 'F03' }, owed), importId: 'i-1' },
      }),
    );
    expect(await deliver(bureau.mailing, { pk, sk: 'OUT#000001#1' })).toBe('ACCEPTED');
    const [mail] = await readMails(bureau.taken());
    expect(mail?.subject).toBe('[信访] 台账导入：您名下新增 12 件在办');
    expect(mail?.text).toContain('http://localhost:3000/petitions?view=mine');
  });
});

describe('a mail overtaken by events is not sent, and says why', () => {
  const expectExpired = async (key: MailKey, reason: string) => {
    expect(await deliver(bureau.mailing, key)).toBe('EXPIRED');
    expect(await state(key)).toMatchObject({ state: 'expired', reason });
    expect(bureau.taken()).toEqual([]);
  };

  it('E01 when the petition is signed for already', async () => {
    const number = await bureau.register();
    await command(number, STAFF.F03, sign);
    await expectExpired(await only(number), 'ACKNOWLEDGED');
  });

  it('E01 of the old officer when the officer has changed; the new one is told', async () => {
    const number = await bureau.register();
    await command(number, STAFF.L01, { name: 'reassignOwner', data: { to: 'F04', reason: 'LEAVE' } });
    const [old, fresh, changed] = await bureau.keys(number);
    await expectExpired(old!, 'OWNER_CHANGED');
    expect(await deliver(bureau.mailing, fresh!)).toBe('ACCEPTED');
    expect(await deliver(bureau.mailing, changed!)).toBe('ACCEPTED');
    expect(bureau.taken().map(({ to }) => to)).toEqual(['f04@ymj.example', 'f03@ymj.example']);
  });

  it('everything but the news of the closing once the petition is closed', async () => {
    const number = await toTheEnd();
    const { mails } = await bureau.petition(number);
    const outcomes: Record<string, string> = {};
    for (const { pk, sk, code } of mails) outcomes[code] = await deliver(bureau.mailing, { pk, sk });
    expect(outcomes).toEqual({ E01: 'EXPIRED', E04: 'EXPIRED', E11: 'EXPIRED', E16: 'ACCEPTED' });
  });

  it('but a contact on a petition closed long ago is news', async () => {
    const number = await toTheEnd();
    must(await registerContact(bureau.deps, { staff: STAFF.F01 }, contact({ petition: number })));
    const again = (await bureau.petition(number)).mails.find(({ code }) => code === 'E03')!;
    expect(await deliver(bureau.mailing, again)).toBe('ACCEPTED');
  });
});

const toTheEnd = async (): Promise<string> => {
  const number = await bureau.register();
  await command(number, STAFF.F01, { name: 'accept', data: { legalRoute: 6, category: 'C20', noticeWay: 'IN_PERSON' } });
  await command(number, STAFF.F03, { name: 'startHandling', data: {} });
  await command(number, STAFF.F03, {
    name: 'issueOpinion',
    data: { request: 'r', facts: 'f', opinion: 'o', outcome: 'RESOLVED_SUPPORTED', basis: 'b' },
  });
  await command(number, STAFF.F03, { name: 'serve', data: { way: 'IN_PERSON', date: bureau.deps.now().slice(0, 10), receiver: 'SELF' } });
  await command(number, STAFF.F03, { name: 'followUp', data: { way: 'PHONE', reached: true, satisfaction: 'SATISFIED' } });
  await command(number, STAFF.F01, { name: 'close', data: { reason: 'SATISFIED', waived: false } });
  return number;
};

describe('a mail nobody can be given fails at once and becomes a task', () => {
  it('when the carrier refuses it for good', async () => {
    const key = await only(await bureau.register());
    bureau.carry(() => Promise.resolve({ accepted: false, failure: 'permanent', reason: 'MessageRejected' }));
    expect(await deliver(bureau.mailing, key)).toBe('FAILED');
    expect(await state(key)).toMatchObject({ state: 'failed', reason: 'MessageRejected' });
  });

  it('when its recipient no longer works here', async () => {
    const db = bureau.deps.db;
    const number = await bureau.register();
    const owed = { pk: (await only(number)).pk, number: `${number}-M9.1`, case: number, seq: 9, n: 1, owedAt: bureau.deps.now() };
    await db.doc.send(new PutCommand({ TableName: db.tables.petitions, Item: mailItem(BUREAU, { code: 'E03', recipient: 'F99' }, owed) }));
    expect(await deliver(bureau.mailing, { pk: owed.pk, sk: 'OUT#000009#1' })).toBe('FAILED');
    expect(await state({ pk: owed.pk, sk: 'OUT#000009#1' })).toMatchObject({ reason: 'NO_RECIPIENT' });
  });

  it('when the carrier fails it ten times, over a whole morning', async () => {
    const key = await only(await bureau.register());
    const from = Date.parse(bureau.deps.now());
    bureau.carry(() => Promise.resolve({ accepted: false, failure: 'transient', reason: 'Throttling' }));
    const outcomes = [];
    for (let minute = 0; minute < 300; minute += 1) {
      const outcome = await deliver(bureau.mailing, key);
      if (outcome !== 'BUSY') outcomes.push(outcome);
      if (outcome === 'FAILED') break;
      bureau.wait(1);
    }
    expect(outcomes).toEqual([...Array<string>(MAX_ATTEMPTS - 1).fill('RELEASED'), 'FAILED']);
    expect(Date.parse(bureau.deps.now()) - from).toBeGreaterThan(3 * 3_600_000);
  });

  it('when every attempt at it kills the sender', async () => {
    const key = await only(await bureau.register());
    bureau.carry(() => Promise.reject(new Error('poison')));
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      await expect(deliver(bureau.mailing, key)).rejects.toThrow('poison');
      bureau.wait(3);
    }
    expect(await deliver(bureau.mailing, key)).toBe('FAILED');
    expect(await state(key)).toMatchObject({ reason: 'TOO_MANY_ATTEMPTS' });
  });
});

describe('the sweeper', () => {
  beforeEach(async () => {
    bureau.wait(11);
    await sweep(bureau.mailing); // what other tests left behind
    bureau.taken();
  });

  it('leaves the first ten minutes to the stream', async () => {
    const number = await bureau.register();
    expect((await sweep(bureau.mailing)).outcomes['ACCEPTED']).toBeUndefined();
    bureau.wait(11);
    expect((await sweep(bureau.mailing)).outcomes).toMatchObject({ ACCEPTED: 1 });
    expect(await state(await only(number))).toMatchObject({ state: 'accepted' });
  });

  it('leaves nothing to a stream where there is none', async () => {
    const number = await bureau.register();
    expect((await sweep(bureau.mailing, 0)).outcomes).toMatchObject({ ACCEPTED: 1 });
    expect(await state(await only(number))).toMatchObject({ state: 'accepted' });
  });

  it('is not stopped by one mail that breaks', async () => {
    const [bad, good] = [await bureau.register(), await bureau.register()];
    bureau.wait(11);
    let first = true;
    bureau.carry(() => {
      if (!first) return Promise.resolve({ accepted: true, messageId: 'x' });
      first = false;
      return Promise.reject(new Error('poison'));
    });
    expect((await sweep(bureau.mailing)).outcomes).toMatchObject({ BROKEN: 1, ACCEPTED: 1 });
    expect(await state(await only(good))).toMatchObject({ state: 'accepted' });
    bureau.carry();
    bureau.wait(3);
    await sweep(bureau.mailing);
    expect(await state(await only(bad))).toMatchObject({ state: 'accepted' });
  });
});

describe('the queue', () => {
  const message = (messageId: string, body: unknown) =>
    ({ messageId, body: typeof body === 'string' ? body : JSON.stringify(body) }) as Parameters<typeof relay>[1][number];
  const record = ({ pk, sk }: MailKey, eventName = 'INSERT') => ({ eventName, dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } } });

  it('gets back what could not be sent yet, and nothing else', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const keys = [await only(await bureau.register()), await only(await bureau.register()), await only(await bureau.register())] as const;
    await deliver(bureau.mailing, keys[2]);
    const answers: Sent[] = [
      { accepted: true, messageId: 'x' },
      { accepted: false, failure: 'transient', reason: 'Throttling' },
    ];
    bureau.carry(() => Promise.resolve(answers.shift()!));
    const batch = [
      message('sent', record(keys[0])),
      message('later', record(keys[1])),
      message('settled', record(keys[2])),
      message('junk', '{'),
    ];
    expect(await relay(bureau.mailing, batch)).toEqual({ batchItemFailures: [{ itemIdentifier: 'later' }, { itemIdentifier: 'junk' }] });
    expect(log.mock.calls).toEqual([[JSON.stringify({ level: 'error', event: 'mail-not-delivered', error: 'SyntaxError' })]]);
    log.mockRestore();
  });

  it('ignores the later changes of a mail', async () => {
    const key = await only(await bureau.register());
    expect(await relay(bureau.mailing, [message('m', record(key, 'MODIFY'))])).toEqual({ batchItemFailures: [] });
    expect(bureau.taken()).toEqual([]);
  });
});

describe('tokens', () => {
  it('are 26 characters of 128 bits, in which no two letters look alike', () => {
    expect(crockford(new Uint8Array(16))).toBe('0'.repeat(26));
    expect(crockford(new Uint8Array(16).fill(255))).toBe(`${'z'.repeat(25)}w`);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        expect(crockford(bytes)).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
      }),
    );
  });

  it('lead nowhere in the table itself: only their hash is kept', async () => {
    const number = await bureau.register();
    await deliver(bureau.mailing, await only(number));
    const [mail] = await readMails(bureau.taken());
    const token = /\/a\/(\w{26})/.exec(mail?.text ?? '')?.[1] ?? '';
    const rows = await bureau.everyRow();
    expect(token).toHaveLength(26);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(
      rows.some(({ officer, until }) => officer === 'F03' && until === shanghaiInstant(Date.parse(bureau.deps.now()) + 72 * 3_600_000)),
    ).toBe(true);
  });
});
