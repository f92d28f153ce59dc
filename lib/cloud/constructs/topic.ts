// A topic for one AWS service to publish to, encrypted under a key that this service may use.
// It must not know who listens, nor on whose behalf the service may speak.
import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export const topicFor = (scope: Construct, id: string, { service, displayName }: { service: string; displayName: string }): Topic => {
  const key = new Key(scope, `${id}Key`, {
    description: `Topic of ${displayName}`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.DESTROY, // a message is gone in minutes, and nothing old is read with it
  });
  // AWS's own key for topics does not let other services publish. Whose messages they are, the policy of the topic asks.
  key.addToResourcePolicy(
    new PolicyStatement({ principals: [new ServicePrincipal(service)], actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['*'] }),
  );
  const topic = new Topic(scope, id, { displayName, masterKey: key, enforceSSL: true });
  return topic;
};
