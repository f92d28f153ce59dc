// The templates of a stage, made once from empty functions: what a function does is no part of a template.
// It must not know what a template should say.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { assemble } from '../../../lib/cloud/assemble.ts';
import { config } from '../../../lib/cloud/config.ts';

const record = z.record(z.string(), z.unknown());
const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: record.default({}),
      DeletionPolicy: z.string().optional(),
      UpdateReplacePolicy: z.string().optional(),
      Metadata: z.object({ 'aws:cdk:path': z.string().optional() }).optional(),
    }),
  ),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() })).default({}),
});
export type Template = z.infer<typeof templateSchema>;

export interface Resource {
  readonly id: string;
  /** The construct it belongs to, by the name it has in its stack. */
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** What becomes of it when its stack goes. */
  readonly kept: string | undefined;
}

export type StackName = 'data' | 'mail' | 'app' | 'watch';
export interface Synthesised {
  readonly templates: ReadonlyMap<StackName, Template>;
  /** Every resource of a type, in all stacks. */
  readonly all: (type: string) => readonly Resource[];
}

export const ROOT = new URL('../../../', import.meta.url).pathname;

/** What the command line hands the app: the flags of cdk.json, and that resources carry the path of their construct. */
export const cdkContext = (): Readonly<Record<string, unknown>> => ({
  ...z.object({ context: record }).parse(JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'))).context,
  'aws:cdk:enable-path-metadata': true,
});

const made = new Map<string, Synthesised>();

export const synthesised = (stage: string, overrides: Readonly<Record<string, unknown>> = {}): Synthesised => {
  const name = JSON.stringify([stage, overrides]);
  const cloud = made.get(name) ?? synthesise(stage, overrides);
  made.set(name, cloud);
  return cloud;
};

const synthesise = (stage: string, overrides: Readonly<Record<string, unknown>>): Synthesised => {
  const folder = mkdtempSync(join(tmpdir(), 'shoufang-synth-'));
  try {
    const empty = join(folder, 'function');
    mkdirSync(empty);
    writeFileSync(join(empty, 'index.mjs'), '');
    const app = new App({ context: cdkContext(), outdir: join(folder, 'out') });
    const folders = { console: empty, public: empty, mailer: empty, inbound: empty, importer: empty, projector: empty, clock: empty };
    const { data, mail, app: work, watch } = assemble(app, config(stage, overrides), folders);
    const assembly = app.synth();
    const templates = new Map<StackName, Template>();
    for (const [name, stack] of Object.entries({ data, mail, app: work, watch })) {
      if (stack)
        templates.set(
          z.enum(['data', 'mail', 'app', 'watch']).parse(name),
          templateSchema.parse(assembly.getStackByName(stack.stackName).template),
        );
    }
    return { templates, all: (type) => [...templates.values()].flatMap((template) => ofType(template, type)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const ofType = (template: Template, type: string): readonly Resource[] =>
  Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, name: nameOf(template, id), properties: resource.Properties, kept: resource.DeletionPolicy }));

/** `…/petitions/Resource` is called petitions. */
export const nameOf = (template: Template, id: string): string => {
  const [, ...path] = template.Resources[id]?.Metadata?.['aws:cdk:path']?.split('/') ?? [];
  return path.filter((part) => part !== 'Resource').join('/') || id;
};

/** A text with its references written as names, such as `petitions` or `Blobs/blobs/*`. */
export const readable = ({ templates }: Pick<Synthesised, 'templates'>, home: StackName): ((value: unknown) => string) => {
  const exported = new Map(
    [...templates].flatMap(([stack, { Outputs }]) =>
      Object.values(Outputs).flatMap(({ Value, Export }) => (Export ? [[Export.Name, { stack, Value }] as const] : [])),
    ),
  );
  const read = (value: unknown, stack: StackName): string => {
    if (typeof value === 'string') return value;
    const [[operator, operand] = ['', '']] = Object.entries(record.parse(value));
    const template = templates.get(stack);
    if (!template) throw new Error(`no stack ${stack}`);
    switch (operator) {
      case 'Ref': {
        const id = z.string().parse(operand);
        return id.startsWith('AWS::') ? `<${id.slice(5)}>` : nameOf(template, id);
      }
      case 'Fn::GetAtt': {
        const [id, attribute] = z.tuple([z.string(), z.string()]).parse(operand);
        return `${nameOf(template, id)}${attribute === 'StreamArn' ? '/stream' : ''}`;
      }
      case 'Fn::Join': {
        const [between, parts] = z.tuple([z.string(), z.array(z.unknown())]).parse(operand);
        return parts.map((part) => read(part, stack)).join(between);
      }
      case 'Fn::ImportValue': {
        const found = exported.get(z.string().parse(operand));
        if (!found) throw new Error(`nobody exports ${String(operand)}`);
        return read(found.Value, found.stack);
      }
      default:
        throw new Error(`cannot read ${operator}`);
    }
  };
  return (value) => read(value, home).replace(/^arn:(?:<Partition>|aws-cn|aws):(\w+):[^:]*:[^:]*:/, '$1 ');
};
