// Lambda entry: jobs of the schedule that look at everything and send nothing. Their figures leave as one line of metrics.
// It must not decide anything.
import { composeBase } from '../compose-base.ts';
import { metricLine, takeStock, type Stock } from '../services/stock.ts';
import { readSettings } from '../settings.ts';

const settings = readSettings(process.env);
const deps = composeBase(settings);

/** @throws RangeError for a job it does not know: a schedule that asks for one is a mistake somebody must see */
export const handler = async (event: { readonly job: string }): Promise<Stock> => {
  if (event.job !== 'stock') throw new RangeError('the clock does not know this job');
  const stock = await takeStock(deps);
  // Written past the console, which may wrap a line in its own JSON; CloudWatch finds metrics only at the top of it.
  if (settings.METRICS === 'yes')
    process.stdout.write(`${metricLine(stock, { epochMs: Date.now(), functionName: settings.AWS_LAMBDA_FUNCTION_NAME })}\n`);
  return stock;
};
