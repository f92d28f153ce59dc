// Who may go through the doors: the policies of the caller's role, and of the key under which a table or bucket lies.
// It must not know which permission is right.
import * as z from 'zod';
import { allows, statementsOf, type Wish } from './iam.ts';
import { ACCOUNT, REGION } from './lambda-host.ts';
import type { Synthesized } from './template.ts';

const sealedSchema = z.object({
  SSESpecification: z.object({ KMSMasterKeyId: z.string() }).optional(),
  BucketEncryption: z
    .object({
      ServerSideEncryptionConfiguration: z.array(
        z.object({ ServerSideEncryptionByDefault: z.object({ KMSMasterKeyID: z.string().optional() }) }),
      ),
    })
    .optional(),
});

// A table or bucket under a key of ours opens only to those who may also use the key, by way of the service.
const keyWish = (cloud: Synthesized, { action, resource }: Wish): Wish | undefined => {
  const service = action === 's3:DeleteObject' ? undefined : /^(?:dynamodb|s3)(?=:)/.exec(action)?.[0];
  const holder = service && cloud.named(resource.replace(/(?<=table\/[^/]+)\/.*$/, '').replace(/(?<=^arn:aws:s3:::[^/]+)\/.*$/, ''));
  if (!holder || !service) return undefined;
  const { SSESpecification, BucketEncryption } = sealedSchema.parse(holder.properties);
  const key =
    SSESpecification?.KMSMasterKeyId ??
    BucketEncryption?.ServerSideEncryptionConfiguration[0]?.ServerSideEncryptionByDefault.KMSMasterKeyID;
  if (key === undefined) return undefined;
  return {
    action: action === 's3:PutObject' ? 'kms:GenerateDataKey' : 'kms:Decrypt',
    resource: key,
    context: { 'kms:ViaService': [`${service}.${REGION}.amazonaws.com`], 'kms:CallerAccount': [ACCOUNT] },
  };
};

/**
 * May this caller do that, by the policies of its role?
 * @param roles ARN of the role by the access key that a function signs with
 */
export const gateOf = (cloud: Synthesized, roles: ReadonlyMap<string, string>) => {
  const known = new Map<string, ReturnType<typeof statementsOf>>();
  return (who: string, wish: Wish): boolean => {
    const role = roles.get(who);
    if (role === undefined) return false;
    const statements = known.get(role) ?? statementsOf(cloud, role);
    known.set(role, statements);
    const key = keyWish(cloud, wish);
    return allows(statements, wish) && (key === undefined || allows(statements, key));
  };
};
