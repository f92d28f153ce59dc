// What does the work: seven functions with their roles and logs, the door in front of two of them, and what wakes the other five.
// It must not know rows or keys of tables, and decides no permission: the tables of functions and of grants do.
import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime, RuntimeFamily } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import type { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import * as z from 'zod';
import { acknowledge } from '../acknowledge.ts';
import type { FunctionName } from '../bundle.ts';
import type { Config } from '../config.ts';
import { onFile, onNews, onStream } from '../constructs/arrivals.ts';
import { door, openDoor } from '../constructs/door.ts';
import { environmentOf } from '../constructs/environment.ts';
import { identity } from '../constructs/identity.ts';
import { feedMailer, outbox } from '../constructs/outbox.ts';
import { failureQueue, failureQueuesOf, type FailureQueue } from '../constructs/queues.ts';
import { roleOf } from '../constructs/roles.ts';
import { schedules } from '../constructs/schedules.ts';
import { streamOf, thingsOf } from '../constructs/things.ts';
import { ASYNC_RETRIES, FUNCTION_SHAPES } from '../functions.ts';
import { GRANTS } from '../grants.ts';
import { accessLogName, BLOB_PREFIX, MAIL_PREFIX } from '../names.ts';
import type { DataStack } from './data.ts';
import type { MailStack } from './mail.ts';

/** The folder of each function's modules, with `index.mjs` at its root. */
export type Folders = Readonly<Record<FunctionName, string>>;

export interface AppStackProps extends StackProps {
  readonly config: Config;
  readonly data: DataStack;
  /** Undefined where mail goes through a relay. */
  readonly mail: MailStack | undefined;
  readonly folders: Folders;
}

const NO_TRACING = 'Mainland regions have no X-Ray, and the log says of each request which route it took and how long.';
const WAITED_FOR = 'Whoever calls it waits for the answer, or is a mapping that repeats and has a queue for failures of its own.';

const STREAMED = ['petitions', 'training', 'directory'] as const;

export class AppStack extends Stack {
  readonly functions: Readonly<Record<FunctionName, LambdaFunction>>;
  readonly api: HttpApi;
  readonly failures: ReadonlyMap<FailureQueue, Queue>;
  readonly outbox: { readonly queue: Queue; readonly pipe: CfnPipe } | undefined;
  readonly schedules: CfnScheduleGroup;

  constructor(scope: Construct, id: string, { config, data, mail, folders, ...props }: AppStackProps) {
    super(scope, id, props);

    this.failures = new Map(failureQueuesOf(config).map((name) => [name, failureQueue(this, name)]));
    const failed = (name: FailureQueue): Queue => {
      const queue = this.failures.get(name);
      if (!queue) throw new Error(`this stage has no queue ${name}`);
      return queue;
    };
    const entrance = door(this, config);
    this.api = entrance.api;

    const road = config.pipe
      ? outbox(this, {
          streamArn: streamOf(data, 'petitions'),
          tablesKeyArn: data.keys.tables.keyArn,
          pipeFailed: failed('pipe-failed'),
          owedFailed: failed('owed-failed'),
        })
      : undefined;
    this.outbox = road;

    const environment = environmentOf({ config, data, mail, identity: identity(this, { config, url: entrance.url }), url: entrance.url });
    const queues = new Map<string, Queue>([...this.failures, ...(road ? [['owed', road.queue] as const] : [])]);
    const things = thingsOf({ config, data, mail, queues });

    const retention = z.enum(RetentionDays).parse(config.logDays);
    const logs = (id: string, logGroupName?: string): LogGroup =>
      // No person stands in them.
      new LogGroup(this, id, { retention, removalPolicy: RemovalPolicy.DESTROY, ...(logGroupName !== undefined && { logGroupName }) });
    const make = (name: FunctionName): LambdaFunction => {
      const shape = FUNCTION_SHAPES[name];
      const logGroup = logs(`${name}Log`);
      const role = roleOf(this, { name, grants: GRANTS[name], things, logs: logGroup, bureau: config.bureau, sender: config.mail.from });
      const made = new LambdaFunction(this, name, {
        description: `Shoufang ${config.stage}: ${name}`,
        runtime: new Runtime(config.runtime, RuntimeFamily.NODEJS),
        architecture: config.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
        code: Code.fromAsset(folders[name]),
        handler: 'index.handler',
        memorySize: shape.memory,
        timeout: Duration.seconds(shape.seconds),
        environment: Object.fromEntries(shape.env.flatMap((key) => (environment[key] === undefined ? [] : [[key, environment[key]]]))),
        role: role.withoutPolicyUpdates(), // what a construct would add by itself must stand in the table of grants
        logGroup,
        loggingFormat: LoggingFormat.JSON,
        ...(shape.reserved !== undefined && config.reserveImporter && { reservedConcurrentExecutions: shape.reserved }),
      });
      acknowledge(made, { 'Serverless-LambdaTracing': NO_TRACING });
      if (shape.failures === undefined) {
        acknowledge(made, { 'Serverless-LambdaDLQ': WAITED_FOR });
      } else {
        made.configureAsyncInvoke({
          retryAttempts: ASYNC_RETRIES.attempts,
          maxEventAge: Duration.hours(ASYNC_RETRIES.hours),
          onFailure: new SqsDestination(failed(shape.failures)),
        });
        acknowledge(made, {
          'Serverless-LambdaDLQ': 'Its destination for failures is a queue, and is told more than a dead-letter queue would be.',
        });
      }
      return made;
    };
    const functions: Readonly<Record<FunctionName, LambdaFunction>> = {
      console: make('console'),
      public: make('public'),
      mailer: make('mailer'),
      inbound: make('inbound'),
      importer: make('importer'),
      projector: make('projector'),
      clock: make('clock'),
    };
    this.functions = functions;

    const accessLog = logs('AccessLog', accessLogName(config.stage));
    openDoor(entrance, { config, console: functions.console, public: functions.public, logs: accessLog });
    for (const name of STREAMED) {
      onStream(this, `${name}ToProjector`, {
        streamArn: streamOf(data, name),
        to: functions.projector,
        failed: failed('projector-failed'),
      });
    }
    if (road) feedMailer(this, road, functions.mailer);
    onFile(this, 'FileBrought', { bucket: data.blobs, prefix: BLOB_PREFIX, to: functions.importer, failed: failed('events-failed') });
    if (data.mails)
      onFile(this, 'MailReceived', { bucket: data.mails, prefix: MAIL_PREFIX, to: functions.inbound, failed: failed('events-failed') });
    if (mail) onNews(mail.events, functions.inbound, failed('events-failed'));
    this.schedules = schedules(this, { config, functions, failed: failed('schedules-failed') });

    new CfnOutput(this, 'Address', { description: 'Where the pages are', value: entrance.url });
  }
}
