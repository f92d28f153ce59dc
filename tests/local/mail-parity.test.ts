// The local SES and mail exchanger say what AWS would say: the same inbound code enters it, as often as Lambda would try.
import type { S3Event, SNSEvent } from 'aws-lambda';
import { SESClient } from '@aws-sdk/client-ses';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { postRoom } from '../../functions/mail/post.ts';
import { sesTransport } from '../../functions/mail/ses.ts';
import { takeIn } from '../../functions/services/inbound.ts';
import { dealWithHeld, heldMails, receivedFile } from '../../functions/services/mail-desk.ts';
import { deliver } from '../../functions/services/mailing.ts';
import { writeDirectory } from '../../functions/store/directory.ts';
import { readMail } from '../../functions/store/mails.ts';
import { folderMail } from '../../functions/store/received-mail.ts';
import { tellArrived } from '../../lib/local/arrived.ts';
import { callLater, type CallLater } from '../../lib/local/call-later.ts';
import { type Listening, listenOn } from '../../lib/local/listen.ts';
import { openMailFolder } from '../../lib/local/mail-folder.ts';
import { sesEndpoint } from '../../lib/local/mailbox.ts';
import { listenSmtp } from '../../lib/local/smtp.ts';
import { openMailBureau, STAFF, type MailBureau } from '../support/mail-bureau.ts';

const RETRIES = { attempts: 3, firstPauseMs: 5 };

let bureau: MailBureau;
let path: string;
let lines: string[];
beforeAll(async () => {
  bureau = await openMailBureau();
});
afterAll(() => bureau.stop());
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'shoufang-parity-'));
  lines = [];
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

const later = <Event>(): CallLater<Event> =>
  callLater({ name: 'inbound', failureFile: join(path, 'inbound.jsonl'), log: (line) => void lines.push(line), retries: RETRIES });
const done = (queue: Pick<CallLater<unknown>, 'pending'>) => vi.waitFor(() => expect(queue.pending()).toBe(0));

describe('a mail sent through the local SES', () => {
  let server: Listening;
  let queue: CallLater<SNSEvent>;
  const events: SNSEvent[] = [];

  beforeEach(async () => {
    events.length = 0;
    queue = later<SNSEvent>();
    const folder = await openMailFolder(path);
    server = await listenOn(
      sesEndpoint(folder, (event) => {
        events.push(event);
        queue.call(event);
      }).fetch,
      ['127.0.0.1'],
      0,
    );
  });
  afterEach(async () => {
    await queue.stop();
    await server.close(0);
  });

  const sendTo = async (email: string, configurationSet: string | null = 'local') => {
    await writeDirectory(bureau.deps.db, { staff: [{ ...STAFF.F03, email }, STAFF.F01], townships: [], years: {} });
    const client = new SESClient({
      endpoint: `http://127.0.0.1:${server.port}`,
      region: 'local',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    const post = postRoom(sesTransport(client, configurationSet ?? undefined), { from: 'xinfang@ymj.example' }, Date.now);
    const [key] = await bureau.keys(await bureau.register());
    expect(await deliver({ ...bureau.mailing, post }, key!)).toBe('ACCEPTED');
    client.destroy();
    return key!;
  };

  it.each([
    ['f03@ymj.example', 'delivered', ['Delivery']],
    ['bounce@simulator.amazonses.com', 'bounced', ['Bounce']],
    ['bounce+f03@simulator.amazonses.com', 'bounced', ['Bounce']],
    ['suppressionlist@simulator.amazonses.com', 'bounced', ['Bounce']],
    ['complaint@simulator.amazonses.com', 'complained', ['Delivery', 'Complaint']],
  ])('to %s ends %s', async (email, state, kinds) => {
    queue.open((event) => takeIn(bureau.deps, event));
    const key = await sendTo(email);
    await done(queue);
    expect(await readMail(bureau.deps.db, key)).toMatchObject({ state });
    const said = events.map(
      ({ Records: [record] }) => JSON.parse(record?.Sns.Message ?? '') as { eventType: string; mail: { messageId: string } },
    );
    expect(said.map(({ eventType }) => eventType)).toEqual(kinds);
    expect(said[0]?.mail.messageId).toBe((await readMail(bureau.deps.db, key))?.messageId);
  });

  it('without a configuration set says nothing, as SES does', async () => {
    const key = await sendTo('f03@ymj.example', null);
    expect(events).toEqual([]);
    expect(await readMail(bureau.deps.db, key)).toMatchObject({ state: 'accepted' });
  });

  it('is told of again when the function fails, and put aside after the third time', async () => {
    let calls = 0;
    queue.open((event) => {
      calls += 1;
      return calls < 3 ? Promise.reject(new Error('f03@ymj.example')) : takeIn(bureau.deps, event);
    });
    const key = await sendTo('f03@ymj.example');
    await done(queue);
    expect(await readMail(bureau.deps.db, key)).toMatchObject({ state: 'delivered' });
    expect(lines).toHaveLength(2);

    const hopeless = later<{ n: number }>();
    hopeless.open(({ n }) => (n === 1 ? Promise.reject(new TypeError('no')) : Promise.resolve()));
    hopeless.call({ n: 1 });
    hopeless.call({ n: 2 });
    await done(hopeless);
    await hopeless.stop();
    const kept = readFileSync(join(path, 'inbound.jsonl'), 'utf8').trim().split('\n');
    expect(kept.map((line): unknown => JSON.parse(line))).toEqual([
      { consumer: 'inbound', reason: 'TypeError', calls: 3, event: { n: 1 } },
    ]);
    expect(lines.join('\n')).not.toContain('@');
  });
});

describe('a mail that comes in by SMTP', () => {
  const write = (port: number, text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const waiting = ['EHLO me', 'MAIL FROM:<li@elsewhere.example>', 'RCPT TO:<xf@ymj.example>', 'DATA', `${text}\r\n.`, 'QUIT'];
      const socket = createConnection(port, '127.0.0.1');
      socket.on('error', reject);
      socket.on('close', () => resolve());
      socket.on('data', (chunk) => {
        const next = /^\d{3} .*\r\n$/m.test(chunk.toString()) ? waiting.shift() : undefined;
        if (next !== undefined) socket.write(`${next}\r\n`);
      });
    });

  it('waits to be filed, is handed out as it came, and is dealt with once', async () => {
    const folder = await openMailFolder(path);
    const queue = later<S3Event>();
    const arrived = tellArrived(folder, queue.call, (line) => void lines.push(line));
    const smtp = await listenSmtp(folder, 0, () => undefined, arrived.tell);
    await write(smtp.port, 'Subject: a letter\r\n\r\n<script>x</script>');
    await smtp.close();
    await vi.waitFor(() => expect(queue.pending()).toBe(1));
    arrived.again(); // a start after a kill
    await vi.waitFor(() => expect(queue.pending()).toBe(2));
    queue.open((event) => takeIn(bureau.deps, event));
    await done(queue);
    await queue.stop();

    const reader = { staff: STAFF.F01 };
    const deps = { ...bureau.deps, received: folderMail(path) };
    const list = await heldMails(deps, reader);
    if (!list.ok) throw new Error(list.refusal.code);
    expect(list.value.waiting).toHaveLength(1);
    const [held] = list.value.waiting;
    const file = await receivedFile(deps, reader, held!.id);
    expect(file.ok && Buffer.from(file.value).toString()).toContain('Subject: a letter\r\n\r\n<script>x</script>');
    expect(file.ok && file.value.length).toBe(held!.size);

    for (const other of [STAFF.F03, STAFF.L01]) {
      expect(await heldMails(deps, { staff: other })).toMatchObject({ refusal: { code: 'NOT_YOURS' } });
      expect(await receivedFile(deps, { staff: other }, held!.id)).toMatchObject({ refusal: { code: 'NOT_YOURS' } });
      expect(await dealWithHeld(deps, { staff: other }, held!.id)).toMatchObject({ refusal: { code: 'NOT_YOURS' } });
    }
    expect(await receivedFile(deps, reader, '../engine.db')).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
    expect(await dealWithHeld(deps, reader, 'f'.repeat(40))).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
    expect(await dealWithHeld(deps, reader, held!.id)).toMatchObject({ ok: true });
    expect(await dealWithHeld(deps, reader, held!.id)).toMatchObject({ ok: true });
    expect(await heldMails(deps, reader)).toMatchObject({ value: { waiting: [] } });
    expect(await receivedFile(deps, reader, held!.id)).toMatchObject({ ok: true });
  });
});
