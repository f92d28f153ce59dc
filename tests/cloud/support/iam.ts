// Who may do what, by the policies of the template: the part of IAM's evaluation that these policies need.
// It must not know which permission is right. A condition operator that stands in no template is refused, not guessed.
import * as z from 'zod';
import type { Resource, Synthesized } from './template.ts';

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const conditionSchema = z.record(z.string(), z.record(z.string(), z.union([texts, z.boolean().transform((value) => [String(value)])])));
const statementSchema = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: texts,
  Resource: texts.default(['*']),
  Condition: conditionSchema.default({}),
});
export type Statement = z.infer<typeof statementSchema>;

const documentSchema = z.object({ Statement: z.array(statementSchema) });
const rolePolicies = z.object({ Policies: z.array(z.object({ PolicyDocument: documentSchema })).default([]) });
const attachedPolicy = z.object({ Roles: z.array(z.string()).default([]), PolicyDocument: documentSchema });

export interface Wish {
  readonly action: string;
  readonly resource: string;
  /** Condition keys and their values. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&');

/** `*` is any run of characters, `?` one. */
export const like = (pattern: string, text: string): boolean =>
  new RegExp(`^${escaped(pattern).replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);

type Operator = (wanted: readonly string[], given: readonly string[] | undefined) => boolean;
const equal = (wanted: readonly string[]) => (value: string) => wanted.includes(value);
const alike = (wanted: readonly string[]) => (value: string) => wanted.some((pattern) => like(pattern, value));
const some =
  (test: (wanted: readonly string[]) => (value: string) => boolean): Operator =>
  (wanted, given) =>
    given?.some(test(wanted)) ?? false;
const every =
  (test: (wanted: readonly string[]) => (value: string) => boolean): Operator =>
  (wanted, given = []) =>
    given.every(test(wanted));

const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: some(equal),
  StringLike: some(alike),
  ArnEquals: some(alike),
  ArnLike: some(alike),
  Bool: some(equal),
  'ForAnyValue:StringEquals': some(equal),
  'ForAnyValue:StringLike': some(alike),
  'ForAllValues:StringEquals': every(equal),
  'ForAllValues:StringLike': every(alike),
};

const holds = (conditions: Statement['Condition'], context: Wish['context'] = {}): boolean =>
  Object.entries(conditions).every(([name, keys]) => {
    const operator = OPERATORS[name];
    if (!operator) throw new Error(`no such condition: ${name}`);
    return Object.entries(keys).every(([key, wanted]) => operator(wanted, context[key]));
  });

const covers = ({ Action, Resource: resources, Condition }: Statement, { action, resource, context }: Wish): boolean =>
  Action.some((pattern) => like(pattern.toLowerCase(), action.toLowerCase())) &&
  resources.some((pattern) => like(pattern, resource)) &&
  holds(Condition, context);

/** An explicit deny wins; what nobody allows is denied. */
export const allows = (statements: readonly Statement[], wish: Wish): boolean => {
  const fitting = statements.filter((statement) => covers(statement, wish));
  return fitting.length > 0 && fitting.every(({ Effect }) => Effect === 'Allow');
};

/** Every statement that a role carries, its own and those attached to it. */
export const statementsOf = (cloud: Synthesized, roleArn: string): readonly Statement[] => {
  const role = cloud.named(roleArn);
  if (role?.type !== 'AWS::IAM::Role') throw new Error(`no role ${roleArn}`);
  const attached = cloud
    .resources('AWS::IAM::Policy')
    .map(({ properties }) => attachedPolicy.parse(properties))
    .filter(({ Roles }) => Roles.includes(role.ref));
  return [...rolePolicies.parse(role.properties).Policies, ...attached].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
};

const permissionSchema = z.object({ FunctionName: z.string(), Principal: z.string(), SourceArn: z.string().optional() });

/** May this service call the function on behalf of this source? (Lambda's own policy of the function) */
export const mayInvoke = (cloud: Synthesized, fn: Resource, principal: string, source: string): boolean =>
  cloud
    .resources('AWS::Lambda::Permission')
    .map(({ properties }) => permissionSchema.parse(properties))
    .some(
      ({ FunctionName, Principal, SourceArn }) =>
        [fn.arn, fn.ref].includes(FunctionName) && Principal === principal && (SourceArn === undefined || like(SourceArn, source)),
    );
