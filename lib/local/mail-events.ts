// What AWS would say about a mail, in its own words: the events of an SES configuration set as SNS brings them, and S3's about a mail received.
// It must not know who listens.
import type { S3Event, SNSEvent } from 'aws-lambda';
import { createHash, randomUUID } from 'node:crypto';

/** A mail as it was taken: one message to one or more recipients. */
export interface TakenMail {
  readonly messageId: string;
  readonly source: string;
  readonly destination: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string;
}

interface Recipients {
  readonly mail: TakenMail;
  readonly recipients: readonly string[];
  readonly now: Date;
}
type Telling = (about: Recipients) => { readonly eventType: string } & Readonly<Record<string, unknown>>;

const ACCOUNT = '000000000000';

const delivery: Telling = ({ recipients, now }) => ({
  eventType: 'Delivery',
  delivery: {
    timestamp: now.toISOString(),
    processingTimeMillis: 1,
    recipients,
    smtpResponse: '250 2.6.0 Message received',
    remoteMtaIp: '127.0.0.1',
    reportingMTA: 'localhost',
  },
});

const bounceOf =
  (bounceSubType: string, status: string): Telling =>
  ({ recipients, now }) => ({
    eventType: 'Bounce',
    bounce: {
      feedbackId: `${randomUUID()}-000000`,
      bounceType: 'Permanent',
      bounceSubType,
      bouncedRecipients: recipients.map((emailAddress) => ({
        emailAddress,
        action: 'failed',
        status,
        diagnosticCode: `smtp; 550 ${status} user unknown`,
      })),
      timestamp: now.toISOString(),
      reportingMTA: 'dsn; localhost',
    },
  });

const complaint: Telling = ({ recipients, now }) => ({
  eventType: 'Complaint',
  complaint: {
    feedbackId: `${randomUUID()}-000000`,
    complaintSubType: null,
    complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
    timestamp: now.toISOString(),
    userAgent: 'Amazon SES Mailbox Simulator',
    complaintFeedbackType: 'abuse',
    arrivalDate: now.toISOString(),
  },
});

/** Addresses of SES's mailbox simulator; to every other a mail is delivered. `bounce+anything@` is the same mailbox. */
const SIMULATED: Readonly<Record<string, readonly Telling[]>> = {
  'bounce@simulator.amazonses.com': [bounceOf('General', '5.1.1')],
  'suppressionlist@simulator.amazonses.com': [bounceOf('OnAccountSuppressionList', '5.1.1')],
  'complaint@simulator.amazonses.com': [delivery, complaint],
};
const DELIVERED: readonly Telling[] = [delivery];

const mailboxOf = (address: string): string => address.toLowerCase().replace(/\+[^@]*@/, '@');

/** What SES publishes of a mail it took, in the order in which it happens, an SNS event each. */
export const sesEvents = (mail: TakenMail, now: Date): SNSEvent[] => {
  const tellings = new Set(mail.destination.flatMap((address) => SIMULATED[mailboxOf(address)] ?? DELIVERED));
  return [...tellings].map((telling) => {
    const recipients = mail.destination.filter((address) => (SIMULATED[mailboxOf(address)] ?? DELIVERED).includes(telling));
    return snsEvent(JSON.stringify({ ...telling({ mail, recipients, now }), mail: mailPart(mail, now) }), now);
  });
};

const mailPart = ({ messageId, source, destination, tags, configurationSet }: TakenMail, now: Date) => ({
  timestamp: now.toISOString(),
  source,
  sendingAccountId: ACCOUNT,
  messageId,
  destination,
  headersTruncated: false,
  headers: [
    { name: 'From', value: source },
    { name: 'To', value: destination.join(', ') },
  ],
  commonHeaders: { from: [source], to: destination, messageId },
  tags: {
    'ses:operation': ['SendRawEmail'],
    'ses:configuration-set': [configurationSet],
    'ses:source-ip': ['127.0.0.1'],
    'ses:from-domain': [source.slice(source.lastIndexOf('@') + 1)],
    ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
  },
});

const snsEvent = (message: string, now: Date): SNSEvent => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: `arn:aws:sns:local:${ACCOUNT}:shoufang-mail-events:${randomUUID()}`,
      Sns: {
        Type: 'Notification',
        MessageId: randomUUID(),
        TopicArn: `arn:aws:sns:local:${ACCOUNT}:shoufang-mail-events`,
        Subject: 'Amazon SES Email Event Notification',
        Message: message,
        Timestamp: now.toISOString(),
        SignatureVersion: '1',
        Signature: '',
        SigningCertUrl: '',
        UnsubscribeUrl: '',
        MessageAttributes: {},
      },
    },
  ],
});

/** What S3 says when the receipt rule has put a mail into the bucket. */
export const receivedEvent = ({ id, size, at }: { readonly id: string; readonly size: number; readonly at: Date }): S3Event => ({
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'local',
      eventTime: at.toISOString(),
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: 'local' },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: { 'x-amz-request-id': randomUUID(), 'x-amz-id-2': '' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'received',
        bucket: { name: 'shoufang-mail', ownerIdentity: { principalId: 'local' }, arn: 'arn:aws:s3:::shoufang-mail' },
        object: { key: `raw/${id}`, size, eTag: createHash('md5').update(id).digest('hex'), sequencer: '0' },
      },
    },
  ],
});
