// The SMTP carrier against a real server on loopback: what it sends, what it insists on, and which answers are worth another try.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { compose } from '../../functions/mail/compose.ts';
import { smtpTransport } from '../../functions/mail/smtp.ts';
import { certificateFor } from '../support/certificate.ts';
import { openRelay, type Relay } from '../support/smtp-relay.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

const relay = async (options?: Parameters<typeof openRelay>[0]): Promise<Relay> => {
  const opened = await openRelay(options);
  closing.push(opened.stop);
  return opened;
};

const PLAIN = { disabledCommands: ['STARTTLS', 'AUTH'] };
const [FROM, TO] = ['xinfang@ymj.example', 'f03@ymj.example'];
const RAW = new TextEncoder().encode('Message-ID: <mail.1@ymj.example>\r\nSubject: x\r\n\r\ny\r\n');

const plainTo = ({ port }: { port: number }, options = {}) => smtpTransport(`smtp://127.0.0.1:${String(port)}`, options);

describe('A mail handed to a relay', () => {
  it('arrives byte for byte, with its envelope, and is named as the relay names it', async () => {
    const server = await relay(PLAIN);
    const facts = { code: 'E02', number: 'M-1', to: TO, language: 'zh', link: { url: 'https://x.example/' }, thread: 't' } as const;
    const raw = await compose(facts, { from: `首访 <${FROM}>` }, new Date('2026-11-22T02:00:00Z'));
    expect(await plainTo(server).send(raw, FROM, TO)).toEqual({ accepted: true, messageId: 'Q1A9F' });
    expect(server.taken).toMatchObject([{ from: FROM, to: [TO], secure: false }]);
    expect(server.taken[0]!.raw.equals(Buffer.from(raw))).toBe(true);
  });

  it('keeps lines that begin with dots, lines longer than SMTP is fond of, and raw Chinese', async () => {
    const server = await relay(PLAIN);
    const raw = Buffer.from(`Subject: x\r\n\r\n.\r\n..\r\n.x\r\n${'长'.repeat(900)}\r\n${'.'.repeat(1200)}\r\n\r\n.\r\n`);
    await plainTo(server).send(raw, FROM, TO);
    expect(server.taken[0]!.raw.equals(raw)).toBe(true);
  });

  it('is named by its own Message-ID where the relay gives none', async () => {
    const answers = ['220 relay', '250 relay', '250 ok', '250 ok', '354 go on', '250 thanks', '221 bye'];
    const server = createServer((socket) => {
      let next = 0;
      const say = () => socket.write(`${answers[next++] ?? '221 bye'}\r\n`);
      let data = false;
      say();
      socket.on('data', (chunk) => {
        const text = chunk.toString();
        if (!data) for (const _line of text.trimEnd().split('\r\n')) say();
        else if (text.endsWith('\r\n.\r\n')) say();
        data = text.endsWith('DATA\r\n');
      });
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => server.close(resolve)));
    const { port } = server.address() as AddressInfo;
    expect(await plainTo({ port }).send(RAW, FROM, TO)).toEqual({ accepted: true, messageId: 'mail.1@ymj.example' });
  });
});

describe('What a relay says', () => {
  it.each([
    ['recipient', [550, '5.1.1 no such user f03@ymj.example'], 'permanent', 'SMTP: 550 5.1.1'],
    ['recipient', [451, '4.7.1 greylisted'], 'transient', 'SMTP: 451 4.7.1'],
    ['recipient', [503, 'log in first'], 'transient', 'SMTP: 503'],
    ['recipient', [530, '5.7.0 authentication required'], 'transient', 'SMTP: 530 5.7.0'],
    ['sender', [553, '5.7.1 xinfang@ymj.example is not yours'], 'transient', 'SMTP: 553 5.7.1'],
    ['data', [554, '5.7.1 refused as spam, see f03@ymj.example'], 'permanent', 'SMTP: 554 5.7.1'],
    ['data', [452, '4.3.1 out of space'], 'transient', 'SMTP: 452 4.3.1'],
    ['data', [421, 'closing'], 'transient', 'SMTP: 421'],
  ] as const)('about the %s, %j, is a %s failure %s', async (at, [code, text], failure, reason) => {
    const server = await relay(PLAIN);
    server.refuse(at, [code, text]);
    expect(await plainTo(server).send(RAW, FROM, TO)).toEqual({ accepted: false, failure, reason });
    server.refuse(at, undefined);
    expect(await plainTo(server).send(RAW, FROM, TO)).toMatchObject({ accepted: true });
  });

  it('to a mail above its size is final, and the mail is not sent', async () => {
    const server = await relay({ ...PLAIN, size: 100 });
    const sent = await plainTo(server).send(Buffer.alloc(200, 'x'), FROM, TO);
    expect(sent).toEqual({ accepted: false, failure: 'permanent', reason: 'TOO_LARGE' });
  });
});

describe('A relay that breaks', () => {
  it('in the midst of the data', async () => {
    const server = await relay(PLAIN);
    server.refuse('data', 'DROP');
    const sent = await plainTo(server).send(Buffer.alloc(200_000, 'x\r\n'), FROM, TO);
    expect(sent).toMatchObject({ accepted: false, failure: 'transient' });
    expect(server.taken).toEqual([]);
  });

  it('by saying nothing, at the end or from the beginning, is waited for no longer than the patience', async () => {
    const server = await relay(PLAIN);
    server.refuse('data', 'SILENT');
    const mute = createServer((socket) => void socket.on('error', () => undefined));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => mute.close(resolve)));
    const ports = [server.port, (mute.address() as AddressInfo).port];
    const sent = await Promise.all(ports.map((port) => plainTo({ port }, { patienceMs: 300 }).send(RAW, FROM, TO)));
    expect(sent).toEqual(Array(2).fill({ accepted: false, failure: 'transient', reason: 'UNREACHABLE: ETIMEDOUT' }));
  });

  it('or is not there', async () => {
    const server = await relay(PLAIN);
    await server.stop();
    expect(await plainTo(server).send(RAW, FROM, TO)).toEqual({
      accepted: false,
      failure: 'transient',
      reason: 'UNREACHABLE: ECONNREFUSED',
    });
  });
});

// 0.0.0.0 leads to this machine, but does not say so: it is treated like a host far away.
const FAR = '0.0.0.0';
const certificate = certificateFor(['relay.example', FAR]);

describe('A relay elsewhere', () => {
  it('that offers no TLS gets nothing', async () => {
    const server = await relay(PLAIN);
    const sent = await smtpTransport(`smtp://${FAR}:${String(server.port)}`).send(RAW, FROM, TO);
    expect(sent).toMatchObject({ accepted: false, failure: 'transient' });
    expect(server.taken).toEqual([]);
  });

  it.each([
    ['smtp', false],
    ['smtps', true],
  ] as const)('gets mail under TLS by %s, and the password only then', async (scheme, secure) => {
    const server = await relay({ ...certificate, secure, accounts: { 'desk@ymj.example': 'p@ss: 首/访' } });
    const url = `${scheme}://${encodeURIComponent('desk@ymj.example')}:${encodeURIComponent('p@ss: 首/访')}@${FAR}:${String(server.port)}`;
    expect(await smtpTransport(() => Promise.resolve(url), { ca: certificate.cert }).send(RAW, FROM, TO)).toMatchObject({ accepted: true });
    expect(server.taken).toMatchObject([{ secure: true, user: 'desk@ymj.example' }]);
  });

  it.each([
    ['signed by nobody known', certificate, undefined],
    ['for another name', certificateFor(['other.example']), 'own'],
    ['past its time', certificateFor([FAR], { expired: true }), 'own'],
  ] as const)('with a certificate %s gets nothing', async (_what, given, trust) => {
    for (const secure of [true, false]) {
      const server = await relay({ ...given, secure });
      const carrier = smtpTransport(`${secure ? 'smtps' : 'smtp'}://${FAR}:${String(server.port)}`, trust && { ca: given.cert });
      const sent = await carrier.send(RAW, FROM, TO);
      expect(sent).toMatchObject({
        accepted: false,
        failure: 'transient',
        reason: expect.stringMatching(/^UNREACHABLE: [A-Z_0-9]+$/) as string,
      });
      expect(server.taken).toEqual([]);
    }
  });

  it('that refuses the login is tried again later: nobody’s mail is lost by a wrong password', async () => {
    const server = await relay({ ...certificate, secure: true, accounts: { desk: 'right' } });
    const carrier = smtpTransport(`smtps://desk:wrong@${FAR}:${String(server.port)}`, { ca: certificate.cert });
    expect(await carrier.send(RAW, FROM, TO)).toEqual({ accepted: false, failure: 'transient', reason: 'SMTP: 535 5.7.8' });
  });
});

describe('A setting that cannot be used', () => {
  it.each(['', 'relay.example', 'https://relay.example', 'smtp://', 'smtps://a:%zz@relay.example'])(
    'fails no mail for good, and is not repeated (%j)',
    async (url) => {
      expect(await smtpTransport(url).send(RAW, FROM, TO)).toEqual({ accepted: false, failure: 'transient', reason: 'NO_RELAY' });
    },
  );

  it('because the secret cannot be read, or not in time', async () => {
    const unreadable = smtpTransport(() => Promise.reject(new Error('smtps://desk:secret@relay.example')));
    expect(await unreadable.send(RAW, FROM, TO)).toEqual({ accepted: false, failure: 'transient', reason: 'NO_RELAY' });
    const server = await relay(PLAIN);
    let answer = (_url: string): void => undefined;
    const slow = smtpTransport(() => new Promise((resolve) => (answer = resolve)), { patienceMs: 20 });
    expect(await slow.send(RAW, FROM, TO)).toEqual({ accepted: false, failure: 'transient', reason: 'UNREACHABLE: ETIMEDOUT' });
    answer(`smtp://localhost:${String(server.port)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.taken).toEqual([]); // what was given up is not sent after all
  });
});
