// One role a function, made from the rows of the table of grants, with every permission written inside it.
// It must not decide who may do what.
import { Stack } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal, type Conditions } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { Grant } from '../grants.ts';
import type { FunctionName } from '../bundle.ts';
import type { Things } from './things.ts';

export interface RoleProps {
  readonly name: FunctionName;
  readonly grants: readonly Grant[];
  readonly things: Things;
  readonly logs: ILogGroup;
  readonly bureau: string;
  readonly sender: string;
}

const FILES = 'Files are named by chance, so a prefix is the least that can be said; the bucket holds nothing else.';

/** A role that takes no further permission: whatever a construct would add by itself must stand in the table. */
export const roleOf = (scope: Construct, { name, grants, things, logs, bureau, sender }: RoleProps): Role => {
  const statements = grants.flatMap(({ on, may, ...limits }) => {
    const resources = on.flatMap((thing) => things.get(thing) ?? []);
    if (resources.length === 0) return [];
    const conditions = conditionsOf(limits, bureau, sender);
    return [new PolicyStatement({ effect: Effect.ALLOW, actions: [...may], resources, ...(conditions && { conditions }) })];
  });
  const role = new Role(scope, `${name}Role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `What ${name} may do`,
    inlinePolicies: {
      [name]: new PolicyDocument({
        minimize: false, // a row of the table stays a statement that can be read
        statements: [
          ...statements,
          // The ARN of a log group ends by itself with the sign for all of its streams, whose names only Lambda knows.
          new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.logGroupArn] }),
        ],
      }),
    },
  });
  for (const arn of grants.flatMap(({ on }) => on.filter((thing) => thing.endsWith('/*')).flatMap((thing) => things.get(thing) ?? []))) {
    acknowledge(role, { [`AwsSolutions-IAM5[Resource::${asReported(role, arn)}]`]: FILES });
  }
  return role;
};

// cdk-nag names a resource by all text that stands in its reference, one after another.
const asReported = (scope: Construct, arn: string): string => textOf(Stack.of(scope).resolve(arn));
const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? Object.values(value).map(textOf).join('') : typeof value === 'string' ? value : '';

const conditionsOf = (
  { partitions, uses, asSender }: Omit<Grant, 'on' | 'may'>,
  bureau: string,
  sender: string,
): Conditions | undefined => {
  if (partitions) return { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions.map((partition) => `${bureau}#${partition}`) } };
  if (uses) return { StringEquals: { 'kms:EncryptionContext:bureau': bureau, 'kms:EncryptionContext:use': uses } };
  if (asSender) return { StringEquals: { 'ses:FromAddress': sender } };
  return undefined;
};
