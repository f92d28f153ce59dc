// Hands mail to an SMTP relay, under TLS, one message a connection; says whether trying again can help.
// It must not know what a mail is about.
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import * as z from 'zod/mini';
import type { Sent } from '../domain/mail/facts.ts';
import type { MailTransport } from './transport.ts';

export interface SmtpOptions {
  /** Trusts this authority (PEM) besides those the runtime knows. */
  readonly ca?: string;
  /** Milliseconds that one mail may take, all told: less than the mailer's lease of thirty seconds. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 20_000;
// Each of them well inside the patience, so that what was waited for can be named.
const TIMEOUTS = { dnsTimeout: 5_000, connectionTimeout: 8_000, greetingTimeout: 8_000, socketTimeout: 10_000 };

/**
 * A carrier that speaks to the relay named by a URL: `smtps://user:password@relay.example:465`, or `smtp://…:587`, which must
 * offer STARTTLS unless it stands on this very machine. User and password percent-encoded; without them it does not log in.
 *
 * @param url the URL, or whatever reads it when the first mail leaves
 */
export const smtpTransport = (
  url: string | (() => Promise<string>),
  { ca, patienceMs = PATIENCE_MS }: SmtpOptions = {},
): MailTransport => ({
  send: async (raw, from, to) => {
    let connection: SMTPConnection | undefined;
    let timer: NodeJS.Timeout | undefined;
    let over = false;
    const tooLate = new Promise<Sent>((resolve) => {
      timer = setTimeout(() => resolve(unreached('ETIMEDOUT')), patienceMs);
    });
    const handOver = async (): Promise<Sent> => {
      const relay = await relayOf(url);
      if (!relay) return { accepted: false, failure: 'transient', reason: 'NO_RELAY' };
      const { default: Connection } = await import('nodemailer/lib/smtp-connection'); // not at the start, and never where SES carries
      if (over) return unreached('ETIMEDOUT'); // reading the setting took all the time there was
      // How the house calls itself to the relay; a machine's own name says nothing there.
      connection = new Connection({
        ...relay.where,
        name: from.split('@')[1],
        ...TIMEOUTS,
        tls: { minVersion: 'TLSv1.2', ...(ca && { ca }) },
      });
      return conversation(connection, relay, { raw, from, to });
    };
    const sent = await Promise.race([handOver().catch(failureOf), tooLate]);
    over = true;
    clearTimeout(timer);
    if (sent.accepted) connection?.quit();
    else connection?.close();
    return sent;
  },
});

interface Relay {
  readonly where: { readonly host: string; readonly port: number; readonly secure: boolean; readonly requireTLS: boolean };
  readonly login?: { readonly user: string; readonly pass: string };
}

const THIS_MACHINE = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

// A URL that is none, or a secret that cannot be read, is a setting to be mended: nobody's mail is lost by it.
const relayOf = async (url: string | (() => Promise<string>)): Promise<Relay | undefined> => {
  try {
    const { protocol, hostname, port, username, password } = new URL(typeof url === 'string' ? url : await url());
    const secure = protocol === 'smtps:';
    if (hostname === '' || !(secure || protocol === 'smtp:')) return undefined;
    const host = hostname.replace(/^\[|\]$/g, '');
    return {
      where: { host, port: port === '' ? (secure ? 465 : 587) : Number(port), secure, requireTLS: !secure && !THIS_MACHINE.test(host) },
      ...(username !== '' && { login: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    };
  } catch {
    return undefined;
  }
};

interface Letter {
  readonly raw: Uint8Array;
  readonly from: string;
  readonly to: string;
}

const conversation = async (connection: SMTPConnection, { login }: Relay, { raw, from, to }: Letter): Promise<Sent> => {
  const broken = new Promise<never>((_, reject) => connection.on('error', reject));
  broken.catch(() => undefined); // it may break after everything was said
  const said = <T>(say: (done: (error: Error | null | undefined, answer?: T) => void) => void): Promise<T | undefined> =>
    Promise.race([
      broken,
      new Promise<T | undefined>((resolve, reject) => say((error, answer) => (error ? reject(error) : resolve(answer)))),
    ]);

  await said<unknown>((done) => connection.connect(done));
  if (login) await said<unknown>((done) => connection.login(login, done));
  const answer = await said<{ response?: string | undefined }>((done) => {
    connection.send({ from, to, size: raw.length }, Buffer.from(raw), done);
  });
  return { accepted: true, messageId: queueId(answer?.response ?? '') ?? ownMessageId(raw) };
};

// How relays name a message they have taken, to whoever looks for it in their log.
const QUEUED = [/\bqueued as (?<id>[\w.,-]+)/i, /\bid=(?<id>[\w.-]+)/i, /^250 Ok (?<id>[\da-f-]{20,})$/i];

const queueId = (answer: string): string | undefined =>
  QUEUED.map((form) => form.exec(answer)?.groups?.['id']).find((id) => id !== undefined && id.length <= 100);

const ownMessageId = (raw: Uint8Array): string => {
  const head = Buffer.from(raw).toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
  return /^Message-ID:\s*<(?<id>[^<>\s]+)>/im.exec(head)?.groups?.['id'] ?? 'UNKNOWN';
};

// A word and what is behind it, as the ledger's page reads it.
const unreached = (code: string): Sent => ({ accepted: false, failure: 'transient', reason: `UNREACHABLE: ${code}` });

const Failure = z.object({
  code: z.optional(z.string()),
  originalCode: z.optional(z.string()),
  responseCode: z.optional(z.number()),
  response: z.optional(z.string()),
  command: z.optional(z.string()),
});

// Where the relay speaks of this very mail. What it says to the greeting, the login or the sender is about this house.
const ABOUT_THE_MAIL: readonly (string | undefined)[] = ['RCPT TO', 'DATA'];
// "Out of order", and the kinds of "log in first" (RFC 4954): said at any point, and not of the mail.
const ABOUT_THE_SESSION = new Set([503, 530, 534, 535, 538]);
const ENHANCED = /^\d{3}[ -](?<code>[245]\.\d{1,3}\.\d{1,3})\b/; // RFC 3463
const PLAIN_CODE = /^[A-Z][A-Z0-9_]{1,60}$/;

const failureOf = (error: unknown): Sent => {
  const { code, originalCode, responseCode, response, command } = Failure.safeParse(error).data ?? {};
  if (responseCode === undefined) {
    // The relay said beforehand how much it takes.
    if (code === 'EMESSAGE') return { accepted: false, failure: 'permanent', reason: 'TOO_LARGE' };
    // No reply came, or none that refuses. Only a code: a message may quote an address.
    return unreached([originalCode, code].find((known) => known !== undefined && PLAIN_CODE.test(known)) ?? 'UNKNOWN');
  }
  const enhanced = ENHANCED.exec(response ?? '')?.groups?.['code'];
  const reason = `SMTP: ${String(responseCode)}${enhanced === undefined ? '' : ` ${enhanced}`}`;
  const final = responseCode >= 500 && !ABOUT_THE_SESSION.has(responseCode) && ABOUT_THE_MAIL.includes(command);
  return { accepted: false, failure: final ? 'permanent' : 'transient', reason };
};
