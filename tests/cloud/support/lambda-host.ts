// One sandbox of Lambda: a clean process with the asset, the environment and nothing else, that takes one event at a time.
// It must not know any function. Between two events the process stands still, as AWS freezes it.
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';

export interface FunctionSetup {
  readonly name: string;
  /** The folder that is uploaded; `index.mjs` at its root. */
  readonly folder: string;
  /** What the template gives, and where the services of AWS are. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
}

export type Outcome =
  { readonly ok: true; readonly payload: unknown } | { readonly ok: false; readonly errorType: string; readonly errorMessage: string };

export interface Sandbox {
  /** Calls wait for each other; a call after a crash or a timeout finds a new process. */
  readonly invoke: (event: unknown) => Promise<Outcome>;
  /** Everything the function has written so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

const RUNTIME = join(import.meta.dirname, 'lambda-runtime.ts');
export const REGION = 'ap-southeast-1';
export const ACCOUNT = '123456789012';
/** Bytes of an event or an answer of a call that is waited for (Lambda quotas, "Invocation payload"). */
export const PAYLOAD_BYTES = 6 * 1024 * 1024;
const STARTS_WITHIN_MS = 10_000; // the init phase of a function on demand

const failureSchema = z.object({ errorType: z.string(), errorMessage: z.string() });
const messageSchema = z.union([
  z.object({ started: z.literal(true) }),
  z.object({ failed: failureSchema }),
  z.object({ id: z.string(), json: z.string() }),
  z.object({ id: z.string(), error: failureSchema }),
]);
type Message = z.infer<typeof messageSchema>;

// What Lambda sets by itself, as far as a program can see it.
const lambdaEnvironment = ({ name, folder, memoryMb }: FunctionSetup): Record<string, string> => ({
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
  AWS_ACCESS_KEY_ID: name,
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
  LAMBDA_TASK_ROOT: folder,
  _HANDLER: 'index.handler',
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
  PATH: '/var/lang/bin:/usr/local/bin:/usr/bin:/bin:/opt/bin',
});

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
// The test runner ends its workers by SIGTERM, which by itself skips the lines above.
process.once('SIGTERM', () => process.exit());

export const openSandbox = (setup: FunctionSetup): Sandbox => {
  const { name, folder, env, timeoutSeconds, memoryMb } = setup;
  let child: ChildProcess | undefined;
  let log = '';
  let hear: (message: Message | 'ended') => void = () => undefined;
  let turn: Promise<unknown> = Promise.resolve();

  /** The next word of the process, or undefined after `ms`. */
  const heard = (ms: number): Promise<Message | 'ended' | undefined> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms, undefined);
      hear = (message) => {
        clearTimeout(timer);
        hear = () => undefined;
        resolve(message);
      };
    });

  const launch = (): ChildProcess => {
    const started = fork(RUNTIME, [join(folder, 'index.mjs')], {
      cwd: folder,
      env: { ...lambdaEnvironment(setup), ...env },
      // The asset is all there is to read: no package beside it, no settings of this machine, no other program.
      execArgv: ['--permission', `--allow-fs-read=${folder}`, `--allow-fs-read=${RUNTIME}`, `--max-old-space-size=${memoryMb}`],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    running.add(started);
    for (const stream of [started.stdout, started.stderr]) stream?.on('data', (chunk: Buffer) => (log += chunk.toString()));
    started.on('message', (message) => hear(messageSchema.parse(message)));
    started.once('error', () => hear('ended'));
    started.once('close', () => {
      running.delete(started);
      if (child === started) child = undefined;
      hear('ended');
    });
    return started;
  };

  const end = async (one: ChildProcess | undefined): Promise<void> => {
    if (one?.exitCode !== null || one.signalCode !== null) return;
    const closed = new Promise((resolve) => one.once('close', resolve));
    one.kill('SIGKILL');
    await closed;
  };

  const failed = async (errorType: string, errorMessage: string): Promise<Outcome> => {
    await end(child);
    return { ok: false, errorType, errorMessage };
  };

  const start = async (): Promise<Outcome | undefined> => {
    const word = heard(STARTS_WITHIN_MS);
    child = launch();
    const said = await word;
    if (said === undefined) return failed('Sandbox.Timedout', `did not start within ${STARTS_WITHIN_MS / 1000} seconds`);
    if (said === 'ended') return failed('Runtime.ExitError', 'ended before it had started');
    if ('failed' in said) return failed(said.failed.errorType, said.failed.errorMessage);
    return undefined;
  };

  const call = async (event: unknown): Promise<Outcome> => {
    const broken = child ? undefined : await start();
    if (broken) return broken;
    const id = randomUUID();
    const context = {
      awsRequestId: id,
      functionName: name,
      functionVersion: '$LATEST',
      invokedFunctionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`,
      memoryLimitInMB: String(memoryMb),
      callbackWaitsForEmptyEventLoop: true,
    };
    const word = heard(timeoutSeconds * 1000);
    child?.kill('SIGCONT');
    child?.send({ id, event, context, deadline: Date.now() + timeoutSeconds * 1000 });
    const said = await word;
    if (said === undefined) return failed('Sandbox.Timedout', `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`);
    if (said === 'ended') return failed('Runtime.ExitError', 'the process ended');
    child?.kill('SIGSTOP');
    if ('error' in said) return { ok: false, ...said.error };
    if (!('json' in said)) return failed('Runtime.Unknown', 'an unexpected word');
    if (Buffer.byteLength(said.json) > PAYLOAD_BYTES)
      return { ok: false, errorType: 'Function.ResponseSizeTooLarge', errorMessage: 'too large' };
    return { ok: true, payload: JSON.parse(said.json) };
  };

  return {
    invoke: (event) => {
      const mine = turn.then(() => call(event));
      turn = mine;
      return mine;
    },
    log: () => log,
    stop: async () => {
      await turn;
      await end(child);
    },
  };
};
