// The functions of the template as sandboxes, with the environment the template gives them and the doors to the services.
// It must not know what calls them.
import * as z from 'zod';
import type { FunctionName } from '../../../lib/cloud/bundle.ts';
import { type FunctionSetup, openSandbox, type Sandbox } from './lambda-host.ts';
import type { Resource, Synthesized } from './template.ts';

const functionSchema = z.object({
  Runtime: z.string(),
  Handler: z.literal('index.handler'),
  Code: z.object({ S3Key: z.string() }),
  Role: z.string(),
  Timeout: z.number(),
  MemorySize: z.number(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()).default({}) }).default({ Variables: {} }),
});

export interface CloudFunction extends Sandbox {
  readonly resource: Resource;
  readonly role: string;
  readonly setup: FunctionSetup;
}

export type CloudFunctions = Readonly<Record<FunctionName, CloudFunction>>;

const resourceOf = (cloud: Synthesized, name: FunctionName): Resource => {
  const found = cloud
    .resources('AWS::Lambda::Function')
    .filter(({ id, ref }) => new RegExp(`^${name}|-${name}$`, 'i').test(id) || ref.endsWith(`-${name}`));
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`the template has ${found.length} functions called ${name}`);
  return only;
};

/** Settings that stand in a test's own place of what lies outside the stack, such as an issuer. */
export type Replaced = Readonly<Partial<Record<FunctionName, Readonly<Record<string, string>>>>>;

/** @param endpoints where the services are, as environment variables that the SDK itself reads */
const setupOf = (cloud: Synthesized, name: FunctionName, endpoints: Readonly<Record<string, string>>): FunctionSetup => {
  const resource = resourceOf(cloud, name);
  const { Code, Timeout, MemorySize, Environment } = functionSchema.parse(resource.properties);
  return {
    name: resource.ref,
    folder: cloud.asset(Code.S3Key),
    env: { ...Environment.Variables, ...endpoints },
    timeoutSeconds: Timeout,
    memoryMb: MemorySize,
  };
};

export const openFunctions = (cloud: Synthesized, endpoints: Readonly<Record<string, string>>, replaced: Replaced): CloudFunctions => {
  const open = (name: FunctionName): CloudFunction => {
    const setup = setupOf(cloud, name, { ...endpoints, ...replaced[name] });
    const resource = resourceOf(cloud, name);
    return { ...openSandbox(setup), setup, resource, role: functionSchema.parse(resource.properties).Role };
  };
  return {
    console: open('console'),
    public: open('public'),
    mailer: open('mailer'),
    inbound: open('inbound'),
    importer: open('importer'),
    projector: open('projector'),
    clock: open('clock'),
  };
};
