// What lies between the services and the functions: queues with their redrive, streams with their mappings and pipes, news of objects.
// It must not know any function; everything it does is what the template says.
import type { AwsServices } from './aws-services.ts';
import type { CloudFunction } from './cloud-functions.ts';
import { fits } from './event-pattern.ts';
import { openQueue, type Queue } from './queue.ts';
import { objectCreated, objectCreatedNews, topicNews } from './shapes.ts';
import type { Sources } from './sources.ts';
import { deliver, streamReader } from './stream.ts';
import type { StreamRecord } from '../../../lib/local/stream-records.ts';

interface Ends {
  readonly byArn: (arn: string) => CloudFunction;
  readonly queueAt: (arn: string) => Queue;
}

export const openQueues = ({ queues }: Sources): ReadonlyMap<string, Queue> => {
  const open = new Map<string, Queue>();
  const at = (arn: string): Queue => {
    const there = open.get(arn);
    if (there) return there;
    const spec = queues.find(({ resource }) => resource.arn === arn);
    if (!spec) throw new Error(`no queue ${arn}`);
    const { RedrivePolicy } = spec;
    const dead = RedrivePolicy && at(RedrivePolicy.deadLetterTargetArn);
    const made = openQueue(arn, RedrivePolicy && dead && { maxReceiveCount: RedrivePolicy.maxReceiveCount, to: dead.send });
    open.set(arn, made);
    return made;
  };
  for (const { resource } of queues) at(resource.arn);
  return open;
};

type Consumer = (records: readonly StreamRecord[]) => Promise<void>;

/** @returns one pass over every stream that somebody reads; true when there was something */
export const openStreams = async (sources: Sources, services: AwsServices, { byArn, queueAt }: Ends): Promise<() => Promise<boolean>> => {
  const consumers = new Map<string, Consumer[]>();
  const add = (arn: string, consumer: Consumer): void => void consumers.set(arn, [...(consumers.get(arn) ?? []), consumer]);
  const passing = (patterns: readonly unknown[], records: readonly StreamRecord[]): readonly StreamRecord[] =>
    patterns.length === 0 ? records : records.filter((record) => patterns.some((pattern) => fits(pattern, record)));

  for (const mapping of sources.streamMappings) {
    const to = mapping.DestinationConfig?.OnFailure.Destination;
    add(mapping.EventSourceArn, (records) =>
      deliver(
        {
          batchSize: mapping.BatchSize,
          bisect: mapping.BisectBatchOnFunctionError,
          retries: mapping.MaximumRetryAttempts,
          partialFailures: mapping.FunctionResponseTypes.includes('ReportBatchItemFailures'),
          invoke: (event) => byArn(mapping.FunctionName).invoke(event),
          // The destination is told where the records lie, not what is in them.
          onFailure:
            to === undefined ? undefined : (lost) => queueAt(to).send(JSON.stringify(lost.map(({ dynamodb }) => dynamodb.SequenceNumber))),
        },
        passing(mapping.FilterCriteria, records),
      ),
    );
  }
  for (const pipe of sources.pipes) {
    const { FilterCriteria } = pipe.SourceParameters;
    const { InputTemplate } = pipe.TargetParameters;
    add(pipe.Source, async (records) => {
      for (const record of passing(FilterCriteria, records))
        queueAt(pipe.Target).send(InputTemplate === undefined ? JSON.stringify(record) : piped(InputTemplate, record));
    });
  }

  const readers = await Promise.all(
    [...consumers].map(async ([arn, consume]) => {
      const table = /:table\/(?<table>[^/]+)\/stream\//.exec(arn)?.groups?.['table'] ?? '';
      return { consume, read: await streamReader(services.streams, table, arn) };
    }),
  );
  return async () => {
    const moved = await Promise.all(
      readers.map(async ({ read, consume }) => {
        const records = await read();
        if (records.length > 0) await Promise.all(consume.map((one) => one(records)));
        return records.length > 0;
      }),
    );
    return moved.includes(true);
  };
};

// Without quotes around it, what is taken from the record stands there as JSON; texts within quotes would be another matter.
const piped = (template: string, record: unknown): string => {
  const text = template.replace(/(?<quote>"?)<(?<path>\$[\w.]*)>/g, (_whole, quote: string, path: string) => {
    if (quote !== '') throw new Error('this pipe puts a value between quotes, which is not known here');
    return JSON.stringify(at(record, path));
  });
  return JSON.stringify(JSON.parse(text));
};

type Call = (functionArn: string, by: { readonly principal: string; readonly source: string }, event: unknown) => Promise<unknown>;

/** Tells whoever the template says that an object has been put at `bucket/key`. */
export const tellCreated = async ({ buckets, rules }: Sources, at: string, bytes: number, call: Call): Promise<void> => {
  const [bucket = '', ...rest] = at.split('/');
  const key = rest.join('/');
  const spec = buckets.find(({ resource }) => resource.ref === bucket);
  if (!spec) throw new Error(`no bucket ${bucket}`);
  const { LambdaConfigurations, EventBridgeConfiguration } = spec.NotificationConfiguration;
  for (const { Event, Function, Filter } of LambdaConfigurations) {
    const wanted = Filter?.S3Key.Rules ?? [];
    const named = wanted.every(({ Name, Value }) => (Name.toLowerCase() === 'prefix' ? key.startsWith(Value) : key.endsWith(Value)));
    if (!Event.startsWith('s3:ObjectCreated:') || !named) continue;
    await call(Function, { principal: 's3.amazonaws.com', source: spec.resource.arn }, objectCreated(bucket, key, bytes));
  }
  if (EventBridgeConfiguration?.EventBridgeEnabled !== true) return;
  const news = objectCreatedNews(bucket, key, bytes);
  for (const { EventPattern, Targets, resource } of rules) {
    if (!EventPattern || !fits(EventPattern, news)) continue;
    for (const { Arn, Input, InputTransformer } of Targets) {
      const text = InputTransformer ? transformed(InputTransformer, news) : (Input ?? JSON.stringify(news));
      await call(Arn, { principal: 'events.amazonaws.com', source: resource.arn }, JSON.parse(text));
    }
  }
};

const at = (event: unknown, path: string): unknown =>
  path
    .split('.')
    .slice(1)
    .reduce<unknown>((inner, key) => new Map(Object.entries(inner ?? {})).get(key), event);

// A value taken from the event is written as JSON in its place (EventBridge, "input transformation").
const transformed = (
  { InputPathsMap, InputTemplate }: { readonly InputPathsMap: Readonly<Record<string, string>>; readonly InputTemplate: string },
  event: unknown,
): string => InputTemplate.replace(/<(?<name>[\w.-]+)>/g, (_whole, name: string) => JSON.stringify(at(event, InputPathsMap[name] ?? '')));

/** Tells the functions that listen what SES says of a mail; the template says of which events, and to whom. */
export const tellNews = async (
  { carriers, subscriptions }: Sources,
  message: { readonly eventType: string },
  call: Call,
): Promise<void> => {
  const event = message.eventType.replaceAll(' ', '').toLowerCase();
  for (const { EventDestination } of carriers) {
    const topic = EventDestination.SnsDestination?.TopicARN;
    const wanted = EventDestination.MatchingEventTypes.some((type) => type.replaceAll('_', '').toLowerCase() === event);
    if (!EventDestination.Enabled || !wanted || topic === undefined) continue;
    for (const { TopicArn, Endpoint, resource } of subscriptions) {
      if (TopicArn === topic)
        await call(Endpoint, { principal: 'sns.amazonaws.com', source: topic }, topicNews(topic, resource.id, message));
    }
  }
};
