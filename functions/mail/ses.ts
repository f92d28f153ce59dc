// Hands mail to Amazon SES, or to whatever AWS_ENDPOINT_URL_SES names; says whether trying again can help.
// It must not know what a mail is about.
import { SendRawEmailCommand, SESClient, SESServiceException } from '@aws-sdk/client-ses';
import type { MailTransport } from './transport.ts';

/** A client that gives up in good time: the mailer's lease must outlast it. */
export const sesClient = (region: string): SESClient =>
  new SESClient({
    region,
    maxAttempts: 2, // the queue and the sweeper try again; a third try here would only hold the lease
    // Without the last one a request that takes too long is only warned about.
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });

/** @param configurationSet under which SES publishes what became of each mail, with its tags; without one it tells nobody */
export const sesTransport = (client: SESClient, configurationSet?: string): MailTransport => ({
  send: async (raw, from, to, tags) => {
    try {
      const answer = await client.send(
        new SendRawEmailCommand({
          Source: from,
          Destinations: [to],
          RawMessage: { Data: raw },
          ...(tags && { Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })) }),
          ...(configurationSet !== undefined && { ConfigurationSetName: configurationSet }),
        }),
      );
      return { accepted: true, messageId: answer.MessageId ?? 'UNKNOWN' };
    } catch (error) {
      return { accepted: false, ...failureOf(error) };
    }
  },
});

// What SES says of this very message. Everything else (throttling, a paused account, missing rights, the network) can be mended
// without changing the mail.
const FINAL = new Set([
  'MessageRejected',
  'InvalidParameterValue',
  'InvalidParameterValueException',
  'ValidationError',
  'ValidationException',
]);

const failureOf = (error: unknown): { failure: 'transient' | 'permanent'; reason: string } => {
  // Only the name: the message of a rejected mail may quote an address.
  const reason = error instanceof Error && error.name !== 'Error' ? error.name : 'UNREACHABLE';
  return { failure: error instanceof SESServiceException && FINAL.has(reason) ? 'permanent' : 'transient', reason };
};
