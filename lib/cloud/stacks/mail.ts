// SES: the domain that mail is sent from, what is told about each mail sent, and what becomes of mail received.
// It must not know what a mail says. A deployment that sends through a relay has no such stack.
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  CfnReceiptRule,
  CfnReceiptRuleSet,
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { topicFor } from '../constructs/topic.ts';
import { MAIL_PREFIX, receiptNames } from '../names.ts';

export interface MailStackProps extends StackProps {
  readonly stage: string;
  readonly domain: string;
  /** Where received mail is laid down; undefined where SES takes none in. */
  readonly mails: Bucket | undefined;
}

export class MailStack extends Stack {
  readonly identity: EmailIdentity;
  readonly configurationSet: ConfigurationSet;
  readonly configurationSetArn: string;
  /** What became of mails sent. */
  readonly events: Topic;

  constructor(scope: Construct, id: string, { stage, domain, mails, ...props }: MailStackProps) {
    super(scope, id, props);

    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE, // a mail names a case
      reputationMetrics: true,
      sendingEnabled: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.configurationSetArn = this.formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.configurationSet.configurationSetName,
    });
    this.events = topicFor(this, 'Events', { service: 'ses.amazonaws.com', displayName: 'Shoufang: what became of mails' });
    this.configurationSet.addEventDestination('ToTopic', {
      destination: EventDestination.snsTopic(this.events),
      events: [
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
        EmailSendingEvent.DELIVERY_DELAY,
      ],
    });

    // Without the configuration set as its own: codes that Cognito sends from the domain are in no ledger of ours.
    this.identity = new EmailIdentity(this, 'Identity', { identity: Identity.domain(domain) });
    for (const [n, { name, value }] of this.identity.dkimRecords.entries()) {
      new CfnOutput(this, `DkimRecord${String(n + 1)}`, { description: 'CNAME to enter at the domain', value: `${name} CNAME ${value}` });
    }

    if (mails) {
      const { set, rule } = receiptNames(stage);
      const ruleSet = new CfnReceiptRuleSet(this, 'ReceiptRules', { ruleSetName: set });
      new CfnReceiptRule(this, 'Inbound', {
        ruleSetName: ruleSet.ref,
        rule: {
          name: rule,
          enabled: true,
          recipients: [domain],
          scanEnabled: true,
          tlsPolicy: 'Require',
          actions: [{ s3Action: { bucketName: mails.bucketName, objectKeyPrefix: MAIL_PREFIX } }],
        },
      });
    }
  }
}
