// What comes back about mails sent, on the real engine: the ledger goes on past accepted, nothing is counted twice, and no address is told.
import type { S3Event, SNSEvent } from 'aws-lambda';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import type { MailState } from '../../functions/domain/mail/catalogue.ts';
import type { Reported } from '../../functions/domain/mail/reports.ts';
import { takeIn } from '../../functions/services/inbound.ts';
import { dealWithMail, mailDesk } from '../../functions/services/mail-desk.ts';
import { deliver } from '../../functions/services/mailing.ts';
import { mailLedger } from '../../functions/services/mails.ts';
import { mailName, mailNamed, mailTags } from '../../functions/store/mail-tags.ts';
import { markAccepted, readMail, unsentOlderThan, type MailKey } from '../../functions/store/mails.ts';
import { metered } from '../support/meter.ts';
import { BUREAU, openMailBureau, STAFF, type MailBureau } from '../support/mail-bureau.ts';

type Shape =
  | 'Delivery'
  | 'Bounce'
  | 'TransientBounce'
  | 'Suppressed'
  | 'Complaint'
  | 'NotSpam'
  | 'Reject'
  | 'RenderingFailure'
  | 'DeliveryDelay'
  | 'Send';
const eventSchema = z.looseObject({ eventType: z.string() });
const SHAPES = z
  .record(z.string(), eventSchema)
  .parse(JSON.parse(readFileSync(new URL('../fixtures/ses/events.json', import.meta.url), 'utf8')));
const MAIL = z.looseObject({ tags: z.record(z.string(), z.array(z.string())) }).parse(SHAPES['Delivery']?.['mail']);

let bureau: MailBureau;
beforeAll(async () => {
  bureau = await openMailBureau();
});
afterAll(() => bureau.stop());

const logged: string[] = [];
beforeEach(() => {
  for (const level of ['log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => void logged.push(words.map(String).join(' ')));
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  expect(logged.splice(0).join('\n')).not.toContain('@');
});

/** SES's event of this shape about this mail, as text. */
const about = (shape: Shape, key: MailKey, tags = mailTags(BUREAU, key)): string =>
  JSON.stringify({
    ...SHAPES[shape],
    mail: { ...MAIL, tags: { ...MAIL.tags, ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])) } },
  });

const sns = (...messages: string[]): SNSEvent => ({
  Records: messages.map((Message) => ({
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    EventSubscriptionArn: 'arn:aws:sns:ap-southeast-1:123456789012:mail-events:1',
    Sns: {
      Type: 'Notification',
      MessageId: 'm',
      TopicArn: 'arn:aws:sns:ap-southeast-1:123456789012:mail-events',
      Subject: 'Amazon SES Email Event Notification',
      Message,
      Timestamp: '2026-03-02T01:05:09.000Z',
      SignatureVersion: '1',
      Signature: 's',
      SigningCertUrl: 'https://sns.example/c.pem',
      UnsubscribeUrl: 'https://sns.example/u',
      MessageAttributes: {},
    },
  })),
});

const tell = (key: MailKey, ...shapes: Shape[]) => takeIn(bureau.deps, sns(...shapes.map((shape) => about(shape, key))));

const accepted = async (): Promise<MailKey> => {
  const [key] = await bureau.keys(await bureau.register());
  expect(await deliver(bureau.mailing, key!)).toBe('ACCEPTED');
  return key!;
};
const stateOf = async (key: MailKey) => (await readMail(bureau.deps.db, key))?.state;
const deskOf = async () => (await mailDesk(bureau.deps, { staff: STAFF.F01 }))!.undelivered;

describe('an event of the carrier', () => {
  it.each<[Shape, MailState, string | undefined]>([
    ['Delivery', 'delivered', undefined],
    ['Bounce', 'bounced', 'BOUNCED: General'],
    ['Suppressed', 'bounced', 'BOUNCED: OnAccountSuppressionList'],
    ['Complaint', 'complained', 'COMPLAINED: abuse'],
    ['Reject', 'failed', 'REJECTED'],
    ['RenderingFailure', 'failed', 'NOT_RENDERED'],
  ])('%s puts the mail at %s', async (shape, state, reason) => {
    const key = await accepted();
    expect(await tell(key, shape)).toEqual({ ENTERED: 1 });
    const mail = await readMail(bureau.deps.db, key);
    expect(mail).toMatchObject({ state, messageId: '010e018f0c5d2f1a-7d1f0c7e-5a2b-4b8a-9d3c-2f6f0e1a9b11-000000' });
    expect(mail?.reason).toBe(reason);
  });

  it.each<Shape>(['TransientBounce', 'DeliveryDelay', 'NotSpam', 'Send'])('%s leaves the mail as it is', async (shape) => {
    const key = await accepted();
    expect(await tell(key, shape)).toEqual({ NOTHING: 1 });
    expect(await stateOf(key)).toBe('accepted');
  });

  it('is dated by the carrier, in our time', async () => {
    const key = await accepted();
    await tell(key, 'Delivery');
    expect((await readMail(bureau.deps.db, key))?.at).toBe('2026-03-02T09:05:07.480+08:00');
  });

  it('costs one write unit, and one more where it becomes a task', async () => {
    const [plain, task] = [await accepted(), await accepted()];
    expect(await metered(bureau.deps.db.doc, () => tell(plain, 'Delivery'))).toEqual({ calls: { UpdateItem: 1 }, units: 1 });
    expect(await metered(bureau.deps.db.doc, () => tell(task, 'Bounce'))).toEqual({ calls: { UpdateItem: 1 }, units: 2 });
  });

  it('may come before our own note that the carrier has the mail, which then changes nothing', async () => {
    for (const [shape, state] of [
      ['Delivery', 'delivered'],
      ['Reject', 'failed'],
    ] as const) {
      const [key] = await bureau.keys(await bureau.register());
      bureau.carry(async () => {
        await tell(key!, shape);
        return { accepted: true, messageId: '010e018f0c5d2f1a-7d1f0c7e-5a2b-4b8a-9d3c-2f6f0e1a9b11-000000' };
      });
      await deliver(bureau.mailing, key!);
      bureau.carry();
      expect(await stateOf(key!)).toBe(state);
      expect(await deliver(bureau.mailing, key!)).toBe('SETTLED');
    }
  });

  it('ends the trying when a copy has arrived that was thought lost', async () => {
    const [key] = await bureau.keys(await bureau.register());
    bureau.carry(() => Promise.resolve({ accepted: false, failure: 'transient', reason: 'TimeoutError' }));
    expect(await deliver(bureau.mailing, key!)).toBe('RELEASED');
    bureau.carry();
    await tell(key!, 'Delivery');
    expect(await deliver(bureau.mailing, key!)).toBe('SETTLED');
    expect(await unsentOlderThan(bureau.deps.db, bureau.deps.now(), 1000)).not.toContainEqual(key);
  });

  it('ends alike in any order, however often it comes', async () => {
    const kinds = { Delivery: 'delivered', Bounce: 'bounced', Complaint: 'complained', Reject: 'failed' } as const satisfies Record<
      string,
      Reported
    >;
    const order: readonly Shape[] = ['Reject', 'Delivery', 'Bounce', 'Complaint'];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<keyof typeof kinds>('Delivery', 'Bounce', 'Complaint', 'Reject'), { minLength: 1, maxLength: 6 }),
        async (shapes) => {
          const key = await accepted();
          for (const shape of shapes) await tell(key, shape);
          const last = order.filter((shape) => (shapes as readonly Shape[]).includes(shape)).at(-1) as keyof typeof kinds;
          expect(await stateOf(key)).toBe(kinds[last]);
          expect((await deskOf()).some(({ name }) => name === mailName(key))).toBe(last !== 'Delivery');
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('an event that is nobody’s here', () => {
  it('is counted and no error: of another bureau, of no mail, without our tags', async () => {
    const key = await accepted();
    const messages = [
      about('Bounce', key, { ...mailTags(BUREAU, key), bureau: '990582' }),
      about('Bounce', { pk: `${BUREAU}#PET#XF-2026-9999`, sk: 'OUT#000001#1' }),
      about('Bounce', key, {}),
      about('Bounce', key, { bureau: BUREAU, mail: 'PET_XF-2026-0001_DL_000001_1' }),
    ];
    expect(await takeIn(bureau.deps, sns(...messages))).toEqual({ UNKNOWN: 4 });
    expect(await stateOf(key)).toBe('accepted');
    expect(JSON.parse(logged[0] ?? '')).toEqual({ level: 'warn', event: 'inbound-not-taken', unknown: 4, malformed: 0 });
  });

  it.each<[string, unknown]>([
    ['text', sns('not json f03@ymj.example')],
    ['an event without a mail', sns('{"eventType":"Bounce","to":"f03@ymj.example"}')],
    ['a record of another service', { Records: [{ EventSource: 'aws:sqs', body: 'f03@ymj.example' }] }],
    ['no records', { hello: 'f03@ymj.example' }],
    ['nothing', undefined],
  ])('is logged without its content and not asked for again: %s', async (_, event) => {
    expect(await takeIn(bureau.deps, event)).toEqual({ MALFORMED: 1 });
    expect(logged).toHaveLength(1);
  });

  it('whose kind is a word of the language itself says nothing', async () => {
    const key = await accepted();
    for (const eventType of ['constructor', '__proto__', 'toString']) {
      const message = JSON.stringify({ ...z.record(z.string(), z.unknown()).parse(JSON.parse(about('Send', key))), eventType });
      expect(await takeIn(bureau.deps, sns(message))).toEqual({ NOTHING: 1 });
    }
  });

  it('is brought again when the table is away, after the others were tried', async () => {
    const key = await accepted();
    const doc = Object.create(bureau.deps.db.doc) as typeof bureau.deps.db.doc;
    let calls = 0;
    doc.send = ((command: never) => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error('away')) : bureau.deps.db.doc.send(command);
    }) as typeof doc.send;
    const lame = { ...bureau.deps, db: { ...bureau.deps.db, doc } };
    await expect(takeIn(lame, sns(about('Bounce', key), about('Delivery', key)))).rejects.toThrow('away');
    expect(await stateOf(key)).toBe('delivered');
  });
});

describe('a mail that arrived nowhere', () => {
  it('is a task for those who see to mail until one of them has', async () => {
    const key = await accepted();
    await tell(key, 'Bounce');
    const task = (await deskOf()).find(({ name }) => name === mailName(key));
    expect(task).toMatchObject({ state: 'bounced', recipient: 'F03', reason: 'BOUNCED: General' });
    expect(await mailDesk(bureau.deps, { staff: STAFF.F03 })).toBeUndefined();
    expect(await dealWithMail(bureau.deps, { staff: STAFF.F03 }, task!.name)).toMatchObject({ refusal: { code: 'NOT_YOURS' } });
    expect(await dealWithMail(bureau.deps, { staff: STAFF.F01 }, task!.name)).toEqual({ ok: true, value: undefined });
    expect(await dealWithMail(bureau.deps, { staff: STAFF.L01 }, task!.name)).toEqual({ ok: true, value: undefined });
    expect((await deskOf()).some(({ name }) => name === task!.name)).toBe(false);
    expect(await readMail(bureau.deps.db, key)).toMatchObject({ state: 'bounced', dealtBy: 'F01' });
  });

  it('is one again when something weightier comes', async () => {
    const key = await accepted();
    await tell(key, 'Bounce');
    await dealWithMail(bureau.deps, { staff: STAFF.F01 }, mailName(key));
    await tell(key, 'Complaint');
    expect((await deskOf()).find(({ name }) => name === mailName(key))).toMatchObject({ state: 'complained' });
    expect((await readMail(bureau.deps.db, key))?.dealtBy).toBeUndefined();
  });

  it('counts as one when the carrier would not take it in the first place', async () => {
    const [key] = await bureau.keys(await bureau.register());
    bureau.carry(() => Promise.resolve({ accepted: false, failure: 'permanent', reason: 'MessageRejected' }));
    await deliver(bureau.mailing, key!);
    bureau.carry();
    expect((await deskOf()).find(({ name }) => name === mailName(key!))).toMatchObject({ state: 'failed', reason: 'MessageRejected' });
  });

  it('cannot be seen to when it is none, or nothing', async () => {
    const fine = await accepted();
    for (const name of [mailName(fine), 'PET_XF-2026-9999_OUT_000001_1', '__proto__', '']) {
      expect(await dealWithMail(bureau.deps, { staff: STAFF.F01 }, name)).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
    }
  });

  it('is found in the ledger by its state', async () => {
    const key = await accepted();
    await tell(key, 'Complaint');
    const found = await mailLedger(bureau.deps, { staff: STAFF.F01 }, { state: 'complained' });
    expect(found.ok && found.value.items.some(({ number }) => key.pk.endsWith(number.replace(/-M.*/, '')))).toBe(true);
  });
});

describe('the name under which a carrier keeps a mail', () => {
  it('leads back to the mail, in the characters SES takes', async () => {
    const keys = [...(await bureau.keys(await bureau.register())), { pk: `${BUREAU}#IMPORT#8f00aa11bb22`, sk: 'OUT#000001#F03' }];
    for (const key of keys) {
      expect(mailName(key)).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
      expect(mailNamed(BUREAU, mailName(key))).toEqual(key);
    }
  });

  it('goes with the mail, and only with it', async () => {
    const seen: unknown[] = [];
    const [key] = await bureau.keys(await bureau.register());
    const post = { send: (_: unknown, tags?: unknown) => Promise.resolve((seen.push(tags), { accepted: true, messageId: 'm' } as const)) };
    await deliver({ ...bureau.mailing, post }, key!);
    expect(seen).toEqual([{ bureau: BUREAU, mail: mailName(key!) }]);
  });
});

const s3 = (key: string, size = 2048): S3Event => ({
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'ap-southeast-1',
      eventTime: '2026-03-02T01:10:00.000Z',
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: 'AWS:ses' },
      requestParameters: { sourceIPAddress: '203.0.113.9' },
      responseElements: { 'x-amz-request-id': 'R', 'x-amz-id-2': 'I' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'received',
        bucket: { name: 'mail', ownerIdentity: { principalId: 'A' }, arn: 'arn:aws:s3:::mail' },
        object: { key, size, eTag: 'e', sequencer: '1' },
      },
    },
  ],
});

describe('a mail received', () => {
  const ID = 'o3vrnil0e2ic28trm7dfhrc2v0clbmda4nbp0g1';

  it('is held once, with nothing of its content', async () => {
    expect(await takeIn(bureau.deps, s3(`raw/${ID}`))).toEqual({ HELD: 1 });
    expect(await takeIn(bureau.deps, s3(`raw/${ID}`))).toEqual({ KNOWN: 1 });
    const rows = (await bureau.everyRow()).filter(({ pk }) => String(pk).includes('#HELD#'));
    expect(rows).toHaveLength(1);
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(
      ['pk', 'sk', 'id', 'receivedAt', 'size', 'state', 'unsentPk', 'owedAt', 'ledgerPk', 'ledgerSk'].sort(),
    );
    expect(rows[0]).toMatchObject({ id: ID, receivedAt: '2026-03-02T09:10:00.000+08:00', size: 2048, state: 'HELD' });
  });

  it.each(['raw/AMAZON_SES_SETUP_NOTIFICATION', 'blobs/0123456789abcdef0123456789abcdef', 'raw/', 'raw/a%2Fb', 'raw/%E0%A4%A', 'raw/..'])(
    'is none where the object is %s',
    async (key) => {
      expect(await takeIn(bureau.deps, s3(key))).toEqual({ OTHER: 1 });
    },
  );
});

it('an acceptance noted late does not undo a report about that very message', async () => {
  const key = await accepted();
  await tell(key, 'Reject');
  const note = { now: bureau.deps.now(), messageId: '010e018f0c5d2f1a-7d1f0c7e-5a2b-4b8a-9d3c-2f6f0e1a9b11-000000' };
  expect(await markAccepted(bureau.deps.db, key, note)).toBe(false);
  expect(await markAccepted(bureau.deps.db, key, { ...note, messageId: 'another copy' })).toBe(true);
});
