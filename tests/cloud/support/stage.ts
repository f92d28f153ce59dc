// The synthesized stack on one machine: its tables in the real engine, its functions in sandboxes, its events delivered on the template's terms.
// It must not know a page, a mail or a total. Streams and queues move when a test says `settle`, and then until nothing moves.
import * as z from 'zod';
import { compose } from '../../../functions/compose.ts';
import { FUNCTIONS, type FunctionName } from '../../../lib/cloud/bundle.ts';
import { seedDirectory } from '../../../lib/local/sample/index.ts';
import { type AwsServices, openServices } from './aws-services.ts';
import { type CloudFunction, type CloudFunctions, openFunctions, type Replaced } from './cloud-functions.ts';
import { createCloudTables } from './cloud-tables.ts';
import { gateOf } from './gate.ts';
import { openHttpApi } from './http-api.ts';
import { allows, mayInvoke, statementsOf } from './iam.ts';
import { ACCOUNT, type Outcome, REGION } from './lambda-host.ts';
import type { Queue } from './queue.ts';
import { sourcesOf } from './sources.ts';
import { readSynthesized, type Synthesized } from './template.ts';
import { openQueues, openStreams, tellCreated, tellNews } from './wiring.ts';

export interface Stage {
  readonly cloud: Synthesized;
  readonly functions: CloudFunctions;
  readonly services: AwsServices;
  /** The use cases' needs with the stage's tables: for the cast, and for sessions as the identity provider would open them. */
  readonly deps: ReturnType<typeof compose>;
  /** Port of the HTTP API on this machine, and the name it has in the world. */
  readonly port: number;
  readonly host: string;
  /** Delivers everything there is to deliver. */
  readonly settle: () => Promise<void>;
  /** What the schedules of the template ask of a function, each asked once. */
  readonly tick: (name: FunctionName) => Promise<readonly Outcome[]>;
  /** Puts a message into the queue that a function is fed from. */
  readonly enqueue: (name: FunctionName, body: string) => Promise<void>;
  /** A mail from outside, as the receipt rule lays it down. */
  readonly receive: (raw: Uint8Array, id: string) => Promise<void>;
  /** From now on every service refuses everybody, until it is opened again. */
  readonly shut: (closed: boolean) => void;
  /** What a policy refused: who, what and where. */
  readonly refused: () => readonly string[];
  /** Everything that was given up. */
  readonly givenUp: () => readonly string[];
  /** Everything the functions have written. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/**
 * @param folder what `cdk synth` wrote
 * @param replaced settings for which the template names something of the world outside
 */
export const openStage = async (folder: string, replaced: Replaced = {}): Promise<Stage> => {
  const cloud = readSynthesized(folder);
  const sources = sourcesOf(cloud);
  const stack = new AsyncDisposableStack();
  const refused: string[] = [];
  let closed = false;
  const created: { at: string; bytes: number }[] = [];
  const news: { eventType: string }[] = [];
  const roles = new Map<string, string>();
  const gate = gateOf(cloud, roles);
  const services = await openServices({
    mayEnter: (who, wish) => {
      if (closed) return false;
      const may = gate(who, wish);
      if (!may) refused.push(`${who} ${wish.action} ${wish.resource} ${JSON.stringify(wish.context ?? {})}`);
      return may;
    },
    created: (at, bytes) => void created.push({ at, bytes }),
    news: (message) => void news.push(newsSchema.parse(message)),
  });
  stack.defer(() => services.stop());
  await createCloudTables(services.client, cloud);
  const open = openFunctions(cloud, services.env, replaced);
  for (const { setup, role } of Object.values(open)) roles.set(setup.name, role);
  stack.defer(async () => {
    await Promise.all(Object.values(open).map((one) => one.stop()));
  });

  const byArn = (arn: string): CloudFunction => {
    const found = Object.values(open).find(({ resource }) => resource.arn === arn || resource.ref === arn);
    if (!found) throw new Error(`no function ${arn}`);
    return found;
  };
  const queues = openQueues(sources);
  const queueAt = (arn: string): Queue => {
    const queue = queues.get(arn);
    if (!queue) throw new Error(`no queue ${arn}`);
    return queue;
  };
  for (const { EventSourceArn, FunctionName: fn, BatchSize, FunctionResponseTypes } of sources.queueMappings) {
    const partialFailures = FunctionResponseTypes.includes('ReportBatchItemFailures');
    queueAt(EventSourceArn).drainInto({ batchSize: BatchSize, partialFailures, invoke: (event) => byArn(fn).invoke(event) });
  }
  /** Nobody waits: tried again by Lambda, then laid where the template says. */
  const invokeUnattended = async (fn: CloudFunction, event: unknown): Promise<Outcome> => {
    const terms = sources.asynchronous.find(({ FunctionName: name }) => byArn(name) === fn);
    let outcome = await fn.invoke(event);
    for (let retry = 0; !outcome.ok && retry < (terms?.MaximumRetryAttempts ?? 2); retry += 1) outcome = await fn.invoke(event);
    const to = terms?.DestinationConfig.OnFailure?.Destination;
    if (!outcome.ok && to !== undefined) queueAt(to).send(JSON.stringify({ requestPayload: event, responsePayload: outcome }));
    return outcome;
  };
  const called = (fn: CloudFunction, principal: string, source: string): CloudFunction => {
    if (mayInvoke(cloud, fn.resource, principal, source)) return fn;
    refused.push(`${principal} lambda:InvokeFunction ${fn.resource.arn} for ${source}`);
    throw new Error(`${principal} may not call ${fn.setup.name}`);
  };

  const streams = await openStreams(sources, services, { byArn, queueAt });
  const call = (arn: string, { principal, source }: { principal: string; source: string }, event: unknown): Promise<Outcome> =>
    invokeUnattended(called(byArn(arn), principal, source), event);
  const tell = async (): Promise<boolean> => {
    const [objects, messages] = [created.splice(0), news.splice(0)];
    for (const { at, bytes } of objects) await tellCreated(sources, at, bytes, call);
    for (const message of messages) await tellNews(sources, message, call);
    return objects.length + messages.length > 0;
  };
  const settle = async (): Promise<void> => {
    for (let moved = true; moved;) {
      moved = await streams();
      moved = (await tell()) || moved;
      for (const queue of queues.values()) await queue.idle();
    }
  };

  const apiId = sources.routes[0]?.apiId ?? '';
  const api = await openHttpApi(
    sources.routes.map(({ key, function: arn }) => ({
      key,
      invoke: (event) => {
        const source = `arn:aws:execute-api:${REGION}:${ACCOUNT}:${apiId}/$default/${key.replace(' ', '')}`;
        return called(byArn(arn), 'apigateway.amazonaws.com', source).invoke(event);
      },
    })),
    apiId,
  );
  stack.defer(() => api.stop());

  process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';
  const deps = compose({
    ...open.console.setup.env,
    DYNAMODB_ENDPOINT: services.engine,
    AWS_REGION: REGION,
  });
  await seedDirectory(deps);
  return {
    cloud,
    functions: open,
    services,
    deps,
    port: api.port,
    host: new URL(open.console.setup.env['PUBLIC_URL'] ?? '').host,
    settle,
    tick: async (name) => {
      const due = sources.schedules.filter(({ Target, State }) => State === 'ENABLED' && byArn(Target.Arn) === open[name]);
      return Promise.all(
        due.map(({ Target }) => {
          const may = allows(statementsOf(cloud, Target.RoleArn), { action: 'lambda:InvokeFunction', resource: Target.Arn });
          if (!may) throw new Error(`the schedule may not call ${name}`);
          return invokeUnattended(open[name], JSON.parse(Target.Input));
        }),
      );
    },
    enqueue: async (name, body) => {
      for (const { EventSourceArn, FunctionName: fn } of sources.queueMappings)
        if (byArn(fn) === open[name]) queueAt(EventSourceArn).send(body);
      await settle();
    },
    receive: async (raw, id) => {
      const action = sources.receipts.flatMap(({ Rule }) => Rule.Actions.flatMap(({ S3Action }) => S3Action ?? []))[0];
      if (!action) throw new Error('no receipt rule keeps mail');
      const at = `${action.BucketName}/${action.ObjectKeyPrefix}${id}`;
      services.bucket.objects.set(at, Buffer.from(raw));
      created.push({ at, bytes: raw.byteLength });
      await settle();
    },
    shut: (next) => {
      closed = next;
    },
    refused: () => refused,
    givenUp: () => [...queues.values()].flatMap((queue) => queue.bodies()),
    log: () => FUNCTIONS.map((name) => open[name].log()).join('\n'),
    stop: () => stack.disposeAsync(),
  };
};

const newsSchema = z.looseObject({ eventType: z.string() });
