// The SES carrier against a real HTTP endpoint: what it sends, and which answers are worth another try.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SESClient } from '@aws-sdk/client-ses';
import { afterEach, describe, expect, it } from 'vitest';
import { sesTransport } from '../../functions/mail/ses.ts';

let close: (() => void) | undefined;
afterEach(() => close?.());

const serve = async (answer: (response: ServerResponse, body: string) => void, configurationSet?: string) => {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => answer(response, body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  return sesTransport(
    new SESClient({
      region: 'cn-local-1',
      endpoint,
      credentials,
      maxAttempts: 1,
      requestHandler: { requestTimeout: 200, throwOnRequestTimeout: true },
    }),
    configurationSet,
  );
};

const RAW = new TextEncoder().encode('Subject: x\r\n\r\ny');
const XMLNS = 'http://ses.amazonaws.com/doc/2010-12-01/';
const fault = (code: string): string =>
  `<ErrorResponse xmlns="${XMLNS}"><Error><Type>Sender</Type><Code>${code}</Code><Message>about a@b.example</Message></Error></ErrorResponse>`;

describe('handing a mail to SES', () => {
  it('sends the message as it is, to one recipient, and keeps the id', async () => {
    let seen = '';
    const carrier = await serve((response, body) => {
      seen = body;
      response.end(
        `<SendRawEmailResponse xmlns="${XMLNS}"><SendRawEmailResult><MessageId>id-1</MessageId></SendRawEmailResult></SendRawEmailResponse>`,
      );
    });
    expect(await carrier.send(RAW, 'a@b.example', 'c@d.example')).toEqual({ accepted: true, messageId: 'id-1' });
    const form = new URLSearchParams(seen);
    expect(form.get('Action')).toBe('SendRawEmail');
    expect(form.get('Source')).toBe('a@b.example');
    expect(form.get('Destinations.member.1')).toBe('c@d.example');
    expect(form.get('Destinations.member.2')).toBeNull();
    expect(Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString()).toBe('Subject: x\r\n\r\ny');
  });

  it('names the configuration set and the tags beside the message, and neither where there is none', async () => {
    const forms: URLSearchParams[] = [];
    const answer = (response: ServerResponse, body: string) => {
      forms.push(new URLSearchParams(body));
      response.end(
        `<SendRawEmailResponse xmlns="${XMLNS}"><SendRawEmailResult><MessageId>i</MessageId></SendRawEmailResult></SendRawEmailResponse>`,
      );
    };
    const tags = { bureau: '990581', mail: 'PET_XF-2026-0041_OUT_000001_1' };
    await (await serve(answer, 'shoufang-prod')).send(RAW, 'a@b.example', 'c@d.example', tags);
    close?.();
    await (await serve(answer)).send(RAW, 'a@b.example', 'c@d.example');
    const beside = forms.map((form) => Object.fromEntries([...form].filter(([name]) => /^(Tags|ConfigurationSet)/.test(name))));
    expect(beside[0]).toEqual({
      ConfigurationSetName: 'shoufang-prod',
      'Tags.member.1.Name': 'bureau',
      'Tags.member.1.Value': '990581',
      'Tags.member.2.Name': 'mail',
      'Tags.member.2.Value': 'PET_XF-2026-0041_OUT_000001_1',
    });
    expect(beside[1]).toEqual({});
  });

  it.each([
    ['MessageRejected', 400, 'permanent'],
    ['InvalidParameterValue', 400, 'permanent'],
    ['Throttling', 400, 'transient'],
    ['AccountSendingPausedException', 400, 'transient'],
    ['AccessDenied', 403, 'transient'],
    ['InternalFailure', 500, 'transient'],
  ] as const)('takes %s (%i) for a %s failure, and keeps no address', async (code, status, failure) => {
    const carrier = await serve((response) => response.writeHead(status).end(fault(code)));
    const sent = await carrier.send(RAW, 'a@b.example', 'c@d.example');
    expect(sent).toMatchObject({ accepted: false, failure });
    expect(JSON.stringify(sent)).not.toContain('@');
  });

  it('gives up on a service that does not answer', async () => {
    const carrier = await serve(() => undefined);
    expect(await carrier.send(RAW, 'a@b.example', 'c@d.example')).toMatchObject({ accepted: false, failure: 'transient' });
  });
});
