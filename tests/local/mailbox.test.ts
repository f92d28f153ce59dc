// The local SES and SMTP: what the real clients send is on disk before they hear so, and listed whole.
import { SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Listening, listenOn } from '../../lib/local/listen.ts';
import { type MailFolder, openMailFolder, parseMail } from '../../lib/local/mail-folder.ts';
import { sesEndpoint } from '../../lib/local/mailbox.ts';
import { listenSmtp } from '../../lib/local/smtp.ts';

const SUBJECT = '请签收：XF-2026-0041 来访件，首接责任人须在两个工作日内签收，逾期将提醒科室负责人（第一次提醒）';
const encodedSubject = [...SUBJECT.matchAll(/.{1,12}/gu)]
  .map(([words]) => `=?UTF-8?B?${Buffer.from(words).toString('base64')}?=`)
  .join('\r\n ');
const mail = (subject = encodedSubject) =>
  [
    'From: shoufang@ymj.example',
    'To: f03@ymj.example',
    `Subject: ${subject}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('请打开 http://localhost:3000/990581/a/abc 签收。').toString('base64'),
    '',
  ].join('\r\n');

let path: string;
let folder: MailFolder;
let server: Listening;
let ses: SESClient;

beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), 'shoufang-mail-'));
  folder = await openMailFolder(path);
  server = await listenOn(sesEndpoint(folder).fetch, ['127.0.0.1'], 0);
  ses = new SESClient({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'cn-north-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
});
afterEach(async () => {
  ses.destroy();
  await server.close(0);
  rmSync(path, { recursive: true, force: true });
});

const send = (raw: string, to = ['f03@ymj.example']) =>
  ses.send(new SendRawEmailCommand({ Source: 'shoufang@ymj.example', Destinations: to, RawMessage: { Data: Buffer.from(raw) } }));

describe('SendRawEmail of the real SES client', () => {
  it('is answered with a message id when the mail lies on disk, byte for byte after the envelope', async () => {
    const { MessageId } = await send(mail());
    const [name] = readdirSync(path);
    expect(name).toBe(`${MessageId ?? ''}.eml`);
    const stored = readFileSync(join(path, name ?? ''), 'utf8');
    expect(stored).toBe(`Return-Path: <shoufang@ymj.example>\r\nX-Envelope-To: f03@ymj.example\r\n${mail()}`);
    expect((await parseMail(Buffer.from(stored)))?.text).toContain('http://localhost:3000/990581/a/abc');
  });

  it('lists newest first with whole decoded subjects, and the same after a restart', async () => {
    await send(mail());
    await send(mail('second'), ['f01@ymj.example']);
    const listed = folder.list(10);
    expect(listed.map(({ subject, to }) => ({ subject, to }))).toEqual([
      { subject: 'second', to: ['f01@ymj.example'] },
      { subject: SUBJECT, to: ['f03@ymj.example'] },
    ]);
    expect((await openMailFolder(path)).list(10)).toEqual(listed);
  });

  it.each([
    ['no sender', 'To: a@ymj.example\r\n\r\nx', undefined, 'InvalidParameterValue'],
    ['a recipient that is none', mail(), ['nobody'], 'InvalidParameterValue'],
    ['a recipient with a line break', mail(), ['a@ymj.example\r\nX-Evil: 1'], 'InvalidParameterValue'],
    ['too many recipients', mail(), Array.from({ length: 51 }, (_, n) => `a${n}@ymj.example`), 'InvalidParameterValue'],
    ['a throttled recipient', mail(), ['throttled@simulator.amazonses.com'], 'Throttling'],
    ['a rejected recipient', mail(), ['rejected@simulator.amazonses.com'], 'MessageRejected'],
  ])('refuses %s as SES would and keeps nothing', async (_, raw, to, code) => {
    const sending = ses.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(raw) }, ...(to && { Destinations: to }) }));
    await expect(sending).rejects.toMatchObject({ name: code });
    expect(readdirSync(path)).toEqual([]);
  });

  it.each(['', 'Action=SendEmail', 'Action=SendRawEmail', 'Action=SendRawEmail&RawMessage.Data=%2A%2A'])(
    'answers the body "%s" with an error, not a failure',
    async (body) => {
      const response = await fetch(`http://127.0.0.1:${server.port}/`, { method: 'POST', body });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('<ErrorResponse');
    },
  );
});

describe('the list of a folder', () => {
  it('is built from a thousand mails and asked again and again within a moment', async () => {
    for (let n = 0; n < 1000; n += 1) writeFileSync(join(path, `${String(1_795_000_000_000_000 + n)}-${'a'.repeat(16)}.eml`), mail());
    const started = performance.now();
    const many = await openMailFolder(path);
    expect(many.list(1000)).toHaveLength(1000);
    expect(performance.now() - started).toBeLessThan(3000);
    const again = performance.now();
    for (let n = 0; n < 100; n += 1) many.list(1000);
    expect(performance.now() - again).toBeLessThan(200);
  });

  it('turns pages and ignores files that are no mails', async () => {
    writeFileSync(join(path, 'notes.txt'), 'x');
    writeFileSync(join(path, 'notes.eml'), 'x');
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1)
      ids.unshift(await folder.add(Buffer.from(mail(`n${n}`)), { from: 'a@ymj.example', to: ['b@ymj.example'] }));
    const reopened = await openMailFolder(path);
    expect(reopened.list(2).map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(reopened.list(2, ids[1]).map(({ id }) => id)).toEqual(ids.slice(2, 4));
    expect(reopened.list(2, ids[4])).toEqual([]);
  });
});

describe('the listener for inbound mail', () => {
  const talk = (port: number, lines: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      let heard = '';
      const waiting = [...lines];
      const socket = createConnection(port, '127.0.0.1');
      socket.on('error', reject);
      socket.on('close', () => resolve(heard));
      socket.on('data', (chunk) => {
        heard += chunk.toString();
        if (/^\d{3} .*\r\n$/m.test(chunk.toString())) {
          const next = waiting.shift();
          if (next !== undefined) socket.write(`${next}\r\n`);
        }
      });
    });

  it('keeps a mail that no parser would like before it says so', async () => {
    const smtp = await listenSmtp(folder, 0, () => undefined);
    const heard = await talk(smtp.port, [
      'EHLO me',
      'MAIL FROM:<li@elsewhere.example>',
      'RCPT TO:<xf@ymj.example>',
      'DATA',
      '\xff\xfe not a header\r\n.',
      'QUIT',
    ]);
    expect(heard).toMatch(/250 .*kept as/);
    const [kept] = folder.list(1);
    expect(kept).toMatchObject({ from: 'li@elsewhere.example', to: ['xf@ymj.example'] });
    expect(Buffer.from((await folder.raw(kept?.id ?? '')) ?? []).toString()).toContain('not a header');
    await smtp.close();
  });
});
