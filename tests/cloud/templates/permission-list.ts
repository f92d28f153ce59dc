// The permissions of every role of a stage, read from its template line by line: who, what, on what, and on which condition.
// It must not know lib/cloud/grants.ts, which it is there to check.
import * as z from 'zod';
import { ofType, readable, type Synthesised } from './synthesised.ts';

const listed = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const resources = z.unknown().transform((given) => (Array.isArray(given) ? (given as unknown[]) : [given]));
const policySchema = z.object({
  PolicyName: z.string(),
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.literal('Allow'),
        Action: listed,
        Resource: resources,
        Condition: z.record(z.string(), z.record(z.string(), listed)).optional(),
      }),
    ),
  }),
});
const roleSchema = z.object({ Policies: z.array(policySchema), ManagedPolicyArns: z.never().optional() });

export interface Permission {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  /** Empty when there is none. */
  readonly condition: string;
}

/** @throws where a role has a managed policy, or a policy stands outside of its role */
export const permissionsOf = (cloud: Synthesised): readonly Permission[] => {
  const outside = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'].flatMap((type) => cloud.all(type));
  if (outside.length > 0) throw new Error(`policies outside of their roles: ${outside.map(({ name }) => name).join(', ')}`);
  const app = cloud.templates.get('app');
  if (!app) throw new Error('no app');
  const read = readable(cloud, 'app');
  return ofType(app, 'AWS::IAM::Role').flatMap(({ name, properties }) =>
    roleSchema.parse(properties).Policies.flatMap(({ PolicyDocument }) =>
      PolicyDocument.Statement.flatMap(({ Action, Resource, Condition }) =>
        Action.flatMap((action) =>
          Resource.map((resource) => ({
            role: name.replace(/Role$/, ''),
            action,
            resource: read(resource),
            condition: conditionText(Condition),
          })),
        ),
      ),
    ),
  );
};

const conditionText = (conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {}): string =>
  Object.values(conditions)
    .flatMap((keys) => Object.entries(keys))
    .map(([key, values]) => `${key} = ${values.join(' | ')}`)
    .join(', ');

/** One line a permission, sorted, in columns. */
export const matrix = (permissions: readonly Permission[]): string => {
  const width = (of: (permission: Permission) => string): number => Math.max(...permissions.map((permission) => of(permission).length)) + 2;
  const roles = width(({ role }) => role);
  const actions = width(({ action }) => action);
  const things = width(({ resource }) => resource);
  return permissions
    .map(({ role, action, resource, condition }) =>
      `${role.padEnd(roles)}${action.padEnd(actions)}${resource.padEnd(things)}${condition}`.trimEnd(),
    )
    .sort()
    .join('\n');
};

/** What `other` has and `base` has not, and the other way round. */
export const differences = (
  base: readonly Permission[],
  other: readonly Permission[],
): { readonly more: readonly Permission[]; readonly less: readonly Permission[] } => {
  const keys = (permissions: readonly Permission[]) => new Set(permissions.map((permission) => JSON.stringify(permission)));
  const [inBase, inOther] = [keys(base), keys(other)];
  return {
    more: other.filter((permission) => !inBase.has(JSON.stringify(permission))),
    less: base.filter((permission) => !inOther.has(JSON.stringify(permission))),
  };
};
