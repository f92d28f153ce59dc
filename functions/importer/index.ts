// Lambda entry: works off files brought to be imported. A file that arrives calls it, and the schedule for whatever was left over.
// It must not decide anything; which file is next stands in the table, not in the event.
import type { Context, S3Event } from 'aws-lambda';
import { compose } from '../compose.ts';
import { workImports } from '../services/import-jobs.ts';

const deps = compose(process.env);

const SPARE_MS = 30_000; // to stop at a good place, and say how far it came

/** One small read where nothing waits. Without a context it takes the time it needs. */
export const handler = (
  _event: S3Event | { readonly job: 'imports' },
  context?: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<{ readonly worked: number; readonly cleared: number }> =>
  workImports(deps, { timeUp: () => context !== undefined && context.getRemainingTimeInMillis() < SPARE_MS });
