// What the engine's own Streams API hands out for a table, from its beginning, as Lambda would see it.
// It must not know what the records mean.
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';

export interface StreamSource {
  readonly endpoint: string;
  readonly env: Readonly<Record<string, string>>;
}

export const streamRecords = async ({ endpoint, env }: StreamSource, table: string): Promise<DynamoDBRecord[]> => {
  const client = new DynamoDBStreamsClient({
    endpoint,
    region: env['AWS_REGION']!,
    credentials: { accessKeyId: env['AWS_ACCESS_KEY_ID']!, secretAccessKey: env['AWS_SECRET_ACCESS_KEY']! },
  });
  const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: table }));
  const StreamArn = Streams[0]!.StreamArn;
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
  const records: DynamoDBRecord[] = [];
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    let iterator = (await client.send(new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' })))
      .ShardIterator;
    while (iterator !== undefined) {
      const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
      if ((page.Records ?? []).length === 0) break;
      // The wire form, which is what Lambda gets: the client's own types differ in dates only.
      records.push(...(JSON.parse(JSON.stringify(page.Records)) as DynamoDBRecord[]));
      iterator = page.NextShardIterator;
    }
  }
  client.destroy();
  return records;
};
