// The program inside a sandbox: loads one bundle and hands it event after event, as Lambda's runtime for Node does.
// It runs by itself with nothing but Node: whatever it imported would be there for the bundle to lean on.
import { pathToFileURL } from 'node:url';

interface Call {
  readonly id: string;
  readonly event: unknown;
  readonly context: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly deadline: number;
}

type Handler = (event: unknown, context: unknown) => unknown;

const tell = (message: object): void => void process.send?.(message);

const described = (error: unknown) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message }
    : { errorType: typeof error, errorMessage: String(error) };

const isHandler = (value: unknown): value is Handler => typeof value === 'function';

const load = async (file: string): Promise<Handler> => {
  const module: unknown = await import(pathToFileURL(file).href);
  const handler = typeof module === 'object' && module !== null && 'handler' in module ? module.handler : undefined;
  if (!isHandler(handler))
    throw Object.assign(new Error('index.handler is undefined or not exported'), { name: 'Runtime.HandlerNotFound' });
  return handler;
};

const answer = async (handler: Handler, { id, event, context, deadline }: Call): Promise<void> => {
  try {
    const value = await handler(event, { ...context, getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()) });
    // What cannot be written as JSON fails here, as it does there.
    tell({ id, json: value === undefined ? 'null' : JSON.stringify(value) });
  } catch (error) {
    // The real runtime writes what was thrown into the log, message and all.
    process.stderr.write(
      `ERROR\tInvoke Error\t${JSON.stringify({ ...described(error), stack: error instanceof Error ? error.stack : [] })}\n`,
    );
    tell({ id, error: described(error) });
  }
};

process.once('disconnect', () => process.exit());
try {
  const handler = await load(process.argv[2] ?? '');
  process.on('message', (call: Call) => void answer(handler, call));
  tell({ started: true });
} catch (error) {
  tell({ failed: described(error) });
  process.exitCode = 1;
  process.disconnect();
}
