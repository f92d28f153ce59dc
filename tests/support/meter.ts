// Counts what the store asks of the table: calls and capacity units, by kind of call.
// It must not change what is asked, besides asking for the bill.
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

export interface Meter {
  readonly calls: Readonly<Record<string, number>>;
  readonly units: number;
}

/** The same, with the units told apart: a write unit costs five times a read unit. */
export interface Bill {
  readonly calls: Readonly<Record<string, number>>;
  readonly read: number;
  readonly written: number;
}

const Charge = z.object({ CapacityUnits: z.number().optional() });
const Output = z.object({ ConsumedCapacity: z.union([z.array(Charge), Charge]).optional() });
const WRITES = /^(TransactWrite|Put|Update|Delete|BatchWrite)/;

/** Runs `work` and tells what it cost. One at a time for a client. */
export const billed = async (client: DynamoDBDocumentClient, work: () => Promise<unknown>): Promise<Bill> => {
  const calls: Record<string, number> = {};
  const units = { read: 0, written: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const name = (context.commandName ?? '?').replace('Command', '');
      calls[name] = (calls[name] ?? 0) + 1;
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'INDEXES' } });
      const bill = Output.parse(result.output).ConsumedCapacity ?? [];
      for (const { CapacityUnits = 0 } of Array.isArray(bill) ? bill : [bill])
        units[WRITES.test(name) ? 'written' : 'read'] += CapacityUnits;
      return result;
    },
    { step: 'initialize', name: 'meter' },
  );
  try {
    await work();
  } finally {
    client.middlewareStack.remove('meter');
  }
  return { calls, ...units };
};

export const metered = async (client: DynamoDBDocumentClient, work: () => Promise<unknown>): Promise<Meter> => {
  const { calls, read, written } = await billed(client, work);
  return { calls, units: read + written };
};
