// Amazon SES on this machine: the query protocol of SendRawEmail as the SDK speaks it, every accepted mail kept on disk.
// It must not know who sends or why. Signatures are not checked: the endpoint listens on loopback only.
import type { SNSEvent } from 'aws-lambda';
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { sesEvents } from './mail-events.ts';
import { addressesOf, type MailFolder, parseMail } from './mail-folder.ts';

/** SES takes messages of 10 MB; base64 and percent-encoding make them larger on the way. */
const BODY_AT_MOST = 32 * 1024 * 1024;
const RECIPIENTS_AT_MOST = 50;
const NAMESPACE = 'http://ses.amazonaws.com/doc/2010-12-01/';

interface SesError {
  readonly status: 400 | 413;
  readonly code: string;
  readonly message: string;
}

/** Recipients that are never accepted, so that a test can see the mailer refused; SES's own simulator has no such names. */
const REFUSED_RECIPIENTS: Readonly<Record<string, SesError>> = {
  'throttled@simulator.amazonses.com': { status: 400, code: 'Throttling', message: 'Maximum sending rate exceeded.' },
  'rejected@simulator.amazonses.com': { status: 400, code: 'MessageRejected', message: 'Email address is not verified.' },
};

const badValue = (message: string): SesError => ({ status: 400, code: 'InvalidParameterValue', message });

/**
 * `new SESClient({ endpoint })` or `AWS_ENDPOINT_URL_SES` point here.
 * @param tell hears of every mail sent under a configuration set what SES would publish about it, once the mail is on the disk
 */
export const sesEndpoint = (folder: MailFolder, tell: (event: SNSEvent) => void = () => undefined): Hono => {
  const app = new Hono();
  app.use(
    bodyLimit({
      maxSize: BODY_AT_MOST,
      onError: (c) =>
        refusal(c.body.bind(c), { status: 413, code: 'InvalidParameterValue', message: 'Message length is more than allowed.' }),
    }),
  );
  app.post('/', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    if (form.get('Action') !== 'SendRawEmail') {
      return refusal(c.body.bind(c), { status: 400, code: 'InvalidAction', message: 'Could not find operation requested.' });
    }
    const mail = await readMail(form);
    if ('code' in mail) return refusal(c.body.bind(c), mail);
    const id = await folder.add(mail.raw, { from: mail.from, to: mail.to });
    const configurationSet = form.get('ConfigurationSetName');
    if (configurationSet !== null) {
      const taken = { messageId: id, source: mail.from, destination: mail.to, tags: tagsOf(form), configurationSet };
      for (const event of sesEvents(taken, new Date())) tell(event);
    }
    return c.body(
      xml(
        `<SendRawEmailResponse xmlns="${NAMESPACE}"><SendRawEmailResult><MessageId>${id}</MessageId></SendRawEmailResult>${metadata()}</SendRawEmailResponse>`,
      ),
      200,
      XML,
    );
  });
  app.notFound((c) => refusal(c.body.bind(c), { status: 400, code: 'InvalidAction', message: 'Could not find operation requested.' }));
  return app;
};

const readMail = async (form: URLSearchParams): Promise<{ raw: Uint8Array; from: string; to: readonly string[] } | SesError> => {
  const data = form.get('RawMessage.Data') ?? '';
  if (data === '') return badValue('RawMessage.Data is missing.');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(data)) return badValue('RawMessage.Data is not base64.');
  const raw = Buffer.from(data, 'base64');
  const head = await parseMail(raw);
  if (!head) return badValue('The message cannot be read.');
  const from = form.get('Source') ?? addressesOf([head.from])[0];
  if (from === undefined || !isAddress(from)) return badValue("Missing required header 'From'.");
  const named = [...form].flatMap(([name, value]) => (/^Destinations\.member\.\d+$/.test(name) ? [value] : []));
  const to = named.length > 0 ? named : addressesOf([...(head.to ?? []), ...(head.cc ?? []), ...(head.bcc ?? [])]);
  if (to.length === 0) return badValue('Missing final recipient.');
  if (to.length > RECIPIENTS_AT_MOST) return badValue(`Recipient count exceeds ${RECIPIENTS_AT_MOST}.`);
  if (!to.every(isAddress)) return badValue('Illegal address.');
  if (!Object.entries(tagsOf(form)).flat().every(isTag)) return badValue('Invalid tag.');
  return to.map((address) => REFUSED_RECIPIENTS[address.toLowerCase()]).find((error) => error !== undefined) ?? { raw, from, to };
};

const tagsOf = (form: URLSearchParams): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([field, name]) => {
      const member = /^Tags\.member\.(\d+)\.Name$/.exec(field)?.[1];
      return member === undefined ? [] : [[name, form.get(`Tags.member.${member}.Value`) ?? '']];
    }),
  );

// SES takes these characters alone, and so many.
const isTag = (text: string): boolean => /^[A-Za-z0-9_-]{1,256}$/.test(text);

// SES wants local@domain in ASCII, at most 320 characters, perhaps after a display name.
const isAddress = (text: string): boolean => text.length <= 320 && /^[\x21-\x7e]+@[\x21-\x7e]+$|<[\x21-\x7e]+@[\x21-\x7e]+>$/.test(text);

const XML = { 'content-type': 'text/xml; charset=utf-8' };
const xml = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
const metadata = (): string => `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;

const refusal = (
  answer: (body: string, status: 400 | 413, headers: Record<string, string>) => Response,
  { status, code, message }: SesError,
): Response =>
  answer(
    xml(
      `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
    ),
    status,
    XML,
  );
