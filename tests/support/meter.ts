// Counts what the store asks of the table: calls and capacity units, by kind of call.
// It must not change what is asked, besides asking for the bill.
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

export interface Meter {
  readonly calls: Readonly<Record<string, number>>;
  readonly units: number;
}

const Bill = z.object({ CapacityUnits: z.number().optional() });
const Output = z.object({ ConsumedCapacity: z.union([z.array(Bill), Bill]).optional() });

/** Runs `work` and tells what it cost. One at a time for a client. */
export const metered = async (client: DynamoDBDocumentClient, work: () => Promise<unknown>): Promise<Meter> => {
  const calls: Record<string, number> = {};
  let units = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const name = (context.commandName ?? '?').replace('Command', '');
      calls[name] = (calls[name] ?? 0) + 1;
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'INDEXES' } });
      const bill = Output.parse(result.output).ConsumedCapacity ?? [];
      for (const { CapacityUnits = 0 } of Array.isArray(bill) ? bill : [bill]) units += CapacityUnits;
      return result;
    },
    { step: 'initialize', name: 'meter' },
  );
  try {
    await work();
  } finally {
    client.middlewareStack.remove('meter');
  }
  return { calls, units };
};
