// DynamoDB's expiry, which the embedded engine stores but never carries out: rows whose time is over are deleted.
// It must not know which rows carry a time.
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  ScanCommand,
  type ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { TTL_ATTRIBUTE } from '../../functions/store/tables.ts';

// The engine does one thing at a time: small pages with a pause let people's requests pass in between.
const PAGE = 500;
const PAUSE_MS = 20;

type Key = Record<string, AttributeValue>;

/** Deletes what expired before `nowSeconds` (since 1970); resolves with how many rows went. */
export const sweepExpired = async (
  client: DynamoDBClient,
  tables: readonly string[],
  nowSeconds: number,
  signal: AbortSignal,
): Promise<number> => {
  let gone = 0;
  for (const table of tables) {
    let from: Key | undefined;
    do {
      const found: ScanCommandOutput = await client.send(
        new ScanCommand({
          TableName: table,
          Limit: PAGE,
          ProjectionExpression: 'pk, sk',
          FilterExpression: '#ttl < :now',
          ...placeholders(nowSeconds),
          ...(from !== undefined && { ExclusiveStartKey: from }),
        }),
      );
      for (const key of found.Items ?? []) gone += await deleteExpired(client, table, key, nowSeconds);
      from = found.LastEvaluatedKey;
      await sleep(PAUSE_MS);
    } while (from !== undefined && !signal.aborted);
  }
  return gone;
};

// Somebody may have prolonged the row since it was found.
const deleteExpired = async (client: DynamoDBClient, table: string, { pk, sk }: Key, nowSeconds: number): Promise<0 | 1> => {
  if (pk === undefined || sk === undefined) return 0;
  try {
    await client.send(
      new DeleteItemCommand({ TableName: table, Key: { pk, sk }, ConditionExpression: '#ttl < :now', ...placeholders(nowSeconds) }),
    );
    return 1;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 0;
    throw error;
  }
};

const placeholders = (nowSeconds: number) => ({
  ExpressionAttributeNames: { '#ttl': TTL_ATTRIBUTE },
  ExpressionAttributeValues: { ':now': { N: String(nowSeconds) } },
});
