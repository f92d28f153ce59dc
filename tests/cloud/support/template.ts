// What was synthesized, read as CloudFormation would: every resource of every stack with its references resolved.
// It must not know what the resources are for. Names and ARNs are made up the way AWS makes them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ACCOUNT, REGION } from './lambda-host.ts';

export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  /** What `Ref` gives: a name, an id, a URL or an ARN, as the type has it. */
  readonly ref: string;
  readonly arn: string;
  /** Without references: they are resolved. */
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Synthesized {
  readonly resources: (type: string) => readonly Resource[];
  /** The resource with this ARN, or with this `Ref`. */
  readonly named: (arnOrRef: string) => Resource | undefined;
  /** Folder of an asset by the key under which it is uploaded. */
  readonly asset: (s3Key: string) => string;
}

const record = z.record(z.string(), z.unknown());
const templateSchema = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: record.default({}) })),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() })).default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Conditions: record.default({}),
});
type Template = z.infer<typeof templateSchema>;
const assetsSchema = z.object({ files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })) });

const NO_VALUE = Symbol('AWS::NoValue');
const PSEUDO: Readonly<Record<string, unknown>> = {
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::NoValue': NO_VALUE,
};

/** How a type names its resources in an ARN; any other type as `<service>:…:<name>`. */
const ARNS: Readonly<Record<string, (name: string) => string>> = {
  'AWS::DynamoDB::Table': (name) => `dynamodb:${REGION}:${ACCOUNT}:table/${name}`,
  'AWS::S3::Bucket': (name) => `s3:::${name}`,
  'AWS::KMS::Key': (name) => `kms:${REGION}:${ACCOUNT}:key/${name}`,
  'AWS::Lambda::Function': (name) => `lambda:${REGION}:${ACCOUNT}:function:${name}`,
  'AWS::IAM::Role': (name) => `iam::${ACCOUNT}:role/${name}`,
  'AWS::Logs::LogGroup': (name) => `logs:${REGION}:${ACCOUNT}:log-group:${name}:*`,
  'AWS::SecretsManager::Secret': (name) => `secretsmanager:${REGION}:${ACCOUNT}:secret:${name}`,
  'AWS::SES::ConfigurationSet': (name) => `ses:${REGION}:${ACCOUNT}:configuration-set/${name}`,
  'AWS::SES::EmailIdentity': (name) => `ses:${REGION}:${ACCOUNT}:identity/${name}`,
};

/** Types whose `Ref` is not the name. */
const REFS: Readonly<Record<string, 'ARN' | 'URL'>> = {
  'AWS::SNS::Topic': 'ARN',
  'AWS::SecretsManager::Secret': 'ARN',
  'AWS::SQS::Queue': 'URL',
};

const NAME_PROPERTIES = ['TableName', 'BucketName', 'QueueName', 'FunctionName', 'TopicName', 'LogGroupName', 'EmailIdentity', 'Name'];
/** Named by an id that AWS draws, whatever their properties say. */
const DRAWN: readonly string[] = ['AWS::ApiGatewayV2::Api', 'AWS::Cognito::UserPool', 'AWS::Cognito::UserPoolClient', 'AWS::KMS::Key'];

const serviceOf = (type: string): string => (type.split('::')[1] ?? '').toLowerCase();

export const readSynthesized = (folder: string): Synthesized => {
  const files = readdirSync(folder);
  const parsed = <T>(file: string, schema: z.ZodType<T>): T => schema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const stacks = new Map<string, Template>(
    files.flatMap((file) => {
      const name = /^(?<name>.*)\.template\.json$/.exec(file)?.groups?.['name'];
      return name === undefined ? [] : [[name, parsed(file, templateSchema)] as const];
    }),
  );
  const assets = new Map(
    files
      .filter((file) => file.endsWith('.assets.json'))
      .flatMap((file) => Object.entries(parsed(file, assetsSchema).files).map(([hash, { source }]) => [hash, source.path] as const)),
  );

  const templateOf = (stack: string): Template => {
    const template = stacks.get(stack);
    if (!template) throw new Error(`no stack ${stack}`);
    return template;
  };
  const nameOf = (stack: string, id: string): string => {
    const { Type, Properties } = resourceOf(stack, id);
    const given = DRAWN.includes(Type) ? undefined : NAME_PROPERTIES.map((key) => Properties[key]).find((value) => value !== undefined);
    return given === undefined ? `${stack}-${id}`.toLowerCase() : String(resolve(stack, given));
  };
  const resourceOf = (stack: string, id: string): Template['Resources'][string] => {
    const resource = templateOf(stack).Resources[id];
    if (!resource) throw new Error(`${stack} has no ${id}`);
    return resource;
  };
  const arnOf = (stack: string, id: string): string => {
    const { Type } = resourceOf(stack, id);
    const name = nameOf(stack, id);
    return `arn:aws:${ARNS[Type]?.(name) ?? `${serviceOf(Type)}:${REGION}:${ACCOUNT}:${name}`}`;
  };
  const refOf = (stack: string, id: string): unknown => {
    if (id === 'AWS::StackName') return stack;
    if (id in PSEUDO) return PSEUDO[id];
    const parameter = templateOf(stack).Parameters[id];
    if (parameter) return parameter.Default;
    const kind = REFS[resourceOf(stack, id).Type];
    if (kind === 'ARN') return arnOf(stack, id);
    return kind === 'URL' ? `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${nameOf(stack, id)}` : nameOf(stack, id);
  };
  const attributeOf = (stack: string, id: string, attribute: string): string => {
    const name = nameOf(stack, id);
    if (attribute === 'Arn' || attribute === 'TopicArn') return arnOf(stack, id);
    if (attribute === 'StreamArn') return `${arnOf(stack, id)}/stream/2026-01-01T00:00:00.000`;
    if (attribute === 'QueueUrl') return String(refOf(stack, id));
    if (attribute === 'ApiEndpoint') return `https://${name}.execute-api.${REGION}.amazonaws.com`;
    if (attribute === 'ProviderURL') return `https://cognito-idp.${REGION}.amazonaws.com/${name}`;
    return /(?:Name|Id)$/.test(attribute) ? name : `${name}.${attribute}`;
  };
  const exported = (name: unknown): unknown => {
    for (const [stack, { Outputs }] of stacks) {
      for (const { Value, Export } of Object.values(Outputs)) {
        if (Export && resolve(stack, Export.Name) === name) return resolve(stack, Value);
      }
    }
    throw new Error(`nothing is exported as ${String(name)}`);
  };

  const substituted = (stack: string, text: string, given: Readonly<Record<string, unknown>>): string =>
    text.replace(/\$\{(?<literal>!?)(?<name>[^}]+)\}/g, (whole, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      if (name in given) return String(resolve(stack, given[name]));
      const [id = '', ...attribute] = name.split('.');
      return String(attribute.length > 0 ? attributeOf(stack, id, attribute.join('.')) : refOf(stack, whole.slice(2, -1)));
    });

  const list = (stack: string, value: unknown): unknown[] => z.array(z.unknown()).parse(resolve(stack, value));
  const INTRINSICS: Readonly<Record<string, (stack: string, argument: unknown) => unknown>> = {
    Ref: (stack, id) => refOf(stack, String(id)),
    'Fn::GetAtt': (stack, at) => {
      const [id = '', ...attribute] = typeof at === 'string' ? at.split('.') : z.array(z.string()).parse(at);
      return attributeOf(stack, id, attribute.join('.'));
    },
    'Fn::Join': (stack, argument) => {
      const [separator, parts] = z.tuple([z.string(), z.unknown()]).parse(argument);
      return list(stack, parts).join(separator);
    },
    'Fn::Sub': (stack, argument) => {
      const [text, given] = typeof argument === 'string' ? [argument, {}] : z.tuple([z.string(), record]).parse(argument);
      return substituted(stack, text, given);
    },
    'Fn::Select': (stack, argument) => {
      const [index, from] = z.tuple([z.unknown(), z.unknown()]).parse(argument);
      return list(stack, from)[Number(index)];
    },
    'Fn::Split': (stack, argument) => {
      const [separator, from] = z.tuple([z.string(), z.unknown()]).parse(argument);
      return String(resolve(stack, from)).split(separator);
    },
    'Fn::ImportValue': (stack, name) => exported(resolve(stack, name)),
    // A weak reference between two stacks, which pins nothing.
    'Fn::GetStackOutput': (stack, argument) => {
      const { StackName, OutputName } = z.object({ StackName: z.unknown(), OutputName: z.string() }).parse(argument);
      const other = String(resolve(stack, StackName));
      return resolve(other, templateOf(other).Outputs[OutputName]?.Value);
    },
  };

  const resolve = (stack: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((one: unknown) => resolve(stack, one)).filter((one) => one !== NO_VALUE);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [];
    if (entries.length === 1 && name !== undefined && (name === 'Ref' || name.startsWith('Fn::'))) {
      const intrinsic = INTRINSICS[name];
      if (!intrinsic) throw new Error(`${stack}: ${name} is not known here`);
      return intrinsic(stack, argument);
    }
    return Object.fromEntries(entries.map(([key, one]) => [key, resolve(stack, one)]).filter(([, one]) => one !== NO_VALUE));
  };

  const all: readonly Resource[] = [...stacks].flatMap(([stack, { Resources }]) =>
    Object.entries(Resources).map(([id, { Type, Properties }]) => ({
      stack,
      id,
      type: Type,
      ref: String(refOf(stack, id)),
      arn: arnOf(stack, id),
      properties: record.parse(resolve(stack, Properties)),
    })),
  );
  return {
    resources: (type) => all.filter((resource) => resource.type === type),
    named: (name) => all.find(({ arn }) => arn === name) ?? all.find(({ ref }) => ref === name),
    asset: (key) => {
      const path = assets.get(key.replace(/\.[a-z]+$/, ''));
      if (path === undefined) throw new Error(`no asset ${key}`);
      return join(folder, path);
    },
  };
};
